"""Tables of tagged files: the lines of one row's cells become one line, its cells parted by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.joining import glue
from ingest.line import Line

_LONGEST_CELL = 1200  # a cell as long as a page is layout, not a table


def rows(lines: Iterable[tuple[Line, int]]) -> list[Line]:
    """Lines of a page, each with the number of the table row it stands in (0 for none), with each row as one line."""
    found: list[Line] = []
    for row, group in groupby(lines, key=lambda pair: pair[1]):
        members = [line for line, _ in group]
        found += [_row(members)] if row and _tabular(members) else members
    return found


def _cells(lines: Sequence[Line]) -> list[list[Line]]:
    return [list(group) for _, group in groupby(lines, key=lambda line: line.block)]


def _tabular(lines: Sequence[Line]) -> bool:
    cells = _cells(lines)
    return len(cells) > 1 and all(sum(len(line.text) for line in cell) <= _LONGEST_CELL for cell in cells)


def _row(lines: Sequence[Line]) -> Line:
    texts: list[str] = []
    for cell in _cells(lines):
        text = ""
        for line in cell:
            text = glue(text, line.text.replace("\t", " "))
        texts.append(text)
    return replace(
        lines[0],
        text="\t".join(texts),
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
        top=min(line.top for line in lines),
        bottom=max(line.bottom for line in lines),
        rank=None,
        block=None,
        kind="body",
    )
