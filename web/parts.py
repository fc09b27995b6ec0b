"""A document cut into parts that make a page each: whole sections where they fit, pieces of a very long one where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import Section

PART_BYTES = 40_000  # of text, so that a page with its outline stays under 100 KB
PIECE_BYTES = 24_000
SECTION_BYTES = 500  # what the markup around a section weighs


@dataclass(frozen=True, slots=True)
class Piece:
    """A section, or the characters from `start` to `end` of one; `ordinal` is its place in the document from 0."""

    ordinal: int
    section: Section
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of this piece."""
        return self.section.text[self.start : self.end]

    @property
    def opens(self) -> bool:
        """Whether the section begins here."""
        return self.start == 0


Part = Sequence[Piece]


def parts(sections: Sequence[Section]) -> list[Part]:
    """The parts of a document in reading order; every character of every section is in exactly one piece of one part."""
    found: list[list[Piece]] = []
    size = 0
    for ordinal, section in enumerate(sections):
        for start, end in _spans(section.text):
            weight = len(section.text[start:end].encode(errors="replace")) + SECTION_BYTES
            if not found or size + weight > PART_BYTES or (size > PART_BYTES // 2 and section.level == 1 and start == 0):
                found.append([])
                size = 0
            found[-1].append(Piece(ordinal, section, start, end))
            size += weight
    return [*found]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where to cut a text: after a line end where there is one, so that no piece is heavier than a page may be."""
    limit = PIECE_BYTES // 3  # characters: Han take three bytes each
    start = 0
    while len(text) - start > limit:
        cut = text.rfind("\n", start + 1, start + limit) + 1 or start + limit
        yield start, cut
        start = cut
    yield start, len(text)
