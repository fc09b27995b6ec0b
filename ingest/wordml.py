"""The XML of a Word file: which elements hold blocks, rows and text, and what their properties say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docx.oxml.ns import qn

from ingest.raised import superscript

NUMBERED = 9  # outline levels that are headings; the tenth is body text

_STYLE = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u3000\u200b\ufeff]+")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NO_TEXT = frozenset(
    {_FALLBACK, *map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:txbxContent", "w:sdtPr"))}
)
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
_TEXT = frozenset({qn("w:t"), _MATH})

Marks = Mapping[tuple[str, str], str]


def blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables right inside an element, content controls and tracked insertions seen through."""
    return children(parent, frozenset({qn("w:p"), qn("w:tbl")}))


def rows(table: Any) -> Iterator[Any]:
    """The rows of a table."""
    return children(table, frozenset({qn("w:tr")}))


def cells(row: Any) -> Iterator[Any]:
    """The cells of a row."""
    return children(row, frozenset({qn("w:tc")}))


def span(cell: Any) -> int:
    """How many columns of its table a cell is wide."""
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = found.get(qn("w:val"), "") if found is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else 1


def children(parent: Any, tags: frozenset[str]) -> Iterator[Any]:
    """The elements with these tags right inside another, or inside a wrapper there."""
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, tags)


def boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        above = [parent.tag for parent in box.iterancestors()]
        nearest = above.index(qn("w:p"))
        if _FALLBACK not in above[:nearest] and box.getparent() is not None and paragraph in box.iterancestors():
            yield box


def text(element: Any, marks: Marks) -> str:
    """The text of a paragraph as it is shown: deleted text is not, a reference to a note stands as its mark in brackets."""
    found: list[str] = []
    for child in element:
        kind = _REFERENCES.get(child.tag)
        if child.tag in _NO_TEXT:
            continue
        if child.tag in _TEXT:
            found.append(child.text or "")
        elif child.tag == qn("w:r") and _raised(child) and not (found and found[-1].endswith("[")):
            found.append(superscript(text(child, marks)))
        elif child.tag in _SIGNS:
            found.append(_SIGNS[child.tag])
        elif kind is not None:
            found.append(f" [{marks.get((kind, child.get(qn('w:id'), '')), '*')}]")
        else:
            found.append(text(child, marks))
    return "".join(found)


def _raised(run: Any) -> bool:
    """Whether a run is set as a superscript."""
    position = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return position is not None and position.get(qn("w:val")) == "superscript"


_REFERENCES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}


def references(element: Any) -> Iterator[tuple[str, str]]:
    """Kind and id of each note referred to."""
    for child in element.iter(*_REFERENCES):
        yield _REFERENCES[child.tag], child.get(qn("w:id"), "")


def tidy(raw: str) -> str:
    """A line without white space around it and runs of it inside; its tabs part no cells."""
    return _SPACES.sub(" ", raw).strip()


def rank(properties: Sequence[Any]) -> int | None:
    """The depth from 1 that properties, the paragraph's own first, declare for a heading."""
    for each in properties:
        level = each.find(qn("w:outlineLvl"))
        if level is not None:
            depth = int(level.get(qn("w:val"), NUMBERED))
            return depth + 1 if 0 <= depth < NUMBERED else None
        name = each.find(qn("w:name"))
        if name is not None and (match := _STYLE.match(name.get(qn("w:val"), ""))):
            return int(match[1])
    return None


def numbering(properties: Sequence[Any]) -> tuple[str, int] | None:
    """The list and the level in it, from 0, that properties put a paragraph in; None for none."""
    name = level = None
    for each in properties:
        found = each.find(qn("w:numPr"))
        if found is None:
            continue
        values = {child.tag: child.get(qn("w:val"), "") for child in found}
        name = name or values.get(qn("w:numId"))
        level = level or values.get(qn("w:ilvl"))
    if name in (None, "0"):
        return None
    return str(name), min(int(level), 8) if level and level.isdigit() else 0


def bold(paragraph: Any, properties: Sequence[Any]) -> bool:
    """Whether all text of a paragraph is bold, by itself or by its style."""
    styled = any(_on(each.find(qn("w:rPr"))) for each in properties if each.tag == qn("w:style"))
    runs = [run for run in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))]
    return bool(runs) and all(_on(run.find(qn("w:rPr")), styled) for run in runs)


def _on(properties: Any | None, default: bool = False) -> bool:
    found = properties.find(qn("w:b")) if properties is not None else None
    return default if found is None else found.get(qn("w:val"), "1") not in {"0", "false", "off"}


def anchor(paragraph: Any) -> str | None:
    """The name of a bookmark that an author set in a paragraph."""
    for mark in paragraph.iter(qn("w:bookmarkStart")):
        name = str(mark.get(qn("w:name"), ""))
        if name and not name.startswith(("_", "OLE_LINK")):
            return name
    return None
