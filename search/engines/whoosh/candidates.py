"""The second look: words, Han characters and pairs of words among the texts of a few sections, all counted in one reading."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64, UInt16
from search.engines.whoosh.inverted import K1, B
from search.engines.whoosh.terms import Terms
from search.query import Phrase, Scored, Term

TEXT = 0  # the number of the field that is read
UNSEEN = 15  # sections with a pair of words for each candidate with it; obliqa, scifact nDCG .707, .704; with 1 .706, .701


def rescored(terms: Terms, leaves: Sequence[Scored], candidates: Int64) -> Float32:
    """What the leaves add to some sections, float32 [candidates]; `candidates` rise.

    A leaf is an exact word, a Han character, or a phrase of them, in the text; others add nothing. The idf of a phrase is that of
    its rarest term, of a pair of words that of as many sections as `UNSEEN` for each candidate with it: its own would cost a look
    at all sections.
    """
    total = np.zeros(len(candidates), np.float32)
    wanted = _Wanted.of(terms, leaves)
    if not wanted.numbers:
        return total
    readings: list[tuple[slice, Float32]] = []
    for number, part in enumerate(terms.snapshot.parts):
        low, high = np.searchsorted(candidates, (part.section, part.section + part.segment.size))
        if low < high:
            reading = _Reading(terms, number, candidates[low:high] - part.section, wanted.numbers)
            readings.append((slice(int(low), int(high)), reading.impacts(wanted)))
    factors = _factors(terms, wanted, sum(np.count_nonzero(found, axis=0) for _, found in readings))
    for own, found in readings:
        total[own] = found @ factors
    return total


def _factors(terms: Terms, wanted: _Wanted, often: Int64) -> Float32:
    """What each thing gives that is wanted, pairs by `often` int64 [things], in how many candidates it stands."""
    factors, first = wanted.factors, len(wanted.numbers) + 1
    pairs = slice(first, first + len(wanted.pairs))
    factors[pairs] *= [terms.idf(min(UNSEEN * count, terms.snapshot.size), TEXT) for count in often[pairs].tolist()]
    return factors


@dataclass(slots=True)
class _Wanted:
    """What is looked for: `numbers` of the forms, from 1, and what each of them, each pair side by side and each phrase gives,
    pairs but for their idf.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    singles: dict[int, float] = field(default_factory=dict)
    pairs: dict[tuple[int, ...], float] = field(default_factory=dict)
    phrases: list[tuple[tuple[int, ...], tuple[int, ...], float]] = field(default_factory=list)

    @classmethod
    def of(cls, terms: Terms, leaves: Sequence[Scored]) -> _Wanted:
        """The leaves of which every form stands somewhere."""
        wanted = cls()
        for scored in leaves:
            forms, offsets = _parts(scored)
            frequencies = [terms.frequencies(form)[TEXT] for form in forms]
            if not forms or not all(frequencies):
                continue
            numbers = tuple([wanted.numbers.setdefault(form, len(wanted.numbers) + 1) for form in forms])
            wanted.add(numbers, offsets, scored.weight, terms.idf(min(frequencies), TEXT))
        return wanted

    def add(self, numbers: tuple[int, ...], offsets: tuple[int, ...], weight: float, idf: float) -> None:
        """One leaf with the idf of its rarest term."""
        if len(numbers) == 1:
            self.singles[numbers[0]] = self.singles.get(numbers[0], 0.0) + weight * idf
        elif offsets == (0, 1):
            self.pairs[numbers] = weight
        else:
            self.phrases.append((numbers, offsets, weight * idf))

    @property
    def factors(self) -> Float32:
        """What each gives: nothing, the forms by their numbers, then the pairs but for their idf, then the phrases."""
        singles = [self.singles.get(number, 0.0) for number in range(len(self.numbers) + 1)]
        return np.array([*singles, *self.pairs.values(), *(factor for _, _, factor in self.phrases)], np.float32)


