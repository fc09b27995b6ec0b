"""The page of an answer: which sections come first, by score or by date, as sections or grouped by document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from search import weights
from search.engine import Match, Request
from search.engines.whoosh.arrays import Float32, Floats, Int64, bounds_of
from search.engines.whoosh.candidates import rescored
from search.engines.whoosh.documents import document_scores
from search.engines.whoosh.found import Found, Sections
from search.engines.whoosh.matching import found_in
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import Terms
from search.query import Node

CANDIDATES = 150  # sections that are looked at a second time; with 400 stard R is .508 for .507, obliqa .794 for .793
MORE = 3  # further sections of a document, when grouped
TIER = float(1 << 20)  # what a tier lifts a rank by, above every score
NEAR = 2  # how far a section stands at most that is near another
NEAREST = np.array([[-2], [-1], [1], [2]])  # among sections that rise, where those near another are
RANKS = np.arange(weights.BEST_OF)[:, None]  # the best of a document
COLUMNS = 16  # rows of the table in which `best` looks for its bound


class Ranked(NamedTuple):
    """What is found: `sections` int64 [n] rising, their documents `owners` int64 [n], and `ranks` [n], scores lifted by tiers.

    `places` int64 [candidates] rising: those that were looked at a second time. It only makes them better, so they come first.
    """

    sections: Int64
    owners: Int64
    ranks: Floats
    places: Int64

    def first(self, count: int) -> Int64:
        """The places of the `count` highest ranks, highest first."""
        if count > len(self.places):
            return best(self.ranks, count)
        return self.places.take(best(self.ranks.take(self.places), count))


def best(ranks: Floats, count: int) -> Int64:
    """The places of the `count` highest ranks, highest first, equal ones in order; fewer where there are fewer."""
    if len(ranks) <= 4 * count:
        return (-ranks).argsort(kind="stable")[:count]
    found = (ranks >= _bound(ranks, count)).nonzero()[0]
    return found.take((-ranks.take(found)).argsort(kind="stable")[:count])


def _bound(ranks: Floats, count: int) -> float:
    """Something not above the `count` highest ranks, and not far below: the lowest of the highest of so many columns."""
    width = len(ranks) // COLUMNS
    tops = np.maximum.reduce(ranks[: width * COLUMNS].reshape(COLUMNS, width)) if width > count else ranks.copy()
    tops.partition(len(tops) - count)
    return tops.item(len(tops) - count)


def ranked(found: Found) -> Ranked:
    """Sections that were found, ranked; float64 where there are tiers."""
    query, sections, owners = found.query, found.through.numbers, found.through.owners
    scores = found.scores()
    ranks = _lifts(found.terms, query.tiers, sections) + scores if query.tiers and len(sections) else scores.copy()
    if not query.rescored or not len(sections):
        return Ranked(sections, owners, ranks, np.zeros(0, np.int64))
    places = best(ranks, CANDIDATES) if len(sections) > CANDIDATES else np.arange(len(sections))
    places.sort()
    ranks[places] += _second_look(found, scores, places)
    return Ranked(sections, owners, ranks, places)


def _second_look(found: Found, scores: Float32, places: Int64) -> Float32:
    """What the candidates, at `places` among what is found, get beside their scores."""
    before = scores.take(places)
    own = Sections(found.through.numbers.take(places), found.through.owners.take(places), before)
    added = rescored(found.terms, found.query.rescored, own.numbers)
    if found.query.priors:
        added *= found.factors.take(own.numbers)
    added += before
    after = scores.copy()
    after[places] = added
    around = _around(found.through, after, places, own)
    return np.asarray(added - before + weights.NEIGHBOUR * around + weights.DOCUMENT * _of_document(added, own.owners))


def _around(found: Sections, scores: Float32, places: Int64, own: Sections) -> Float32:
    """The best score of those found that stand nearest to each candidate in its document."""
    at = places + NEAREST
    gaps = np.abs(found.numbers.take(at, mode="clip") - own.numbers)
    near = (gaps > 0) & (gaps <= NEAR) & (found.owners.take(at, mode="clip") == own.owners)
    best_near: Float32 = np.maximum.reduce(scores.take(at, mode="clip") * near)
    return best_near


def _of_document(scores: Float32, owners: Int64) -> Float32:
    """For each candidate the mean of its document's best scores; `owners` rise."""
    tops = scores.take(np.lexsort((-scores, owners)))
    tops[weights.BEST_OF :] *= owners[weights.BEST_OF :] != owners[: -weights.BEST_OF]
    bounds = bounds_of(owners)
    first, sizes = bounds[:-1], bounds[1:] - bounds[:-1]
    return np.asarray((np.add.reduceat(tops, first) / weights.BEST_OF).repeat(sizes))


