"""A page's text by PDFium: printed lines with their place, size and weight.

The text of a page comes in one call. PDFium is then asked about two or three characters of each line, not about every one: that
is what keeps a page at a few milliseconds.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2.raw as c

from ingest.line import Line

_BOLD = re.compile(r"bold|black|heavy|demi|simhei|heiti|(?<![a-z])hei(?![a-z])|黑体|-bd|,b", re.I)
_ITALIC = re.compile(r"italic|oblique|kaiti|楷体", re.I)
_MARK = re.compile(r"(?<=[^\W\d_]|[.,;:)”\"’'\]。，；、）》])\d{1,3}(?:,\s?\d{1,3})*(?=[\s.,;:)—-]|$)")
_HYPHEN = "\ufffe"
_BROKEN = re.compile("([^\r\n\ufffe]*)(\r\n|\ufffe|$)")
_SPACE = " \t\r\n\u00a0\u3000\u2002\u2003\x00"
_SPACES = re.compile(r"[ \u00a0\u3000]+")
_DIGIT = re.compile(r"\d")
_SQUARE = re.compile(r"[\u2e80-\uffef]")
_ROOMY = 0.95
_SEVERAL = 3
_CELL = 1.6
_INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Font:
    """What a font's name and descriptor say of its looks."""

    bold: bool
    italic: bool


_PLAIN = Font(bold=False, italic=False)
_UNKNOWN = (_PLAIN, -1, False)


