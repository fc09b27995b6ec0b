"""What stands under the entry of an instrument: texts held, citations both ways, terms, and its counterparts abroad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus import Document
from corpus.glossary import Concept
from web.relations import Tie
from web.terms import occurrences


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An instrument among others; `unresolved` are citations of what is not held, `abroad` its kin in other jurisdictions."""

    texts: Sequence[Document]
    cites: Sequence[Tie]
    cited_by: Sequence[Tie]
    unresolved: Sequence[Tie]
    terms: Sequence[Concept]
    abroad: Sequence[Tie]
    kin: Sequence[Tie]


def surroundings(document: Document, texts: Sequence[Document], ties: Mapping[str, Sequence[Tie]]) -> Surroundings:
    """What is to be told of an instrument whose entry is shown."""
    pointed = [tie for kind in ("implements", "cites") for tie in ties.get(kind, ())]
    pointing = [tie for kind in ("implemented_by", "cited_by") for tie in ties.get(kind, ())]
    related = ties.get("related", ())
    return Surroundings(
        texts=texts,
        cites=_once(tie for tie in pointed if tie.document),
        cited_by=_once(pointing),
        unresolved=[tie for kind in ties.values() for tie in kind if tie.document is None],
        terms=_terms(document),
        abroad=[tie for tie in related if _elsewhere(document, tie)],
        kin=[tie for tie in related if not _elsewhere(document, tie)],
    )


def _once(ties: Iterable[Tie]) -> list[Tie]:
    """Each other instrument once, however many kinds of tie lead to it."""
    return list({tie.name: tie for tie in reversed(list(ties))}.values())[::-1]


def _elsewhere(document: Document, tie: Tie) -> bool:
    there = (tie.document.metadata.jurisdiction if tie.document else None) or ""
    return there[:2] != (document.metadata.jurisdiction or "")[:2]


def _terms(document: Document) -> list[Concept]:
    """The concepts of the glossary that the text names, in the order they come."""
    found = (concept for section in document.sections for _, _, concept in occurrences(section.text))
    return list({concept.id: concept for concept in found}.values())
