"""Why a hit ranks where it does, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from corpus import Document, Located, vocabulary
from search.lookup import Lookup
from search.marking import Marker

MOST = 8


def explain(document: Document, located: Located, marker: Marker, lookup: Lookup, score: float) -> tuple[str, ...]:
    """What speaks for a section, the weightiest first."""
    return tuple(_reasons(document, located, marker, lookup, score))


def _reasons(document: Document, located: Located, marker: Marker, lookup: Lookup, score: float) -> Iterator[str]:
    if document.id in lookup.documents:
        yield "The question names this instrument by its number or title: it comes first."
    facts = document.metadata
    section = located.section
    places = (
        ("the text", section.text),
        ("the heading", section.name),
        ("the title", " ".join(title for title in (document.title, facts.title_zh, facts.title_en) if title)),
        ("the headings above", " ".join(located.path)),
        ("the document number", facts.document_number or ""),
    )
    for name, text in places:
        if told := _told(text, marker):
            yield f"In {name}: {told}."
    if (label := vocabulary.STATUS.get(facts.status or "unknown")) and facts.status not in {*vocabulary.CURRENT, None, "unknown"}:
        yield f"Not the text in force ({label.en}): it counts less."
    yield f"Score {score:.2f}."


def _told(text: str, marker: Marker) -> str:
    """The words found in a text with how often each stands there."""
    counts = Counter(text[mark.start : mark.end].casefold() for mark in marker.marks(text))
    words = [f"“{word}”" + (f" {count} times" if count > 1 else "") for word, count in counts.most_common(MOST)]
    return ", ".join(words) + (" and more" if len(counts) > MOST else "")
