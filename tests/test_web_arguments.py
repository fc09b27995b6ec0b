"""Addresses and questions: every question has an address, and the address asks the same question."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from werkzeug.datastructures import MultiDict

from corpus.vocabulary import FACETS
from search import Question
from web.addresses import anchor, document_path, search_path, section_path, within, words
from web.arguments import question
from web.years import chosen_years

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
VALUE = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question a page can ask."""
    values = {facet: VALUE for facet in FACETS if facet != "year"}
    filters = {facet: tuple(draw(st.sets(value, min_size=1, max_size=3))) for facet, value in values.items() if draw(st.booleans())}
    return Question(
        text=draw(TEXT),
        page=draw(st.integers(1, 99)),
        size=draw(st.integers(1, 100)),
        group=draw(st.sampled_from(["section", "document"])),
        sort=draw(st.sampled_from(["relevance", "-issued", "issued"])),
        filters=filters,
        as_of=draw(st.sampled_from([None, "2024-06-01"])),
        expand=draw(st.booleans()),
        without=tuple(draw(st.sets(VALUE, max_size=2))),
        explain=draw(st.booleans()),
    )


@given(questions())
def test_the_address_of_a_question_asks_it_again(asked: Question) -> None:
    """The URL says everything."""
    address = search_path(asked, page=asked.page)
    again = question(MultiDict(parse_qsl(urlsplit(address).query, keep_blank_values=True)))
    assert again == asked


@given(questions())
def test_the_words_of_a_question_leave_its_filters_behind(asked: Question) -> None:
    """What goes into a reader's address marks the same words and chooses nothing."""
    kept = question(MultiDict(parse_qsl(words(asked), keep_blank_values=True)))
    assert (kept.text, kept.expand, kept.without) == (asked.text, asked.expand, asked.without)
    assert replace(kept, text="", expand=True, without=()) == Question(text="")


@pytest.mark.parametrize(
    ("identifier", "label", "path"),
    [
        ("ich-s12", "3.2", "/documents/ich-s12/sections/3.2#3.2"),
        ("a/b?c", "x y#", "/documents/a%2Fb%3Fc/sections/x%20y%23#x_y%23"),
        ("法", "第一条", "/documents/%E6%B3%95/sections/%E7%AC%AC%E4%B8%80%E6%9D%A1#%E7%AC%AC%E4%B8%80%E6%9D%A1"),
        ("whole", "whole", "/documents/whole"),
    ],
)
def test_a_section_has_a_permanent_address(identifier: str, label: str, path: str) -> None:
    """Path and place, encoded; a document without sections has its own."""
    assert section_path(identifier, label) == path


def test_the_words_stand_between_path_and_place() -> None:
    """A query never ends up behind the `#`."""
    assert within("d", "1", "q=x") == "/documents/d/sections/1?q=x#1"
    assert within("d", "d", "q=x") == "/documents/d?q=x"
    assert within("d", "1", "") == "/documents/d/sections/1#1"
    assert document_path("d") == "/documents/d"
    assert anchor("a b\tc") == "a_b_c"


@pytest.mark.parametrize(
    ("given_", "address"),
    [
        ([("q", "x")], None),
        ([("q", "x"), ("from", "2019"), ("to", "2021")], "/search?q=x&year=2019&year=2020&year=2021"),
        ([("from", "2021"), ("to", "2019")], "/search?year=2019&year=2020&year=2021"),
        ([("q", "x"), ("from", ""), ("to", "")], "/search?q=x"),
        ([("q", "x"), ("year", "2001"), ("page", "3"), ("from", "junk"), ("to", "junk")], "/search?q=x"),
        ([("from", ""), ("to", "1981")], "/search?year=1980&year=1981"),
    ],
)
def test_a_span_of_years_becomes_years_chosen(given_: list[tuple[str, str]], address: str | None) -> None:
    """Typed years are years of the facet; nothing typed takes the years off."""
    assert chosen_years(MultiDict(given_)) == address


def test_a_span_of_years_has_an_end() -> None:
    """Nobody makes an address of thousands of years."""
    address = chosen_years(MultiDict([("from", "1000"), ("to", "2999")]))
    assert address is not None
    assert address.count("year=") == 150
