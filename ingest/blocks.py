"""The tree of a page's text -> lines: one a paragraph, a heading, an item of a list or a row of a table.

Guarantees: (1) text keeps the order of the page; (2) each character that is not white space stands in exactly one line; what is
added are tabs between cells, bullets, and the numbers that a browser would draw before the items of an ordered list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Kind
from ingest import spans
from ingest.boilerplate import provisions
from ingest.elements import BREAK, Element
from ingest.line import Line
from ingest.raised import superscript

CELL = 1500  # measure of text above which a cell is no cell but a column of a laid-out page
_RANK = re.compile(r"h([1-6])")
_BOLD = frozenset({"b", "strong", "th"})
_NOTE = re.compile(r"foot-?notes?|end-?notes?|\bfn\b")
_BARE_LIST = re.compile(r"no-?(?:style|bullet|list)|unstyled|list-none|plain")
_LABEL = re.compile(
    r"[\[(（]?(?:\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]{0,2})+|\d{1,3}(?=[.)）、])|[a-z]{1,4}(?=[.)）])|[A-Z](?=[.)])|[IVXLC]{1,6}(?=\.)|[一二三四五六七八九十]{1,3}(?=[、）]))[\])）.、]*"
    r"|第\s*[〇零○一二三四五六七八九十百千两\d]{1,7}\s*[编章节条]|§+\s*[\d.]+[a-z]?|[•·▪●○■◆◦–—-]"
)
_OWN = re.compile(r"\s*(?:[(（\[]\s*\w{1,5}\s*[)）\]]|\w{1,4}[.)、]|\d+(?:\.\d+)+|第\s*\w{1,7}\s*[编章节条]|[•·▪●○■◆◦–—-]|[①-⑳])")
_DIGITS = re.compile(r"\d{1,3}[A-Z]?")
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u3000\u200b\ufeff]+")
_GOES_ON = re.compile(r"[^\W\d_][,\w’'-]*$")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Place:
    """What an element's lines have from the elements around it."""

    rank: int | None = None
    bold: bool = False
    kind: Kind = "body"
    marker: str = ""


def lines(root: Element) -> list[Line]:
    """The lines of an element. A label alone is joined to what it numbers; a container's anchor goes to its first line."""
    return list(_labelled(list(_lines(root, Place()))))


def _lines(root: Element, place: Place) -> Iterator[Line]:
    place = _within(root, place)
    if root.tag == "table" and _is_data(root):
        found = _rows(root, place)
    elif root.tag in {"ol", "ul"}:
        found = _items(root, place)
    else:
        found = _flow(root, place)
    yield from _anchored(found, root.attributes.get("id") or (root.attributes.get("name") if root.tag == "a" else None))


def _within(root: Element, place: Place) -> Place:
    if match := _RANK.fullmatch(root.tag):
        place = replace(place, rank=int(match[1]))
    if root.tag in _BOLD:
        place = replace(place, bold=True)
    if _NOTE.search(root.hint) and not place.rank:
        place = replace(place, kind="note")
    return place


def _anchored(found: Iterator[Line], anchor: str | None) -> Iterator[Line]:
    """The lines, the first of them with the anchor unless it has its own."""
    for line in found:
        yield replace(line, anchor=anchor) if anchor and line.anchor is None else line
        anchor = None


def _flow(root: Element, place: Place) -> Iterator[Line]:
    run: list[Element | str] = []
    for part in root.parts:
        if isinstance(part, str) or not part.block:
            run.append(part)
            continue
        for line in _paragraphs(run, place, root.tag == "pre"):
            yield line
            place = replace(place, marker="")
        run = []
        for line in _lines(part, place):
            yield line
            place = replace(place, marker="")
    yield from _paragraphs(run, place, root.tag == "pre")


def _paragraphs(run: Sequence[Element | str], place: Place, verbatim: bool) -> Iterator[Line]:
    """What runs within lines, cut where the page breaks the line."""
    anchor = next((name for part in run if isinstance(part, Element) for e in part.walk() if (name := _name(e))), None)
    bold = place.bold or _all_bold(run)
    marker = place.marker
    for text in _broken(_inline(run), verbatim):
        text = _SPACES.sub(" ", text).strip()
        if not text:
            continue
        if marker:
            text = f"{marker} {text}"
        yield Line(text=text, rank=place.rank, bold=bold, kind=place.kind, anchor=anchor)
        marker, anchor = "", None


def _name(element: Element) -> str | None:
    return element.attributes.get("id") or (element.attributes.get("name") if element.tag == "a" else None)


def _all_bold(run: Sequence[Element | str]) -> bool:
    """Whether all text of a run is bold."""
    bold = False
    for part in run:
        if isinstance(part, str):
            if part.strip():
                return False
        elif part.length:
            if part.tag not in _BOLD and not _all_bold(part.parts):
                return False
            bold = True
    return bold


