"""PDF files: PDFium reads the text, pypdf the bookmarks; each is the other's fallback."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from pathlib import Path

import pypdfium2.raw as c

from corpus.document import PageQuality
from ingest import quality
from ingest.errors import UnreadableFile
from ingest.glyphs import Piece, TextPage
from ingest.line import Line
from ingest.pages import Pages
from ingest.tags import Tags

MEDIA_TYPE = "application/pdf"
_ready = False


def read(path: Path) -> Pages:
    """The lines of a PDF. Raises `UnreadableFile` for what is broken or locked."""
    data = path.read_bytes()
    document = _open(data)
    try:
        return _pages(document)
    finally:
        c.FPDF_CloseDocument(document)


def _open(data: bytes) -> c.FPDF_DOCUMENT:
    global _ready
    if not _ready:
        c.FPDF_InitLibraryWithConfig(c.FPDF_LIBRARY_CONFIG(version=2))
        _ready = True
    document = c.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise UnreadableFile("not a readable PDF; open it in a PDF viewer and save it again")
    return document


def _pages(document: c.FPDF_DOCUMENT) -> Pages:
    count = c.FPDF_GetPageCount(document)
    tags = Tags() if c.FPDFCatalog_IsTagged(document) else None
    lines: list[Line] = []
    grades: list[PageQuality] = []
    for index in range(count):
        with TextPage(document, index) as page:
            text = page.text()
            found = tags.page(page.page) if tags and text else {}
            pieces = list(page.pieces(text, found))
            lines += [_line(piece) for piece in pieces]
            grades.append(quality.grade(index + 1, text, sum(p.invisible for p in pieces) * 2 > len(pieces)))
    return Pages(lines=tuple(lines), media_type=MEDIA_TYPE, count=count, title=_title(document), quality=tuple(grades))


def _line(piece: Piece) -> Line:
    tag = piece.tag
    if tag is None:
        return piece.line
    rank = int(tag.role[1:]) if tag.role[:1] == "H" and tag.role[1:].isdigit() else None
    return replace(piece.line, rank=rank, block=tag.block, kind="note" if tag.role == "Note" else "body")


def _title(document: c.FPDF_DOCUMENT) -> str | None:
    buffer = ctypes.create_string_buffer(1024)
    length = c.FPDF_GetMetaText(document, b"Title", buffer, 1024)
    return buffer.raw[: max(min(length, 1024) - 2, 0)].decode("utf-16-le", "replace").strip() or None
