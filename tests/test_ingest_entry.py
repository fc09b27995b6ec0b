"""An entry of the catalogue becomes a document in two languages with the facts of its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Document
from corpus.catalogue import SHIPPED
from ingest import UnreadableFile, entry

ORDER_818 = SHIPPED / "instruments" / "cn-sc-order-818-biomedical-new-technology.md"


@pytest.fixture(scope="module")
def order() -> Document:
    """The entry of one weighty instrument."""
    return entry.read(ORDER_818)


def test_the_document_is_the_instrument(order: Document) -> None:
    """Its id, its title in its own language, its facts."""
    assert order.id == ORDER_818.stem
    assert order.title == "生物医学新技术临床研究和临床转化应用管理条例"
    assert order.metadata.instrument == order.id
    assert order.metadata.role == "entry"
    assert order.metadata.authority == "SC"
    assert order.metadata.document_number == "国务院令第818号"
    assert order.metadata.year == "2025"
    assert "document_number" in order.metadata.verified_fields


def test_sections_are_labelled_by_language_and_place(order: Document) -> None:
    """The same labels in both languages, so that one leads to the other."""
    labels = {section.label: section for section in order.sections}
    assert labels["zh-1"].language == "zh"
    assert labels["en-1"].language == "en"
    assert {label[2:] for label in labels if label.startswith("zh")} == {label[2:] for label in labels if label.startswith("en")}
    assert [section.level for section in order.sections if section.label == "zh-3.1"] == [2]


def test_passages_about_others_are_notes(order: Document) -> None:
    """What tells of the framework around an instrument, or of doubts, is set apart from what it says itself."""
    kinds = {section.label: section.kind for section in order.sections}
    assert kinds["zh-1"] == kinds["en-3.1"] == "body"
    assert kinds["zh-4"] == kinds["zh-4.1"] == kinds["en-5"] == "note"


def test_relations_lead_to_instruments(order: Document) -> None:
    """Each tie of the file is a relation that is resolved already."""
    assert ("drafts", "cn-nhc-2019-biomedical-draft") in {(each.type, each.target_id) for each in order.relations}


@pytest.mark.parametrize("text", ["no facts at all", "---\nid: x\n---\n", "---\nid: [\n---\n"])
def test_what_is_no_entry_is_refused_with_its_fault(tmp_path: Path, text: str) -> None:
    """A note somebody wrote is no instrument, and is told so."""
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"not an entry of a catalogue: notes\.md"):
        entry.read(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """Another encoding is a reason, not a crash."""
    path = tmp_path / "notes.md"
    path.write_bytes("---\nid: 药\n".encode("gb18030"))
    with pytest.raises(UnreadableFile):
        entry.read(path)
