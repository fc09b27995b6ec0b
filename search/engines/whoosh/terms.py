"""The terms of one request, looked up once in every segment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import get_args

import numpy as np

from search import analysis
from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Float32, Floats, Int32, Int64, UInt32, UInt64
from search.engines.whoosh.inverted import Inverted, impacts
from search.engines.whoosh.segment import FIELDS, SECTION_FIELDS, Segment
from search.engines.whoosh.snapshot import Part, Snapshot
from search.query import Field, Query, Scored

NAMES: tuple[Field, ...] = get_args(Field)
NUMBER = {name: number for number, name in enumerate(FIELDS)}
INSIDE = len(SECTION_FIELDS)  # fields below this number are indexed by section, the others by document


@dataclass(frozen=True, slots=True)
class Standing:
    """A term in one field of one segment: `rows` int32 [n] rising, `impacts` float32 [n], see `inverted.impacts`."""

    rows: Int32
    impacts: Float32


@lru_cache(maxsize=1 << 14)
def term_key(form: str) -> int:
    """The key of a term as `search.analysis` forms it."""
    if len(form) <= 2 and len(analysis.HAN_CHAR.findall(form)) == len(form):
        return keys.han_key(form)
    return keys.word_key(form)


def fields_of(field: Field | None) -> range | tuple[int]:
    """The numbers of the fields that a leaf looks in."""
    return range(len(FIELDS)) if field is None else (NUMBER[field],)


def weights_of(scored: Scored, query: Query) -> list[float]:
    """What a leaf counts in every field, [F]."""
    named = scored.leaf.field
    if named is None:
        return [scored.weight * weight for weight in map(dict(query.fields).__getitem__, NAMES)]
    return [scored.weight * (name == named) for name in NAMES]


def inverted(part: Part, field: int) -> tuple[Inverted, int]:
    """The inverted index that has a field, and the field's number there."""
    return (part.segment.inside, field) if field < INSIDE else (part.segment.about, field - INSIDE)


class Terms:
    """Where the n terms of one request stand. Terms that were not named at first are looked up when they are asked for.

    `numbers` are theirs, from 0. `tables[part]` int64 [n, F, 3] has of each in each field its first posting, the one after its
    last, and its number in the index; the first two are 0 where it stands nowhere. `counts` int64 [n, F] how many rows hold it.
    The same stands in `_entries` and `_counts` as lists, for those who ask term by term.
    """

    def __init__(self, snapshot: Snapshot, forms: Iterable[str]) -> None:
        self.snapshot = snapshot
        self.parts = range(len(snapshot.parts))
        self.numbers: dict[str, int] = {}
        self.tables: list[Int64] = [np.zeros((0, len(FIELDS), 3), np.int64) for _ in self.parts]
        self.counts: Int64 = np.zeros((0, len(FIELDS)), np.int64)
        self._entries: list[list[list[list[int]]]] = [[] for _ in self.parts]
        self._counts: list[list[int]] = []
        self.look_up(forms)

    def look_up(self, forms: Iterable[str]) -> None:
        """Find terms in every field of every segment, all at once; those that are known already stay."""
        fresh = [form for form in dict.fromkeys(forms) if form not in self.numbers]
        if not fresh:
            return
        wanted = np.array([term_key(form) for form in fresh], np.uint64)
        tables = [_entries(part.segment, wanted) for part in self.snapshot.parts]
        counts = np.zeros((len(fresh), len(FIELDS)), np.int64)
        for number, table in enumerate(tables):
            counts += table[:, :, 1] - table[:, :, 0]
            self._entries[number] += table.tolist()
            self.tables[number] = np.concatenate((self.tables[number], table)) if self.numbers else table
        self.counts = np.concatenate((self.counts, counts)) if self.numbers else counts
        self._counts += counts.tolist()
        self.numbers.update(zip(fresh, range(len(self.numbers), len(self._counts)), strict=True))

    def number(self, form: str) -> int:
        """The number of a term."""
        known = self.numbers.get(form)
        if known is None:
            self.look_up([form])
            known = self.numbers[form]
        return known

    def frequencies(self, form: str) -> list[int]:
        """How many rows hold a term, for each field."""
        return self._counts[self.number(form)]

    def idfs(self, forms: Sequence[str]) -> Floats:
        """The idf of some terms in every field, float64 [terms, F]: see `idf`."""
        self.look_up(forms)
        counts = self.counts[[self.numbers[form] for form in forms], :]
        return np.log1p((self.snapshot.rows_of - counts + 0.5) / (counts + 0.5))

    def idf(self, frequency: int, field: int) -> float:
        """How telling a term is that `frequency` rows hold: `ln(1 + (N - df + .5) / (df + .5))` (Robertson and Sparck Jones 1976).

        Whoosh's own, `ln(N / (df + 1)) + 1`, ranked worse: scifact nDCG@10 .700 against .711, the other collections alike.
        """
        rows = self.snapshot.size if field < INSIDE else self.snapshot.documents
        return log(1 + (rows - frequency + 0.5) / (frequency + 0.5))

    def entry(self, form: str, field: int, part: int) -> tuple[int, int, int]:
        """First posting, the one after the last, and number of a term in a field of a segment."""
        begin, end, term = self._entries[part][self.number(form)][field]
        return begin, end, term

    def rows(self, form: str, field: int, part: int) -> Int32:
        """The rows of a segment that hold a term in a field, int32, rising."""
        begin, end, _ = self.entry(form, field, part)
        return inverted(self.snapshot.parts[part], field)[0].rows[begin:end]

    def standing(self, form: str, field: int, part: int) -> Standing:
        """The rows of a segment that hold a term in a field, with its impacts."""
        begin, end, _ = self.entry(form, field, part)
        index, own = inverted(self.snapshot.parts[part], field)
        rows, average = index.rows[begin:end], self.snapshot.averages[field]
        if field not in self.snapshot.moved[part]:
            return Standing(rows, index.impacts[begin:end])
        return Standing(rows, impacts(index.counts[begin:end], index.lengths[own][rows], average))

    def places(self, form: str, field: int, part: int) -> UInt32:
        """The places of a term in a field of a segment, rising."""
        begin, end, term = self.entry(form, field, part)
        index = inverted(self.snapshot.parts[part], field)[0]
        return index.places[index.place_starts[term] : index.place_starts[term + 1]] if begin < end else index.places[:0]


def _entries(segment: Segment, wanted: UInt64) -> Int64:
    """The entries of terms with some keys in a segment, int64 [wanted, F, 3]."""
    table = np.zeros((3, len(FIELDS), len(wanted)), np.int64)
    for index, own in ((segment.inside, slice(INSIDE)), (segment.about, slice(INSIDE, None))):
        if len(index.keys):
            table[2, own] = terms = index.find(wanted)
            held = terms >= 0
            table[0, own] = index.starts[terms] * held
            table[1, own] = index.starts[terms + 1] * held
    return table.T
