"""Where terms stand, across segments: found once for a whole request, given out as sections with counts and as places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from search.engines.whoosh.arrays import Int32, Int64, UInt16, UInt32
from search.engines.whoosh.segment import FIELDS
from search.engines.whoosh.snapshot import Snapshot, term_key

NUMBER = {name: number for number, name in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Standing:
    """A term or phrase in one field: `sections` int32 [n] rising, `counts` [n] how often in each."""

    sections: Int32
    counts: UInt16 | Int64


NOWHERE = Standing(np.zeros(0, np.int32), np.zeros(0, np.uint16))


class Postings:
    """The terms of one request. `terms[form, field]` lists for each segment the number of the term, or -1."""

    def __init__(self, snapshot: Snapshot, forms: Iterable[str]) -> None:
        self.snapshot = snapshot
        self._rows: dict[str, int] = {}
        self._terms: list[list[Int64]] = []
        self._standings: dict[tuple[str, int], Standing] = {}
        self.add(forms)

    def add(self, forms: Iterable[str]) -> None:
        """Look up further terms in all fields and segments, all at once."""
        new = [form for form in dict.fromkeys(forms) if form not in self._rows]
        if not new:
            return
        base = len(self._rows)
        for row, form in enumerate(new):
            self._rows[form] = base + row
        wanted = np.array([term_key(form) for form in new], np.uint64)
        found = []
        for segment in self.snapshot.segments:
            fields = []
            for field in range(len(FIELDS)):
                at, held = segment.postings.find(field, wanted)
                fields.append(np.where(held, at, -1))
            found.append(fields)
        for row in range(len(new)):
            self._terms.append([np.array([fields[field][row] for field in range(len(FIELDS))]) for fields in found])

    def standing(self, form: str, field: int) -> Standing:
        """The sections that hold a term in a field."""
        known = self._standings.get((form, field))
        if known is None:
            known = self._standings[form, field] = self._standing(form, field)
        return known

    def _standing(self, form: str, field: int) -> Standing:
        found = []
        for segment, offset, terms in zip(self.snapshot.segments, self.snapshot.offsets, self._of(form), strict=False):
            term = terms[field]
            if term >= 0:
                begin, end = segment.postings.starts[term : term + 2]
                sections = segment.postings.sections[begin:end]
                found.append(Standing(sections + np.int32(offset) if offset else sections, segment.postings.counts[begin:end]))
        return joined(found)

    def places(self, form: str, field: int, segment: int) -> UInt32:
        """The places of a term in a field of one segment, rising."""
        term = self._of(form)[segment][field]
        postings = self.snapshot.segments[segment].postings
        if term < 0:
            return np.zeros(0, np.uint32)
        begin, end = postings.place_starts[term : term + 2]
        return postings.places[begin:end]

    def _of(self, form: str) -> list[Int64]:
        if form not in self._rows:
            self.add((form,))
        return self._terms[self._rows[form]]


def joined(parts: Sequence[Standing]) -> Standing:
    """The sections of several segments, in the order of the segments."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return NOWHERE
    return Standing(np.concatenate([part.sections for part in parts]), np.concatenate([part.counts for part in parts]))
