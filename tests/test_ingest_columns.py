"""Columns are read down, not across, and a page without columns is left as it is."""

from __future__ import annotations

import printed
import pytest

from ingest import columns
from ingest.line import Line


def column(name: str, left: float, count: int = 12, top: float = 120.0, page: int = 1) -> list[Line]:
    """Lines of one column of a page."""
    texts = [f"{name} {i} of the column that is about so wide" for i in range(count)]
    return printed.down(texts, page, top, left=left, right=left + 210)


def across(*parts: list[Line]) -> list[Line]:
    """The lines of columns in the order of their height, as some programs write them."""
    return sorted((line for part in parts for line in part), key=lambda line: (line.page, line.bottom, line.left))


def test_two_columns_read_row_by_row_are_put_in_order() -> None:
    """The left column to its end, then the right one."""
    left, right = column("left", 72), column("right", 310)
    assert columns.order(across(left, right)) == left + right


def test_columns_that_are_in_order_stay() -> None:
    """Most programs write them so."""
    lines = column("left", 72) + column("right", 310)
    assert columns.order(lines) == lines


def test_a_heading_over_both_columns_comes_first() -> None:
    """What runs across parts the page: columns above it are read before it, those below after it."""
    title = [printed.at("A heading that runs over both of the columns of this page", 1, 90, right=520)]
    upper = [column("left", 72, 6), column("right", 310, 6)]
    middle = [printed.at("Another heading that runs over both of the columns", 1, 230, right=520)]
    lower = [column("lower left", 72, 6, 260), column("lower right", 310, 6, 260)]
    lines = across(title, *upper, middle, *lower)
    assert columns.order(lines) == title + upper[0] + upper[1] + middle + lower[0] + lower[1]


def test_each_page_has_its_own_columns() -> None:
    """A page of columns between two pages without."""
    first, last = printed.prose(14, 1), printed.prose(14, 3)
    left, right = column("left", 72, page=2), column("right", 310, page=2)
    assert columns.order([*first, *across(left, right), *last]) == [*first, *left, *right, *last]


@pytest.mark.parametrize("count", [1, 5, 14, 40])
def test_a_page_without_columns_stays(count: int) -> None:
    """Prose over the whole width."""
    lines = printed.prose(count)
    assert columns.order(lines) == lines


def test_rows_of_a_table_are_no_columns() -> None:
    """A row is read across."""
    lines = [printed.at(f"name {i}\tvalue {i}", 1, 100 + 14 * i, right=520) for i in range(16)]
    assert columns.order(lines) == lines


def test_indented_items_are_no_second_column() -> None:
    """Items set in from the margin follow the line they belong to."""
    lines: list[Line] = []
    for i in range(8):
        lines.append(printed.at("A line that runs over the whole width of the page to its edge", 1, 100 + 28 * i, right=520))
        lines.append(printed.at("and an item set in", 1, 114 + 28 * i, left=110, right=230))
    assert columns.order(lines) == lines


def test_paragraphs_without_pages_stay() -> None:
    """A web page has no places."""
    lines = printed.paragraphs(*(f"paragraph {i}" for i in range(20)))
    assert columns.order(lines) == lines


def test_no_line_is_lost_or_doubled() -> None:
    """Ordering changes the order alone."""
    lines = across(column("left", 72, 20), column("right", 310, 15), printed.down(["across " * 12], top=95, right=520))
    assert sorted(printed.texts(columns.order(lines))) == sorted(printed.texts(lines))
