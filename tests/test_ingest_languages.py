"""The language of a text is told from its letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.characters import cleaned, count, latin
from ingest.languages import guess, is_wide


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("为了规范药品的管理，根据有关法律，制定本办法。", "zh"),
        ("為了規範藥品的管理，根據有關法律，制定本辦法。", "zh-Hant"),
        ("CAR-T细胞治疗产品的IND申请资料应当包括CMC、nonclinical等部分", "zh"),
        ("再生医療等製品の安全性を確保するために必要な事項", "ja"),
        ("첨단재생의료의 안전성을 확보하기 위하여", "ko"),
        ("The applicant shall describe the process.", "en"),
        ("The law (药品管理法) applies to every holder of a licence.", "en"),
        ("Настоящие правила устанавливают требования", None),
        ("12.3 (4) — 5 %", None),
        ("", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    """Of the scripts held; None where there is nothing to go by."""
    assert guess(text) == language


@given(st.text())
def test_any_text_has_some_answer(text: str) -> None:
    """One of the languages, or none."""
    assert guess(text) in {"zh", "zh-Hant", "ja", "ko", "en", None}


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("azAZ09 ;éÅ第\ud800"))))
def test_latin_letters_are_counted(text: str) -> None:
    """Those without marks, whatever stands between them."""
    assert latin(text) == sum("a" <= c <= "z" or "A" <= c <= "Z" for c in text)
    assert latin(text) == count(re.compile("[A-Za-z]+"), text)


@given(st.text())
def test_what_is_cleaned_can_be_kept(text: str) -> None:
    """It can be written as UTF-8, cleaning twice changes nothing, and letters stay."""
    kept = cleaned(text)
    assert kept.encode().decode() == kept == cleaned(kept)
    assert [c for c in text if c.isalpha()] == [c for c in kept if c.isalpha()]


@pytest.mark.parametrize(
    ("character", "wide"), [("药", True), ("，", True), ("。", True), ("a", False), ("1", False), (" ", False), ("豈", True)]
)
def test_wide_characters(character: str, wide: bool) -> None:
    """Beside them no space is set."""
    assert is_wide(character) is wide
