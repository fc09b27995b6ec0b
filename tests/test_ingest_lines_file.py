"""Collections of documents, one a line: what is given is kept as given, what is wrong is told line by line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document
from ingest import UnreadableFile, lines_file, read_all, read_lines
from ingest.characters import cleaned

RULE: dict[str, Any] = {
    "id": "rule-7",
    "title": "Rule on starting materials",
    "sections": [
        {"id": "r7.1", "heading": "1.1", "text": "Donors are tested."},
        {"id": "r7.2", "heading": "第三条 适用范围", "level": 2, "text": "本条适用于供者。"},
        {"id": 73, "heading": "Records", "text": ""},
    ],
}


def written(folder: Path, *lines: str | bytes | dict[str, Any]) -> Path:
    """A file of these lines."""
    path = folder / "rules.jsonl"
    encoded = [
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode() for line in lines
    ]
    path.write_bytes(b"\n".join(encoded) + b"\n")
    return path


def only(folder: Path, line: str | bytes | dict[str, Any]) -> Document | UnreadableFile:
    """What the only line of a file gives."""
    ((_, _, outcome),) = read_lines(written(folder, line))
    return outcome


def document(folder: Path, **changes: Any) -> Document:
    """The document of the rule with some fields changed."""
    outcome = only(folder, {**RULE, **changes})
    assert isinstance(outcome, Document), outcome
    return outcome


def test_ids_and_text_are_kept_as_given(tmp_path: Path) -> None:
    """The ids given are the ids that searches return; a number alone is the section's number, not its heading."""
    found = document(tmp_path)
    assert (found.id, found.title, found.language) == ("rule-7", "Rule on starting materials", "en")
    assert [(s.id, s.number, s.heading, s.level, s.text) for s in found.sections] == [
        ("r7.1", "1.1", None, 1, "Donors are tested."),
        ("r7.2", "第三条", "适用范围", 2, "本条适用于供者。"),
        ("73", None, "Records", 1, ""),
    ]


@pytest.mark.parametrize(
    ("heading", "number", "rest"),
    [
        ("第十二条", "第十二条", None),
        ("第三百三十六条之一", "第三百三十六条之一", None),
        ("第一章　总则", "第一章", "总则"),
        ("3.2.1.(1)", "3.2.1.(1)", None),
        ("A4", "A4", None),
        ("§ 12", "§ 12", None),
        ("2020 in review", None, "2020 in review"),
        ("第十二条规定的情形", None, "第十二条规定的情形"),
        ("Scope", None, "Scope"),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_heading_that_is_a_number_is_one(tmp_path: Path, heading: str | None, number: str | None, rest: str | None) -> None:
    """So that a search for an article finds it by number."""
    section = document(tmp_path, sections=[{"id": "s", "heading": heading, "text": "t"}]).sections[0]
    assert (section.number, section.heading) == (number, rest)


def test_facts_are_kept(tmp_path: Path) -> None:
    """Codes may be one or a list; the year is given, or that of issue."""
    facts = document(
        tmp_path,
        language="zh",
        jurisdiction="CN",
        authority="NMPA",
        instrument_type="notice",
        document_number="第27号",
        issued="2020-03-30",
        effective="2020-07",
        status="in_force",
        product_class="car_t",
        lifecycle_stage=["ind", "bla"],
        source_url="https://example.org/27",
        nobody_knows="this field",
    )
    kept = facts.metadata
    assert facts.language == "zh"
    assert (kept.jurisdiction, kept.authority, kept.instrument_type, kept.document_number) == ("CN", "NMPA", "notice", "第27号")
    assert (kept.issued, kept.effective, kept.year, kept.status) == ("2020-03-30", "2020-07", "2020", "in_force")
    assert (kept.product_class, kept.lifecycle_stage) == (("car_t",), ("ind", "bla"))
    assert kept.source_url == "https://example.org/27"
    assert document(tmp_path, year=1999, issued="2020").metadata.year == "1999"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"title": "x", "sections": []}, "missing required field id"),
        ({**RULE, "title": None}, "title: expected str, got null"),
        ({**RULE, "title": "  "}, "title: it is blank"),
        ({**RULE, "id": ""}, "id: expected str"),
        ({**RULE, "sections": "none"}, "sections: expected array, got str"),
        ({**RULE, "sections": [{"id": "a"}]}, "sections[0]: object missing required field text"),
        ({**RULE, "sections": [{"id": "a", "text": 5}]}, "sections[0].text: expected str, got int"),
        ({**RULE, "sections": [{"id": "a", "text": "", "level": 0}]}, "sections[0].level: expected int >= 1"),
        ({**RULE, "sections": [{"id": "a", "text": ""}, {"id": "a", "text": ""}]}, "the id 'a' stands twice"),
        ({**RULE, "issued": "last spring"}, "issued: expected str matching"),
        ({**RULE, "issued": "2023-02-30"}, "issued: there is no such day as 2023-02-30"),
        ({**RULE, "effective": "2023-13"}, "effective: there is no such day as 2023-13"),
        ({**RULE, "issued": "0000"}, "issued: there is no such day as 0000"),
        ({**RULE, "issued": "２０２３"}, "issued: expected str matching"),
        ({**RULE, "product_class": 3}, "product_class: expected"),
        ("[1, 2]", "expected object, got array"),
        ("{'id': 1}", "not a JSON object"),
        ('{"id": "a"', "not a JSON object"),
        ('"\\ud800', "not a JSON object"),
        (b'{"id": "\xff\xfe"}', "not UTF-8"),
        ("[" * 100_000, "expected object, got array"),
        ({**RULE, "document_number": 7}, "document_number: expected str, got int"),
    ],
)
def test_what_is_wrong_is_told_by_field(tmp_path: Path, line: str | bytes | dict[str, Any], told: str) -> None:
    """One line that names the field and what it should be."""
    outcome = only(tmp_path, line)
    assert isinstance(outcome, UnreadableFile)
    assert told in str(outcome)
    assert "\n" not in str(outcome)


