"""Warnings are told in the language of the page."""

from __future__ import annotations

import pytest

from corpus.document import PageQuality
from ingest import ocr
from web.cautions import caution


def told(*empty: int, of: int = 3) -> str:
    """What the reader says of a scan of which these pages have no text."""
    grades = [PageQuality(page=n, grade="empty" if n in empty else "ocr") for n in range(1, of + 1)]
    return ocr.warning(grades) or ""


@pytest.mark.parametrize("installed", [True, False])
@pytest.mark.parametrize(
    ("empty", "chinese", "english"), [((2, 3), "没有文字：2, 3。", "No text on page 2, 3."), ((1, 2, 3), "全部页面", "No page")]
)
def test_pages_without_text(
    empty: tuple[int, ...], chinese: str, english: str, installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the reader of scans says it, with what would help."""
    monkeypatch.setattr(ocr, "installed", lambda: installed)
    warning = told(*empty)
    assert chinese in caution(warning, "zh")
    assert english in caution(warning, "en")
    assert ("Tesseract" in caution(warning, "zh")) is not installed


def test_a_field_that_is_none() -> None:
    """In the file beside a document."""
    warning = "a.yaml: tittle: no such field; there are title, issued"
    assert caution(warning, "zh") == "a.yaml 中没有这些字段：tittle。可用字段：title, issued。"
    assert caution(warning, "en") == "a.yaml: no such field: tittle. There are title, issued."


def test_any_other_warning_stands_as_it_is() -> None:
    """Nothing is lost."""
    assert caution("page 2 was read by OCR", "zh") == "page 2 was read by OCR"
