"""Further processes that do what this one does, and end with it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from types import FrameType
from typing import Any


@contextmanager
def beside(count: int, delay: float, work: Callable[..., None], *given: Any) -> Iterator[None]:
    """So many processes that do some work, `delay` seconds from now and until the end; told to stop, they return from it."""
    spawn, others = get_context("spawn"), list[SpawnProcess]()

    def start() -> None:
        for _ in range(count):
            others.append(spawn.Process(target=_help, args=(work, *given)))
            others[-1].start()

    later = threading.Timer(delay, start)
    later.start()
    try:
        yield
    finally:
        later.cancel()
        later.join()
        for each in others:
            each.terminate()
            each.join()


def _help(work: Callable[..., None], *given: Any) -> None:
    """Work beside the process that started this one, which alone is interrupted; end with it, even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, stop)
    end_with_parent()
    work(*given)


def end_with_parent() -> None:
    """Let this process end when the one that started it has ended, however that was."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if (parent := parent_process()) is not None:
        wait([parent.sentinel])
        os._exit(0)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """End this process as if its work were done."""
    sys.exit(0)
