"""How Whoosh itself reads a segment of arrays: its readers, searchers and spelling work on the same index as ours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Int32, UInt32, spread
from search.engines.whoosh.segment import FIELDS, Segment
from search.engines.whoosh.snapshot import Part
from search.engines.whoosh.terms import inverted, term_key

if TYPE_CHECKING:
    from search.engines.whoosh.index import ArraySegment


class ArrayCodec(Codec):  # type: ignore[misc]  # Whoosh has no types
    """Reads our segments for Whoosh. It writes none: `builder` does, in bulk."""

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> Sections:
        """Lengths and deletions of sections."""
        return Sections(Segment.load(Path(storage.folder), segment.segment_id()), segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> Terms:
        """Terms and their postings."""
        return Terms(Segment.load(Path(storage.folder), segment.segment_id()))


class Sections(PerDocumentReader):  # type: ignore[misc]  # Whoosh has no types
    """Our sections as Whoosh's documents."""

    def __init__(self, segment: Segment, listed: ArraySegment) -> None:
        self._segment = segment
        alive = listed.kept()[segment.sections.documents]
        self._deleted = frozenset(np.flatnonzero(~alive).tolist())

    def doc_count_all(self) -> int:
        """How many sections, deleted ones included."""
        return self._segment.size

    def doc_count(self) -> int:
        """How many sections are not deleted."""
        return self._segment.size - len(self._deleted)

    def has_deletions(self) -> bool:
        """Whether sections are deleted."""
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a section is deleted."""
        return docnum in self._deleted

    def deleted_docs(self) -> frozenset[int]:
        """The numbers of deleted sections."""
        return self._deleted

    def _lengths(self, fieldname: str) -> Int32:
        """The length of a field in every section, int32 [S]."""
        number = FIELDS.index(fieldname)
        index, own = inverted(Part(self._segment, 0, 0), number)
        if index is self._segment.inside:
            return np.asarray(index.lengths[own])
        return np.asarray(index.lengths[own][self._segment.sections.documents])

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words and Han characters of a field of a section, exactly."""
        return int(self._lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        """Words and Han characters of a field in all sections."""
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """The least length of a field."""
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length of a field."""
        return int(self._lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The id of a section and of its document; all else is in the store."""
        document = int(self._segment.sections.documents[docnum])
        return {"id": self._segment.sections.ids[docnum], "document": self._segment.documents.ids[document]}


@dataclass(frozen=True, slots=True)
class Standing:
    """A term in a field: `sections` int32 [n] rising, `counts` uint32 [n], `lengths` int32 [n] of the field there."""

    sections: Int32
    counts: UInt32
    lengths: Int32


class Terms(TermsReader):  # type: ignore[misc]  # Whoosh has no types
    """The exact words and Han characters of a segment in order, and the postings of every term."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _standing(self, fieldname: str, text: bytes) -> Standing | None:
        part = Part(self._segment, 0, 0)
        index, own = inverted(part, FIELDS.index(fieldname))
        term = int(index.find(np.array([term_key(text.decode("utf-8"))], np.uint64))[own, 0])
        if term < 0:
            return None
        chosen = slice(*index.starts[term : term + 2].tolist())
        rows, counts = index.rows[chosen], index.counts[chosen]
        lengths = index.lengths[own][rows]
        if index is self._segment.inside:
            return Standing(rows, counts, lengths)
        first = self._segment.documents.first
        each = np.diff(first)[rows]
        return Standing(spread(first[rows], each).astype(np.int32), np.repeat(counts, each), np.repeat(lengths, each))

    @cached_property
    def _listed(self) -> dict[str, list[bytes]]:
        """The terms of each field in order of their bytes; stems and counted things, which have only keys, are left out."""
        words = dict(zip(self._segment.words.keys.tolist(), self._segment.words.forms.all(), strict=True))
        listed = {}
        for number, name in enumerate(FIELDS):
            index, field = inverted(Part(self._segment, 0, 0), number)
            own = (index.keys[index.fields[field] : index.fields[field + 1]] & np.uint64(keys.TERM)).tolist()
            named = (keys.han_term(key) if key < keys.WORD else words.get(key) for key in own)
            listed[name] = sorted(term.encode("utf-8") for term in named if term)
        return listed

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._standing(*term) is not None

    def cursor(self, fieldname: str, fieldobj: object) -> Cursor:
        """A cursor over the terms of a field, for spelling."""
        return Cursor(self._listed[fieldname])

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Every term with its field, in order."""
        return ((name, term) for name in sorted(FIELDS) for term in self._listed[name])

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Every term from one on."""
        return (term for term in self.terms() if term >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term with what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Every term from one on with what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """How often a term stands in how many sections. Raises `KeyError`."""
        found = self._standing(fieldname, text)
        if found is None:
            raise KeyError((fieldname, text))
        return _info(found)

    def matcher(self, fieldname: str, text: bytes, format_: object, scorer: object = None) -> ListMatcher:
        """The postings of a term. Raises `KeyError`."""
        found = self._standing(fieldname, text)
        if found is None:
            raise KeyError((fieldname, text))
        weights = found.counts.astype(float).tolist()
        sections, info = found.sections.tolist(), _info(found)
        return ListMatcher(sections, weights, format=format_, scorer=scorer, term=(fieldname, text), terminfo=info)

    def indexed_field_names(self) -> tuple[str, ...]:
        """The fields."""
        return FIELDS


def _info(found: Standing) -> TermInfo:
    return TermInfo(
        weight=float(found.counts.sum(dtype=np.int64)),
        df=len(found.sections),
        minlength=int(found.lengths.min()),
        maxlength=int(found.lengths.max()),
        maxweight=float(found.counts.max()),
        minid=int(found.sections[0]),
        maxid=int(found.sections[-1]),
    )


class Cursor(FieldCursor):  # type: ignore[misc]  # Whoosh has no types
    """A place in the terms of a field."""

    def __init__(self, terms: list[bytes]) -> None:
        self._terms = terms
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term and give it."""
        self._at = 0
        return self.text()

    def find(self, string: bytes | str) -> str | None:
        """Go to the first term not before one and give it."""
        self._at = bisect_left(self._terms, string if isinstance(string, bytes) else string.encode("utf-8"))
        return self.text()

    def next(self) -> str | None:
        """Go to the next term and give it."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """The term here; None past the last."""
        return self._terms[self._at].decode("utf-8") if self._at < len(self._terms) else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._at < len(self._terms)
