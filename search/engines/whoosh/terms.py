"""The terms of one request, looked up once in every segment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np

from search import analysis
from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Float32, Int32, UInt32, UInt64
from search.engines.whoosh.inverted import Inverted, impacts
from search.engines.whoosh.segment import FIELDS, SECTION_FIELDS
from search.engines.whoosh.snapshot import Part, Snapshot
from search.query import Field

NUMBER = {name: number for number, name in enumerate(FIELDS)}
MOVED = 0.02  # how far the mean length may have moved from that a segment's impacts were made with, before they are made anew


@dataclass(frozen=True, slots=True)
class Standing:
    """A term or phrase in one field of one segment: `rows` int32 [n] rising, `impacts` float32 [n], see `inverted.impacts`."""

    rows: Int32
    impacts: Float32


NOWHERE = Standing(np.zeros(0, np.int32), np.zeros(0, np.float32))


@lru_cache(maxsize=1 << 14)
def term_key(form: str) -> int:
    """The key of a term as `search.analysis` forms it."""
    if len(form) <= 2 and len(analysis.HAN_CHAR.findall(form)) == len(form):
        return keys.han_key(form)
    return keys.word_key(form)


def fields_of(field: Field | None) -> range | tuple[int]:
    """The numbers of the fields that a leaf looks in."""
    return range(len(FIELDS)) if field is None else (NUMBER[field],)


def inverted(part: Part, field: int) -> tuple[Inverted, int]:
    """The inverted index that has a field, and the field's number there."""
    if field < len(SECTION_FIELDS):
        return part.segment.inside, field
    return part.segment.about, field - len(SECTION_FIELDS)


class Terms:
    """Where the terms of one request stand. Terms that were not named at first are looked up when they are asked for."""

    def __init__(self, snapshot: Snapshot, forms: Iterable[str]) -> None:
        self.snapshot = snapshot
        self.parts = range(len(snapshot.parts))
        self._found: dict[str, list[list[tuple[int, int, int]]]] = {}
        self.look_up(forms)

    def look_up(self, forms: Iterable[str]) -> None:
        """Find terms in every field of every segment, all at once."""
        new = [form for form in dict.fromkeys(forms) if form not in self._found]
        if not new:
            return
        wanted = np.array([term_key(form) for form in new], np.uint64)
        found = [[_entries(*inverted(part, field), wanted) for field in range(len(FIELDS))] for part in self.snapshot.parts]
        for row, form in enumerate(new):
            self._found[form] = [[fields[field][row] for fields in found] for field in range(len(FIELDS))]

    def _entry(self, form: str, field: int, part: int) -> tuple[int, int, int]:
        if form not in self._found:
            self.look_up((form,))
        return self._found[form][field][part]

    def frequency(self, form: str, field: int) -> int:
        """How many rows hold a term in a field."""
        if form not in self._found:
            self.look_up((form,))
        return sum(end - begin for begin, end, _ in self._found[form][field])

    def idf(self, frequency: int, field: int) -> float:
        """How telling a term is that `frequency` rows hold: `ln(N / (df + 1)) + 1` (whoosh.scoring.WeightingModel.idf)."""
        rows = self.snapshot.size if field < len(SECTION_FIELDS) else self.snapshot.documents
        return log(rows / (frequency + 1)) + 1

    def rows(self, form: str, field: int, part: int) -> Int32:
        """The rows of a segment that hold a term in a field, int32, rising."""
        begin, end, _ = self._entry(form, field, part)
        return inverted(self.snapshot.parts[part], field)[0].rows[begin:end]

    def standing(self, form: str, field: int, part: int) -> Standing:
        """The rows of a segment that hold a term in a field, with its impacts."""
        begin, end, _ = self._entry(form, field, part)
        if begin == end:
            return NOWHERE
        index, own = inverted(self.snapshot.parts[part], field)
        rows, average = index.rows[begin:end], self.snapshot.averages[field]
        if abs(index.averages[own] - average) <= MOVED * average:
            return Standing(rows, index.impacts[begin:end])
        return Standing(rows, impacts(index.counts[begin:end], index.lengths[own][rows], average))

    def places(self, form: str, field: int, part: int) -> UInt32:
        """The places of a term in a field of a segment, rising."""
        term = self._entry(form, field, part)[2]
        index = inverted(self.snapshot.parts[part], field)[0]
        if term < 0:
            return index.places[:0]
        return index.places[index.place_starts[term] : index.place_starts[term + 1]]


def _entries(index: Inverted, own: int, wanted: UInt64) -> list[tuple[int, int, int]]:
    """For each key its first posting, the one after its last, and its term; (0, 0, -1) where it stands nowhere."""
    terms = index.find(own, wanted)
    held = terms >= 0
    if not held.any():
        return [(0, 0, -1)] * len(terms)
    begins = np.where(held, index.starts[terms], 0).tolist()
    ends = np.where(held, index.starts[terms + 1], 0).tolist()
    return list(zip(begins, ends, terms.tolist(), strict=True))
