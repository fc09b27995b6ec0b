"""A bar on standard error for what is slow: only on a terminal, never in the way of what is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

STEPS = {"look": "looking at files", "read": "reading files", "lines": "reading documents", "index": "indexing documents"}


@contextmanager
def bar(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A function to tell of progress: step, how much is done, of how much (0 where that is not known)."""
    current: dict[str, tqdm[Any]] = {}

    def tell(step: str, done: int, total: int) -> None:
        if not shown or not sys.stderr.isatty():
            return
        if step not in current:
            for other in current.values():
                other.close()
            current.clear()
            current[step] = tqdm(total=total or None, desc=STEPS[step], unit="", leave=False, file=sys.stderr)
        current[step].update(done - current[step].n)

    try:
        yield tell
    finally:
        for other in current.values():
            other.close()
