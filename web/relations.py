"""The ties of a document to others as a reader meets them: grouped by kind, resolved where they can be, links in the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from markupsafe import escape

from corpus import Document, Relation, Section, Store
from corpus.chain import STEPS, steps
from corpus.vocabulary import RELATIONS
from web import addresses
from web.labels import label
from web.messages import day
from web.passages import Layer

SHOWN = 100  # ties of one kind on a page; the JSON has them all

# What the two sides of a step in a text's life are called: on the newer text, and on the older.
LIFE: Mapping[str, tuple[str, str]] = {
    "superseded": ("supersedes", "superseded_by"),
    "finalised": ("drafts", "finalised_as"),
    "revised": ("draft_of", "drafts"),
    "amended": ("amends", "amended_by"),
}
# What a tie of another kind is called by the one it points to.
INVERSE: Mapping[str, str] = {"cites": "cited_by", "implements": "implemented_by"}
ORDER = [*RELATIONS, *INVERSE.values()]


@dataclass(frozen=True, slots=True)
class Tie:
    """Another instrument: what the text calls it, its address and facts where it is held, how often it is meant.

    `articles` are those that are cited: of the other, or of this one by the other.
    """

    name: str
    url: str | None
    document: Document | None
    times: int
    articles: tuple[str, ...] = ()


@dataclass(slots=True)
class _Count:
    """How often a tie is told, and for which articles."""

    times: int = 0
    articles: dict[str, None] = field(default_factory=dict)


def ties(document: Document, store: Store) -> Mapping[str, Sequence[Tie]]:
    """Every tie of a document by kind, of all that is held of its instrument, both ways; each other instrument once a kind."""
    own = {document.id, *(each.id for each in store.texts_of(document.metadata.instrument or document.id))}
    told = store.ties(own, RELATIONS)
    counted: dict[str, dict[str, _Count]] = {}
    for kind, other, article in (*_life(own, told), *_others(own, told, store)):
        count = counted.setdefault(kind, {}).setdefault(other, _Count())
        count.times += 1
        if article:
            count.articles[article] = None
    shown = {kind: dict(islice(counted[kind].items(), SHOWN)) for kind in sorted(counted, key=ORDER.index)}
    known = store.facts({other for others in shown.values() for other in others})
    return {kind: [_tie(other, known, count) for other, count in others.items()] for kind, others in shown.items()}


def _life(own: Collection[str], told: Iterable[tuple[str, Relation]]) -> Iterator[tuple[str, str, str | None]]:
    """The steps a text took in its life; a step told on both sides is one."""
    for step, pairs in steps(told).items():
        for old, new in sorted(pairs):
            if new in own and old not in own:
                yield LIFE[step][0], old, None
            elif old in own and new not in own:
                yield LIFE[step][1], new, None


def _others(own: Collection[str], told: Sequence[tuple[str, Relation]], store: Store) -> Iterator[tuple[str, str, str | None]]:
    """All other ties; what another's text says counts for its instrument."""
    plain = [(owner, tie) for owner, tie in told if tie.type not in STEPS or tie.target_id is None]
    instruments = store.instruments_of({owner for owner, _ in plain if owner not in own})
    for owner, tie in plain:
        if owner in own and tie.target_id not in own:
            yield tie.type, tie.target_id or tie.target, tie.article
        elif owner not in own and tie.target_id in own:
            yield INVERSE.get(tie.type, "related"), instruments.get(owner, owner), tie.article


def _tie(other: str, known: Mapping[str, Document], count: _Count) -> Tie:
    document, articles = known.get(other), tuple(count.articles)
    if document is None:
        return Tie(other, None, None, count.times, articles)
    return Tie(document.title, addresses.document_path(document.id), document, count.times, articles)


def links(document: Document, section: Section, known: Mapping[str, Document], language: str) -> list[Layer]:
    """The citations in a section's text as links: to the instrument where it is among the `known`, else to a search for it."""
    found: list[Layer] = []
    for relation in sorted((each for each in document.relations if _placed(each, section)), key=_start):
        start, end = relation.start or 0, relation.end or 0
        if end > start and (not found or found[-1].end <= start):
            tip = _tip(known.get(relation.target_id or ""), language)
            found.append(Layer(start, end, f'<a class="citation" href="{escape(_href(relation))}"{tip}>', "</a>"))
    return found


def cited(document: Document, store: Store) -> Mapping[str, Document]:
    """The documents held that the text of a document cites, without their sections."""
    return store.facts({each.target_id for each in document.relations if each.target_id and each.start is not None})


def _tip(document: Document | None, language: str) -> str:
    """What is cited, told before one goes there: title, number, date, status."""
    if document is None:
        return ""
    about = document.metadata
    status = label("status", about.status, language) if about.status else None
    told = (document.title, about.document_number, day(about.issued, language), status)
    return f' data-tip="{escape(" · ".join(part for part in told if part))}"'


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
