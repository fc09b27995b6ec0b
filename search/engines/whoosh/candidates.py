"""The second look: terms and phrases among a few sections of one segment, found by looking those up alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64, UInt32, spread
from search.engines.whoosh.inverted import impacts
from search.engines.whoosh.phrases import held
from search.engines.whoosh.terms import Terms, inverted
from search.query import Phrase


@dataclass(frozen=True, slots=True)
class Places:
    """Where a term stands among the candidates: `places` uint32 [n] rising, `owners` int64 [n] the candidate of each."""

    places: UInt32
    owners: Int64


NONE = Places(np.zeros(0, np.uint32), np.zeros(0, np.int64))


@dataclass(slots=True)
class Candidates:
    """Some sections of segment number `part`: `rows` int64 [n], rising. What was found of a term is kept for its phrases."""

    terms: Terms
    part: int
    rows: Int64
    _found: dict[tuple[str, int], tuple[Int64, Int64]] = field(default_factory=dict)
    _places: dict[tuple[str, int], Places] = field(default_factory=dict)

    def term(self, form: str, number: int) -> tuple[Int64, Float32]:
        """The candidates that hold a term in a field, int64 rising, and its impacts there."""
        which, at = self._find(form, number)
        return which, self.terms.standing(form, number, self.part).impacts[at]

    def phrase(self, wanted: Phrase, number: int) -> tuple[Int64, Float32]:
        """The candidates that hold a phrase in a field, int64 rising, and its impacts there."""
        order = sorted(range(len(wanted.forms)), key=lambda place: self.terms.frequencies(wanted.forms[place])[number])
        first = self._standing(wanted.forms[order[0]], number)
        starts, owners = first.places.astype(np.int64) - wanted.offsets[order[0]], first.owners
        for place in order[1:]:
            if not len(starts):
                break
            stays = held(self._standing(wanted.forms[place], number).places, starts + wanted.offsets[place])
            starts, owners = starts[stays], owners[stays]
        counts = np.bincount(owners, minlength=len(self.rows))
        which = np.flatnonzero(counts)
        index, own = inverted(self.terms.snapshot.parts[self.part], number)
        often = np.minimum(counts[which], np.iinfo(np.uint16).max).astype(np.uint16)
        return which, impacts(often, index.lengths[own][self.rows[which]], self.terms.snapshot.averages[number])

    def _find(self, form: str, number: int) -> tuple[Int64, Int64]:
        """Which candidates hold a term, and which of its postings these are."""
        known = self._found.get((form, number))
        if known is None:
            rows = self.terms.rows(form, number, self.part)
            at = np.searchsorted(rows, self.rows.astype(np.int32))
            at[at == len(rows)] = 0
            which = np.flatnonzero(rows[at] == self.rows) if len(rows) else at[:0]
            known = self._found[form, number] = which, at[which]
        return known

    def _standing(self, form: str, number: int) -> Places:
        known = self._places.get((form, number))
        if known is None:
            known = self._places[form, number] = self._look(form, number)
        return known

    def _look(self, form: str, number: int) -> Places:
        which, _ = self._find(form, number)
        if not len(which):
            return NONE
        index = inverted(self.terms.snapshot.parts[self.part], number)[0]
        every, rows = self.terms.places(form, number, self.part), self.rows[which]
        begins = np.searchsorted(every, index.bases[rows].astype(np.uint32))
        counts = np.searchsorted(every, index.bases[rows + 1].astype(np.uint32)) - begins
        return Places(every[spread(begins, counts)], np.repeat(which, counts))
