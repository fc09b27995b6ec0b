"""The JSON endpoints keep the contract: shapes, facets, errors, and never a 5xx."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_shelf import GUIDELINE, HELD

from corpus.vocabulary import FACETS


def ask(client: FlaskClient, query: str) -> dict[str, Any]:
    """The answer to a search that must succeed."""
    response = client.get(f"/api/search?{query}", headers={"Accept-Language": "en"})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.get_json()
    return answer


def test_a_search_has_every_field_of_the_contract(client: FlaskClient) -> None:
    """Programs find what they were promised, under the names they were promised."""
    answer = ask(client, "q=长期随访&size=5")
    assert set(answer) >= {"query", "total", "page", "size", "took_ms", "hits", "facets", "suggestion"}
    assert set(answer["query"]) == {"text", "interpreted", "expansions"}
    assert (answer["query"]["text"], answer["page"], answer["size"]) == ("长期随访", 1, 5)
    assert list(answer["facets"]) == list(FACETS)
    for hit in answer["hits"]:
        assert set(hit) >= {"score", "document", "section", "snippet", "url"}
        assert set(hit["document"]) >= {"id", "title", "language", "status", "authority", "issued"}
        assert set(hit["section"]) >= {"id", "number", "heading", "path", "page"}
        assert all(set(run) == {"text", "mark"} for run in hit["snippet"])
    assert any(run["mark"] for run in answer["hits"][0]["snippet"])


def test_the_other_title_comes_only_where_there_is_one(client: FlaskClient) -> None:
    """`title_en` is there for a Chinese document that has one and not for an English one."""
    documents = {hit["document"]["id"]: hit["document"] for hit in ask(client, "q=follow-up OR 随访&size=20")["hits"]}
    assert documents[GUIDELINE]["title_en"].startswith("Guideline for")
    assert "title_en" not in documents["fda-ltfu"]


def test_the_address_of_a_hit_opens_its_section(client: FlaskClient) -> None:
    """What a hit names can be opened, whatever its id is made of."""
    for query in ("长期随访", "follow-up", "peculiar", "监督管理"):
        hit = ask(client, f"q={query}")["hits"][0]
        response = client.get(hit["url"])
        assert response.status_code == 200
        place = urlsplit(hit["url"]).fragment
        assert place


def test_a_facet_counts_without_its_own_filter_and_keeps_what_was_chosen(client: FlaskClient) -> None:
    """Choosing a value leaves the others to be chosen, narrows the hits, and stays listed even with nothing found."""
    before = ask(client, "q=随访 OR follow-up")
    after = ask(client, "q=随访 OR follow-up&status=trial")
    assert {value["value"]: value["count"] for value in after["facets"]["status"]} == {
        value["value"]: value["count"] for value in before["facets"]["status"]
    }
    assert after["total"] == next(value["count"] for value in before["facets"]["status"] if value["value"] == "trial")
    assert [value["value"] for value in after["facets"]["status"] if value["selected"]] == ["trial"]
    nothing = ask(client, "q=随访&authority=NOBODY")
    assert nothing["total"] == 0
    assert [(value["value"], value["count"]) for value in nothing["facets"]["authority"] if value["selected"]] == [("NOBODY", 0)]


def test_the_address_of_a_value_takes_it_on_and_off(client: FlaskClient) -> None:
    """Following a value's address gives the hits it counts; following it again gives the first answer."""
    query = "q=随访 OR follow-up&sort=-issued"
    first = ask(client, query)
    for facet in ("status", "product_class", "year"):
        for value in first["facets"][facet]:
            chosen = client.get(value["url"]).get_json()
            assert chosen["total"] == value["count"]
            again = next(each for each in chosen["facets"][facet] if each["value"] == value["value"])
            assert again["selected"]
            assert client.get(again["url"]).get_json()["total"] == first["total"]


def test_values_of_one_facet_add_up_and_facets_narrow_each_other(client: FlaskClient) -> None:
    """OR within a facet, AND between facets."""
    either = ask(client, "q=随访 OR follow-up&jurisdiction=CN&jurisdiction=US")["total"]
    assert either == sum(ask(client, f"q=随访 OR follow-up&jurisdiction={one}")["total"] for one in ("CN", "US"))
    assert ask(client, "q=随访 OR follow-up&jurisdiction=US&status=trial")["total"] == 0


def test_labels_speak_the_language_asked_for(client: FlaskClient) -> None:
    """The names of values follow the language; their codes do not."""
    for language, name in (("zh", "试行"), ("en", "In force on trial")):
        answer = client.get("/api/search?q=随访", headers={"Accept-Language": language}).get_json()
        assert name in [value["label"] for value in answer["facets"]["status"] if value["value"] == "trial"]


@pytest.mark.parametrize(
    ("wishes", "label"),
    [("a," * 50 + "zh", "试行"), ("zh," + "a," * 100_000, "试行"), ("a," * 100_000 + "zh", "In force on trial")],
)
def test_of_endless_wishes_for_languages_the_first_are_read(client: FlaskClient, wishes: str, label: str) -> None:
    """Nobody waits for the rest of them."""
    answer = client.get("/api/search?q=随访", headers={"Accept-Language": wishes}).get_json()
    assert label in [value["label"] for value in answer["facets"]["status"]]


