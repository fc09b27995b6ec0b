"""Pages in columns whose lines come row by row across the page: each column is put in order by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from ingest.line import Line

_FEWEST = 12  # lines on a page before columns are looked for
_GUTTER = 10.0  # points


def order(lines: Sequence[Line]) -> list[Line]:
    """Lines in reading order; a page that reads down its columns already, or has none, stays as it is."""
    found: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        gutter = _gutter(page)
        found += page if gutter is None or not _alternates(page, gutter) else _sorted(page, gutter)
    return found


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of a blank strip that parts two columns of prose, or None."""
    sized = [line for line in lines if line.size and "\t" not in line.text]
    if len(sized) < _FEWEST:
        return None
    left, right = min(line.left for line in sized), max(line.right for line in sized)
    starts = sorted({line.left for line in sized if line.left > left + 0.3 * (right - left)})
    for x in starts:
        behind = [line for line in sized if line.left >= x - 1]
        before = [line for line in sized if line.right <= x - _GUTTER]
        across = len(sized) - len(behind) - len(before)
        enough = min(len(behind), len(before)) * 4 >= len(sized) and across * 8 <= len(sized)
        if enough and min(_wide(before), _wide(behind)) > 0.3 * (right - left):
            return x - _GUTTER / 2
    return None


def _wide(lines: Sequence[Line]) -> float:
    return median(line.right - line.left for line in lines)


def _alternates(lines: Sequence[Line], gutter: float) -> bool:
    sides = [line.left > gutter for line in lines if line.size]
    return sum(a != b for a, b in pairwise(sides)) > 4


def _sorted(lines: Sequence[Line], gutter: float) -> list[Line]:
    found: list[Line] = []
    downwards = sorted(lines, key=lambda line: line.bottom)
    for across, group in groupby(downwards, key=lambda line: line.left < gutter < line.right):
        members = list(group)
        found += members if across else sorted(members, key=lambda line: line.left > gutter)
    return found
