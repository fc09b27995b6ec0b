"""A page's text by PDFium: printed lines with their place, size and weight.

The text of a page comes in one call. PDFium is then asked about two or three characters of each line, not about every one: that
is what keeps a page at a few milliseconds.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as c

from ingest import margin, pdfium, raised
from ingest.fonts import PLAIN, Font, named
from ingest.line import Line

_HYPHEN = "\ufffe"
_BROKEN = re.compile("([^\r\n\ufffe]*)(\r\n|\ufffe|$)")
_SPACE = " \t\r\n\u00a0\u3000\u2002\u2003\x00"
_SPACES = re.compile(r"[ \u00a0\u3000]+")
_FIGURE = re.compile(r"[ \u00a0\u3000]\d")
_SQUARES = re.compile(r"[\u2e80-\uffef]+")
_ROOMY, _SEVERAL = 0.95, 3
_CELL = 1.6
_APART = 0.6  # of the size: wider than a space
_SPACED = 0.3  # of the size: a space, in place of the mark that stood there
_RECENT = 3  # runs before one that it may go on with: page numbers are drawn at odd moments
_RAISED = 0.8  # of the size: a mark of a footnote is set smaller
_TURNED, _INVISIBLE = 0.1, 3  # radians; a way of drawing text
_UNKNOWN = (PLAIN, -1, False)


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tagged file says of a marked piece: its type (`H1`, `P`, `TOCI`, `TD`), its block and, for a cell, row and column."""

    role: str
    block: int
    row: int = 0
    column: int = 0
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as PDFium broke it, with the table row it is tagged for (0 for none), its column, and whether it is printed unseen."""

    line: Line
    row: int = 0
    column: int = 0
    invisible: bool = False


class _Run(NamedTuple):
    """A line of the page's text, or a part of one: the index of its first character, its place and size in points.

    `middle` is the index of a printed character near its middle; `roomy` says that it is wider than its text usually is.
    """

    text: str
    ending: str
    first: int
    middle: int
    left: float
    right: float
    baseline: float
    size: float
    roomy: bool


class TextPage:
    """The text of one page of an open PDFium document; closes what it opened."""

    def __init__(self, document: c.FPDF_DOCUMENT, index: int) -> None:
        self.page = c.FPDF_LoadPage(document, index)
        if not self.page:
            raise ValueError("PDFium does not load the page")
        self.number = index + 1
        self.height = c.FPDF_GetPageHeightF(self.page)
        self.text_page = c.FPDFText_LoadPage(self.page)
        self._at = pdfium.address(self.text_page)
        self._fonts: dict[int, Font] = {}
        self._looks: dict[int, tuple[Font, int, bool]] = {}
        self._box = (ctypes.c_double * 4)()
        self._sides = [ctypes.addressof(self._box) + ctypes.sizeof(ctypes.c_double) * side for side in range(4)]
        self._matrix = c.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)

    def __enter__(self) -> TextPage:
        return self

    def __exit__(self, *_: object) -> None:
        c.FPDFText_ClosePage(self.text_page)
        c.FPDF_ClosePage(self.page)

    def text(self) -> str:
        """All characters of the page, by PDFium's index; lines end in CR LF."""
        count = c.FPDFText_CountChars(self.text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = c.FPDFText_GetText(self.text_page, 0, count, buffer)
        return bytes(buffer)[: 2 * max(got - 1, 0)].decode("utf-16-le", "surrogatepass")

    def pieces(self, text: str, tags: Mapping[int, Tag]) -> list[Piece]:
        """The lines of `text`, each with what its first and middle characters say.

        Gaps are looked for in lines that are wider than their text; where some have them, as columns and tables do, in all.
        Numbers that lines of a draft begin with are parted from them.
        """
        lines = [
            self._parts(run)
            for match in _BROKEN.finditer(text)
            for run in self._run(match[1], match.start(), "-" if match[2] == _HYPHEN else "")
        ]
        labels = [int(label[1]) for parts in lines if (label := margin.LABEL.match(parts[0].text))]
        if len(labels) >= margin.FEW and len(labels) * 3 >= len(lines) and margin.counts_on(labels):
            lines = [[part for run in parts for part in self._unlabelled(run)] for parts in lines]
        if sum(len(parts) > 1 for parts in lines) >= _SEVERAL:
            lines = [[part for run in parts for part in ([run] if run.roomy else self._parts(run, every=True))] for parts in lines]
        runs = [part for parts in lines for run in parts for part in self._notes(run)]
        runs = [part for run in runs for part in self._cells(run, tags)] if any(tag.row for tag in tags.values()) else runs
        led = {i for i, run in enumerate(runs) if run.text[0].isdecimal() and raised.leading(run.text)}
        runs = [
            each for i, run in enumerate(runs) for each in (self._unled(run, runs[max(i - _RECENT, 0) : i]) if i in led else [run])
        ]
        return [piece for run in runs if (piece := self._piece(run, tags))]

    def _run(self, text: str, start: int, ending: str) -> list[_Run]:
        """The run of a text whose first character has this index; none where it is blank or does not run across the page."""
        stripped = text.strip(_SPACE)
        if not stripped:
            return []
        first = start + text.index(stripped[0])
        middle = first + _inked(stripped)
        size, angle = self._size(middle)
        if angle > _TURNED:
            return []
        left, right = self._edge(first, 0), self._edge(first + len(stripped) - 1, 1)
        pdfium.char_origin(self._at, middle, *self._sides[:2])
        roomy = right - left > _ROOMY * (_width(stripped) + 2) * size
        return [_Run(stripped, ending, first, middle, left, right, self._box[1], size, roomy)]

    def _parts(self, run: _Run, *, every: bool = False) -> list[_Run]:
        """The parts of a run that has gaps too wide for a space; they are looked for in roomy runs, or in every one."""
        starts = self._gaps(run) if run.roomy or (every and run.right > run.left) else []
        return [each for part in self._cut(run, starts) for each in self._parts(part, every=every)] if starts else [run]

    def _cut(self, run: _Run, starts: Sequence[int]) -> list[_Run]:
        """A run cut before the characters with these indexes."""
        spans = pairwise([0, *starts, len(run.text)])
        ends = {len(run.text): run.ending}
        return [part for start, stop in spans for part in self._run(run.text[start:stop], run.first + start, ends.get(stop, ""))]

    def _notes(self, run: _Run) -> list[_Run]:
        """The parts of a run in which marks begin lines of their own: PDFium takes short notes below each other for one line."""
        text, first = run.text, run.first
        if not _FIGURE.search(text):
            return [run]
        behind = [start for start, _, _ in raised.candidates(text) if start and text[start - 1] in _SPACE]
        starts = [
            at for at in reversed(behind) if self._edge(first + at, 0) < self._edge(first + len(text[:at].rstrip(_SPACE)) - 1, 0)
        ]
        return self._cut(run, starts) if starts else [run]

    def _cells(self, run: _Run, tags: Mapping[int, Tag]) -> list[_Run]:
        """The parts of a run that are tagged as different cells of a table, however near they stand."""
        here = tags.get(self._look(run.first)[1])
        if here is None or not here.row:
            return [run]
        starts = []
        for space in _SPACES.finditer(run.text):
            tag = tags.get(self._look(run.first + space.end())[1])
            if tag is not None and tag.block != here.block:
                starts.append(space.end())
                here = tag
        return self._cut(run, starts) if starts else [run]

    def _unlabelled(self, run: _Run) -> list[_Run]:
        """A run and, before it, the number that a gap parts from it."""
        label = margin.LABEL.match(run.text)
        if label is None or label.end() == len(run.text):
            return [run]
        gap = self._edge(run.first + label.end(), 0) - self._edge(run.first + label.end(1) - 1, 1)
        if gap < _APART * run.size:
            return [run]
        number, rest = run.text[: label.end(1)], run.text[label.end() :]
        return [*self._run(number, run.first, ""), *self._run(rest, run.first + label.end(), run.ending)]

    def _piece(self, run: _Run, tags: Mapping[int, Tag]) -> Piece | None:
        font, mark, invisible = self._look(run.first)
        other = self._look(run.middle)[0] if len(run.text) > 1 else font
        if not run.text[0].isalpha() and other != font:  # the number of a list, which Word leaves plain before words in bold
            font = self._look(run.first + len(run.text) - 1)[0]
        text = self._unmarked(run) + run.ending
        bottom = self.height - run.baseline
        tag = tags.get(mark)
        line = Line(
            text=text,
            page=self.number,
            left=run.left,
            right=run.right,
            top=bottom - run.size,
            bottom=bottom,
            size=round(run.size, 1),
            bold=font.bold and other.bold,
            italic=font.italic and other.italic,
            rank=tag.rank if tag else None,
            block=tag.block if tag else None,
            kind="note" if tag and tag.role == "Note" else "body",
        )
        return Piece(line, tag.row if tag else 0, tag.column if tag else 0, invisible) if text else None

    def _edge(self, index: int, side: int) -> float:
        """The left (0) or right (1) edge of a character."""
        pdfium.char_box(self._at, index, *self._sides)
        return self._box[side]

    def _size(self, index: int) -> tuple[float, float]:
        """Size in points of a character as printed, and how far it is turned (radians)."""
        pdfium.char_matrix(self._at, index, self._matrix_at)
        m = self._matrix
        size = pdfium.font_size(self._at, index) * math.hypot(m.c, m.d)
        return size, abs(math.atan2(m.b, m.a)) if m.a or m.b else 0.0

    def _look(self, index: int) -> tuple[Font, int, bool]:
        """Font, marked-content id (-1 for none) and invisibility of a character."""
        item = pdfium.text_object(self._at, index)
        if not item:
            return _UNKNOWN
        look = self._looks.get(item)
        if look is None:
            unseen = pdfium.render_mode(item) == _INVISIBLE
            look = self._looks[item] = (self._font(pdfium.font(item)), pdfium.content_id(item), unseen)
        return look

    def _font(self, font: int | None) -> Font:
        if not font:
            return PLAIN
        if font not in self._fonts:
            self._fonts[font] = named(font)
        return self._fonts[font]

    def _gaps(self, run: _Run) -> list[int]:
        """Where parts begin behind gaps too wide for a space; none where a part is a single letter, as in spaced titles."""
        text, first, wide = run.text, run.first, _CELL * run.size
        starts = [
            m.end() for m in _SPACES.finditer(text) if self._edge(first + m.end(), 0) - self._edge(first + m.start() - 1, 1) > wide
        ]
        parts = [text[start:stop].strip() for start, stop in pairwise([0, *starts, len(text)])] if starts else []
        return starts if all(len(part) > 1 or (part.isalnum() and part.isascii()) for part in parts) else []

    def _unled(self, run: _Run, before: Sequence[_Run]) -> list[_Run]:
        """A run without the raised mark of the words before it, which it goes on with."""
        stop = raised.leading(run.text)
        words = [last.text for last in before if self._goes_on(last, run)]
        if not (stop and words and self._raised(run, 0)):
            return [run]
        if not raised.marked(words[-1]):  # n² and 2³
            return [run._replace(text=raised.superscript(run.text[:stop]) + run.text[stop:])]
        left = run.left + _SPACED * run.size
        return [part._replace(left=left) for part in self._run(run.text[stop:], run.first + stop, run.ending)]

    def _unmarked(self, run: _Run) -> str:
        """The line without raised reference marks of footnotes, with raised powers as such."""
        text = run.text
        for start, stop, power in raised.candidates(text):
            if self._raised(run, start) and not (power and self._raised(run, start - 1)):
                shown = raised.superscript(text[start:stop]) if power else ""
                text = text[:start].rstrip(_SPACE) + shown + text[stop:]
        return text.strip()

    def _raised(self, run: _Run, place: int) -> bool:
        """Whether the character at a place of a run is smaller and stands higher than its text."""
        if self._size(run.first + place)[0] >= _RAISED * run.size:
            return False
        pdfium.char_origin(self._at, run.first + place, *self._sides[:2])
        return self._box[1] > run.baseline + 0.1 * run.size

    @staticmethod
    def _goes_on(last: _Run, run: _Run) -> bool:
        """Whether a run stands on the line of the last one, right behind it."""
        return abs(last.baseline - run.baseline) < 1 and -1 <= run.left - last.right < run.size


def _width(text: str) -> float:
    """The usual width of text in units of its size: a Han character is a square, a letter about half of one."""
    return 0.5 * len(text) if text.isascii() else 0.5 * (len(text) + sum(map(len, _SQUARES.findall(text))))


def _inked(text: str) -> int:
    """The place of a printed character near the middle: spaces may be made up and have no looks."""
    return len(text[: len(text) // 2 + 1].rstrip(" ")) - 1
