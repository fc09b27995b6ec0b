"""Reading: every section has its place and address, tables are tables, ties are links, what is not in force says so."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from msgspec import structs
from test_web_pages import one, soup, text
from web_shelf import GUIDELINE, HOSTILE, guidance, law, stock

from corpus.document import Kind
from web import Settings, create_app


def test_a_document_is_read_in_order_with_its_outline(client: FlaskClient) -> None:
    """Every section stands there once, under its id, and in the outline."""
    page = soup(client, f"/documents/{GUIDELINE}")
    assert [section["id"] for section in page.select(".passage[id]")] == ["一", "1.1", "1.2", "二"]
    assert [" ".join(entry.text.split()) for entry in page.select("#_outline li a")] == [
        "一、 概述",
        "1.1 长期随访",
        "1.2 年限",
        "二、 其他",
    ]
    assert text(page, "h1") == "基因治疗产品长期随访技术指导原则（试行）"
    assert one(page, "article.text")["lang"] == "zh-Hans"


def test_who_lands_on_a_section_is_told_what_it_is_part_of(client: FlaskClient) -> None:
    """The title, which is out of sight there, and the headings above; where no section is asked for, nothing is said twice."""
    page = soup(client, f"/documents/{GUIDELINE}/sections/1.1")
    assert text(page, ".passage .path") == "基因治疗产品长期随访技术指导原则（试行） › 一、 概述"
    assert one(page, ".passage:has(.path)")["id"] == "1.1"
    assert not soup(client, f"/documents/{GUIDELINE}").select(".passage .path")


@pytest.mark.parametrize(("kind", "name"), [("front", "Front matter"), ("note", "Footnotes")])
def test_a_section_without_a_name_says_what_it_is(tmp_path: Path, kind: Kind, name: str) -> None:
    """In the outline and over its text: what stands before the first heading, and what stands at the foot of pages."""
    document = guidance()
    unnamed = structs.replace(document.sections[1], number=None, heading=None, kind=kind)
    stock(tmp_path, [replace(document, sections=(document.sections[0], unnamed))])
    app = create_app(Settings(data=tmp_path))
    page = soup(app.test_client(), f"/documents/{document.id}")
    assert text(page, "#_outline li:nth-of-type(2) a") == name
    assert text(page, "[id='II'] .heading") == name
    app.extensions["library"].close()


def test_text_is_escaped_and_tables_are_tables(client: FlaskClient) -> None:
    """What a document says can do nothing; what it tabulates is tabulated."""
    page = soup(client, f"/documents/{GUIDELINE}")
    assert text(page, "[id='二'] p") == " ".join(HOSTILE.split())
    assert [cell.text for cell in page.select("[id='1.2'] tr:nth-of-type(2) td")] == ["慢病毒", "高", "15"]


def test_a_citation_is_a_link_to_the_article(client: FlaskClient) -> None:
    """The words of the citation lead to the article cited where it is held."""
    page = soup(client, f"/documents/{GUIDELINE}")
    link = one(page, "a.citation")
    assert link.text.startswith("《药品管理法》")
    response = client.get(str(link["href"]))
    assert response.status_code == 303
    assert response.headers["Location"].endswith("#%E7%AC%AC26%E6%9D%A1")


@pytest.mark.parametrize(
    ("number", "place"),
    [
        ("第7条", "/documents/law/sections/%E7%AC%AC7%E6%9D%A1#%E7%AC%AC7%E6%9D%A1"),
        ("7", "/documents/law/sections/"),
        ("第一百零七条", "/documents/law/sections/%E7%AC%AC107%E6%9D%A1#%E7%AC%AC107%E6%9D%A1"),
        ("900", "/documents/law"),
    ],
)
def test_an_article_is_found_by_its_number(client: FlaskClient, number: str, place: str) -> None:
    """With or without 第 and 条, in Chinese or Arabic figures; an article that is not there leads to the document."""
    assert client.get(f"/documents/law/articles/{number}").headers["Location"].startswith(place)


def test_what_is_not_in_force_says_so_and_leads_on(client: FlaskClient) -> None:
    """A draft has a bar across the top with a link to what became of it; what is in force has none."""
    bar = one(soup(client, "/documents/cde-ltfu-draft"), ".bar")
    assert "not in force" in bar.text
    assert one(bar, f"a[href='/documents/{GUIDELINE}']")
    assert not soup(client, f"/documents/{GUIDELINE}").select(".bar")


def test_facts_tell_what_was_not_verified(client: FlaskClient) -> None:
    """A fact that was not read in a source carries a mark that says why; one that was does not."""
    facts = {
        " ".join(one(row, "dt").text.split()): row for row in soup(client, f"/documents/{GUIDELINE}").select(".facts-panel dl div")
    }
    assert facts["Number"].select(".unverified")
    assert not facts["Issued"].select(".unverified")
    assert "3 December 2021" in facts["Issued"].text


def test_ties_lead_both_ways(client: FlaskClient) -> None:
    """The law tells who cites it; what is not held is named without a link."""
    assert one(soup(client, "/documents/law"), f".ties a[href='/documents/{GUIDELINE}']")
    names = [item.text for item in soup(client, f"/documents/{GUIDELINE}").select(".ties li")]
    assert any("ICH S12" in name for name in names)


def test_warnings_are_shown(client: FlaskClient) -> None:
    """What a reader should be warned of is there."""
    assert "page 2 was read by OCR" in text(soup(client, f"/documents/{GUIDELINE}"), ".warnings")


def test_a_long_document_is_read_in_parts(client: FlaskClient) -> None:
    """Part by part every section comes once; each part leads to the next and back; each is a light page."""
    seen, path = [], "/documents/law"
    while True:
        response = client.get(path)
        assert len(response.data) < 100_000
        page = soup(client, path)
        seen += [section["id"] for section in page.select(".passage[id]")]
        following = page.select_one(".pager a[rel=next]")
        if following is None:
            break
        path = str(following["href"])
    assert seen == [section.label for section in law().sections]
    assert page.select(".pager a[rel=prev]")


def test_a_section_of_a_long_document_opens_in_its_part(client: FlaskClient) -> None:
    """The permanent address of an article far down has it, tells it in the title, and the outline marks it."""
    page = soup(client, "/documents/law/sections/第150条")
    assert one(page, "[data-asked]")["id"] == "第150条"
    assert page.title is not None
    assert page.title.text.startswith("第150条 · 药品管理法")
    assert text(page, "#_outline a[aria-current]") == "第150条"
    assert "sections/%E7%AC%AC150%E6%9D%A1" in str(one(page, "link[rel=canonical]")["href"])


def test_words_are_marked_and_counted_within_a_document(client: FlaskClient) -> None:
    """Searching within marks every place, and the words stay in the box."""
    page = soup(client, f"/documents/{GUIDELINE}?q=随访")
    assert text(page, ".matches") == f"{len(page.select('article.text mark'))} matches in this part"
    assert one(page, ".within input")["value"] == "随访"


def test_a_document_without_words_has_no_marks(client: FlaskClient) -> None:
    """Nothing asked, nothing marked."""
    assert not soup(client, f"/documents/{GUIDELINE}").select("mark, .matches")


def test_a_document_of_which_only_the_title_is_held_says_so(tmp_path: Path) -> None:
    """Nothing to search in, no outline, no file to look into."""
    stock(tmp_path, [replace(guidance(), sections=())])
    app = create_app(Settings(data=tmp_path))
    page = soup(app.test_client(), "/documents/fda-ltfu")
    assert "No text of this document is held." in text(page, "article")
    assert "original file" not in page.get_text()
    assert not page.select(".within, .outline")
    app.extensions["library"].close()


def test_untidy_ids_can_be_read(client: FlaskClient) -> None:
    """Ids with slashes, spaces and signs open like any other."""
    page = soup(client, "/documents/a%2Fb%20c%3Fd=%231%252F/sections/x%2Fy%20z%26w")
    assert text(page, "h1") == "Odd <b>ids</b>"
    assert "peculiar words" in text(page, "[data-asked]")


@pytest.mark.parametrize(
    ("language", "query", "headings", "title"),
    [
        ("zh", "", ["概要", "征求意见"], "征求意见办法"),
        ("en", "", ["In brief", "Comments"], "Measures on Comments"),
        ("en", "?show=zh", ["概要", "征求意见"], "征求意见办法"),
        ("en", "?show=both", ["概要", "In brief", "征求意见", "Comments"], "Measures on Comments"),
    ],
)
def test_an_entry_speaks_the_readers_language(
    client: FlaskClient, language: str, query: str, headings: list[str], title: str
) -> None:
    """One language, the other by choice, or both side by side in rows; it never passes for the text."""
    page = soup(client, f"/documents/entry{query}", language)
    assert [heading.text for heading in page.select(".passage .heading")] == headings
    assert text(page, "h1") == title
    assert page.select(".entry-note")
    assert len(page.select(".tongues a")) == 3
    assert bool(page.select(".beside")) == (query == "?show=both")


def test_a_section_of_an_entry_opens_in_its_own_language(client: FlaskClient) -> None:
    """A hit in the other language is shown where it is."""
    page = soup(client, "/documents/entry/sections/zh-1.1", "en")
    assert one(page, "[data-asked]")["id"] == "zh-1.1"
    assert text(page, ".passage p.item") == "· 本条目概述征求意见稿。"


def test_an_entry_is_headed_by_its_title_among_hits(client: FlaskClient) -> None:
    """In the language of the section found, with a word that it is an entry."""
    page = soup(client, "/search?q=sums up the draft", "en")
    hit = next(hit for hit in page.select(".hit") if "/documents/entry/" in str(one(hit, "h2 a")["href"]))
    assert text(hit, "h2 a") == "Measures on Comments"
    assert "Bluebook entry › In brief" in text(hit, ".path")
    assert text(hit, ".other-title") == "征求意见办法"


def test_headings_go_down_step_by_step(client: FlaskClient) -> None:
    """However a document numbers its levels, no heading level is left out on a page."""
    for path in (f"/documents/{GUIDELINE}", "/documents/law?part=3", "/documents/entry?show=both"):
        depths = [int(heading.name[1]) for heading in soup(client, path).select("article h1, article h2, article h3, article h4")]
        assert depths[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(depths))


def test_a_citation_is_previewed(client: FlaskClient) -> None:
    """Before one goes there: title, date, status of what is cited, as it is held here."""
    tip = str(one(soup(client, f"/documents/{GUIDELINE}"), "a.citation")["data-tip"])
    assert tip == "药品管理法 · 26 August 2019 · In force"


@pytest.mark.parametrize("part", range(1, 6))
def test_a_page_of_a_long_text_is_light_with_every_other_word_marked(client: FlaskClient, part: int) -> None:
    """Under 100 KB, whatever is searched in it."""
    words = " OR ".join("国对药的研注生和经实监管保公用安")
    answer = client.get("/documents/law", query_string={"q": words, "part": part})
    assert answer.status_code in (200, 404)
    assert len(answer.data) < 100_000
