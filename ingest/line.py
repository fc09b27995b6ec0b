"""The one small type in which all readers meet."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A printed line of a page, or a whole paragraph where the format has paragraphs (HTML, Word).

    `left`, `right`, `top` and `bottom` are points from the page's left and top edge; `size` is the font size in points; all are
    0 where the format has no pages. `rank` is the depth of a heading that the format itself declares (h1, a Word style, a
    bookmark checked against the page), from 1. A row of a table is one line whose cells are parted by tabs.
    `block` is shared by the lines of one paragraph where the format says which belong together (tagged PDF).
    """

    text: str
    page: int | None = None
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    rank: int | None = None
    anchor: str | None = None
    block: int | None = None
    kind: Kind = "body"