def test_a_bad_line_stops_no_other(tmp_path: Path) -> None:
    """Lines are counted from 1, blank ones too; each comes with the hash of its bytes."""
    good = json.dumps(RULE).encode()
    found = list(
        read_lines(written(tmp_path, b"\xef\xbb\xbf" + good, b"", b"   ", b"{", good.replace(b"rule-7", b"rule-8") + b"\r"))
    )
    assert [number for number, _, _ in found] == [1, 4, 5]
    assert [isinstance(outcome, Document) for _, _, outcome in found] == [True, False, True]
    assert found[0][1] == hashlib.sha256(good).hexdigest()


def test_what_is_no_text_is_left_out(tmp_path: Path) -> None:
    """Halves of surrogate pairs and control characters, which nothing can store."""
    line = '{"id": "a", "title": "A\\ud800B", "sections": [{"id": "s", "text": "one\\u0000 two\\n\\tthree \\udfff"}]}'
    outcome = only(tmp_path, line)
    assert isinstance(outcome, Document)
    assert outcome.title == "AB"
    assert outcome.sections[0].text == "one two\n\tthree "


def test_a_line_without_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of one endless line is not read into memory, and the line after it is read."""
    monkeypatch.setattr(lines_file, "LONGEST", 1000)
    found = list(read_lines(written(tmp_path, b"x" * 5000, RULE)))
    assert [number for number, _, _ in found] == [1, 2]
    assert "longer than" in str(found[0][2])
    assert isinstance(found[1][2], Document)


def test_all_of_a_file(tmp_path: Path) -> None:
    """`read_all` gives the documents of a collection and raises at the first bad line."""
    good = written(tmp_path, RULE, {**RULE, "id": "rule-8"})
    assert [found.id for found in read_all(good, "ignored")] == ["rule-7", "rule-8"]
    with pytest.raises(UnreadableFile, match="line 2: "):
        list(read_all(written(tmp_path, RULE, "{"), "ignored"))


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=5, unique=True))
def test_whatever_text_a_line_holds_can_be_kept(tmp_path_factory: pytest.TempPathFactory, title: str, texts: list[str]) -> None:
    """Any JSON of the right shape gives a document that can be written as UTF-8, or a reason."""
    line = {"id": "a", "title": title, "sections": [{"id": str(i), "text": text} for i, text in enumerate(texts)]}
    outcome = only(tmp_path_factory.mktemp("any"), line)
    if isinstance(outcome, Document):
        assert [s.text.encode().decode() for s in outcome.sections] == [cleaned(text) for text in texts]
    else:
        assert "title" in str(outcome)
