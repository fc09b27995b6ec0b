"""A bug of ours is a plain 500 in the reader's form, with its traceback in the log and not on the page."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import web_shelf
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from corpus import StoreUnusable
from search import Question, Results
from web import Settings, create_app
from web.errors import BadRequest, shape
from web.library import Library
from web.messages import say


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
    error = BadRequest("a", "day", "as_of", value="soon")
    told = "as_of is a day as 2024-06-01, not soon"
    assert (error.code, error.message, error.field, str(error)) == ("a", told, "as_of", told)


@pytest.mark.parametrize("path", ["/search?page=0", "/search?sort=x", "/search?as_of=x", "/search?year=x", "/documents/x", "/x"])
def test_a_refusal_is_in_the_language_of_the_reader(client: FlaskClient, path: str) -> None:
    """A Chinese page says in Chinese what is wrong, and has no English sentence in it."""
    page = BeautifulSoup(client.get(path, headers={"Accept-Language": "zh"}).data, "html.parser")
    words = [each for each in page.select_one("main").get_text().split() if re.fullmatch(r"[a-z]+", each)]  # type: ignore[union-attr]
    assert len(words) <= 1  # the name of a parameter


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_said_of_an_unknown_address_is_ours_alone(client: FlaskClient, language: str) -> None:
    """The framework has a sentence of its own for it, which nobody reads."""
    page = BeautifulSoup(client.get("/nowhere", headers={"Accept-Language": language}).data, "html.parser")
    assert [each.get_text() for each in page.select("main p")] == [say("error.404.long", language), say("error.home", language)]


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


PLACES = ("/", "/search?q=随访", "/api/search?q=随访", "/healthz", "/api/complete?q=lo", "/feed?q=随访", "/export.csv?q=随访")


def remove(index: Path) -> None:
    """Take the whole folder."""
    shutil.rmtree(index)


def empty(index: Path) -> None:
    """Leave the folder."""
    for path in index.iterdir():
        path.unlink()


@pytest.mark.parametrize("taken", [remove, empty])
@pytest.mark.parametrize("path", PLACES)
def test_an_index_that_is_taken_away_is_built_again(tmp_path: Path, taken: Callable[[Path], None], path: str) -> None:
    """It is a cache of the store: the next question has its answer."""
    web_shelf.fill(tmp_path / "data", tmp_path)
    app = create_app(Settings(data=tmp_path / "data"))
    client = app.test_client()
    before = client.get("/api/search?q=随访").get_json()["total"]
    taken(tmp_path / "data" / "index")
    assert client.get(path).status_code == 200
    assert client.get("/api/search?q=随访").get_json()["total"] == before > 0
    app.extensions["library"].close()


def test_an_index_that_cannot_be_built_again_is_told(tmp_path: Path) -> None:
    """Nothing that is asked is answered by an error of the server; health says that it is ill; documents can be read."""
    web_shelf.fill(tmp_path / "data", tmp_path)
    app = create_app(Settings(data=tmp_path / "data"))
    client = app.test_client()
    remove(tmp_path / "data" / "index")
    (tmp_path / "data" / "index").write_text("in the way", encoding="utf-8")
    assert {path: client.get(path).status_code for path in PLACES} == dict.fromkeys(PLACES, 409) | {"/healthz": 503}
    assert client.get("/api/search?q=x").get_json()["error"]["code"] == "no_index"
    assert client.get(f"/documents/{web_shelf.GUIDELINE}").status_code == 200
    (tmp_path / "data" / "index").unlink()
    assert client.get("/healthz").status_code == 200
    app.extensions["library"].close()


@pytest.mark.parametrize(("language", "said", "reason"), [("zh-CN", "没有这一页", False), ("en", "Not held here", True)])
def test_an_error_speaks_the_language_of_the_reader(shelf: Path, language: str, said: str, reason: bool) -> None:
    """What happened and what to do; the exact reason below where it is told in that language."""
    app = create_app(Settings(data=shelf))
    page = app.test_client().get("/documents/nowhere", headers={"Accept-Language": language}).get_data(as_text=True)
    assert said in page
    assert ('<p class="soft">no document &#39;nowhere&#39; is held</p>' in page) is reason
    app.extensions["library"].close()
