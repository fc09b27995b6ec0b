"""The language a question is written in counts; a name that is written alike in both tells none."""

from __future__ import annotations

import pytest

from search import weights
from search.priors import priors


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
