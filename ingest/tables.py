"""Tables of tagged files: the lines of one row's cells become one line, its cells parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest import spans
from ingest.glyphs import Piece
from ingest.joining import Words, glue, words
from ingest.line import Line

_LONGEST_CELL = 1200  # a cell as long as a page is layout, not a table


def rows(pieces: Sequence[Piece]) -> list[Line]:
    """The lines of a page's pieces, each row of a table as one line."""
    found: list[Line] = []
    known = words([piece.line for piece in pieces])
    for row, group in groupby(pieces, key=lambda piece: piece.row):
        members = list(group)
        cells = [list(cell) for _, cell in groupby(members, key=lambda piece: piece.line.block)]
        lines = [piece.line for piece in members]
        found += [_row(lines, cells, known)] if row and _tabular(cells) else lines
    return found


def _tabular(cells: Sequence[Sequence[Piece]]) -> bool:
    return len(cells) > 1 and all(sum(len(piece.line.text) for piece in cell) <= _LONGEST_CELL for cell in cells)


def _row(lines: Sequence[Line], cells: Sequence[Sequence[Piece]], known: Words) -> Line:
    return replace(
        lines[0],
        text=spans.line((cell[0].column, _text(cell, known)) for cell in cells),
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        rank=None,
        block=None,
        kind="body",
    )


def _text(cell: Sequence[Piece], known: Words) -> str:
    text = ""
    for piece in cell:
        text = glue(text, piece.line.text.replace("\t", " "), known)
    return text
