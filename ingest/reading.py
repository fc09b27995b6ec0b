"""Which reader takes which file, and the one path from lines to a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from corpus.document import Document
from ingest import citations, clean, content, facts, outline, sidecar
from ingest.errors import UnreadableFile
from ingest.lines_file import read_lines
from ingest.pages import Pages

Reader = Callable[[Path], Pages]

# The module whose `read` takes files of this kind; imported where one is met, for their libraries are large.
READERS = {".pdf": "ingest.pdf", ".html": "ingest.html", ".docx": "ingest.word", ".doc": "ingest.word_binary"}


def read(path: Path, identifier: str) -> Document:
    """The document in a file, by what it holds and what stands beside it. Raises `UnreadableFile`, which names the cure."""
    kind = content.kind(path)
    stated = sidecar.beside(path)
    if kind == ".md":
        return _entry(path)
    if kind not in READERS:
        known = ", ".join(sorted({*READERS, ".md", ".jsonl"}))
        raise UnreadableFile(f"files of type {path.suffix or '(none)'} are not read: convert it to one of {known}")
    reader: Reader = import_module(READERS[kind]).read
    return sidecar.stated_over(document(reader(path), stated.id or identifier), stated)


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
    found = facts.detect(sections, pages.title)
    return Document(
        id=identifier,
        title=found.title,
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
