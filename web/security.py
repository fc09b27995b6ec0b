"""Headers every answer carries: nothing from another host, nothing inline, no framing, no guessing of types."""

from __future__ import annotations

from flask import Flask, Response, request

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A publisher's HTML is shown without scripts, without our origin and without loading anything.
SANDBOX_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
# The browser's own PDF viewer is a page with styles of its own, so only framing is forbidden.
VIEWER_POLICY = "frame-ancestors 'none'; base-uri 'none'"
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
# What programs read from any origin, and how.
SHARED = ("/api/", "/export.", "/feed")
READABLE = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Headers", "*"),
    ("Access-Control-Expose-Headers", "ETag, Content-Disposition"),
)


def protect(app: Flask) -> None:
    """Put the headers on every answer; one that set a policy of its own keeps it. The JSON may be read from any origin."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        if "Content-Security-Policy" not in headers:
            headers.add("Content-Security-Policy", PAGE_POLICY)
        for name, value in ALWAYS:
            headers.add(name, value)
        if request.path.startswith(SHARED) or request.path.endswith(".md"):
            for name, value in READABLE:
                headers.add(name, value)
        return response
