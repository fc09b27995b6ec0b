"""Two texts in two columns: sections beside their counterparts, long ones in pieces, the whole in parts that make a page each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus import Document, Section
from corpus.alignment import Pair
from web.filling import filled
from web.parts import Piece, pieces


@dataclass(frozen=True, slots=True)
class Cells:
    """A section and its counterpart, or a piece of each; `single` where only one text has it."""

    left: Piece | None
    right: Piece | None
    single: bool

    @property
    def sides(self) -> tuple[Piece | None, Piece | None]:
        """Both."""
        return self.left, self.right

    @property
    def weight(self) -> int:
        """About how many bytes it adds to a page."""
        return sum(piece.weight for piece in self.sides if piece)

    def holds(self, section: Section) -> bool:
        """Whether a section stands here."""
        return any(piece and piece.section.id == section.id for piece in self.sides)


def columns(pairs: Sequence[Pair], texts: tuple[Document, Document]) -> list[list[Cells]]:
    """The pairs in parts none of which is too heavy for a page; every character of both texts is in exactly one cell."""
    return filled(_cells(pairs, texts))


def _cells(pairs: Sequence[Pair], texts: tuple[Document, Document]) -> Iterator[Cells]:
    places = [{section.id: place for place, section in enumerate(each.sections)} for each in texts]
    for pair in pairs:
        sides = [pieces(places[side][section.id], section) if section else () for side, section in enumerate(pair)]
        for left, right in zip_longest(*sides):
            yield Cells(left, right, None in pair)
