"""What stands beside a file wins over what was detected in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from corpus import Document, Metadata
from ingest import UnreadableFile, sidecar

PAGE = "<!doctype html><title>Old name</title><h1>1 Scope</h1><p>This rule applies to every cell product made for one patient.</p>"


def read(folder: Path, stated: str | bytes | None) -> Document:
    """A page with this metadata file beside it."""
    page = folder / "rule.html"
    page.write_text(PAGE, encoding="utf-8")
    if stated is not None:
        (folder / "rule.yaml").write_bytes(stated.encode() if isinstance(stated, str) else stated)
    return ingest.read(page, "given-id")


STATED = """
id: rule-5
title: Rule 5
title_zh: 第五号规则
title_en: Rule No. 5
language: en
jurisdiction: US
authority: FDA
instrument_type: guidance
document_number: FDA-2021-D-0404
issued: 2024-01-05
effective: 2024-02
expires: 2030
status: in_force
product_class: [car_t, til]
lifecycle_stage: ind
source_url: https://example.org/rule-5
instrument: us-rule-5
role: translation
"""


def test_what_is_stated_wins(tmp_path: Path) -> None:
    """Every field that may be stated, with dates as YAML writes them; the ids of sections follow the stated id."""
    found = read(tmp_path, STATED)
    kept = found.metadata
    assert (found.id, found.title, found.language) == ("rule-5", "Rule 5", "en")
    assert found.sections[0].id.startswith("rule-5#")
    assert (kept.title_zh, kept.title_en) == ("第五号规则", "Rule No. 5")
    assert (kept.jurisdiction, kept.authority, kept.instrument_type) == ("US", "FDA", "guidance")
    assert kept.document_number == "FDA-2021-D-0404"
    assert (kept.issued, kept.effective, kept.expires, kept.year) == ("2024-01-05", "2024-02", "2030", "2024")
    assert (kept.status, kept.product_class, kept.lifecycle_stage) == ("in_force", ("car_t", "til"), ("ind",))
    assert (kept.source_url, kept.instrument, kept.role) == ("https://example.org/rule-5", "us-rule-5", "translation")
    assert found.warnings == ()


@pytest.mark.parametrize("stated", [None, "title: ~", "title:", "title: ''"])
def test_what_is_not_stated_is_detected(tmp_path: Path, stated: str | None) -> None:
    """Without a metadata file, or where its field is empty."""
    found = read(tmp_path, stated)
    assert (found.id, found.title) == ("given-id", "Old name")


def test_a_field_nobody_knows_is_warned_of(tmp_path: Path) -> None:
    """A slip of the pen costs that field alone."""
    found = read(tmp_path, "titel: New name\nstatus: draft")
    assert found.title == "Old name"
    assert found.metadata.status == "draft"
    assert "rule.yaml: titel: no such field" in found.warnings[-1]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("status: valid", "status: 'valid' is none of in_force, trial"),
        ("language: English", "language: 'English' is none of zh"),
        ("role: copy", "role: invalid enum value 'copy'"),
        ("issued: 5 January 2024", "issued: expected str matching"),
        ("id: two words", "id: expected str matching"),
        ("title: [a, b]", "title: expected str, got array"),
        ("product_class: {a: b}", "product_class: expected"),
        ("- a\n- b", "has no fields"),
        ("just words", "has no fields"),
        ("", "has no fields"),
        ("title: [unclosed", "not YAML in UTF-8"),
        (b"title: \xff\xfe", "not YAML in UTF-8"),
        ("a: &a [*a]\n" + "[" * 5000, "not YAML in UTF-8"),
    ],
)
def test_what_is_stated_wrongly_is_told(tmp_path: Path, stated: str | bytes, told: str) -> None:
    """In one line, with the file's name and the field's."""
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, stated)
    assert "rule.yaml" in str(caught.value)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("nothing", ["", " null", " ~"])
def test_a_field_without_a_value_says_there_is_none(tmp_path: Path, nothing: str) -> None:
    """A guide that speaks of an order does not bear the order's number."""
    detected = Metadata(
        document_number="国务院令第818号", issued="2025-09-28", year="2025", product_class=("car_t",), status="in_force"
    )
    found = Document(id="x", title="导读", language="zh", media_type="text/html", metadata=detected)
    fields_ = "".join(f"{name}:{nothing}\n" for name in ("document_number", "issued", "product_class"))
    (tmp_path / "x.yaml").write_text(fields_, encoding="utf-8")
    stated = sidecar.stated_over(found, sidecar.beside(tmp_path / "x.html")).metadata
    assert (stated.document_number, stated.issued, stated.year, stated.product_class) == (None, None, None, ())
    assert stated.status == "in_force"