def _inline(run: Sequence[Element | str]) -> str:
    """The text of a run, a reference to a note in brackets, `BREAK` where the page breaks the line."""
    found = []
    for part in run:
        if isinstance(part, str):
            found.append(part)
        elif part.tag == "sup" and part.linked and _DIGITS.fullmatch(part.text.strip()):
            found.append(f" [{part.text.strip()}]")
        elif part.tag == "sup":
            found.append(superscript(_inline(part.parts)))
        else:
            found.append(_inline(part.parts))
    return "".join(found)


def _broken(text: str, verbatim: bool) -> Iterator[str]:
    """The paragraphs of a text; a break amid a sentence is none, but where the page shows its lines as they stand."""
    if verbatim:
        yield from text.replace("\n", BREAK).split(BREAK)
        return
    kept = ""
    for piece in text.split(BREAK):
        if kept and _GOES_ON.search(kept.rstrip()) and piece.lstrip()[:1].islower():
            kept = f"{kept} {piece}"
            continue
        yield kept
        kept = piece
    yield kept


def _items(root: Element, place: Place) -> Iterator[Line]:
    """The items of a list, numbered as a browser numbers them, or with a bullet; as they are where one bears its own label."""
    start = root.attributes.get("start", "1")
    number = int(start) if start.lstrip("-").isdigit() and len(start) < 6 else 1
    bare = bool(_BARE_LIST.search(root.hint)) or any(_OWN.match(part.text) for part in root.elements if part.tag == "li")
    for part in root.parts:
        if isinstance(part, str) or part.tag != "li":
            yield from _flow(Element("li", parts=(part,)), place)
            continue
        value = part.attributes.get("value", "")
        number = int(value) if value.isdigit() and len(value) < 6 else number
        marker = "•" if root.tag == "ul" else f"{_counted(number, root.attributes.get('type', '1'))}."
        yield from _lines(part, replace(place, marker="" if bare else marker))
        number += 1


def _counted(number: int, style: str) -> str:
    if style in {"a", "A"} and 0 < number <= 26:
        return chr(ord(style) + number - 1)
    if style in {"i", "I"} and 0 < number < 300:
        text = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            text += sign * count
        return text if style == "i" else text.upper()
    return str(number)


def _is_data(table: Element) -> bool:
    """Whether a table holds data, rather than lay the page out: rows of several short cells without provisions of their own."""
    rows = list(_of(table, "tr"))
    cells = [cell for row in rows for cell in _cells(row)]
    if len(cells) <= len(rows) or any(e.tag == "table" for e in table.walk() if e is not table):
        return False
    return all(cell.length <= CELL for cell in cells) and not any(provisions(cell) > 1 for cell in cells)


def _of(root: Element, tag: str) -> Iterator[Element]:
    """The nearest elements below with this tag."""
    for part in root.elements:
        if part.tag == tag:
            yield part
        else:
            yield from _of(part, tag)


def _cells(row: Element) -> list[Element]:
    return [part for part in row.elements if part.tag in {"td", "th"}]


def _rows(table: Element, place: Place) -> Iterator[Line]:
    """A caption as a line, each row as one with its cells parted by tabs."""
    for caption in _of(table, "caption"):
        yield from _flow(caption, place)
    grid = spans.Grid()
    for row in _of(table, "tr"):
        grid.row()
        columns = [grid.cell(_span(cell, "colspan"), _span(cell, "rowspan")) for cell in _cells(row)]
        found = [list(_flow(cell, replace(place, marker=""))) for cell in _cells(row)]
        texts = [" ".join(line.text.replace("\t", " ") for line in cell) for cell in found]
        if any(texts):
            anchor = row.attributes.get("id") or next((line.anchor for cell in found for line in cell if line.anchor), None)
            yield Line(text=spans.line(zip(columns, texts, strict=True)), kind=place.kind, anchor=anchor)


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 4 else 1


def _labelled(found: Sequence[Line]) -> Iterator[Line]:
    """Lines in which a number that stands alone is joined to the line that it numbers."""
    label: Line | None = None
    for line in found:
        if label is not None and not _is_label(line) and (line.rank is not None or not _DIGITS.fullmatch(label.text)):
            yield replace(line, text=f"{label.text} {line.text}", anchor=label.anchor or line.anchor)
            label = None
            continue
        if label is not None:
            yield label
        label = line if _is_label(line) else None
        if label is None:
            yield line
    if label is not None:
        yield label


def _is_label(line: Line) -> bool:
    return "\t" not in line.text and (bool(_LABEL.fullmatch(line.text)) or bool(_DIGITS.fullmatch(line.text)))
