"""Pieces that stand on one printed line made one line: words set apart, raised marks, the cells of a table's row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.joining import glue
from ingest.line import Line
from ingest.numbering import readings
from ingest.raised import power, superscript

_MARK = re.compile(r"[\d,\s*†‡]{1,6}")
_CELL = 1.6
_TOUCH = 0.6  # of the size: a piece that begins so near another's end goes on with its words


def merge(lines: Sequence[Line]) -> list[Line]:
    """Lines with the pieces of one printed line joined, cells parted by tabs, raised reference marks left out."""
    found: list[Line] = []
    for line in _called_back(lines):
        last = found[-1] if found else None
        if last is None or last.page != line.page or line.page is None or not line.size:
            found.append(line)
        elif _raised(last, line):
            text = last.text + superscript(line.text) if power(last.text, line.text) else last.text
            found[-1] = replace(last, text=text, right=line.right)
        elif _beside(last, line):
            found[-1] = _joined(last, line)
        else:
            found.append(line)
    return found


def _called_back(lines: Sequence[Line]) -> list[Line]:
    """Lines with each piece that was drawn at another time than the words it goes on with put behind these."""
    found: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        follows = _followers(page)
        strays = set(follows.values())
        for i in range(len(page)):
            at: int | None = None if i in strays else i
            while at is not None:
                found.append(page[at])
                at = follows.get(at)
    return found


def _followers(page: Sequence[Line]) -> dict[int, int]:
    """For the lines of a page, by index, the piece that goes on with each though it was drawn elsewhere."""
    baselines: defaultdict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(page):
        if line.size and line.page is not None:
            baselines[round(line.bottom)].append(i)
    found: dict[int, int] = {}
    for members in baselines.values():
        members.sort(key=lambda i: page[i].left)
        for i, after in pairwise(members):
            gap = page[after].left - page[i].right
            if after != i + 1 and -0.1 * page[i].size <= gap <= _TOUCH * page[i].size:
                found[i] = after
    return found


def _raised(last: Line, line: Line) -> bool:
    small = line.size <= 0.8 * last.size and (_MARK.fullmatch(line.text) is not None or power(last.text, line.text))
    return small and -1 <= last.bottom - line.bottom <= last.size and -2 <= line.left - last.right <= last.size


def _beside(last: Line, line: Line) -> bool:
    return abs(last.bottom - line.bottom) <= 0.35 * min(last.size, line.size) and line.left >= last.right - 1


def _joined(last: Line, line: Line) -> Line:
    gap = line.left - last.right
    numbers = readings(last.text)
    label = (bool(numbers) and not numbers[0].title) or last.text in "•·▪o–-"
    if gap > _CELL * max(last.size, line.size) and not label:
        text = f"{last.text}\t{line.text}"
    elif gap < 0.15 * line.size and not label:
        text = last.text + line.text
    else:
        text = glue(last.text, line.text)
    heavy = last if len(last.text) > len(line.text) else line
    return replace(
        last, text=text, right=line.right, bold=heavy.bold, italic=heavy.italic, size=heavy.size, rank=last.rank or line.rank
    )
