"""A file is read as what it holds; what cannot be read is told with what would help."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import ingest
from corpus.catalogue import SHIPPED
from ingest import SUFFIXES, UnreadableFile, content

HTML = b"<!doctype html><html><body><p>A rule on cell products, long enough to be taken for the text of a page.</p></body></html>"
PDF = b"%PDF-1.7\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def archive(*names: str) -> bytes:
    """An archive that holds files of these names."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "held", "kind"),
    [
        ("rule.pdf", PDF, ".pdf"),
        ("rule.pdf", b"junk before\n" + PDF, ".pdf"),
        ("rule.html", HTML, ".html"),
        ("rule.htm", HTML, ".html"),
        ("rule.HTM", b"no markup at all", ".html"),
        ("rule.html", HTML.decode().encode("utf-16"), ".html"),
        ("rule.docx", archive("word/document.xml"), ".docx"),
        ("rule.doc", COMPOUND, ".doc"),
        ("rule.doc", rb"{\rtf1 text}", ".doc"),
        ("rule.doc", archive("word/document.xml"), ".docx"),
        ("rule.docx", COMPOUND, ".doc"),
        ("rule.doc", HTML, ".html"),
        ("rule.html", PDF, ".pdf"),
        ("rule.md", b"---\nid: x\n---\n<p>", ".md"),
        ("rule.xyz", b"words", ".xyz"),
    ],
)
def test_the_bytes_decide(tmp_path: Path, name: str, held: bytes, kind: str) -> None:
    """Names lie: an old Word file called .docx is read as what it is."""
    path = tmp_path / name
    path.write_bytes(held)
    assert content.kind(path) == kind


@pytest.mark.parametrize(
    ("name", "held", "told"),
    [
        ("rule.pdf", b"", "empty: fetch it again"),
        ("rule.pdf", b"\0" * 5000, "empty: fetch it again"),
        ("rule.pdf", HTML, "a web page, not a PDF"),
        ("rule.docx", b"PK\x03\x04 and then nothing", "damaged Word file"),
        ("rule.docx", archive("xl/workbook.xml"), "no Word text"),
        ("rule.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("rule.xyz", b"words", "files of type .xyz are not read: convert it to one of .doc, .docx"),
        ("rule", b"words", "files of type (none) are not read"),
        ("rule.md", b"no facts on top", "not an entry of a catalogue"),
        ("rule.pdf", b"%PDF-1.7 and then nothing", ""),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, held: bytes, told: str) -> None:
    """In one line that says what would help."""
    path = tmp_path / name
    path.write_bytes(held)
    with pytest.raises(UnreadableFile) as caught:
        ingest.read(path, "x")
    assert told in str(caught.value)
    assert ":" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """It may vanish between being found and being read."""
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        ingest.read(tmp_path / "gone.pdf", "x")


def test_a_file_beyond_measure_is_told(tmp_path: Path) -> None:
    """Without reading it."""
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(PDF)
        file.truncate(content.LARGEST + 1)
    with pytest.raises(UnreadableFile, match="larger than 200 MiB: split it"):
        ingest.read(path, "x")


def test_an_entry_of_the_catalogue_is_read() -> None:
    """By the same door as every other file."""
    path = sorted((SHIPPED / "instruments").glob("*.md"))[0]
    assert ingest.read(path, "ignored").id == path.stem


def test_what_a_library_lets_through_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No error of a library ever reaches the user as such; memory at its end is for who set its limit."""
    path = tmp_path / "rule.html"
    path.write_bytes(HTML)
    nothing: dict[str, str] = {}
    monkeypatch.setattr(content, "kind", lambda path: nothing["no such key"])
    with pytest.raises(UnreadableFile, match=r"its reader failed on it \(KeyError\)"):
        ingest.read(path, "x")


def test_the_suffixes_are_those_of_the_readers() -> None:
    """What the room says it reads is what it reads."""
    assert {".pdf", ".html", ".htm", ".docx", ".doc", ".md", ".jsonl"} == SUFFIXES
