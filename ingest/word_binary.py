"""Old Word files (.doc, .rtf): LibreOffice, where it is installed, converts them to .docx."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ingest import word
from ingest.errors import UnreadableFile
from ingest.pages import Pages

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
MEDIA_TYPE = "application/msword"
SECONDS = 45.0  # for one conversion, start of the program included
INSTALL = "install LibreOffice (for example apt-get install libreoffice-writer), or save the file as .docx"


def read(path: Path) -> Pages:
    """The lines of a .doc file. Raises `UnreadableFile` where LibreOffice is missing or cannot read it."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableFile(f"old Word files are read by way of LibreOffice, which is not there: {INSTALL}")
    with tempfile.TemporaryDirectory(prefix="bluebook-") as folder:
        return replace(word.read(_converted(program, path, Path(folder))), media_type=MEDIA_TYPE)


def _converted(program: str, path: Path, folder: Path) -> Path:
    """The file as .docx in a folder of its own, by a LibreOffice with a profile of its own: two at once would hinder each other."""
    source = folder / "document.doc"
    shutil.copyfile(path, source)
    profile = (folder / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder),
    ]
    try:
        subprocess.run([*command, str(source)], capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"LibreOffice takes longer than {SECONDS:g} s over it: save it as .docx") from error
    converted = folder / "document.docx"
    if not converted.is_file():
        raise UnreadableFile("LibreOffice cannot read it: open it in Word and save it as .docx")
    return converted
