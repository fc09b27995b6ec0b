"""Where the leaves of a tree stand: any of some as a mask over all sections, all of some terms as a list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Int64, spread
from search.engines.whoosh.phrases import held, phrase
from search.engines.whoosh.prefixes import prefixed
from search.engines.whoosh.terms import INSIDE, NAMES, Terms, fields_of
from search.query import Phrase, Prefix, Term

Leaf = Term | Phrase | Prefix


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


def all_terms(terms: Terms, wanted: Sequence[Term]) -> Int64:
    """The sections that hold all of some terms, rising: those that hold the rarest, then those of them that hold the others."""
    counted = [(sum(terms.frequencies(term.form)[field] for field in fields_of(term.field)), term) for term in wanted]
    ordered = [term for _, term in sorted(counted, key=lambda pair: pair[0])]
    if not all(count for count, _ in counted):
        return np.zeros(0, np.int64)
    found = _standing(terms, ordered[0])
    for term in ordered[1:]:
        if len(found):
            found = found[holding(terms, term, found)]
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


def holding(terms: Terms, term: Term, sections: Int64) -> Bools:
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
