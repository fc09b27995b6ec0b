"""Headers on every address there is, found by asking the application for its routes; and outlines of any document."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from web_shelf import GUIDELINE

from corpus import Section
from web.outline import LONGEST, outline
from web.security import ALWAYS, PAGE_POLICY, SANDBOX_POLICY, VIEWER_POLICY

GIVEN = {"identifier": GUIDELINE, "document": GUIDELINE, "label": "1.1", "filename": "bluebook.css", "number": "1", "page": 1}


def every(app: Flask) -> list[str]:
    """An address of each route; a value no one knows stands for a name that is not in `GIVEN`."""
    routes = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        named = {name: GIVEN.get(name, 160 if "int" in str(rule) else "x") for name in rule.arguments}
        found.append(routes.build(rule.endpoint, named))
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
def test_every_route_answers_with_the_headers(app: Flask, method: str) -> None:
    """Found or not, allowed or not: no answer is framed, guessed or told to others; no route breaks."""
    addresses = every(app)
    assert len(addresses) > 20
    for address in addresses:
        response = app.test_client().open(address, method=method, buffered=True)
        assert response.status_code < 500, address
        for name, value in ALWAYS:
            assert response.headers.getlist(name) == [value], address
        (policy,) = response.headers.getlist("Content-Security-Policy")
        assert policy in (PAGE_POLICY, SANDBOX_POLICY, VIEWER_POLICY), address


@pytest.mark.parametrize("path", ["/nothing", "/documents/nothing", "/api/nothing", "/search?page=0", "/api/search?size=x", "/%ff"])
def test_a_refusal_has_the_headers_too(client: FlaskClient, path: str) -> None:
    """What cannot be answered is as safe as what can, and JSON stays readable from elsewhere."""
    response = client.get(path)
    assert response.status_code in (400, 404)
    assert response.headers["Content-Security-Policy"] == PAGE_POLICY
    assert response.headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert ("Access-Control-Allow-Origin" in response.headers) == path.startswith("/api/")


def test_policies_let_nothing_in() -> None:
    """No page runs what stands in it or comes from elsewhere; a publisher's page runs nothing at all."""
    for word in ("unsafe", "http:", "https:", "data:", "*"):
        assert word not in PAGE_POLICY
    assert SANDBOX_POLICY.startswith("sandbox; default-src 'none'")
    assert "allow-" not in SANDBOX_POLICY
    assert "script-src" not in SANDBOX_POLICY
    assert "frame-ancestors 'none'" in VIEWER_POLICY


@settings(max_examples=40)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=300), st.data())
def test_any_outline_leads_to_what_is_shown(levels: list[int], data: st.DataObject) -> None:
    """In order, each once, short, with the first and last of what is shown and all that stands above it."""
    held = [Section(id=f"d#{place}", level=level, text="") for place, level in enumerate(levels)]
    first = data.draw(st.integers(0, len(held) - 1))
    last = data.draw(st.integers(first, len(held) - 1))
    entries = outline(held, range(first, last + 1))
    kept = [entry.ordinal for entry in entries]
    assert kept == sorted(set(kept))
    assert {first, last} <= set(kept)
    assert [entry.ordinal for entry in entries if entry.shown] == [each for each in kept if first <= each <= last]
    assert all(entry.section is held[entry.ordinal] for entry in entries)
    assert len(kept) <= LONGEST + max(levels)
    if len(held) <= LONGEST:
        assert not any(entry.gap for entry in entries)
