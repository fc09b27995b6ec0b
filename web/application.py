"""The application: every page and endpoint over one data folder."""

from __future__ import annotations

from flask import Flask

from web import (
    api,
    beside,
    browsers,
    citations,
    comparing,
    coverage,
    exports,
    feeds,
    framework,
    glossary,
    markdown,
    originals,
    pages,
    reader,
    sheets,
)
from web.addresses import Identifier
from web.caching import spare
from web.error_pages import refuse
from web.interface import furnish
from web.library import open_library
from web.searching import hasten
from web.security import protect
from web.settings import Settings

ROOMS = (
    api,
    pages,
    reader,
    beside,
    originals,
    sheets,
    markdown,
    citations,
    exports,
    feeds,
    browsers,
    framework,
    comparing,
    glossary,
    coverage,
)


def create_app(settings: Settings) -> Flask:
    """The application over one data folder. Raises `corpus.StoreUnusable`."""
    app = Flask("web")
    app.url_map.merge_slashes = False
    app.url_map.converters["path"] = Identifier
    app.extensions["library"] = open_library(settings)
    for room in ROOMS:
        app.register_blueprint(room.blueprint)
    spare(app)
    furnish(app)
    hasten(app)
    protect(app)
    refuse(app)
    return app
