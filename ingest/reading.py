"""Which reader takes which file, what every reader gives, and the one path from there to a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus import Document
from ingest import citations, clean, facts, outline, pdf
from ingest.errors import UnreadableFile
from ingest.pages import Pages

Reader = Callable[[Path], Pages]

READERS: dict[str, Reader] = {".pdf": pdf.read}


def read(path: Path, identifier: str) -> Document:
    """The document in a file, by the reader of its suffix. Raises `UnreadableFile`, whose text says what would help."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableFile(f"files of type {path.suffix or '(none)'} are not read; convert it to one of {known}")
    return document(reader(path), identifier)


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
        metadata=found.metadata,
        sections=sections,
        relations=citations.find(sections),
        quality=pages.quality,
        attachments=pages.attachments,
        warnings=pages.warnings,
    )

