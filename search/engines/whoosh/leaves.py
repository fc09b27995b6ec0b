"""Where the leaves of a tree stand: any of some as a mask over all sections, most of some terms as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32, Int64, Ints, bounds_of, united
from search.engines.whoosh.phrases import held, phrased
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.terms import INSIDE, Terms
from search.query import Phrase, Prefix, Term

Leaf = Term | Phrase | Prefix
LOOKED_UP = 8  # where a term stands in more than so many rows for each section that is asked about, it is looked up in them


def by_document(terms: Terms, documents: Bools) -> Bools:
    """A mask over documents as a mask over their sections."""
    return documents.repeat(terms.snapshot.counts)


def marked(terms: Terms, leaves: Sequence[Leaf]) -> Bools:
    """The sections that any of some leaves finds, bool [S]."""
    mask = np.zeros(terms.snapshot.size, np.bool_)
    mask[np.concatenate(_sections(terms, _plain(terms, leaves)), dtype=np.intp)] = True
    return mask


def _plain(terms: Terms, leaves: Sequence[Leaf]) -> list[Term | Phrase]:
    """The leaves, a prefix as the terms that start so."""
    plain: list[Term | Phrase] = []
    for leaf in leaves:
        plain += [Term(form, leaf.field) for form in prefixed(terms.snapshot, leaf.start)] if isinstance(leaf, Prefix) else [leaf]
    terms.look_up(leaf.form for leaf in plain if isinstance(leaf, Term))
    return plain


def _sections(terms: Terms, leaves: Iterable[Term | Phrase]) -> list[Int32]:
    """The sections that hold any of some leaves: several arrays, not none, each rising."""
    inside: list[Int32] = []
    about: list[Int32] = []
    for leaf in leaves:
        for field, rows in terms.rows(leaf) if isinstance(leaf, Term) else phrased(terms, leaf):
            (inside if field < INSIDE else about).append(rows)
    if about or not inside:
        inside.append(terms.snapshot.sections_of(united(about)))
    return inside


def at_least(terms: Terms, wanted: Sequence[Term], least: int) -> Int32:
    """The sections that hold so many of some terms or more, rising: each of them holds one of the rarest."""
    if least > len(wanted):
        return np.zeros(0, np.int32)
    ordered = sorted(wanted, key=terms.frequency)
    if least == len(ordered):
        return _all(terms, ordered)
    rare = len(ordered) - least + 1
    found, counts = _counted([united(_sections(terms, [term])) for term in ordered[:rare]])
    for left, term in zip(range(least - 2, -1, -1), ordered[rare:], strict=True):
        counts = counts + holding(terms, term, found)
        enough = (counts >= least - left).nonzero()[0]
        found, counts = found.take(enough), counts.take(enough)
    return found


def _all(terms: Terms, rarest: Sequence[Term]) -> Int32:
    """The sections that hold all of some terms, rising; the rarest term comes first."""
    found = united(_sections(terms, rarest[:1]))
    for term in rarest[1:]:
        if not len(found):
            break
        found = found.compress(holding(terms, term, found))
    return found


def _counted(rising: Sequence[Int32]) -> tuple[Int32, Int64]:
    """The values of some arrays, each once, rising, and in how many arrays it is."""
    if len(rising) == 1:
        return rising[0], np.ones(len(rising[0]), np.int64)
    every = np.concatenate(rising)
    every.sort()
    bounds = bounds_of(every)
    return every.take(bounds[:-1]), bounds[1:] - bounds[:-1]


def holding(terms: Terms, term: Term, sections: Int32) -> Bools:
    """Which of some sections, which rise, hold a term, bool [n]."""
    snapshot = terms.snapshot
    found = [
        _among(rows, sections, snapshot.size)
        if field < INSIDE
        else _among(rows, snapshot.owners.take(sections), snapshot.documents)
        for field, rows in terms.rows(term)
    ]
    if not found:
        return np.zeros(len(sections), np.bool_)
    holds = found[0]
    for other in found[1:]:
        holds |= other
    return holds


def _among(rows: Int32, wanted: Ints, size: int) -> Bools:
    """Which of some rows, of so many, are among others; both rise."""
    if LOOKED_UP * len(wanted) < len(rows) + size // 16:
        return held(rows, wanted)
    mask = np.zeros(size, np.bool_)
    mask[rows.astype(np.intp)] = True
    return mask.take(wanted)
