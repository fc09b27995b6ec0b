"""Pages for people: home, results, the plain pages, errors; without JavaScript, in both languages, safe."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from web_shelf import GUIDELINE, HELD

PAGES = [
    "/",
    "/search",
    "/search?q=随访",
    "/search?q=随访&status=draft&group=document&explain=1",
    "/search?q=nothing-like-this-anywhere",
    f"/documents/{GUIDELINE}?q=随访",
    f"/documents/{GUIDELINE}/cite",
    f"/documents/{GUIDELINE}/pages/1",
    "/documents/law",
    "/language",
    "/api",
    "/nowhere",
]


def soup(client: FlaskClient, path: str, language: str = "en", status: int = 200) -> BeautifulSoup:
    """A page, parsed."""
    response = client.get(path, headers={"Accept-Language": language})
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    """The element that must be there."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def text(page: BeautifulSoup | Tag, selector: str) -> str:
    """What the element says, with its white space as one."""
    return " ".join(one(page, selector).text.split())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_light_strict_and_in_one_language(client: FlaskClient, path: str, language: str) -> None:
    """Under 100 KB, nothing inline, nothing from elsewhere, one heading, the language told."""
    response = client.get(path, headers={"Accept-Language": language})
    assert len(response.data) < 100_000
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    page = BeautifulSoup(response.text, "html.parser")
    assert one(page, "html")["lang"] == ("zh-Hans" if language == "zh" else "en")
    assert not page.select("[style], style, script:not([src])")
    assert not [element for element in page.find_all(True) for name in element.attrs if name.startswith("on")]
    assert all(str(element["src"]).startswith("/") for element in page.select("[src]"))
    assert len(page.select("h1")) == 1
    assert page.title is not None
    assert page.title.text.strip()


@pytest.mark.parametrize("path", PAGES)
def test_no_id_stands_twice(client: FlaskClient, path: str) -> None:
    """Every place of a page can be named."""
    ids = [element["id"] for element in soup(client, path, status=404 if path == "/nowhere" else 200).select("[id]")]
    assert len(ids) == len(set(ids))


def test_home_tells_what_was_issued_last_in_the_reader_s_language(client: FlaskClient) -> None:
    """What has a legal life, how it stands, by its title in the language of the page."""
    rows = [each.get_text(" ", strip=True) for each in soup(client, "/").select(".newest li")]
    assert rows[0].startswith("3 December 2021 Guideline for Long-Term Follow-Up of Gene Therapy Products")
    assert rows[0].endswith("In force on trial")
    assert not any("Notice" in row for row in rows)


def test_home_has_the_box_examples_and_what_is_held(client: FlaskClient) -> None:
    """The first minute: a box with focus, six examples, numbers, ways in."""
    page = soup(client, "/")
    assert one(page, "input[name=q]").has_attr("autofocus")
    examples = page.select(".examples a")
    assert len(examples) == 6
    assert all(client.get(str(example["href"])).status_code == 200 for example in examples)
    assert text(page, ".held") == f"{HELD[0]} documents held, {HELD[1]} sections."
    assert page.select(".counts a")


def test_a_hit_says_where_it_is_and_leads_there(client: FlaskClient) -> None:
    """Number and heading, document, issuer, number, date, page, marks; the link opens the section with its words marked."""
    page = soup(client, "/search?q=长期随访 受试者&status=trial")
    hit = one(page, ".hit")
    assert text(hit, "h2 a") == "1.1 长期随访"
    assert text(hit, ".status") == "In force on trial"
    assert "基因治疗产品长期随访技术指导原则（试行） › 一、 概述" in text(hit, ".path")
    assert text(hit, ".other-title") == "Guideline for Long-Term Follow-Up of Gene Therapy Products"
    for fact in ("Center for Drug Evaluation, NMPA", "2021年第50号", "3 December 2021", "p. 1"):
        assert fact in text(hit, ".facts")
    assert hit.select(".snippet mark")
    opened = soup(client, str(one(hit, "h2 a")["href"]))
    asked = one(opened, "[data-asked]")
    assert asked["id"] == "1.1"
    assert asked.select("mark")


def test_the_quality_of_the_page_is_told_on_the_hit(client: FlaskClient) -> None:
    """What was read by OCR says so."""
    assert text(soup(client, "/search?q=慢病毒 腺相关病毒"), ".hit .quality") == "OCR"


