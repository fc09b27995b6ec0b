"""The terms of one request, looked up once in every segment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log
from typing import get_args

import numpy as np

from search import analysis
from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Float32, Int32, UInt32, UInt64
from search.engines.whoosh.inverted import Inverted, impacts
from search.engines.whoosh.segment import FIELDS, SECTION_FIELDS
from search.engines.whoosh.snapshot import Known, Part, Snapshot, Stand
from search.query import Field, Scored, Term

NAMES: tuple[Field, ...] = get_args(Field)
NUMBER = {name: number for number, name in enumerate(FIELDS)}
INSIDE = len(SECTION_FIELDS)  # fields below this number are indexed by section, the others by document


@lru_cache(maxsize=1 << 14)
def term_key(form: str) -> int:
    """The key of a term as `search.analysis` forms it."""
    if len(form) <= 2 and len(analysis.HAN_CHAR.findall(form)) == len(form):
        return keys.han_key(form)
    return keys.word_key(form)


def fields_of(field: Field | None) -> range | tuple[int]:
    """The numbers of the fields that a leaf looks in."""
    return range(len(FIELDS)) if field is None else (NUMBER[field],)


@lru_cache
def field_weights(fields: tuple[tuple[Field, float], ...]) -> Sequence[float]:
    """What every field counts for a leaf that names none, [F]; `fields` as in `Query`."""
    return [dict(fields)[name] for name in NAMES]


def weights_of(scored: Scored, fields: Sequence[float]) -> Sequence[float]:
    """What a leaf counts in every field, [F]; `fields` as for one that names none."""
    named, weight = scored.leaf.field, scored.weight
    if named is None:
        return fields if weight == 1 else [weight * each for each in fields]
    return [weight * (name == named) for name in NAMES]


def inverted(part: Part, field: int) -> tuple[Inverted, int]:
    """The inverted index that has a field, and the field's number there."""
    return (part.segment.inside, field) if field < INSIDE else (part.segment.about, field - INSIDE)


