"""An initial that reaches down several lines is the first letter of its words, whatever was drawn first."""

from __future__ import annotations

import printed
import pytest

from ingest import clean, initials
from ingest.line import Line

REST = ["used across all parts of the trial, and by whom", "each of them was described before it began."]


def paragraph(first: str) -> list[Line]:
    """Three lines with room for an initial left of them."""
    return printed.down([first, *REST], left=110)


def initial(letter: str, *, right: float = 109, bottom: float = 128, size: float = 50) -> Line:
    """A letter as deep as three lines, at their left."""
    return printed.at(letter, 1, bottom, left=72, right=right, size=size)


@pytest.mark.parametrize(
    ("letter", "first", "said"),
    [
        ("T", "his chapter describes the methods that were", "This chapter"),
        ("O", "rganizations describe the methods that were", "Organizations describe"),
        ("A", "trial describes all of the methods that were", "A trial"),
        ("A", "ll chapters describe the methods that were", "All chapters"),
    ],
)
@pytest.mark.parametrize("late", [False, True], ids=["drawn first", "drawn last"])
def test_an_initial_begins_its_words(letter: str, first: str, said: str, late: bool) -> None:
    """A letter that may be a word is one where what follows is a word of the file."""
    words = [*paragraph(first), printed.at("Every trial ends.", bottom=400)]
    lines = [*words, initial(letter)] if late else [initial(letter), *words]
    found = clean.run(lines)
    assert [line.text for line in found[1:]] == [line.text for line in words[1:]]
    assert found[0].text.startswith(said)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("too small", initial("T", size=18)),
        ("too far", initial("T", right=90)),
        ("on its own", initial("T", bottom=300)),
        ("a figure", initial("3")),
        ("a word", initial("TO")),
        ("beside one line", initial("T", bottom=104, size=22)),
    ],
)
def test_other_large_letters_stay(said: str, line: Line) -> None:
    """As they are and where they are."""
    lines = [line, *paragraph("his chapter describes the methods that were")]
    assert initials.join(lines) == lines, said
