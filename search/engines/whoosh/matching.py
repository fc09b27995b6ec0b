"""The tree of a query as a mask over all sections. Every kind of node is one case."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from search.engines.whoosh.arrays import Bools, Float32, Int64
from search.engines.whoosh.facts import dated, having, in_language, of_documents, of_kind
from search.engines.whoosh.leaves import Leaf, all_terms, by_document, holding, marked
from search.engines.whoosh.terms import Terms
from search.query import And, Everything, Is, Node, Or, Phrase, Prefix, Query, Range, Term

MORE = Term("")


def forms(node: Node) -> Iterable[str]:
    """Every term of a tree, so that all are looked up at once."""
    match node:
        case Term(form):
            yield form
        case Phrase(within):
            yield from within
        case And(wanted, unwanted):
            for part in (*wanted, *unwanted):
                yield from forms(part)
        case Or(parts):
            for part in parts:
                yield from forms(part)


def found_by(terms: Terms, query: Query, scores: Float32) -> Int64:
    """The sections that the tree of a query finds, int64 rising.

    A tree that finds any of some terms, which are scored, finds what has a score: so most queries need no mask.
    """
    rest = _unscored(query)
    if rest is None:
        return np.flatnonzero(matching(terms, query.tree))
    held = [leaf for leaf in rest if any(terms.frequencies(leaf.form))]
    return np.flatnonzero(scores > 0 if not held else (scores > 0) | marked(terms, held))


def _unscored(query: Query) -> set[Term] | None:
    """The terms that a tree of alternatives finds and that are not scored; None where the tree says something else."""
    wanted, scored = set(_plain(query.tree)), {each.leaf for each in query.scored}
    if MORE in wanted or not scored:
        return None
    if not all(isinstance(leaf, Term) and (leaf in wanted or Term(leaf.form) in wanted) for leaf in scored):
        return None
    weights = (*(each.weight for each in query.scored), *(each.factor for each in query.priors), *dict(query.fields).values())
    return wanted.difference(scored) if min(weights) > 0 else None


def _plain(node: Node) -> Iterable[Term]:
    """The terms of a tree, and `MORE` where it says more than 'any of these'."""
    match node:
        case Term():
            return (node,)
        case Or(parts, 1):
            return (term for part in parts for term in _plain(part))
    return (MORE,)


def matching(terms: Terms, node: Node) -> Bools:
    """The sections that a tree finds, bool [S]; a new array that the caller may change."""
    match node:
        case Everything():
            return np.ones(terms.snapshot.size, np.bool_)
        case Term() | Phrase() | Prefix():
            return marked(terms, (node,))
        case Is("language", values):
            return in_language(terms.snapshot, values)
        case Is("kind", values):
            return of_kind(terms.snapshot, values)
        case Is("id", values):
            return _sections(terms, values)
        case Is(name, values):
            return by_document(terms, having(terms.snapshot, name, values))
        case Range(field, low, high):
            return by_document(terms, dated(terms.snapshot, field, low, high))
        case And(wanted, unwanted):
            return _and(terms, wanted, unwanted)
        case Or(parts, least):
            return _or(terms, parts, least)


def _and(terms: Terms, wanted: tuple[Node, ...], unwanted: tuple[Node, ...]) -> Bools:
    mask = np.ones(terms.snapshot.size, np.bool_)
    if plain := [node for node in wanted if isinstance(node, Term)]:
        mask = np.zeros(terms.snapshot.size, np.bool_)
        mask[all_terms(terms, plain)] = True
    for node in wanted:
        if not isinstance(node, Term):
            mask &= matching(terms, node)
    for node in unwanted:
        mask &= ~matching(terms, node)
    return mask


def among(terms: Terms, node: Node, sections: Int64) -> Bools:
    """Which of some sections a tree finds, bool of the shape of `sections`, which rise."""
    match node:
        case Term():
            return holding(terms, node, sections)
        case Is("kind", values):
            return of_kind(terms.snapshot, values, sections)
    return matching(terms, node)[sections]


def _or(terms: Terms, parts: tuple[Node, ...], least: int) -> Bools:
    if least > 1:
        return _at_least(terms, parts, least)
    mask = marked(terms, [part for part in parts if isinstance(part, Leaf)])
    for part in parts:
        if not isinstance(part, Leaf):
            mask |= matching(terms, part)
    return mask


def _at_least(terms: Terms, parts: tuple[Node, ...], least: int) -> Bools:
    """The sections that so many of the parts find; a term that stands in text alone is counted without a mask."""
    counts = np.zeros(terms.snapshot.size, np.uint16)
    for node in parts:
        if isinstance(node, Term) and node.field in (None, "text") and not any(terms.frequencies(node.form)[1:]):
            for number, part in enumerate(terms.snapshot.parts):
                counts[part.sections][terms.rows(node.form, 0, number)] += 1
        else:
            counts += matching(terms, node)
    return np.asarray(counts >= least)


def _sections(terms: Terms, identifiers: tuple[str, ...]) -> Bools:
    """The sections with some ids; each is looked for in the document its id begins with."""
    snapshot, mask = terms.snapshot, np.zeros(terms.snapshot.size, np.bool_)
    owners = of_documents(snapshot, {identifier.partition("#")[0] for identifier in identifiers})
    for document in np.flatnonzero(owners).tolist():
        for section in range(snapshot.first[document], snapshot.first[document + 1]):
            mask[section] = snapshot.section_id(section) in identifiers
    return mask