def _parts(scored: Scored) -> tuple[tuple[str, ...], tuple[int, ...]]:
    match scored.leaf:
        case Term(form, "text" | None):
            return (form,), (0,)
        case Phrase(forms, offsets, "text" | None):
            return forms, offsets
    return (), ()


_scratch = threading.local()


def _table(size: int) -> UInt16:
    """A table of so many zeros or more, the last of them for -1; one a thread, to be left as it was: a new one costs .2 ms."""
    table: UInt16 | None = getattr(_scratch, "table", None)
    if table is None or len(table) < size:
        table = _scratch.table = np.zeros(size, np.uint16)
    return table


class _Reading:
    """The texts of n sections of a segment: `slots` uint16 [places] says which of the wanted forms stands there, 0 for none."""

    def __init__(self, terms: Terms, part: int, rows: Int64, known: Mapping[str, int]) -> None:
        segment = terms.snapshot.parts[part].segment
        index = segment.inside
        lengths, begins = index.lengths[TEXT][rows], index.bases[rows]
        extents = np.minimum(index.bases[rows + 1] - begins, lengths * 2 + 1)
        units = segment.texts.units
        texts = [units[begin:end] for begin, end in zip(begins.tolist(), (begins + extents).tolist(), strict=True)]
        entries = [terms.entry(form, TEXT, part) for form in known]
        held = [(term, number) for (begin, end, term), number in zip(entries, known.values(), strict=True) if begin < end]
        table = _table(int(index.fields[1]) + 1)
        for term, number in held:
            table[term] = number
        self.slots: UInt16 = table[np.concatenate(texts)]
        for term, _ in held:
            table[term] = 0
        self._ends = np.cumsum(extents)
        self._norms = lengths.astype(np.float32) * np.float32(K1 * B / terms.snapshot.averages[TEXT]) + np.float32(K1 * (1 - B))

    def impacts(self, wanted: _Wanted) -> Float32:
        """The BM25 of all that is wanted but for its factor, float32 [n, things]."""
        at = np.flatnonzero(self.slots != 0)
        found = [(at, self.slots[at].astype(np.int64))]
        first = len(wanted.numbers) + 1
        if wanted.pairs:
            found.append(self._pairs(at, wanted.pairs, first))
        for number, (numbers, offsets, _) in enumerate(wanted.phrases, first + len(wanted.pairs)):
            starts = self._phrase(numbers, offsets)
            found.append((starts, np.full(len(starts), number)))
        places, numbers_there = (np.concatenate(column) for column in zip(*found, strict=True))
        things, sections = first + len(wanted.pairs) + len(wanted.phrases), len(self._norms)
        cells = self._ends.searchsorted(places, "right") * things + numbers_there
        counts = np.bincount(cells, minlength=sections * things).reshape(sections, things).astype(np.float32)
        counts *= np.float32(K1 + 1) / (counts + self._norms[:, None])
        return counts

    def _pairs(self, at: Int64, pairs: Mapping[tuple[int, ...], float], first: int) -> tuple[Int64, Int64]:
        """Where words stand side by side, of those at some places, and which pair it is, counted from `first`."""
        width = first
        table = np.zeros(width * width, np.int64)
        for number, (one, other) in enumerate(pairs, first):
            table[one * width + other] = number
        beside = at[:-1][at[1:] - at[:-1] == 1]
        found = table[self.slots[beside].astype(np.int64) * width + self.slots[beside + 1]]
        held = found > 0
        return beside[held], found[held]

    def _phrase(self, numbers: Sequence[int], offsets: Sequence[int]) -> Int64:
        """Where a phrase begins."""
        starts = np.flatnonzero(self.slots[: max(0, len(self.slots) - offsets[-1])] == numbers[0])
        for number, offset in zip(numbers[1:], offsets[1:], strict=True):
            starts = starts[self.slots[starts + offset] == number]
        return starts
