"""What every kind of answer says of itself: its type, who may read it, what it may load, how long it holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_shelf import GUIDELINE

from web.caching import FOREVER, asset
from web.security import PAGE_POLICY, SANDBOX_POLICY, VIEWER_POLICY


@dataclass(frozen=True)
class Answer:
    """An address with what its answer says: type, policy, whether other origins may read it, whether it has an entity tag."""

    path: str
    kind: str
    policy: str = PAGE_POLICY
    shared: bool = False
    tagged: bool = False


ANSWERS = (
    Answer("/", "text/html", tagged=True),
    Answer("/search?q=随访", "text/html"),
    Answer("/documents/law", "text/html", tagged=True),
    Answer(f"/documents/{GUIDELINE}/sections/1.1", "text/html", tagged=True),
    Answer(f"/documents/{GUIDELINE}/pages/1", "text/html", tagged=True),
    Answer(f"/documents/{GUIDELINE}/pages/1/160.png", "image/png", tagged=True),
    Answer(f"/documents/{GUIDELINE}/original", "application/pdf", VIEWER_POLICY, tagged=True),
    Answer("/documents/cde-ltfu-draft/original", "text/html", SANDBOX_POLICY, tagged=True),
    Answer(f"/documents/{GUIDELINE}.md", "text/markdown", shared=True, tagged=True),
    Answer(f"/documents/{GUIDELINE}/sections/1.1.md", "text/markdown", shared=True, tagged=True),
    Answer(f"/documents/{GUIDELINE}/cite", "text/html", tagged=True),
    Answer(f"/documents/{GUIDELINE}/cite.ris", "application/x-research-info-systems"),
    Answer(f"/documents/{GUIDELINE}/cite.bib", "application/x-bibtex"),
    Answer(f"/documents/{GUIDELINE}/cite.txt", "text/plain"),
    Answer("/export.csv?q=随访", "text/csv", shared=True),
    Answer("/export.jsonl?q=随访", "application/jsonl", shared=True),
    Answer("/feed?q=随访", "application/atom+xml", shared=True, tagged=True),
    Answer("/feed/changes", "application/atom+xml", shared=True, tagged=True),
    Answer("/api/search?q=随访", "application/json", shared=True),
    Answer("/api/complete?q=随", "application/json", shared=True),
    Answer("/api/documents/law", "application/json", shared=True, tagged=True),
    Answer("/api/openapi.json", "application/json", shared=True, tagged=True),
    Answer("/healthz", "application/json"),
    Answer("/opensearch.xml", "application/opensearchdescription+xml"),
    Answer("/opensearch/suggestions?q=随", "application/x-suggestions+json"),
    Answer("/robots.txt", "text/plain"),
)


@pytest.mark.parametrize("expected", ANSWERS, ids=lambda answer: answer.path)
def test_an_answer_says_what_it_is(client: FlaskClient, expected: Answer) -> None:
    """Type, policy, sharing, tag; never guessed, never framed, never a server's name for its errors."""
    response = client.get(expected.path, buffered=True)
    assert response.status_code == 200
    assert response.mimetype == expected.kind
    assert response.headers["Content-Security-Policy"] == expected.policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert (response.headers.get("Access-Control-Allow-Origin") == "*") == expected.shared
    assert ("ETag" in response.headers) == expected.tagged


@pytest.mark.parametrize("expected", [each for each in ANSWERS if each.tagged], ids=lambda answer: answer.path)
def test_what_was_sent_is_not_sent_again(client: FlaskClient, expected: Answer) -> None:
    """Whoever shows the tag gets 304 and no body."""
    tag = client.get(expected.path, buffered=True).headers["ETag"]
    again = client.get(expected.path, headers={"If-None-Match": tag}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/search?q=随访", "/api/search?q=随访", "/feed?q=随访", "/documents/law"])
def test_answers_in_two_languages_say_so_to_caches(client: FlaskClient, path: str) -> None:
    """A cache between keeps one for each language."""
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in client.get(path).headers["Vary"].split(",")}


@pytest.mark.parametrize("name", ["bluebook.css", "bluebook.js", "icon.svg"])
def test_a_named_version_holds_for_ever_and_the_plain_name_does_not(client: FlaskClient, name: str) -> None:
    """Only the address that changes with the content may be kept for good."""
    assert client.get(asset(name), buffered=True).headers["Cache-Control"] == FOREVER
    assert "immutable" not in client.get(f"/static/{name}", buffered=True).headers.get("Cache-Control", "")


@pytest.mark.parametrize("expected", ANSWERS, ids=lambda answer: answer.path)
def test_the_head_of_an_answer_can_be_asked_for(client: FlaskClient, expected: Answer) -> None:
    """HEAD gives what GET gives, its tag too, without the body."""
    head, whole = client.head(expected.path, buffered=True), client.get(expected.path, buffered=True)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "ETag", "Content-Disposition", "Access-Control-Allow-Origin"):
        assert head.headers.get(name) == whole.headers.get(name)


@pytest.mark.parametrize("path", ["/api/search?q=x", "/export.csv?q=x", "/feed?q=x", f"/documents/{GUIDELINE}.md"])
def test_a_program_of_another_origin_may_ask_with_headers_of_its_own(client: FlaskClient, path: str) -> None:
    """A browser asks first whether it may: it may."""
    answer = client.options(path, headers={"Origin": "https://x.example", "Access-Control-Request-Headers": "x-client"})
    assert answer.status_code == 200
    assert (answer.headers["Access-Control-Allow-Origin"], answer.headers["Access-Control-Allow-Headers"]) == ("*", "*")


def test_the_icon_is_where_it_always_was(client: FlaskClient) -> None:
    """For what looks for it without reading a page."""
    assert client.get("/favicon.ico", follow_redirects=True, buffered=True).mimetype == "image/svg+xml"


@pytest.mark.parametrize("path", ["/", "/search", "/documents/law", "/export.csv", "/feed", f"/documents/{GUIDELINE}/original"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed_from_outside(client: FlaskClient, path: str, method: str) -> None:
    """The pages only read: every other method is refused."""
    assert client.open(path, method=method, buffered=True).status_code == 405


def test_many_at_once_get_each_their_own_answer(app: Flask) -> None:
    """Requests side by side do not get into each other's way: language, question and hits are those of the one who asked."""
    asked = [("随访", "zh"), ("follow-up", "en"), ("inspection", "zh"), ('"监督管理"', "en"), ("nothing-like-it", "zh")]

    def ask(one: tuple[str, str]) -> tuple[str, int, str]:
        response = app.test_client().get("/api/search", query_string={"q": one[0]}, headers={"Accept-Language": one[1]})
        answer = response.get_json()
        labels = [value["label"] for value in answer["facets"]["jurisdiction"] if value["value"] == "CN"]
        return answer["query"]["text"], answer["total"], "".join(labels)

    alone = {one: ask(one) for one in asked}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(ask, asked * 8))
    assert together == [alone[one] for one in asked * 8]
    assert {alone[("随访", "zh")][2], alone[("follow-up", "en")][2]} <= {"中国", "China"}
