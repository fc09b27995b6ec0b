"""Addresses of odd things: whatever an id holds, its address leads back to it, and is an address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from web_shelf import GUIDELINE
from werkzeug.routing import Map

from search import Question
from web.addresses import Identifier, anchor, chosen, document_path, encode, pairs, search_path, section_path, segment, within

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
NAME = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="/"), min_size=1, max_size=20)
BROKEN = st.text(alphabet=st.characters(categories=["Cs", "Lu"]), min_size=1, max_size=5)
SAFE = re.compile(r"[A-Za-z0-9_.~!$'()*,:;=@%-]*")


def read(part: str) -> str:
    """A part of a path as the application reads it."""
    return Identifier(Map()).to_python(part)


@given(ANY)
def test_an_id_comes_back_from_its_path(value: str) -> None:
    """Any script, any sign: nothing is lost, and nothing in it parts the path."""
    assert read(unquote(segment(value))) == value
    assert SAFE.fullmatch(segment(value))


@given(ANY)
def test_a_value_comes_back_from_its_query(value: str) -> None:
    """Signs that part a query do not part a value."""
    assert unquote_plus(encode(value)) == value
    assert not set(encode(value)) & set("&=#? ")


@given(BROKEN)
def test_half_a_character_still_has_an_address(value: str) -> None:
    """What no text can be encoded from is replaced, it does not break the page that links to it."""
    assert segment(value).isascii()
    assert encode(value).isascii()


@given(ANY)
def test_a_place_on_a_page_has_no_white_space(label: str) -> None:
    """An HTML id cannot have it; everything else of a label stays."""
    assert not re.search(r"\s", anchor(label))
    assert re.sub(r"\s+", "_", label) == anchor(label)
    assert anchor(anchor(label)) == anchor(label)


@given(NAME, NAME)
def test_path_and_place_of_a_section_name_document_and_label(document: str, label: str) -> None:
    """Four segments and a fragment, unless the section is the document."""
    parts = urlsplit(section_path(document, label))
    named = ["", "documents", document] if label == document else ["", "documents", document, "sections", label]
    assert [read(unquote(part)) for part in parts.path.split("/")] == named
    assert unquote(parts.fragment) == ("" if label == document else anchor(label))
    assert (parts.scheme, parts.netloc, parts.query) == ("", "", "")


@given(NAME, NAME, st.sampled_from(["", "q=x", "q=a+b&expand=0"]))
def test_marked_words_leave_path_and_place_alone(document: str, label: str, query: str) -> None:
    """The same section, with or without the words of a search."""
    plain, marked = urlsplit(section_path(document, label)), urlsplit(within(document, label, query))
    assert (marked.path, marked.fragment, marked.query) == (plain.path, plain.fragment, query)


WORDS = ("sections", "cite", "original", "pages/1", "compare", "beside", "articles")
PATHS = st.lists(
    st.sampled_from([*"/.%~a", *WORDS, ".md", "~2F", "~7E", "法"]),
    min_size=1,
    max_size=6,
).map("".join)


@given(document=NAME | PATHS, label=NAME | PATHS)
@example(document="..", label=".")
@example(document="/lead", label="/lead")
@example(document="a/sections/b", label="x.md")
@example(document="x/cite", label="y/cite")
@example(document="x.md", label="a/sections/b.md")
def test_the_application_reads_what_was_written(app: Flask, document: str, label: str) -> None:
    """The address of a document or a section is matched to exactly that document and that section."""
    routes = app.url_map.bind("localhost")
    assert routes.match(unquote(document_path(document)))[1] == {"identifier": document}
    if label != document:
        found = routes.match(unquote(urlsplit(section_path(document, label)).path))[1]
        assert list(found.values()) == [document, label]


@pytest.mark.parametrize("label", ["一", "1.1", "1.2", "二"])
def test_the_address_of_a_section_answers_with_the_section(client: FlaskClient, label: str) -> None:
    """The place that the fragment names is on the page that the path names."""
    parts = urlsplit(section_path(GUIDELINE, label))
    response = client.get(parts.path, follow_redirects=True)
    assert response.status_code == 200
    assert f'id="{anchor(label)}"' in response.text


@pytest.mark.parametrize("name", ["../law", "..", "law%00", "law/", "//law", "law?", "%", "a" * 3000, "法" * 300])
def test_an_address_of_nothing_is_not_found(client: FlaskClient, name: str) -> None:
    """However it is written, it is a plain refusal and never an error of the server."""
    assert client.get(document_path(name)).status_code in (400, 404)


@pytest.mark.parametrize("besides", ["q", "size", "group", "sort", "as_of", "expand", "explain", "without", "status"])
def test_a_choice_can_be_left_out(besides: str) -> None:
    """A link that changes one choice names all the others, and that one not."""
    about = Question(
        text="q",
        size=20,
        group="document",
        sort="issued",
        as_of="2024-01-01",
        expand=False,
        explain=True,
        without=("a",),
        filters={"status": ("trial", "draft")},
    )
    every = {name for name, _ in parse_qsl("&".join(pairs(about)))}
    assert {name for name, _ in parse_qsl("&".join(pairs(about, besides=besides)))} == every - {besides}
    assert "status" not in {name for name, _ in parse_qsl("&".join(pairs(about, filters=False)))}


def test_the_plainest_search_has_the_plainest_address() -> None:
    """Defaults and the first page go without saying."""
    assert search_path(Question(text="")) == "/search"
    assert search_path(Question(text="x"), page=2) == "/search?q=x&page=2"
    assert search_path(Question(text=""), base="/feed", extra=["lang=zh"]) == "/feed?lang=zh"
    assert chosen("year", ("2020", "a b")) == ["year=2020", "year=a+b"]
