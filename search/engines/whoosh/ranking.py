"""BM25 over all sections at once, and a second look at the best of them.

A leaf adds `weight * idf * impact` to every row it stands in, see `terms.Terms.idf` and `inverted.impacts`: Whoosh's BM25F but for
K1 and the idf, with N and df over all rows, deleted ones included, as there. Rows of title and number are documents; all their
sections get what they get. A leaf that names no field is the sum over all fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from search import weights
from search.engines.whoosh.arrays import Float32, spread
from search.engines.whoosh.inverted import Inverted
from search.engines.whoosh.phrases import phrase
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import INSIDE, Terms, fields_of
from search.query import Phrase, Prefix, Query, Scored, Term

LONG = 2048  # postings from which a term is added by itself; shorter ones are gathered and added together
FEW = 4  # where titles meet fewer than one document in so many, their sections are looked up one by one


def scores(terms: Terms, query: Query) -> Float32:
    """The sum of all scored leaves times the priors, for every section, float32 [S]."""
    snapshot = terms.snapshot
    total, about = np.zeros(snapshot.size, np.float32), np.zeros(snapshot.documents, np.float32)
    leaves = list(_terms(terms, query.scored))
    for number, part in enumerate(snapshot.parts):
        _add_terms(terms, [leaf for leaf in leaves if leaf[1] < INSIDE], number, part.segment.inside, total[part.sections])
        _add_terms(terms, [leaf for leaf in leaves if leaf[1] >= INSIDE], number, part.segment.about, about[part.documents])
    for scored in query.scored:
        if isinstance(scored.leaf, Phrase):
            for field in fields_of(scored.leaf.field):
                _add_phrase(terms, scored.leaf, scored.weight, field, total if field < INSIDE else about)
    _add_documents(snapshot, about, total)
    if query.priors:
        total *= snapshot.factors(query.priors).sections
    return total


def _terms(terms: Terms, scored: Iterable[Scored]) -> Iterator[tuple[str, int, float]]:
    """Form, field and factor of every term that stands anywhere; a prefix is all words it stands for."""
    for each in scored:
        match each.leaf:
            case Term(form, name):
                forms = [form]
            case Prefix(start, name):
                forms = prefixed(terms.snapshot, start)
            case Phrase():
                continue
        for form in forms:
            frequencies = terms.frequencies(form)
            for field in fields_of(name):
                if frequencies[field]:
                    yield form, field, each.weight * terms.idf(frequencies[field], field)


def _add_terms(terms: Terms, leaves: list[tuple[str, int, float]], part: int, index: Inverted, target: Float32) -> None:
    """Add what terms give to the rows of a segment: long ones each by itself, short ones together."""
    short: list[tuple[int, int, float]] = []
    for form, field, factor in leaves:
        begin, end, _ = terms.entry(form, field, part)
        if end - begin >= LONG or terms.moved(field, part):
            standing = terms.standing(form, field, part)
            np.add.at(target, standing.rows, standing.impacts * np.float32(factor))
        elif begin < end:
            short.append((begin, end - begin, factor))
    if short:
        begins, lengths, factors = zip(*short, strict=True)
        at = spread(np.array(begins), np.array(lengths))
        np.add.at(target, index.rows[at], index.impacts[at] * np.repeat(np.array(factors, np.float32), lengths))


def _add_phrase(terms: Terms, leaf: Phrase, weight: float, field: int, target: Float32) -> None:
    found = [phrase(terms, leaf, field, part) for part in terms.parts]
    factor = np.float32(weight * terms.idf(sum(len(rows) for rows, _ in found), field))
    for (rows, impacts), part in zip(found, terms.snapshot.parts, strict=True):
        target[rows + (part.section if field < INSIDE else part.document)] += impacts * factor


def _add_documents(snapshot: Snapshot, about: Float32, target: Float32) -> None:
    """Add what documents got to each of their sections; to a lone one more."""
    if snapshot.lone.any():
        about = np.where(snapshot.lone, about * np.float32(weights.LONE), about)
    met = np.flatnonzero(about)
    if len(met) * FEW > len(about):
        target += about.take(snapshot.owners)
    elif len(met):
        counts = snapshot.counts[met]
        target[spread(snapshot.first[met], counts)] += np.repeat(about[met], counts)
