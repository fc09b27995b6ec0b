"""Documents that say the same in two languages, as the entries of the catalogue do: one of them is shown, or both side by side.

What is shown is cut into parts that make a page each. A part has rows, a row a piece for each language that is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus import Document, Section
from web.columns import columns
from web.parts import Piece, parts

Row = Sequence[Piece | None]


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

    @property
    def query(self) -> str:
        """What keeps the languages shown in an address; nothing where there is no choice."""
        return f"show={self.shown}" if len(self.languages) == 2 else ""

    def parts(self) -> list[list[Row]]:
        """The parts in reading order; what stands side by side is never on two pages."""
        if self.beside:
            return [[cells.sides for cells in part] for part in columns(self._pairs(), (self.document, self.document))]
        return [[(piece,) for piece in part] for part in parts(self.document.sections)]

    def _pairs(self) -> list[tuple[Section | None, Section | None]]:
        """Sections paired by what their labels have in common: `zh-2.1` with `en-2.1`."""
        pairs: dict[str, tuple[list[Section], list[Section]]] = {}
        for section in self.document.sections:
            side = self.languages.index(section.language or self.document.language or "")
            pairs.setdefault(_shared(section), ([], []))[side].append(section)
        return [pair for sides in pairs.values() for pair in zip_longest(*sides)]


def pieces_of(part: Sequence[Row]) -> list[Piece]:
    """The pieces of a part, row by row."""
    return [piece for row in part for piece in row if piece]


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
