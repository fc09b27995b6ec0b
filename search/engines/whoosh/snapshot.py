"""One generation of the index as readers see it: its segments end to end, with the numbers that ranking needs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import Document, Located
from search import weights
from search.engines.whoosh.arrays import PAGE, Bools, Float32, Int32, Int64, Strings, spread, starts_of
from search.engines.whoosh.facets import facets_of, recoded
from search.engines.whoosh.inverted import K1, B, Inverted
from search.engines.whoosh.segment import DATES, DOCUMENT_FIELDS, SECTION_FIELDS, Segment
from search.query import Prior

MOVED = 0.02  # how far the mean length may have moved from that a segment's impacts were made with, before they are made anew
TERMS = 1 << 13  # terms of which is kept where they stand, about 1 KB each
FACTS = 1 << 11  # documents of which the facts are kept, about 3 KB each
AHEAD = 128 << 20  # bytes of the index that are touched before they are asked for
SETS = 16  # sets of priors whose products are kept, 4 bytes a section each

Stand = tuple[int, int, int, Int32, Float32 | None]
"""Where a term stands: field, segment, its number in the index, rows of the segment, and its impacts there unless these moved."""


class Known(NamedTuple):
    """What is known of a term: where it `stands`, segment by segment, in each field by field; how many rows of each field hold it,
    and how telling it is there, see `terms.Terms.idf`.
    """

    stands: list[Stand]
    counts: list[int]
    idfs: list[float]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment in its place: the numbers of its sections and documents among all begin at `section` and `document`."""

    segment: Segment
    section: int
    document: int

    @property
    def sections(self) -> slice:
        """Its part of an array over all sections."""
        return slice(self.section, self.section + self.segment.size)

    @property
    def documents(self) -> slice:
        """Its part of an array over all documents."""
        return slice(self.document, self.document + len(self.segment.documents.stamps))


class Indexed(NamedTuple):
    """Where a segment has a field: its index with the field's number there, the number of its first row among all, and whether its
    impacts hold no more.
    """

    inverted: Inverted
    own: int
    base: int
    moved: bool


class Read(NamedTuple):
    """How the texts of a segment's sections are read: those of all, see `texts.Texts`, with the highest number there; where each
    begins and ends, int64 [sections], and the norms of their BM25, float32 [sections].
    """

    units: memoryview
    numbers: Int32
    highest: int
    begins: Int64
    ends: Int64
    norms: Float32


class Factors(NamedTuple):
    """What priors make of scores: `documents` float32 [D] by facts of documents, `inside` float32 [S] by facts of sections (`kind`,
    `language`), and `sections` float32 [S] by both.
    """

    documents: Float32
    inside: Float32
    sections: Float32


