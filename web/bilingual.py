"""Documents that say the same in two languages, as the entries of the catalogue do: one of them is shown, or both side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import Document, Section

if TYPE_CHECKING:
    from web.reading import Passage


@dataclass(frozen=True, slots=True)
class Tongues:
    """A document with the sections that are shown; `languages` are those it has, `shown` is one of them, or `both`."""

    document: Document
    languages: Sequence[str]
    shown: str

    @property
    def beside(self) -> bool:
        """Whether two languages are shown side by side."""
        return self.shown == "both"

    def rows(self, passages: Sequence[Passage]) -> list[tuple[Passage | None, Passage | None]]:
        """Passages paired by what their labels have in common: `zh-2.1` with `en-2.1`."""
        pairs: dict[str, dict[str, Passage]] = {}
        for passage in passages:
            pairs.setdefault(_shared(passage.section), {})[passage.section.language or self.document.language or ""] = passage
        first, second = self.languages[:2]
        return [(pair.get(first), pair.get(second)) for pair in pairs.values()]


def tongues(document: Document, wanted: str, asked: Section | None) -> Tongues:
    """What to show of a document: in `wanted` (`zh`, `en` or `both`) where it has it, but never without the section asked for."""
    languages = list(dict.fromkeys(section.language or document.language or "" for section in document.sections))
    if document.metadata.role != "entry" or len(languages) != 2:
        return Tongues(document, languages[:1], languages[0] if languages else "")
    if wanted == "both":
        return Tongues(document, languages, "both")
    shown = (asked.language or document.language or "") if asked else wanted if wanted in languages else languages[0]
    kept = tuple(section for section in document.sections if (section.language or document.language) == shown)
    return Tongues(replace(document, sections=kept), languages, shown)


def _shared(section: Section) -> str:
    return section.label.partition("-")[2] or section.label
