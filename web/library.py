"""What the application holds while it runs: the open store and engine, and how it was set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import cast

from flask import current_app

import search
from corpus import Store
from search import Completion, Engine, EngineError, Question, Results
from web.rendering import Renderer
from web.settings import Settings

INDEX = "index"  # its folder in the data folder


@dataclass(frozen=True, slots=True)
class Library:
    """What every request shares: the store, the engine, the drawer of pages; all are safe for threads."""

    settings: Settings
    store: Store
    engine: Engine
    renderer: Renderer = field(default_factory=Renderer)
    _mending: Lock = field(default_factory=Lock)
    _turn: Lock = field(default_factory=Lock)

    def find(self, question: Question) -> Results:
        """Answer a question. Raises `EngineError` where the index was taken away and cannot be built again.

        One at a time: a search lets go of the interpreter a hundred times, and threads may take it from each other each time (with
        four clients 6.3 to 10.7 ms of processor time in five runs; so 6.6 to 6.7).
        """
        self.mend()
        with self._turn:
            return search.find(question, self.engine, self.store)

    def warm(self) -> None:
        """Load what a first search loads. Beside what is asked meanwhile: in turn, all would wait for it. Raises as `find`."""
        self.mend()
        search.warm(self.engine, self.store)

    def complete(self, text: str) -> Sequence[Completion]:
        """What a beginning of a query could become. Raises as `find`."""
        self.mend()
        return search.complete(text, self.engine, self.store)

    def mend(self) -> None:
        """Build the index again where someone took it away; it is a cache of the store. Where it is there: one look."""
        if self._indexed():
            return
        with self._mending:
            if self._indexed():
                return
            try:
                (self.settings.data / INDEX).mkdir(parents=True, exist_ok=True)
                self.engine.close()
                self.engine.update(self.store)
            except OSError as error:
                raise EngineError(f"the index cannot be built again: {error}") from error

    def _indexed(self) -> bool:
        try:
            return self.engine.generation() > 0 or not self.store.count()[0]
        except OSError:
            return False

    def close(self) -> None:
        """Give back files and connections."""
        self.renderer.close()
        self.engine.close()
        self.store.close()


def open_library(settings: Settings) -> Library:
    """Open store and index of the data folder. Raises `corpus.StoreUnusable`."""
    store = Store.open(settings.data, settings.database or None)
    return Library(settings, store, search.open_engine(settings.data / INDEX))


def library() -> Library:
    """The library of the running application."""
    return cast(Library, current_app.extensions["library"])
