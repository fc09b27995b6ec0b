"""What browsers add by themselves: the search engine description (OpenSearch 1.1) with suggestions, and addresses for robots."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import msgspec
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Redirect

from web.caching import asset
from web.citations import base_address
from web.library import library
from web.quotation import LONGEST_TEXT

blueprint = Blueprint("browsers", __name__)

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """How a browser asks this Bluebook."""
    base = base_address(library())
    root = Xml.Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    for name, text in (
        ("ShortName", "Bluebook"),
        ("Description", "Rules of cell and gene therapy, found to the section"),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        Xml.SubElement(root, name).text = text
    Xml.SubElement(root, "Image", {"type": "image/svg+xml"}).text = f"{base}/static/icon.svg"
    for kind, template in (
        ("text/html", "/search?q={searchTerms}"),
        ("application/atom+xml", "/feed?q={searchTerms}"),
        ("application/json", "/api/search?q={searchTerms}"),
        ("application/x-suggestions+json", "/opensearch/suggestions?q={searchTerms}"),
    ):
        Xml.SubElement(root, "Url", {"type": kind, "template": base + template})
    body = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, mimetype="application/opensearchdescription+xml")


@blueprint.get("/opensearch/suggestions")
def suggestions() -> Response:
    """Completions in the form browsers know: the text and a list."""
    text = request.args.get("q", "")[:LONGEST_TEXT]
    found = [each.text for each in library().complete(text)]
    return Response(msgspec.json.encode([text, found]), mimetype="application/x-suggestions+json")


@blueprint.get("/favicon.ico")
def icon() -> Redirect:
    """The icon, for what asks for it where it always was."""
    return redirect(asset("icon.svg"))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Documents may be indexed; every combination of filters need not."""
    return Response(
        "User-agent: *\nDisallow: /search\nDisallow: /feed\nDisallow: /export\nDisallow: /api/search\n", mimetype="text/plain"
    )
