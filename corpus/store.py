"""The store: documents, sections, relations and originals in one data folder. It is the truth; every index is a cache of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, Row, create_engine, event, func, select
from sqlalchemy.exc import DatabaseError, OperationalError

from corpus import reading, schema
from corpus.batch import Batch
from corpus.document import Document, Relation, Section
from corpus.errors import StoreUnusable, UnknownDocument
from corpus.ledger import Ledger
from corpus.originals import Originals
from corpus.reading import Located

READ = 20  # documents read at a time
SECTION_COLUMNS = [schema.sections.c[name] for name in Section.__struct_fields__]


def _connect(url: str | URL) -> Engine:
    """An engine on which SQLite waits for other writers, keeps foreign keys, and lets readers go on while one writes."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _: object) -> None:
            connection.isolation_level = None  # transactions are begun by hand below, so that savepoints hold
            for pragma in ("journal_mode = WAL", "foreign_keys = ON", "busy_timeout = 30000", "synchronous = NORMAL"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


class Store:
    """A data folder opened. Safe for many threads and processes that read while one writes."""

    def __init__(self, engine: Engine, originals: Originals) -> None:
        self.engine = engine
        self.originals = originals

    @classmethod
    def open(cls, folder: Path, url: str | None = None) -> Store:
        """Open the store in a data folder, made where it is missing. Raises `StoreUnusable`, which names the cure."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            engine = _connect(url or URL.create("sqlite", database=str(folder / "store.sqlite3")))
            schema.prepare(engine)
        except (OSError, OperationalError, DatabaseError) as error:
            cause = getattr(error, "orig", None) or error
            raise StoreUnusable(
                f"the data folder {folder} cannot be used ({cause}): name one you can write to with --data DIR or BLUEBOOK_DATA"
            ) from error
        return cls(engine, Originals(folder / "originals"))

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Batch]:
        """One transaction of changes: all of them are kept, or on an error none."""
        with self.engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
            yield Batch(connection, self.originals)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """What was seen of sources, files and failures, for reading."""
        with self.engine.connect() as connection:
            yield Ledger(connection)

    def revision(self) -> int:
        """The number of the last change; 0 for an empty store."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.max(schema.documents.c.revision))).scalar() or 0

    def count(self) -> tuple[int, int]:
        """How many documents and sections are held."""
        with self.engine.connect() as connection:
            documents = connection.execute(select(func.count()).select_from(schema.documents)).scalar_one()
            sections = connection.execute(select(func.count()).select_from(schema.sections)).scalar_one()
            return documents, sections

    def stamp(self) -> list[str | int]:
        """What differs after every change of what is held, as plain values; cheap however much is held."""
        documents, about = schema.documents, schema.about
        held = select(
            func.count(), func.coalesce(func.sum(documents.c.key), 0), func.coalesce(func.sum(documents.c.revision), 0)
        ).select_from(documents)
        with self.engine.connect() as connection:
            identity = connection.execute(select(about.c.value).where(about.c.key == "identity")).scalar()
            return [identity or "", *map(int, connection.execute(held).one())]

    def stamps(self) -> dict[str, int]:
        """For each document, by id, a number of 64 bits that differs after every change of it."""
        documents = schema.documents
        query = select(documents.c.id, documents.c.key, documents.c.revision, documents.c.content).order_by(documents.c.key)
        with self.engine.connect() as connection:
            return {row.id: _number(f"{row.key}:{row.revision}:{row.content}") for row in connection.execute(query)}

    def ids(self) -> list[str]:
        """The ids of all documents, in the order they first came."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(schema.documents.c.id).order_by(schema.documents.c.key)).scalars())

    def document(self, identifier: str) -> Document:
        """A document with all its sections and relations. Raises `UnknownDocument`."""
        documents, sections, relations = schema.documents, schema.sections, schema.relations
        with self.engine.connect() as connection:
            row = connection.execute(select(documents.c.key, documents.c.facts).where(documents.c.id == identifier)).first()
            if row is None:
                raise UnknownDocument(f"no document {identifier!r} is held")
            within = select(*SECTION_COLUMNS).where(sections.c.document == row.key).order_by(sections.c.ordinal)
            ties = select(relations).where(relations.c.document == row.key).order_by(relations.c.key)
            return replace(
                _facts(row.facts),
                sections=tuple(map(_section, connection.execute(within))),
                relations=tuple(map(_relation, connection.execute(ties))),
            )

    def facts(self, identifiers: Iterable[str]) -> dict[str, Document]:
        """Documents without their sections and relations, by id; an unknown id is left out."""
        with self.engine.connect() as connection:
            return reading.facts(connection, identifiers)

    def all_facts(self) -> Iterator[Document]:
        """Every document without its sections and relations, in the order they first came."""
        query = select(schema.documents.c.facts).order_by(schema.documents.c.key)
        with self.engine.connect() as connection:
            for facts in connection.execute(query).scalars():
                yield _facts(facts)

    def changed(self, since: int) -> Iterator[tuple[int, Document]]:
        """Revision and document of everything that changed after a revision, oldest change first, one held at a time."""
        documents = schema.documents
        query = select(documents.c.id, documents.c.revision).where(documents.c.revision > since)
        with self.engine.connect() as connection:
            rows = connection.execute(query.order_by(documents.c.revision)).all()
        for identifier, revision in rows:
            yield revision, self.document(identifier)

    def read(self, identifiers: Sequence[str]) -> Iterator[Document]:
        """Documents with their sections, without their relations, a few held at a time; an unknown id is left out."""
        documents, sections = schema.documents, schema.sections
        for first in range(0, len(identifiers), READ):
            some = identifiers[first : first + READ]
            heads = select(documents.c.key, documents.c.facts).where(documents.c.id.in_(some)).order_by(documents.c.key)
            with self.engine.connect() as connection:
                held = connection.execute(heads).all()
                parts: dict[int, list[Section]] = {row.key: [] for row in held}
                within = select(sections.c.document, *SECTION_COLUMNS).where(sections.c.document.in_(list(parts)))
                for row in connection.execute(within.order_by(sections.c.document, sections.c.ordinal)):
                    parts[row.document].append(_section(row))
            for row in held:
                yield replace(_facts(row.facts), sections=tuple(parts.pop(row.key)))

    def placed(self, identifiers: Iterable[str]) -> dict[str, tuple[Document, Located]]:
        """Sections by their ids, each with its document (without sections) and its place; an unknown id is left out."""
        with self.engine.connect() as connection:
            return reading.placed(connection, identifiers)

    def located(self, identifiers: Iterable[str]) -> dict[str, Located]:
        """Sections by their ids, each with its place; an unknown id is left out."""
        return {identifier: place for identifier, (_, place) in self.placed(identifiers).items()}

    def cited_by(self, identifier: str) -> list[tuple[str, Relation]]:
        """Who points to a document: the id of each pointing document with the relation."""
        relations, documents = schema.relations, schema.documents
        query = (
            select(documents.c.id.label("owner"), *relations.c)
            .join_from(relations, documents, relations.c.document == documents.c.key)
            .where(relations.c.target_id == identifier)
            .order_by(documents.c.id, relations.c.key)
        )
        with self.engine.connect() as connection:
            return [(row.owner, _relation(row)) for row in connection.execute(query)]

    def ties(self, identifiers: Collection[str], kinds: Collection[str]) -> list[tuple[str, Relation]]:
        """The relations of some kinds that documents have or that point to them, each with the document it belongs to."""
        relations, documents = schema.relations, schema.documents
        touching = select(documents.c.key).where(documents.c.id.in_(list(identifiers)))
        query = (
            select(documents.c.id.label("owner"), *relations.c)
            .join_from(relations, documents, relations.c.document == documents.c.key)
            .where(relations.c.document.in_(touching) | relations.c.target_id.in_(list(identifiers)))
            .where(relations.c.type.in_(list(kinds)))
            .order_by(relations.c.key)
        )
        with self.engine.connect() as connection:
            return [(row.owner, _relation(row)) for row in connection.execute(query)]

    def texts_of(self, instrument: str) -> list[Document]:
        """What is held of an instrument, its entry and its texts, without sections and relations."""
        documents = schema.documents
        query = select(documents.c.facts).where((documents.c.instrument == instrument) | (documents.c.id == instrument))
        with self.engine.connect() as connection:
            return [_facts(facts) for facts in connection.execute(query.order_by(documents.c.key)).scalars()]

    def instruments_of(self, identifiers: Collection[str]) -> dict[str, str]:
        """The instruments that documents are texts of, by the documents' ids; a document of none is left out."""
        documents = schema.documents
        query = select(documents.c.id, documents.c.instrument).where(documents.c.id.in_(list(identifiers)))
        with self.engine.connect() as connection:
            rows = connection.execute(query.where(documents.c.instrument.is_not(None)))
            return {row.id: row.instrument for row in rows}

    def entries(self) -> list[Document]:
        """The entries of the catalogue, without sections and relations."""
        documents = schema.documents
        named = documents.c.instrument.is_not(None) & (documents.c.instrument == documents.c.id)
        query = select(documents.c.facts).where(named).order_by(documents.c.key)
        with self.engine.connect() as connection:
            found = map(_facts, connection.execute(query).scalars())
            return [document for document in found if document.metadata.role == "entry"]

    def headings(self, most: int) -> list[tuple[str, str | None]]:
        """The headings that most sections bear, at most so many; each with its document's id where only one has it."""
        sections, documents = schema.sections, schema.documents
        owner, last = func.min(sections.c.document), func.max(sections.c.document)
        often = (
            select(sections.c.heading, owner.label("owner"), last.label("last"), func.count().label("times"))
            .where(sections.c.heading != "")
            .group_by(sections.c.heading)
            .order_by(func.count().desc(), sections.c.heading)
            .limit(most)
            .subquery()
        )
        alone = (documents.c.key == often.c.owner) & (often.c.owner == often.c.last)
        query = select(often.c.heading, documents.c.id).select_from(often.outerjoin(documents, alone))
        with self.engine.connect() as connection:
            return [(heading, identifier) for heading, identifier in connection.execute(query)]

    def original(self, identifier: str) -> Path | None:
        """The publisher's file of a document as it came, where it is held. Raises `UnknownDocument`."""
        query = select(schema.documents.c.original).where(schema.documents.c.id == identifier)
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UnknownDocument(f"no document {identifier!r} is held")
        return self.originals.path(row.original) if row.original else None


_decoder = msgspec.json.Decoder(Document)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _facts(stored: str) -> Document:
    return _decoder.decode(stored)


def _section(row: Row[Any]) -> Section:
    return Section(*row[-len(SECTION_COLUMNS) :])


def _relation(row: Row[Any]) -> Relation:
    names = ("type", "target", "target_id", "article", "section", "start", "end")
    return Relation(**{name: getattr(row, name) for name in names})
