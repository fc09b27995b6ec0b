"""Old Word files are read by way of LibreOffice; where it is not there, the user is told what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

import ingest
from ingest import UnreadableFile, word_binary

PROGRAM = next((found for name in word_binary.PROGRAMS if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file as Word 97 kept it."""
    if PROGRAM is None:
        if os.environ.get("CI"):
            pytest.fail(f"LibreOffice is missing: {word_binary.INSTALL}")
        pytest.skip(word_binary.INSTALL)
    folder = tmp_path_factory.mktemp("old")
    document = docx.Document()
    document.add_heading("一、范围", 1)
    document.add_paragraph("本指导原则适用于细胞治疗产品的药学研究。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目", "限度"
    document.add_paragraph("以上为限度。")
    document.save(str(folder / "new.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [PROGRAM, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "new.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "new.doc"


def test_an_old_file_becomes_a_document(old_file: Path) -> None:
    """With its heading, its text and its table."""
    found = ingest.read(old_file, "old")
    assert [(s.number, s.heading) for s in found.sections] == [("一、", "范围")]
    assert found.sections[0].text == "本指导原则适用于细胞治疗产品的药学研究。\n项目\t限度\n以上为限度。"
    assert found.media_type == "application/msword"


def test_a_broken_old_file_is_told(old_file: Path, tmp_path: Path) -> None:
    """LibreOffice gives nothing for it, or nothing that has text."""
    broken = tmp_path / "broken.doc"
    broken.write_bytes(old_file.read_bytes()[:2048])
    with pytest.raises(UnreadableFile):
        word_binary.read(broken)


def test_an_old_file_in_a_worker(old_file: Path) -> None:
    """The limits for a file leave room for the program that converts it."""
    with ingest.Workers(1) as workers:
        ((_, outcome),) = workers.read([(old_file, "old")])
    assert not isinstance(outcome, UnreadableFile), outcome


def test_without_libreoffice_the_cure_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install, or how to do without it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(word_binary, "PROGRAMS", ("soffice",))
    with pytest.raises(UnreadableFile, match=r"install LibreOffice .* or save the file as \.docx"):
        word_binary.read(tmp_path / "any.doc")


def script(folder: Path, lines: str) -> str:
    """A program of these lines in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("lines", "told"), [("exit 1", "LibreOffice cannot read it"), ("exec sleep 60", "takes longer than 0.5 s")]
)
def test_a_program_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, told: str) -> None:
    """Whether it gives up or never ends."""
    monkeypatch.setattr(word_binary, "PROGRAMS", (script(tmp_path, lines),))
    monkeypatch.setattr(word_binary, "SECONDS", 0.5)
    path = tmp_path / "any.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(UnreadableFile, match=told):
        word_binary.read(path)
