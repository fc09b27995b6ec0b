"""One generation of the index as readers see it: its segments end to end, with the numbers that ranking needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search import analysis
from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Bools, Float32, Int32, Int64, Strings, starts_of
from search.engines.whoosh.segment import DATES, FACETS, FIELDS, Segment

B = 0.75  # Whoosh's BM25F, also its K1: scoring.BM25F(B=0.75, K1=1.2)
K1 = 1.2


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet over all documents: `names`, and pairs of `documents` int32 [n] with `codes` int32 [n]."""

    names: tuple[str, ...]
    documents: Int32
    codes: Int32


def term_key(form: str) -> int:
    """The key of a term as `search.analysis` forms it."""
    if len(form) <= 2 and len(analysis.HAN_CHAR.findall(form)) == len(form):
        return keys.han_key(form)
    return keys.word_key(form)


class Snapshot:
    """An unchanging view, shared by threads. S sections and D documents, deleted ones included, are numbered across segments."""

    def __init__(self, generation: int, segments: Mapping[str, Segment], kept: Sequence[Bools]) -> None:
        self.generation = generation
        self.named = segments
        self.segments = list(segments.values())
        self.size = sum(segment.size for segment in self.segments)
        self.offsets = starts_of(np.array([segment.size for segment in self.segments])).tolist()
        counts = [np.diff(segment.documents.first) for segment in self.segments]
        self.first = starts_of(np.concatenate([np.zeros(0, np.int32), *counts]))
        self.kept: Bools = np.concatenate([np.zeros(0, np.bool_), *kept])
        self.intact = bool(self.kept.all())
        self.dates: Int32 = np.concatenate(
            [np.zeros((len(DATES), 0), np.int32), *(s.documents.dates for s in self.segments)], axis=1
        )
        self.facets = {name: self._facet(number) for number, name in enumerate(FACETS)}
        self.norms = self._norms()

    @property
    def documents(self) -> int:
        """D, how many documents, deleted ones included."""
        return len(self.kept)

    def _facet(self, number: int) -> Facet:
        table: dict[str, int] = {}
        owners, codes, base = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)], 0
        for segment in self.segments:
            held = segment.documents
            counts = np.diff(held.facet_starts[number])
            owners.append(np.repeat(np.arange(base, base + len(counts), dtype=np.int32), counts))
            codes.append(_recoded(held.facet_codes[number], held.facet_names[number], table))
            base += len(counts)
        return Facet(tuple(table), np.concatenate(owners), np.concatenate(codes))

    def _norms(self) -> Float32:
        """BM25's `K1 * (1 - B + B * length / average length)` of each field and section, float32 [fields, S]."""
        lengths = np.concatenate([np.zeros((len(FIELDS), 0), np.int32), *(s.sections.lengths for s in self.segments)], axis=1)
        totals = lengths.sum(axis=1, dtype=np.int64)
        average = np.maximum(totals / max(1, self.size), 1e-9).astype(np.float32)
        norms: Float32 = lengths.astype(np.float32)
        norms *= (K1 * B / average)[:, None]
        norms += np.float32(K1 * (1 - B))
        return norms

    @cached_property
    def languages(self) -> tuple[tuple[str, ...], Int32]:
        """The languages of sections: names, and codes int32 [S]."""
        table: dict[str, int] = {}
        codes = [_recoded(s.sections.languages, s.sections.language_names, table) for s in self.segments]
        return tuple(table), np.concatenate([np.zeros(0, np.int32), *codes])

    @cached_property
    def owners(self) -> Int32:
        """The document of each section, int32 [S]."""
        return np.repeat(np.arange(self.documents, dtype=np.int32), np.diff(self.first))

    @cached_property
    def document_numbers(self) -> dict[str, int]:
        """The number of each document that is not deleted, by id."""
        ids = [identifier for segment in self.segments for identifier in segment.documents.ids.all()]
        return {ids[number]: number for number in np.flatnonzero(self.kept).tolist()}

    @cached_property
    def newest(self) -> Int64:
        """The documents by date of issue, newest first, those without a date last; int64 [D]."""
        return np.argsort(-self.dates[0].astype(np.int64), kind="stable")

    @cached_property
    def oldest(self) -> Int64:
        """The documents by date of issue, oldest first, those without a date last; int64 [D]."""
        issued = self.dates[0].astype(np.int64)
        return np.argsort(np.where(issued == 0, np.iinfo(np.int64).max, issued), kind="stable")

    def section_id(self, section: int) -> str:
        """The id of a section; empty for the one row of a document without sections."""
        segment, number = self._place(section, self.offsets)
        return self.segments[segment].sections.ids[number]

    def document_id(self, document: int) -> str:
        """The id of a document."""
        base = 0
        for segment in self.segments:
            held = len(segment.documents.stamps)
            if document < base + held:
                return segment.documents.ids[document - base]
            base += held
        raise IndexError(document)

    def _place(self, number: int, offsets: Sequence[int]) -> tuple[int, int]:
        segment = int(np.searchsorted(offsets, number, "right")) - 1
        return segment, number - offsets[segment]


def _recoded(codes: Int32, names: Strings, table: dict[str, int]) -> Int32:
    """Codes into a segment's own names as codes into a table that grows."""
    numbers = np.array([table.setdefault(name, len(table)) for name in names.all()], np.int32)
    return numbers[codes] if len(numbers) else np.asarray(codes, np.int32)
