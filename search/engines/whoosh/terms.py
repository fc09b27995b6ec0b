"""The terms of one request, looked up once in every segment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import get_args

import numpy as np

from search import analysis
from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Float32, Int32, Int64, UInt32, UInt64
from search.engines.whoosh.inverted import Inverted, impacts
from search.engines.whoosh.segment import FIELDS, SECTION_FIELDS
from search.engines.whoosh.snapshot import Part, Snapshot
from search.query import Field

NAMES: tuple[Field, ...] = get_args(Field)
NUMBER = {name: number for number, name in enumerate(FIELDS)}
INSIDE = len(SECTION_FIELDS)  # fields below this number are indexed by section, the others by document
MOVED = 0.02  # how far the mean length may have moved from that a segment's impacts were made with, before they are made anew


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


def inverted(part: Part, field: int) -> tuple[Inverted, int]:
    """The inverted index that has a field, and the field's number there."""
    return (part.segment.inside, field) if field < INSIDE else (part.segment.about, field - INSIDE)


class Terms:
    """Where the terms of one request stand. Terms that were not named at first are looked up when they are asked for.

    Of a term, `_entries[form][part][field]` is its first posting, the one after its last, and its number; the first two are 0 where
    it stands nowhere.
    """

    def __init__(self, snapshot: Snapshot, forms: Iterable[str]) -> None:
        self.snapshot = snapshot
        self.parts = range(len(snapshot.parts))
        self._entries: dict[str, list[list[list[int]]]] = {}
        self._frequencies: dict[str, list[int]] = {}
        self._look_up(list(dict.fromkeys(forms)))

    def _look_up(self, forms: list[str]) -> None:
        """Find terms in every field of every segment, all at once."""
        wanted = np.fromiter(map(term_key, forms), np.uint64, len(forms))
        tables = [
            np.concatenate((_entries(part.segment.inside, wanted), _entries(part.segment.about, wanted)), axis=1)
            for part in self.snapshot.parts
        ]
        counts = sum((table[:, :, 1] - table[:, :, 0] for table in tables), np.zeros((len(forms), len(FIELDS)), np.int64))
        self._frequencies.update(zip(forms, counts.tolist(), strict=True))
        entries = zip(*(table.tolist() for table in tables), strict=True) if tables else ([] for _ in forms)
        self._entries.update(zip(forms, map(list, entries), strict=True))

    def frequencies(self, form: str) -> list[int]:
        """How many rows hold a term, for each field; nothing where there are no segments."""
        if form not in self._frequencies:
            self._look_up([form])
        return self._frequencies[form]

    def idf(self, frequency: int, field: int) -> float:
        """How telling a term is that `frequency` rows hold: `ln(1 + (N - df + .5) / (df + .5))` (Robertson and Sparck Jones 1976).

        Whoosh's own, `ln(N / (df + 1)) + 1`, ranked worse: scifact nDCG@10 .700 against .711, the other collections alike.
        """
        rows = self.snapshot.size if field < INSIDE else self.snapshot.documents
        return log(1 + (rows - frequency + 0.5) / (frequency + 0.5))

    def entry(self, form: str, field: int, part: int) -> tuple[int, int, int]:
        """First posting, the one after the last, and number of a term in a field of a segment."""
        if form not in self._entries:
            self._look_up([form])
        begin, end, term = self._entries[form][part][field]
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
        if not self.moved(field, part):
            return Standing(rows, index.impacts[begin:end])
        return Standing(rows, impacts(index.counts[begin:end], index.lengths[own][rows], average))

    def moved(self, field: int, part: int) -> bool:
        """Whether the impacts of a segment do not hold any more, the mean length of the field having moved."""
        index, own = inverted(self.snapshot.parts[part], field)
        average = self.snapshot.averages[field]
        return bool(abs(index.averages[own] - average) > MOVED * average)

    def places(self, form: str, field: int, part: int) -> UInt32:
        """The places of a term in a field of a segment, rising."""
        begin, end, term = self.entry(form, field, part)
        index = inverted(self.snapshot.parts[part], field)[0]
        return index.places[index.place_starts[term] : index.place_starts[term + 1]] if begin < end else index.places[:0]


def _entries(index: Inverted, wanted: UInt64) -> Int64:
    """The entries of terms with some keys, int64 [wanted, F, 3]."""
    terms = index.find(wanted).T
    if not len(index.keys):
        return np.zeros((*terms.shape, 3), np.int64)
    held = terms >= 0
    return np.stack((index.starts[terms] * held, index.starts[terms + 1] * held, terms), axis=2)
