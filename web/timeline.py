"""The life of an instrument as its page tells it: what happened when, and to which text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Document, Store
from corpus.chain import STEPS, Event, events, lineage


@dataclass(frozen=True, slots=True)
class Moment:
    """An event with the text it happened to and the texts it touched; `own` where it is this instrument's."""

    event: Event
    document: Document
    touched: Sequence[Document]
    own: bool


def timeline(identifier: str, store: Store) -> list[Moment]:
    """The events of an instrument's line, the earliest first; nothing where there is only its own issue to tell."""
    line = lineage(identifier, lambda some: store.ties(some, STEPS.keys()))
    held = store.facts(line.members)
    found = [
        Moment(each, held[each.identifier], [held[other] for other in each.of if other in held], each.identifier == identifier)
        for each in events(line, held)
    ]
    return found if len(found) > 1 else []
