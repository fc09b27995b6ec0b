"""The second look: words, Han characters and pairs of words among the texts of a few sections, all counted in one reading."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64, UInt16
from search.engines.whoosh.inverted import K1, B
from search.engines.whoosh.terms import Terms
from search.query import Phrase, Scored, Term

TEXT = 0  # the number of the field that is read


def rescored(terms: Terms, leaves: Sequence[Scored], candidates: Int64) -> Float32:
    """What the leaves add to some sections, float32 [candidates]; `candidates` rise.

    A leaf is an exact word, a Han character, or a phrase of them, in the text; others add nothing. The idf of a pair of words
    is the sum of both (obliqa R +.003 beside that of the rarer), of a longer phrase that of its rarest term: its own would cost a
    look at all sections.
    """
    total = np.zeros(len(candidates), np.float32)
    known = {form: number for number, form in enumerate(dict.fromkeys(_forms(terms, leaves)), 1)}
    for number, part in enumerate(terms.snapshot.parts):
        low, high = np.searchsorted(candidates, (part.section, part.section + part.segment.size))
        if low < high and known:
            reading = _Reading(terms, number, candidates[low:high] - part.section, known)
            total[low:high] = reading.scores([leaf for leaf in leaves if _parts(leaf) and known.keys() >= set(_parts(leaf))])
    return total


def _parts(scored: Scored) -> tuple[str, ...]:
    match scored.leaf:
        case Term(form, "text" | None):
            return (form,)
        case Phrase(forms, _, "text" | None):
            return forms
    return ()


def _forms(terms: Terms, leaves: Sequence[Scored]) -> list[str]:
    return [form for leaf in leaves for form in _parts(leaf) if terms.frequencies(form)[TEXT]]


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
        self._terms, self._known, self._count = terms, known, len(rows)
        segment = terms.snapshot.parts[part].segment
        index = segment.inside
        begins = index.bases[rows]
        extents = np.minimum(index.bases[rows + 1] - begins, index.lengths[TEXT][rows] * 2 + 1)
        units = segment.texts.units
        texts = [units[begin:end] for begin, end in zip(begins.tolist(), (begins + extents).tolist(), strict=True)]
        table, held = _table(int(index.fields[1]) + 1), []
        for form, number in known.items():
            begin, end, term = terms.entry(form, TEXT, part)
            if begin < end:
                table[term] = number
                held.append(term)
        self.slots: UInt16 = table[np.concatenate(texts)]
        table[held] = 0
        self._owners = np.repeat(np.arange(len(rows)), extents)
        self._at = np.flatnonzero(self.slots != 0)
        lengths = index.lengths[TEXT][rows].astype(np.float32)
        self._norms = lengths * np.float32(K1 * B / terms.snapshot.averages[TEXT]) + np.float32(K1 * (1 - B))

    def scores(self, leaves: Sequence[Scored]) -> Float32:
        """The sum of all leaves, float32 [n]."""
        singles = np.zeros(len(self._known) + 1, np.float32)
        pairs: dict[tuple[int, int], float] = {}
        total = np.zeros(self._count, np.float32)
        for scored in leaves:
            forms, leaf = _parts(scored), scored.leaf
            each = [self._terms.idf(self._terms.frequencies(form)[TEXT], TEXT) for form in forms]
            factor = scored.weight * (sum(each) if len(each) == 2 else max(each))
            numbers = tuple(self._known[form] for form in forms)
            if len(numbers) == 1:
                singles[numbers[0]] += factor
            elif isinstance(leaf, Phrase) and leaf.offsets == (0, 1):
                pairs[numbers[0], numbers[1]] = factor
            elif isinstance(leaf, Phrase):
                total += self._phrase(numbers, leaf.offsets) * np.float32(factor)
        total += self._weighed(self._owners[self._at], self.slots[self._at].astype(np.int64), singles)
        return total + self._pairs(pairs) if pairs else total

    def _weighed(self, owners: Int64, numbers: Int64, factors: Float32) -> Float32:
        """BM25 of numbered things that stand in sections, summed; `factors[number]` is weight times idf."""
        width = len(factors)
        counts = np.bincount(owners * width + numbers, minlength=self._count * width).reshape(self._count, width).astype(np.float32)
        counts *= np.float32(K1 + 1) / (counts + self._norms[:, None])
        return np.asarray(counts @ factors, np.float32)

    def _pairs(self, wanted: Mapping[tuple[int, int], float]) -> Float32:
        """What pairs of words side by side add."""
        width = len(self._known) + 1
        table = np.zeros((width, width), np.int64)
        for number, (first, second) in enumerate(wanted, 1):
            table[first, second] = number
        beside = self._at[:-1][np.diff(self._at) == 1]
        found = table[self.slots[beside], self.slots[beside + 1]]
        held = np.flatnonzero(found)
        factors = np.array([0.0, *wanted.values()], np.float32)
        return self._weighed(self._owners[beside[held]], found[held], factors)

    def _phrase(self, numbers: Sequence[int], offsets: Sequence[int]) -> Float32:
        """The impact of a phrase in each section."""
        starts = np.flatnonzero(self.slots[: len(self.slots) - offsets[-1]] == numbers[0])
        for number, offset in zip(numbers[1:], offsets[1:], strict=True):
            starts = starts[self.slots[starts + offset] == number]
        return self._weighed(self._owners[starts], np.ones(len(starts), np.int64), np.array([0, 1], np.float32))
