"""Pages of PDF files as pictures and as characters with their places, made by PDFium in a process of its own.

PDFium is not safe for threads, and a hostile file may crash it, hang it or fill memory. So it works in one worker process with a
limit of memory; a task that takes too long ends the worker, and the next one starts a new one.
"""

from __future__ import annotations

import multiprocessing
import resource
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TaskTimeout
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from web.processes import end_with_parent, undisturbed

SECONDS = 20
MEMORY = 2 << 30  # bytes of address space

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
                self._started()
            finally:
                self._lock.release()

    def picture(self, path: Path, page: int, width: int) -> bytes:
        """A page as a PNG of `width` pixels; pages count from 1. Raises `UnshowablePage`."""
        from web import facsimile  # PDFium is large, and few need a page

        return self._run(facsimile.picture, path, page, width)

    def letters(self, path: Path, page: int) -> Letters:
        """The characters of a page. Raises `UnshowablePage`."""
        from web import facsimile

        return self._run(facsimile.letters, path, page)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _run(self, task: Callable[..., Made], path: Path, page: int, *others: object) -> Made:
        with self._lock:
            try:
                return self._started().submit(task, path, page, *others).result(SECONDS)
            except (BrokenExecutor, TaskTimeout, MemoryError) as error:
                self._end()
                raise UnshowablePage(f"page {page} could not be drawn: open the original file instead") from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_limit, initargs=(MEMORY,))
            with undisturbed():
                self._pool.submit(int)  # starts the worker
        return self._pool

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=True, cancel_futures=True)


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    end_with_parent()
