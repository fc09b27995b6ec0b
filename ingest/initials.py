"""Initials that reach down several lines, drawn apart from their words: put back before these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.line import Line

_LARGE = 2.0  # times the size of the words: three lines deep it is about four and a half times
_REACH = 1.0  # of the size of the words: between the initial and what goes on with it
_DEEP = 2  # lines beside it
_WORDS = "AIO"  # may be words of their own


def join(lines: Sequence[Line]) -> list[Line]:
    """Lines with each initial at the head of the line it begins: T beside `his chapter` is This chapter, A may be a word."""
    found, large = list(lines), _LARGE * median([line.size for line in lines] or [0.0])
    single = (line for line in lines if len(line.text) == 1 and line.page is not None)
    for initial in [line for line in single if line.text.isupper() and line.size >= large]:  # not the many of a table
        beside = [i for i, line in enumerate(found) if _stands_beside(line, initial)]
        if len(beside) >= _DEEP:
            first = min(beside, key=lambda i: found[i].top)
            text = found[first].text
            gap = " " if initial.text in _WORDS and _known(text.split()[0], lines, found[first]) else ""
            found[first] = replace(found[first], text=f"{initial.text}{gap}{text}")
            found = [line for line in found if line is not initial]
    return found


def _stands_beside(line: Line, initial: Line) -> bool:
    """Whether a line begins right of the initial, as deep as this reaches."""
    return (
        line.page == initial.page
        and initial.size >= _LARGE * line.size > 0
        and -1 <= line.left - initial.right <= _REACH * line.size
        and initial.top <= line.top
        and line.bottom <= initial.bottom + 0.2 * line.size
    )


def _known(word: str, lines: Sequence[Line], here: Line) -> bool:
    """Whether a word also stands in another line."""
    return any(word in line.text.split() for line in lines if line is not here)
