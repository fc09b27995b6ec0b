"""What narrows a search."""

from __future__ import annotations

from functools import reduce
from operator import and_

from search.engine import Request
from search.engines.whoosh.arrays import Bools
from search.engines.whoosh.facts import having, in_force, of_documents
from search.engines.whoosh.snapshot import Snapshot


class Filters:
    """The filters of a request: each as a mask over documents, bool [D], but that of language, which is one of sections."""

    def __init__(self, snapshot: Snapshot, request: Request) -> None:
        self.chosen = {name: tuple(values) for name, values in request.filters.items() if values}
        self.languages = self.chosen.get("language", ())
        self._always = [] if snapshot.intact else [snapshot.kept]
        if request.as_of:
            self._always.append(in_force(snapshot, request.as_of))
        if "document" in self.chosen:
            self._always.append(of_documents(snapshot, self.chosen["document"]))
        facets = self.chosen.keys() - {"document", "language"}
        self._masks = {name: having(snapshot, name, self.chosen[name]) for name in facets}

    def documents(self, but: str | None = None) -> Bools | None:
        """The documents that all filters let through, bool [D], or None for all; `but` names a facet whose filter is removed."""
        masks = [*self._always, *(mask for name, mask in self._masks.items() if name != but)]
        return reduce(and_, masks) if masks else None
