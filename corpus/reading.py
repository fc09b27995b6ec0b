"""Sections and documents by their ids: a section with its place and its document, a document with its facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, select

from corpus.document import Document, Section
from corpus.schema import documents, sections

DECODER = msgspec.json.Decoder(Document)
PATH = msgspec.json.Decoder(tuple[str, ...])
MOST = 100  # ids asked for at once
KEPT = 512  # documents whose facts are kept as they were read


class Located(msgspec.Struct, frozen=True):
    """A section where it stands: its document's id, its place there from 0, and the names of the sections above it."""

    document: str
    ordinal: int
    path: tuple[str, ...]
    section: Section


def placed(connection: Connection, identifiers: Iterable[str]) -> dict[str, tuple[Document, Located]]:
    """Sections by their ids, each with its document (without sections) and its place; an unknown id is left out."""
    own = [sections.c[name] for name in Section.__struct_fields__]
    query = select(documents.c.facts, sections.c.ordinal, sections.c.path, *own)
    query = query.join_from(sections, documents, sections.c.document == documents.c.key)
    found = {}
    for some in _some(identifiers):
        for facts, ordinal, path, *columns in connection.execute(query.where(sections.c.id.in_(some))):
            document, section = _document(facts), Section(*columns)
            found[section.id] = document, Located(document.id, ordinal, PATH.decode(path), section)
    return found


def facts(connection: Connection, identifiers: Iterable[str]) -> dict[str, Document]:
    """Documents without their sections and relations, by id; an unknown id is left out."""
    query = select(documents.c.id, documents.c.facts)
    rows = (row for some in _some(identifiers) for row in connection.execute(query.where(documents.c.id.in_(some))))
    return {identifier: _document(facts) for identifier, facts in rows}


def _some(identifiers: Iterable[str]) -> Iterator[list[str]]:
    every = list(identifiers)
    return (every[first : first + MOST] for first in range(0, len(every), MOST))


@lru_cache(maxsize=KEPT)
def _document(facts: str) -> Document:
    return DECODER.decode(facts)
