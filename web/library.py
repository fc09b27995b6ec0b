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
from search.engine import Standing
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
        standing = self.mend()
        with self._turn:
            return search.find(question, standing, self.store)

    def warm(self) -> None:
        """Load what a first search loads. Beside what is asked meanwhile: in turn, all would wait for it. Raises as `find`."""
        search.warm(self.mend(), self.store)

    def complete(self, text: str) -> Sequence[Completion]:
        """What a beginning of a query could become. Raises as `find`."""
        return search.complete(text, self.mend(), self.store)

    def mend(self) -> Standing:
        """The index as it stands, for one look. Where someone took it away it is built again: it is a cache of the store."""
        if (standing := self._standing()) is not None:
            return standing
        with self._mending:
            if (standing := self._standing()) is not None:
                return standing
            try:
                (self.settings.data / INDEX).mkdir(parents=True, exist_ok=True)
                self.engine.close()
                self.engine.update(self.store)
                return self.engine.standing()
            except OSError as error:
                raise EngineError(f"the index cannot be built again: {error}") from error

    def _standing(self) -> Standing | None:
        """The index as it stands; None where it should hold something and does not."""
        try:
            standing = self.engine.standing()
        except OSError:
            return None
        return standing if standing.generation() > 0 or not self.store.count()[0] else None

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
