"""An instrument's page: its life in time, texts held, citations both ways, what is not resolved, terms, kin elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from book_shelf import LAW, MISSING, NEW, OLD
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from test_web_pages import one, soup, text

from corpus import Document, Metadata
from web.instrument import surroundings
from web.provenance import RECORD, Origin, origins
from web.relations import Tie, ties


def section(page: BeautifulSoup, heading: str) -> Tag:
    """The part under an entry that has this heading."""
    found = next((each for each in page.select(".around section") if text(each, "h2").startswith(heading)), None)
    assert found is not None, heading
    return found


def moments(page: BeautifulSoup) -> list[str]:
    """What the timeline tells, line by line."""
    return [" ".join(item.text.split()) for item in page.select(".timeline > ol > li")]


def test_a_life_is_told_in_time(reader: FlaskClient) -> None:
    """Every version with what it replaced, drafts, where today stands, and how the text stands today."""
    told = moments(soup(reader, "/documents/cn-cfda-2017-216-cell-therapy"))
    assert [line.split(" ")[0] for line in told] == ["1999", "20", "December", "18", "Today"]
    assert told[0].startswith("1999 Issued")
    assert "Superseded" in told[0]
    assert told[3].startswith("18 December 2017 Issued this text replaces Technical")
    assert "from the draft" in told[3]
    assert told[-1] == "Today In force on trial"


def test_a_life_leads_to_comparisons(reader: FlaskClient) -> None:
    """Each version with the one before it, each final text with its draft."""
    page = soup(reader, "/documents/cn-cfda-2017-216-cell-therapy")
    links = {str(link["href"]) for link in page.select(".timeline a.compare")}
    assert "/compare?old=cn-cde-2016-cell-product-draft&new=cn-cfda-2017-216-cell-therapy" in links
    assert "/compare?old=cn-sda-1999-somatic-ct&new=cn-sfda-2003-cell-therapy-guideline" in links
    for link in links:
        assert reader.get(link).status_code == 200


def test_a_life_told_for_a_day_stands_at_that_day(reader: FlaskClient) -> None:
    """What came later is told as later, after the mark of the day."""
    page = soup(reader, "/documents/cn-sfda-2003-cell-therapy-guideline?as_of=2010-01-01")
    told = moments(page)
    assert told[2] == "1 January 2010 In force"
    assert len(page.select(".timeline li.later")) == len(told) - 3


def test_what_is_still_to_come_stands_after_today(reader: FlaskClient) -> None:
    """A text that is issued and not yet in force."""
    told = moments(soup(reader, "/documents/eu-reg-2024-1938"))
    assert told[-2] == "Today Not yet in force"
    assert told[-1] == "7 August 2027 In force this text"


def test_a_draft_that_would_revise_a_text_follows_it(reader: FlaskClient) -> None:
    """On the page of the text in force and on its own."""
    assert any("would revise this text" in line for line in moments(soup(reader, "/documents/cn-most-21-hgr-rules-2023")))
    page = soup(reader, "/documents/cn-nhc-2026-hgr-rules-draft")
    assert page.select(".timeline a[href='/documents/cn-most-21-hgr-rules-2023']")
    assert not page.select(".bar a")


def test_a_text_alone_has_no_timeline(reader: FlaskClient) -> None:
    """One issue and nothing else is in the facts already."""
    assert not soup(reader, "/documents/cn-bj-2020-cart-ethics").select(".timeline")


def test_the_texts_held_are_listed_with_their_origin(reader: FlaskClient) -> None:
    """The official text, where and when it was fetched; without one the page says so and names the official address."""
    found = section(soup(reader, f"/documents/{NEW}"), "Texts held")
    assert one(found, "a[href='/documents/iit-2024']")
    assert "Official text" in found.text
    assert "1 October 2026" in found.text
    assert "abababab" in found.text
    assert "Only this entry is held" in section(soup(reader, "/documents/cn-cfda-2017-216-cell-therapy"), "Texts held").text


def test_citations_in_a_text_count_for_its_instrument(reader: FlaskClient) -> None:
    """What the official text cites is on the entry's page, to the article; the law says who cites it."""
    found = section(soup(reader, f"/documents/{NEW}"), "Rests on and cites")
    assert one(found, f"a[href='/documents/{LAW}']")
    assert one(found, "a.article").text == "第二十条"
    cited = section(soup(reader, f"/documents/{LAW}"), "Cited by")
    assert one(cited, f"a[href='/documents/{NEW}']")
    assert not cited.select("a[href='/documents/iit-2024']")


