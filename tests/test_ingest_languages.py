"""The language of a text is told from its letters, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import languages

TEXTS = [
    ("为了规范生物医学新技术临床研究，制定本条例。", "zh"),
    ("為了規範生物醫學新技術臨床研究，制定本條例。", "zh-Hant"),
    ("再生医療等製品の製造販売についての基準を定める。", "ja"),
    ("첨단재생의료 및 첨단바이오의약품 안전 및 지원에 관한 법률", "ko"),
    ("The applicant should describe the manufacturing process.", "en"),
    ("采用 CAR-T (chimeric antigen receptor T cell) 技术的产品应当符合 GMP 要求，见附件。", "zh"),
    ("Article 1 of the 药品管理法 applies to all of these products in China and their makers abroad.", "en"),
    ("Лекарственные препараты для генной терапии", None),
    ("12345 67.8 %", None),
    ("", None),
    ("——", None),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_a_text_is_in_the_language_of_its_letters(text: str, language: str | None) -> None:
    """Latin words quoted in a Chinese text do not make it English, nor the other way round."""
    assert languages.guess(text) == language


def test_a_table_of_numbers_does_not_hide_the_language() -> None:
    """Digits are of no language."""
    assert languages.guess("1 2 3 4 5 6 7 8 9 " * 50 + "表格说明") == "zh"


@given(st.text(max_size=200))
def test_any_text_has_a_language_or_none(text: str) -> None:
    """Whatever it holds."""
    assert languages.guess(text) in {"zh", "zh-Hant", "ja", "ko", "en", None}


@pytest.mark.parametrize(
    ("character", "wide"), [("药", True), ("，", True), ("ａ", True), ("a", False), (" ", False), ("é", False), ("”", False)]
)
def test_wide_signs_need_no_space(character: str, wide: bool) -> None:
    """Han characters, kana and full-width forms."""
    assert languages.is_wide(character) is wide
