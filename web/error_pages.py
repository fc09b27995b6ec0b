"""What is said when a request cannot be answered: JSON to programs, a page to people, never a traceback."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from corpus import UnknownDocument
from search import EngineError, Question
from web.api import failed
from web.errors import BadRequest
from web.language import wanted


def refuse(app: Flask) -> None:
    """Answer every error in the reader's form. A bug becomes a plain 500; its traceback goes to the log."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        if request.path.startswith("/api/") or request.path == "/healthz":
            return failed(error)
        if error.response is not None:  # a redirect
            return make_response(error.response)
        ours = error.description != type(error).description  # else the framework's own sentence, which says no more than ours
        return page(error.code or 500, (error.description or "") if ours else "")

    @app.errorhandler(BadRequest)
    def bad_request(error: BadRequest) -> Response:
        return page(400, error.told(wanted()), translated=True)

    @app.errorhandler(EngineError)
    def no_index(error: EngineError) -> Response:
        return page(409, str(error))

    @app.errorhandler(UnknownDocument)
    def unknown(error: UnknownDocument) -> Response:
        return page(404, str(error))


def page(status: int, message: str, *, translated: bool = False) -> Response:
    """A refusal as a page; a message that is English alone is for readers of English."""
    said = message if translated or wanted() == "en" else ""
    return make_response(render_template("error.html", status=status, message=said, question=Question(text="")), status)
