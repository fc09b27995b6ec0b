"""One transaction of changes to the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from corpus.document import Document, paths
from corpus.errors import DuplicateId
from corpus.ledger import SeenFile
from corpus.originals import Originals
from corpus.schema import documents, failures, files, holdings, relations, sections, sources

Outcome = Literal["added", "updated", "unchanged"]


class Batch:
    """Changes to documents, files and sources that are kept together. Made by `Store.writing()`."""

    def __init__(self, connection: Connection, originals: Originals) -> None:
        self._connection = connection
        self._originals = originals
        self._revision = connection.execute(select(func.max(documents.c.revision))).scalar() or 0

    def source(self, path: str) -> None:
        """Name a file or folder to be gone through by every reindex."""
        if self._connection.execute(select(sources.c.path).where(sources.c.path == path)).first() is None:
            self._connection.execute(insert(sources).values(path=path))

    def file(self, seen: SeenFile) -> None:
        """Note that a file was seen as it is now."""
        values = {"source": seen.source, "size": seen.size, "modified": seen.modified, "fingerprint": seen.fingerprint}
        if not self._connection.execute(update(files).where(files.c.path == seen.path).values(values)).rowcount:
            self._connection.execute(insert(files).values(path=seen.path, **values))

    def begin(self, seen: SeenFile) -> None:
        """A file is about to be read anew: what failed in it is forgotten, and until `file` says so it counts as not read."""
        self._connection.execute(delete(failures).where(failures.c.file == seen.path))
        self.file(replace(seen, fingerprint=""))

    def failure(self, file: str, reason: str, line: int | None = None) -> None:
        """Note why a file, or one line of it, gave no document."""
        path = file if line is None else f"{file}:{line}"
        self._connection.execute(delete(failures).where(failures.c.path == path))
        self._connection.execute(insert(failures).values(path=path, file=file, reason=reason))

    def put(
        self,
        document: Document,
        *,
        file: str,
        content: str,
        original: tuple[Path, str] | None = None,
        anew: bool = False,
    ) -> Outcome:
        """Hold a document that a file gave; `content` is the hash of what it was made from, `original` its file and SHA-256.

        What is held with the same content is left as it is, but for `anew`. Raises `DuplicateId` where another file holds the id
        with other content, or another document one of the section ids.
        """
        held = self._connection.execute(select(documents.c.key, documents.c.content).where(documents.c.id == document.id)).first()
        if held is not None and held.content == content and not anew:
            self._hold(file, held.key)
            return "unchanged"
        if held is not None and held.content != content and self._others(held.key, file):
            raise DuplicateId(f"the id {document.id!r} is already held by another document: give this one its own id")
        try:
            with self._connection.begin_nested():
                key = self._write(document, content, held.key if held is not None else None)
        except IntegrityError as error:
            raise DuplicateId(
                f"a section id of {document.id!r} stands twice or is held by another document: section ids are unique"
            ) from error
        self._hold(file, key)
        if original is not None:
            self._originals.keep(*original)
            self._connection.execute(update(documents).where(documents.c.key == key).values(original=original[1]))
        return "added" if held is None else "updated"

    def share(self, file: str, twin: str) -> list[str]:
        """A file of the same content as its twin holds the same documents, and failed for the same reason. Returns their ids."""
        of_twin = select(documents.c.key, documents.c.id).join_from(holdings, documents, holdings.c.document == documents.c.key)
        rows = self._connection.execute(of_twin.where(holdings.c.file == twin).order_by(documents.c.key)).all()
        for row in rows:
            self._hold(file, row.key)
        for reason in self._connection.execute(select(failures.c.reason).where(failures.c.path == twin)).scalars().all():
            self.failure(file, reason)
        return [row.id for row in rows]

    def settle(self, file: str, kept: Iterable[str]) -> int:
        """Let go of what a file gave before and gives no longer; documents no file holds are removed. Returns how many."""
        wanted = set(kept)
        rows = self._connection.execute(
            select(documents.c.key, documents.c.id)
            .join_from(holdings, documents, holdings.c.document == documents.c.key)
            .where(holdings.c.file == file)
        ).all()
        gone = [row.key for row in rows if row.id not in wanted]
        for key in gone:
            self._connection.execute(delete(holdings).where(holdings.c.file == file, holdings.c.document == key))
        return self._sweep() if gone else 0

    def forget_files(self, gone: Iterable[str]) -> int:
        """Files that are no longer there, with what only they held. Returns how many documents were removed."""
        for path in gone:
            self._connection.execute(delete(files).where(files.c.path == path))
        return self._sweep()

    def forget_source(self, path: str) -> int:
        """A source with its files and what only they held. Returns how many documents were removed."""
        self._connection.execute(delete(sources).where(sources.c.path == path))
        return self._sweep()

    def _others(self, key: int, file: str) -> bool:
        query = select(holdings.c.file).where(holdings.c.document == key, holdings.c.file != file)
        return self._connection.execute(query).first() is not None

    def _hold(self, file: str, key: int) -> None:
        if not self._connection.execute(select(holdings.c.file).where(holdings.c.file == file, holdings.c.document == key)).first():
            self._connection.execute(insert(holdings).values(file=file, document=key))

    def _write(self, document: Document, content: str, key: int | None) -> int:
        self._revision += 1
        facts = msgspec.json.encode(replace(document, sections=(), relations=())).decode()
        row = {
            "id": document.id,
            "content": content,
            "revision": self._revision,
            "instrument": document.metadata.instrument,
            "facts": facts,
        }
        if key is None:
            key = int(self._connection.execute(insert(documents).values(row)).inserted_primary_key[0])  # type: ignore[index]  # one row has a key
        else:
            self._connection.execute(update(documents).where(documents.c.key == key).values(row))
            for table in (sections, relations):
                self._connection.execute(delete(table).where(table.c.document == key))
        above = (msgspec.json.encode(path).decode() for path in paths(document.sections))
        rows = [
            {"document": key, "ordinal": ordinal, "path": path, **msgspec.to_builtins(section)}
            for ordinal, (section, path) in enumerate(zip(document.sections, above, strict=True))
        ]
        if rows:
            self._connection.execute(insert(sections), rows)
        ties = [{"document": key, **msgspec.to_builtins(relation)} for relation in document.relations]
        if ties:
            self._connection.execute(insert(relations), ties)
        return key

    def _sweep(self) -> int:
        orphans = self._connection.execute(
            select(documents.c.key, documents.c.original).where(documents.c.key.not_in(select(holdings.c.document)))
        ).all()
        for row in orphans:
            self._connection.execute(delete(documents).where(documents.c.key == row.key))
            shared = select(documents.c.key).where(documents.c.original == row.original)
            if row.original and self._connection.execute(shared).first() is None:
                self._originals.drop(row.original)
        return len(orphans)
