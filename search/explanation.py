"""Why a hit ranks where it does, as facts; whoever shows them puts them into the reader's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corpus import Document, Located, vocabulary
from search.lookup import Lookup
from search.marking import Marker
from search.query import Field
from search.result import Reason

MOST = 8


def explain(document: Document, located: Located, marker: Marker, lookup: Lookup, score: float) -> tuple[Reason, ...]:
    """What speaks for a section, the weightiest first."""
    return tuple(_reasons(document, located, marker, lookup, score))


def _reasons(document: Document, located: Located, marker: Marker, lookup: Lookup, score: float) -> Iterator[Reason]:
    if document.id in lookup.documents:
        yield Reason("named")
    facts = document.metadata
    section = located.section
    places: tuple[tuple[Field, str], ...] = (
        ("text", section.text),
        ("heading", section.name),
        ("title", " ".join(title for title in (document.title, facts.title_zh, facts.title_en) if title)),
        ("path", " ".join(located.path)),
        ("number", facts.document_number or ""),
    )
    for (name, text), marks in zip(places, marker.marks([text for _, text in places]), strict=True):
        if counts := Counter(text[start:end].casefold() for start, end in marks):
            yield Reason(name, tuple(counts.most_common(MOST)), len(counts) > MOST)
    if (status := facts.status or "unknown") in vocabulary.STATUS and status not in {*vocabulary.CURRENT, "unknown"}:
        yield Reason("past", status=status)
    yield Reason("score", score=score)
