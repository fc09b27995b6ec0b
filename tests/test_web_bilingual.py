"""An entry is read in one language or in both side by side: whole, in parts that make a page each, led through as it was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import search_shelf
import web_shelf
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Section
from web import Settings, create_app
from web.bilingual import pieces_of, tongues
from web.filling import PART_BYTES

SHOWS = ("zh", "en", "both")
TEXTS = {"zh": "本条目概述本办法的要求。\n", "en": "This entry sums up what the measures require.\n"}
TOPICS = 30
LONGEST = 1_200  # lines in the longest section of the long entry: some pages of it
PAGE = 100_000  # bytes
PASSAGE = re.compile(r'<section class="passage[^>]* id="([^"]+)"')


def entry(shape: list[tuple[int, int]]) -> Document:
    """An entry whose sections have, in Chinese and in English, so many lines."""
    sections = [
        Section(id=f"entry#{language}-{place}", level=1, heading=f"{language} {place}", text=line * sizes[side], language=language)
        for side, (language, line) in enumerate(TEXTS.items())
        for place, sizes in enumerate(shape, 1)
    ]
    return replace(web_shelf.entry(), sections=tuple(sections))


def shipped_entries() -> list[Document]:
    """The entries of the catalogue; not a handful."""
    entries = [each for each in search_shelf.shipped_documents() if each.metadata.role == "entry"]
    assert len(entries) > 200
    return entries


def label(section: Section) -> str:
    """What a section is called in both languages."""
    return section.label.partition("-")[2]


@given(st.lists(st.tuples(st.integers(0, 800), st.integers(0, 800)), min_size=1, max_size=12), st.sampled_from(SHOWS))
def test_parts_hold_every_character_shown_once_and_no_pair_is_torn(shape: list[tuple[int, int]], show: str) -> None:
    """Read one after another the parts are the entry; what stands side by side is the same section; no part is too heavy."""
    held = tongues(entry(shape), show, None)
    cut = held.parts()
    read = [piece for part in cut for piece in pieces_of(part)]
    for section in held.document.sections:
        assert "".join(piece.text for piece in read if piece.section is section) == section.text
    for part in cut:
        assert len(part) == 1 or sum(piece.weight for piece in pieces_of(part)) <= PART_BYTES
        for row in part:
            assert len(row) == (2 if show == "both" else 1)
            assert len({label(piece.section) for piece in row if piece}) == 1
            assert len({piece.opens for piece in row if piece}) == 1


def test_sections_of_a_language_that_are_called_alike_are_all_shown() -> None:
    """What labels have in common pairs them; it never drops one."""
    labels = {"zh-1": "zh", "a-1": "zh", "en-1": "en", "zh-2": "zh"}
    sections = tuple(Section(id=f"entry#{each}", level=1, text=each, language=language) for each, language in labels.items())
    held = tongues(replace(web_shelf.entry(), sections=sections), "both", None)
    rows = [[piece and piece.text for piece in row] for part in held.parts() for row in part]
    assert rows == [["zh-1", "en-1"], ["a-1", None], ["zh-2", None]]


def test_every_entry_of_the_corpus_is_paired_to_its_end() -> None:
    """No row of a shipped entry lacks a language."""
    for each in shipped_entries():
        held = tongues(each, "both", None)
        assert held.beside, each.id
        assert all(row[0] and row[1] for part in held.parts() for row in part), each.id


def soup(visitor: FlaskClient, address: str) -> BeautifulSoup:
    """A page as it is read."""
    answer = visitor.get(address, headers={"Accept-Language": "en"})
    assert answer.status_code == 200, address
    assert len(answer.data) < PAGE, address
    return BeautifulSoup(answer.data, "html.parser")


def read_through(visitor: FlaskClient, address: str | None) -> Iterator[BeautifulSoup]:
    """The pages of a document, from an address on, by the links that lead to the next."""
    while address:
        page = soup(visitor, address)
        yield page
        after = page.select_one("a[rel=next]")
        address = str(after["href"]) if after else None


@pytest.mark.parametrize("show", SHOWS)
def test_every_part_of_every_entry_of_the_corpus_is_answered(reader: FlaskClient, show: str) -> None:
    """Each a light page that has the sections of its part, row by row."""
    for each in shipped_entries():
        for number, part in enumerate(tongues(each, show, None).parts(), 1):
            answer = reader.get(f"/documents/{each.id}?show={show}&part={number}")
            assert (answer.status_code, len(answer.data) < PAGE) == (200, True), each.id
            assert PASSAGE.findall(answer.text) == [piece.section.label for piece in pieces_of(part) if piece.opens]


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Someone who reads a long entry, one section of which takes pages of its own."""
    data = tmp_path_factory.mktemp("bilingual")
    web_shelf.stock(data, [entry([(20, 20)] * TOPICS + [(LONGEST, LONGEST // 3), (20, 20)])])
    app = create_app(Settings(data=data))
    app.testing = True
    yield app.test_client()
    app.extensions["library"].close()


@pytest.mark.parametrize("show", SHOWS)
def test_a_long_entry_is_led_through_in_the_languages_and_with_the_words_asked_for(visitor: FlaskClient, show: str) -> None:
    """From the first part to the last and back to the first nothing of what was asked is lost."""
    pages = list(read_through(visitor, f"/documents/entry?show={show}&q=measures"))
    assert len(pages) > 1
    for page in pages:
        assert page.select(".tongues a[aria-current]")[0]["href"] == f"/documents/entry?show={show}&q=measures"
        for way in page.select("a[rel=next], a[rel=prev]"):
            assert f"q=measures&show={show}&part=" in str(way["href"])
        assert [kept["value"] for kept in page.select(".within input[name=show]")] == [show]
    back = pages[-1].select_one("a[rel=prev]")
    assert back is not None
    assert soup(visitor, str(back["href"])).select(".passage")[0].get_text() == pages[-2].select(".passage")[0].get_text()


def test_the_outline_leads_to_another_part_side_by_side(visitor: FlaskClient) -> None:
    """What is on the page is told in both languages; what is not opens in both."""
    page = soup(visitor, "/documents/entry?show=both")
    ways = [str(each["href"]) for each in page.select("#_outline a")]
    assert {"#zh-1", "#en-1"} <= set(ways)
    there = soup(visitor, next(way for way in ways if f"sections/en-{TOPICS}?" in way))
    assert {str(each["id"]) for each in there.select(".passage[id]")} >= {f"zh-{TOPICS}", f"en-{TOPICS}"}
    assert there.select_one(f"[data-asked][id=en-{TOPICS}]")


def test_the_next_part_is_named_in_the_language_of_the_reader(visitor: FlaskClient) -> None:
    """By the section it begins with."""
    after = soup(visitor, "/documents/entry?show=both").select_one("a[rel=next]")
    assert after is not None
    assert after.get_text().startswith("en ")
