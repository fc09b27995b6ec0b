"""The page of an answer: which sections come first, by score or by date, as sections or grouped by document."""

from __future__ import annotations

import numpy as np

from search.engine import Match, Request
from search.engines.whoosh.arrays import Bools, Floats, Int64
from search.engines.whoosh.ranking import rescored, tiers
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import Terms
from search.query import Query

CANDIDATES = 1000  # sections that are looked at a second time
MORE = 3  # further sections of a document, when grouped
TIER = float(1 << 20)  # what a tier lifts a rank by, above every score
LOWEST = -1.0  # below every rank: a section that is not found
COLUMNS = 16  # rows of the table in which `best` looks for its bound


def best(ranks: Floats, count: int) -> Int64:
    """The numbers of the `count` highest ranks above `LOWEST`, highest first, equal ones in order; fewer where there are fewer."""
    found = np.flatnonzero(ranks > max(LOWEST, _bound(ranks, count)))
    found = found[np.lexsort((found, -ranks[found]))]
    return found[:count]


def _bound(ranks: Floats, count: int) -> float:
    """Something below the `count` highest ranks, and not far: below the `count` highest of the highest in each column."""
    width = len(ranks) // COLUMNS
    if width <= 2 * count:
        return LOWEST
    tops = ranks[: width * COLUMNS].reshape(COLUMNS, width).max(axis=0)
    return float(np.nextafter(np.partition(tops, width - count)[width - count], LOWEST))


def ranked(terms: Terms, query: Query, scores: Floats, mask: Bools) -> Floats:
    """The rank of every section, `LOWEST` where not found: its score, lifted by its tier; [S], float64 where there are tiers."""
    ranks = scores + tiers(terms, query) * TIER if query.tiers else scores
    ranks[~mask] = LOWEST
    if query.rescored:
        candidates = np.sort(best(ranks, CANDIDATES))
        ranks[candidates] += rescored(terms, query, candidates)
    return ranks


def page(snapshot: Snapshot, request: Request, ranks: Floats, per_document: Int64) -> tuple[Match, ...]:
    """The matches of the page asked for; `per_document` int64 [D] counts what is found of each document."""
    last = request.offset + request.size
    if request.sort != "relevance":
        order = snapshot.newest if request.sort == "-issued" else snapshot.oldest
        return _dated(snapshot, request, ranks, per_document, order)
    if request.group == "section":
        return tuple(_match(snapshot, ranks, section) for section in best(ranks, last)[request.offset :].tolist())
    tops = np.full(snapshot.documents, LOWEST)
    held = np.flatnonzero(per_document)
    if len(held):
        # A run reaches to the next document held; what lies between is not found and so lowest.
        tops[held] = np.maximum.reduceat(ranks, snapshot.first[held])
    return tuple(_grouped(snapshot, ranks, document) for document in best(tops, last)[request.offset :].tolist())


def _dated(snapshot: Snapshot, request: Request, ranks: Floats, per_document: Int64, order: Int64) -> tuple[Match, ...]:
    """Documents by date; within a document its sections in reading order."""
    counts = per_document[order]
    if request.group == "document":
        held = order[counts > 0][request.offset : request.offset + request.size]
        return tuple(_grouped(snapshot, ranks, document) for document in held.tolist())
    ends = np.cumsum(counts)
    begin, end = np.searchsorted(ends, [request.offset, request.offset + request.size - 1], "right")
    found = [
        section
        for document in order[begin : end + 1].tolist()
        for section in (np.flatnonzero(_of(snapshot, ranks, document) > LOWEST) + snapshot.first[document]).tolist()
    ]
    skipped = request.offset - int(ends[begin - 1] if begin else 0)
    return tuple(_match(snapshot, ranks, section) for section in found[skipped : skipped + request.size])


def _of(snapshot: Snapshot, ranks: Floats, document: int) -> Floats:
    return ranks[snapshot.first[document] : snapshot.first[document + 1]]


def _grouped(snapshot: Snapshot, ranks: Floats, document: int) -> Match:
    sections = best(_of(snapshot, ranks, document), 1 + MORE) + snapshot.first[document]
    first, *more = (_match(snapshot, ranks, section) for section in sections.tolist())
    return Match(first.score, first.document, first.section, tuple(more))


def _match(snapshot: Snapshot, ranks: Floats, section: int) -> Match:
    return Match(float(ranks[section]) % TIER, snapshot.document_id(int(snapshot.owners[section])), snapshot.section_id(section))
