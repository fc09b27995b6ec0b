"""Printed lines -> paragraphs: gaps between Han characters closed, hyphenation undone, a paragraph's lines joined."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.line import Line
from ingest.numbering import readings

_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_EITHER = "“”‘’…—"  # marks of both scripts: Chinese beside Han
_END = re.compile(r"[。．！？；：.!?;:”」』）)]$")
_BULLET = re.compile(r"[•·▪●○◦■□➢✓\u2013\u2014*-]\s|[•▪●○◦■□➢✓]")
_ITEM = re.compile(r"(?:[a-z]|[ivx]{2,4})[.)]\s+[A-Z]")  # f. A concentrate
_LABEL = re.compile(r"[A-Z][A-Z ]{3,40}: ?(?=[A-Z]|$)")  # SUMMARY: and its like, as the Federal Register begins paragraphs
_DAY = re.compile(r"(?:[12]\d{3}|[12一二][○〇零Oo\d一二三四五六七八九]{3})\s*年.{1,6}月.{1,5}日")  # the last line of a signature
_DIVIDED = re.compile(r"([A-Za-z]{2,})[-\u2010\u00ad]$")
_HYPHENS = ("-", "\u2010", "\u00ad")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_BLANK, _LEAD = 1.6, 1.3  # of the usual step between lines: a blank line, and the lead before a paragraph
_FEW = 4  # steps from which the usual one is told
_USUAL = 0.9  # share of a column's lines that end at its edge or before
_HISTORY = 600  # characters of a paragraph with a bracket open
_LARGER = 1.25  # times: print of another size is another paragraph
_COLUMN = 150.0  # points: lines that begin this far apart are in different columns


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document, by which a word at a line's end is known to be divided or hyphenated for good."""

    known: frozenset[str]
    divides: bool

    def whole(self, first: str, second: str) -> bool:
        """Whether `first` and `second` are the halves of one word."""
        if first + second in self.known:
            return True
        return self.divides and f"{first}-{second}" not in self.known


NO_WORDS = Words(frozenset(), divides=True)


def words(lines: Sequence[Line]) -> Words:
    """The words of lines, collected only where any line ends in a hyphen."""
    ends = [(m[1].lower(), _first_word(after.text)) for line, after in pairwise(lines) if (m := _divided(line.text))]
    if not ends:
        return NO_WORDS
    known = frozenset(_WORD.findall("\n".join(line.text for line in lines).lower()))
    divided = sum(first + second in known for first, second in ends)
    hyphenated = sum(f"{first}-{second}" in known for first, second in ends)
    return Words(known, divides=divided >= hyphenated)


def _divided(text: str) -> re.Match[str] | None:
    return _DIVIDED.search(text) if text[-1:] in _HYPHENS else None


def _first_word(text: str) -> str:
    match = _WORD.match(text)
    return match[0].lower() if match else ""


def text(lines: Sequence[Line], known: Words = NO_WORDS) -> str:
    """The text of lines, a paragraph per `\\n`. A table row stays a line of its own."""
    return "\n".join(paragraphs(lines, known))


def paragraphs(lines: Sequence[Line], known: Words = NO_WORDS) -> list[str]:
    """The paragraphs of lines that stand together. Lines without a page are paragraphs already."""
    edges, step = _edges(lines), _step(lines)
    found: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is not None and not _apart(last, line, step) and (_continues(last, line, edges) or _within(found[-1], line)):
            found[-1] = glue(found[-1], line.text, known)
        else:
            found.append(line.text)
        last = line
    return found


def glue(first: str, second: str, known: Words = NO_WORDS) -> str:
    """Two pieces of a paragraph as one: no space beside Han, a word divided at the line's end made whole."""
    if not first or not second:
        return first + second
    if _han(first[-2:][::-1], second[0]) or _han(second[:2], first[-1]):
        return first + second
    divided = _divided(first)
    if divided and second[0].islower():
        return (first[:-1] if known.whole(divided[1].lower(), _first_word(second)) else first) + second
    if first[-1] in "-/–" and first[-2:-1] != " ":
        return first + second
    return f"{first} {second}"


