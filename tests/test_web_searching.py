"""A search answered before the framework takes it up is answered as the framework would answer it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from search import EngineError
from web.library import Library
from web.searching import parameters

TOOK = re.compile(rb'"took_ms":[0-9.]+')


def dispatched(app: Flask, **asked: object) -> tuple[int, bytes, set[tuple[str, str]]]:
    """What the framework's own dispatch answers: status, body without the time it took, headers."""
    with app.test_request_context("/api/search", **asked):  # type: ignore[arg-type]
        response = app.full_dispatch_request()
        return response.status_code, TOOK.sub(b"", response.data), _told(list(response.headers))


def _told(headers: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, value) for name, value in headers if name != "Content-Length"}


@pytest.mark.parametrize(
    "headers", [{}, {"Accept-Language": "zh"}, {"Cookie": "lang=zh"}, {"Accept-Language": "zh", "Cookie": "lang=en"}]
)
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=随访",
        "q=follow-up&group=document&explain=1",
        "q=%ff&q=x",
        "q=随访&lang=zh&status=trial&status=none",
        "size=0",
        "size=x&lang=zh",
    ],
)
def test_an_answer_is_the_same_however_it_comes_about(app: Flask, query: str, headers: dict[str, str]) -> None:
    """Also a refusal, also in the other language; with the headers that every answer carries besides."""
    response = app.test_client(use_cookies=False).get(f"/api/search?{query}", headers=headers)
    status, body, told = dispatched(app, query_string=query, headers=headers)
    assert (response.status_code, TOOK.sub(b"", response.data)) == (status, body)
    assert _told(list(response.headers)) >= told
    assert response.content_length == len(response.data)


@given(st.text() | st.lists(st.sampled_from(["q", "=", "&", "+", "%E8", "%", "药", "%FF%00", ";", "\xff"])).map("".join))
def test_parameters_are_those_of_the_framework(query: str) -> None:
    """However odd the address, read without the framework its parameters have the same values in the same order."""
    environ = {"QUERY_STRING": query.encode("utf-8", "replace").decode("latin1")}
    assert parameters(environ) == Request({**EnvironBuilder().get_environ(), **environ}).args.to_dict(flat=False)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST"])
def test_another_method_is_as_ever(app: Flask, method: str) -> None:
    """A search is asked with GET; what else is asked of its address the framework answers."""
    response = app.test_client().open("/api/search?q=随访", method=method)
    status, body, _ = dispatched(app, query_string="q=随访", method=method)
    assert (response.status_code, response.data) == (status, b"" if method == "HEAD" else body)


@pytest.mark.parametrize(("raised", "status"), [(EngineError("taken away"), 409), (RuntimeError("a bug"), 500)])
def test_what_goes_wrong_is_told_in_the_shape_of_errors(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, raised: Exception, status: int
) -> None:
    """An index that was taken away, and a bug: JSON, and never a traceback."""

    def fail(*_: object) -> None:
        raise raised

    monkeypatch.setattr(Library, "find", fail)
    client.application.testing = False
    response = client.get("/api/search?q=随访")
    assert response.status_code == status
    assert set(response.get_json()["error"]) == {"code", "message"}
