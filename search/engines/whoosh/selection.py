"""The page of an answer: which sections come first, by score or by date, as sections or grouped by document."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from search import weights
from search.engine import Match, Request
from search.engines.whoosh.arrays import Floats, Int32, Int64
from search.engines.whoosh.candidates import rescored
from search.engines.whoosh.documents import document_scores
from search.engines.whoosh.leaves import all_terms
from search.engines.whoosh.matching import among, matching
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import Terms
from search.query import And, Node, Query, Term

CANDIDATES = 150  # sections that are looked at a second time; with 400 stard R is .508 for .507, obliqa .794 for .793
MORE = 3  # further sections of a document, when grouped
TIER = float(1 << 20)  # what a tier lifts a rank by, above every score
NEAREST = np.array([[-2], [-1], [1], [2]])  # sections that stand near another
COLUMNS = 16  # rows of the table in which `best` looks for its bound


@dataclass(frozen=True, slots=True)
class Ranked:
    """What is found: `sections` int64 [n] rising, and their `ranks` [n], scores lifted by tiers."""

    sections: Int64
    ranks: Floats


def best(ranks: Floats, count: int) -> Int64:
    """The places of the `count` highest ranks, highest first, equal ones in order; fewer where there are fewer."""
    found = np.flatnonzero(ranks >= _bound(ranks, count)) if len(ranks) > 4 * count else np.arange(len(ranks))
    return found[np.argsort(-ranks[found], kind="stable")][:count]


def _bound(ranks: Floats, count: int) -> float:
    """Something not above the `count` highest ranks, and not far below: the lowest of the highest of so many columns."""
    width = len(ranks) // COLUMNS
    if width <= count:
        return float(np.partition(ranks, len(ranks) - count)[len(ranks) - count])
    tops = ranks[: width * COLUMNS].reshape(COLUMNS, width).max(axis=0)
    return float(np.partition(tops, width - count)[width - count])


def ranked(terms: Terms, query: Query, sections: Int64, scores: Floats) -> Ranked:
    """Sections that were found, with their scores, ranked; float64 where there are tiers."""
    ranks = scores
    if query.tiers and len(sections):
        ranks = ranks + _tiers(terms, query, sections) * TIER
    if query.rescored and len(sections):
        places = np.sort(best(ranks, CANDIDATES))
        ranks = ranks.copy()  # what was handed in may be kept for the next question
        ranks[places] += _second_look(terms, query, sections, scores.copy(), places)
    return Ranked(sections, ranks)


def _second_look(terms: Terms, query: Query, sections: Int64, scores: Floats, places: Int64) -> Floats:
    """What the candidates, at `places` among the sections found, get beside their scores; `scores` are taken over."""
    snapshot, before = terms.snapshot, scores[places]
    candidates = sections[places]
    added = rescored(terms, query.rescored, candidates)
    scores[places] += added * snapshot.factors(query.priors).sections[candidates] if query.priors else added
    owners = snapshot.owners[candidates]
    nearest = candidates + NEAREST
    at = np.minimum(np.searchsorted(sections, nearest), len(sections) - 1)
    near = (sections[at] == nearest) & (snapshot.owners[sections[at]] == owners)
    around = np.where(near, scores[at], 0).max(axis=0)
    best_of = _of_document(scores[places], owners)
    return np.asarray(scores[places] - before + weights.NEIGHBOUR * around + weights.DOCUMENT * best_of)


def _of_document(scores: Floats, owners: Int32) -> Floats:
    """For each candidate the mean of its document's best scores; `owners` rise."""
    order = np.lexsort((-scores, owners))
    first = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    sizes = np.concatenate((first[1:], [len(owners)])) - first
    rank = np.arange(len(owners)) - np.repeat(first, sizes)
    sums = np.add.reduceat(np.where(rank < weights.BEST_OF, scores[order], 0), first)
    return np.repeat(sums / weights.BEST_OF, sizes)


def _tiers(terms: Terms, query: Query, sections: Int64) -> Int64:
    """The tier of some sections, which rise: as many as there are for the first, 1 for the last, 0 for none."""
    level = np.zeros(len(sections), np.int64)
    for height, node in enumerate(reversed(query.tiers), 1):
        lifted = _found(terms, node)
        at = np.searchsorted(sections, lifted)
        at[at == len(sections)] = 0
        level[at[sections[at] == lifted]] = height
    return level


def _found(terms: Terms, node: Node) -> Int64:
    if isinstance(node, And) and node.wanted and all(isinstance(part, Term) for part in node.wanted):
        found = all_terms(terms, [part for part in node.wanted if isinstance(part, Term)])
        for part in node.unwanted:
            found = found[~among(terms, part, found)]
        return found
    return np.flatnonzero(matching(terms, node))


def page(terms: Terms, request: Request, found: Ranked, per_document: Int64) -> tuple[Match, ...]:
    """The matches of the page asked for; `per_document` int64 [D] counts what is found of each document."""
    snapshot, last = terms.snapshot, request.offset + request.size
    if request.sort != "relevance":
        order = snapshot.newest if request.sort == "-issued" else snapshot.oldest
        return _dated(snapshot, request, found, per_document, order)
    if request.group == "section":
        return _matches(snapshot, found, best(found.ranks, last)[request.offset :])
    documents = np.flatnonzero(per_document)
    if not len(documents):
        return ()
    tops = np.maximum.reduceat(found.ranks, np.searchsorted(found.sections, snapshot.first[documents]))
    whole = document_scores(terms, request.query)[documents]
    ranks = whole + weights.BEST_SECTION * (tops % TIER) + np.floor(tops / TIER) * TIER
    chosen = best(ranks, last)[request.offset :]
    pairs = zip(documents[chosen].tolist(), (ranks[chosen] % TIER).tolist(), strict=True)
    return tuple(replace(_grouped(snapshot, found, document), score=score) for document, score in pairs)


def _dated(snapshot: Snapshot, request: Request, found: Ranked, per_document: Int64, order: Int64) -> tuple[Match, ...]:
    """Documents by date; within a document its sections in reading order."""
    counts = per_document[order]
    last = request.offset + request.size
    if request.group == "document":
        chosen = order[counts > 0][request.offset : last]
        return tuple(_grouped(snapshot, found, document) for document in chosen.tolist())
    ends = np.cumsum(counts)
    begin, end = np.searchsorted(ends, [request.offset, last - 1], "right")
    places = [place for document in order[begin : end + 1].tolist() for place in range(*_within(snapshot, found, document))]
    skipped = request.offset - int(ends[begin - 1] if begin else 0)
    return _matches(snapshot, found, np.array(places[skipped : skipped + request.size], np.int64))


def _within(snapshot: Snapshot, found: Ranked, document: int) -> tuple[int, int]:
    """Where the sections of a document begin and end among those found."""
    begin, end = np.searchsorted(found.sections, (snapshot.first[document], snapshot.first[document + 1]))
    return int(begin), int(end)


def _grouped(snapshot: Snapshot, found: Ranked, document: int) -> Match:
    begin, end = _within(snapshot, found, document)
    first, *more = _matches(snapshot, found, best(found.ranks[begin:end], 1 + MORE) + begin)
    return Match(first.score, first.document, first.section, tuple(more))


def _matches(snapshot: Snapshot, found: Ranked, places: Int64) -> tuple[Match, ...]:
    sections = found.sections[places]
    rows = zip(found.ranks[places].tolist(), snapshot.owners[sections].tolist(), sections.tolist(), strict=True)
    return tuple(Match(rank % TIER, snapshot.document_id(owner), snapshot.section_id(section)) for rank, owner, section in rows)