def test_citations_not_resolved_are_listed(reader: FlaskClient) -> None:
    """With a search for what is meant."""
    found = section(soup(reader, f"/documents/{NEW}"), "Citations not resolved")
    assert one(found, "a").text == MISSING
    assert reader.get(str(one(found, "a")["href"])).status_code == 200


def test_counterparts_elsewhere_are_apart_from_kin_at_home(reader: FlaskClient) -> None:
    """With the jurisdiction of each."""
    page = soup(reader, "/documents/cn-cde-2022-31-in-vivo-gt-cmc")
    elsewhere = section(page, "Counterparts elsewhere")
    assert {str(link["href"]) for link in elsewhere.select("a")} == {
        "/documents/us-fda-2020-gt-cmc",
        "/documents/eu-ema-gt-80183",
        "/documents/ich-q5a-r2",
    }
    assert "United States" in elsewhere.text
    assert one(section(page, "Related"), "a[href='/documents/cn-cde-2023-2-oncolytic-cmc']")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_terms_lead_to_the_glossary(reader: FlaskClient, language: str) -> None:
    """In the language of the interface."""
    page = soup(reader, "/documents/cn-cde-2022-31-in-vivo-gt-cmc", language)
    links = page.select(".around a[href^='/glossary/']")
    assert len(links) > 5
    assert reader.get(str(links[0]["href"])).status_code == 200


def test_a_text_has_its_history_beside_it(reader: FlaskClient) -> None:
    """In the column of facts, with its entry; the entry's own parts are not repeated."""
    page = soup(reader, "/documents/iit-2024")
    assert page.select(".facts-panel .timeline")
    assert page.select(f".facts-panel .texts a[href='/documents/{NEW}']")
    assert not page.select(".around")


def test_ties_are_of_the_whole_instrument(book_app: Flask) -> None:
    """Read from the text, the ties of the entry count as well, each other instrument once, none to itself."""
    store = book_app.extensions["library"].store
    found = ties(store.document("iit-2024"), store)
    assert [tie.document.id for tie in found["supersedes"] if tie.document] == [OLD]
    assert NEW not in [tie.document.id for kind in found.values() for tie in kind if tie.document]
    assert [tie.articles for tie in found["implements"] if tie.document] == [("第二十条",)]
    names = [tie.name for tie in found["related"]]
    assert len(names) == len(set(names))


def test_a_draft_of_a_revision_is_not_finalised_as_what_it_revises(book_app: Flask) -> None:
    """`drafts` on the text in force tells of a draft that would revise it, which has become nothing yet."""
    store = book_app.extensions["library"].store
    assert "finalised_as" not in ties(store.document("cn-nhc-2026-hgr-rules-draft"), store)
    found = ties(store.document("cn-most-21-hgr-rules-2023"), store)
    assert [tie.document.id for tie in found["drafts"] if tie.document] == ["cn-nhc-2026-hgr-rules-draft"]


def test_one_instrument_is_named_once_among_citations() -> None:
    """Whether a text rests on another or cites it."""
    held = Document(id="law", title="Law", language="en", media_type="text/html", metadata=Metadata(jurisdiction="CN"))
    tie, gone = Tie("Law", "/documents/law", held, 1), Tie("Elsewhere", None, None, 2)
    document = Document(id="x", title="X", language="zh", media_type="text/markdown", metadata=Metadata(jurisdiction="CN-BJ"))
    found = surroundings(document, (), {"implements": [tie], "cites": [tie, gone], "related": [tie]})
    assert found.cites == [tie]
    assert found.unresolved == [gone]
    assert (found.kin, found.abroad) == ([tie], [])


@pytest.mark.parametrize("content", [None, b"not json", b'{"a": 3}', b"[]"])
def test_a_record_that_cannot_be_read_is_none(tmp_path: Path, content: bytes | None) -> None:
    """A page never fails over it."""
    if content is not None:
        (tmp_path / RECORD).parent.mkdir()
        (tmp_path / RECORD).write_bytes(content)
    assert origins(tmp_path) == {}


def test_a_record_is_read(book_app: Flask) -> None:
    """Address, time and digest, by instrument."""
    found = origins(book_app.extensions["library"].settings.data)
    assert found == {NEW: Origin("https://example.org/b", "2026-10-01T08:00:00+00:00", "ab" * 32)}
