"""A page of a PDF file as a picture, and as characters with their places, by PDFium: the work of the process of `web.rendering`."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2

from web.rendering import Letters, UnshowablePage

LARGEST_SIDE = 4_000  # pixels


@contextmanager
def _opened(path: Path, number: int) -> Iterator[tuple[pypdfium2.PdfDocument, Any]]:
    """A document and a page of it. Raises `UnshowablePage`."""
    try:
        with closing(pypdfium2.PdfDocument(path)) as document:
            if not 1 <= number <= len(document):
                raise IndexError(number)
            with closing(document[number - 1]) as page:
                yield document, page
    except (pypdfium2.PdfiumError, IndexError, OSError) as error:
        raise UnshowablePage(f"page {number} cannot be shown: there is no such page, or the file is damaged") from error


def picture(path: Path, number: int, width: int) -> bytes:
    """A page as a PNG of `width` pixels; pages count from 1. Raises `UnshowablePage`."""
    with _opened(path, number) as (_, page):
        wide, high = page.get_size()
        scale = min(width / wide, LARGEST_SIDE / high)
        with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)) as bitmap:
            return png(bitmap.to_numpy())


def png(pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> bytes:
    """Pixels of shape (height, width, 1 or 3), 8 bits a channel, as a PNG file (PNG specification, sections 5, 7 and 9)."""
    height, width, channels = pixels.shape
    rows = np.zeros((height, 1 + width * channels), np.uint8)  # each row led by filter type 0
    rows[:, 1:] = pixels.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 4)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def letters(path: Path, number: int) -> Letters:
    """The characters of a page. Raises `UnshowablePage`."""
    with _opened(path, number) as (document, page):
        width, height = page.get_size()
        left, bottom, _, _ = page.get_cropbox()
        text, boxes = [], []
        with closing(page.get_textpage()) as layer:
            for index in range(layer.count_chars()):
                text.append(_character(pypdfium2.raw.FPDFText_GetUnicode(layer.raw, index)))
                x0, y0, x1, y1 = layer.get_charbox(index, loose=True)
                boxes.append((x0 - left, height - (y1 - bottom), x1 - left, height - (y0 - bottom)))
        return Letters(width, height, len(document), "".join(text), boxes)


def _character(code: int) -> str:
    return "\ufffd" if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
