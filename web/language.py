"""Which language the reader wants: the one chosen (and remembered in a cookie), else the browser's, else English."""

from __future__ import annotations

from typing import Literal

from flask import Response, request

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def wanted() -> Language:
    """The language of this answer."""
    for value in (request.args.get("lang"), request.cookies.get("lang")):
        for known in LANGUAGES:
            if value == known:
                return known
    offered = request.accept_languages.best_match(["en", "zh", "zh-CN", "zh-Hans", "zh-TW", "zh-HK", "zh-Hant"], "en")
    return "zh" if offered.startswith("zh") else "en"


def remember(response: Response) -> Response:
    """Keep a language that a page was asked for in; the JSON endpoints say for themselves what they vary by."""
    if request.path.startswith("/api/"):
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie("lang", request.args["lang"], max_age=31_536_000, samesite="Lax", httponly=True)
    return response
