"""The edge: pages, JSON, the command line and settings. This room knows nothing of the inside of a PDF or of an index."""

from __future__ import annotations

from flask import Flask

from web.api import api
from web.browsers import browsers
from web.citations import citations
from web.error_pages import refuse
from web.errors import BadRequest
from web.exports import exports
from web.feeds import feeds
from web.framework import framework
from web.interface import furnish
from web.library import open_library
from web.markdown import markdown
from web.originals import originals
from web.pages import pages
from web.reader import reader
from web.security import protect
from web.settings import InvalidSetting, Settings
from web.sheets import sheets

__all__ = ["BadRequest", "InvalidSetting", "Settings", "create_app"]


def create_app(settings: Settings) -> Flask:
    """The application over one data folder. Raises `corpus.StoreUnusable`."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False
    app.extensions["library"] = open_library(settings)
    for room in (api, pages, reader, originals, sheets, markdown, citations, exports, feeds, browsers, framework):
        app.register_blueprint(room)
    furnish(app)
    protect(app)
    refuse(app)
    return app
