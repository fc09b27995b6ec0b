"""Word files (.docx): paragraphs, headings, drawn numbers, tables, text boxes and notes in the order of the document."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import count, takewhile
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped]  # lxml has no types

from ingest import spans, wordml
from ingest.characters import cleaned
from ingest.errors import UnreadableFile
from ingest.joining import glue
from ingest.line import Line
from ingest.list_numbers import ListNumbers
from ingest.numbering import readings
from ingest.pages import Pages

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST = 150 << 20  # bytes of XML inside a file: beyond it is a bomb, or no text for people
DEEPEST = 9  # styles based on one another
HEAD = 8  # lines among which a title stands
WIDEST = 60  # characters of one line of a title
LONGEST = 150  # and of a whole one

_MARGINAL = re.compile(r"附\s*[件录]\s*\d*\s*[:：]?|.{0,25}[〔\[（(]\d{4}[)）\]〕].{0,8}号|[A-Z]+[/-].*\d")
_PROSE = re.compile(r"[。；;：:]$|\t")

# What python-docx and lxml let through where a part is missing or is not what it should be.
_BROKEN = (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError, TypeError, OSError)


def read(path: Path) -> Pages:
    """The lines of a .docx file. Raises `UnreadableFile` for one that is broken or swells beyond measure."""
    try:
        _check_size(path)
        document = docx.Document(str(path))
        lines = tuple(_Reader(document).lines())
    except _BROKEN as error:
        raise UnreadableFile("it is a damaged Word file: open it in Word and save it again") from error
    if not lines:
        raise UnreadableFile("it holds no text: if its pages are pictures, save it as PDF, which is read by OCR")
    return Pages(lines=lines, media_type=MEDIA_TYPE, title=_title(document, lines))


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise UnreadableFile("it is protected by a password: save it without one")
        if sum(entry.file_size for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))) > LARGEST:
            raise UnreadableFile(f"it unpacks to more than {LARGEST >> 20} MiB of text: split it into smaller files")


def _title(document: Any, lines: tuple[Line, ...]) -> str | None:
    """The stated title, where the document's own first lines say the same, else what stands above the first paragraph."""
    stated = str(document.core_properties.title or "").strip()
    opening = "".join(line.text for line in lines[:10]).replace(" ", "")
    if len(stated) > 4 and stated.replace(" ", "") in opening:
        return stated
    above = list(takewhile(_heads, (line for line in lines[:HEAD] if not _MARGINAL.fullmatch(line.text))))
    title = ""
    for line in above:
        title = glue(title, line.text)
    return title if above and len(above) < HEAD and len(title) <= LONGEST else None


def _heads(line: Line) -> bool:
    """Whether a line can be part of a title: neither a paragraph nor a row nor a numbered heading."""
    return len(line.text) <= WIDEST and not _PROSE.search(line.text) and not readings(line.text)


class _Reader:
    """Goes through one document, whose lists and notes count on from paragraph to paragraph."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._styles = {style.style_id: style.element for style in document.styles}
        self._numbers = ListNumbers(_part(document, "numbering"))
        self._notes = {kind: _notes(_part(document, f"{kind}s"), kind) for kind in ("footnote", "endnote")}
        numbers = count(1)
        self._marks: dict[tuple[str, str], str] = {}
        for reference in wordml.references(self._body):
            if reference not in self._marks:
                self._marks[reference] = str(next(numbers))

    def lines(self) -> Iterator[Line]:
        """All lines, each note behind the paragraph that refers to it."""
        return self._blocks(self._body)

    def _blocks(self, parent: Any) -> Iterator[Line]:
        for block in wordml.blocks(parent):
            yield from self._table(block) if block.tag == qn("w:tbl") else self._paragraph(block)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        properties = list(self._properties(paragraph))
        pieces = [tidy for piece in self._text(paragraph).split("\n") if (tidy := wordml.tidy(piece))]
        label = self._label(properties)
        bold, rank, anchor = wordml.bold(paragraph, properties), wordml.rank(properties), wordml.anchor(paragraph)
        if rank and sum(map(len, pieces)) > WIDEST and _PROSE.search(pieces[-1]):
            rank = None
        for piece in pieces:
            yield Line(text=f"{label} {piece}" if label else piece, rank=rank, bold=bold, anchor=anchor)
            label, anchor = "", None
        for box in wordml.boxes(paragraph):
            yield from self._blocks(box)
        yield from self._noted(paragraph)

    def _text(self, paragraph: Any) -> str:
        return cleaned(wordml.text(paragraph, self._marks))

    def _label(self, properties: list[Any]) -> str:
        """The number that is drawn before a paragraph."""
        place = wordml.numbering(properties)
        return self._numbers.next(*place) if place else ""

    def _noted(self, element: Any) -> Iterator[Line]:
        """The notes that an element refers to."""
        for kind, name in wordml.references(element):
            for place, paragraph in enumerate(self._notes[kind].get(name, ())):
                if text := wordml.tidy(self._text(paragraph)):
                    yield Line(text=text if place else f"[{self._marks[kind, name]}] {text}", kind="note")

    def _table(self, table: Any) -> Iterator[Line]:
        """A line for each row, its cells parted by tabs. A table of single cells is a frame around paragraphs."""
        rows = [list(wordml.cells(row)) for row in wordml.rows(table)]
        framed = all(len(row) <= 1 for row in rows)
        for row in rows:
            if framed:
                for cell in row:
                    yield from self._blocks(cell)
            elif text := self._row(row):
                yield Line(text=text)
                for cell in row:
                    yield from self._noted(cell)

    def _row(self, cells: list[Any]) -> str:
        grid = spans.Grid()
        return spans.line((grid.cell(wordml.span(cell)), self._cell(cell)) for cell in cells)

    def _cell(self, cell: Any) -> str:
        """All text of a cell in one piece, that of tables inside it too."""
        return " ".join(line.text.replace("\t", " ") for line in self._blocks(cell) if line.kind != "note")

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        """The properties of a paragraph, then those of its style and of the styles that is based on."""
        own = paragraph.find(qn("w:pPr"))
        named = own.find(qn("w:pStyle")) if own is not None else None
        if own is not None:
            yield own
        for _ in range(DEEPEST):
            style = self._styles.get(named.get(qn("w:val"))) if named is not None else None
            if style is None:
                return
            yield style
            if (properties := style.find(qn("w:pPr"))) is not None:
                yield properties
            named = style.find(qn("w:basedOn"))


def _part(document: Any, kind: str) -> Any | None:
    """The root of the document's part of this kind, parsed where it is not yet."""
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] == kind and not relation.is_external:
            part = relation.target_part
            return part.element if hasattr(part, "element") else parse_xml(part.blob)
    return None


def _notes(part: Any | None, kind: str) -> dict[str, list[Any]]:
    """The paragraphs of each note by its id."""
    if part is None:
        return {}
    return {note.get(qn("w:id"), ""): list(note.iter(qn("w:p"))) for note in part.iter(qn(f"w:{kind}"))}
