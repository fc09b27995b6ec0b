"""BM25: what every section gets that a scored leaf stands in, or what some sections get.

A leaf adds `weight * idf * impact` to every row it stands in, see `terms.Terms.idf` and `inverted.impacts`: Whoosh's BM25F but for
K1 and the idf, with N and df over all rows, deleted ones included, as there. Rows of title and number are documents; all their
sections get what they get. A leaf that names no field is the sum over all fields, each with its weight in `Query.fields`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import Float32, Int32, Int64, united
from search.engines.whoosh.phrases import standings
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.tables import borrow, give_back
from search.engines.whoosh.terms import INSIDE, Terms, field_weights, weights_of
from search.query import Phrase, Prefix, Query, Term

LONG = 2048  # rows from which what a leaf gives is added by itself; shorter ones are added together
FEW = 8  # where leaves stand in fewer than one row in so many, these rows are sorted; else all sections are gone through
LOOKED_UP = 8  # where leaves stand in more than so many rows for each section that is wanted, it is looked up in them

Given = tuple[Int32, Float32, float]
"""What a leaf gives: the rows it stands in, rising, with its impacts there, and the factor of these."""


def summed(terms: Terms, query: Query) -> tuple[Int64, Float32]:
    """The sections that any scored leaf stands in, int64 rising, and what all of them give there, float32."""
    inside, about = _given(terms, query)
    last = [_of_documents(terms.snapshot, about)] if about else []
    every = inside + last
    if len(every) == 1:
        rows, impacts, factor = every[0]
        return rows.astype(np.int64), impacts * factor
    if not every:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    total = borrow(np.float32, terms.snapshot.size)
    _add(total, inside)
    _add(total, last)
    if sum(len(rows) for rows, _, _ in every) * FEW < len(total):
        sections = united([rows for rows, _, _ in every]).astype(np.int64)
    else:
        sections = (total > 0).nonzero()[0]
    sums = total.take(sections)
    give_back(total, sections)
    return sections, sums


def scores_at(terms: Terms, query: Query, sections: Int64) -> Float32:
    """What all scored leaves give some sections, float32; `sections` rise."""
    inside, about = _given(terms, query)
    if sum(len(rows) for rows, _, _ in inside) > LOOKED_UP * len(sections) * len(inside):
        owners, sums = terms.snapshot.owners.take(sections), _looked_up(inside, sections)
        return sums + _looked_up(about, owners) * terms.snapshot.lone.take(owners) if about else sums
    last = [_of_documents(terms.snapshot, about)] if about else []
    total = borrow(np.float32, terms.snapshot.size)
    _add(total, inside)
    _add(total, last)
    sums = total.take(sections)
    give_back(total, np.concatenate([np.zeros(0, np.intp), *(rows for rows, _, _ in inside + last)]))
    return sums


def _given(terms: Terms, query: Query) -> tuple[list[Given], list[Given]]:
    """What the scored leaves give to sections and to documents, long ones first, phrases last."""
    given: tuple[list[Given], list[Given]] = ([], [])
    phrases: tuple[list[Given], list[Given]] = ([], [])
    fields = field_weights(query.fields)
    for scored in query.scored:
        weights, leaf = weights_of(scored, fields), scored.leaf
        if isinstance(leaf, Term):
            _add_word(terms, leaf.form, weights, given)
        elif isinstance(leaf, Prefix):
            forms = prefixed(terms.snapshot, leaf.start)
            terms.look_up(forms)
            for form in forms:
                _add_word(terms, form, weights, given)
        else:
            _add_phrase(terms, leaf, weights, phrases)
    for words, others in zip(given, phrases, strict=True):
        words.sort(key=_short)
        words += others
    return given


def _add_word(terms: Terms, form: str, weights: Sequence[float], given: tuple[list[Given], list[Given]]) -> None:
    """What a word gives in every field that counts."""
    for field, rows, impacts, factor in terms.standings(form, weights):
        given[field >= INSIDE].append((rows, impacts, factor))


def _add_phrase(terms: Terms, leaf: Phrase, weights: Sequence[float], given: tuple[list[Given], list[Given]]) -> None:
    for field, weight in enumerate(weights):
        if weight:
            found = standings(terms, leaf, field)
            factor = weight * terms.idf(sum(len(rows) for rows, _ in found), field)
            given[field >= INSIDE].extend((rows, impacts, factor) for rows, impacts in found)


def _short(given: Given) -> bool:
    return len(given[0]) < LONG


def _add(total: Float32, given: Sequence[Given]) -> None:
    """Add what leaves give to the rows they stand in: long ones alone, short ones together."""
    short = [each for each in given if _short(each)]
    for rows, impacts, factor in given:
        if len(rows) >= LONG:
            np.add.at(total, rows.astype(np.intp), impacts * factor)
    if short:
        gains = np.concatenate([impacts * factor for _, impacts, factor in short])
        np.add.at(total, np.concatenate([rows for rows, _, _ in short], dtype=np.intp), gains)


def _looked_up(given: Sequence[Given], wanted: Int64) -> Float32:
    """What leaves give to some rows, which rise."""
    sums, sought = np.zeros(len(wanted), np.float32), wanted.astype(np.int32)
    for rows, impacts, factor in given:
        at = rows.searchsorted(sought)
        held = (rows.take(at, mode="clip") == sought).nonzero()[0]
        sums[held] += impacts.take(at.take(held)) * factor
    return sums


def _of_documents(snapshot: Snapshot, given: Sequence[Given]) -> Given:
    """What each section gets of what leaves give to its document; a lone one gets more."""
    if len(given) == 1:
        met, gains = given[0][0], given[0][1] * given[0][2]
    else:
        about = np.zeros(snapshot.documents, np.float32)
        _add(about, given)
        met = (about != 0).nonzero()[0].astype(np.int32)
        gains = about.take(met)
    return snapshot.sections_of(met), (gains * snapshot.lone.take(met)).repeat(snapshot.counts.take(met)), 1.0