class Snapshot:
    """An unchanging view, shared by threads. S sections and D documents, deleted ones included, are numbered across segments.

    `lone` float32 [D] is what a title weighs: more in a document of one section. `averages` is the mean length of each field;
    `fields[part][field]` says where each is indexed.
    """

    def __init__(self, generation: int, segments: Mapping[str, Segment], kept: Sequence[Bools]) -> None:
        self.generation = generation
        self.named = segments
        self.parts: list[Part] = []
        self.size = self.documents = 0
        for segment in segments.values():
            self.parts.append(Part(segment, self.size, self.documents))
            self.size += segment.size
            self.documents += len(segment.documents.stamps)
        self.begins = [part.section for part in self.parts]
        held = [part.segment for part in self.parts]
        counts = [np.diff(segment.documents.first) for segment in held]
        self.first = starts_of(np.concatenate([np.zeros(0, np.int32), *counts]))
        self.counts = np.diff(self.first)
        self.lone: Float32 = np.where(self.counts == 1, weights.LONE, 1).astype(np.float32)
        self.owners: Int64 = np.arange(self.documents).repeat(self.counts)
        self.kept: Bools = np.concatenate([np.zeros(0, np.bool_), *kept])
        self.intact = bool(self.kept.all())
        dates = (segment.documents.dates for segment in held)
        self.dates: Int32 = np.concatenate([np.zeros((len(DATES), 0), np.int32), *dates], axis=1)
        self.facets = facets_of(held)
        inside = _averages([(segment.inside.averages, segment.size) for segment in held], len(SECTION_FIELDS))
        about = _averages([(segment.about.averages, len(segment.documents.stamps)) for segment in held], len(DOCUMENT_FIELDS))
        self.averages = [*inside.tolist(), *about.tolist()]
        self.fields = [_indexed(part, self.averages) for part in self.parts]
        self.texts = [_read(segment, self.averages[0]) for segment in held]
        self.terms: dict[str, Known] = {}  # of questions before; not to be changed
        self._facts: dict[int, Document] = {}  # of documents met before
        self._factors: dict[tuple[Prior, ...], Factors] = {}
        self._products: dict[tuple[int, tuple[Prior, ...]], Float32] = {}

    def touch(self) -> None:
        """Touch postings, texts and what hits show, `AHEAD` bytes of it: meeting each page first took a tenth of a search."""
        left = AHEAD
        for segment in self.named.values():
            for each in (
                segment.texts.units,
                segment.inside.rows,
                segment.inside.impacts,
                segment.about.rows,
                segment.about.impacts,
                segment.stored.sections.data,
            ):
                each[: left // each.itemsize : PAGE // each.itemsize].max(initial=0)
                left = max(0, left - each.nbytes)

    def keep(self, terms: Mapping[str, Known]) -> None:
        """Keep what was found of terms, for the same words come again."""
        if len(self.terms) + len(terms) > TERMS:
            self.terms = {}
        self.terms.update(terms)

    def factors(self, priors: tuple[Prior, ...]) -> Factors:
        """The products of some priors; kept, for most questions have the same."""
        known = self._factors.get(priors)
        if known is None:
            if len(self._factors) == SETS:
                self._products, self._factors = {}, {}
            inside = tuple([prior for prior in priors if prior.name in ("kind", "language")])
            documents = tuple([prior for prior in priors if prior.name not in ("kind", "language")])
            by_document, by_section = self._product(documents, self.documents), self._product(inside, self.size)
            known = self._factors[priors] = Factors(by_document, by_section, by_document.repeat(self.counts) * by_section)
        return known

    def _product(self, priors: tuple[Prior, ...], rows: int) -> Float32:
        """The products of priors by facts of so many documents or sections."""
        known = self._products.get((rows, priors))
        if known is None:
            known = np.ones(rows, np.float32)
            for prior in priors:
                if prior.name in ("kind", "language"):
                    names, codes = self.kinds if prior.name == "kind" else self.languages
                    known *= np.array([prior.factor if name == prior.value else 1 for name in names], np.float32)[codes]
                else:
                    known[self.facets.having(prior.name, frozenset((prior.value,)))] *= np.float32(prior.factor)
            self._products[rows, priors] = known
        return known

    @cached_property
    def languages(self) -> tuple[tuple[str, ...], Int32]:
        """The languages of sections: names, and codes int32 [S]."""
        return _joined([(part.segment.sections.languages, part.segment.sections.language_names) for part in self.parts])

    @cached_property
    def kinds(self) -> tuple[tuple[str, ...], Int32]:
        """The kinds of sections: names, and codes int32 [S]."""
        return _joined([(part.segment.sections.kinds, part.segment.sections.kind_names) for part in self.parts])

    @cached_property
    def document_lengths(self) -> list[Float32]:
        """The length of each field over all sections of each document, float32 [D] a field."""
        lengths = []
        for field in range(len(SECTION_FIELDS)):
            every = [part.segment.inside.lengths[field] for part in self.parts]
            lengths.append(np.bincount(self.owners, np.concatenate(every), self.documents).astype(np.float32))
        for field in range(len(DOCUMENT_FIELDS)):
            lengths.append(np.concatenate([part.segment.about.lengths[field] for part in self.parts]).astype(np.float32))
        return lengths

    @cached_property
    def document_ids(self) -> list[str]:
        """The id of each document."""
        return [identifier for part in self.parts for identifier in part.segment.documents.ids.all()]

    @cached_property
    def document_numbers(self) -> dict[str, int]:
        """The number of each document that is not deleted, by id."""
        return {self.document_ids[number]: number for number in np.flatnonzero(self.kept).tolist()}

    @cached_property
    def newest(self) -> Int64:
        """The documents by date of issue, newest first, those without a date last; int64 [D]."""
        return np.argsort(-self.dates[0].astype(np.int64), kind="stable")

    @cached_property
    def oldest(self) -> Int64:
        """The documents by date of issue, oldest first, those without a date last; int64 [D]."""
        issued = self.dates[0].astype(np.int64)
        return np.argsort(np.where(issued == 0, np.iinfo(np.int64).max, issued), kind="stable")

    def sections_of(self, documents: Int32) -> Int32:
        """The sections of some documents, which rise: int32 rising."""
        return spread(self.first.take(documents), self.counts.take(documents)).astype(np.int32)

    def stored(self, sections: Iterable[int], documents: Iterable[int]) -> list[tuple[Document, Located]]:
        """What a hit shows: some sections where they stand, each with its document."""
        found = []
        for section, document in zip(sections, documents, strict=True):
            part = self.parts[bisect_right(self.begins, section) - 1]
            facts = self._facts.get(document)
            if facts is None:
                if len(self._facts) == FACTS:
                    self._facts = {}
                facts = self._facts[document] = part.segment.stored.document(document - part.document)
            found.append((facts, part.segment.stored.section(section - part.section)))
        return found

    def section_ids(self, sections: Iterable[int]) -> list[str]:
        """The ids of some sections; empty for the one row of a document without sections."""
        held = [(self.parts[bisect_right(self.begins, section) - 1], section) for section in sections]
        return [part.segment.sections.ids[section - part.section] for part, section in held]


def _joined(parts: Sequence[tuple[Int32, Strings]]) -> tuple[tuple[str, ...], Int32]:
    """Codes of several tables end to end, as codes of one: its names, and int32 [S]."""
    table: dict[str, int] = {}
    codes = [recoded(each, names, table) for each, names in parts]
    return tuple(table), np.concatenate([np.zeros(0, np.int32), *codes])


def _indexed(part: Part, averages: Sequence[float]) -> list[Indexed]:
    """Where a segment has every field."""
    found: list[Indexed] = []
    for index, base in ((part.segment.inside, part.section), (part.segment.about, part.document)):
        for own, mean in enumerate(index.averages.tolist()):
            now = averages[len(found)]
            found.append(Indexed(index, own, base, abs(mean - now) > MOVED * now))
    return found


def _read(segment: Segment, mean: float) -> Read:
    """Texts take a place for each word and mark, no more than twice as many as they have words."""
    begins, lengths = segment.inside.bases[:-1], segment.inside.lengths[0]
    ends = np.minimum(segment.inside.bases[1:], begins + lengths * 2 + 1)
    norms = lengths.astype(np.float32) * np.float32(K1 * B / mean) + np.float32(K1 * (1 - B))
    texts = segment.texts
    return Read(texts.units.data, texts.numbers, texts.count, begins, ends, norms)


def _averages(parts: Sequence[tuple[NDArray[np.float64], int]], fields: int) -> NDArray[np.float64]:
    """The mean length of each field over several segments, float64 [fields]."""
    total = sum((averages * rows for averages, rows in parts), np.zeros(fields))
    return np.maximum(total / max(1, sum(rows for _, rows in parts)), 1e-9)
