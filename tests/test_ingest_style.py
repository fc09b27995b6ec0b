"""How a page is set is measured from what most of it is set in."""

from __future__ import annotations

import printed
import pytest

from ingest import style
from ingest.line import Line


def test_the_running_text_is_what_most_characters_are_set_in() -> None:
    """A few large lines and many short small ones do not outweigh it."""
    lines = [printed.at("Title", size=24, bold=True), *printed.prose(10, size=11), *printed.down(["1", "2", "3"] * 6, size=7)]
    found = style.measure(lines)
    assert (found.size, found.bold) == (11, False)


def test_notes_and_tables_do_not_count() -> None:
    """A page may have more notes than text."""
    notes = [printed.at(printed.SENTENCE, 1, 300 + i, size=8, kind="note") for i in range(30)]
    assert style.measure([*printed.prose(6), *notes]).size == 10


def test_the_step_is_that_of_the_running_text() -> None:
    """From one line to the next."""
    assert style.measure(printed.prose(10)).step == printed.STEP


def test_a_text_all_in_bold_has_no_bold_headings() -> None:
    """There bold says nothing."""
    lines = printed.down([printed.SENTENCE] * 5, bold=True)
    found = style.measure(lines)
    assert found.bold
    assert not found.stands_out(printed.at("A line in bold", bold=True))


def test_nothing_has_no_style() -> None:
    """No lines, no size; nor where the format has no places."""
    assert style.measure([]).size == 0
    assert not style.measure(printed.paragraphs("one", "two")).larger(printed.at("x", size=30))


@pytest.mark.parametrize(
    ("line", "out"),
    [
        (printed.at("Introduction", size=12), True),
        (printed.at("Introduction", size=10.5), False),
        (printed.at("Introduction", bold=True), True),
        (printed.at("INTRODUCTION"), True),
        (printed.at("Introduction"), False),
        (printed.at("GMP"), False),
    ],
)
def test_a_line_stands_out_by_size_weight_or_capitals(line: Line, out: bool) -> None:
    """An abbreviation alone does not."""
    assert style.measure(printed.prose(10)).stands_out(line) is out


@pytest.mark.parametrize(
    ("text", "capital"),
    [
        ("INTRODUCTION", True),
        ("I. INTRODUCTION AND SCOPE", True),
        ("ANNEX 1", True),
        ("GMP", False),
        ("CAR-T 细胞", False),
        ("Introduction", False),
        ("第一章 总则", False),
        ("12345", False),
        ("", False),
        ("DNA 和 RNA 的质量控制要求以及检验方法", False),
    ],
)
def test_capitals_are_a_line_of_capital_letters(text: str, capital: bool) -> None:
    """At least four of them, and most of the line."""
    assert style.capitals(text) is capital


@pytest.mark.parametrize(
    ("text", "is_set"),
    [
        ("LABELING OF APIs AND INTERMEDIATES (9)", True),
        ("SCOPE", True),
        ("Scope", False),
        ("GMP for APIs", False),
        ("FDA", False),
        ("第三章", False),
        ("DNA 检测", False),
    ],
)
def test_capitals_may_hold_a_plural(text: str, is_set: bool) -> None:
    """The s of APIs does not make a heading in capitals ordinary print."""
    assert style.capitals(text) is is_set
