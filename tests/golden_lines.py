"""Golden inputs: a text file -> the lines a reader would give for it.

A line of the file is a line of print, or a paragraph where the file has no `# page`. Marks in braces at its start say how it is
set: a bare number the size, `b` bold, `i` italic, `xN` its left edge, `yN` its baseline, `rN` a declared rank, `bN` its block,
`gap` a blank line above, `w` that it ends before the edge. Cells of a row are parted by `|`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.line import Line

LEFT, TOP, STEP, SIZE = 72.0, 60.0, 14.0, 10.0
_MARKS = re.compile(r"\{([^{}]*)\}")


def read(path: Path) -> list[Line]:
    """The lines of a golden input."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return list(_printed(rows) if "# page" in rows else map(_paragraph, rows))


def _paragraph(row: str) -> Line:
    marks, text = _split(row)
    rank = next((int(mark[1:]) for mark in marks if re.fullmatch(r"r\d", mark)), None)
    return Line(text=text, rank=rank)


def _printed(rows: list[str]) -> Iterator[Line]:
    page, down = 0, TOP
    for row in rows:
        if row == "# page":
            page, down = page + 1, TOP
            continue
        down += STEP * (2 if "gap" in _split(row)[0] else 1)
        for cell in row.split("|"):
            yield _cell(cell, page, down)


def _cell(cell: str, page: int, down: float) -> Line:
    marks, text = _split(cell)
    sizes = [float(mark) for mark in marks if mark.isdecimal()]
    size = sizes[0] if sizes else SIZE
    left = _number(marks, "x", LEFT)
    bottom = _number(marks, "y", down)
    width = sum(1.0 if c > "\u2e7f" else 0.5 for c in text) * size
    return Line(
        text=text,
        page=page,
        left=left,
        right=left + width,
        top=bottom - size,
        bottom=bottom,
        size=size,
        bold="b" in marks,
        italic="i" in marks,
        rank=int(_number(marks, "r", 0)) or None,
        block=int(_number(marks, "b", 0)) or None,
    )


def _split(row: str) -> tuple[list[str], str]:
    match = _MARKS.match(row)
    return (match[1].split(), row[match.end() :]) if match else ([], row)


def _number(marks: list[str], letter: str, default: float) -> float:
    return next((float(mark[1:]) for mark in marks if re.fullmatch(rf"{letter}\d+", mark)), default)
