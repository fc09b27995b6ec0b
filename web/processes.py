"""Further processes that do what this one does, and end with it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any


@contextmanager
def beside(count: int, delay: float, work: Callable[..., None], *given: Any) -> Iterator[None]:
    """So many processes that do some work, from now until the end; told to stop, they return from it.

    One that ends before is replaced, after `delay` seconds.
    """
    over, end = get_context("spawn").Pipe(duplex=False)
    keepers = [threading.Thread(target=_keep, args=(over, delay, work, *given)) for _ in range(count)]
    for each in keepers:
        each.start()
    try:
        yield
    finally:
        end.close()
        for each in keepers:
            each.join()
        over.close()


def _keep(over: Connection, delay: float, work: Callable[..., None], *given: Any) -> None:
    """Have one process at work until all is over."""
    while True:
        with undisturbed():
            helper = get_context("spawn").Process(target=_help, args=(work, *given))
            helper.start()
        wait([helper.sentinel, over])
        helper.terminate()
        helper.join()
        if over.poll(delay):
            return


@contextmanager
def undisturbed() -> Iterator[None]:
    """Processes started meanwhile are never interrupted from the keyboard, which is for the one that started them."""
    resource_tracker.ensure_running()  # else started with the first of them, and letting all signals through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _help(work: Callable[..., None], *given: Any) -> None:
    """Work beside the process that started this one; end with it, even where it is killed."""
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
