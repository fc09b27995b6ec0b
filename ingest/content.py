"""What a file really holds, told from its first bytes: names lie."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.errors import UnreadableFile

LARGEST = 200 << 20  # bytes of a file
HEAD = 4096  # bytes looked at

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|h1|p|div|script)[\s>]", re.IGNORECASE)
_ENCRYPTED = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"
_READABLE = {".htm": ".html"}


def kind(path: Path) -> str:
    """The suffix whose reader can read the file. Raises `UnreadableFile` where none can."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise UnreadableFile(f"it cannot be opened ({error.strerror or error}): check that it is there and may be read") from error
    if not head.strip(b"\0 \t\r\n"):
        raise UnreadableFile("the file is empty: fetch it again from its source")
    if size > LARGEST:
        raise UnreadableFile(f"it is larger than {LARGEST >> 20} MiB: split it into smaller files")
    return _decided(path, _READABLE.get(path.suffix.lower(), path.suffix.lower()), head)


def _decided(path: Path, named: str, head: bytes) -> str:
    held = _held(path, head)
    if held is None or named == ".md":
        return named
    if named == ".pdf" and held == ".html":
        raise UnreadableFile("it holds a web page, not a PDF, most often an error or login page: fetch the PDF again")
    return held


def _held(path: Path, head: bytes) -> str | None:
    """The suffix that belongs to the content, None where the first bytes do not tell."""
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(path)
    if head.startswith(b"{\\rtf"):
        return ".doc"
    return ".html" if _MARKUP.search(head.replace(b"\0", b"")) else None


def _office(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnreadableFile("it is a damaged Word file or archive: open it in Word and save it again") from error
    if any(name.startswith("word/") for name in names):
        return ".docx"
    raise UnreadableFile("it holds an archive or another program's file, no Word text: unpack it or save it as .docx or .pdf")


def _compound(path: Path) -> str:
    with path.open("rb") as file:
        if _ENCRYPTED in file.read(1 << 20):
            raise UnreadableFile("it is protected by a password: save it without one")
    return ".doc"
