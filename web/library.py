"""What the application holds while it runs: the open store and engine, and how it was set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

import search
from corpus import Store
from search import Engine, Question, Results
from web.settings import Settings


@dataclass(frozen=True, slots=True)
class Library:
    """The store and the engine that every request shares; both are safe for threads."""

    settings: Settings
    store: Store
    engine: Engine

    def find(self, question: Question) -> Results:
        """Answer a question."""
        return search.find(question, self.engine, self.store)

    def close(self) -> None:
        """Give back files and connections."""
        self.engine.close()
        self.store.close()


def open_library(settings: Settings) -> Library:
    """Open store and index of the data folder. Raises `corpus.StoreUnusable`."""
    store = Store.open(settings.data, settings.database or None)
    return Library(settings, store, search.open_engine(settings.data / "index"))


def library() -> Library:
    """The library of the running application."""
    return cast(Library, current_app.extensions["library"])
