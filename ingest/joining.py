"""Printed lines -> paragraphs: gaps between Han characters closed, hyphenation undone, a paragraph's lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.line import Line

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_GAP = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_END = re.compile(r"[。．！？；：.!?;:”」』）)]$")


def text(lines: Iterable[Line]) -> str:
    """The text of lines, a paragraph per `\\n`. A table row stays a line of its own."""
    return "\n".join(paragraphs(list(lines)))


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of lines that stand together. Lines without a page are paragraphs already."""
    found: list[str] = []
    last: Line | None = None
    right = max((line.right for line in lines), default=0.0)
    for line in lines:
        if last is not None and _continues(last, line, right):
            found[-1] = glue(found[-1], line.text)
        else:
            found.append(line.text)
        last = line
    return found


def glue(first: str, second: str) -> str:
    """Two pieces of a paragraph as one: no space beside Han, a word divided at the line's end made whole."""
    if not first or not second:
        return first + second
    if re.match(rf"[{_HAN}]", first[-1]) or re.match(rf"[{_HAN}]", second[0]):
        return first + second
    if first[-1] in "-\u00ad\u2010" and len(first) > 1 and first[-2].isalpha() and second[0].islower():
        return first[:-1] + second
    if first[-1] in "-/–" and first[-2:-1] != " ":
        return first + second
    return f"{first} {second}"


def _continues(last: Line, line: Line, right: float) -> bool:
    if line.page is None or "\t" in line.text or "\t" in last.text:
        return False
    if line.block is not None and last.block is not None:
        return line.block == last.block
    full = last.right >= right - 2.2 * (last.size or 10)
    return full
