"""Line numbers that drafts print in the margin: told by where they stand and by that they count on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ingest.line import Line

LABEL = re.compile(r"(\d{1,4})(?:\s+|$)")
_FEWEST = 8  # numbers that begin lines of a page before they are taken for those of its lines
FEW = 4  # numbers that stand in the margin
_FULL_PAGE = 80  # lines


def strip(lines: Sequence[Line]) -> list[Line]:
    """Lines without the numbers that stand in the margin, left of all text of the file."""
    text = sorted(line.left for line in lines if line.size and not line.text.isdecimal())
    edge = text[len(text) // 20] if text else 0.0
    found: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        beside = [i for i, line in enumerate(page) if line.right < edge and line.text.isdecimal() and len(line.text) <= 4]
        values = [int(page[i].text) for i in sorted(beside, key=lambda i: page[i].bottom)]
        gone = set(beside) if len(values) >= FEW and counts_on(values) else set()
        found += [line for i, line in enumerate(page) if i not in gone]
    return found


def unnumber(lines: Sequence[Line]) -> list[Line]:
    """Lines without the numbers that begin them, where a reader does not set these apart."""
    found: list[Line] = []
    for page, group in groupby(lines, key=lambda line: line.page):
        found += _unnumbered(list(group), page or 1)
    return found


def _unnumbered(page: Sequence[Line], number: int) -> Iterator[Line]:
    labels = [LABEL.match(line.text) for line in page]
    values = [int(label[1]) for label in labels if label]
    alone = sum(label is not None and label.end() == len(line.text) for label, line in zip(labels, page, strict=True))
    numbered = len(values) >= _FEWEST and len(values) * 2 >= len(page) - alone and values[-1] <= _FULL_PAGE * number
    if not (numbered and counts_on(values)):
        yield from page
        return
    for label, line in zip(labels, page, strict=True):
        if label is None:
            yield line
        elif rest := line.text[label.end() :].strip():
            yield replace(line, text=rest)


def counts_on(values: Sequence[int]) -> bool:
    """Whether numbers count on by one, or by five."""
    steps = Counter(b - a for a, b in pairwise(values))
    step, times = steps.most_common(1)[0] if steps else (0, 0)
    return step in (1, 5) and times * 10 >= 8 * (len(values) - 1)
