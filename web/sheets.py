"""The page itself, for documents that came as PDF: its picture with the words marked, the pages before and after, its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, render_template, request
from msgspec.structs import replace
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Conditional

import search
from corpus import Document, Section
from search import Question
from web import addresses, arguments, sheet
from web.error_pages import page as refusal
from web.library import library
from web.quotation import LONGEST_TEXT
from web.rendering import UnshowablePage
from web.sheet import PrintedLine, Rectangle

blueprint = Blueprint("sheets", __name__)

WIDTHS = (160, 1000, 2000)  # pixels
ZOOMS = (75, 100, 150, 200)  # per cent
NEARBY = 3  # pages before and after among the thumbnails


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document ready to be shown; sizes in points."""

    document: Document
    page: int
    pages: int
    width: float
    height: float
    lines: Sequence[PrintedLine]
    marks: Sequence[Rectangle]
    sections: Sequence[Section]
    question: Question
    words: str
    zoom: int
    version: str

    @property
    def nearby(self) -> range:
        """The pages around this one."""
        return range(max(1, self.page - NEARBY), min(self.pages, self.page + NEARBY) + 1)

    def address(self, page: int, zoom: int | None = None) -> str:
        """The address of another page of this document, or of this one at another zoom."""
        pairs = [self.words] if self.words else []
        if (zoom or self.zoom) != 100:
            pairs.append(f"zoom={zoom or self.zoom}")
        return f"{addresses.document_path(self.document.id)}/pages/{page}{'?' if pairs else ''}{'&'.join(pairs)}"


@blueprint.get("/documents/<path:identifier>/pages/<int:page>")
def show(identifier: str, page: int) -> str:
    """A page as it was printed, beside its text."""
    held = library()
    document, path = _file(identifier)
    letters = held.renderer.letters(path, page)
    question = replace(arguments.question(request.args, longest=LONGEST_TEXT), page=1, filters={}, as_of=None)
    text, places = sheet.flowing(letters)
    zoom = request.args.get("zoom", "100")
    shown = Sheet(
        document=document,
        page=page,
        pages=letters.pages,
        width=letters.width,
        height=letters.height,
        lines=sheet.lines(letters),
        marks=sheet.rectangles(letters, search.mark(text, question), places) if question.text else (),
        sections=[each for each in document.sections if (each.page or 0) <= page <= (each.page_end or each.page or 0)],
        question=question,
        words=addresses.words(question),
        zoom=int(zoom) if zoom in map(str, ZOOMS) else 100,
        version=path.name[:12],
    )
    return render_template("sheet.html", sheet=shown, zooms=ZOOMS)


@blueprint.get("/documents/<path:identifier>/pages/<int:page>/<int:width>.png")
def picture(identifier: str, page: int, width: int) -> Conditional:
    """The picture of a page. It never changes for one version of the file, which the address may name."""
    if width not in WIDTHS:
        raise NotFound(f"pictures are {', '.join(map(str, WIDTHS))} pixels wide")
    _, path = _file(identifier)
    etag = f"{path.name}-{page}-{width}"
    if etag in request.if_none_match:
        return Response(status=304)
    response = Response(library().renderer.picture(path, page, width), mimetype="image/png")
    response.set_etag(etag)
    response.cache_control.max_age = 31_536_000 if "v" in request.args else 3600
    response.cache_control.private = True
    return response


@blueprint.errorhandler(UnshowablePage)
def unshowable(error: UnshowablePage) -> Response:
    """A page that is not there or cannot be drawn."""
    return refusal(404, str(error))


def _file(identifier: str) -> tuple[Document, Path]:
    """A document with its PDF file. Raises `NotFound` where there is none."""
    store = library().store
    document = store.document(identifier)
    path = store.original(identifier)
    if document.media_type != "application/pdf" or path is None or not path.exists():
        raise NotFound(f"{identifier} has no printed pages here")
    return document, path
