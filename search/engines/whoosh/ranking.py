"""BM25 over all sections at once, and a second look at the best of them.

A leaf adds `weight * idf * impact` to every row it stands in, see `terms.Terms.idf` and `inverted.impacts`: Whoosh's BM25F but for
K1 and the idf, with N and df over all rows, deleted ones included, as there. Rows of title and number are documents; all their
sections get what they get. A leaf that names no field is the sum over all fields, each with its weight in `Query.fields`.
"""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64, spread
from search.engines.whoosh.inverted import Inverted
from search.engines.whoosh.phrases import phrase
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.segment import FIELDS
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import INSIDE, Terms, weights_of
from search.query import Phrase, Query, Term

LONG = 2048  # postings from which a term is added by itself; shorter ones are gathered and added together
FEW = 4  # where titles meet fewer than one document in so many, their sections are looked up one by one


def scores(terms: Terms, query: Query) -> Float32:
    """The sum of all scored leaves, for every section, float32 [S]."""
    snapshot = terms.snapshot
    total, about = np.zeros(snapshot.size, np.float32), np.zeros(snapshot.documents, np.float32)
    forms, factors = _factors(terms, query)
    numbers = [terms.number(form) for form in forms]
    for number, part in enumerate(snapshot.parts):
        stretches = terms.tables[number][numbers, :, :2]
        for field in snapshot.moved[number]:
            stretches[:, field] = 0
            own = total[part.sections] if field < INSIDE else about[part.documents]
            for form, factor in zip(forms, factors[:, field], strict=True):
                standing = terms.standing(form, field, number)
                np.add.at(own, standing.rows, standing.impacts * factor)
        _add_terms(part.segment.inside, stretches[:, :INSIDE], factors[:, :INSIDE], total[part.sections])
        _add_terms(part.segment.about, stretches[:, INSIDE:], factors[:, INSIDE:], about[part.documents])
    for scored in query.scored:
        if isinstance(scored.leaf, Phrase):
            for field, weight in enumerate(weights_of(scored, query)):
                if weight:
                    _add_phrase(terms, scored.leaf, weight, field, total if field < INSIDE else about)
    _add_documents(snapshot, about, total)
    return total


def _factors(terms: Terms, query: Query) -> tuple[list[str], Float32]:
    """The terms that are scored, and what each gives in every field, float32 [terms, F]; a prefix is all words it stands for."""
    forms: list[str] = []
    weights_there: list[list[float]] = []
    for scored in query.scored:
        if isinstance(scored.leaf, Phrase):
            continue
        found = [scored.leaf.form] if isinstance(scored.leaf, Term) else prefixed(terms.snapshot, scored.leaf.start)
        forms += found
        weights_there += [weights_of(scored, query)] * len(found)
    factors = np.array(weights_there, np.float64).reshape(-1, len(FIELDS)) * terms.idfs(forms)
    return forms, factors.astype(np.float32)


def _add_terms(index: Inverted, stretches: Int64, factors: Float32, target: Float32) -> None:
    """Add what terms with postings `stretches` int64 [terms, fields, 2] give to rows: long ones alone, short ones together."""
    begins, lengths = stretches[:, :, 0], stretches[:, :, 1] - stretches[:, :, 0]
    long = lengths >= LONG
    for begin, length, factor in zip(begins[long].tolist(), lengths[long].tolist(), factors[long], strict=True):
        own = slice(begin, begin + length)
        np.add.at(target, index.rows[own], index.impacts[own] * factor)
    short = np.nonzero((lengths > 0) & ~long)
    if len(short[0]):
        at = spread(begins[short], lengths[short])
        np.add.at(target, index.rows[at], index.impacts[at] * np.repeat(factors[short], lengths[short]))


def _add_phrase(terms: Terms, leaf: Phrase, weight: float, field: int, target: Float32) -> None:
    found = [phrase(terms, leaf, field, part) for part in terms.parts]
    factor = np.float32(weight * terms.idf(sum(len(rows) for rows, _ in found), field))
    for (rows, impacts), part in zip(found, terms.snapshot.parts, strict=True):
        target[rows + (part.section if field < INSIDE else part.document)] += impacts * factor


def _add_documents(snapshot: Snapshot, about: Float32, target: Float32) -> None:
    """Add what documents got to each of their sections; to a lone one more."""
    about *= snapshot.lone
    met = np.flatnonzero(about != 0)
    if len(met) * FEW > len(about):
        target += np.repeat(about, snapshot.counts)
    elif len(met):
        counts = snapshot.counts[met]
        target[spread(snapshot.first[met], counts)] += np.repeat(about[met], counts)
