"""A search by a program, answered before Flask takes it up: it needs no route, no session and no hook, which are 6 % of its time.

The route is there beside it, for other methods and for what is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
from flask import Flask
from werkzeug.wrappers import Request

from search import Results
from web import answer, arguments
from web.language import wanted
from web.library import Library
from web.notes import noted

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HEADERS = [("Content-Type", "application/json"), ("Vary", "Accept-Language, Cookie")]
TOLD = "bluebook.told"
"""By which a request keeps what was told until all of it is sent: to let go of a thousand objects before took 2 % of a search."""


def hasten(app: Flask) -> None:
    """Answer searches at once. One that cannot be answered is asked again of Flask, which has one place to say why."""
    dispatch, held = app.wsgi_app, app.extensions["library"]

    def hastened(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != answer.SEARCH or environ["REQUEST_METHOD"] != "GET":
            return dispatch(environ, start)
        try:
            asked = Request(environ, populate_request=False)
            results, language = answered(asked, held), wanted(asked)
        except Exception:
            return dispatch(environ, start)
        whole = answer.whole(results, language)
        environ[TOLD] = results, whole
        body = msgspec.json.encode(whole)
        start("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
        return [body]

    app.wsgi_app = hastened  # type: ignore[assignment]  # as Flask documents it


def answered(asked: Request, held: Library) -> Results:
    """What a search finds, with what is to be told of it. Raises `BadRequest` and `EngineError`."""
    return noted(held.find(arguments.question(asked.args)), held, wanted(asked), asked.args.get("q", ""))
