"""Numbers are written as Word draws them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import numerals
from ingest import numbering
from ingest.list_numbers import ListNumbers, circled, han, letters, roman, written


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "〇"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (336, "三百三十六"),
        (1005, "一千零五"),
        (1050, "一千零五十"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
    ],
)
def test_chinese_numerals(number: int, expected: str) -> None:
    """As articles of statutes are counted."""
    assert han(number) == expected


@given(st.integers(1, 9999))
def test_what_is_written_in_chinese_is_read_back(number: int) -> None:
    """The numbering of sections reads what the list drew."""
    assert numerals.integer(han(number)) == number


@given(st.integers(1, 3999))
def test_what_is_written_in_roman_is_read_back(number: int) -> None:
    """For every number that Roman numerals have."""
    assert numbering.roman(roman(number)) == number


@pytest.mark.parametrize(("number", "expected"), [(1, "A"), (26, "Z"), (27, "AA"), (28, "BB"), (53, "AAA"), (0, "A")])
def test_letters_go_round(number: int, expected: str) -> None:
    """After Z comes AA, then BB."""
    assert letters(number) == expected


@pytest.mark.parametrize(("number", "expected"), [(1, "①"), (20, "⑳"), (21, "21"), (0, "0")])
def test_circles(number: int, expected: str) -> None:
    """There are twenty circled numbers."""
    assert circled(number) == expected


def test_no_number_is_written_as_none() -> None:
    """The format `none` draws nothing; an unknown one draws digits."""
    assert (written(3, "none"), written(3, "of tomorrow"), written(11, "ideographTraditional")) == ("", "3", "11")


def test_a_document_without_lists_draws_nothing() -> None:
    """Most guidelines number by hand."""
    assert ListNumbers(None).next("1", 0) == ""
