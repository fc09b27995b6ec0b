"""Documents into a segment: everything by sorting numbers, nothing by Python per term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import msgspec
import numpy as np

from corpus import Document
from search.engines.whoosh.arrays import Int32, Int64, Records, Strings, UInt64, starts_of
from search.engines.whoosh.inverted import Inverter
from search.engines.whoosh.rows import Row, days, facets, rows, titles
from search.engines.whoosh.segment import DATES, DOCUMENT_FIELDS, FACETS, SECTION_FIELDS, Documents, Sections, Segment, Words
from search.engines.whoosh.stored import Stored
from search.engines.whoosh.texts import texts_of
from search.engines.whoosh.tokens import Vocabulary, tokenise

BATCH_CHARACTERS = 1 << 20  # tokenised at once; the arrays of a batch take about 100 bytes a character
SEGMENT_PLACES = 4_000_000  # terms held before a segment is written; a bound on memory, about 60 bytes each


@dataclass(slots=True)
class Builder:
    """Takes documents until it is `full`, then gives the segment. `vocabulary` is shared by all segments of a run."""

    vocabulary: Vocabulary
    _rows: list[Row] = field(default_factory=list)  # those not tokenised yet
    _titles: list[tuple[str, str]] = field(default_factory=list)  # likewise
    _characters: int = 0
    _sections: list[tuple[str, str, str]] = field(default_factory=list)  # id, language and kind
    _documents: list[tuple[Document, int, int]] = field(default_factory=list)  # without its sections; stamp; how many they are
    _places: list[bytes] = field(default_factory=list)  # of sections, as `Stored` has them
    _facts: list[bytes] = field(default_factory=list)  # of documents, likewise
    _inside: Inverter = field(default_factory=lambda: Inverter(len(SECTION_FIELDS)))
    _about: Inverter = field(default_factory=lambda: Inverter(len(DOCUMENT_FIELDS)))
    _words: list[UInt64] = field(default_factory=list)
    _held: int = 0

    @property
    def full(self) -> bool:
        """Whether it holds as much as one segment should."""
        return self._held >= SEGMENT_PLACES

    def add(self, document: Document, stamp: int) -> None:
        """Take in a document with the stamp the store has for it."""
        before = len(self._sections)
        self._titles.append(titles(document))
        for row in rows(document):
            self._rows.append(row)
            self._sections.append((row.id, row.language, row.kind))
            self._places.append(msgspec.msgpack.encode(row.located))
            self._characters += len(row.texts[0])
            if self._characters >= BATCH_CHARACTERS:
                self._tokenise()
        facts = replace(document, sections=(), relations=())
        self._facts.append(msgspec.msgpack.encode(facts))
        self._documents.append((replace(facts, quality=()), stamp, len(self._sections) - before))

    def segment(self) -> Segment:
        """Everything taken in, as a segment."""
        self._tokenise()
        counts = np.array([count for _, _, count in self._documents], np.int64)
        languages = _coded((language,) for _, language, _ in self._sections)
        kinds = _coded((kind,) for _, _, kind in self._sections)
        ids = Strings.of(identifier for identifier, _, _ in self._sections)
        sections = Sections(ids, np.repeat(np.arange(len(counts), dtype=np.int32), counts), *languages, *kinds)
        inside, words = self._inside.build(), _words(self._words, self.vocabulary)
        texts = texts_of(inside, words.keys)
        stored = Stored(Records.laid(self._places), Records.laid(self._facts))
        return Segment(texts, inside, self._about.build(), sections, self._facts_of(counts), words, stored)

    def _facts_of(self, counts: Int64) -> Documents:
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
        """Turn what is pending into terms. A text that several rows share is analysed once."""
        numbers: dict[str, int] = {}
        inside = _numbered([row.texts for row in self._rows], len(SECTION_FIELDS), numbers)
        about = _numbered(self._titles, len(DOCUMENT_FIELDS), numbers)
        self._rows, self._titles, self._characters = [], [], 0
        if not numbers:
            return
        tokens = tokenise(list(numbers), self.vocabulary)
        self._held += self._inside.add(tokens, inside) + self._about.add(tokens, about)
        self._words.append(tokens.words)


def _numbered(texts: Sequence[tuple[str, ...]], fields: int, numbers: dict[str, int]) -> Int64:
    """Texts as numbers into a table that grows, int64 [fields, rows]."""
    found = [numbers.setdefault(text, len(numbers)) for row in texts for text in row]
    return np.array(found, np.int64).reshape(len(texts), fields).T


def _words(parts: Sequence[UInt64], vocabulary: Vocabulary) -> Words:
    keys = np.unique(np.concatenate([np.zeros(0, np.uint64), *parts]))
    pairs = sorted((vocabulary.words[key], key) for key in keys.tolist())
    return Words(Strings.of(word for word, _ in pairs), np.array([key for _, key in pairs], np.uint64))


def _coded(values: Iterable[tuple[str, ...]]) -> tuple[Int32, Strings]:
    """Values as numbers into their table, one row after the other."""
    table: dict[str, int] = {}
    codes = [table.setdefault(value, len(table)) for row in values for value in row]
    return np.array(codes, np.int32), Strings.of(table)
