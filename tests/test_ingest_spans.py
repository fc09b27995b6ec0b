"""Cells stand below their heads, whatever spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import spans

Cell = tuple[str, int, int]  # text, columns, rows


def table(*rows: list[Cell]) -> list[str]:
    """The lines of a table."""
    grid, found = spans.Grid(), []
    for row in rows:
        grid.row()
        found.append(spans.line([(grid.cell(columns, down), text) for text, columns, down in row]))
    return found


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([[("a", 1, 1), ("b", 1, 1)], [("1", 1, 1), ("2", 1, 1)]], ["a\tb", "1\t2"]),
        ([[("a", 2, 1), ("b", 1, 1)], [("1", 1, 1), ("2", 1, 1), ("3", 1, 1)]], ["a\t\tb", "1\t2\t3"]),
        ([[("a", 1, 3), ("b", 1, 1)], [("2", 1, 1)], [("3", 1, 1)], [("4", 1, 1)]], ["a\tb", "\t2", "\t3", "4"]),
        ([[("a", 1, 1), ("b", 2, 2)], [("1", 1, 1), ("2", 1, 1)]], ["a\tb", "1\t\t\t2"]),
        ([[("a", 1, 2), ("b", 1, 1), ("c", 1, 2)], [("2", 1, 1)]], ["a\tb\tc", "\t2"]),
        ([[("a", 1, 1), ("", 1, 1), ("", 1, 1)]], ["a"]),
        ([[("a", 0, 0), ("b", -1, -3)]], ["a\tb"]),
    ],
)
def test_cells_keep_their_columns(rows: list[list[Cell]], lines: list[str]) -> None:
    """What is spanned stays blank, across and down."""
    assert table(*rows) == lines


@given(st.lists(st.lists(st.tuples(st.just("x"), st.integers(-5, 9999), st.integers(-5, 9999)), max_size=4), max_size=6))
def test_every_cell_is_kept(rows: list[list[Cell]]) -> None:
    """No span loses a text, or swells the table beyond measure."""
    for row, line in zip(rows, table(*rows), strict=True):
        assert line.count("x") == len(row)
        assert len(line) <= 2 * (len(rows) + 1) * 4 * spans.WIDEST
