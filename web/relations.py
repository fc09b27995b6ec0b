"""The ties of a document to others as a reader meets them: grouped by kind, resolved where they can be, links in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from corpus import Document, Relation, Section, Store
from corpus.vocabulary import RECIPROCAL, RELATIONS
from web import addresses
from web.passages import Layer

SHOWN = 40  # ties of one kind on a page; the JSON has them all

# What a document is called by the one it points to, where the vocabulary has no reciprocal.
INVERSE = {
    "cites": "cited_by",
    "implements": "implemented_by",
    "draft_of": "drafts",
    "drafts": "finalised_as",
    "finalised_as": "drafts",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """Another instrument: what the text calls it, its address and facts where it is held, and how often it is meant."""

    name: str
    url: str | None
    document: Document | None
    times: int


def ties(document: Document, store: Store) -> Mapping[str, Sequence[Tie]]:
    """Every tie of a document by kind, its own and those that point to it; each other instrument once a kind."""
    own = [(relation.type, relation.target_id, relation.target) for relation in document.relations]
    towards = [(_inverse(relation.type), owner, owner) for owner, relation in store.cited_by(document.id) if owner != document.id]
    known = store.facts({target for _, target, _ in (*own, *towards) if target})
    counted: dict[str, dict[str, int]] = {}
    names: dict[str, tuple[str | None, str]] = {}
    for kind, target, name in (*own, *towards):
        key = target or name
        names.setdefault(key, (target, name))
        counted.setdefault(kind, {})[key] = counted.get(kind, {}).get(key, 0) + 1
    order = [*RELATIONS, *INVERSE.values()]
    return {
        kind: [_tie(*names[key], known, times) for key, times in list(counted[kind].items())[:SHOWN]]
        for kind in sorted(counted, key=order.index)
    }


def _inverse(kind: str) -> str:
    return RECIPROCAL.get(kind) or INVERSE.get(kind, "related")


def _tie(target: str | None, name: str, known: Mapping[str, Document], times: int) -> Tie:
    document = known.get(target or "")
    if document is None:
        return Tie(name, None, None, times)
    return Tie(document.title, addresses.document_path(document.id), document, times)


def links(document: Document, section: Section) -> list[Layer]:
    """The citations in a section's text as links: to the instrument where it is held, else to a search for it."""
    found: list[Layer] = []
    for relation in sorted((each for each in document.relations if _placed(each, section)), key=_start):
        start, end = relation.start or 0, relation.end or 0
        if end > start and (not found or found[-1].end <= start):
            found.append(Layer(start, end, f'<a class="citation" href="{escape(_href(relation))}">', "</a>"))
    return found


def _placed(relation: Relation, section: Section) -> bool:
    return relation.section == section.id and relation.start is not None and relation.end is not None


def _start(relation: Relation) -> int:
    return relation.start or 0


def _href(relation: Relation) -> str:
    if relation.target_id is None:
        return f"/search?q={addresses.encode(' '.join(filter(None, (relation.target, relation.article))))}"
    if relation.article:
        return f"{addresses.document_path(relation.target_id)}/articles/{addresses.segment(relation.article)}"
    return addresses.document_path(relation.target_id)
