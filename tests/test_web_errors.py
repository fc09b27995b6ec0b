"""A bug of ours is a plain 500 in the reader's form, with its traceback in the log and not on the page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from corpus import StoreUnusable
from search import Question, Results
from web import Settings, create_app
from web.errors import BadRequest, shape
from web.library import Library


class Broken(Exception):
    """A bug."""


@pytest.fixture
def broken(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with a bug in its search."""

    def find(_: Library, question: Question) -> Results:
        raise Broken(question.text)

    monkeypatch.setattr(Library, "find", find)
    app = create_app(Settings(data=shelf))
    yield app
    app.extensions["library"].close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/search?q=secret", "text/html"), ("/api/search?q=secret", "application/json"), ("/healthz", "application/json")],
)
def test_a_bug_is_told_plainly_and_logged(broken: Flask, caplog: pytest.LogCaptureFixture, path: str, kind: str) -> None:
    """500, no traceback and none of its words for the reader; all of it in the log."""
    with caplog.at_level(logging.ERROR):
        response = broken.test_client().get(path)
    assert (response.status_code, response.mimetype) == (500, kind)
    assert "Traceback" not in response.text
    assert "Broken" not in response.text
    assert "Broken" in caplog.text


def test_a_data_folder_that_cannot_be_used_is_said_with_its_cure(tmp_path: Path) -> None:
    """One line that names the option to change."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnusable, match="--data DIR or BLUEBOOK_DATA"):
        create_app(Settings(data=tmp_path / "file" / "data"))


def test_errors_have_one_shape() -> None:
    """Code and message, and the field only where one is at fault."""
    assert shape("a", "b") == {"error": {"code": "a", "message": "b"}}
    assert shape("a", "b", "c") == {"error": {"code": "a", "message": "b", "field": "c"}}
    error = BadRequest("a", "b", "c")
    assert (error.code, error.message, error.field, str(error)) == ("a", "b", "c", "b")


def test_an_empty_library_says_how_to_fill_it(tmp_path: Path) -> None:
    """Before anything is held every page answers, and the first one says what to do."""
    app = create_app(Settings(data=tmp_path / "data"))
    client = app.test_client()
    assert "bluebook reindex FOLDER" in client.get("/").text
    for path in (
        "/search?q=x",
        "/search",
        "/feed",
        "/feed/changes",
        "/export.csv",
        "/api/search?q=x",
        "/healthz",
        "/api/complete?q=x",
    ):
        assert client.get(path, buffered=True).status_code == 200, path
    app.extensions["library"].close()
