"""Which reader takes which file, and the one path from lines to a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Document
from ingest import citations, clean, content, facts, outline, quality, sidecar
from ingest.errors import UnreadableFile
from ingest.line import Line
from ingest.lines_file import read_lines
from ingest.pages import Pages

if TYPE_CHECKING:
    from ingest.ocr import Recogniser

# The module whose `read` takes files of this kind; imported where one is met, for their libraries are large.
READERS = {".pdf": "ingest.pdf", ".html": "ingest.html", ".docx": "ingest.word", ".doc": "ingest.word_binary"}


def read(path: Path, identifier: str) -> Document:
    """The document in a file, by what it holds and what stands beside it. Raises `UnreadableFile`, which names the cure."""
    try:
        return _read(path, identifier)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # a hostile file can provoke anything in a library, and is the user's to replace, not to debug
        raise UnreadableFile(
            f"its reader failed on it ({type(error).__name__}): save it anew from the program that opens it"
        ) from error


def _read(path: Path, identifier: str) -> Document:
    kind = content.kind(path)
    stated = sidecar.beside(path)
    if kind == ".md":
        return _entry(path)
    if kind not in READERS:
        known = ", ".join(sorted({*READERS, ".md", ".jsonl"}))
        raise UnreadableFile(f"files of type {path.suffix or '(none)'} are not read: convert it to one of {known}")
    pages = _pdf(path) if kind == ".pdf" else import_module(READERS[kind]).read(path)
    return sidecar.stated_over(document(pages, stated.id or identifier), stated)


def _pdf(path: Path) -> Pages:
    """A PDF, its pages without text by recognition, which is made ready for the first of them."""
    from ingest import pdf

    @cache
    def recogniser() -> Recogniser:
        from ingest.ocr import Recogniser

        return Recogniser()

    pages = pdf.read(path, lambda image: recogniser()(image))
    if not quality.lacking(pages.quality):
        return pages
    from ingest import ocr

    told = ocr.warning(pages.quality)
    return replace(pages, warnings=(*pages.warnings, told)) if told else pages


def read_all(path: Path, identifier: str) -> Iterator[Document]:
    """The documents in a file: each line of a `.jsonl` file is one, any other file is one. Raises `UnreadableFile`."""
    if path.suffix.lower() != ".jsonl":
        yield read(path, identifier)
        return
    for number, _, outcome in read_lines(path):
        if isinstance(outcome, UnreadableFile):
            raise UnreadableFile(f"line {number}: {outcome}")
        yield outcome


def _entry(path: Path) -> Document:
    from ingest import entry

    return entry.read(path)


def document(pages: Pages, identifier: str) -> Document:
    """The common path: lines are cleaned and cut into sections; facts and citations are read off these."""
    lines = clean.run(pages.lines)
    sections = outline.cut(lines, identifier)
    found = facts.detect(_headed(lines, pages), sections, pages.title)
    return Document(
        id=identifier,
        title=found.title or identifier,
        language=found.language,
        media_type=pages.media_type,
        pages=pages.count,
        metadata=replace(found.metadata, source_url=found.metadata.source_url or pages.source_url),
        sections=sections,
        relations=citations.find(sections),
        quality=pages.quality,
        attachments=pages.attachments,
        warnings=pages.warnings,
    )


def _headed(lines: list[Line], pages: Pages) -> list[Line]:
    """The lines with the title before them, which a web page states outside its text."""
    return lines if pages.count is not None or pages.title is None else [Line(text=pages.title), *lines]
