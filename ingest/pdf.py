"""PDF files: PDFium reads the text, pypdf the bookmarks, and pypdf the text too where PDFium fails.

What needs pypdf is imported where a file needs it: that library is a quarter of what there is to load, and most files do without.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2.raw as c

from corpus.document import PageQuality
from ingest import quality, tables
from ingest.drawing import PageImage, draw
from ingest.errors import UnreadableFile
from ingest.glyphs import TextPage
from ingest.line import Line
from ingest.pages import Pages
from ingest.tags import Tags

MEDIA_TYPE = "application/pdf"
Recogniser = Callable[[PageImage], list[Line]]

_REASONS = {
    c.FPDF_ERR_PASSWORD: "locked with a password: save a copy without one and give that",
    c.FPDF_ERR_SECURITY: "locked by a way of encryption that is not supported: save a copy without it and give that",
}
_BROKEN = "not a readable PDF: it may be cut off or of another kind; open it in a PDF viewer and save it again"


@dataclass(slots=True)
class _Gathered:
    lines: list[Line] = field(default_factory=list)
    grades: list[PageQuality] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read(path: Path, recognise: Recogniser | None = None) -> Pages:
    """The lines of a PDF; pages without text go to `recognise` where it is given. Raises `UnreadableFile`, which names the cure."""
    data = path.read_bytes()
    with _opened(data) as document:
        if not isinstance(document, str):
            return _pages(document, data, recognise)
    if document != _BROKEN:
        raise UnreadableFile(document)
    from ingest import plain

    lines = plain.lines(data)
    if not lines:
        raise UnreadableFile(_BROKEN)
    count = max(line.page or 1 for line in lines)
    grades = [quality.grade(page, "\n".join(line.text for line in lines if line.page == page)) for page in range(1, count + 1)]
    return Pages(lines=tuple(lines), media_type=MEDIA_TYPE, count=count, quality=tuple(quality.settle(grades)))


@contextmanager
def _opened(data: bytes) -> Iterator[c.FPDF_DOCUMENT | str]:
    """The open document, or the reason why it does not open. `data` must outlive it."""
    document = c.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        yield _REASONS.get(c.FPDF_GetLastError(), _BROKEN)
        return
    try:
        yield document
    finally:
        c.FPDF_CloseDocument(document)


def _pages(document: c.FPDF_DOCUMENT, data: bytes, recognise: Recogniser | None) -> Pages:
    count = c.FPDF_GetPageCount(document)
    if count < 1:
        raise UnreadableFile("a PDF without pages: give the complete file")
    tags = Tags() if c.FPDFCatalog_IsTagged(document) else None
    gathered = _Gathered()
    for index in range(count):
        try:
            _page(document, index, tags, recognise, gathered)
        except (ValueError, OSError, ctypes.ArgumentError) as error:
            from ingest import plain

            lines = plain.lines(data, page=index + 1)
            gathered.lines += lines
            text = "\n".join(line.text for line in lines)
            gathered.grades.append(
                replace(quality.grade(index + 1, text), reason=None if lines else f"the page does not load ({error})")
            )
    lines = gathered.lines
    if c.FPDFBookmark_GetFirstChild(document, None):
        from ingest import bookmarks

        lines = bookmarks.mark(lines, bookmarks.read(data))
    return Pages(
        lines=tuple(lines),
        media_type=MEDIA_TYPE,
        count=count,
        title=_title(document),
        quality=tuple(quality.settle(gathered.grades)),
        warnings=tuple(gathered.warnings),
    )


def _page(document: c.FPDF_DOCUMENT, index: int, tags: Tags | None, recognise: Recogniser | None, gathered: _Gathered) -> None:
    with TextPage(document, index) as page:
        text = page.text()
        found = tags.page(page.page) if tags and text else {}
        pieces = page.pieces(text, found)
        grade = quality.grade(index + 1, text, invisible=sum(p.invisible for p in pieces) * 2 > len(pieces))
        if grade.grade == "empty" and c.FPDFPage_CountObjects(page.page) == 0:
            grade = replace(grade, reason=quality.BLANK)
        elif grade.grade == "empty" and recognise is not None:
            lines = recognise(draw(page.page, index + 1))
            if lines:
                gathered.lines += lines
                gathered.grades.append(PageQuality(page=index + 1, grade="ocr", reason="read from the picture of the page"))
                return
    gathered.lines += tables.rows(pieces)
    gathered.grades.append(grade)


def _title(document: c.FPDF_DOCUMENT) -> str | None:
    buffer = ctypes.create_string_buffer(1024)
    length = c.FPDF_GetMetaText(document, b"Title", buffer, 1024)
    return buffer.raw[: max(min(length, 1024) - 2, 0)].decode("utf-16-le", "replace").strip() or None
