"""Document numbers are found in long texts as in short ones, at their place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import numbers
from ingest import mentions

NUMBERS = [
    "国卫科教发〔2015〕48号",
    "国务院令第818号",
    "国家药监局公告2020年第27号",
    "FDA-2021-D-0404",
    "21 CFR 1271.10(a)",
    "42 U.S.C. 262",
    "Regulation (EC) No 1394/2007",
    "Directive 2001/83/EC",
    "EMA/CAT/80183/2014",
    "ICH Q5A(R2)",
    "Pub. L. 114-255",
    "Act No. 85 of 2013",
    "99D-4114",
]
FILLING = [
    "申请人应当按照要求提交资料。",
    "The applicant should submit the data that were asked for. ",
    "\n",
    "（一）样本；",
    "12 patients, ",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["见", "see ", "按照"])
def test_a_number_is_found_wherever_it_stands(number: str, around: str) -> None:
    """Far into a text as at its start, behind Han as behind a space."""
    text = "样本应当保存。" * 300 + around + number + "。"
    (found,) = [n for n in mentions.find(text) if text[n.start : n.end].endswith(number[-4:])]
    assert found.key == next(numbers.find(around + number)).key
    assert text[found.start : found.end] in around + number


@given(st.lists(st.sampled_from([*NUMBERS, *FILLING]), max_size=30).map(" ".join))
def test_places_are_in_order_and_true(text: str) -> None:
    """Each number stands where it is said to stand, none overlaps another."""
    found = list(mentions.find(text))
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_text_without_numbers_has_none() -> None:
    """Nor is it searched."""
    assert list(mentions.find("The cells are kept cold. " * 1000)) == []
