"""A search by a program, answered before Flask takes it up: it needs no route, no session and no hook, which are 6 % of its time.

The route is there beside it, for other methods and for what is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import msgspec
from flask import Flask

from search import Results
from web import answer, arguments
from web.language import Language, spoken
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
            results, language = answered(environ, held)
        except Exception:
            return dispatch(environ, start)
        whole = answer.whole(results, language)
        environ[TOLD] = results, whole
        body = msgspec.json.encode(whole)
        start("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
        return [body]

    app.wsgi_app = hastened  # type: ignore[assignment]  # as Flask documents it


def answered(environ: WSGIEnvironment, held: Library) -> tuple[Results, Language]:
    """What a search finds, with what is to be told of it, and in which language. Raises `BadRequest` and `EngineError`."""
    given = parameters(environ)
    text, told = (given[name][0] if name in given else "" for name in ("q", "lang"))
    language = spoken(told, environ)
    return noted(held.find(arguments.asked(given)), held, language, text), language


def parameters(environ: WSGIEnvironment) -> dict[str, list[str]]:
    """The values of the parameters of a request, as `Request.args` has them, whose making took as long as reading them."""
    query = environ.get("QUERY_STRING", "").encode("latin1").decode()
    return parse_qs(query, keep_blank_values=True, errors="werkzeug.url_quote")
