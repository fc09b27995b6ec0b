"""The memory that searches work in: had from the system before they ask, and laid in large pages."""

from __future__ import annotations

import ctypes
from pathlib import Path

ROOM = 16 << 20  # bytes that searches work in
LARGE = 2 << 20  # bytes of a large page
COLLAPSE = 25  # MADV_COLLAPSE, which Linux has since 6.1; what cannot be done is refused, and all stays as it was
MAPS = Path("/proc/self/maps")  # the memory of this process, on Linux


def make_room() -> None:
    """Have from the system the memory that searches work in: to get it page by page took a tenth of the first hundreds.

    The C library keeps what is given back up to twice the size of the largest piece there was: so first that, then what is kept.
    """
    for size in (ROOM + ROOM // 2, ROOM):
        piece = b"1" * size
        del piece


def enlarge() -> None:
    """Have what was loaded laid in large pages, so that the processor keeps in mind where all of it is: 3 % of a search."""
    if not MAPS.exists():
        return
    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int)
    for line in MAPS.read_text().splitlines():
        where, rights, _, _, file, *name = line.split()
        if rights == "rw-p" and file == "0" and name in ([], ["[heap]"]):
            begin, end = (int(each, 16) for each in where.split("-"))
            begin += -begin % LARGE
            if begin + LARGE <= end:
                advise(begin, (end - begin) // LARGE * LARGE, COLLAPSE)
