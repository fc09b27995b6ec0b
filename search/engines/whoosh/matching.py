"""The tree of a query as a mask over all sections. Every kind of node is one case."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32
from search.engines.whoosh.phrases import phrase
from search.engines.whoosh.postings import NUMBER, Postings
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.rows import FAR, day
from search.engines.whoosh.segment import DATES, FIELDS
from search.query import And, Everything, Field, Is, Node, Or, Phrase, Prefix, Range, Term


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


def fields_of(field: Field | None) -> range | tuple[int]:
    """The numbers of the fields that a leaf looks in."""
    return range(len(FIELDS)) if field is None else (NUMBER[field],)


def matching(postings: Postings, node: Node) -> Bools:
    """The sections that a tree finds, bool [S]; a new array that the caller may change."""
    size = postings.snapshot.size
    match node:
        case Everything():
            return np.ones(size, np.bool_)
        case Term(form, field):
            return _marked(size, (postings.standing(form, each).sections for each in fields_of(field)))
        case Phrase(_, _, field):
            return _marked(size, (phrase(postings, node, each).sections for each in fields_of(field)))
        case Prefix(start, field):
            found = prefixed(postings.snapshot, start)
            return _marked(size, (postings.standing(form, each).sections for form in found for each in fields_of(field)))
        case Is(name, values):
            return _is(postings, name, values)
        case Range(field, low, high):
            return _by_document(postings, _dated(postings, field, low, high))
        case And(wanted, unwanted):
            return _and(postings, wanted, unwanted)
        case Or(parts, least):
            return _or(postings, parts, least)


def _marked(size: int, found: Iterable[Int32]) -> Bools:
    mask = np.zeros(size, np.bool_)
    for sections in found:
        mask[sections] = True
    return mask


def _and(postings: Postings, wanted: tuple[Node, ...], unwanted: tuple[Node, ...]) -> Bools:
    mask = matching(postings, wanted[0]) if wanted else np.ones(postings.snapshot.size, np.bool_)
    for part in wanted[1:]:
        mask &= matching(postings, part)
    for part in unwanted:
        mask &= ~matching(postings, part)
    return mask


def _or(postings: Postings, parts: tuple[Node, ...], least: int) -> Bools:
    size = postings.snapshot.size
    if least > 1:
        counts = np.zeros(size, np.int32)
        for part in parts:
            counts += matching(postings, part)
        return counts >= least
    terms = [part for part in parts if isinstance(part, Term)]
    mask = _marked(size, (postings.standing(term.form, each).sections for term in terms for each in fields_of(term.field)))
    for part in parts:
        if not isinstance(part, Term):
            mask |= matching(postings, part)
    return mask


def _is(postings: Postings, name: str, values: tuple[str, ...]) -> Bools:
    snapshot = postings.snapshot
    if name == "language":
        return in_language(postings, values)
    if name == "id":
        owners = {value.partition("#")[0] for value in values}
        mask = np.zeros(snapshot.size, np.bool_)
        for section in np.flatnonzero(_by_document(postings, of_documents(postings, owners))).tolist():
            mask[section] = snapshot.section_id(section) in values
        return mask
    return _by_document(postings, of_documents(postings, values) if name == "document" else with_value(postings, name, values))


def in_language(postings: Postings, values: Iterable[str]) -> Bools:
    """The sections in one of some languages, bool [S]."""
    names, codes = postings.snapshot.languages
    chosen = np.array([name in frozenset(values) for name in names], np.bool_)
    return chosen[codes]


def of_documents(postings: Postings, identifiers: Iterable[str]) -> Bools:
    """The documents with one of some ids, bool [D]."""
    mask = np.zeros(postings.snapshot.documents, np.bool_)
    numbers = postings.snapshot.document_numbers
    mask[[numbers[identifier] for identifier in identifiers if identifier in numbers]] = True
    return mask


def with_value(postings: Postings, name: str, values: Iterable[str]) -> Bools:
    """The documents with one of some values of a facet, bool [D]; none for a facet that is not known."""
    mask = np.zeros(postings.snapshot.documents, np.bool_)
    facet = postings.snapshot.facets.get(name)
    if facet is not None:
        wanted = frozenset(values)
        chosen = np.array([value in wanted for value in facet.names], np.bool_)
        mask[facet.documents[chosen[facet.codes]]] = True
    return mask


def _dated(postings: Postings, field: str, low: str | None, high: str | None) -> Bools:
    """The documents with a date between two, bool [D]. A date of which only the year is known lies between if its year may."""
    dates = postings.snapshot.dates[DATES.index("issued" if field == "year" else field)]
    least, most = day(low), day(high) or FAR
    latest = dates + _unknown(dates)
    last = most + int(_unknown(np.array([most], np.int32))[0])
    return np.asarray((dates > 0) & (latest >= least) & (dates <= last))


def _unknown(dates: Int32) -> Int32:
    """What is added to a date with unknown parts to give its latest day."""
    return np.where(dates % 10000 == 0, 1231, np.where(dates % 100 == 0, 31, 0)).astype(np.int32)


def _by_document(postings: Postings, documents: Bools) -> Bools:
    """A mask over documents as a mask over their sections."""
    return np.repeat(documents, np.diff(postings.snapshot.first))