def _han(inward: str, other: str) -> bool:
    """Whether the character at a joint is Han, or a mark of both scripts that has Han beside it; `inward` begins at the joint."""
    if inward[0] in _EITHER:
        return any(_HAN.match(c) for c in (*inward[1:], other))
    return _HAN.match(inward[0]) is not None


def _width_of_first(text: str) -> float:
    """The usual width of what cannot be parted at a line's start, in units of its size: a Han character, a word with its space."""
    return 1.2 if _HAN.match(text) else 0.5 * (len(text.partition(" ")[0]) + 1)


def _edges(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """Left and right edge of each column of each page; a line that runs on over the next column makes none wider."""
    columns: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.page is not None:
            columns[_column(line)].append(line)
    return {column: (min(line.left for line in held), _right(held)) for column, held in columns.items()}


def _right(lines: Sequence[Line]) -> float:
    rights = sorted(line.right for line in lines)
    return rights[math.ceil(_USUAL * (len(rights) - 1))]


def _step(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next, 0 where there are too few to tell."""
    steps = [line.bottom - last.bottom for last, line in pairwise(lines) if line.page == last.page and line.bottom > last.bottom]
    return median(steps) if len(steps) >= _FEW else 0.0


def _within(text: str, line: Line) -> bool:
    """Whether a printed line stands inside a bracket that the paragraph before it opened, as the centred history of a law does."""
    if line.page is None or "\t" in line.text or "\t" in text or len(text) > _HISTORY:
        return False
    opened = text.count("（") + text.count("《") - text.count("）") - text.count("》")
    return opened > 0 and all(number.family == "1" for number in readings(line.text))  # 12 月 4 日


def _apart(last: Line, line: Line, step: float) -> bool:
    """Whether a blank parts two lines: one wide enough in any case, or a smaller one behind an end."""
    if not step or line.page != last.page or last.block is not None:
        return False
    gap = (line.bottom - last.bottom) / step
    return gap > _BLANK or (gap > _LEAD and _END.search(last.text) is not None)


def _column(line: Line) -> tuple[int, int]:
    return line.page or 0, int(line.left // _COLUMN)


def _anew(last: Line, line: Line, edges: tuple[float, float]) -> bool:
    """Whether a line begins a paragraph although a tag holds it together with the last: an indent behind an end, or a date."""
    indented = line.left >= edges[0] + 1.2 * line.size and last.right < edges[1] - 2 * line.size
    return (indented and _END.search(last.text) is not None) or _DAY.fullmatch(line.text) is not None


def _continues(last: Line, line: Line, edges: dict[tuple[int, int], tuple[float, float]]) -> bool:
    """Whether `line` goes on with the paragraph of `last`: same block, or no sign that one ended and another began."""
    if line.page is None or "\t" in line.text or "\t" in last.text:
        return False
    if line.page == last.page and line.block is not None and last.block is not None:
        return line.block == last.block and not _anew(last, line, edges[_column(line)])
    if any(each.match(line.text) for each in (_BULLET, _LABEL, _ITEM)) or _DAY.fullmatch(line.text):
        return False
    if _divided(last.text) and line.text[:1].islower():
        return True
    size = line.size or 10
    ended = _END.search(last.text) is not None
    if not ended and line.text[:1].islower():
        return True
    if max(last.size, size) > _LARGER * min(last.size or size, size):
        return False
    full = last.right + _width_of_first(line.text) * size >= edges[_column(last)][1] - size
    indented = line.left >= edges[_column(line)][0] + 1.2 * size
    if line.page == last.page and line.bottom - last.bottom > 2.4 * size and ended:
        return False
    return full and not (ended and (indented or bool(readings(line.text)) or line.page != last.page))
