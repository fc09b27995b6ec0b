"""The second engine: a PDF's text by pypdf, without places, where PDFium cannot read it."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader

from ingest.line import Line

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def lines(data: bytes, page: int | None = None) -> list[Line]:
    """The text lines of all pages, or of one page (from 1); empty where this engine cannot read them either."""
    try:
        reader = PdfReader(io.BytesIO(data))
        numbers = range(len(reader.pages)) if page is None else [page - 1]
        return [line for number in numbers for line in _page(reader, number)]
    # On broken files pypdf raises nearly anything: TypeError, AssertionError, KeyError, RecursionError and its own.
    except Exception:
        return []


def _page(reader: PdfReader, number: int) -> list[Line]:
    try:
        text = reader.pages[number].extract_text()
    # As above; one broken page does not take the others with it.
    except Exception:
        return []
    return [Line(text=line.strip(), page=number + 1) for line in text.splitlines() if line.strip()]
