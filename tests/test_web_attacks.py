"""Whatever is sent, nothing is answered by an error of the server, nothing leaks, and no header is written by a stranger."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from web_shelf import GUIDELINE

PAGE = 100_000  # bytes
ODD = (
    "/search?q=%00",
    "/search?q=%ff%fe",
    "/search?q=%ED%A0%80",
    "/search?q[]=a",
    "/search?page=%EF%BC%91",
    "/search?page=1e3",
    "/search?page=999999999999999",
    "/search?page=1000000000&size=100",
    "/search?as_of=0000-01-01",
    "/search?as_of=2024-02-30",
    "/search?year=%D9%A2%D9%A0%D9%A2%D9%A0",
    "/search?from=9999&to=1000",
    "/search?from=abc&to=",
    "/search?lang=%0d%0aSet-Cookie:x=y",
    "/search?q=" + "x" * 60_000,
    "/search?q=" + "(%22" * 500,
    "/search?q=" + "NOT+" * 800,
    "/search?q=" + "a*+" * 600,
    "/search?q=" + "title%3A" * 200,
    "/search?q=issued%3A%3E%3D0000",
    "/search?q=text%3A%22%22",
    "/search?q=" + "%F0%9F%98%80" * 500,
    "/documents/..%2f..%2fetc%2fpasswd",
    "/documents/%00",
    "/documents/%ff",
    "/documents//",
    f"/documents/{GUIDELINE}/pages/0",
    f"/documents/{GUIDELINE}/pages/99999999999999999999",
    f"/documents/{GUIDELINE}/pages/1/7.png",
    f"/documents/{GUIDELINE}/pages/1?zoom=9999",
    f"/documents/{GUIDELINE}?part=%EF%BC%91",
    f"/documents/{GUIDELINE}?show=xx&as_of=soon",
    f"/documents/{GUIDELINE}/cite?section=%0d%0a",
    f"/documents/{GUIDELINE}/cite.%0d%0aX:1",
    f"/documents/{GUIDELINE}/articles/%ff",
    f"/documents/{GUIDELINE}/beside/",
    f"/documents/{GUIDELINE}/beside/{GUIDELINE}",
    "/static/..%2f..%2fpyproject.toml",
    "/static/%2e%2e/pages.py",
    "/export.exe",
    "/export.csv?q=a%0d%0ab",
    "/feed?q=%00%ff",
    "/compare?old=a",
    f"/compare?old={GUIDELINE}&new={GUIDELINE}&part=x",
    "/framework/life?stage=<script>",
    "/framework?as_of=zzz",
    "/glossary?find=%00%ff<b>",
    "/glossary/<x>",
    "/coverage?failures=-1",
    "/coverage?doubts=999999999999",
    "/api/complete?q=" + "a" * 5000,
    "/opensearch/suggestions?q=%ff",
    "/api/documents/",
)
LINES = (
    b"GET / HTTP/1.1",
    b"GET / HTTP/9.9",
    b"GET /",
    b"\x00\x01\x02",
    b"GET /search?q=\xff\xfe HTTP/1.1",
    b"GET //evil.example/search HTTP/1.1",
    b"GET http://evil.example/ HTTP/1.1",
    b"FOO / HTTP/1.1",
    b"TRACE / HTTP/1.1",
)
HEADERS = (
    b"Host: x",
    b'Host: x"><script>',
    b"Host: \xff",
    b"Host: x\r\nContent-Length: -1",
    b"Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5",
    b"Host: x\r\nAccept-Language: " + b"zh;q=x," * 500,
    b'Host: x\r\nCookie: lang=\xff\xfe\r\nIf-None-Match: "\xff\r\nRange: bytes=zz',
    b"Host: x\r\nX: " + b"a" * 300_000,
)


@pytest.mark.parametrize("path", ODD, ids=lambda path: path[:60])
def test_an_odd_address_is_answered_or_refused(client: FlaskClient, path: str) -> None:
    """Never a 5xx, never a page without end, never a header or a script that came with the question."""
    answer = client.get(path, buffered=True)
    assert answer.status_code < 500
    assert len(answer.data) < PAGE
    assert not {"X"} & set(answer.headers.keys())
    assert all(cookie.startswith("lang=") for cookie in answer.headers.getlist("Set-Cookie"))
    assert b"<script>" not in answer.data
    assert b"root:" not in answer.data
    assert b"[project]" not in answer.data


NAMES = st.sampled_from(("q", "page", "size", "group", "sort", "as_of", "expand", "without", "explain", "lang", "from", "year"))
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.tuples(NAMES | ANYTHING, ANYTHING), max_size=6), st.sampled_from(["/search", "/api/search", "/feed"]))
def test_any_parameters_are_answered_or_refused(app: Flask, given_: list[tuple[str, str]], path: str) -> None:
    """By name or not, with meaning or without."""
    query: dict[str, list[str]] = {}
    for name, value in given_:
        query.setdefault(name, []).append(value)
    assert app.test_client().get(path, query_string=query).status_code < 500


@pytest.mark.parametrize("headers", HEADERS, ids=lambda value: repr(value[:30]))
@pytest.mark.parametrize("line", LINES, ids=repr)
def test_a_broken_request_does_not_break_the_server(address: str, line: bytes, headers: bytes) -> None:
    """The production server answers or closes, and answers the next one."""
    assert b"HTTP/1.0 5" not in (answer := sent(address, line + b"\r\n" + headers + b"\r\nConnection: close\r\n\r\n0\r\n\r\n"))
    assert b"HTTP/1.1 5" not in answer
    assert b"<script>" not in answer
    assert sent(address, b"GET /healthz HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.0 200")


def sent(address: str, request: bytes) -> bytes:
    """What the server answers to bytes."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as line:
        line.settimeout(20)
        try:
            line.sendall(request)
            return b"".join(iter(lambda: line.recv(65_536), b""))
        except ConnectionError:  # it closed before all was said
            return b""
