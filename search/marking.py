"""Where in a text stands what was searched: the same words as in the index, found again, as places in the original text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from search.analysis import COUNTED, HAN_CHAR, STEM, stem
from search.fold import fold_mapped
from search.numerals import counted_spans
from search.query import Phrase, Prefix, Query, Term

SPELLING = (("e", "a?e"), ("or", "ou?r"), ("iz", "i[sz]"))
NOTHING = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of a text that was searched for; `weight` says how telling it is, longer runs more."""

    start: int
    end: int
    weight: float


@dataclass(slots=True)
class Marker:
    """What to look for, made once for a question. `pairs` are two Han characters or one, `stems` of words."""

    pairs: re.Pattern[str] = NOTHING
    words: re.Pattern[str] = NOTHING
    runs: re.Pattern[str] = NOTHING
    stems: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    counted: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, query: Query) -> Marker:
        """A marker of everything that a query looks for."""
        leaves = [scored.leaf for scored in query.scored]
        forms = {leaf.form for leaf in leaves if isinstance(leaf, Term)}
        stems = frozenset(form[1:] for form in forms if form.startswith(STEM))
        exact = frozenset(form for form in forms if form[0].isalnum() and not HAN_CHAR.match(form))
        pairs = sorted((form for form in forms if HAN_CHAR.match(form)), key=len, reverse=True)
        runs = [_run(leaf) for leaf in leaves if isinstance(leaf, Phrase | Prefix)]
        starts = [_spelling(each) for each in stems] + [f"{re.escape(each)}\\b" for each in exact]
        return cls(
            pairs=re.compile(f"(?=({'|'.join(map(_spaced, pairs))}))") if pairs else NOTHING,
            words=re.compile(rf"(?<![^\W_])(?:{'|'.join(starts)})[^\W_]*(?:-[^\W_]+)*") if starts else NOTHING,
            runs=re.compile("|".join(dict.fromkeys(runs))) if runs else NOTHING,
            stems=stems,
            exact=exact,
            counted=frozenset(form[1:] for form in forms if form.startswith(COUNTED)),
        )

    def marks(self, text: str) -> list[Mark]:
        """The marks of an original text in order, none touching another."""
        folded = fold_mapped(text)
        found = sorted(self._found(folded.text))
        merged: list[tuple[int, int]] = []
        for start, end in found:
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return [Mark(*folded.origin(start, end), _weight(folded.text[start:end])) for start, end in merged]

    def _found(self, folded: str) -> Iterator[tuple[int, int]]:
        for match in self.pairs.finditer(folded):
            yield match.span(1)
        for match in self.words.finditer(folded):
            yield from self._words(match)
        for match in self.runs.finditer(folded):
            yield match.span()
        if self.counted:
            yield from ((start, end) for start, end, form in counted_spans(folded) if form in self.counted)

    def _words(self, match: re.Match[str]) -> Iterator[tuple[int, int]]:
        """The words of a compound that were searched, or all of it where it was searched as one word."""
        whole = match.group()
        parts = whole.split("-")
        if len(parts) > 1 and self._wanted("".join(parts)):
            yield match.span()
            return
        start = match.start()
        for part in parts:
            if self._wanted(part):
                yield start, start + len(part)
            start += len(part) + 1

    def _wanted(self, word: str) -> bool:
        return word in self.exact or (stem(word) if word.isalpha() else word) in self.stems


def _weight(run: str) -> float:
    """Longer words are rarer ones; a Chinese run of three says more than three words of one letter."""
    return len(run) ** 2 if HAN_CHAR.match(run) else max(0.1, len(run) - 3.0)


def _spaced(form: str) -> str:
    return " *".join(map(re.escape, form))


def _spelling(stemmed: str) -> str:
    """How words with a stem may start, in British and American spelling; `stem` tells which of them have it."""
    start = stemmed[:-1] if len(stemmed) > 3 and stemmed[-1] in "iey" else stemmed
    pattern = re.escape(start)
    for american, either in SPELLING:
        pattern = pattern.replace(american, either)
    return pattern


def _run(leaf: Phrase | Prefix) -> str:
    """A phrase as it may stand in a folded text: Han characters side by side, words with anything but words between."""
    if isinstance(leaf, Prefix):
        return rf"(?<![^\W_]){re.escape(leaf.start)}[^\W_]*"
    units = _units(leaf)
    pattern = ""
    for (form, position), before in zip(units, [None, *units], strict=False):
        if before is not None:
            han = HAN_CHAR.match(form) or HAN_CHAR.match(before[0])
            pattern += (" *" if position == before[1] + 1 else r"[\W_]+") if han else r"[\W_]+"
        pattern += re.escape(form)
    left = "" if HAN_CHAR.match(units[0][0]) else r"(?<![^\W_])"
    right = "" if HAN_CHAR.match(units[-1][0]) else r"(?![^\W_])"
    return left + pattern + right


def _units(leaf: Phrase) -> list[tuple[str, int]]:
    """The units of a phrase with their distances, pairs of Han characters taken apart."""
    found: dict[int, str] = {}
    for form, offset in zip(leaf.forms, leaf.offsets, strict=True):
        if HAN_CHAR.match(form):
            found |= {offset + place: char for place, char in enumerate(form)}
        else:
            found[offset] = form
    return [(form, offset) for offset, form in sorted(found.items())]


def merged(marks: Iterable[Mark], text: str) -> Iterator[tuple[str, bool]]:
    """The whole text cut into runs, each with whether it is marked."""
    place = 0
    for mark in marks:
        if mark.start > place:
            yield text[place : mark.start], False
        yield text[mark.start : mark.end], True
        place = mark.end
    if place < len(text):
        yield text[place:], False
