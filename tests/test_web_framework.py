"""The framework's pages: what there is, drawn and listed alike, on any day, in both languages."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from test_web_pages import one, soup, text

from corpus import catalogue, framework
from corpus.vocabulary import LIFECYCLE_STAGE

PAGES = ["/framework", "/framework/tracks", "/framework/force", "/framework/life"]
BOOK = [*PAGES, "/compare", "/glossary", "/glossary?by=category", "/glossary/car-t", "/coverage"]
DATED = [f"{path}?as_of=2019-06-01" for path in PAGES] + ["/framework/life?stage=clinical", "/framework/force?rank=5"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", [*BOOK, *DATED])
def test_every_page_is_light_strict_and_in_one_language(reader: FlaskClient, path: str, language: str) -> None:
    """Under 100 KB, nothing inline, one heading, every text with its language, ids once."""
    response = reader.get(path, headers={"Accept-Language": language})
    assert response.status_code == 200
    assert len(response.data) < 100_000
    page = BeautifulSoup(response.text, "html.parser")
    assert one(page, "html")["lang"] == ("zh-Hans" if language == "zh" else "en")
    assert not page.select("[style], style, script:not([src])")
    assert len(page.select("h1")) == 1
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for svg in page.select("svg[role]"):
        assert svg["lang"] == ("zh-Hans" if language == "zh" else "en")
        assert svg["aria-label"]


@pytest.mark.parametrize("path", [*BOOK, *DATED])
def test_every_link_on_the_page_leads_somewhere(reader: FlaskClient, path: str) -> None:
    """Anchors are on the page, addresses answer."""
    page = soup(reader, path)
    ids = {element["id"] for element in page.select("[id]")}
    for link in {str(each["href"]) for each in page.select("main a[href]")}:
        address, _, anchor = link.partition("#")
        if not address:
            assert anchor in ids, link
    addresses = sorted({str(each["href"]).partition("#")[0] for each in page.select("main a[href^='/']")})
    for address in addresses[:: max(1, len(addresses) // 5)]:
        assert reader.get(address).status_code in (200, 303), address


def test_every_page_leads_to_the_framework(reader: FlaskClient) -> None:
    """From the head of every page, and from the first page to each of its parts."""
    for name in ("/framework", "/glossary", "/coverage"):
        assert soup(reader, "/").select(f".top nav a[href='{name}']")
    assert [link["href"] for link in soup(reader, "/").select(".hero .ways a")] == [*PAGES[1:], "/compare"]


def test_the_overview_says_what_is_coming(reader: FlaskClient) -> None:
    """Open drafts and what is not yet in force, of China; what came into force last."""
    page = soup(reader, "/framework")
    assert "261" in text(page, ".lead")
    coming, recent = page.select(".sides section")
    assert coming.select("a[href='/documents/cn-nmpa-2026-cgt-review-draft']")
    assert not coming.select(".status:not(.draft, .not_yet_in_force)")
    assert not recent.select(".status:not(.in_force, .trial)")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tracks_are_drawn_and_listed(reader: FlaskClient, language: str) -> None:
    """Every step is in both pictures and in the list, with its instruments and its search."""
    page = soup(reader, "/framework/tracks", language)
    for step in framework.load().steps():
        assert len(page.select(f"svg a[href='#{step.id}']")) == 2
        section = one(page, f"section[id='{step.id}']")
        assert getattr(step.title, language) in section.text
        for identifier in step.instruments:
            assert section.select(f"a[href='/documents/{identifier}']"), identifier
        assert "group=document" in str(one(section, "a.find")["href"])


def test_the_hierarchy_counts_what_the_catalogue_has(reader: FlaskClient) -> None:
    """By rank and status, at home and abroad; the constitution is named though none is held."""
    page = soup(reader, "/framework/force")
    laws = [each.instrument for each in catalogue.load().values() if each.instrument.instrument_type == "law"]
    tally = text(one(page, "section[id='2']"), ".tally")
    assert sum(map(int, re.findall(r"\d+", tally))) == len(laws)
    assert "Constitution" in text(page, "section[id='1'] h2")
    picture = page.select("svg.rows.wide")[0]
    at_home = [each for each in laws if each.jurisdiction.startswith("CN")]
    assert picture.select("text.head")[0].text == "China"
    marks = [link["href"] for link in picture.select("a[tabindex='-1']") if "instrument_type=law&" in str(link["href"])]
    assert any("jurisdiction=CN" in str(link) for link in marks)
    assert f"In force: {len(at_home)}" in [title.text for title in picture.select("title")]


def test_a_rank_asked_for_is_listed_whole(reader: FlaskClient) -> None:
    """The picture stays, the list has every instrument of the rank."""
    page = soup(reader, "/framework/force?rank=3")
    bands = page.select("section.band")
    assert [band["id"] for band in bands] == ["3"]
    held = [each for each in catalogue.load().values() if each.instrument.instrument_type == "administrative_regulation"]
    assert len(bands[0].select("li a[href^='/documents/']")) == len(held)
    assert page.select("a[href='/framework/force']")


def test_the_life_cycle_has_its_stages_in_order(reader: FlaskClient) -> None:
    """The stages of the vocabulary, numbered while they follow one another, then those that lie across."""
    page = soup(reader, "/framework/life", "zh")
    assert [band["id"] for band in page.select("section.band")] == list(LIFECYCLE_STAGE)
    picture = page.select("svg.rows.path.wide")[0]
    assert [number.text for number in picture.select("text.number")] == [str(number) for number in range(1, 12)]
    assert "贯穿全程" in [head.text for head in picture.select("text.head")]


def test_a_stage_asked_for_is_listed_whole(reader: FlaskClient) -> None:
    """However many instruments it has; one that is not known shows all stages."""
    wanted = [each for each in catalogue.load().values() if "hgr" in each.instrument.lifecycle_stages]
    page = soup(reader, "/framework/life?stage=hgr")
    assert len(page.select("section.band li a[href^='/documents/']")) == len(wanted)
    assert len(soup(reader, "/framework/life?stage=nowhere").select("section.band")) == len(LIFECYCLE_STAGE)


def test_a_day_shows_how_things_stood_and_says_so(reader: FlaskClient) -> None:
    """What was issued later is not there; what was superseded later was in force; links keep the day."""
    page = soup(reader, "/framework/force?rank=5&as_of=2019-06-01")
    assert "1 June 2019" in text(page, ".as-of-day")
    assert not page.select("a[href^='/documents/cn-nhc-2024-32-iit']")
    link = one(page, "a[href='/documents/cn-hgr-interim-measures-1998?as_of=2019-06-01']")
    item = link.find_parent("li")
    assert item is not None
    assert "In force" in item.text
    today = soup(reader, "/framework/force?rank=5")
    assert not today.select(".as-of-day")
    gone = one(today, "a[href='/documents/cn-hgr-interim-measures-1998']").find_parent("li")
    assert gone is not None
    assert "Superseded" in gone.text


def test_searches_of_a_day_keep_the_day(reader: FlaskClient) -> None:
    """The way from the framework to a search does not lose the date."""
    for link in soup(reader, "/framework/tracks?as_of=2019-06-01").select("a.find"):
        assert "as_of=2019-06-01" in str(link["href"])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("day", ["yesterday", "2019-13-01", "2019"])
def test_a_day_that_is_none_is_refused_plainly(reader: FlaskClient, path: str, day: str) -> None:
    """With what a day looks like."""
    response = reader.get(f"{path}?as_of={day}")
    assert response.status_code == 400
    assert "2024-06-01" in response.text


def test_before_there_was_anything_the_pages_still_stand(reader: FlaskClient) -> None:
    """An empty framework says that it is empty."""
    for path in PAGES:
        assert "None in the catalogue" in soup(reader, f"{path}?as_of=1900-01-01").text
