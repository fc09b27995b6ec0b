"""The tree of a query as a mask over all sections. Every kind of node is one case."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from search.engines.whoosh.arrays import Bools, Float32, Int32, Int64
from search.engines.whoosh.facts import dated, having, in_language, of_documents, of_kind
from search.engines.whoosh.leaves import Leaf, at_least, by_document, holding, marked
from search.engines.whoosh.ranking import summed
from search.engines.whoosh.terms import Terms
from search.query import And, Everything, Is, Node, Or, Phrase, Prefix, Query, Range, Term


def forms(query: Query) -> list[str]:
    """Every term of a query, so that all are looked up at once."""
    found: list[str] = []
    for node in (query.tree, *query.tiers):
        _collect(node, found)
    for each in (*query.scored, *query.rescored):
        leaf = each.leaf
        if isinstance(leaf, Term):
            found.append(leaf.form)
        elif isinstance(leaf, Phrase):
            found += leaf.forms
    return found


def _collect(node: Node, forms: list[str]) -> None:
    if isinstance(node, Term):
        forms.append(node.form)
    elif isinstance(node, Phrase):
        forms += node.forms
    elif isinstance(node, And):
        for part in (*node.wanted, *node.unwanted):
            _collect(part, forms)
    elif isinstance(node, Or):
        for part in node.parts:
            _collect(part, forms)


def found_by(terms: Terms, query: Query) -> tuple[Int64, Float32 | None]:
    """The sections that the tree of a query finds, int64 rising, and their scores where these are known by it.

    A tree that finds any of some terms, which are scored, finds what has a score: so most queries need no mask.
    """
    rest = _unscored(query)
    if rest is None:
        return found_in(terms, query.tree), None
    if any(terms.frequency(leaf) for leaf in rest):
        return matching(terms, query.tree).nonzero()[0], None
    return summed(terms, query)


def found_in(terms: Terms, node: Node) -> Int64:
    """The sections that a tree finds, int64 rising."""
    match node:
        case Term():
            return at_least(terms, (node,), 1).astype(np.int64)
        case Or(parts, least) if least > 1 and all(isinstance(part, Term) for part in parts):
            return at_least(terms, terms_alone(parts), least).astype(np.int64)
        case And(wanted, unwanted) if wanted and all(isinstance(part, Term) for part in wanted):
            found = at_least(terms, terms_alone(wanted), len(wanted))
            for part in unwanted:
                found = found.compress(~among(terms, part, found))
            return found.astype(np.int64)
    return matching(terms, node).nonzero()[0]


def _unscored(query: Query) -> list[Term] | None:
    """The terms that a tree of alternatives finds and that are not scored; None where the tree says something else."""
    parts = _each((query.tree,))
    wanted = terms_alone(parts)
    if not query.scored or len(wanted) < len(parts):
        return None
    known, scored = {(term.form, term.field) for term in wanted}, set()
    for each in query.scored:
        leaf = each.leaf
        if not isinstance(leaf, Term) or ((leaf.form, leaf.field) not in known and (leaf.form, None) not in known):
            return None
        scored.add((leaf.form, leaf.field))
    weights = (*(each.weight for each in query.scored), *(each.factor for each in query.priors), *dict(query.fields).values())
    return [term for term in wanted if (term.form, term.field) not in scored] if min(weights) > 0 else None


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
            return _named(terms, values)
        case Is(name, values):
            return by_document(terms, having(terms.snapshot, name, values))
        case Range(field, low, high):
            return by_document(terms, dated(terms.snapshot, field, low, high))
        case And(wanted, unwanted):
            return _and(terms, wanted, unwanted)
        case Or(parts, least):
            return _or(terms, parts, least)


def _and(terms: Terms, wanted: tuple[Node, ...], unwanted: tuple[Node, ...]) -> Bools:
    plain = terms_alone(wanted)
    mask = _where(terms, at_least(terms, plain, len(plain))) if plain else np.ones(terms.snapshot.size, np.bool_)
    for node in wanted:
        if not isinstance(node, Term):
            mask &= matching(terms, node)
    for node in unwanted:
        mask &= ~matching(terms, node)
    return mask


def among(terms: Terms, node: Node, sections: Int32) -> Bools:
    """Which of some sections a tree finds, bool [n]."""
    match node:
        case Term():
            return holding(terms, node, sections)
        case Is("kind", values):
            return of_kind(terms.snapshot, values, sections)
    return matching(terms, node)[sections]


def _or(terms: Terms, parts: tuple[Node, ...], least: int) -> Bools:
    if least > 1:
        return _at_least(terms, parts, least)
    each = _each(parts)
    mask = marked(terms, [part for part in each if isinstance(part, Leaf)])
    for part in each:
        if not isinstance(part, Leaf):
            mask |= matching(terms, part)
    return mask


def _each(parts: Iterable[Node]) -> list[Node]:
    """What any of finds, with the parts of those that say so themselves."""
    found: list[Node] = []
    for part in parts:
        found += _each(part.parts) if isinstance(part, Or) and part.least == 1 else [part]
    return found


def _at_least(terms: Terms, parts: tuple[Node, ...], least: int) -> Bools:
    """The sections that so many of the parts find."""
    plain = terms_alone(parts)
    if len(plain) == len(parts):
        return _where(terms, at_least(terms, plain, least))
    counts = np.zeros(terms.snapshot.size, np.uint16)
    for node in parts:
        counts += matching(terms, node)
    return np.asarray(counts >= least)


def terms_alone(nodes: Iterable[Node]) -> list[Term]:
    """Those of some nodes that are terms."""
    return [node for node in nodes if isinstance(node, Term)]


def _where(terms: Terms, sections: Int32) -> Bools:
    """Some sections as a mask over all."""
    mask = np.zeros(terms.snapshot.size, np.bool_)
    mask[sections] = True
    return mask


def _named(terms: Terms, identifiers: tuple[str, ...]) -> Bools:
    """The sections with some ids; each is looked for in the document its id begins with."""
    snapshot, mask = terms.snapshot, np.zeros(terms.snapshot.size, np.bool_)
    owners = of_documents(snapshot, {identifier.partition("#")[0] for identifier in identifiers})
    for document in np.flatnonzero(owners).tolist():
        own = range(*snapshot.first[document : document + 2].tolist())
        mask[own.start : own.stop] = [identifier in identifiers for identifier in snapshot.section_ids(own)]
    return mask
