"""All hits of a search as a file: CSV, XLSX, RIS, JSON Lines. Written as they are found, so that no number is too many."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import IO

import msgspec
from flask import Blueprint, Response, request
from msgspec.structs import replace
from werkzeug.exceptions import NotFound

from search import Hit, Question
from web import addresses, answer, arguments
from web.citations import base_address
from web.citing import ris
from web.library import Library, library
from web.reference import reference

blueprint = Blueprint("exports", __name__)

AT_ONCE = 500  # hits asked for at a time
COLUMNS = (
    "document", "title", "title_en", "document_number", "authority", "instrument_type", "status", "issued", "effective",
    "section", "number", "heading", "path", "page", "passage", "url", "kind",
)  # fmt: skip
# What a spreadsheet may take for a formula: its sign, in any width, behind blanks and characters that are not seen.
_UNSEEN = r"\s\x00-\x1f\x7f-\xa0\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
_FORMULA = re.compile(rf"[\t\r]|[{_UNSEEN}]*[=+@＝＋＠－-]")


def hits(held: Library, question: Question) -> Iterator[Hit]:
    """Every hit of a question, from the first page to the last."""
    page = 1
    while True:
        found = held.find(replace(question, page=page, size=AT_ONCE)).hits
        yield from found
        if len(found) < AT_ONCE:
            return
        page += 1


def row(hit: Hit, base: str) -> tuple[str, ...]:
    """A hit as the cells of `COLUMNS`."""
    document, section, about = hit.document, hit.located.section, hit.document.metadata
    cells = (
        document.id, document.title, about.title_en, about.document_number, about.authority, about.instrument_type,
        about.status, about.issued, about.effective, section.id, section.number, section.heading,
        " > ".join(hit.located.path), str(section.page or ""), "".join(span.text for span in hit.snippet),
        base + addresses.section_path(document.id, section.label), about.role,
    )  # fmt: skip
    return tuple(cell or "" for cell in cells)


def as_csv(found: Iterable[Hit], base: str) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, as spreadsheets expect; a cell that would be taken for a formula is led by an apostrophe."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield ("\ufeff" + _taken(line)).encode()
    for hit in found:
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row(hit, base)])
        yield _taken(line).encode(errors="replace")


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def as_jsonl(found: Iterable[Hit], base: str) -> Iterator[bytes]:
    """One hit a line, as the JSON search gives it."""
    for hit in found:
        yield msgspec.json.encode(answer.hit(hit)) + b"\n"


def as_ris(found: Iterable[Hit], base: str) -> Iterator[bytes]:
    """One record a section."""
    today = datetime.now(UTC).date()
    for hit in found:
        yield ris(reference(hit.document, hit.located.section, base, None, today)).encode(errors="replace")


def as_xlsx(found: Iterable[Hit], base: str) -> Iterator[bytes]:
    """A workbook with one sheet, written row by row to a temporary file and then sent."""
    import xlsxwriter  # here, for it takes a twentieth of the time a server needs to be ready

    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet("Bluebook")
            sheet.freeze_panes(1, 1)
            sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
            for number, hit in enumerate(found, 1):
                sheet.write_row(number, 0, [cell[:32_767] for cell in row(hit, base)])
        file.seek(0)
        yield from _blocks(file)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    yield from iter(partial(file.read, 1 << 16), b"")


FORMATS: Mapping[str, tuple[str, Callable[[Iterable[Hit], str], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "ris": ("application/x-research-info-systems; charset=utf-8", as_ris),
    "jsonl": ("application/jsonl", as_jsonl),
}


@blueprint.get("/export.<string:ending>")
def export(ending: str) -> Response:
    """All hits of a search."""
    if ending not in FORMATS:
        raise NotFound(f"hits are taken out as {', '.join(FORMATS)}")
    kind, write = FORMATS[ending]
    held, question = library(), arguments.question(request.args)
    held.mend()  # what is streamed can no longer be refused
    asked = request.method != "HEAD"
    response = Response(write(hits(held, question), base_address(held)) if asked else None, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=f"bluebook.{ending}")
    return response
