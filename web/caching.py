"""What is not sent twice: pages carry an entity tag of what they say, files of ours an address that changes with them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files

from flask import Flask, Response, request
from werkzeug.wrappers import Response as Conditional

TAGGED = ("text/html", "text/markdown")
FOREVER = "public, max-age=31536000, immutable"


@lru_cache(maxsize=32)
def asset(name: str) -> str:
    """The address of a file of ours; another content has another address."""
    content = files("web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def spare(app: Flask) -> None:
    """Answer 304 where the browser has the same page already; let it keep named versions of our files."""

    @app.after_request
    def tag(response: Response) -> Conditional:
        path = request.path
        if path.startswith("/api/"):  # its rooms tag their own answers
            return response
        if path.startswith("/static/") and "v" in request.args:
            response.headers["Cache-Control"] = FOREVER
        if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.is_streamed:
            return response
        if response.mimetype not in TAGGED:
            return response
        response.cache_control.no_cache = True
        response.cache_control.private = True
        if "Set-Cookie" in response.headers or path == "/search":  # results tell how long they took: never the same twice
            return response
        response.add_etag()
        return response.make_conditional(request)
