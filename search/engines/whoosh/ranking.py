"""BM25 over all sections at once, by Whoosh's formula, and a second look at the best of them.

`idf = ln(N / (df + 1)) + 1` (whoosh.scoring.WeightingModel.idf) and
`BM25 = idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / average))` (whoosh.scoring.bm25), with N and df over all sections,
deleted ones included, as in Whoosh. A leaf that names no field is the sum over all fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64
from search.engines.whoosh.matching import fields_of, matching, with_value
from search.engines.whoosh.phrases import phrase
from search.engines.whoosh.postings import Postings, Standing
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.snapshot import K1
from search.query import Phrase, Prefix, Query, Scored, Term


def idf(size: int, frequency: int) -> float:
    """How telling a term is that stands in `frequency` of `size` sections."""
    return log(size / (frequency + 1)) + 1


def scores(postings: Postings, query: Query) -> Float32:
    """The sum of all scored leaves times the priors, for every section, float32 [S]."""
    total = np.zeros(postings.snapshot.size, np.float32)
    for leaf in query.scored:
        for field, weight, standing in _standings(postings, leaf):
            if len(standing.sections):
                np.add.at(total, standing.sections, _bm25(postings, field, weight, standing))
    factors = _priors(postings, query)
    if factors is not None:
        total *= np.repeat(factors, np.diff(postings.snapshot.first))
    return total


def rescored(postings: Postings, query: Query, candidates: Int64) -> Float32:
    """What the leaves of the second look add to some sections, float32 [candidates]; `candidates` rise."""
    total = np.zeros(len(candidates), np.float32)
    for leaf in query.rescored:
        for field, weight, standing in _standings(postings, leaf):
            if not len(standing.sections):
                continue
            at = np.searchsorted(standing.sections, candidates)
            at[at == len(standing.sections)] = 0
            held = np.flatnonzero(standing.sections[at] == candidates)
            chosen = Standing(standing.sections[at[held]], standing.counts[at[held]])
            total[held] += _bm25(postings, field, weight, chosen, len(standing.sections))
    factors = _priors(postings, query)
    return total if factors is None else total * factors[postings.snapshot.owners[candidates]]


def tiers(postings: Postings, query: Query) -> Int64:
    """The tier of every section, int64 [S]: as many as there are for the first, 1 for the last, 0 for none."""
    level = np.zeros(postings.snapshot.size, np.int64)
    for height, node in enumerate(reversed(query.tiers), 1):
        level[matching(postings, node)] = height
    return level


def _priors(postings: Postings, query: Query) -> Float32 | None:
    """The product of all priors of each document, float32 [D]; None where there are none."""
    if not query.priors:
        return None
    factors = np.ones(postings.snapshot.documents, np.float32)
    for prior in query.priors:
        factors[with_value(postings, prior.name, (prior.value,))] *= np.float32(prior.factor)
    return factors


def _standings(postings: Postings, scored: Scored) -> Iterator[tuple[int, float, Standing]]:
    """Field, weight and sections of a leaf, one for each field and term it stands for."""
    leaf, weight = scored.leaf, scored.weight
    for field in fields_of(leaf.field):
        match leaf:
            case Term(form):
                yield field, weight, postings.standing(form, field)
            case Phrase():
                yield field, weight, phrase(postings, leaf, field)
            case Prefix(start):
                for form in prefixed(postings.snapshot, start):
                    yield field, weight, postings.standing(form, field)


def _bm25(postings: Postings, field: int, weight: float, standing: Standing, frequency: int | None = None) -> Float32:
    counts = standing.counts.astype(np.float32)
    norms = postings.snapshot.norms[field].take(standing.sections)
    norms += counts
    counts /= norms
    counts *= np.float32(weight * (K1 + 1) * idf(postings.snapshot.size, frequency or len(standing.sections)))
    return counts
