"""The tags of a tagged PDF: which marked piece of a page is a heading, a contents line, a note, a table's cell."""

from __future__ import annotations

import ctypes
from itertools import chain

import pypdfium2.raw as c

from ingest import pdfium
from ingest.glyphs import Tag
from ingest.spans import Grid

_DEEPEST = 24
_MANY = 100
_NAME = 64  # bytes of a role's name
_ROLES = frozenset(
    {
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "H7",
        "H8",
        "H9",
        "P",
        "Table",
        "TOCI",
        "TOC",
        "LI",
        "L",
        "Note",
        "TD",
        "TH",
        "TR",
        "Caption",
        "Title",
    }
)


class Tags:
    """Reads the structure tree page by page; blocks are numbered through the document.

    An element that runs over pages names the marked pieces of all of them; its children hold those of this page alone.
    """

    def __init__(self) -> None:
        self._buffer = ctypes.create_string_buffer(_NAME)
        self._buffer_at = ctypes.addressof(self._buffer)
        self._names: dict[bytes, str] = {}
        self._block = 0
        self._row = 0
        self._grid = Grid()
        self._reached: dict[tuple[int, int], int] = {}

    def page(self, page: c.FPDF_PAGE) -> dict[int, Tag]:
        """The tag of each marked-content id of a page; empty where the file is not tagged."""
        found: dict[int, Tag] = {}
        tree = c.FPDF_StructTree_GetForPage(page)
        if not tree:
            return found
        for i in range(c.FPDF_StructTree_CountChildren(tree)):
            child = pdfium.address(c.FPDF_StructTree_GetChildAtIndex(tree, i))
            if child:
                self._walk(child, None, found, 0)
        c.FPDF_StructTree_Close(tree)
        return found

    def _walk(self, element: int, above: Tag | None, found: dict[int, Tag], depth: int) -> None:
        role = self._role(element)
        tag = self._tag(role, above, element)
        count = pdfium.count_children(element)
        if count > _MANY and tag is None:
            self._walk_many(element, count, found, depth)
            return
        for i in range(count):
            child = pdfium.child_element(element, i)
            if child:
                if depth < _DEEPEST:
                    self._walk(child, tag, found, depth + 1)
            elif tag is not None:
                number = pdfium.child_content_id(element, i)
                if number >= 0:
                    found[number] = tag

    def _walk_many(self, element: int, count: int, found: dict[int, Tag], depth: int) -> None:
        """The children of a root that holds those of all pages: this page's stand together, behind those of the page before."""
        start = self._reached.get((depth, count), 0)
        missed = 0
        for i in chain(range(start, count), range(start)):
            child = pdfium.child_element(element, i)
            if child:
                self._walk(child, None, found, depth + 1)
                self._reached[depth, count] = i
            missed = 0 if child else missed + 1
            if missed > _MANY and self._reached.get((depth, count), -1) >= start and found:
                return

    def _tag(self, role: str, above: Tag | None, element: int) -> Tag | None:
        if role not in _ROLES:
            return above
        self._block += 1
        held = above.role if above else ""
        if held in {"TOC", "TOCI", "Note", "TD", "TH"}:
            return above
        if role in ("TD", "TH"):
            column = self._grid.cell(pdfium.attribute(element, b"ColSpan"), pdfium.attribute(element, b"RowSpan"))
            return Tag(role, self._block, self._row, column)
        if role == "Table":
            self._grid = Grid()
        if role == "TR":
            self._row += 1
            self._grid.row()
        if held == "LI" and role == "P":
            role = "LI"
        return Tag(role, self._block, rank=int(role[1:]) if role[0] == "H" and role[1:].isdigit() else None)

    def _role(self, element: int) -> str:
        length = pdfium.element_type(element, self._buffer_at, _NAME)
        raw = self._buffer.raw[: max(length - 2, 0)]
        name = self._names.get(raw)
        if name is None:
            name = self._names[raw] = raw.decode("utf-16-le", "replace")
        return name
