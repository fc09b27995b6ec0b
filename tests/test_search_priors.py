"""The language a question is written in counts; a name that is written alike in both tells none."""

from __future__ import annotations

import pytest

from search import weights
from search.priors import priors
from search.query import Prior


@pytest.mark.parametrize(
    ("text", "less"),
    [
        ("长期随访", "en"),
        ("CAR-T 随访", "en"),
        ("long-term follow-up", "zh"),
        ("CAR-T potency", "zh"),
        ("Yescarta", "zh"),
        ("CAR-T", None),
        ("AAV GCP", None),
        ("mRNA", None),
        ("21 CFR 1271.10(a)", None),
        ("", None),
    ],
)
def test_the_other_language_counts_less(text: str, less: str | None) -> None:
    """Han ask for Chinese, words in small letters for English, an acronym or a number for neither."""
    found = {each.value: each.factor for each in priors(text) if each.name == "language"}
    assert found == ({less: weights.OTHER_LANGUAGE} if less else {})


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("FDA long-term follow-up", ["US"]),
        ("U.S. rules on donors", ["US"]),
        ("donors in the United States", ["US"]),
        ("discuss the focus of a museum", []),
        ("European and Japanese guidance", ["EU", "JP"]),
        ("美国与欧盟的长期随访", ["US", "EU"]),
        ("海南博鳌", ["CN-HI"]),
        ("ＣＦＲ 1271", ["US"]),
        ("richly detailed", []),
    ],
)
def test_a_place_that_is_named_counts_more(text: str, places: list[str]) -> None:
    """Latin names count as words of their own, Chinese ones wherever they stand; each place once, in whatever width and case."""
    found = [each.value for each in priors(text) if each.factor == weights.PLACE]
    assert found == places


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("长期随访", {*weights.PAST, *weights.DRAFTS}),
        ("长期随访 征求意见稿", {*weights.PAST}),
        ("proposed rule", {*weights.PAST}),
        ("has the 2009 measure been repealed", {*weights.DRAFTS}),
        ("已废止的草案", set()),
    ],
)
def test_a_question_about_drafts_or_the_past_has_them_count_in_full(text: str, kept: set[Prior]) -> None:
    """What is not in force counts less, but where it is asked for."""
    assert {*weights.PAST, *weights.DRAFTS} & {*priors(text)} == kept
