"""What several test files need: a library that is filled once, the application over it, and a browser."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from web import Settings, create_app

sys.path.insert(0, str(Path(__file__).parent))

import book_shelf
import search_shelf
import web_shelf

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regen` writes the goldens anew from what the program does now; read the difference before committing it."""
    parser.addoption("--regen", action="store_true", help="write the goldens anew")


# Who starts a command in the background may have it ignore Ctrl+C, which the programs that are tested would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A machine that has other things to do is no fault of the code.
settings.register_profile("house", settings(), deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the documents of `web_shelf`."""
    data = tmp_path_factory.mktemp("shelf")
    web_shelf.fill(data / "data", data)
    return data / "data"


@pytest.fixture(scope="session")
def app(shelf: Path) -> Iterator[Flask]:
    """The application over the shelf."""
    made = create_app(Settings(data=shelf))
    made.testing = True
    yield made
    made.extensions["library"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Someone who asks for pages."""
    return app.test_client()


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a running server over a data folder."""
    made = create_app(Settings(data=data))
    server = waitress.create_server(made, host="127.0.0.1", port=0, threads=4)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    running.join(timeout=5)
    made.extensions["library"].close()


@pytest.fixture(scope="session")
def address(shelf: Path) -> Iterator[str]:
    """The address of a running server over the shelf."""
    with serving(shelf) as running:
        yield running


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[search_shelf.Library]:
    """The shipped corpus, indexed: for questions a professional asks. Not to be changed."""
    documents = search_shelf.shipped_documents()
    with search_shelf.library(tmp_path_factory.mktemp("shipped"), *documents) as opened:
        yield opened


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[search_shelf.Library]:
    """Documents drawn from a seed, in several segments, some of them deleted. Not to be changed."""
    documents = search_shelf.drawn(Random(20), 90)
    with search_shelf.library(tmp_path_factory.mktemp("drawn"), *documents[:60]) as opened:
        opened.put(*documents[55:80])
        opened.put(*documents[80:])
        opened.drop(*(each.id for each in documents[3:]))
        yield opened


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the shipped catalogue and the files of `book_shelf`. Not to be changed."""
    folder = tmp_path_factory.mktemp("book")
    book_shelf.fill(folder / "data", folder / "files")
    return folder / "data"


@pytest.fixture(scope="session")
def book_app(book: Path) -> Iterator[Flask]:
    """The application over the book."""
    made = create_app(Settings(data=book))
    made.testing = True
    yield made
    made.extensions["library"].close()


@pytest.fixture(scope="session")
def book_address(book: Path) -> Iterator[str]:
    """The address of a running server over the book."""
    with serving(book) as running:
        yield running


@pytest.fixture
def reader(book_app: Flask) -> FlaskClient:
    """Someone who reads the book."""
    return book_app.test_client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Without one, tests are skipped; under CI they fail."""
    if CHROMIUM is None:
        advice = "no Chromium is installed: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(advice)
        pytest.skip(advice)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def browser_page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of an English reader. What it asks of another host, and what it complains of, fails the test."""
    context = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []
