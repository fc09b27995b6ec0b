"""The lock of a data folder: one reindex at a time works on it, and one that was stopped before its end leaves its mark."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from web.refusal import Refused

NAME = "reindex.lock"


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Only one run at a time: the lock goes with the process, the mark only with the end of a run. Raises `Refused`."""
    with _held(data) as lock:
        lock.write("begun\n")
        lock.flush()
        yield
        lock.truncate(0)


def unfinished(data: Path) -> bool:
    """Whether the last run was stopped before its end; one that is still at work was not."""
    lock = data / NAME
    if not lock.exists() or not lock.stat().st_size:
        return False
    try:
        with _held(data):
            return lock.stat().st_size > 0
    except Refused:
        return False


@contextmanager
def _held(data: Path) -> Iterator[TextIO]:
    with (data / NAME).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"another reindex is at work on {data}: wait for it to end") from error
        yield lock
