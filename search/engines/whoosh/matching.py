"""The tree of a query as a mask over all sections. Every kind of node is one case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Float32, Int64, spread
from search.engines.whoosh.facts import dated, having, in_language, of_documents, of_kind
from search.engines.whoosh.phrases import held, phrase
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.terms import INSIDE, NAMES, Terms, fields_of
from search.query import And, Everything, Is, Node, Or, Phrase, Prefix, Query, Range, Term

Leaf = Term | Phrase | Prefix
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


def by_document(terms: Terms, documents: Bools) -> Bools:
    """A mask over documents as a mask over their sections."""
    return np.repeat(documents, terms.snapshot.counts)


def marked(terms: Terms, leaves: Sequence[Leaf]) -> Bools:
    """The sections that any of some leaves finds, bool [S]."""
    snapshot = terms.snapshot
    mask, documents = np.zeros(snapshot.size, np.bool_), np.zeros(snapshot.documents, np.bool_)
    plain = [leaf for leaf in leaves if isinstance(leaf, Term)]
    plain += [Term(form, leaf.field) for leaf in leaves if isinstance(leaf, Prefix) for form in prefixed(snapshot, leaf.start)]
    terms.look_up(leaf.form for leaf in plain)
    phrases = [leaf for leaf in leaves if isinstance(leaf, Phrase)]
    for number, part in enumerate(snapshot.parts):
        inside, about = mask[part.sections], documents[part.documents]
        for field in range(len(NAMES)):
            target, index = (inside, part.segment.inside) if field < INSIDE else (about, part.segment.about)
            own = [terms.numbers[leaf.form] for leaf in plain if leaf.field in (None, NAMES[field])]
            begins, ends = terms.tables[number][own, field, :2].T
            target[index.rows[spread(begins, ends - begins)]] = True
            for leaf in phrases:
                if leaf.field in (None, NAMES[field]):
                    target[phrase(terms, leaf, field, number)[0]] = True
    return mask | by_document(terms, documents) if documents.any() else mask


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
    found = _standing(terms, ordered[0])
    for term in ordered[1:]:
        if len(found):
            found = found[_holding(terms, term, found)]
    return found


def _standing(terms: Terms, term: Term) -> Int64:
    """The sections that hold a term, rising."""
    snapshot, rows = terms.snapshot, []
    for number, part in enumerate(snapshot.parts):
        for field in fields_of(term.field):
            own = terms.rows(term.form, field, number).astype(np.int64)
            if field < INSIDE:
                rows.append(own + part.section)
            elif len(own):
                rows.append(spread(snapshot.first[own + part.document], snapshot.counts[own + part.document]))
    held = [each for each in rows if len(each)]
    return held[0] if len(held) == 1 else np.unique(np.concatenate(held or rows))


def among(terms: Terms, node: Node, sections: Int64) -> Bools:
    """Which of some sections a tree finds, bool of the shape of `sections`, which rise."""
    match node:
        case Term():
            return _holding(terms, node, sections)
        case Is("kind", values):
            return of_kind(terms.snapshot, values, sections)
    return matching(terms, node)[sections]


def _holding(terms: Terms, term: Term, sections: Int64) -> Bools:
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
