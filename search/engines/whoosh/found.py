"""What a request finds: the sections of its tree, those in the languages chosen, and those that all its filters let through."""

from __future__ import annotations

from typing import NamedTuple

from search.engine import Request
from search.engines.whoosh.arrays import Bools, Float32, Int64, distinct
from search.engines.whoosh.facts import in_language
from search.engines.whoosh.filters import Filters
from search.engines.whoosh.matching import forms, found_by
from search.engines.whoosh.ranking import scores_at
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import Terms


class Sections(NamedTuple):
    """Some sections: `numbers` int64 [n] rising, their documents `owners` int64 [n], and `scores` float32 [n] where known."""

    numbers: Int64
    owners: Int64
    scores: Float32 | None

    def only(self, wanted: Bools) -> Sections:
        """Those of them that are wanted, bool [n]."""
        at = wanted.nonzero()[0]
        return Sections(self.numbers.take(at), self.owners.take(at), None if self.scores is None else self.scores.take(at))


class Found:
    """What a request finds: `every` section of its tree, those that are `spoken` in the languages chosen, and of these those that
    the filters let `through`. `factors` float32 [S] is what the priors make of scores.
    """

    def __init__(self, snapshot: Snapshot, request: Request) -> None:
        self.query = request.query
        self.terms = Terms(snapshot, forms(request.query))
        self.filters = Filters(snapshot, request)
        self.factors = snapshot.factors(request.query.priors).sections
        numbers, scores = found_by(self.terms, request.query)
        self.every = self.spoken = Sections(numbers, snapshot.owners.take(numbers), scores)
        if self.filters.languages:
            self.spoken = self.every.only(in_language(snapshot, self.filters.languages, numbers))
        documents = self.filters.documents()
        self.through = self.spoken if documents is None else self.spoken.only(documents.take(self.spoken.owners))

    def scores(self) -> Float32:
        """The scores of the first look of what comes through, float32 [n]."""
        found = self.through
        scores = scores_at(self.terms, self.query, found.numbers) if found.scores is None else found.scores
        return scores * self.factors.take(found.numbers) if self.query.priors else scores

    def total(self, grouped: bool) -> int:
        """How many sections come through, or how many documents when grouped."""
        return len(distinct(self.through.owners)) if grouped else len(self.through.owners)
