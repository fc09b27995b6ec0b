"""Where in a text stands what was searched: the same words as in the index, found again, as places in the original text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from string import punctuation

from search.analysis import COMPOUND, COUNTED, HAN_CHAR, KINDS, STEM, WORD, stem
from search.fold import fold_mapped
from search.numerals import counted_spans
from search.query import Phrase, Prefix, Query, Term

WORDS = KINDS[WORD]
LOOSE = str.maketrans(dict.fromkeys(punctuation + "\n\t“”‘’—–·、，。；：（）《》〈〉【】〔〕", " "))
APART = re.compile(rf"{HAN_CHAR.pattern} +(?={HAN_CHAR.pattern})")


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of a text that was searched for, as offsets; `weight` says how telling it is, longer runs more."""

    start: int
    end: int
    weight: float


@dataclass(slots=True)
class Marker:
    """What to look for, made once for a question: runs of characters (Han), words, stems, phrases, beginnings, counted things."""

    runs: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    known: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, query: Query) -> Marker:
        """A marker of everything that a query looks for."""
        leaves = [scored.leaf for scored in query.scored]
        forms = {leaf.form for leaf in leaves if isinstance(leaf, Term)}
        stems = frozenset(form[1:] for form in forms if form.startswith(STEM))
        phrases = {_literal(leaf) for leaf in leaves if isinstance(leaf, Phrase)}
        return cls(
            runs=tuple(sorted({form for form in forms if HAN_CHAR.match(form)} | {each for each in phrases if _all_han(each)})),
            exact=frozenset(form for form in forms if form[0].isalnum() and not HAN_CHAR.match(form)),
            stems=stems,
            heads=frozenset(each[:2] for each in stems),
            phrases=tuple(sorted(each for each in phrases if not _all_han(each))),
            starts=tuple(sorted({leaf.start for leaf in leaves if isinstance(leaf, Prefix)})),
            counted=frozenset(form[1:] for form in forms if form.startswith(COUNTED)),
        )

    def marks(self, text: str) -> list[Mark]:
        """The marks of an original text in order, none overlapping another."""
        folded = fold_mapped(text)
        joined: list[tuple[int, int]] = []
        for start, end in sorted(self._found(folded.text)):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return [Mark(*folded.origin(start, end), _weight(folded.text[start:end])) for start, end in joined]

    def _found(self, folded: str) -> Iterator[tuple[int, int]]:
        for run in self.runs:
            yield from _places(folded, run)
        if APART.search(folded):
            yield from self._spaced(folded)
        if self.exact or self.stems or self.starts:
            yield from self._words(folded)
        if self.phrases:
            loose = folded.translate(LOOSE)
            for phrase in self.phrases:
                yield from _whole(loose, phrase)
        if self.counted:
            yield from ((start, end) for start, end, form in counted_spans(folded) if form in self.counted)

    def _spaced(self, folded: str) -> Iterator[tuple[int, int]]:
        """Runs of Han characters with spaces between them."""
        kept = [place for place, char in enumerate(folded) if char != " "]
        close = folded.replace(" ", "")
        for run in self.runs:
            for start, end in _places(close, run):
                if kept[end - 1] - kept[start] >= end - start:
                    yield kept[start], kept[end - 1] + 1

    def _words(self, folded: str) -> Iterator[tuple[int, int]]:
        """Words by themselves, by their stems and by their beginnings, and compounds searched as one word."""
        words = set(WORDS.findall(folded))
        compounds = {} if "-" not in folded else {match.span(): match.group() for match in COMPOUND.finditer(folded)}
        self._learn(words.union(each.replace("-", "") for each in compounds.values()))
        for word in words & self.wanted:
            yield from _whole(folded, word)
        yield from (span for span, each in compounds.items() if each.replace("-", "") in self.wanted)

    def _learn(self, words: set[str]) -> None:
        """Find out which words are wanted. Threads may do so at once: both find the same."""
        new = words - self.known
        for word in new:
            stemmed = (word[:2] in self.heads or "ae" in word[:4]) and (stem(word) if word.isalpha() else word) in self.stems
            if stemmed or word in self.exact or (self.starts and word.startswith(self.starts)):
                self.wanted.add(word)
        self.known |= new


def _places(text: str, run: str) -> Iterator[tuple[int, int]]:
    start = text.find(run)
    while start >= 0:
        yield start, start + len(run)
        start = text.find(run, start + 1)


def _whole(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand that do not go on at either end."""
    for start, end in _places(text, words):
        if not _goes_on(text, start - 1, start) and not _goes_on(text, end - 1, end):
            yield start, end


def _goes_on(text: str, one: int, other: int) -> bool:
    if one < 0 or other >= len(text):
        return False
    return all(char.isalnum() and not HAN_CHAR.match(char) for char in (text[one], text[other]))


def _weight(run: str) -> float:
    """Longer words are rarer ones; a Chinese run of three says more than three words of one letter."""
    return len(run) ** 2 if HAN_CHAR.match(run) else max(0.1, len(run) - 3.0)


def _literal(leaf: Phrase) -> str:
    """A phrase as it stands in a text whose punctuation is spaces."""
    units: dict[int, str] = {}
    for form, offset in zip(leaf.forms, leaf.offsets, strict=True):
        units |= {offset + place: char for place, char in enumerate(form)} if HAN_CHAR.match(form) else {offset: form}
    literal, before = "", None
    for offset, form in sorted(units.items()):
        apart = before is not None and (offset - before[0] > 1 or not (HAN_CHAR.match(form) or HAN_CHAR.match(before[1])))
        literal += (" " if apart else "") + form
        before = (offset, form)
    return literal


def _all_han(text: str) -> bool:
    return all(map(HAN_CHAR.match, text))


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
