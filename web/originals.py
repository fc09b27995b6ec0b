"""The publisher's file as it came: a PDF opens in the browser, HTML is shown without scripts and without our origin."""

from __future__ import annotations

from flask import Blueprint, send_file
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from web.library import library
from web.security import SANDBOX_POLICY, VIEWER_POLICY

blueprint = Blueprint("originals", __name__)

# What a browser may show itself, under which policy, and the ending of its name; anything else is a download.
SHOWN = {"application/pdf": (VIEWER_POLICY, ".pdf"), "text/html": (SANDBOX_POLICY, ".html")}
SAVED = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "text/markdown": ".md",
}


@blueprint.get("/documents/<path:identifier>/original")
def original(identifier: str) -> Response:
    """The original of a document, in ranges where a viewer asks for them. `#page=N` opens a PDF at its page."""
    store = library().store
    document = store.facts([identifier]).get(identifier)
    path = store.original(identifier)
    if document is None or path is None or not path.exists():
        raise NotFound(f"the original file of {identifier} is not held")
    shown = SHOWN.get(document.media_type)
    ending = shown[1] if shown else SAVED.get(document.media_type, "")
    response = send_file(
        path.resolve(),
        mimetype=document.media_type if ending else "application/octet-stream",
        as_attachment=shown is None,
        download_name=f"{document.id.replace('/', '-')}{ending}",
        conditional=True,
        etag=path.name,
        max_age=3600,
    )
    response.headers["Content-Security-Policy"] = shown[0] if shown else SANDBOX_POLICY
    return response
