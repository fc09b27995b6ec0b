"""Document numbers in long texts: looked for only around the signs that every number has, which keeps a code of laws quick."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus import numbers
from corpus.numbers import Number

_SIGN = re.compile(
    r"号|(?<![A-Za-z0-9])(?:C\.?\s?F\.?\s?R|U\.?\s?S\.?\s?C|P(?:ub(?:lic|\.)?)?\.?\s*L(?:aw|\.)"
    r"|(?:Regulation|Directive|Decision)\s*[(\d N]|(?:EMA|EMEA|CHMP|CAT)/|C\(\d|ICH\s*[QSEM]\d|TRS|Technical Report Series"
    r"|Act\s+No|PE\s*0\d|FDA[- ]\d)|\d[A-Z]-\d{4}"
)
_BEFORE = 48
_AFTER = 48


def find(text: str) -> Iterator[Number]:
    """The document numbers of a text in order, as `corpus.numbers.find` gives them."""
    for start, stop in _windows(text):
        for number in numbers.find(text[start:stop]):
            yield replace(number, start=number.start + start, end=number.end + start)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches around signs, not overlapping; none crosses a line."""
    start = stop = 0
    for match in _SIGN.finditer(text):
        left = max(match.start() - _BEFORE, text.rfind("\n", 0, match.start()) + 1, 0)
        right = min(match.end() + _AFTER, len(text))
        if stop and left <= stop:
            stop = right
            continue
        if stop:
            yield start, stop
        start, stop = left, right
    if stop:
        yield start, stop
