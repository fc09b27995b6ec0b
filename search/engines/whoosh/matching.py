"""The tree of a query as a mask over all sections. Every kind of node is one case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32
from search.engines.whoosh.facts import dated, having, in_language, of_documents
from search.engines.whoosh.phrases import phrase
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.segment import SECTION_FIELDS
from search.engines.whoosh.terms import Terms, fields_of
from search.query import And, Everything, Is, Node, Or, Phrase, Prefix, Range, Term


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


def matching(terms: Terms, node: Node) -> Bools:
    """The sections that a tree finds, bool [S]; a new array that the caller may change."""
    match node:
        case Everything():
            return np.ones(terms.snapshot.size, np.bool_)
        case Term() | Phrase() | Prefix():
            return marked(terms, (node,))
        case Is("language", values):
            return in_language(terms.snapshot, values)
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
    return documents[terms.snapshot.owners]


def marked(terms: Terms, leaves: Sequence[Term | Phrase | Prefix]) -> Bools:
    """The sections that any of some leaves finds, bool [S]."""
    snapshot = terms.snapshot
    mask, documents = np.zeros(snapshot.size, np.bool_), np.zeros(snapshot.documents, np.bool_)
    for number, part in enumerate(snapshot.parts):
        inside, about = mask[part.sections], documents[part.documents]
        for leaf in leaves:
            for field in fields_of(leaf.field):
                target = inside if field < len(SECTION_FIELDS) else about
                for rows in _rows(terms, leaf, field, number):
                    target[rows] = True
    if documents.any():
        mask |= by_document(terms, documents)
    return mask


def _rows(terms: Terms, leaf: Term | Phrase | Prefix, field: int, part: int) -> Iterable[Int32]:
    match leaf:
        case Term(form):
            return (terms.rows(form, field, part),)
        case Phrase():
            return (phrase(terms, leaf, field, part)[0],)
        case Prefix(start):
            return (terms.rows(form, field, part) for form in prefixed(terms.snapshot, start))


def _and(terms: Terms, wanted: tuple[Node, ...], unwanted: tuple[Node, ...]) -> Bools:
    mask = matching(terms, wanted[0]) if wanted else np.ones(terms.snapshot.size, np.bool_)
    for part in wanted[1:]:
        mask &= matching(terms, part)
    for part in unwanted:
        mask &= ~matching(terms, part)
    return mask


def _or(terms: Terms, parts: tuple[Node, ...], least: int) -> Bools:
    if least > 1:
        counts = np.zeros(terms.snapshot.size, np.int32)
        for part in parts:
            counts += matching(terms, part)
        return counts >= least
    leaves = [part for part in parts if isinstance(part, Term | Phrase | Prefix)]
    mask = marked(terms, leaves)
    for part in parts:
        if not isinstance(part, Term | Phrase | Prefix):
            mask |= matching(terms, part)
    return mask


def _sections(terms: Terms, identifiers: tuple[str, ...]) -> Bools:
    """The sections with some ids; each is looked for in the document its id begins with."""
    snapshot, mask = terms.snapshot, np.zeros(terms.snapshot.size, np.bool_)
    owners = of_documents(snapshot, {identifier.partition("#")[0] for identifier in identifiers})
    for section in np.flatnonzero(by_document(terms, owners)).tolist():
        mask[section] = snapshot.section_id(section) in identifiers
    return mask
