"""BM25 over all sections at once, and a second look at the best of them.

A leaf adds `weight * idf * impact` to every row it stands in, see `terms.Terms.idf` and `inverted.impacts`: Whoosh's BM25F, with N
and df over all rows, deleted ones included, as there. Rows of title and number are documents; all their sections get what they
get. A leaf that names no field is the sum over all fields.
"""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64
from search.engines.whoosh.facts import having
from search.engines.whoosh.matching import matching
from search.engines.whoosh.phrases import phrase, phrase_among
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.segment import SECTION_FIELDS
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import Terms, fields_of
from search.query import Phrase, Prefix, Query, Scored, Term


def scores(terms: Terms, query: Query) -> Float32:
    """The sum of all scored leaves times the priors, for every section, float32 [S]."""
    snapshot = terms.snapshot
    total, about = np.zeros(snapshot.size, np.float32), np.zeros(snapshot.documents, np.float32)
    for scored in query.scored:
        for field in fields_of(scored.leaf.field):
            if field < len(SECTION_FIELDS):
                _add(terms, scored, field, [total[part.sections] for part in snapshot.parts])
            else:
                _add(terms, scored, field, [about[part.documents] for part in snapshot.parts])
    if about.any():
        total += about[snapshot.owners]
    factors = _priors(snapshot, query)
    if factors is not None:
        total *= factors[snapshot.owners]
    return total


def _add(terms: Terms, scored: Scored, field: int, targets: list[Float32]) -> None:
    """Add what a leaf gives in a field to the rows of every segment."""
    match scored.leaf:
        case Term(form):
            _add_term(terms, form, field, scored.weight, targets)
        case Prefix(start):
            for form in prefixed(terms.snapshot, start):
                _add_term(terms, form, field, scored.weight, targets)
        case Phrase() as leaf:
            found = [phrase(terms, leaf, field, part) for part in terms.parts]
            factor = np.float32(scored.weight * terms.idf(sum(len(rows) for rows, _ in found), field))
            for (rows, impacts), target in zip(found, targets, strict=True):
                target[rows] += impacts * factor


def _add_term(terms: Terms, form: str, field: int, weight: float, targets: list[Float32]) -> None:
    frequency = terms.frequency(form, field)
    if frequency:
        factor = np.float32(weight * terms.idf(frequency, field))
        for part, target in zip(terms.parts, targets, strict=True):
            standing = terms.standing(form, field, part)
            np.add.at(target, standing.rows, standing.impacts * factor)


def rescored(terms: Terms, query: Query, candidates: Int64) -> Float32:
    """What the leaves of the second look add to some sections, float32 [candidates]; `candidates` rise.

    Only leaves in fields of sections count. The idf of a phrase is that of its rarest term: its own would cost a look at all.
    """
    total = np.zeros(len(candidates), np.float32)
    for number, part in enumerate(terms.snapshot.parts):
        low, high = np.searchsorted(candidates, (part.section, part.section + part.segment.size))
        among, target = candidates[low:high] - part.section, total[low:high]
        if len(among):
            for scored in query.rescored:
                for field in fields_of(scored.leaf.field)[: len(SECTION_FIELDS)]:
                    _add_among(terms, scored, field, number, among, target)
    factors = _priors(terms.snapshot, query)
    return total if factors is None else total * factors[terms.snapshot.owners[candidates]]


def _add_among(terms: Terms, scored: Scored, field: int, part: int, among: Int64, target: Float32) -> None:
    """Add what a leaf gives in a field of a segment to some of its rows."""
    leaf = scored.leaf
    forms = leaf.forms if isinstance(leaf, Phrase) else (leaf.form,) if isinstance(leaf, Term) else ()
    frequency = min((terms.frequency(form, field) for form in forms), default=0)
    if not frequency:
        return
    if isinstance(leaf, Phrase):
        rows, impacts = phrase_among(terms, leaf, field, part, among)
        held = np.searchsorted(among, rows)
    else:
        standing = terms.standing(forms[0], field, part)
        at = np.searchsorted(standing.rows, among.astype(np.int32))
        at[at == len(standing.rows)] = 0
        held = np.flatnonzero(standing.rows[at] == among)
        impacts = standing.impacts[at[held]]
    target[held] += impacts * np.float32(scored.weight * terms.idf(frequency, field))


def tiers(terms: Terms, query: Query) -> Int64:
    """The tier of every section, int64 [S]: as many as there are for the first, 1 for the last, 0 for none."""
    level = np.zeros(terms.snapshot.size, np.int64)
    for height, node in enumerate(reversed(query.tiers), 1):
        level[matching(terms, node)] = height
    return level


def _priors(snapshot: Snapshot, query: Query) -> Float32 | None:
    """The product of all priors of each document, float32 [D]; None where there are none."""
    if not query.priors:
        return None
    factors = np.ones(snapshot.documents, np.float32)
    for prior in query.priors:
        factors[having(snapshot, prior.name, (prior.value,))] *= np.float32(prior.factor)
    return factors
