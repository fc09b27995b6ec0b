"""What a question may become while it is typed: instruments, concepts and words that start or go on so, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus import Store
from search.engine import Engine

Kind = Literal["instrument", "number", "term", "heading"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A way to go on: `text` goes into the box; `document` opens at once where it is set; `detail` is its other name."""

    text: str
    kind: Kind
    document: str | None = None
    detail: str | None = None


def complete(text: str, engine: Engine, store: Store, limit: int = 8) -> Sequence[Completion]:
    """The best ways to go on, at most `limit`."""
    word = text.rpartition(" ")[2]
    if not word:
        return ()
    return [Completion(text=text[: len(text) - len(word)] + found, kind="term") for found, _ in engine.words(word, limit)]
