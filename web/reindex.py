"""Brings store and index in line with the files of the sources. It and what it calls alone know the readers.

Guarantees: (1) an unchanged file is not read again; (2) a file that cannot be read is reported and stops nothing; (3) each file is
kept whole or not at all, and a run killed at any moment leaves its mark, so that the next finishes it; (4) searches go on with the
last index.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import ingest
from corpus import Failure, Store
from corpus.catalogue import SHIPPED
from ingest import UnreadableFile
from search import Engine, IndexBusy
from web import files
from web.files import Found
from web.intake import Intake
from web.lock import alone
from web.naming import identifier_for
from web.refusal import Refused

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. `documents` and `sections` are what is held now; the others count documents of this run."""

    documents: int
    sections: int
    added: int
    updated: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, with its SHA-256 and the fingerprint its reading will have."""

    file: Found
    digest: str
    fingerprint: str


def reindex(
    store: Store,
    engine: Engine,
    paths: Sequence[Path] = (),
    *,
    data: Path,
    full: bool = False,
    jobs: int | None = None,
    progress: Progress = lambda step, done, total: None,
) -> Report:
    """Go through the sources, new ones first named by `paths`, and bring the index in line. Raises `Refused`.

    `progress` hears a step (`look`, `read`, `index`), how much of it is done, and of how much.
    """
    started = time.monotonic()
    for path in paths:
        if not path.exists():
            raise Refused(f"{path} is not there: name a file or folder that exists")
    with alone(data):
        _name_sources(store, paths)
        run = _Run(store, Intake(store, full), full, progress)
        missing = run.go(jobs)
        _index(store, engine, progress)
    with store.ledger() as ledger:
        failed = tuple(ledger.failures()) + missing
    count = run.intake.count
    return Report(
        *store.count(),
        added=count["added"],
        updated=count["updated"],
        removed=count["removed"],
        unchanged=count["unchanged"],
        failed=failed,
        seconds=round(time.monotonic() - started, 2),
    )


def _index(store: Store, engine: Engine, progress: Progress) -> None:
    """Bring the index in line; a search that is doing so just now is waited for. Raises `search.IndexBusy` after a minute."""
    for _ in range(600):
        with suppress(IndexBusy):
            return engine.update(store, lambda done, total: progress("index", done, total))
        time.sleep(0.1)
    return engine.update(store)


def _name_sources(store: Store, paths: Sequence[Path]) -> None:
    """Keep new sources; the shipped corpus where there would be none at all."""
    with store.ledger() as ledger:
        none = not ledger.sources()
    with store.writing() as batch:
        for path in paths or ([SHIPPED] if none else []):
            batch.source(str(path.resolve()))


class _Run:
    """One pass over the sources, from what was seen before."""

    def __init__(self, store: Store, intake: Intake, full: bool, progress: Progress) -> None:
        self.store = store
        self.intake = intake
        self.full = full
        self.progress = progress

    def go(self, jobs: int | None) -> tuple[Failure, ...]:
        """Let go of what is gone, read what is new or changed. Returns the sources that are not there; what they held is kept."""
        with self.store.ledger() as ledger:
            sources = ledger.sources()
        there = [source for source in sources if Path(source).exists()]
        closed: dict[Path, str] = {}
        found = list(files.find(there, closed.__setitem__))
        self._let_go(found, there, closed)
        with self.store.ledger() as ledger:
            self.seen, self.held = ledger.files(), ledger.held()
        self._read(self._changed(found), jobs)
        cure = "the source is not there: bring it back, or let go of it with bluebook sources --remove"
        away = [Failure(source, cure) for source in sources if source not in there]
        return (*away, *(Failure(str(path).encode(errors="replace").decode(), reason) for path, reason in closed.items()))

    def _let_go(self, found: Sequence[Found], there: Sequence[str], closed: Collection[Path]) -> None:
        """Files that are gone; what lies in a folder that cannot be looked into may still be there, and is kept."""
        now = {str(file.path) for file in found}
        with self.store.ledger() as ledger:
            gone = [path for path, seen in ledger.files().items() if path not in now and seen.source in there]
        gone = [path for path in gone if not any(folder in Path(path).parents for folder in closed)]
        if gone:
            with self.store.writing() as batch:
                self.intake.count["removed"] += batch.forget_files(gone)

    def _changed(self, found: Sequence[Found]) -> list[Task]:
        """The files to read; what is unchanged is counted."""
        tasks = []
        for number, file in enumerate(found, 1):
            self.progress("look", number, len(found))
            seen = self.seen.get(str(file.path))
            if not self.full and file.same_as(seen):
                self._unchanged(file)
                continue
            try:
                digest = files.digest(file.path)
                fingerprint = files.fingerprint(digest, file.metadata)
            except OSError as error:
                self.intake.document(file, "", "", UnreadableFile(f"it cannot be opened ({error.strerror}): see who may read it"))
                continue
            if not self.full and seen is not None and seen.fingerprint == fingerprint:
                self._unchanged(file)
                with self.store.writing() as batch:
                    batch.file(file.seen(fingerprint))
                continue
            tasks.append(Task(file, digest, fingerprint))
        return tasks

    def _unchanged(self, file: Found) -> None:
        self.intake.count["unchanged"] += len(self.held.get(str(file.path), ()))

    def _read(self, tasks: Sequence[Task], jobs: int | None) -> None:
        """Documents first, from worker processes; then copies of them; then collections of documents."""
        twins = {} if self.full else {seen.fingerprint: path for path, seen in self.seen.items() if seen.fingerprint}
        single: dict[Path, Task] = {}
        copies, collections = [], []
        for task in tasks:
            path = task.file.path
            if path.suffix.lower() == ".jsonl":
                collections.append(task)
            elif twins.setdefault(task.fingerprint, str(path)) != str(path):
                copies.append(task)
            else:
                single[path] = task
        self._read_single(single, jobs)
        for task in copies:
            self.intake.copy(task.file, task.fingerprint, twins[task.fingerprint])
        for task in collections:
            self.intake.lines(task.file, task.fingerprint, lambda done: self.progress("lines", done, 0))

    def _read_single(self, tasks: dict[Path, Task], jobs: int | None) -> None:
        if not tasks:
            return
        taken = {name: path for path, names in self.held.items() for name in names}
        named = []
        for path in tasks:
            identifier = identifier_for(path, taken, self.held.get(str(path), ()))
            taken[identifier] = str(path)
            named.append((path, identifier))
        with ingest.Workers(jobs) as workers:
            for done, ((path, _), outcome) in enumerate(workers.read(named), 1):
                self.intake.document(tasks[path].file, tasks[path].digest, tasks[path].fingerprint, outcome)
                self.progress("read", done, len(tasks))
