"""A printed page as it is shown: its lines as text that can be selected, and boxes where the words searched for stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.result import Span
from web.rendering import Letters

Box = tuple[float, float, float, float]

_LINE = re.compile(r"[^\r\n\ufffe]+")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_BREAK = re.compile(rf"(?<={_HAN})[\r\n ]+(?={_HAN})")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page: its text and where it stands, in points from the left and top edge; `base` is where letters stand."""

    text: str
    left: float
    base: float
    width: float
    size: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A marked place of a page, in points."""

    left: float
    top: float
    width: float
    height: float


def lines(letters: Letters) -> list[PrintedLine]:
    """The lines of a page, as PDFium parts them."""
    found = []
    for match in _LINE.finditer(letters.text):
        boxes = [box for box in letters.boxes[match.start() : match.end()] if box[2] > box[0]]
        if boxes and match.group().strip():
            left, top, right, bottom = _around(boxes)
            size = bottom - top
            found.append(
                PrintedLine(match.group().strip(), left, round(bottom - 0.22 * size, 1), round(right - left, 1), round(size, 1))
            )
    return found


def flowing(letters: Letters) -> tuple[str, list[int]]:
    """The page's text as one run, and for each character its place among the letters; Han run on over the end of a line."""
    text: list[str] = []
    places: list[int] = []
    last = 0
    for match in _BREAK.finditer(letters.text):
        text.append(letters.text[last : match.start()])
        places.extend(range(last, match.start()))
        last = match.end()
    text.append(letters.text[last:])
    places.extend(range(last, len(letters.text)))
    return "".join(text), places


def rectangles(letters: Letters, spans: Sequence[Span], places: Sequence[int]) -> list[Rectangle]:
    """Where the marked spans of the flowing text stand; a mark that goes over a line's end has one rectangle a line."""
    found: list[Rectangle] = []
    start = 0
    for span in spans:
        end = start + len(span.text)
        if span.mark:
            boxes = [letters.boxes[place] for place in places[start:end]]
            found.extend(_rectangle(_around(row)) for row in _rows(boxes))
        start = end
    return found


def _rows(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    row: list[Box] = []
    for box in boxes:
        if box[2] <= box[0]:
            continue
        if row and box[1] > (row[-1][1] + row[-1][3]) / 2:
            yield row
            row = []
        row.append(box)
    if row:
        yield row


def _around(boxes: Sequence[Box]) -> Box:
    return (min(box[0] for box in boxes), min(box[1] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes))


def _rectangle(box: Box) -> Rectangle:
    left, top, right, bottom = box
    return Rectangle(round(left - 0.5, 1), round(top, 1), round(right - left + 1, 1), round(bottom - top, 1))
