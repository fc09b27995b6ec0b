"""The document as it is read: from its beginning by parts, or where a section stands."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from msgspec.structs import replace
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from corpus import Document, Section
from corpus.numerals import integer
from web import addresses, arguments
from web.bilingual import pieces_of, tongues
from web.language import LANGUAGES, wanted
from web.library import library
from web.parts import chosen_part
from web.provenance import origins
from web.quotation import LONGEST_TEXT
from web.reading import Wanted, read
from web.standing import standing_of

blueprint = Blueprint("reader", __name__)


@blueprint.get("/documents/<path:identifier>")
def document(identifier: str) -> str:
    """A document from its beginning, or its part `part` counted from 1."""
    found = library().store.document(identifier)
    return _show(found, None)


@blueprint.get("/documents/<path:identifier>/sections/<path:label>")
def section(identifier: str, label: str) -> str:
    """The part of a document that holds a section; the permanent address of the section."""
    found = library().store.document(identifier)
    asked = next((each for each in found.sections if each.label == label), None)
    if asked is None:
        raise NotFound(f"no section {label!r} in {identifier}")
    return _show(found, asked)


@blueprint.get("/documents/<path:identifier>/articles/<path:number>")
def article(identifier: str, number: str) -> Response:
    """Where a citation leads: the section of this number, else the document."""
    found = library().store.document(identifier)
    plain = _plain(number)
    names = {number, plain, f"Article {plain}", f"§ {plain}", f"Section {plain}"}
    label = next((each.label for each in found.sections if each.number and {each.number, _plain(each.number)} & names), None)
    return redirect(addresses.section_path(found.id, label) if label else addresses.document_path(found.id), 303)


def _plain(number: str) -> str:
    """The number of an article without 第 and 条, in figures."""
    plain = number.removeprefix("第").removesuffix("条").strip()
    return str(integer(plain) or plain)


def _show(found: Document, asked: Section | None) -> str:
    language = request.args.get("show", "")
    held = tongues(found, language if language in (*LANGUAGES, "both") else wanted(), asked)
    cut = held.parts()
    ordinal = held.document.sections.index(asked) if asked else None
    if ordinal is None:
        part = chosen_part(request.args.get("part"), len(cut)) - 1
    else:
        part = next(place for place, rows in enumerate(cut) if any(piece.ordinal == ordinal for piece in pieces_of(rows)))
    if found.media_type == "application/pdf":
        library().renderer.warm()
    question = replace(arguments.question(request.args, longest=LONGEST_TEXT), page=1, filters={}, as_of=None)
    status = standing_of(found).status if found.metadata.status else None
    reading = read(library(), held, cut, Wanted(part, ordinal, question, status, wanted()))
    origin = origins(library().settings.data).get(found.metadata.instrument or found.id)
    return render_template("document.html", reading=reading, origin=origin)
