"""The JSON endpoints: search, documents, completion, the description of them all, and health."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Conditional

from corpus import UnknownDocument
from search import Completion, EngineError, Question
from web import addresses, answer
from web.errors import BadRequest, shape
from web.library import library
from web.programs import description
from web.quotation import LONGEST_TEXT
from web.searching import HEADERS, answered

blueprint = Blueprint("api", __name__)


def reply(content: Any, status: int = 200) -> Response:
    """An answer in JSON; bytes are JSON already."""
    body = content if isinstance(content, bytes) else msgspec.json.encode(content)
    return Response(body, status, content_type="application/json")


@blueprint.get("/api/search")
def find() -> Response:
    """Search."""
    return Response(answer.encode(*answered(request.environ, library())), headers=HEADERS)


@blueprint.get("/api/complete")
def complete() -> Response:
    """What a beginning of a query could become."""
    found = library().complete(request.args.get("q", "")[:LONGEST_TEXT])
    return reply({"completions": [_completion(each) for each in found]})


def _completion(found: Completion) -> dict[str, str]:
    """A completion without what it has not; `url` opens its document at once."""
    told = {"text": found.text, "kind": found.kind, "document": found.document, "detail": found.detail}
    shown = {name: value for name, value in told.items() if value}
    return shown | {"url": addresses.document_path(found.document)} if found.document else shown


@blueprint.get("/api/documents/<path:identifier>")
def document(identifier: str) -> Conditional:
    """A parsed document with its relations, both ways."""
    store = library().store
    found = store.document(identifier)
    response = reply(
        found.to_dict()
        | {
            "url": addresses.document_path(found.id),
            "cited_by": [{"document": owner, "relation": relation} for owner, relation in store.cited_by(found.id)],
        }
    )
    response.add_etag(weak=True)
    return response.make_conditional(request)


@blueprint.get("/api/openapi.json")
def openapi() -> Conditional:
    """What the endpoints take and give."""
    response = reply(description())
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/healthz")
def health() -> Response:
    """200 when a search can be answered."""
    held = library()
    try:
        held.find(Question(text="", size=1, expand=False))
    except EngineError as error:
        return reply(shape("no_index", str(error)), 503)
    documents, sections = held.store.count()
    return reply({"status": "ok", "documents": documents, "sections": sections})


@blueprint.errorhandler(BadRequest)
def bad_request(error: BadRequest) -> Response:
    """A parameter without meaning."""
    return reply(shape(error.code, error.message, error.field), 400)


@blueprint.errorhandler(EngineError)
def no_index(error: EngineError) -> Response:
    """The index was taken away and cannot be built again now."""
    return reply(shape("no_index", str(error)), 409)


@blueprint.errorhandler(UnknownDocument)
def unknown_document(error: UnknownDocument) -> Response:
    """An id that is not held."""
    return reply(shape("not_found", str(error)), 404)


def failed(error: HTTPException) -> Response:
    """Any other refusal, in the same shape: an unknown endpoint, a method that is not allowed."""
    response = reply(shape(error.name.lower().replace(" ", "_"), error.description or error.name), error.code or 500)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
