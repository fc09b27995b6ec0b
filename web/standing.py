"""How a document stands on a day: in force or not, since and until when, and what took its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import g, request

from corpus import Document, Store
from corpus.chain import STEPS, steps
from corpus.force import known_on, standing
from corpus.vocabulary import CURRENT
from web import arguments
from web.library import library


@dataclass(frozen=True, slots=True)
class Standing:
    """A document on a day. `status` is a word of `vocabulary.STATUS`, or `not_issued` where it was not there yet.

    `asked` says that the day was chosen, not today; `successors` are what took its place or what it became.
    """

    status: str
    day: str
    asked: bool
    successors: Sequence[Document]

    @property
    def current(self) -> bool:
        """Whether it is in force on the day, as far as is known."""
        return self.status in CURRENT or self.status == "unknown"


def today() -> str:
    """The day it is, as the corpus writes days."""
    return datetime.now(UTC).date().isoformat()


def chosen_day() -> str | None:
    """The day a page was asked to show by `as_of`. Raises `BadRequest`."""
    return arguments.question(request.args).as_of


def status_on(document: Document, day: str) -> str:
    """The status to show on a day, `not_issued` before the text was there."""
    facts = document.metadata
    return standing(facts, day) if known_on(facts, day) else "not_issued"


def standing_of(document: Document) -> Standing:
    """How a document stands on the day this request asks for, or today; asked once a request for each document."""
    known: dict[str, Standing] = g.setdefault("standings", {})
    if document.id not in known:
        asked = chosen_day()
        day = asked or today()
        status = status_on(document, day)
        ended = status not in CURRENT and status not in ("unknown", "not_yet_in_force", "not_issued")
        known[document.id] = Standing(status, day, asked is not None, successors(document, library().store, day) if ended else ())
    return known[document.id]


def successors(document: Document, store: Store, day: str) -> list[Document]:
    """What had taken the place of a text by a day, and what a draft had become."""
    names = {document.id, document.metadata.instrument or document.id}
    found = steps(store.ties(names, STEPS))
    after = {new for step in ("superseded", "finalised") for old, new in found.get(step, ()) if old in names}
    held = store.facts(after)
    return [held[each] for each in sorted(held) if known_on(held[each].metadata, day)]
