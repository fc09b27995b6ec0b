"""What the application holds while it runs: the open store and engine, and how it was set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from flask import current_app

import search
from corpus import Store
from search import Engine, Question, Results
from web.rendering import Renderer
from web.settings import Settings


@dataclass(frozen=True, slots=True)
class Library:
    """What every request shares: the store, the engine, the drawer of pages; all are safe for threads."""

    settings: Settings
    store: Store
    engine: Engine
    renderer: Renderer = field(default_factory=Renderer)

    def find(self, question: Question) -> Results:
        """Answer a question."""
        return search.find(question, self.engine, self.store)

    def close(self) -> None:
        """Give back files and connections."""
        self.renderer.close()
        self.engine.close()
        self.store.close()


def open_library(settings: Settings) -> Library:
    """Open store and index of the data folder. Raises `corpus.StoreUnusable`."""
    store = Store.open(settings.data, settings.database or None)
    return Library(settings, store, search.open_engine(settings.data / "index"))


def library() -> Library:
    """The library of the running application."""
    return cast(Library, current_app.extensions["library"])
