"""A picture of rows, one a rank of force or a stage of life: its name, a mark for each instrument, those abroad beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from web import lettering
from web.marks import PITCH, lines_of, marks
from web.messages import say
from web.survey import Shelf, statuses
from web.svg import element, link, picture, text

LEADING, NOTE_LEADING = 20, 17
BOLD = 1.06  # how much wider bold letters are


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `url` leads to its list, `number` stands in the margin, `flows` says that the next row follows from it.

    `about` gives the address and the words for its instruments of one status, at home or abroad; `heading` stands above the row
    where others of another kind begin.
    """

    name: str
    note: str
    url: str
    number: str
    flows: bool
    shelf: Shelf
    about: Callable[[str, int, bool], tuple[str, str]]
    heading: str = ""

    @property
    def raised(self) -> int:
        """The room the heading takes."""
        return 34 if self.heading else 0


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a picture, in its own units, of which a screen shows about one a pixel."""

    width: int
    label: int
    label_ems: float
    home: int
    across: int
    abroad: int
    across_abroad: int

    @property
    def stacked(self) -> bool:
        """Whether the marks stand under the name."""
        return self.home == self.label


WIDE = Frame(960, 60, 15.5, 330, 33, 766, 16)
NARROW = Frame(360, 44, 19, 44, 26, 44, 26)


def draw(rows: Sequence[Row], frame: Frame, *, shape: str, label: str, language: str) -> Markup:
    """The rows under one another; `shape` is `wedge` (force that grows less) or `path` (what follows what)."""
    top = 8 if frame.stacked else 34
    heights = [_height(row, frame) for row in rows]
    starts = list(accumulate((height + row.raised for row, height in zip(rows, heights, strict=True)), initial=top))
    parts = [_heads(frame, language), _margin(rows, starts, shape)]
    for row, start, height in zip(rows, starts, heights, strict=False):
        if row.heading:
            parts.append(text(4, start + 22, [row.heading], class_="head"))
        parts.append(_row(row, start + row.raised, height, frame, language))
    name = f"rows {shape} {'narrow' if frame.stacked else 'wide'}"
    return picture(frame.width, starts[-1] + 8, *parts, class_=name, label=label, language="zh-Hans" if language == "zh" else "en")


def _heads(frame: Frame, language: str) -> Markup:
    if frame.stacked:
        return Markup()
    return text(frame.home, 20, [say("framework.home", language)], class_="head") + text(
        frame.abroad, 20, [say("framework.abroad", language)], class_="head"
    )


def _names(row: Row, frame: Frame) -> tuple[list[str], list[str]]:
    return lettering.lines(row.name, frame.label_ems / BOLD, 3), lettering.lines(row.note, frame.label_ems * 1.22, 3)


def _written(row: Row, frame: Frame) -> int:
    names, notes = _names(row, frame)
    return len(names) * LEADING + len(notes) * NOTE_LEADING


def _height(row: Row, frame: Frame) -> int:
    home, abroad = lines_of(len(row.shelf.home), frame.across), lines_of(len(row.shelf.abroad), frame.across_abroad)
    if frame.stacked:
        return _written(row, frame) + home * PITCH + (abroad and abroad * PITCH + 24) + 26
    return max(_written(row, frame), max(home, abroad) * PITCH) + 20


def _row(row: Row, start: float, height: float, frame: Frame, language: str) -> Markup:
    names, notes = _names(row, frame)
    written = text(frame.label, start + 22, names, leading=LEADING, class_="name")
    said = text(frame.label, start + 22 + len(names) * LEADING - 2, notes, leading=NOTE_LEADING, class_="note")
    edge = element("path", class_="edge", d=f"M{frame.label} {start + height}H{frame.width}")
    touch = element("rect", class_="reach", x=frame.label - 8, y=start + 1, width=frame.width - frame.label + 8, height=height - 2)
    below = start + 14 + (_written(row, frame) + 2 if frame.stacked else 0)
    home = _marks(row, False, frame, below)
    beside = below + (lines_of(len(row.shelf.home), frame.across) * PITCH if frame.stacked else 0)
    caption = Markup()
    if frame.stacked and row.shelf.abroad:
        caption = text(frame.abroad, beside + 17, [say("framework.abroad", language)], class_="note")
        beside += 24
    abroad = _marks(row, True, frame, beside)
    return edge + link(row.url, touch, written, said) + home + caption + abroad


def _marks(row: Row, abroad: bool, frame: Frame, y: float) -> Markup:
    held, x, across = (
        (row.shelf.abroad, frame.abroad, frame.across_abroad) if abroad else (row.shelf.home, frame.home, frame.across)
    )
    if frame.stacked:  # too small for a finger: the name leads on
        return marks(statuses(held), x, y, across)
    return marks(statuses(held), x, y, across, lambda status, count: row.about(status, count, abroad))


def _margin(rows: Sequence[Row], starts: Sequence[float], shape: str) -> Markup:
    """The numbers of the rows, on a wedge that grows thin or on a path from one to the next."""
    first, last = starts[0], starts[-1]
    drawn = Markup()
    if shape == "wedge":
        drawn += element("path", class_="wedge", d=f"M2 {first}H38L24 {last}H16Z")
    for row, begun, after in zip(rows, starts, starts[1:], strict=False):
        start = begun + row.raised
        if row.flows:
            drawn += element("path", class_="way", d=f"M20 {start + 16}V{after + 4}m-4-5l4 5l4-5")
        if row.number:
            drawn += element("circle", class_="stop", cx=20, cy=start + 17, r=11)
            drawn += element("text", row.number, class_="number", x=20, y=start + 21.5, text_anchor="middle")
        elif shape == "path":
            drawn += element("circle", class_="stop small", cx=20, cy=start + 17, r=4)
    return drawn
