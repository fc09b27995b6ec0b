"""The passage of a section that answers: the stretch that holds most of what was asked, cut at sentences and whole words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from search.analysis import HAN_CHAR, is_han
from search.marking import Mark, Marker
from search.result import Span

WIDTH: Final = 260
WIDTH_HAN: Final = 140
READ: Final = 4_000
"""Characters of a section that are looked through; where nothing stands there, the next as many."""
REACH: Final = 100
"""Characters beyond the edges of a part that are looked through with it, for what lies across: a word, a date, a compound."""

SENTENCE = re.compile(r"[。！？；.!?;\n](?:(?<=[。！？；])['”’」』）)]*|(?<=[.!?;])['”’)]*(?=\s)|(?<=\n))")
CLOSED: Final = 4
"""Characters that end a sentence and close what was opened in it: a full stop and three marks of quotations and brackets."""
SPACES = re.compile(r"\s\s*")  # for `\s+`, which is searched for three times as long
SAME: Final = 1e-6
"""Passages that weigh the same but for rounding: the first one is taken."""
ELLIPSIS = "…"


def snippets(texts: Sequence[str], marker: Marker) -> list[tuple[Span, ...]]:
    """The best passage of each text with its marks; its beginning where nothing of the question stands in it.

    One step is done for all texts before the next: what it runs stays in the processor, a quarter less time.
    """
    found = marker.marks([text if len(text) <= READ else text[: _between_back(text, READ, READ - REACH)] for text in texts])
    marks = [each or _later(text, marker) for text, each in zip(texts, found, strict=True)]
    widths = list(map(_width, texts))
    best = list(map(_best, texts, marks, widths))
    ends = list(map(_ends, texts, best, widths))
    places = list(map(_edges, texts, best, ends, widths))
    shown = zip(texts, marks, places, strict=True)
    marks = [each if end <= READ else _part(text, marker, start, end) for text, each, (start, end) in shown]
    return list(map(_cut, texts, marks, places))


def _later(text: str, marker: Marker) -> list[Mark]:
    """The marks in the first part of a text that has any, where its beginning has none."""
    for start in range(READ, len(text), READ):
        if found := _part(text, marker, start, start + READ):
            return found
    return []


def _part(text: str, marker: Marker, start: int, end: int) -> list[Mark]:
    """The marks in a part of a text, and of what lies across its edges."""
    reach = REACH + 2 * marker.longest
    start = _between(text, max(0, start - reach), start)
    (found,) = marker.marks([text[start : _between_back(text, min(end + reach, len(text)), end)]])
    return [(start + first, start + last) for first, last in found]


def _width(text: str) -> int:
    """How many characters of a text are shown."""
    beginning = text[:200]
    return WIDTH_HAN if len(text) <= WIDTH_HAN or (not beginning.isascii() and HAN_CHAR.search(beginning)) else WIDTH


def _cut(text: str, marks: Sequence[Mark], place: Mark) -> tuple[Span, ...]:
    start, end = place
    text = text.replace("\n", " ").replace("\t", " ")
    spans = merged(marks, text, start, end)
    if not _even(text[start:end]):
        spans = [span if _even(span.text) else Span(SPACES.sub(" ", span.text), span.mark) for span in spans]
    if text[:start].strip():
        spans.insert(0, Span(ELLIPSIS))
    if text[end:].strip():
        spans.append(Span(ELLIPSIS))
    return tuple(spans)


def _even(text: str) -> bool:
    """Whether nothing but single spaces parts the words of a text; where signs do not print, it may be so all the same."""
    return text.isprintable() and "  " not in text


def merged(marks: Iterable[Mark], text: str, start: int, end: int) -> list[Span]:
    """A stretch of a text cut into runs, marked ones and others."""
    spans: list[Span] = []
    for first, last in marks:
        if first >= end:
            break
        if last > start:
            if first > start:
                spans.append(Span(text[start:first]))
                start = first
            spans.append(Span(text[start : last if last < end else end], True))
            start = last
    if start < end:
        spans.append(Span(text[start:end]))
    return spans


def _best(text: str, marks: Sequence[Mark], width: int) -> Mark:
    """First and last character of the marks that together weigh most and fit the width; of one that is longer, what fits."""
    if not marks or marks[-1][1] - marks[0][0] <= width:
        return (marks[0][0], marks[-1][1]) if marks else (0, 0)
    best, chosen = -1.0, (0, 0)
    first, weight = 0, 0.0
    weights = [_weight(text[start], end - start) for start, end in marks]
    for place, (_, end) in enumerate(marks):
        weight += weights[place]
        while end - marks[first][0] > width and first < place:
            weight -= weights[first]
            first += 1
        if weight > best + SAME:
            best, chosen = weight, (marks[first][0], end)
    start, end = chosen
    return start, end if end - start <= width else _between_back(text, start + width, start + width // 2)


@lru_cache(maxsize=1 << 16)
def _weight(char: str, width: int) -> float:
    """How telling a run is, by its first character: longer words are rarer; a Chinese run of three says more than three letters."""
    if is_han(char):
        return width * width
    return width - 3.0 if width > 3 else 0.1


def _ends(text: str, best: Mark, width: int) -> list[int]:
    """Where sentences end around some marks, in order, with both ends of the text."""
    if len(text) <= width:
        return [0, len(text)]
    first, last = best
    ends, place = [0], max(0, last - width - CLOSED)
    while (match := SENTENCE.search(text, place, first + width + 1)) is not None:
        place = match.end()
        ends.append(place)
    return [*ends, len(text)]


def _edges(text: str, best: Mark, ends: Sequence[int], width: int) -> Mark:
    """Where the passage around some marks starts and ends: whole sentences as many as fit, else a cut between words."""
    first, last = best
    low, high = bisect_left(ends, last - width), bisect_right(ends, first)
    start = ends[high - 1] if low < high else _between(text, max(0, first - width // 3, last - width), first)
    end = ends[bisect_right(ends, start + width) - 1]
    if end < max(last, start + 1):
        end = _between_back(text, min(start + width, len(text)), last)
    elif (low := bisect_left(ends, end - width, low, high)) < high:
        start = ends[low]
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _between(text: str, low: int, high: int) -> int:
    """The first gap between words from `low` on; Chinese has one everywhere."""
    while 0 < low < high and _letter(text[low - 1]) and _letter(text[low]):
        low += 1
    return low


def _between_back(text: str, high: int, low: int) -> int:
    """The last gap between words up to `high`."""
    while low < high < len(text) and _letter(text[high - 1]) and _letter(text[high]):
        high -= 1
    return high


def _letter(char: str) -> bool:
    return char.isalnum() and not is_han(char)
