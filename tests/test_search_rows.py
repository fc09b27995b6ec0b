"""What of a document is indexed: its texts, but nothing that was read as garbage."""

from __future__ import annotations

import pytest

from corpus import Located
from corpus.document import Document, Grade, Metadata, PageQuality, Section
from search.engines.whoosh.rows import Row, rows


def document(first: Grade, second: Grade) -> Document:
    """A statute of two articles on two pages of these grades, in one chapter."""
    sections = (
        Section(id="d#1", level=1, text="", number="第一章", heading="总则", page=1, page_end=1),
        Section(id="d#2", level=2, text="当事人平等。", number="第一条", page=1, page_end=1),
        Section(id="d#3", level=2, text="当事人自愿。", number="第二条", heading="自愿", page=1, page_end=2),
    )
    quality = (PageQuality(page=1, grade=first), PageQuality(page=2, grade=second))
    return Document(
        id="d",
        title="合同法",
        language="zh",
        media_type="application/pdf",
        pages=2,
        metadata=Metadata(),
        sections=sections,
        quality=quality,
    )


@pytest.mark.parametrize(
    ("first", "second", "texts"),
    [
        ("native", "native", ["", "当事人平等。", "当事人自愿。"]),
        ("ocr", "native", ["", "当事人平等。", "当事人自愿。"]),
        ("garbled", "native", ["", "", "当事人自愿。"]),
        ("native", "garbled", ["", "当事人平等。", "当事人自愿。"]),
        ("garbled", "garbled", ["", "", ""]),
    ],
)
def test_garbled_text_is_not_indexed(first: Grade, second: Grade, texts: list[str]) -> None:
    """A section that has a readable page is."""
    assert [row.texts[0] for row in rows(document(first, second))] == texts


def test_a_garbled_section_is_found_by_its_number_alone() -> None:
    """Its heading came from the same font, and so did those above it."""
    found = list(rows(document("garbled", "garbled")))
    assert [row.texts for row in found] == [("", "第一章", ""), ("", "第一条", ""), ("", "第二条", "")]


def test_a_document_without_sections_is_found_by_its_title() -> None:
    """One row without an id stands for it; what is shown of it has the document's."""
    empty = Document(id="d", title="合同法", language="zh", media_type="application/pdf", pages=2, metadata=Metadata(), sections=())
    assert list(rows(empty)) == [Row("", "zh", "body", ("", "", ""), Located("d", 0, (), Section(id="d", level=1, text="")))]
