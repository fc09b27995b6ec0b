"""What is held and what is not: by kind, with text or entry alone, what failed and why, what is doubtful, what is not resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from flask import Blueprint, render_template, request

from corpus import Failure
from search import Question
from web.holdings import holdings
from web.library import library
from web.provenance import origins

blueprint = Blueprint("coverage", __name__)

Item = TypeVar("Item")
SIZE = 40  # rows of a long list on one page


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """A page of a long list: its items, its number from 1, how many pages and items there are; `name` is its parameter."""

    name: str
    items: Sequence[Item]
    page: int
    pages: int
    total: int

    @property
    def before(self) -> str | None:
        """The address of the page before."""
        return f"?{self.name}={self.page - 1}#{self.name}" if self.page > 1 else None

    @property
    def after(self) -> str | None:
        """The address of the page after."""
        return f"?{self.name}={self.page + 1}#{self.name}" if self.page < self.pages else None


def sliced(name: str, items: Sequence[Item]) -> Slice[Item]:
    """The page of a list that its parameter asks for; the nearest there is where it asks for none."""
    pages = max(1, -(-len(items) // SIZE))
    given = request.args.get(name, "")
    page = min(max(int(given), 1), pages) if given.isascii() and given.isdecimal() and len(given) < 9 else 1
    return Slice(name, items[(page - 1) * SIZE : page * SIZE], page, pages, len(items))


@blueprint.get("/coverage")
def coverage() -> str:
    """Plain tables of all of it."""
    store = library().store
    held, fetched = holdings(store), origins(library().settings.data)
    with store.ledger() as ledger:
        sources, failures, unresolved = ledger.summary(), ledger.failures(), ledger.unresolved()
    names = store.facts(fetched)
    newest = sorted(
        ((origin.fetched[:10], names.get(each), each) for each, origin in fetched.items()), key=lambda row: row[0], reverse=True
    )
    return render_template(
        "coverage.html",
        held=held,
        sections=store.count()[1],
        sources=sources,
        failures=sliced(
            "failures", [(place(failure, [source.path for source in sources]), failure.reason) for failure in failures]
        ),
        fetched=sliced("fetched", newest),
        pages=sliced("pages", held.ill),
        doubts=sliced("doubts", held.doubtful),
        unresolved=sliced("unresolved", unresolved),
        question=Question(text=""),
    )


def place(failure: Failure, sources: Sequence[str]) -> str:
    """Where a file that failed lies, from the folder that is its source on."""
    path = Path(failure.path)
    for source in sources:
        if path.is_relative_to(source):
            return str(path.relative_to(Path(source).parent))
    return path.name
