"""The tables of the store, in SQLAlchemy Core, and the steps that bring an older store up to date."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    select,
)

from corpus.errors import StoreUnusable

VERSION = 1
tables = MetaData()

about = Table("about", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False))

sources = Table("sources", tables, Column("path", Text, primary_key=True))

# One row a file that was seen: `fingerprint` covers its bytes, its .yaml and the version of the readers.
files = Table(
    "files",
    tables,
    Column("path", Text, primary_key=True),
    Column("source", Text, ForeignKey("sources.path", ondelete="CASCADE"), nullable=False),
    Column("size", Integer, nullable=False),
    Column("modified", Integer, nullable=False),
    Column("fingerprint", String, nullable=False),
    Index("files_by_source", "source"),
    Index("files_by_fingerprint", "fingerprint"),
)

# What could not be read, and why; `path` may name a line of a .jsonl file as PATH:LINE.
failures = Table(
    "failures",
    tables,
    Column("path", Text, primary_key=True),
    Column("file", Text, ForeignKey("files.path", ondelete="CASCADE"), nullable=False),
    Column("reason", Text, nullable=False),
    Index("failures_by_file", "file"),
)

documents = Table(
    "documents",
    tables,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("content", String, nullable=False),  # hash of what it was made from
    Column("revision", Integer, nullable=False, index=True),
    Column("instrument", Text, index=True),
    Column("original", String),  # SHA-256 of the publisher's file
    Column("facts", Text, nullable=False),  # the Document without sections and relations, as JSON
    sqlite_autoincrement=True,
)

holdings = Table(
    "holdings",
    tables,
    Column("file", Text, ForeignKey("files.path", ondelete="CASCADE"), nullable=False),
    Column("document", Integer, ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    UniqueConstraint("file", "document"),
    Index("holdings_by_document", "document"),
)

sections = Table(
    "sections",
    tables,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("document", Integer, ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("id", Text, nullable=False, unique=True),
    Column("level", Integer, nullable=False),
    Column("number", Text),
    Column("heading", Text),
    Column("path", Text, nullable=False),  # names of the sections above, as a JSON list
    Column("page", Integer),
    Column("page_end", Integer),
    Column("kind", String, nullable=False),
    Column("anchor", Text),
    Column("language", String),
    Column("text", Text, nullable=False),
    Index("sections_by_document", "document", "ordinal"),
    sqlite_autoincrement=True,
)

relations = Table(
    "relations",
    tables,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("document", Integer, ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    Column("type", String, nullable=False),
    Column("target", Text, nullable=False),
    Column("target_id", Text, index=True),
    Column("article", Text),
    Column("section", Text),
    Column("start", Integer),
    Column("end", Integer),
    Index("relations_by_document", "document"),
)

# From version N to N + 1: MIGRATIONS[N]. Version 1 is the first.
MIGRATIONS: dict[int, Callable[[Connection], None]] = {}


def prepare(engine: Engine) -> None:
    """Create the tables, or bring those of an older version up to date. Raises `StoreUnusable` on a newer store."""
    with engine.begin() as connection:
        if not inspect(connection).has_table("about"):
            tables.create_all(connection)
            connection.execute(about.insert().values(key="schema", value=str(VERSION)))
            connection.execute(about.insert().values(key="identity", value=uuid4().hex))  # tells this store from every other
            return
        held = int(connection.execute(select(about.c.value).where(about.c.key == "schema")).scalar_one())
        if held > VERSION:
            raise StoreUnusable(f"the store is of schema {held}, this Bluebook knows {VERSION}: install a newer Bluebook")
        if held == VERSION:
            return
        for version in range(held, VERSION):
            MIGRATIONS[version](connection)
        connection.execute(about.update().where(about.c.key == "schema").values(value=str(VERSION)))
