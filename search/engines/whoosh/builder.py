"""Documents into a segment: everything by sorting numbers, nothing by Python per term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus import Document
from search.engines.whoosh.arrays import Int32, Int64, Strings, UInt16, UInt32, UInt64, spread, starts_of
from search.engines.whoosh.rows import Row, days, facets, rows
from search.engines.whoosh.segment import DATES, FACETS, FIELDS, Documents, Postings, Sections, Segment, Words
from search.engines.whoosh.tokens import Tokens, Vocabulary, tokenise

GAP = 100  # free places between two sections, more than any phrase or nearness reaches over
BATCH_CHARACTERS = 1 << 20  # tokenised at once; the arrays of a batch take about 100 bytes a character
SEGMENT_PLACES = 6_000_000  # terms held before a segment is written; a bound on memory, about 60 bytes each


@dataclass(slots=True)
class _Found:
    """Terms of sections, n of them: `fields` uint8, `keys` uint64, `places` uint32."""

    fields: NDArray[np.uint8]
    keys: UInt64
    places: UInt32


@dataclass(slots=True)
class Builder:
    """Takes documents until it is `full`, then gives the segment. `vocabulary` is shared by all segments of a run."""

    vocabulary: Vocabulary
    _documents: list[tuple[Document, int, int]] = field(default_factory=list)
    _pending: list[Row] = field(default_factory=list)
    _characters: int = 0
    _rows: list[tuple[str, str]] = field(default_factory=list)
    _lengths: list[Int32] = field(default_factory=list)
    _bases: list[int] = field(default_factory=lambda: [0])
    _found: list[_Found] = field(default_factory=list)
    _words: list[UInt64] = field(default_factory=list)
    _held: int = 0

    @property
    def full(self) -> bool:
        """Whether it holds as much as one segment should."""
        return self._held >= SEGMENT_PLACES

    def add(self, document: Document, stamp: int) -> None:
        """Take in a document with the stamp the store has for it."""
        before = len(self._pending) + len(self._rows)
        for row in rows(document):
            self._pending.append(row)
            self._characters += len(row.texts[0])
            if self._characters >= BATCH_CHARACTERS:
                self._tokenise()
        count = len(self._pending) + len(self._rows) - before
        bare = Document(id=document.id, title="", language=None, media_type="", metadata=document.metadata)
        self._documents.append((bare, stamp, count))

    def segment(self) -> Segment:
        """Everything taken in, as a segment."""
        self._tokenise()
        bases = np.array(self._bases, np.int64)
        lengths = np.concatenate([np.zeros((len(FIELDS), 0), np.int32), *self._lengths], axis=1)
        counts = np.array([count for _, _, count in self._documents], np.int64)
        languages, names = _coded([(language,) for _, language in self._rows])
        return Segment(
            _postings(self._found, bases),
            Sections(
                Strings.of(identifier for identifier, _ in self._rows),
                bases,
                lengths,
                np.repeat(np.arange(len(counts), dtype=np.int32), counts),
                languages,
                names,
            ),
            self._facts(counts),
            _words(self._words, self.vocabulary),
        )

    def _facts(self, counts: Int64) -> Documents:
        documents = [document for document, _, _ in self._documents]
        valued = list(zip(*map(facets, documents), strict=True)) if documents else [()] * len(FACETS)
        coded = [_coded(values) for values in valued]
        dates = [days(document) for document in documents]
        return Documents(
            Strings.of(document.id for document in documents),
            starts_of(counts).astype(np.int32),
            np.array([stamp for _, stamp, _ in self._documents], np.uint64),
            np.array(dates, np.int32).reshape(len(documents), len(DATES)).T.copy(),
            tuple(codes for codes, _ in coded),
            tuple(starts_of(np.array([len(value) for value in values], np.int64)) for values in valued),
            tuple(names for _, names in coded),
        )

    def _tokenise(self) -> None:
        """Turn the pending rows into terms. A text that many sections share (a title) is analysed once."""
        batch, self._pending, self._characters = self._pending, [], 0
        if not batch:
            return
        numbers: dict[str, int] = {}
        which = np.array([[numbers.setdefault(text, len(numbers)) for text in row.texts] for row in batch], np.int64).T
        tokens = tokenise(list(numbers), self.vocabulary)
        extents = tokens.extents[which].max(axis=0)
        bases = self._bases[-1] + starts_of(extents + GAP)
        self._bases.extend(bases[1:].tolist())
        self._lengths.append(tokens.lengths[which])
        self._rows.extend((row.id, row.language) for row in batch)
        self._found.append(_placed(tokens, which, bases[:-1]))
        self._words.append(tokens.words)
        self._held += len(self._found[-1].keys)


def _placed(tokens: Tokens, which: Int64, bases: Int64) -> _Found:
    """Each term at every section and field that has its text; `which` int64 [fields, rows] names the text."""
    flat = which.ravel()
    order = np.argsort(flat, kind="stable")
    uses = np.bincount(flat, minlength=len(tokens.lengths))
    first = starts_of(uses)[:-1]
    each = uses[tokens.texts]
    spots = order[spread(first[tokens.texts], each)]
    fields, row = np.divmod(spots, which.shape[1])
    places = bases[row] + np.repeat(tokens.positions, each)
    return _Found(fields.astype(np.uint8), np.repeat(tokens.keys, each), places.astype(np.uint32))


def _postings(found: Sequence[_Found], bases: Int64) -> Postings:
    fields = np.concatenate([np.zeros(0, np.uint8), *(each.fields for each in found)])
    keys = np.concatenate([np.zeros(0, np.uint64), *(each.keys for each in found)])
    places = np.concatenate([np.zeros(0, np.uint32), *(each.places for each in found)])
    section_of = np.repeat(np.arange(len(bases) - 1, dtype=np.int32), np.diff(bases))
    parts = []
    for number in range(len(FIELDS)):
        chosen = fields == number
        parts.append(_field_postings(keys[chosen], places[chosen], section_of))
    term_counts = [len(distinct) for distinct, *_ in parts]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return Postings(
        starts_of(np.array(term_counts)),
        columns[0],
        starts_of(columns[1]),
        columns[2],
        columns[3],
        starts_of(columns[4]),
        columns[5],
    )


def _field_postings(keys: UInt64, places: UInt32, section_of: Int32) -> tuple[UInt64, Int64, Int32, UInt16, Int64, UInt32]:
    """Keys, postings a key, sections, counts, places a key, places: of one field, by one sort of `term << 32 | place`."""
    distinct, which = np.unique(keys, return_inverse=True)
    codes = (which.astype(np.uint64) << np.uint64(32)) | places
    codes.sort()
    terms = (codes >> np.uint64(32)).astype(np.int64)
    places = codes.astype(np.uint32)
    sections = section_of[places]
    begins = np.flatnonzero((np.diff(terms, prepend=-1) != 0) | (np.diff(sections, prepend=-1) != 0))
    counts = np.minimum(np.diff(begins, append=len(codes)), np.iinfo(np.uint16).max).astype(np.uint16)
    postings = np.bincount(terms[begins], minlength=len(distinct))
    return distinct, postings, sections[begins], counts, np.bincount(terms, minlength=len(distinct)), places


def _words(parts: Sequence[UInt64], vocabulary: Vocabulary) -> Words:
    keys = np.unique(np.concatenate([np.zeros(0, np.uint64), *parts]))
    pairs = sorted((vocabulary.words[key], key) for key in keys.tolist())
    return Words(Strings.of(word for word, _ in pairs), np.array([key for _, key in pairs], np.uint64))


def _coded(values: Iterable[tuple[str, ...]]) -> tuple[Int32, Strings]:
    """Values as numbers into their table, one row after the other."""
    table: dict[str, int] = {}
    codes = [table.setdefault(value, len(table)) for row in values for value in row]
    return np.array(codes, np.int32), Strings.of(table)