def _lifts(terms: Terms, tiers: Sequence[Node], sections: Int64) -> Floats:
    """What tiers lift the ranks of some sections by, which rise: the first by most, and what none of them finds by nothing."""
    lifts = np.zeros(len(sections))
    for height, node in enumerate(reversed(tiers), 1):
        lifted = found_in(terms, node)
        at = sections.searchsorted(lifted)
        lifts[at.compress(sections.take(at, mode="clip") == lifted)] = height * TIER
    return lifts


def page(terms: Terms, request: Request, found: Ranked) -> tuple[Match, ...]:
    """The matches of the page asked for."""
    snapshot, last = terms.snapshot, request.offset + request.size
    if request.sort != "relevance":
        return _dated(snapshot, request, found, snapshot.newest if request.sort == "-issued" else snapshot.oldest)
    if request.group == "section":
        return _matches(snapshot, found, found.first(last)[request.offset :])
    if not len(found.sections):
        return ()
    first = bounds_of(found.owners)[:-1]
    documents, tops = found.owners[first], np.maximum.reduceat(found.ranks, first)
    whole = document_scores(terms, request.query)[documents]
    ranks = whole + weights.BEST_SECTION * (tops % TIER) + np.floor(tops / TIER) * TIER
    chosen = best(ranks, last)[request.offset :]
    pairs = zip(documents[chosen].tolist(), (ranks[chosen] % TIER).tolist(), strict=True)
    return tuple(_grouped(snapshot, found, document, score) for document, score in pairs)


def _dated(snapshot: Snapshot, request: Request, found: Ranked, order: Int64) -> tuple[Match, ...]:
    """Documents by date; within a document its sections in reading order."""
    counts = np.bincount(found.owners, minlength=snapshot.documents)[order]
    last = request.offset + request.size
    if request.group == "document":
        chosen = order[counts > 0][request.offset : last]
        return tuple(_grouped(snapshot, found, document) for document in chosen.tolist())
    ends = np.cumsum(counts)
    begin, end = np.searchsorted(ends, [request.offset, last - 1], "right")
    places = [place for document in order[begin : end + 1].tolist() for place in range(*_within(found, document))]
    skipped = request.offset - int(ends[begin - 1] if begin else 0)
    return _matches(snapshot, found, np.array(places[skipped : skipped + request.size], np.int64))


def _within(found: Ranked, document: int) -> tuple[int, int]:
    """Where the sections of a document begin and end among those found."""
    begin, end = found.owners.searchsorted([document, document + 1]).tolist()
    return begin, end


def _grouped(snapshot: Snapshot, found: Ranked, document: int, score: float | None = None) -> Match:
    """The best sections of a document as one match, with a score of its own where it has one."""
    begin, end = _within(found, document)
    first, *more = _matches(snapshot, found, best(found.ranks[begin:end], 1 + MORE) + begin)
    return Match(first.score if score is None else score, first.document, first.located, tuple(more))


def _matches(snapshot: Snapshot, found: Ranked, places: Int64) -> tuple[Match, ...]:
    scores = [rank % TIER for rank in found.ranks.take(places).tolist()]
    stored = snapshot.stored(found.sections.take(places).tolist(), found.owners.take(places).tolist())
    return tuple([Match(score, *held) for score, held in zip(scores, stored, strict=True)])
