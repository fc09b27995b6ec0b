"""What an engine is: it keeps an index in line with the store and answers query trees. Nothing here knows how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from corpus import Document, Located, Store
from search.query import Query
from search.result import Group, Sort

Progress = Callable[[int, int], None]
FACETS = ("language", "jurisdiction", "authority", "instrument_type", "status", "year", "product_class", "lifecycle_stage")


class EngineError(Exception):
    """The index cannot be used; the message is one line that names the cure."""


class IndexBusy(EngineError):
    """Another process is bringing the index in line."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A query with what narrows, orders and cuts its answer.

    `filters` has facet names, or `document` for document ids, with values: one of each must hold. `as_of` is `YYYY-MM-DD`.
    `offset` and `size` count sections, or documents when grouped.
    """

    query: Query
    filters: Mapping[str, Sequence[str]] = {}
    as_of: str | None = None
    sort: Sort = "relevance"
    group: Group = "section"
    offset: int = 0
    size: int = 10


class Match(msgspec.Struct, frozen=True):
    """A section found, where it stands, with the facts of its document, as they were when the index was made.

    A document without sections stands for itself. When grouped, `more` has the document's next best.
    """

    score: float
    document: Document
    located: Located
    more: tuple[Match, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """What was found: how many in all, one page of them, and for each facet its values with their counts, most frequent first.

    The counts of a facet are taken with its own filter removed; a chosen value is always there, if with 0.
    """

    total: int
    matches: tuple[Match, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]


class Standing(Protocol):
    """An index of the store's sections as it stands. Safe for many threads."""

    def search(self, request: Request) -> Answer:
        """Answer from what the index holds."""

    def count(self, request: Request) -> int:
        """The total alone."""

    def warm(self) -> None:
        """Have at hand what most searches read."""

    def generation(self) -> int:
        """A number that differs after every change of the index; cheap."""

    def frequencies(self, forms: Iterable[str]) -> list[int]:
        """In how many sections' own text each of some terms stands."""

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Exact words that start so with their frequency, most frequent first."""


class Engine(Standing, Protocol):
    """An index that is kept in line with the store: each answer is from what it holds then, updates by other processes included."""

    def standing(self) -> Standing:
        """The index as it is now: all that one question asks of it is of one generation, found by one look."""

    def update(self, store: Store, progress: Progress | None = None) -> None:
        """Bring the index in line with the store; at once done where it is. Raises `EngineError`."""

    def close(self) -> None:
        """Give back what is held open."""
