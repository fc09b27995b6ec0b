"""Raised digits are powers, or marks of notes."""

from __future__ import annotations

import pytest

from ingest import raised


@pytest.mark.parametrize(
    ("text", "shown"),
    [("6", "⁶"), ("-6", "⁻⁶"), ("−12", "⁻¹²"), ("+2", "⁺²"), ("th", "th"), ("6a", "6a"), ("", ""), ("TM", "TM"), ("1234", "1234")],
)
def test_superscripts(text: str, shown: str) -> None:
    """Digits have raised forms; what has none stays as it is."""
    assert raised.superscript(text) == shown


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1×106个/kg", ["6^"]),
        ("10-6 risk", ["-6^"]),
        ("1012 vg", ["12^"]),
        ("per m2 of skin", ["2^"]),
        ("600 mg/m2", ["2^"]),
        ("5 min-1", ["-1^"]),
        ("5 mg/kg3 daily", ["3"]),
        ("5 kg/m2,3 and", ["2^"]),
        ("as described12", ["12"]),
        ("of the Act.3 It", ["3"]),
        ("both,4, 5 and", ["4, 5"]),
        ("in 2010 we", []),
        ("CD34 cells", ["34"]),
        ("these 110 patients", ["110"]),
        ("1110 patients", []),
        ("no digits at all", []),
    ],
)
def test_what_may_be_raised(text: str, marks: list[str]) -> None:
    """A power behind ten or a unit, the mark of a note behind a word; whether they are raised the print tells."""
    found = [text[start:stop] + ("^" if power else "") for start, stop, power in raised.candidates(text)]
    assert [mark for mark in found if mark.endswith("^")] == [mark for mark in marks if mark.endswith("^")]
    assert [mark for mark in found if mark in marks] == marks


@pytest.mark.parametrize(("text", "stop"), [("2 benefit-risk", 1), ("26, 27 The", 6), ("2.1 Scope", 0), ("10mg", 0), ("3", 1)])
def test_a_mark_at_the_start_of_a_line(text: str, stop: int) -> None:
    """It ends at a space, and is no number of a heading."""
    assert raised.leading(text) == stop


@pytest.mark.parametrize(
    ("before", "digits", "expected"),
    [
        ("a dose of 1×10", "6", True),
        ("1 mg/m", "2", True),
        ("the applicant", "2", False),
        ("2010", "6", False),
        ("x 10", "-6", True),
    ],
)
def test_powers(before: str, digits: str, expected: bool) -> None:
    """Told by what stands before them."""
    assert raised.power(before, digits) is expected


@pytest.mark.parametrize(
    ("before", "mark"),
    [("as described", True), ("of the Act.", True), ("(CTD)", True), ("2", False), ("n", False), ("(n + 1", False)],
)
def test_a_raised_digit_behind_a_number_or_a_letter_is_its_power(before: str, mark: bool) -> None:
    """2³ and n², beside a mark behind a word."""
    assert raised.marked(before) is mark
