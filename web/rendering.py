"""Pages of PDF files as pictures and as characters with their places, made by PDFium in a process of its own.

PDFium is not safe for threads, and a hostile file may crash it, hang it or fill memory. So it works in one worker process with a
limit of memory; a task that takes too long ends the worker, and the next one starts a new one.
"""

from __future__ import annotations

import multiprocessing
import resource
import struct
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TaskTimeout
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pypdfium2

SECONDS = 20
MEMORY = 2 << 30  # bytes of address space
LARGEST_SIDE = 4_000  # pixels

Made = TypeVar("Made")


class UnshowablePage(ValueError):
    """A page that cannot be shown: there is no such page, or PDFium could not draw it."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of a page in reading order. `boxes[i]` is left, top, right, bottom of `text[i]` in points from the page's
    left and top edge; a character that is not printed (a line's end, a space between) has a box without area.
    """

    width: float
    height: float
    pages: int
    text: str
    boxes: list[tuple[float, float, float, float]]


class Renderer:
    """One worker process, started when first needed and again when it was lost. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def warm(self) -> None:
        """Start the worker beside what is going on, so that the first page asked for need not wait for it."""
        if self._pool is None and self._lock.acquire(blocking=False):
            try:
                self._started().submit(int)
            finally:
                self._lock.release()

    def picture(self, path: Path, page: int, width: int) -> bytes:
        """A page as a PNG of `width` pixels; pages count from 1. Raises `UnshowablePage`."""
        return self._run(_picture, path, page, width)

    def letters(self, path: Path, page: int) -> Letters:
        """The characters of a page. Raises `UnshowablePage`."""
        return self._run(_letters, path, page)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _run(self, task: Callable[..., Made], path: Path, page: int, *others: object) -> Made:
        with self._lock:
            try:
                return self._started().submit(task, str(path), page, *others).result(SECONDS)
            except (BrokenExecutor, TaskTimeout, MemoryError) as error:
                self._end()
                raise UnshowablePage(f"page {page} could not be drawn: open the original file instead") from error
            except (pypdfium2.PdfiumError, IndexError, OSError) as error:
                raise UnshowablePage(f"page {page} cannot be shown: there is no such page, or the file is damaged") from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_limit, initargs=(MEMORY,))
        return self._pool

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=True, cancel_futures=True)


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _opened(document: pypdfium2.PdfDocument, page: int) -> Any:
    if not 1 <= page <= len(document):
        raise IndexError(page)
    return document[page - 1]


def _picture(path: str, page: int, width: int) -> bytes:
    with closing(pypdfium2.PdfDocument(path)) as document, closing(_opened(document, page)) as opened:
        wide, high = opened.get_size()
        scale = min(width / wide, LARGEST_SIDE / high)
        with closing(opened.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)) as bitmap:
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


def _letters(path: str, page: int) -> Letters:
    with closing(pypdfium2.PdfDocument(path)) as document, closing(_opened(document, page)) as opened:
        width, height = opened.get_size()
        left, bottom, _, _ = opened.get_cropbox()
        text, boxes = [], []
        with closing(opened.get_textpage()) as layer:
            for index in range(layer.count_chars()):
                text.append(_character(pypdfium2.raw.FPDFText_GetUnicode(layer.raw, index)))
                x0, y0, x1, y1 = layer.get_charbox(index, loose=True)
                boxes.append((x0 - left, height - (y1 - bottom), x1 - left, height - (y0 - bottom)))
        return Letters(width, height, len(document), "".join(text), boxes)


def _character(code: int) -> str:
    return "\ufffd" if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000 else chr(code)
