"""Line numbers of drafts are gone wherever they are told from what a text counts."""

from __future__ import annotations

from pathlib import Path

import printed
from pdf_press import Press

from ingest import margin, reading
from ingest.line import Line


def numbered(count: int, page: int = 1, first: int = 1, step: int = 1) -> list[Line]:
    """A page of a draft whose lines are numbered in the margin."""
    return [
        printed.at(f"{first + i} {line.text}" if (first + i) % step == 0 else line.text, page, line.bottom, right=line.right)
        for i, line in enumerate(printed.prose(count, page))
    ]


def test_line_numbers_of_drafts_are_gone() -> None:
    """They run through the file, or begin anew on each page."""
    through = [*numbered(20, 1), *numbered(20, 2, first=21)]
    anew = [*numbered(20, 1), *numbered(20, 2)]
    text = printed.texts([*printed.prose(20, 1), *printed.prose(20, 2)])
    assert printed.texts(margin.unnumber(through)) == text
    assert printed.texts(margin.unnumber(anew)) == text


def test_line_numbers_that_stand_alone_are_gone() -> None:
    """Where the margin is read as lines of their own."""
    made: list[Line] = []
    for i, line in enumerate(printed.prose(12)):
        made += [printed.at(str(i + 1), 1, line.bottom, left=40), line]
    assert printed.texts(margin.unnumber(made)) == printed.texts(printed.prose(12))


def test_line_numbers_in_the_margin_are_gone_from_a_page_with_more_lines_than_they_count() -> None:
    """The cells of a table and a caption are not counted."""
    made = [printed.at(str(n), 1, 100 + 14 * n, left=40) for n in range(23, 35)]
    text = [*printed.prose(12), printed.at("Table 2", 1, 400), printed.at("Dose", 1, 414), printed.at("Cells", 1, 414, left=300)]
    assert printed.texts(margin.unnumber([*text, *made])) == printed.texts(text)


def test_items_of_a_short_list_keep_their_numbers() -> None:
    """Seven numbered items are a list, not a draft's margin."""
    made = printed.down([f"{i} item of the list" for i in range(1, 8)])
    assert margin.unnumber(made) == made


def test_figures_of_a_table_are_no_line_numbers() -> None:
    """Numbers that do not count on stay."""
    made = printed.down([f"{n} patients" for n in (12, 7, 30, 2, 18, 44, 9, 5, 21, 16)])
    assert margin.unnumber(made) == made


def test_years_that_begin_lines_stay() -> None:
    """A chronicle is no draft: its numbers count on and mean something."""
    made = printed.down([f"{year} the agency issued guidance" for year in range(1998, 2012)])
    assert margin.unnumber(made) == made


def beside(count: int, *, first: int = 1, left: float = 40.0) -> list[Line]:
    """Numbers beside the lines of a page."""
    return [printed.at(str(first + n), 1, 100 + 14 * n, left=left) for n in range(count)]


def test_numbers_in_the_margin_are_gone_beside_a_table() -> None:
    """Its cells are many lines and not counted."""
    cells = [printed.at(f"Cell {n}", 1, 300 + 4 * n, left=72 + 90 * (n % 4)) for n in range(40)]
    text = [*printed.prose(6), *cells]
    assert margin.strip([*beside(6), *text]) == text


def test_numbers_of_a_table_stay() -> None:
    """They stand within the text, not beside it."""
    made = [*printed.prose(12), *beside(6, left=80)]
    assert margin.strip(made) == made


def test_a_few_numbers_in_the_margin_stay() -> None:
    """Three notes at the edge of a page are no line numbers, nor are numbers that do not count on."""
    for notes in (beside(3), [*beside(2), *beside(2, first=40), *beside(2, first=9)]):
        made = [*printed.prose(12), *notes]
        assert margin.strip(made) == made


def test_a_heading_of_a_draft_is_read_without_its_line_number(tmp_path: Path) -> None:
    """The number of the line stands so near that it is read with it."""
    press = Press()
    sheet = press.sheet()
    words = "The sponsor should describe the process and its controls, and say what is done where they fail."
    for n, text in enumerate(["1. Scope", *[words] * 5, "2. Control of the process", *[words] * 5], 31):
        sheet.put(str(n), 52, 16.0 * n - 380, size=10)
        sheet.put(text, 72, 16.0 * n - 380, size=10, font="bold" if text != words else "")
    sections = reading.read(press.save(tmp_path / "draft.pdf"), "d").sections
    assert [(s.number, s.heading) for s in sections] == [("1.", "Scope"), ("2.", "Control of the process")]
    assert not any(c.isdecimal() for s in sections for c in s.text)
