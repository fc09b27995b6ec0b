"""What a page of hits shows, read in one statement that is prepared once: sections, their places, and their documents.

This is on the path of every search, so the statement goes to the database driver as text; building it anew took longer than
running it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import RLock
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Engine, PoolProxiedConnection, Select, bindparam, select

from corpus.document import Document, Section
from corpus.schema import documents, sections

DECODER = msgspec.json.Decoder(Document)
PATH = msgspec.json.Decoder(tuple[str, ...])
MOST = 100  # ids asked for at once
KEPT = 512  # documents whose facts are kept as they were read: in 300 questions, three in four of those found had been found before


class Located(msgspec.Struct, frozen=True):
    """A section where it stands: its document's id, its place there from 0, and the names of the sections above it."""

    document: str
    ordinal: int
    path: tuple[str, ...]
    section: Section


class Reading:
    """Reads by id. Safe for threads, which read in turn over one connection: taking one from the pool costs a sixth of a read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None
        self._turn = RLock()
        self._prepared: dict[tuple[str, int], tuple[str, tuple[str, ...] | None]] = {}

    def placed(self, identifiers: Iterable[str]) -> dict[str, tuple[Document, Located]]:
        """Sections by their ids, each with its document (without sections) and its place; an unknown id is left out."""
        found = {}
        for facts, ordinal, path, *columns in self._rows("sections", list(identifiers)):
            document, section = _document(facts), Section(*columns)
            found[section.id] = document, Located(document.id, ordinal, PATH.decode(path), section)
        return found

    def facts(self, identifiers: Iterable[str]) -> dict[str, Document]:
        """Documents without their sections and relations, by id; an unknown id is left out."""
        return {identifier: _document(facts) for identifier, facts in self._rows("documents", list(identifiers))}

    def _rows(self, table: str, identifiers: Sequence[str]) -> list[Any]:
        rows: list[Any] = []
        for first in range(0, len(identifiers), MOST):
            some = identifiers[first : first + MOST]
            statement, names = self._statement(table, len(some))
            rows += self._fetched(statement, tuple(some) if names is None else dict(zip(names, some, strict=True)))
        return rows

    def _fetched(self, statement: str, values: Any) -> list[Any]:
        with self._turn:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            try:
                cursor = self._connection.cursor()
                cursor.execute(statement, values)
                rows = list(cursor.fetchall())
                cursor.close()
                self._connection.rollback()  # what is read next is as it stands then
            except BaseException:
                self.close()
                raise
        return rows

    def close(self) -> None:
        """Give the connection back, once nobody reads over it."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _statement(self, table: str, count: int) -> tuple[str, tuple[str, ...] | None]:
        """The statement for so many ids in the words of the database, and the names of its parameters where they have any."""
        known = self._prepared.get((table, count))
        if known is None:
            compiled = _query(table, count).compile(dialect=self._engine.dialect, compile_kwargs={"render_postcompile": True})
            known = str(compiled), None if compiled.positional else tuple(compiled.params)
            self._prepared[table, count] = known
        return known


@lru_cache(maxsize=KEPT)
def _document(facts: str) -> Document:
    return DECODER.decode(facts)


def _query(table: str, count: int) -> Select[Any]:
    wanted: BindParameter[str] = bindparam("ids", value=[""] * count, expanding=True)
    if table == "documents":
        return select(documents.c.id, documents.c.facts).where(documents.c.id.in_(wanted))
    own = [sections.c[name] for name in Section.__struct_fields__]
    columns = (documents.c.facts, sections.c.ordinal, sections.c.path, *own)
    joined = select(*columns).join_from(sections, documents, sections.c.document == documents.c.key)
    return joined.where(sections.c.id.in_(wanted))
