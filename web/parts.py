"""A document cut into parts that make a page each: whole sections where they fit, pieces of a very long one where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from werkzeug.exceptions import NotFound

from corpus import Section
from web.filling import filled

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
    def weight(self) -> int:
        """About how many bytes it adds to a page."""
        return len(self.text.encode(errors="replace")) + SECTION_BYTES

    @property
    def opens(self) -> bool:
        """Whether the section begins here."""
        return self.start == 0


Part = Sequence[Piece]


def parts(sections: Sequence[Section]) -> list[Part]:
    """The parts of a document in reading order; every character of every section is in exactly one piece of one part."""
    return [*filled((piece for ordinal, section in enumerate(sections) for piece in pieces(ordinal, section)), _begins)]


def _begins(piece: Piece) -> bool:
    return piece.section.level == 1 and piece.opens


def pieces(ordinal: int, section: Section) -> list[Piece]:
    """A section in pieces none of which is too heavy for a page; a short one is one piece."""
    return [Piece(ordinal, section, start, end) for start, end in _spans(section.text)]


def chosen_part(given: str | None, count: int) -> int:
    """The part that an address names, counted from 1; the first where it names none. Raises `NotFound`."""
    named = given or "1"
    if not (named.isascii() and named.isdecimal() and len(named) < 9 and 1 <= int(named) <= max(1, count)):
        raise NotFound(f"there is no such part: the parts are numbered from 1 to {max(1, count)}")
    return int(named)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where to cut a text: after a line end where there is one, so that no piece is heavier than a page may be."""
    limit = PIECE_BYTES // 3  # characters: Han take three bytes each
    start = 0
    while len(text) - start > limit:
        cut = text.rfind("\n", start + 1, start + limit) + 1 or start + limit
        yield start, cut
        start = cut
    yield start, len(text)
