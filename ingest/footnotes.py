"""Footnotes at the foot of pages, told by their small print and their mark, set apart from the running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ingest.line import Line
from ingest.style import measure

_MARK = re.compile(r"(?:\d{1,3}|[*†‡]|[①-⑳])\s*\S")
_START = re.compile(r"\d{1,3}(?=\s?\D)|[*†‡]|[①-⑳]")
_SMALL = 0.93


def set_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines with those of footnotes of kind `note`."""
    size = measure(lines).size
    if not size:
        return list(lines)
    found: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        found += _page(list(group), size)
    return found


def each(notes: Sequence[Line]) -> list[list[Line]]:
    """The lines of each note: one begins where its number follows that of the last, or with a sign of its own."""
    found: list[list[Line]] = []
    last: int | None = None
    for line in notes:
        match = _START.match(line.text)
        number = int(match[0]) if match and match[0].isdecimal() else None
        if not found or (match and (number is None or last is None or number == last + 1)):
            found.append([line])
            last = number if number is not None else last
        else:
            found[-1].append(line)
    return found


def _page(lines: list[Line], size: float) -> list[Line]:
    first = len(lines)
    while (
        first
        and lines[first - 1].kind == "body"
        and 0 < lines[first - 1].size <= _SMALL * size
        and "\t" not in lines[first - 1].text
    ):
        first -= 1
    first = next((i for i in range(first, len(lines)) if _MARK.match(lines[i].text)), len(lines))
    if first == 0:
        return lines
    return lines[:first] + [replace(line, kind="note") for line in lines[first:]]