@dataclass(frozen=True, slots=True)
class Tag:
    """The role of a marked piece of a tagged file: its type (`H1`, `P`, `TOCI`, `TD`), its block and, for a cell, its row."""

    role: str
    block: int
    row: int = 0
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as PDFium broke it, with the table row it is tagged for (0 for none) and whether it is printed unseen."""

    line: Line
    row: int
    invisible: bool


class TextPage:
    """The text of one page of an open PDFium document; closes what it opened."""

    def __init__(self, document: c.FPDF_DOCUMENT, index: int) -> None:
        self.page = c.FPDF_LoadPage(document, index)
        if not self.page:
            raise ValueError("PDFium does not load the page")
        self.number = index + 1
        self.height = c.FPDF_GetPageHeightF(self.page)
        self.text_page = c.FPDFText_LoadPage(self.page)
        self._fonts: dict[int, Font] = {}
        self._looks: dict[int, tuple[Font, int, bool]] = {}
        self._doubles = [ctypes.c_double() for _ in range(4)]
        self._matrix = c.FS_MATRIX()
        self._roomy = _ROOMY
        self._parted = 0

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
        """
        self._roomy, self._parted = _ROOMY, 0
        found = list(self._lines(text, tags))
        if self._parted >= _SEVERAL:
            self._roomy = 0.0
            found = list(self._lines(text, tags))
        return found

    def _lines(self, text: str, tags: Mapping[int, Tag]) -> Iterator[Piece]:
        for match in _BROKEN.finditer(text):
            stripped = match[1].strip(_SPACE)
            if stripped:
                first = match.start() + match[1].index(stripped[0])
                ending = "-" if match[2] == _HYPHEN else ""
                yield from self._pieces(stripped, ending, first, tags)

    def _pieces(self, text: str, ending: str, first: int, tags: Mapping[int, Tag]) -> Iterator[Piece]:
        """A line, or the parts of one that has gaps too wide for a space."""
        middle = first + _inked(text)
        place = self._place(first, middle, first + len(text) - 1)
        size, angle = self._size(middle)
        if angle > 0.1:
            return
        roomy = place[2] - place[0] > self._roomy * (_width(text) + 2) * size
        starts = self._gaps(text, first, size) if roomy else []
        if starts:
            self._parted += 1
            for start, stop in pairwise([0, *starts, len(text)]):
                part = text[start:stop].strip(_SPACE)
                yield from self._pieces(part, ending if stop == len(text) else "", first + start, tags)
            return
        piece = self._piece(text, ending, (first, middle), tags, (*place, size))
        if piece is not None:
            yield piece

    def _piece(
        self, text: str, ending: str, at: tuple[int, int], tags: Mapping[int, Tag], place: tuple[float, float, float, float]
    ) -> Piece | None:
        (first, middle), (x, y, right, size) = at, place
        font, mark, invisible = self._look(first)
        other = self._look(middle)[0] if len(text) > 1 else font
        if not text[0].isalpha() and other != font:  # the number of a list, which Word leaves plain before words in bold
            font = self._look(first + len(text) - 1)[0]
        text = self._unmarked(text, first, size) + ending
        bottom = self.height - y
        tag = tags.get(mark)
        line = Line(
            text=text,
            page=self.number,
            left=x,
            right=right,
            top=bottom - size,
            bottom=bottom,
            size=round(size, 1),
            bold=font.bold and other.bold,
            italic=font.italic and other.italic,
            rank=tag.rank if tag else None,
            block=tag.block if tag else None,
            kind="note" if tag and tag.role == "Note" else "body",
        )
        return Piece(line, tag.row if tag else 0, invisible) if text else None

    def _place(self, first: int, middle: int, last: int) -> tuple[float, float, float]:
        """Left edge, baseline and right edge of a line."""
        a, b, y, d = self._doubles
        c.FPDFText_GetCharBox(self.text_page, first, a, b, y, d)
        left = a.value
        c.FPDFText_GetCharBox(self.text_page, last, a, b, y, d)
        right = b.value
        c.FPDFText_GetCharOrigin(self.text_page, middle, a, y)
        return left, y.value, right

    def _size(self, index: int) -> tuple[float, float]:
        """Size in points of a character as printed, and how far it is turned (radians)."""
        c.FPDFText_GetMatrix(self.text_page, index, self._matrix)
        m = self._matrix
        size = c.FPDFText_GetFontSize(self.text_page, index) * math.hypot(m.c, m.d)
        return size, abs(math.atan2(m.b, m.a)) if m.a or m.b else 0.0

    def _look(self, index: int) -> tuple[Font, int, bool]:
        """Font, marked-content id (-1 for none) and invisibility of a character."""
        obj = c.FPDFText_GetTextObject(self.text_page, index)
        if not obj:
            return _UNKNOWN
        address = ctypes.addressof(obj.contents)
        look = self._looks.get(address)
        if look is None:
            unseen = c.FPDFTextObj_GetTextRenderMode(obj) == _INVISIBLE
            look = self._looks[address] = (self._font(obj), c.FPDFPageObj_GetMarkedContentID(obj), unseen)
        return look

    def _font(self, obj: object) -> Font:
        font = c.FPDFTextObj_GetFont(obj)
        if not font:
            return _PLAIN
        address = ctypes.addressof(font.contents)
        if address not in self._fonts:
            self._fonts[address] = _named(font)
        return self._fonts[address]

    def _gaps(self, text: str, first: int, size: float) -> list[int]:
        """Where parts begin behind gaps too wide for a space; none where a part is a single letter, as in spaced titles."""
        spaces = [m for m in _SPACES.finditer(text) if self._gap(first + m.start(), first + m.end()) > _CELL * size]
        starts = [m.end() for m in spaces]
        parts = [text[start:stop].strip() for start, stop in pairwise([0, *starts, len(text)])]
        return starts if all(len(part) > 1 or (part.isalnum() and part.isascii()) for part in parts) else []

    def _gap(self, start: int, stop: int) -> float:
        """The width of the blank between the characters around spaces."""
        return self._edge(stop, 0) - self._edge(start - 1, 1)

    def _edge(self, index: int, side: int) -> float:
        left, right, y, top = self._doubles
        c.FPDFText_GetCharBox(self.text_page, index, left, right, y, top)
        return (left, right)[side].value

    def _unmarked(self, text: str, first: int, size: float) -> str:
        """The line without raised reference marks of footnotes."""
        if not _DIGIT.search(text):
            return text.strip()
        spans = [m.span() for m in _MARK.finditer(text) if self._size(first + m.start())[0] < 0.8 * size]
        for start, stop in reversed(spans):
            text = text[:start] + text[stop:]
        return text.strip()


def _width(text: str) -> float:
    """The usual width of text in units of its size: a Han character is a square, a letter about half of one."""
    return 0.5 * len(text) if text.isascii() else 0.5 * (len(text) + len(_SQUARE.findall(text)))


def _inked(text: str) -> int:
    """The place of a printed character near the middle: spaces may be made up and have no looks."""
    middle = len(text) // 2
    return next(i for i in range(middle, -1, -1) if text[i] != " ")


def _named(font: object) -> Font:
    buffer = ctypes.create_string_buffer(128)
    c.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.value.decode("utf-8", "replace").partition("+")[2] or buffer.value.decode("utf-8", "replace")
    return Font(bool(_BOLD.search(name)) or c.FPDFFont_GetWeight(font) >= 600, bool(_ITALIC.search(name)))
