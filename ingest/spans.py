"""The columns of a table whose cells span several: where each cell of a row stands, so that cells stay below their heads."""

from __future__ import annotations

from collections.abc import Iterable

WIDEST = 64  # columns or rows that a cell may claim


class Grid:
    """Gives the cells of a table their columns, row by row; a column that a cell above reaches down into is passed over."""

    def __init__(self) -> None:
        self._reaching: dict[int, int] = {}
        self._taken: frozenset[int] = frozenset()
        self._column = 0

    def row(self) -> None:
        """Begins the next row."""
        self._taken = frozenset(self._reaching)
        self._reaching = {column: left - 1 for column, left in self._reaching.items() if left > 1}
        self._column = 0

    def cell(self, columns: int = 1, rows: int = 1) -> int:
        """The column, from 0, of the next cell of the row, which spans so many columns and rows."""
        while self._column in self._taken:
            self._column += 1
        at = self._column
        self._column += max(1, min(columns, WIDEST - at))  # a table of cells that each span many would grow without end
        if rows > 1:
            self._reaching.update(dict.fromkeys(range(at, self._column), min(rows, WIDEST) - 1))
        return at


def line(cells: Iterable[tuple[int, str]]) -> str:
    """The texts of a row's cells, each at its column, parted by tabs; what is spanned stays blank."""
    texts: list[str] = []
    for column, text in cells:
        texts += [""] * (column - len(texts))
        texts.append(text)
    return "\t".join(texts).rstrip("\t")