class Terms:
    """Where the terms of one request stand. Terms that were not named at first are looked up when they are asked for."""

    def __init__(self, snapshot: Snapshot, forms: Iterable[str]) -> None:
        self.snapshot = snapshot
        self.parts = range(len(snapshot.parts))
        self._known: dict[str, Known] = {}
        self.look_up(forms)

    def look_up(self, forms: Iterable[str]) -> None:
        """Find terms in every field of every segment, all at once; those that are known already stay."""
        own, kept, fresh = self._known, self.snapshot.terms, {}
        for form in forms:
            if form not in own:
                if form in kept:
                    own[form] = kept[form]
                else:
                    fresh[form] = term_key(form)
        if fresh:
            found = dict(zip(fresh, self._standing(np.array(list(fresh.values()), np.uint64)), strict=True))
            own.update(found)
            self.snapshot.keep(found)

    def _standing(self, wanted: UInt64) -> list[Known]:
        """What is known of the terms with some keys."""
        stands: list[list[Stand]] = [[] for _ in range(len(wanted))]
        counts = [[0] * len(FIELDS) for _ in range(len(wanted))]
        for number, part in enumerate(self.snapshot.parts):
            for index, first in ((part.segment.inside, 0), (part.segment.about, INSIDE)):
                for own, which, term in index.look_up(wanted):
                    field, postings = first + own, slice(index.starts.item(term), index.starts.item(term + 1))
                    gains = None if self.snapshot.fields[number][field].moved else index.impacts[postings]
                    stands[which].append((field, number, term, index.rows[postings], gains))
                    counts[which][field] += postings.stop - postings.start
        idfs = [[self.idf(count, field) if count else 0.0 for field, count in enumerate(each)] for each in counts]
        return list(map(Known, stands, counts, idfs))

    def known(self, form: str) -> Known:
        """What is known of a term."""
        if form not in self._known:
            self.look_up((form,))
        return self._known[form]

    def stands(self, form: str) -> list[Stand]:
        """Where a term stands: segment by segment, in each field by field."""
        return self.known(form).stands

    def frequencies(self, form: str) -> list[int]:
        """How many rows hold a term, for each field."""
        return self.known(form).counts

    def frequency(self, term: Term) -> int:
        """How many rows hold a term in the fields it looks in."""
        counts = self.frequencies(term.form)
        return sum(counts) if term.field is None else counts[NUMBER[term.field]]

    def idf(self, frequency: int, field: int) -> float:
        """How telling a term is that `frequency` rows hold: `ln(1 + (N - df + .5) / (df + .5))` (Robertson and Sparck Jones 1976).

        Whoosh's own, `ln(N / (df + 1)) + 1`, ranked worse: scifact nDCG@10 .700 against .711, the other collections alike.
        """
        rows = self.snapshot.size if field < INSIDE else self.snapshot.documents
        return log(1 + (rows - frequency + 0.5) / (frequency + 0.5))

    def entry(self, form: str, field: int, part: int) -> tuple[int, int, int]:
        """First posting, the one after the last, and number of a term in a field of a segment; 0, 0, -1 where there is none."""
        term = self.number(form, field, part)
        starts = self.snapshot.fields[part][field].inverted.starts
        return (starts.item(term), starts.item(term + 1), term) if term >= 0 else (0, 0, -1)

    def number(self, form: str, field: int, part: int) -> int:
        """The number of a term in a field of a segment; -1 where there is none."""
        for stand in self.stands(form):
            if stand[0] == field and stand[1] == part:
                return stand[2]
        return -1

    def rows(self, term: Term) -> list[tuple[int, Int32]]:
        """The rows that hold a term, int32 rising, numbered over all segments: for each field and segment that has some."""
        wanted, fields = term.field and NUMBER[term.field], self.snapshot.fields
        stands = self.stands(term.form)
        return [
            (field, numbered(rows, fields[part][field].base))
            for field, part, _, rows, _ in stands
            if wanted is None or field == wanted
        ]

    def standings(self, form: str, weights: Sequence[float]) -> list[tuple[int, Int32, Float32, float]]:
        """For each field and segment that holds a term and counts, `weights` [F]: the rows, numbered over all segments, with its
        impacts and their factor.
        """
        known, fields = self.known(form), self.snapshot.fields
        return [
            (
                field,
                numbered(rows, fields[part][field].base),
                self._moved(field, part, term, rows) if gains is None else gains,
                weights[field] * known.idfs[field],
            )
            for field, part, term, rows, gains in known.stands
            if weights[field]
        ]

    def standing(self, form: str, field: int, part: int) -> tuple[Int32, Float32]:
        """The rows of a segment that hold a term in a field, with its impacts, float32; see `inverted.impacts`."""
        for found, segment, term, rows, gains in self.stands(form):
            if found == field and segment == part:
                return rows, self._moved(field, part, term, rows) if gains is None else gains
        return np.zeros(0, np.int32), np.zeros(0, np.float32)

    def _moved(self, field: int, part: int, term: int, rows: Int32) -> Float32:
        """The impacts of a term in a segment, with the mean length over all of them."""
        index, own, _, _ = self.snapshot.fields[part][field]
        begin = index.starts.item(term)
        return impacts(index.counts[begin : begin + len(rows)], index.lengths[own].take(rows), self.snapshot.averages[field])

    def places(self, form: str, field: int, part: int) -> UInt32:
        """The places of a term in a field of a segment, rising."""
        term, index = self.number(form, field, part), self.snapshot.fields[part][field].inverted
        return index.places[index.place_starts[term] : index.place_starts[term + 1]] if term >= 0 else index.places[:0]


def numbered(rows: Int32, base: int) -> Int32:
    """Rows of a segment as they are numbered over all segments."""
    return rows + np.int32(base) if base else rows
