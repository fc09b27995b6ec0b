"""What a reader makes of a file, before any cleaning: its lines and what the format itself states."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Attachment, PageQuality
from ingest.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The lines of a file in reading order, `count` physical pages (None where the format has none), and what else it says.

    `title` is what the file itself gives as its title (metadata, `<title>`), to be trusted only where the text agrees.
    """

    lines: tuple[Line, ...]
    media_type: str
    count: int | None = None
    title: str | None = None
    source_url: str | None = None
    quality: tuple[PageQuality, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()
