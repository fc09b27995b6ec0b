"""The page that gives citations of a document or section, and each as a file."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from search import Question
from web.citing import FORMATS, bibtex, gbt7714, plain, ris
from web.library import Library, library
from web.reference import Reference, reference

blueprint = Blueprint("citations", __name__)


@blueprint.get("/documents/<path:identifier>/cite")
def show(identifier: str) -> str:
    """Every form of citation, ready to be copied."""
    cited = _cited(identifier)
    forms = {"GB/T 7714": gbt7714(cited), "plain": plain(cited), "RIS": ris(cited), "BibTeX": bibtex(cited)}
    about = cited.document
    texts = [each for each in library().store.texts_of(about.id) if each.id != about.id] if about.metadata.role == "entry" else []
    return render_template("cite.html", cited=cited, forms=forms, texts=texts, question=Question(text=""))


@blueprint.get("/documents/<path:identifier>/cite.<string:ending>")
def save(identifier: str, ending: str) -> Response:
    """One form of citation as a file."""
    if ending not in FORMATS:
        raise NotFound(f"a citation is one of {', '.join(FORMATS)}")
    kind, written = FORMATS[ending]
    response = Response(written(_cited(identifier)), mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=f"citation.{ending}")
    return response


def base_address(held: Library) -> str:
    """This Bluebook's public address: as it was set, else as it was asked for."""
    return held.settings.address or request.host_url.rstrip("/")


def _cited(identifier: str) -> Reference:
    held = library()
    document = held.store.document(identifier)
    label = request.args.get("section")
    section = next((each for each in document.sections if each.label == label), None)
    if label and section is None:
        raise NotFound(f"no section {label!r} in {identifier}")
    original = held.store.original(identifier)
    return reference(document, section, base_address(held), original.name if original else None, datetime.now(UTC).date())
