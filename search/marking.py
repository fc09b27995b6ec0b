"""Where in a text stands what was searched: the same words as in the index, found again, as places in the original text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from search.analysis import COMPOUND, COUNTED, GREEK, HAN, HAN_CHAR, KINDS, STEM, WORD, is_han, variants
from search.fold import SEPARATOR, fold_mapped
from search.numerals import counted_spans
from search.query import Phrase, Prefix, Query, Term

WORDS = KINDS[WORD]
SPELT = ("iz", "or")
SIGN = rf"(?![{HAN}{SEPARATOR}])[\W_]"
BETWEEN = re.compile(f"(?:{SIGN})+")
BESIDE = re.compile(" *")
ACROSS = re.compile(f" *+(?:{SIGN})+")
"""What parts a phrase: two words any signs; a Han character and what is beside it spaces only; from what is one further, signs."""
APART = re.compile(rf"{HAN_CHAR.pattern} +(?={HAN_CHAR.pattern})")
AGAIN: Final = 10
"""How often each character may be read for one phrase, on average: a page of one word over and over, quoted 4,000 times, took 78 s,
now 0.5."""

Mark = tuple[int, int]
"""A run of a text that was searched for: where it starts and ends. A bare pair, because every answer makes a hundred of them."""
Steps = tuple[tuple[re.Pattern[str], str], ...]
"""A phrase as it is read: each word or Han character, with what may stand before it."""


@dataclass(slots=True)
class Marker:
    """What to look for, made once for a question: runs of characters (Han), words, stems, phrases, beginnings, counted things."""

    runs: tuple[str, ...] = ()
    exact: Set[str] = frozenset()
    stems: Set[str] = frozenset()
    phrases: tuple[Steps, ...] = ()
    starts: tuple[str, ...] = ()
    counted: Set[str] = frozenset()
    beginnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Query) -> Marker:
        """A marker of everything that a query looks for."""
        leaves = [scored.leaf for scored in query.scored]
        forms = {leaf.form for leaf in leaves if isinstance(leaf, Term)}
        phrases = [_steps(*parts) for parts in {(leaf.forms, leaf.offsets) for leaf in leaves if isinstance(leaf, Phrase)}]
        close = [phrase for phrase in phrases if all(gap is BESIDE and is_han(form) for gap, form in phrase)]
        starts = {leaf.start for leaf in leaves if isinstance(leaf, Prefix)}
        runs = {form for form in forms if is_han(form[0])} | {"".join([form for _, form in phrase]) for phrase in close}
        stems = {form for form in forms if form[0] == STEM}
        counted = {form for form in forms if form[0] == COUNTED}
        exact = forms - runs - stems - counted
        begun = starts.union(exact, *map(_beginnings, stems))
        return cls(
            runs=tuple(runs),
            exact=exact,
            stems=stems,
            phrases=tuple([phrase for phrase in phrases if phrase not in close]),
            starts=tuple(starts),
            counted=counted,
            beginnings=_shortest(begun),
        )

    @property
    def longest(self) -> int:
        """Characters of the longest run or phrase, without its signs."""
        return max([0, *map(len, self.runs), *[sum([len(form) for _, form in phrase]) for phrase in self.phrases]])

    def marks(self, texts: Sequence[str]) -> list[list[Mark]]:
        """The marks of some original texts, read as one: those of each in order, none overlapping another."""
        if not (self.runs or self.beginnings or self.phrases or self.counted):  # the texts need not be folded
            return [[] for _ in texts]
        folded = fold_mapped(SEPARATOR.join(texts))
        places = sorted(self._found(folded.text))
        return _of_each(texts, [folded.origin(*place) for place in places] if folded.moved else places)

    def _found(self, folded: str) -> list[Mark]:
        """Everything that was searched, in no order: a list that is filled, for this is on the path of every hit."""
        found: list[Mark] = []
        for run in self.runs:
            found += _places(folded, run)
        if self.runs and " " in folded and APART.search(folded):
            found += self._spaced(folded)
        if self.beginnings:
            found += self._words(folded)
        for phrase in self.phrases:
            found += _standing(folded, phrase)
        if self.counted:
            found += [(start, end) for start, end, form in counted_spans(folded) if COUNTED + form in self.counted]
        return found

    def _spaced(self, folded: str) -> Iterator[Mark]:
        """Runs of Han characters with spaces between them."""
        kept = [place for place, char in enumerate(folded) if char != " "]
        close = folded.replace(" ", "")
        for run in self.runs:
            for start, end in _places(close, run):
                if kept[end - 1] - kept[start] >= end - start:
                    yield kept[start], kept[end - 1] + 1

    def _words(self, folded: str) -> list[Mark]:
        """Words by themselves, by their stems and by their beginnings, and compounds searched as one word."""
        words = list(filter(None, [WORDS.match(folded, start) for start in self._begun(folded)]))
        wanted = set(filter(self._wanted, {word.group() for word in words}))
        found = [word.span() for word in words if word.group() in wanted]
        if "-" in folded:
            for match in [COMPOUND.match(folded, word.start()) for word in words if folded.startswith("-", word.end())]:
                found += self._compound(match)
            for match in self._parted(folded):
                found += self._compound(match)
        return found

    def _begun(self, folded: str) -> list[int]:
        """Where words begin as one that is looked for may: all of them first, so that each step stays in the processor."""
        places: list[int] = []
        for beginning in self.beginnings:
            start = folded.find(beginning)
            while start >= 0:
                places.append(start)
                start = folded.find(beginning, start + 1)
        return [place for place in places if not place or not _letter(folded[place - 1])]

    def _parted(self, folded: str) -> Iterator[re.Match[str]]:
        """The compounds of a text, where a hyphen stands inside a beginning that is looked for."""
        places = _hyphened(folded)
        parted = SEPARATOR.join([folded[start:end] for start, end in places])
        close = parted.replace("-", "")
        if any(close.count(beginning) != parted.count(beginning) for beginning in self.beginnings):
            for start, end in places:
                yield from COMPOUND.finditer(folded, start, end)

    def _compound(self, match: re.Match[str] | None) -> list[Mark]:
        """Where a compound stands, if it was searched as one word."""
        joined = match.group().replace("-", "") if match else ""
        return [match.span()] if match and joined.startswith(self.beginnings) and self._wanted(joined) else []

    def _wanted(self, word: str) -> bool:
        """Whether a word was searched."""
        return not self.stems.isdisjoint(variants(word)) or word in self.exact or word.startswith(self.starts)


def _of_each(texts: Sequence[str], places: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of each text, from places in all of them joined, in order; those that overlap are made one."""
    marks: list[list[Mark]] = [[] for _ in texts]
    number = begin = after = last = -1
    for start, end in places:
        if start >= last:
            while start >= after:
                number, begin = number + 1, after + 1
                after = begin + len(texts[number])
            marks[number].append((start - begin if start > begin else 0, end - begin))
        elif end > last:
            marks[number][-1] = marks[number][-1][0], end - begin
        last = end if end > last else last
    return marks


