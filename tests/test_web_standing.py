"""On every page and every hit a reader learns whether the text is in force, on today's date or on the day asked for."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import Tag
from flask import Flask
from flask.testing import FlaskClient
from test_web_pages import one, soup, text

from web.standing import standing_of, status_on, successors

OLD, NEW = "cn-hgr-interim-measures-1998", "cn-hgr-regulations-2019"


@pytest.mark.parametrize(
    ("identifier", "day", "status"),
    [
        (OLD, "1998-06-09", "not_issued"),
        (OLD, "1998-06-10", "in_force"),
        (OLD, "2019-06-30", "in_force"),
        (OLD, "2019-07-01", "superseded"),
        (NEW, "2019-05-27", "not_issued"),
        (NEW, "2019-06-01", "not_yet_in_force"),
        (NEW, "2019-07-01", "in_force"),
        ("cn-nhc-2019-biomedical-draft", "2020-01-01", "draft"),
        ("cn-nhc-2019-biomedical-draft", "2026-01-01", "superseded"),
        ("cn-sc-order-818-biomedical-new-technology", "2026-04-30", "not_yet_in_force"),
        ("cn-sc-order-818-biomedical-new-technology", "2026-05-01", "in_force"),
        ("cn-drug-law-implementing-regs-2002", "2024-06-01", "in_force"),
        ("cn-drug-law-implementing-regs-2026", "2024-06-01", "not_issued"),
        ("cn-chp-2020", "2024-06-01", "in_force"),
        ("cn-nhc-2021-iit-trial", "2024-06-01", "in_force"),
        ("cn-nhc-2024-32-iit", "2024-06-01", "not_issued"),
        ("cn-negative-list-2021", "2024-06-01", "in_force"),
        ("cn-dual-use-export-regs-2024", "2024-06-01", "not_issued"),
    ],
)
def test_a_text_stands_as_it_stood(book_app: Flask, identifier: str, day: str, status: str) -> None:
    """Before its issue, between issue and effect, in force, and after its end."""
    store = book_app.extensions["library"].store
    assert status_on(store.facts([identifier])[identifier], day) == status


def test_what_took_a_place_is_known_only_once_it_was_there(book_app: Flask) -> None:
    """A successor that had not been issued on the day is not named."""
    store = book_app.extensions["library"].store
    old = store.facts([OLD])[OLD]
    assert [each.id for each in successors(old, store, "2026-01-01")] == [NEW]
    assert successors(old, store, "2000-01-01") == []


def test_a_text_is_asked_about_once_a_request(book_app: Flask) -> None:
    """However often a page shows it."""
    with book_app.test_request_context("/?as_of=2000-01-01"):
        document = book_app.extensions["library"].store.facts([OLD])[OLD]
        first = standing_of(document)
        assert first is standing_of(document)
        assert (first.status, first.day, first.asked, first.current) == ("in_force", "2000-01-01", True, True)


def bar(reader: FlaskClient, path: str, language: str = "en") -> Tag:
    """The bar across the top of a page."""
    return one(soup(reader, path, language), ".bar")


@pytest.mark.parametrize(
    ("identifier", "said", "link"),
    [
        (OLD, "superseded by", NEW),
        ("cn-cde-2020-gt-cmc-draft", "It became", "cn-cde-2022-31-in-vivo-gt-cmc"),
        ("cn-nhc-2019-somatic-draft", "No final text is known", None),
        ("cn-nmpa-2026-cgt-review-draft", "draft for comments", None),
        ("eu-reg-2024-1938", "comes into force on 7 August 2027", None),
        ("cn-moh-2009-third-class-tech", "repealed", "cn-nhc-2015-71-abolish-class-iii"),
    ],
)
def test_what_is_not_current_says_so_and_leads_on(reader: FlaskClient, identifier: str, said: str, link: str | None) -> None:
    """With the reason, the date where one is coming, and a link to what took its place."""
    found = bar(reader, f"/documents/{identifier}")
    assert said in " ".join(found.text.split())
    assert [str(each["href"]) for each in found.select("a")] == ([f"/documents/{link}"] if link else [])


def test_a_draft_may_become_two_texts(reader: FlaskClient) -> None:
    """Both are named."""
    links = bar(reader, "/documents/cn-cde-2025-atmp-scope-draft", "zh").select("a")
    assert [str(link["href"])[-22:] for link in links] == ["39-cell-classification", "40-gene-classification"]


def test_what_is_in_force_has_no_bar(reader: FlaskClient) -> None:
    """Calm where nothing is to be said."""
    assert not soup(reader, f"/documents/{NEW}").select(".bar")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2010-01-01", "On 1 January 2010: In force In force on that day."),
        ("1990-01-01", "On 1 January 1990: Not yet issued This text had not been issued on that day."),
        ("2020-01-01", "On 1 January 2020: Superseded This text is no longer in force. It was superseded by"),
    ],
)
def test_a_page_of_a_day_says_which_day(reader: FlaskClient, day: str, said: str) -> None:
    """With the way back to today."""
    found = bar(reader, f"/documents/{OLD}?as_of={day}")
    assert said in " ".join(found.text.split())
    assert one(found, "a.today")["href"] == f"/documents/{OLD}"


def test_the_text_of_a_superseded_instrument_says_so_too(reader: FlaskClient) -> None:
    """A user's file knows what the catalogue knows of its instrument."""
    found = bar(reader, "/documents/iit-2021")
    assert one(found, "a")["href"] == "/documents/cn-nhc-2024-32-iit"


@pytest.mark.parametrize("path", ["/cite", "/sections/zh-1", "?show=both", "?q=遗传"])
def test_every_page_of_a_text_says_so(reader: FlaskClient, path: str) -> None:
    """Whichever way a reader comes in."""
    assert one(bar(reader, f"/documents/{OLD}{path}"), "a")["href"] == f"/documents/{NEW}"


def test_a_hit_that_is_not_current_says_so(reader: FlaskClient) -> None:
    """Badge and successor stand with the hit."""
    page = soup(reader, f"/search?q={quote('人类遗传资源管理暂行办法')}&group=document&status=superseded")
    hit = next(each for each in page.select(".hit") if each.select(f"a[href*='{OLD}']"))
    assert one(hit, ".status.superseded")
    assert one(hit, f".ended a[href='/documents/{NEW}']")


def test_facts_not_verified_carry_a_circle_with_the_reason(reader: FlaskClient) -> None:
    """To be reached by keyboard; what was read in a source carries none."""
    page = soup(reader, "/documents/cn-cde-2022-31-in-vivo-gt-cmc")
    facts = {text(row, "dt"): row for row in page.select(".facts-panel dl > div")}
    assert not facts["Number"].select(".unverified")
    mark = one(facts["Status"], ".unverified")
    assert mark["tabindex"] == "0"
    assert "not seen in the copy" in str(mark["aria-label"]).lower()
    unread = soup(reader, "/documents/cn-glp-2017")
    assert "knowledge of the field" in str(one(unread, ".facts-panel .unverified")["aria-label"])
