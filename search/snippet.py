"""The passage of a section that answers: the stretch that holds most of what was asked, cut at sentences and whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from search.analysis import HAN_CHAR
from search.marking import Mark, Marker
from search.result import Span

WIDTH: Final = 260
WIDTH_HAN: Final = 140
READ: Final = 4_000
"""Characters of a section that are looked through; where nothing stands there, the next as many."""

SENTENCE = re.compile(r"[。！？；.!?;\n](?:(?<=[。！？；])['”’」』）)]*|(?<=[.!?;])['”’)]*(?=\s)|(?<=\n))")
SPACE = re.compile(r"\s{2,}|[^\S ]")
SAME: Final = 1e-6
"""Passages that weigh the same but for rounding: the first one is taken."""
ELLIPSIS = "…"


def snippets(texts: Sequence[str], marker: Marker) -> list[tuple[Span, ...]]:
    """The best passage of each text with its marks; its beginning where nothing of the question stands in it."""
    parts = [text[:READ] for text in texts]
    return [
        _cut(part, marks, before=False, after=len(text) > READ) if marks or len(text) <= READ else _later(text, marker)
        for text, part, marks in zip(texts, parts, marker.marks(parts), strict=True)
    ]


def _later(text: str, marker: Marker) -> tuple[Span, ...]:
    """The best passage of a text in whose beginning nothing stands."""
    for offset in range(READ, len(text), READ):
        part = text[offset : offset + READ]
        (marks,) = marker.marks([part])
        if marks:
            return _cut(part, marks, before=True, after=offset + READ < len(text))
    return _cut(text[:READ], [], before=False, after=True)


def _cut(text: str, marks: Sequence[Mark], *, before: bool, after: bool) -> tuple[Span, ...]:
    beginning = text[:200]
    width = WIDTH_HAN if not beginning.isascii() and HAN_CHAR.search(beginning) else WIDTH
    start, end = _edges(text, *_best(marks, width), width)
    spans = merged(marks, text, start, end)
    if " ".join(text[start:end].split()) != text[start:end]:
        spans = [Span(SPACE.sub(" ", span.text), span.mark) for span in spans]
    if before or text[:start].strip():
        spans.insert(0, Span(ELLIPSIS))
    if after or text[end:].strip():
        spans.append(Span(ELLIPSIS))
    return tuple(spans)


def merged(marks: Iterable[Mark], text: str, start: int, end: int) -> list[Span]:
    """A stretch of a text cut into runs, marked ones and others."""
    spans: list[Span] = []
    for mark in marks:
        if mark.end > start and mark.start < end:
            if mark.start > start:
                spans.append(Span(text[start : mark.start]))
                start = mark.start
            spans.append(Span(text[start : min(mark.end, end)], True))
            start = mark.end
    if start < end:
        spans.append(Span(text[start:end]))
    return spans


def _best(marks: Sequence[Mark], width: int) -> tuple[int, int]:
    """First and last character of the marks that together weigh most and fit the width."""
    best, chosen = -1.0, (0, 0)
    first, weight = 0, 0.0
    for mark in marks:
        weight += mark.weight
        while mark.end - marks[first].start > width and marks[first] is not mark:
            weight -= marks[first].weight
            first += 1
        if weight > best + SAME:
            best, chosen = weight, (marks[first].start, mark.end)
    return chosen


def _edges(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """Where the passage around some marks starts and ends: whole sentences as many as fit, else a cut between words."""
    if len(text) <= width:
        return _trimmed(text, 0, len(text))
    low, high = max(0, first - width), min(len(text), last + width)
    bounds = [match.end() for match in SENTENCE.finditer(text, low, high)]
    bounds = [*([0] if low == 0 else []), *bounds, *([len(text)] if high == len(text) else [])]
    before = [bound for bound in bounds if last - width <= bound <= first]
    start = before[-1] if before else _between(text, max(low, first - width // 3, last - width), first)
    after = [bound for bound in bounds if last <= bound <= start + width]
    end = after[-1] if after else _between_back(text, start + width, last)
    if after:
        start = next((bound for bound in before if end - bound <= width), start)
    return _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _between(text: str, low: int, high: int) -> int:
    """The first gap between words from `low` on; Chinese has one everywhere."""
    for place in range(low, high):
        if place == 0 or not (_letter(text[place - 1]) and _letter(text[place])):
            return place
    return high


def _between_back(text: str, high: int, low: int) -> int:
    for place in range(min(high, len(text)), low, -1):
        if place == len(text) or not (_letter(text[place - 1]) and _letter(text[place])):
            return place
    return low


def _letter(char: str) -> bool:
    return char.isalnum() and not HAN_CHAR.match(char)
