"""Which language the reader wants: the one chosen (and remembered in a cookie), else the browser's, else English."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from flask import Response, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LONGEST = 1_000  # characters of a browser's wishes that are read: a quarter of a megabyte of them took a second
OFFERED = ("en", "zh", "zh-CN", "zh-Hans", "zh-TW", "zh-HK", "zh-Hant")


def wanted() -> Language:
    """The language of the answer to this request."""
    return spoken(request.args.get("lang", ""), request.environ)


def spoken(told: str, environ: WSGIEnvironment) -> Language:
    """The language of the answer to a request that in its address has `told` one."""
    if told in LANGUAGES:
        return told
    if "HTTP_COOKIE" in environ and (kept := Request(environ, populate_request=False).cookies.get("lang", "")) in LANGUAGES:
        return kept
    return _preferred(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:LONGEST])


@lru_cache(maxsize=64)
def _preferred(header: str) -> Language:
    """The language a browser asks for."""
    offered = parse_accept_header(header, LanguageAccept).best_match(OFFERED, "en")
    return "zh" if offered.startswith("zh") else "en"


def remember(response: Response) -> Response:
    """Keep a language that a page was asked for in; the JSON endpoints say for themselves what they vary by."""
    if request.path.startswith("/api/"):
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie("lang", request.args["lang"], max_age=31_536_000, samesite="Lax", httponly=True)
    return response
