"""The tree of a query as a mask over all sections. Every kind of node is one case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Float32, Int32, Int64
from search.engines.whoosh.facts import dated, having, in_language, of_documents, of_kind
from search.engines.whoosh.phrases import held, phrase
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.terms import INSIDE, NAMES, Terms, fields_of
from search.query import And, Everything, Is, Node, Or, Phrase, Prefix, Query, Range, Term

Leaf = Term | Phrase | Prefix
Stand = tuple[str, int]
MORE: Stand = ("", -1)


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
    leaves = [Term(form, NAMES[field]) for form, field in rest if terms.frequencies(form)[field]]
    return np.flatnonzero(scores > 0 if not leaves else (scores > 0) | marked(terms, leaves))


def _unscored(query: Query) -> set[Stand] | None:
    """The terms that a tree of alternatives finds and that are not scored; None where the tree says something else."""
    wanted = set(_plain(query.tree))
    scored = {
        (each.leaf.form if isinstance(each.leaf, Term) and each.weight > 0 else "", field)
        for each in query.scored
        for field in fields_of(each.leaf.field)
    }
    if MORE in wanted or not scored or not scored <= wanted or any(prior.factor <= 0 for prior in query.priors):
        return None
    return wanted - scored


def _plain(node: Node) -> Iterable[Stand]:
    """The terms of a tree with their fields, and `MORE` where it says more than 'any of these'."""
    match node:
        case Term(form, field):
            return ((form, each) for each in fields_of(field))
        case Or(parts, 1):
            return (stand for part in parts for stand in _plain(part))
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


def by_document(terms: Terms, documents: Bools) -> Bools:
    """A mask over documents as a mask over their sections."""
    return documents.take(terms.snapshot.owners)


def marked(terms: Terms, leaves: Sequence[Leaf]) -> Bools:
    """The sections that any of some leaves finds, bool [S]."""
    snapshot = terms.snapshot
    mask, documents = np.zeros(snapshot.size, np.bool_), np.zeros(snapshot.documents, np.bool_)
    for number, part in enumerate(snapshot.parts):
        inside, about = mask[part.sections], documents[part.documents]
        for leaf in leaves:
            for field in fields_of(leaf.field):
                for rows in _rows(terms, leaf, field, number):
                    (inside if field < INSIDE else about)[rows] = True
    return mask | by_document(terms, documents) if documents.any() else mask


def _rows(terms: Terms, leaf: Leaf, field: int, part: int) -> Iterable[Int32]:
    match leaf:
        case Term(form):
            return (terms.rows(form, field, part),) if terms.frequencies(form)[field] else ()
        case Phrase():
            return (phrase(terms, leaf, field, part)[0],)
        case Prefix(start):
            return (terms.rows(form, field, part) for form in prefixed(terms.snapshot, start))


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


def all_terms(terms: Terms, wanted: Sequence[Term]) -> Int64:
    """The sections that hold all of some terms, rising: those that hold the rarest, then those of them that hold the others."""
    counted = [(sum(terms.frequencies(term.form)[field] for field in fields_of(term.field)), term) for term in wanted]
    ordered = [term for _, term in sorted(counted, key=lambda pair: pair[0])]
    if not all(count for count, _ in counted):
        return np.zeros(0, np.int64)
    found = np.flatnonzero(marked(terms, ordered[:1]))
    for term in ordered[1:]:
        if len(found):
            found = found[_among(terms, term, found)]
    return found


def _among(terms: Terms, term: Term, sections: Int64) -> Bools:
    """Which of some sections hold a term, bool of the shape of `sections`, which rise."""
    if 4 * len(sections) > terms.snapshot.size:
        return marked(terms, (term,))[sections]
    holds = np.zeros(len(sections), np.bool_)
    frequencies = terms.frequencies(term.form)
    for number, part in enumerate(terms.snapshot.parts):
        low, high = np.searchsorted(sections, (part.section, part.section + part.segment.size))
        rows = (sections[low:high] - part.section).astype(np.int32)
        for field in fields_of(term.field):
            if frequencies[field]:
                own = rows if field < INSIDE else part.segment.sections.documents[rows]
                holds[low:high] |= held(terms.rows(term.form, field, number), own)
    return holds


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
