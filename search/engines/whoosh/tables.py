"""Large tables of zeros that each thread keeps: a new one costs more than most searches write into it."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

MANY = 8  # where more than one place in so many was written, all are zeroed
_kept = threading.local()


def borrow(dtype: type[np.generic], size: int) -> NDArray[Any]:
    """A table of so many zeros or more; one that is not given back is lost, and the next one new."""
    table = _kept.__dict__.pop(dtype.__name__, None)
    return table if table is not None and len(table) >= size else np.zeros(size, dtype)


def give_back(table: NDArray[Any], written: NDArray[np.integer[Any]]) -> None:
    """Keep a table that was borrowed, with zeros where it was written."""
    if len(written) * MANY > len(table):
        table.fill(0)
    else:
        table[written] = 0
    keep(table)


def keep(table: NDArray[Any]) -> None:
    """Keep a table that was borrowed and has zeros alone again."""
    _kept.__dict__[table.dtype.type.__name__] = table