def test_choices_show_as_chips_that_come_off(client: FlaskClient) -> None:
    """Each filter chosen is a chip; following it takes that one off; all can be cleared; a new query keeps them."""
    page = soup(client, "/search?q=随访&status=trial&status=draft&authority=CDE&as_of=2024-01-01")
    chips = {" ".join(chip.text.split()): str(chip["href"]) for chip in page.select(".filters li:not(.off) a")}
    assert list(chips) == [
        "Issuer Center for Drug Evaluation, NMPA ×",
        "Status In force on trial ×",
        "Status Draft for comments ×",
        "In force on 1 January 2024 ×",
    ]
    without = soup(client, chips["Status Draft for comments ×"])
    assert len(without.select(".filters li:not(.off) a")) == 3
    cleared = one(page, ".filters .off a")["href"]
    assert not soup(client, str(cleared)).select(".filters li:not(.off) a")
    kept = {(field["name"], field["value"]) for field in page.select(".box input[type=hidden]")}
    assert {("status", "trial"), ("status", "draft"), ("authority", "CDE"), ("as_of", "2024-01-01")} <= kept


def test_years_in_a_row_are_one_chip(client: FlaskClient) -> None:
    """A span of years reads as a span."""
    response = client.get("/search?q=随访&from=2019&to=2022")
    assert response.status_code == 303
    page = soup(client, response.headers["Location"] + "&year=2001")
    assert [" ".join(chip.text.split()) for chip in page.select(".filters li:not(.off) a")] == [
        "Year issued 2001 ×",
        "Year issued 2019–2022 ×",
    ]


def test_facets_hold_after_a_choice_and_counts_lead_to_their_hits(client: FlaskClient) -> None:
    """A value's link gives as many hits as its count; the others stay to be chosen."""
    page = soup(client, "/search?q=随访 OR follow-up&jurisdiction=CN")
    values = page.select("[data-facet=jurisdiction] li a")
    assert len(values) == 2
    assert [value.get("aria-current") for value in values].count("true") == 1
    other = next(value for value in values if not value.get("aria-current"))
    both = soup(client, str(other["href"]))
    total = int(text(both, ".total").split()[0])
    assert total == sum(int(text(value, ".count")) for value in values)


def test_order_and_grouping_are_links_that_keep_the_rest(client: FlaskClient) -> None:
    """Sorting keeps the filters, and the other way round."""
    page = soup(client, "/search?q=随访&status=trial&sort=-issued")
    links = {link.text: str(link["href"]) for link in page.select(".switch a")}
    assert "sort=-issued" in links["Documents"]
    assert "group=document" in links["Documents"]
    assert all("status=trial" in href for href in links.values())
    assert [link.text for link in page.select(".switch a[aria-current]")] == ["Newest", "Sections"]
    reasons = soup(client, links["Say why"])
    assert reasons.select(".why li")


def test_pages_of_hits_lead_on_and_back(client: FlaskClient) -> None:
    """Previous and next, numbered hits, and a way back from beyond the end."""
    first = soup(client, '/search?q="监督管理"&size=15')
    assert not first.select(".pager a[rel=prev]")
    second = soup(client, str(one(first, ".pager a[rel=next]")["href"]))
    assert one(second, ".hits")["start"] == "16"
    assert text(second, ".pager span") == "Page 2 of 14"
    beyond = soup(client, '/search?q="监督管理"&size=100&page=99')
    assert "page=14" in str(one(beyond, ".nothing a")["href"])


def test_nothing_found_says_what_to_do(client: FlaskClient) -> None:
    """Hints, a way to clear the filters, and no empty page."""
    page = soup(client, "/search?q=随访&authority=NOBODY")
    assert text(page, ".nothing h2") == "Nothing found"
    assert page.select(".nothing .hints a[href^='/search']")


def test_a_quotation_in_vain_leads_to_what_it_finds_otherwise(client: FlaskClient) -> None:
    """Its words, without the quotation marks, with as many hits as are promised."""
    page = soup(client, '/search?q="药品监督管理部门受试者"')
    way = one(page, ".nothing li a")
    assert way.get_text() == "search for 药品监督管理部门受试者 instead"
    found = client.get(str(way["href"]).replace("/search", "/api/search")).get_json()["total"]
    assert f"{found} " in text(page, ".nothing li .count")