@lru_cache(maxsize=1 << 16)
def _beginnings(stem: str) -> tuple[str, ...]:
    """How every word with a stem's term begins, in British and American spelling, Greek letters written out or not."""
    each = stem.removeprefix(STEM)
    cut = min((each.find(part, 2) for part in SPELT if each.find(part, 2) > 0), default=len(each) - each.endswith("ys"))
    beginning = each[:cut].rstrip("iey") or each
    other = [beginning.replace("e", two, 1) for two in ("ae", "oe")] if "e" in beginning[:4] else ()
    greek = [each.replace(name, chr(letter)) for letter, name in GREEK.items() if name in each]
    return beginning, *other, *greek


def _shortest(beginnings: Set[str]) -> tuple[str, ...]:
    """Beginnings of which none begins another."""
    kept: list[str] = []
    for each in sorted(beginnings):
        if not kept or not each.startswith(kept[-1]):
            kept.append(each)
    return tuple(kept)


def _hyphened(text: str) -> list[Mark]:
    """The stretches between spaces that have hyphens."""
    found = []
    hyphen = text.find("-")
    while hyphen >= 0:
        end = text.find(" ", hyphen)
        end = len(text) if end < 0 else end
        found.append((text.rfind(" ", 0, hyphen) + 1, end))
        hyphen = text.find("-", end)
    return found


def _places(text: str, run: str) -> list[Mark]:
    """Where a run stands, also where it overlaps itself."""
    found, width = [], len(run)
    start = text.find(run)
    while start >= 0:
        found.append((start, start + width))
        start = text.find(run, start + 1)
    return found


def _standing(text: str, phrase: Steps) -> Iterator[Mark]:
    """Where a phrase stands, with the signs between its words, and does not go on at either end."""
    (_, first), *others = phrase
    left = AGAIN * len(text)
    for start, end in _places(text, first):
        for gap, form in others:
            between = gap.match(text, end)
            if not between or not text.startswith(form, between.end()):
                break
            end = between.end() + len(form)
        else:
            if not _goes_on(text, start - 1, start) and not _goes_on(text, end - 1, end):
                yield start, end
        left -= end - start
        if left < 0:
            return


def _goes_on(text: str, one: int, other: int) -> bool:
    """Whether a word goes on from one character to the next."""
    return one >= 0 and other < len(text) and _letter(text[one]) and _letter(text[other])


def _letter(char: str) -> bool:
    return char.isalnum() and not is_han(char)


def _steps(forms: Sequence[str], offsets: Sequence[int]) -> Steps:
    """A phrase as it is read, from its terms and their positions."""
    units: dict[int, str] = {}
    for form, offset in zip(forms, offsets, strict=True):
        units |= {offset + place: char for place, char in enumerate(form)} if HAN_CHAR.match(form) else {offset: form}
    placed = sorted(units.items())
    return (BESIDE, placed[0][1]), *((_gap(*one, *other), other[1]) for one, other in pairwise(placed))


def _gap(before: int, one: str, after: int, other: str) -> re.Pattern[str]:
    """What may stand between two parts of a phrase, by their positions."""
    if not (HAN_CHAR.match(one) or HAN_CHAR.match(other)):
        return BETWEEN
    return BESIDE if after - before == 1 else ACROSS
