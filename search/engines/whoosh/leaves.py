"""Where the leaves of a tree stand: any of some as a mask over all sections, most of some terms as a list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32, Int64, bounds_of, spread, united
from search.engines.whoosh.phrases import held, standings
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.terms import INSIDE, Terms, fields_of
from search.query import Phrase, Prefix, Term

Leaf = Term | Phrase | Prefix
LOOKED_UP = 8  # where a term stands in more than so many rows for each section that is asked about, it is looked up in them


def by_document(terms: Terms, documents: Bools) -> Bools:
    """A mask over documents as a mask over their sections."""
    return documents.repeat(terms.snapshot.counts)


def marked(terms: Terms, leaves: Sequence[Leaf]) -> Bools:
    """The sections that any of some leaves finds, bool [S]."""
    snapshot = terms.snapshot
    mask, documents = np.zeros(snapshot.size, np.bool_), np.zeros(snapshot.documents, np.bool_)
    for leaf in _plain(terms, leaves):
        for field in fields_of(leaf.field):
            for rows in _rows(terms, leaf, field):
                (mask if field < INSIDE else documents)[rows] = True
    return mask | by_document(terms, documents) if documents.any() else mask


def _plain(terms: Terms, leaves: Sequence[Leaf]) -> list[Term | Phrase]:
    """The leaves, a prefix as the terms that start so."""
    plain: list[Term | Phrase] = []
    for leaf in leaves:
        plain += [Term(form, leaf.field) for form in prefixed(terms.snapshot, leaf.start)] if isinstance(leaf, Prefix) else [leaf]
    terms.look_up(leaf.form for leaf in plain if isinstance(leaf, Term))
    return plain


def _rows(terms: Terms, leaf: Term | Phrase, field: int) -> list[Int32]:
    return terms.rows(leaf.form, field) if isinstance(leaf, Term) else [rows for rows, _ in standings(terms, leaf, field)]


def at_least(terms: Terms, wanted: Sequence[Term], least: int) -> Int32:
    """The sections that hold so many of some terms or more, rising: each of them holds one of the rarest."""
    if least > len(wanted):
        return np.zeros(0, np.int32)
    ordered = sorted(wanted, key=terms.frequency)
    rare = len(ordered) - least + 1
    found, counts = _counted([_standing(terms, term) for term in ordered[:rare]])
    for left, term in zip(range(least - 2, -1, -1), ordered[rare:], strict=True):
        counts = counts + holding(terms, term, found)
        enough = counts >= least - left
        found, counts = found[enough], counts[enough]
    return found


def _counted(rising: Sequence[Int32]) -> tuple[Int32, Int64]:
    """The values of some arrays, each once, rising, and in how many arrays it is."""
    if len(rising) == 1:
        return rising[0], np.ones(len(rising[0]), np.int64)
    every = np.concatenate(rising)
    every.sort()
    bounds = bounds_of(every)
    return every[bounds[:-1]], bounds[1:] - bounds[:-1]


def _standing(terms: Terms, term: Term) -> Int32:
    """The sections that hold a term, rising."""
    snapshot = terms.snapshot
    found = [np.zeros(0, np.int32)]
    for field in fields_of(term.field):
        for rows in terms.rows(term.form, field):
            found.append(rows if field < INSIDE else spread(snapshot.first[rows], snapshot.counts[rows]).astype(np.int32))
    return found[-1] if len(found) < 3 else united(found)


def holding(terms: Terms, term: Term, sections: Int32) -> Bools:
    """Which of some sections hold a term, bool [n]."""
    snapshot = terms.snapshot
    if LOOKED_UP * len(sections) > terms.frequency(term) + snapshot.size // 16:
        return marked(terms, (term,))[sections]
    holds = np.zeros(len(sections), np.bool_)
    for field in fields_of(term.field):
        for rows in terms.rows(term.form, field):
            holds |= held(rows, sections if field < INSIDE else snapshot.owners[sections].astype(np.int32))
    return holds
