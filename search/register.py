"""The instruments we hold by what people call them: titles, nicknames and document numbers, made once for each generation.

A title is found inside a question by its plain form (`corpus.titles.plain`, folded): no punctuation, spaces, versions or state
names. Numbers are told apart as `corpus.numbers` does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from corpus import Document, Store, numbers, plain, titles
from corpus.catalogue import REFERENCE
from corpus.numbers import Number
from search.engine import Standing
from search.fold import fold

SHORTEST = 2
HEADS = (4, SHORTEST)  # characters a title is looked up by, a short one by the fewer; few that begin with the same four are as long
KEPT = 1 << 16  # titles whose forms are kept: after a change only the new ones are read
ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
STATE = re.compile(
    r"^the |^(?:中华人民共和国|中国|国家)|,? (?:of|in) (?:the )?(?:people['’]?s republic of china|prc|china|p\.r\. china)\b"
    r"|^(?:prc|china|chinese) ",
    re.IGNORECASE,
)
STRIPPED = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Register:
    """Documents by plain title and by number; `lengths` has for each beginning of a title how long those are, longest first."""

    titles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lengths: dict[str, list[int]] = field(default_factory=dict)
    numbers: dict[tuple[str, str], list[tuple[Number, str]]] = field(default_factory=lambda: defaultdict(list))
    mentions: dict[tuple[str, str], list[tuple[Number, str]]] = field(default_factory=lambda: defaultdict(list))
    versions: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Register:
        """The register of some documents."""
        register = cls()
        for document in documents:
            register.enter(document)
        register.lengths = _lengths(register.titles)
        return register

    def enter(self, document: Document) -> None:
        """One document under all its names."""
        facts = document.metadata
        stated = [title for title in (document.title, facts.title_zh, facts.title_en) if title]
        called = (*stated, *nicknames().get(document.id, ()))
        for name in dict.fromkeys(name for title in called for name in names(title)):
            self.titles[name].append(document.id)
        own = {number.key: number for number in _numbers(facts.document_number or "")}
        named = {number.key: number for title in stated for number in _numbers(title) if number.key not in own}
        for number in own.values():
            self.numbers[number.series, number.no].append((number, document.id))
        for number in named.values():
            self.mentions[number.series, number.no].append((number, document.id))
        self.versions[document.id] = fold(" ".join([*stated, facts.issued or ""]))

    def titled(self, plain: str, starts: Iterable[int]) -> Iterator[tuple[int, int, list[str]]]:
        """The longest titles inside a plain text that start at some places: where, and where they end, and who bears them."""
        place = 0
        for start in starts:
            title = self._begun(plain, start) if start >= place else None
            if title is not None:
                place = start + len(title)
                yield start, place, self.titles[title]

    def _begun(self, plain: str, start: int) -> str | None:
        """The longest title that a text goes on with."""
        for size in HEADS:
            for length in self.lengths.get(plain[start : start + size], ()):
                if (title := plain[start : start + length]) in self.titles:
                    return title
        return None

    def version(self, documents: tuple[str, ...], text: str) -> tuple[str, ...]:
        """Of documents of one title those whose versions (（征求意见稿）, （2019年修订）) a text tells; all where it tells none."""
        told = [fold(suffix) for suffix in titles.suffixes(text)]
        return tuple(each for each in documents if all(suffix in self.versions[each] for suffix in told)) or documents

    def numbered(self, number: Number) -> list[str]:
        """The documents whose number this can be, else those whose title names it; of several revisions the one that is told."""
        key = number.series, number.no
        held = [each for each in self.numbers.get(key, ()) if _same(each[0], number)]
        held = held or [each for each in self.mentions.get(key, ()) if _same(each[0], number)]
        told = [each for each in held if number.sub and each[0].sub.upper() == number.sub.upper()]
        return list(dict.fromkeys(identifier for _, identifier in told or held))


def _lengths(titles: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for title in titles:
        found[title[: next(size for size in HEADS if size <= len(title))]].add(len(title))
    return {head: sorted(each, reverse=True) for head, each in found.items()}


def _same(held: Number, asked: Number) -> bool:
    """Whether two numbers can be one; words of a sentence may run into the letters of a bracket number (请问国卫科教发)."""
    if held.names(asked):
        return True
    return held.series == "bracket" and held.year == asked.year and bool(held.body) and asked.body.endswith(held.body)


@cache
def nicknames() -> dict[str, list[str]]:
    """What people call shipped instruments in place of their titles, by id."""
    found: dict[str, list[str]] = plain.read((REFERENCE / "nicknames.yaml").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=KEPT)
def _numbers(text: str) -> tuple[Number, ...]:
    return tuple(numbers.find(text))


@lru_cache(maxsize=KEPT)
def names(title: str) -> tuple[str, ...]:
    """The plain forms of a title: as it is, without what stands in brackets, and without the name of the state."""
    return tuple(_names(title))


def _names(title: str) -> Iterator[str]:
    bare = titles.bare(title)
    forms = (bare, ASIDE.sub(" ", bare))
    for form in dict.fromkeys((*forms, *(STATE.sub("", form.strip()) for form in forms))):
        plain = STRIPPED.sub("", fold(titles.plain(form)))
        if len(plain) >= SHORTEST:
            yield plain


@lru_cache(maxsize=4)
def _made(store: Store, generation: int) -> Register:
    return Register.of(store.all_facts())


def register_of(engine: Standing, store: Store) -> Register:
    """The register of what an engine holds now, made at the first question after a change."""
    return _made(store, engine.generation())