def test_what_was_asked_is_shown_as_text(client: FlaskClient) -> None:
    """A query is never markup."""
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    page = soup(client, f"/search?q={quote(attack)}&authority={quote(attack)}")
    assert one(page, "input[name=q]")["value"] == attack
    assert not page.select("img, script:not([src])")


@pytest.mark.parametrize(
    ("header", "query", "cookie", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.5", "", None, "zh-Hans"),
        ("zh-TW", "", None, "zh-Hans"),
        ("en-GB,en;q=0.9,zh;q=0.1", "", None, "en"),
        ("fr", "", None, "en"),
        ("", "", None, "en"),
        ("en", "?lang=zh", None, "zh-Hans"),
        ("en", "", "zh", "zh-Hans"),
        ("zh", "?lang=en", "zh", "en"),
        ("zh", "?lang=tlh", None, "zh-Hans"),
    ],
)
def test_the_reader_chooses_the_language(client: FlaskClient, header: str, query: str, cookie: str | None, language: str) -> None:
    """Chosen in the address, else remembered, else as the browser asks, else English."""
    if cookie:
        client.set_cookie("lang", cookie)
    response = client.get(f"/{query}", headers={"Accept-Language": header})
    assert BeautifulSoup(response.text, "html.parser").html["lang"] == language  # type: ignore[index]
    assert {"Accept-Language", "Cookie"} <= set(response.vary)


def test_a_language_chosen_is_remembered(client: FlaskClient) -> None:
    """The next page speaks it, too."""
    client.get("/?lang=zh", headers={"Accept-Language": "en"})
    assert "zh-Hans" in client.get("/language", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "Not held here"),
        ("/documents/nowhere", 404, "no document 'nowhere' is held"),
        (f"/documents/{GUIDELINE}?part=9", 404, "numbered from 1 to 1"),
        (f"/documents/{GUIDELINE}?part=x", 404, "numbered from 1 to 1"),
        (f"/documents/{GUIDELINE}/sections/nowhere", 404, "no section 'nowhere'"),
        ("/search?page=0", 400, "page is a whole number from 1"),
        ("/search?sort=up", 400, "sort is one of relevance"),
        ("/documents/law/original", 404, "the original file of law is not held"),
        ("/documents/law/pages/1", 404, "no printed pages"),
        (f"/documents/{GUIDELINE}/pages/99", 404, "there is no such page"),
        ("/export.pdf?q=x", 404, "csv, xlsx, ris, jsonl"),
        (f"/documents/{GUIDELINE}/cite?section=nowhere", 404, "no section"),
    ],
)
def test_a_page_that_cannot_be_says_so_plainly(client: FlaskClient, path: str, status: int, words: str) -> None:
    """An error is a page with a way home, and one line that tells what is wrong."""
    page = soup(client, path, status=status)
    assert words in text(page, "main")
    assert one(page, "main a[href='/']")


def test_the_search_language_is_shown_by_examples_that_work(client: FlaskClient) -> None:
    """Every form of query on the page can be tried."""
    for example in soup(client, "/language").select("tbody a"):
        assert client.get(str(example["href"])).status_code == 200


def test_a_page_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    """The tag of a page follows what it says, its language too; a language chosen is always remembered."""
    first = client.get("/documents/law", headers={"Accept-Language": "en"})
    tag = first.headers["ETag"]
    again = client.get("/documents/law", headers={"Accept-Language": "en", "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/documents/law", headers={"Accept-Language": "zh", "If-None-Match": tag})
    assert other.status_code == 200
    chosen = client.get("/documents/law?lang=zh")
    assert "Set-Cookie" in chosen.headers
    assert "ETag" not in chosen.headers


def test_files_of_ours_are_kept_by_version(client: FlaskClient) -> None:
    """Style and script have addresses that change with them, so that browsers may keep them."""
    page = soup(client, "/")
    for address in (one(page, "link[rel=stylesheet]")["href"], one(page, "script")["src"], one(page, "link[rel=icon]")["href"]):
        response = client.get(str(address), buffered=True)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]
    assert len(client.get("/static/bluebook.css", buffered=True).data) < 40_000