def test_hits_may_be_grouped_by_document(client: FlaskClient) -> None:
    """One hit a document, its next best sections inside."""
    hits = ask(client, "q=follow-up&group=document")["hits"]
    identifiers = [hit["document"]["id"] for hit in hits]
    assert len(identifiers) == len(set(identifiers))
    guidance = next(hit for hit in hits if hit["document"]["id"] == "fda-ltfu")
    assert {guidance["section"]["id"], *(more["section"]["id"] for more in guidance["more"])} == {"fda-ltfu#I", "fda-ltfu#II"}


def test_pages_go_on_without_gap_or_repetition(client: FlaskClient) -> None:
    """All hits are on the pages, each once; a page beyond the end is empty with the right total."""
    found = [hit["section"]["id"] for page in range(1, 30) for hit in ask(client, f'q="监督管理"&size=7&page={page}')["hits"]]
    assert len(found) == len(set(found)) == 200
    beyond = ask(client, 'q="监督管理"&page=999999999')
    assert (beyond["hits"], beyond["total"]) == ([], 200)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=x", "page"),
        ("page=1.5", "page"),
        ("page=99999999999999999999", "page"),
        ("page=１", "page"),
        ("size=0", "size"),
        ("size=101", "size"),
        ("size=1000", "size"),
        ("group=chapter", "group"),
        ("sort=newest", "sort"),
        ("expand=yes", "expand"),
        ("explain=2", "explain"),
        ("as_of=yesterday", "as_of"),
        ("as_of=2024-02-30", "as_of"),
        ("as_of=20240201", "as_of"),
        ("year=20x4", "year"),
    ],
)
def test_a_value_without_meaning_is_named_and_refused(client: FlaskClient, query: str, field: str) -> None:
    """400, the one shape of errors, the parameter at fault."""
    response = client.get(f"/api/search?q=x&{query}")
    assert response.status_code == 400
    error = response.get_json()["error"]
    assert set(error) == {"code", "message", "field"}
    assert error["field"] == field
    assert field in error["message"]


@pytest.mark.parametrize("query", ["", "q=", "page=", "size=&sort=", "utm_source=x&q=随访", "q=a&q=b"])
def test_what_is_empty_or_unknown_by_name_does_no_harm(client: FlaskClient, query: str) -> None:
    """An empty parameter counts as not given; parameters of others are ignored."""
    assert client.get(f"/api/search?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/api/documents/nowhere", "/api/documents/", "/api/nothing", "/api/documents/a%00b"])
def test_what_is_not_held_is_said_in_the_same_shape(client: FlaskClient, path: str) -> None:
    """404 in JSON for unknown documents and endpoints."""
    response = client.get(path)
    assert response.status_code == 404
    assert set(response.get_json()["error"]) >= {"code", "message"}


def test_a_method_that_is_not_allowed_is_refused_in_the_same_shape(client: FlaskClient) -> None:
    """405 with what is allowed."""
    response = client.post("/api/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert response.get_json()["error"]["code"] == "method_not_allowed"


def test_a_document_comes_whole_with_its_ties_both_ways(client: FlaskClient) -> None:
    """The parsed document, its relations, and who points to it."""
    document = client.get(f"/api/documents/{GUIDELINE}").get_json()
    assert {"id", "title", "language", "media_type", "pages", "metadata", "sections", "relations", "warnings"} <= set(document)
    assert [section["id"] for section in document["sections"]][1] == f"{GUIDELINE}#1.1"
    assert document["cited_by"][0]["document"] == "cde-ltfu-draft"
    assert client.get("/api/documents/a%2Fb%20c%3Fd=%231%252F").get_json()["title"] == "Odd <b>ids</b>"


def test_a_document_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    """The entity tag of the first answer makes the second one empty."""
    first = client.get(f"/api/documents/{GUIDELINE}")
    again = client.get(f"/api/documents/{GUIDELINE}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_health_counts_what_is_held(client: FlaskClient) -> None:
    """200 with how much can be searched."""
    answer = client.get("/healthz").get_json()
    assert answer == {"status": "ok", "documents": HELD[0], "sections": HELD[1]}


def test_completion_goes_on_from_what_was_typed(client: FlaskClient) -> None:
    """Completions begin as the text does."""
    found = client.get("/api/complete?q=foll").get_json()["completions"]
    assert found
    assert all("foll" in each["text"].lower() for each in found)


def test_the_json_may_be_read_from_any_origin(client: FlaskClient) -> None:
    """CORS for reading; pages keep to themselves."""
    assert client.get("/api/search?q=x").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/search?q=x").headers


ANY_TEXT = st.text(max_size=60)


@given(q=ANY_TEXT, name=st.sampled_from(["page", "size", "group", "sort", "as_of", "year", "expand", "status"]), value=ANY_TEXT)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_a_client_sends_gives_a_server_error(client: FlaskClient, q: str, name: str, value: str) -> None:
    """Any text in any parameter is answered or refused."""
    query = {"q": q.encode(errors="replace").decode(), name: value.encode(errors="replace").decode()}
    for path in ("/api/search", "/search"):
        response = client.get(path, query_string=query)
        assert response.status_code in (200, 303, 400), response.text


@pytest.mark.parametrize(
    "target", [b"/api/search?q=\xff\xfe", b"/api/search?q=%ff%fe", b"/search?q=%00%ed%a0%80", b"/documents/\xff", b"/%ff?\xff"]
)
def test_bytes_that_are_no_text_do_no_harm(address: str, target: bytes) -> None:
    """Addresses that are not UTF-8 get an answer below 500 from the real server."""
    host = urlsplit(address)
    with socket.create_connection((host.hostname or "", host.port or 0), timeout=10) as connection:
        connection.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        status = connection.makefile("rb").readline()
    assert int(status.split()[1]) < 500, status
