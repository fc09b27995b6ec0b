"""A section's text as HTML: nothing of it is lost, nothing of it becomes markup, tables stay tables."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from search import Span
from web.passages import Layer, inline, marked, marks, render

LINK = '<a href="#">'


def words(html: str) -> str:
    """What a reader sees."""
    return unescape(re.sub(r"<[^>]*>", "", html))


@st.composite
def layered(draw: st.DrawFn) -> tuple[str, list[Layer], list[Layer]]:
    """A text with links and marks anywhere on it."""
    text = draw(st.text(alphabet="ab<&>\"'药品", max_size=30))
    kinds = []
    for opening, closing in ((LINK, "</a>"), ("<mark>", "</mark>")):
        edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        kinds.append([Layer(start, end, opening, closing) for start, end in pairs])
    return text, kinds[0], kinds[1]


@given(layered())
def test_layers_change_no_character_and_nest(case: tuple[str, list[Layer], list[Layer]]) -> None:
    """Whatever lies over a text, a reader sees that text, and every element is closed where it was opened."""
    text, links, over = case
    html = inline(text, 0, links, over)
    assert words(html) == text
    depth = []
    for closing, name in re.findall(r"<(/?)(a|mark)", html):
        if closing:
            assert depth.pop() == name
        else:
            depth.append(name)
    assert depth == []


@given(layered())
def test_marks_cover_what_they_should(case: tuple[str, list[Layer], list[Layer]]) -> None:
    """The characters inside marks are those the marks were laid over."""
    text, links, over = case
    soup = BeautifulSoup(inline(text, 0, links, over), "html.parser")
    assert "".join(mark.text for mark in soup.find_all("mark")) == "".join(text[layer.start : layer.end] for layer in over)


@given(st.text(alphabet="a药 \t\n<&", max_size=60))
def test_every_word_of_a_text_is_shown(text: str) -> None:
    """Paragraphs and cells together hold every character that is not white space, in order."""
    shown = BeautifulSoup(render(text), "html.parser").text
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)


def test_rows_are_a_table_with_their_cells() -> None:
    """Lines with tabs make one table between the paragraphs around them."""
    soup = BeautifulSoup(render("见下表。\n载体\t年限\n慢病毒\t15\n以上。"), "html.parser")
    assert [[cell.text for cell in row.find_all("td")] for row in soup.find_all("tr")] == [["载体", "年限"], ["慢病毒", "15"]]
    assert [paragraph.text for paragraph in soup.find_all("p")] == ["见下表。", "以上。"]


def test_marks_hold_in_a_piece_of_a_section() -> None:
    """A piece that begins inside its section has its marks at the right place, in cells too."""
    text = "aaaa\nbb\tXX"
    layers = marks([Span("aaaa\nbb\t"), Span("XX", True)])
    assert layers == [Layer(8, 10, "<mark>", "</mark>")]
    assert "<td><mark>XX</mark></td>" in render(text[5:], (), layers, offset=5)


@pytest.mark.parametrize(
    ("spans", "html"),
    [
        ((Span("a<b"), Span("c&d", True)), "a&lt;b<mark>c&amp;d</mark>"),
        ((), ""),
    ],
)
def test_a_snippet_is_escaped_before_it_is_marked(spans: tuple[Span, ...], html: str) -> None:
    """Only our own marks are markup."""
    assert marked(spans) == html
