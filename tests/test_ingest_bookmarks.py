"""Bookmarks are believed where their titles stand on their pages, and not otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import printed
import pytest
from pdf_press import Press

from ingest import bookmarks
from ingest.bookmarks import Bookmark
from ingest.line import Line

TITLES = ["Purpose of it", "Sponsors and others", "Investigators", "Next steps"]


def pages(titles: Sequence[str] = TITLES) -> list[Line]:
    """A page for each title, with text below."""
    return [line for i, title in enumerate(titles, 1) for line in (printed.at(title, i), *printed.prose(6, i, 130))]


def marks(*rows: tuple[str, int, int]) -> list[Bookmark]:
    """Bookmarks of title, page and depth."""
    return [Bookmark(*row) for row in rows]


def ranks(lines: Sequence[Line]) -> dict[str, int]:
    """The ranked lines with their ranks."""
    return {line.text: line.rank for line in lines if line.rank is not None}


TRUE = marks((TITLES[0], 1, 1), (TITLES[1], 2, 2), (TITLES[2], 3, 2), (TITLES[3], 4, 1))
RANKS = {TITLES[0]: 1, TITLES[1]: 2, TITLES[2]: 2, TITLES[3]: 1}


def test_bookmarks_rank_the_lines_they_name() -> None:
    """Each line the depth of its bookmark; nothing else changes."""
    marked = bookmarks.mark(pages(), TRUE)
    assert ranks(marked) == RANKS
    assert printed.texts(marked) == printed.texts(pages())


def test_case_width_and_marks_do_not_tell_titles_apart() -> None:
    """PURPOSE OF IT: is Purpose of it."""
    loud = [Bookmark(f"{mark.title.upper()}:", mark.page, mark.depth) for mark in TRUE]
    assert ranks(bookmarks.mark(pages(), loud)) == RANKS


def test_numbers_may_stand_in_one_of_them_alone() -> None:
    """1. Purpose on the page, Purpose in the bookmark."""
    numbered = [f"{i}. {title}" for i, title in enumerate(TITLES, 1)]
    assert list(ranks(bookmarks.mark(pages(numbered), TRUE)).values()) == [1, 2, 2, 1]


def test_a_title_over_two_lines_is_found() -> None:
    """Its first line is ranked, and both are one block."""
    lines = pages()
    place = next(i for i, line in enumerate(lines) if line.text == TITLES[1])
    lines[place : place + 1] = [printed.at("Sponsors", 2), printed.at("and others", 2, 114)]
    marked = bookmarks.mark(lines, TRUE)
    assert ranks(marked)["Sponsors"] == 2
    assert marked[place].block == marked[place + 1].block != marked[place + 2].block


def test_a_page_number_is_no_title() -> None:
    """It may stand right before one."""
    numbered = [f"{i}. {title}" for i, title in enumerate(TITLES, 1)]
    lines = [line for i, title in enumerate(numbered, 1) for line in (printed.at(str(i), i, 40), printed.at(title, i))]
    named = [Bookmark(title, i, 1) for i, title in enumerate(numbered, 1)]
    assert ranks(bookmarks.mark(lines, named)) == dict.fromkeys(numbered, 1)


LIES = [
    ("names of pages", marks(*((f"Page {i}", i, 1) for i in range(1, 5)))),
    ("other pages", marks(*((title, 5 - i, 1) for i, title in enumerate(TITLES, 1)))),
    ("one true among many", marks((TITLES[0], 1, 1), *((f"Slide {i}", 1, 1) for i in range(20)))),
    ("too few to tell", marks((TITLES[0], 1, 1), (TITLES[1], 2, 1))),
    ("pages that are not there", marks(*((title, 90 + i, 1) for i, title in enumerate(TITLES)))),
    ("none", []),
]


@pytest.mark.parametrize(("said", "given"), LIES, ids=[said for said, _ in LIES])
def test_bookmarks_that_lie_rank_nothing(said: str, given: list[Bookmark]) -> None:
    """Unless most of them are true."""
    assert bookmarks.mark(pages(), given) == pages()


def test_ranks_of_tags_are_brought_to_the_same_scale() -> None:
    """A file may tag H2 what its bookmarks have at the top."""
    lines = [printed.at(line.text, line.page or 1, line.bottom, rank=3 if line.text in TITLES else None) for line in pages()]
    lines.insert(3, printed.at("A tagged heading without bookmark", 1, 180, rank=5))
    marked = ranks(bookmarks.mark(lines, marks(*((title, i, 1) for i, title in enumerate(TITLES, 1)))))
    assert {marked[title] for title in TITLES} == {1}
    assert marked["A tagged heading without bookmark"] > 1


def test_bookmarks_of_a_file_are_read_with_their_depth() -> None:
    """As a tree, in the order of the file."""
    rows = [("Purpose", 1, 1), ("范围", 1, 2), ("Sponsors", 2, 2), ("Kinds", 2, 3), ("Next steps", 3, 1)]
    press = Press(bookmarks=rows)
    for _ in range(3):
        press.sheet().put("text")
    assert bookmarks.read(press.bytes()) == marks(*rows)


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_cannot_be_read_has_no_bookmarks(data: bytes) -> None:
    """That is no reason to lose its text."""
    assert bookmarks.read(data) == []
