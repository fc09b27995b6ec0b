"""Keeps what files gave: each file whole or not at all, with the reason where it gave nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from itertools import islice

import ingest
from corpus import Document, DuplicateId, Store, catalogue
from corpus.batch import Batch
from corpus.recognition import Register
from ingest import UnreadableFile
from web.files import Found

LINES_A_BATCH = 500  # documents of a .jsonl file kept in one transaction

Line = tuple[int, str, Document | UnreadableFile]


class Intake:
    """Writes outcomes to the store and counts them: `added`, `updated`, `removed`, `unchanged`."""

    def __init__(self, store: Store, full: bool) -> None:
        self.store = store
        self.full = full
        self.count: Counter[str] = Counter()

    def document(self, file: Found, digest: str, fingerprint: str, outcome: Document | UnreadableFile) -> None:
        """One file's document, or the reason why it gave none."""
        path = str(file.path)
        with self.store.writing() as batch:
            batch.begin(file.seen(fingerprint))
            if isinstance(outcome, UnreadableFile):
                batch.failure(path, str(outcome))
                kept = []
            else:
                original = (file.path, digest)
                try:
                    done = batch.put(self._recognised(outcome), file=path, content=fingerprint, original=original, anew=self.full)
                    self.count[done] += 1
                    kept = [outcome.id]
                except (DuplicateId, OSError) as error:
                    batch.failure(path, str(error))
                    kept = []
            self._end(batch, file, fingerprint, kept)

    @cached_property
    def _register(self) -> Register:
        return Register.of(entry.instrument for entry in catalogue.load().values())

    def _recognised(self, document: Document) -> Document:
        """A text joined to its instrument, its citations resolved; an entry of the catalogue only learns when it ended."""
        if document.metadata.role == "entry":
            return replace(document, metadata=replace(document.metadata, expires=self._register.end(document.id)))
        joined = self._register.join(document)
        return replace(joined, relations=self._register.resolved(joined.relations))

    def copy(self, file: Found, fingerprint: str, twin: str) -> None:
        """A file of the same content as another: one document, one more path."""
        with self.store.writing() as batch:
            batch.begin(file.seen(fingerprint))
            kept = batch.share(str(file.path), twin)
            self.count["unchanged"] += len(kept)
            self._end(batch, file, fingerprint, kept)

    def lines(self, file: Found, fingerprint: str, tell: Callable[[int], None]) -> None:
        """The documents of a `.jsonl` file; `tell` hears how many lines are done."""
        kept: dict[str, None] = {}
        stream = ingest.read_lines(file.path)
        with self.store.writing() as batch:
            batch.begin(file.seen(fingerprint))
        while chunk := list(islice(stream, LINES_A_BATCH)):
            with self.store.writing() as batch:
                for line in chunk:
                    self._line(batch, str(file.path), line, kept)
            tell(chunk[-1][0])
        with self.store.writing() as batch:
            self._end(batch, file, fingerprint, list(kept))

    def _line(self, batch: Batch, path: str, line: Line, kept: dict[str, None]) -> None:
        number, digest, outcome = line
        if isinstance(outcome, UnreadableFile):
            batch.failure(path, str(outcome), number)
        elif outcome.id in kept:
            batch.failure(path, f"the id {outcome.id!r} stands on an earlier line too: give each line its own id", number)
        else:
            try:
                done = batch.put(outcome, file=path, content=f"{ingest.VERSION}:{digest}", anew=self.full)
                self.count[done] += 1
                kept[outcome.id] = None
            except DuplicateId as error:
                batch.failure(path, str(error), number)

    def _end(self, batch: Batch, file: Found, fingerprint: str, kept: list[str]) -> None:
        self.count["removed"] += batch.settle(str(file.path), kept)
        batch.file(file.seen(fingerprint))
