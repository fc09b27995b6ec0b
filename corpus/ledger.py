"""What was seen of the files: the sources, the files found under them, what they hold and what failed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from corpus.schema import documents, failures, files, holdings, relations, sources


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file as it was last seen: size in bytes, modification time in nanoseconds, fingerprint of all that its parse rests on."""

    path: str
    source: str
    size: int
    modified: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or `PATH:LINE` of one, that gave no document, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source with how many files, documents and failures it holds."""

    path: str
    files: int
    documents: int
    failures: int


class Ledger:
    """Reads what was seen. Made by `Store.ledger()`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sources(self) -> list[str]:
        """The paths every reindex goes through."""
        return list(self._connection.execute(select(sources.c.path).order_by(sources.c.path)).scalars())

    def files(self) -> dict[str, SeenFile]:
        """Every file seen, by path."""
        rows = self._connection.execute(select(files.c.path, files.c.source, files.c.size, files.c.modified, files.c.fingerprint))
        return {row.path: SeenFile(*row) for row in rows}

    def failures(self) -> list[Failure]:
        """What gave no document, by path."""
        query = select(failures.c.path, failures.c.reason).order_by(failures.c.path)
        return [Failure(*row) for row in self._connection.execute(query)]

    def unresolved(self) -> list[tuple[str, int]]:
        """What is cited but could not be matched with anything held, as the texts name it, with how often; the most cited first."""
        times = func.count()
        query = select(relations.c.target, times).where(relations.c.target_id.is_(None)).group_by(relations.c.target)
        return [(row[0], row[1]) for row in self._connection.execute(query.order_by(times.desc(), relations.c.target))]

    def held(self) -> dict[str, list[str]]:
        """The ids of the documents each file gave, by path."""
        query = select(holdings.c.file, documents.c.id).join_from(holdings, documents, holdings.c.document == documents.c.key)
        by_file: dict[str, list[str]] = {}
        for path, identifier in self._connection.execute(query.order_by(documents.c.key)):
            by_file.setdefault(path, []).append(identifier)
        return by_file

    def paths_of(self, identifier: str) -> list[str]:
        """The files that hold a document."""
        query = (
            select(holdings.c.file)
            .join_from(holdings, documents, holdings.c.document == documents.c.key)
            .where(documents.c.id == identifier)
            .order_by(holdings.c.file)
        )
        return list(self._connection.execute(query).scalars())

    def summary(self) -> list[SourceSummary]:
        """The sources with what each holds."""
        found = []
        for path in self.sources():
            seen = select(files.c.path).where(files.c.source == path)
            count = self._connection.execute(select(func.count()).select_from(seen.subquery())).scalar_one()
            of_files = holdings.c.file.in_(seen)
            documented = select(func.count(holdings.c.document.distinct())).where(of_files)
            failed = select(func.count()).select_from(failures).where(failures.c.file.in_(seen))
            found.append(
                SourceSummary(
                    path,
                    count,
                    self._connection.execute(documented).scalar_one(),
                    self._connection.execute(failed).scalar_one(),
                )
            )
        return found
