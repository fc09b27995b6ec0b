"""What a question may become while it is typed: instruments, numbers, concepts and words that go on so, in both languages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from corpus import Document, Store, glossary
from corpus.glossary import Concept
from search.analysis import HAN_CHAR
from search.engine import Standing
from search.fold import fold

Kind = Literal["instrument", "number", "term", "heading"]
WORD_START = re.compile(r"(?<![^\W_])[^\W_]")
ORDER: Final[dict[Kind, int]] = {"term": 0, "instrument": 1, "number": 2, "heading": 3}
LOOKED_AT: Final = 400
STARTS: Final = 12
KEY: Final = 60
SHORTEST: Final = 2
HEADINGS: Final = 20_000
"""Headings that are offered, the most frequent ones."""
SHARE: Final = 4
"""One place in so many is kept for headings where names would take all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A way to go on: `text` goes into the box; `document` opens at once where it is set; `detail` is its other name."""

    text: str
    kind: Kind
    document: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Completer:
    """Every completion under each beginning of a word in it: `keys` are sorted, `entries` has where in the name the word starts."""

    keys: list[str]
    entries: list[tuple[int, Completion]]

    @classmethod
    def of(cls, completions: Iterable[Completion]) -> Completer:
        """A completer of these names."""
        found = sorted(
            ((key, place, completion) for completion in completions for place, key in _beginnings(fold(completion.text))),
            key=lambda each: each[:2],
        )
        return cls([key for key, _, _ in found], [(place, completion) for _, place, completion in found])

    def find(self, typed: str, limit: int, written: str = "") -> list[Completion]:
        """The best names in which a word goes on as typed: those that begin so first, as `written`, then shorter ones.

        Of names that are the same search, in simplified and traditional characters, there is one.
        """
        if not typed:
            return []
        known = typed[:KEY]
        low = bisect_left(self.keys, known)
        high = bisect_left(self.keys, known + "\U0010ffff", low, min(len(self.keys), low + LOOKED_AT))
        ranked = sorted(
            self.entries[low:high],
            key=lambda each: (each[0] > 0, ORDER[each[1].kind], written not in each[1].text, len(each[1].text)),
        )
        found: dict[tuple[str, str | None], Completion] = {}
        for _, completion in ranked:
            found.setdefault((fold(completion.text), completion.document), completion)
            if len(found) == limit:
                break
        return list(found.values())


def _beginnings(folded: str) -> Iterator[tuple[int, str]]:
    """Where words of a name begin, and how it goes on from there; in Chinese every character may begin one."""
    starts = [
        match.start()
        for match in re.finditer(r".", folded)
        if HAN_CHAR.match(match.group()) or WORD_START.match(folded, match.start())
    ]
    for start in starts[:STARTS]:
        yield start, folded[start : start + KEY]


def complete(text: str, engine: Standing, store: Store, limit: int = 8) -> Sequence[Completion]:
    """The best ways to go on, at most `limit`: names that go on with all that was typed, then words with its last word."""
    typed = fold(text).strip()
    if not typed:
        return ()
    found = _found(*_completers(store, engine.generation()), typed, limit, text.strip())
    if len(found) < limit:
        before, _, last = text.rpartition(" ")
        words = engine.words(fold(last), limit) if len(last) > 1 else []
        found += [Completion(text=f"{before} {word}".strip(), kind="term") for word, _ in words if fold(last) != word]
    return list(dict.fromkeys(found))[:limit]


def _found(names: Completer, headings: Completer, typed: str, limit: int, written: str) -> list[Completion]:
    """Names, then headings that are no names; these keep a few places even where names would take all."""
    first = names.find(typed, limit, written)
    known = {fold(each.text) for each in first}
    beside = [each for each in headings.find(typed, limit) if fold(each.text) not in known]
    kept = min(len(beside), max(limit - len(first), limit // SHARE))
    return [*first[: limit - kept], *beside[:kept]]


@lru_cache(maxsize=2)
def _completers(store: Store, generation: int) -> tuple[Completer, Completer]:
    """One for names and numbers, one for headings, which are many and stand behind."""
    titles = {document.id: (document.title, list(_names(document))) for document in store.all_facts()}
    named = [name for _, names in titles.values() for name in names]
    headings = [
        Completion(text=heading, kind="heading", detail=titles[document][0] if document in titles else None)
        for heading, document in store.headings(HEADINGS)
        if SHORTEST <= len(heading) <= KEY
    ]
    terms = [each for concept in glossary.load().values() for each in _terms(concept)]
    return Completer.of([*named, *terms]), Completer.of(headings)


def _names(document: Document) -> Iterator[Completion]:
    """An instrument by its titles and its number."""
    facts = document.metadata
    titles = dict.fromkeys(title for title in (document.title, facts.title_zh, facts.title_en) if title)
    for title in titles:
        other = next((each for each in titles if each != title), None)
        yield Completion(text=title, kind="instrument", document=document.id, detail=facts.document_number or other)
    if facts.document_number:
        yield Completion(text=facts.document_number, kind="number", document=document.id, detail=document.title)


def _terms(concept: Concept) -> Iterator[Completion]:
    """A concept by each of its names, with its name in the other language."""
    for name in concept.forms():
        yield Completion(text=name, kind="term", detail=concept.en if HAN_CHAR.match(name) else concept.zh)
