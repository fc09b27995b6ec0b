"""A document is a fact: it goes to plain values and back unchanged, and its sections know where they stand."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Attachment, Document, Metadata, PageQuality, Relation, Section, paths

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DATES = st.sampled_from([None, "2024", "2024-05", "2024-05-06"])

sections = st.builds(
    Section,
    id=st.text("abcdefghij#.", min_size=1, max_size=12),
    level=st.integers(1, 9),
    text=TEXT,
    number=st.none() | TEXT,
    heading=st.none() | TEXT,
    page=st.none() | st.integers(1, 900),
    page_end=st.none() | st.integers(1, 900),
    kind=st.sampled_from(["body", "front", "annex", "table", "note"]),
    anchor=st.none() | TEXT,
    language=st.sampled_from([None, "zh", "en"]),
)

documents = st.builds(
    Document,
    id=st.text("abc-", min_size=1, max_size=9),
    title=TEXT,
    language=st.sampled_from([None, "zh", "en", "zh-Hant"]),
    media_type=st.sampled_from(["application/pdf", "text/html"]),
    pages=st.none() | st.integers(1, 900),
    metadata=st.builds(
        Metadata,
        title_en=st.none() | TEXT,
        issued=DATES,
        effective=DATES,
        product_class=st.lists(st.sampled_from(["car_t", "aav"]), max_size=2).map(tuple),
        verified_fields=st.lists(st.sampled_from(["title", "issued"]), max_size=2).map(tuple),
        role=st.sampled_from(["text", "entry", "translation"]),
    ),
    sections=st.lists(sections, max_size=4).map(tuple),
    relations=st.lists(
        st.builds(Relation, type=st.just("cites"), target=TEXT, start=st.none() | st.integers(0, 9)), max_size=2
    ).map(tuple),
    quality=st.lists(
        st.builds(
            PageQuality,
            page=st.integers(1, 9),
            grade=st.sampled_from(["native", "ocr", "garbled", "empty"]),
            reason=st.none() | TEXT,
        ),
        max_size=2,
    ).map(tuple),
    attachments=st.lists(st.builds(Attachment, title=TEXT, url=TEXT), max_size=2).map(tuple),
    warnings=st.lists(TEXT, max_size=2).map(tuple),
)


@given(documents)
def test_a_document_reads_back_from_plain_values(document: Document) -> None:
    """Dicts, lists and strings hold all of it."""
    assert Document.from_dict(document.to_dict()) == document


@given(documents)
def test_a_document_reads_back_from_json(document: Document) -> None:
    """So does its JSON."""
    assert Document.from_dict(msgspec.json.decode(msgspec.json.encode(document))) == document


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": 3}, "title"),
        ({"sections": [{"id": "x", "level": "first", "text": ""}]}, "level"),
        ({"sections": [{"id": "x", "level": 1, "text": "", "kind": "poem"}]}, "kind"),
        ({"quality": [{"page": 1, "grade": "good"}]}, "grade"),
    ],
)
def test_what_is_no_document_is_told_by_its_field(change: dict[str, object], told: str) -> None:
    """A wrong value names the place."""
    plain = Document(id="x", title="X", language="en", media_type="text/html").to_dict() | change
    with pytest.raises(msgspec.ValidationError, match=told):
        Document.from_dict(plain)


def test_facts_do_not_change() -> None:
    """Whoever holds a section holds it as it was read."""
    section = Section(id="x#1", level=1, text="t")
    with pytest.raises(AttributeError):
        section.text = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("identifier", "label"),
    [("doc#3.2", "3.2"), ("doc#第十二条", "第十二条"), ("plain-id", "plain-id"), ("doc#a#b", "a#b")],
)
def test_a_label_is_the_address_within_the_document(identifier: str, label: str) -> None:
    """What follows the document's id, or the whole id where it was given by others."""
    assert Section(id=identifier, level=1, text="").label == label


@pytest.mark.parametrize(
    ("number", "heading", "name"),
    [("1", "Scope", "1 Scope"), (None, "Scope", "Scope"), ("第一条", None, "第一条"), (None, None, "")],
)
def test_a_name_is_number_and_heading(number: str | None, heading: str | None, name: str) -> None:
    """As a breadcrumb shows it."""
    assert Section(id="x", level=1, text="", number=number, heading=heading).name == name


def tree(*levels: int) -> list[Section]:
    """Sections of these levels, each headed by its place."""
    return [Section(id=f"d#{place}", level=level, text="", heading=str(place)) for place, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((1, 1), [(), ()]),
        ((1, 2, 3), [(), ("0",), ("0", "1")]),
        ((1, 2, 2), [(), ("0",), ("0",)]),
        ((1, 2, 1, 2), [(), ("0",), (), ("2",)]),
        ((2, 1), [(), ()]),
        ((1, 3, 2), [(), ("0",), ("0",)]),
        ((), []),
    ],
)
def test_a_path_names_what_stands_above(levels: tuple[int, ...], expected: list[tuple[str, ...]]) -> None:
    """Outermost first; a section of the same or a higher level ends the one before."""
    assert list(paths(tree(*levels))) == expected


def test_sections_without_a_name_leave_no_gap_in_a_path() -> None:
    """A breadcrumb has no empty step."""
    nameless = [
        Section(id="d#a", level=1, text="front"),
        Section(id="d#b", level=2, text="", heading="B"),
        Section(id="d#c", level=3, text=""),
    ]
    assert list(paths(nameless)) == [(), (), ("B",)]


@given(st.lists(st.integers(1, 6), max_size=20))
def test_a_path_is_never_deeper_than_its_level(levels: list[int]) -> None:
    """Each step up is a section before it of a smaller level."""
    for section, path in zip(tree(*levels), paths(tree(*levels)), strict=True):
        assert len(path) < section.level
        assert all(int(step) < int(section.heading or 0) and levels[int(step)] < section.level for step in path)
