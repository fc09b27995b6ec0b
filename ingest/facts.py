"""What a document says of itself: title, number, issuer, dates, status, language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Metadata, Section


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts found, and what a document needs beside its metadata."""

    title: str
    language: str | None
    metadata: Metadata


def detect(sections: Sequence[Section], stated: str | None) -> Facts:
    """The facts of a document from its sections; `stated` is the title the file itself gives."""
    text = " ".join(s.heading or s.text[:400] for s in sections[:20])
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    title = stated or next((s.heading or s.text.partition("\n")[0] for s in sections), "") or "Untitled"
    language = "zh" if han * 4 > len(text) else "en" if text.strip() else None
    return Facts(title, language, Metadata())
