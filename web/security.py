"""Headers every answer carries: nothing from another host, nothing inline, no framing, no guessing of types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

POLICY = "Content-Security-Policy"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A publisher's HTML is shown without scripts, without our origin and without loading anything.
SANDBOX_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
# The browser's own PDF viewer is a page with styles of its own, so only framing is forbidden.
VIEWER_POLICY = "frame-ancestors 'none'; base-uri 'none'"
ALWAYS = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
# What programs read from any origin, and how.
SHARED = ("/api/", "/export.", "/feed")
READABLE = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Headers", "*"),
    ("Access-Control-Expose-Headers", "ETag, Content-Disposition"),
]


def protect(app: Flask) -> None:
    """Put the headers on every answer; one that set a policy of its own keeps it. The JSON may be read from any origin.

    They are put on as the answer leaves: to Flask each header of each answer is one more to check, and to copy.
    """
    answer = app.wsgi_app

    def guarded(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = "/" + environ.get("PATH_INFO", "").lstrip("/")
        always = [*ALWAYS, *READABLE] if path.startswith(SHARED) or path.endswith(".md") else ALWAYS

        def begin(status: str, headers: list[tuple[str, str]], *raised: Any) -> Callable[[bytes], object]:
            policy = [] if POLICY in dict(headers) else [(POLICY, PAGE_POLICY)]
            return start(status, [*headers, *policy, *always], *raised)

        return answer(environ, begin)

    app.wsgi_app = guarded  # type: ignore[assignment]  # as Flask documents it
