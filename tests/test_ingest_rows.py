"""Pieces of one printed line are one line: words set apart, raised marks, cells of a row."""

from __future__ import annotations

import printed
import pytest

from ingest import rows, tables
from ingest.glyphs import Piece
from ingest.line import Line


def beside(*pieces: tuple[str, float, float], bottom: float = 100.0, size: float = 10.0) -> list[Line]:
    """Pieces on one baseline, each with its left and right edge."""
    return [printed.at(text, 1, bottom, left=left, right=right, size=size) for text, left, right in pieces]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("1×10", 72, 95), ("-6", 95.2, 99)], "1×10-6"),
        ([("Dose", 72, 95), ("Number of patients", 200, 290)], "Dose\tNumber of patients"),
        ([("剂量", 72, 92), ("人数", 200, 220), ("备注", 300, 320)], "剂量\t人数\t备注"),
        ([("the", 72, 86), ("applicant", 89, 130)], "the applicant"),
        ([("appli", 72, 95), ("cant", 95.5, 112)], "applicant"),
        ([("临床", 72, 92), ("研究", 93, 113)], "临床研究"),
        ([("1.", 72, 80), ("Introduction", 110, 170)], "1. Introduction"),
        ([("2.1", 72, 86), ("Scope of this guideline", 130, 240)], "2.1 Scope of this guideline"),
        ([("•", 72, 76), ("an item", 110, 150)], "• an item"),
        ([("(a)", 72, 86), ("the sponsor", 120, 180)], "(a) the sponsor"),
        ([("第一条", 72, 102), ("为了规范", 130, 170)], "第一条为了规范"),
    ],
)
def test_pieces_of_a_line_are_one_line(pieces: list[tuple[str, float, float]], text: str) -> None:
    """A wide gap parts cells, a small one words, none the halves of a word; a number or a bullet belongs to its text."""
    (line,) = rows.merge(beside(*pieces))
    assert line.text == text
    assert (line.left, line.right) == (pieces[0][1], pieces[-1][2])


def test_a_piece_drawn_at_another_time_goes_where_it_is_read() -> None:
    """Some programs draw the end of a line before the page: it touches what it goes on with."""
    ends, first, second = (
        beside(("implies any degree", 260, 350)),
        beside(("nor does the report", 72, 255)),
        beside(("of causality", 72, 130), bottom=114.0),
    )
    merged = rows.merge([*ends, *first, *second])
    assert printed.texts(merged) == ["nor does the report implies any degree", "of causality"]


def test_lines_of_two_columns_stay_in_their_column() -> None:
    """A gutter is wider than a space."""
    columns = [*beside(("first of the left", 72, 280)), *beside(("second of the left", 72, 280), bottom=114.0)]
    columns += [*beside(("first of the right", 296, 500)), *beside(("second of the right", 296, 500), bottom=114.0)]
    assert rows.merge(columns) == columns


@pytest.mark.parametrize("mark", ["1", "12", "3,4", "*", "†", "‡"])
def test_raised_marks_are_no_text(mark: str) -> None:
    """The mark of a footnote is small and stands high."""
    word = printed.at("as described elsewhere", 1, 100, right=180)
    raised = printed.at(mark, 1, 96, left=180, right=184, size=6)
    assert printed.texts(rows.merge([word, raised])) == ["as described elsewhere"]


def test_small_words_are_text() -> None:
    """Only marks are dropped."""
    word = printed.at("CO", 1, 100, right=86)
    small = printed.at("level", 1, 101, left=88, right=100, size=6)
    assert "level" in "".join(printed.texts(rows.merge([word, small])))


def test_lines_below_each_other_stay_lines() -> None:
    """However near."""
    lines = printed.down(["one", "two", "three"], step=10)
    assert rows.merge(lines) == lines


def test_lines_of_two_pages_stay_apart() -> None:
    """At the same height of the next page stands another line."""
    lines = [printed.at("one", 1, 100, right=90), printed.at("two", 2, 100, left=200)]
    assert rows.merge(lines) == lines


def test_paragraphs_without_places_stay_apart() -> None:
    """A web page's paragraphs all have the place 0."""
    lines = printed.paragraphs("one", "two")
    assert rows.merge(lines) == lines


def test_a_heading_keeps_its_looks_beside_its_number() -> None:
    """The longer piece says how the line is set, the declared rank stays."""
    number = printed.at("3.", 1, 100, right=82)
    title = printed.at("Quality of the product", 1, 100, left=110, right=230, bold=True, rank=2)
    (line,) = rows.merge([number, title])
    assert (line.text, line.bold, line.rank) == ("3. Quality of the product", True, 2)


def cell(text: str, row: int, column: int, bottom: float) -> Piece:
    """A line of a tagged cell with its row and column; its block is its own in the table."""
    return Piece(printed.at(text, 1, bottom, block=10 * row + column), row, column)


def test_tagged_cells_are_a_row() -> None:
    """Also where a cell has several lines, or none; text outside of tables is left alone."""
    lines = [
        Piece(printed.at("Before the table", 1, 80)),
        cell("Test", 1, 0, 100),
        cell("Acceptance", 1, 2, 100),
        cell("criterion", 1, 2, 112),
        cell("无菌", 2, 0, 130),
        cell("不得", 2, 1, 130),
        cell("检出", 2, 1, 142),
        Piece(printed.at("After the table", 1, 160)),
    ]
    assert printed.texts(tables.rows(lines)) == [
        "Before the table",
        "Test\t\tAcceptance criterion",
        "无菌\t不得检出",
        "After the table",
    ]


def test_a_cell_as_long_as_a_page_is_layout() -> None:
    """Some programs lay a whole page out as one table; its text stays text."""
    lines = [cell("word " * 40, 1, 0, 100 + i) for i in range(10)] + [cell("aside", 1, 1, 100)]
    assert len(tables.rows(lines)) == 11


def test_a_row_of_one_cell_is_a_line() -> None:
    """A box around a paragraph is no table."""
    lines = [cell("Boxed text", 1, 0, 100), cell("that goes on", 1, 0, 112)]
    assert printed.texts(tables.rows(lines)) == ["Boxed text", "that goes on"]


def test_a_tab_inside_a_cell_is_a_space() -> None:
    """Tabs part cells and nothing else."""
    (row,) = tables.rows([cell("1\tmg", 1, 0, 100), cell("once", 1, 1, 100)])
    assert row.text == "1 mg\tonce"


def test_a_word_divided_in_a_cell_is_whole_where_the_page_knows_it() -> None:
    """A compound keeps its hyphen."""
    lines = [
        Piece(printed.at("A product-specific guidance", 1, 80)),
        cell("product-", 1, 0, 100),
        cell("specific", 1, 0, 112),
        cell("once", 1, 1, 100),
    ]
    assert printed.texts(tables.rows(lines))[1] == "product-specific\tonce"
