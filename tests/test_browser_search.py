"""Searching as people do it, in a real browser."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest
from conftest import serving
from playwright.sync_api import Browser, Page, expect
from web_shelf import GUIDELINE, guideline, pdf, stock

pytestmark = pytest.mark.browser


def test_a_search_from_the_first_page_opens_the_section(browser_page: Page) -> None:
    """The box has the focus; what is typed is found; the hit opens at its section, its words marked."""
    browser_page.goto("/")
    expect(browser_page.locator("input[name=q]")).to_be_focused()
    browser_page.keyboard.type("长期随访 受试者")
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile(r"/search\?q="))
    expect(browser_page).to_have_title("长期随访 受试者 · Bluebook")
    browser_page.get_by_role("link", name="1.1 长期随访").first.click()
    expect(browser_page).to_have_url(re.compile(r"/sections/1\.1\?.*#1\.1$"))
    section = browser_page.locator("section[id='1.1']")
    expect(section).to_be_in_viewport()
    expect(section.locator("mark").first).to_have_text(re.compile("长期随访|受试者"))


def test_an_english_search_narrowed_by_a_facet(browser_page: Page) -> None:
    """A facet narrows, shows as a chip, and the way back is the browser's."""
    browser_page.goto("/search?q=follow-up OR 随访")
    before = browser_page.locator(".hit").count()
    browser_page.locator("[data-facet=jurisdiction]").get_by_role("link", name="United States").click()
    expect(browser_page.locator(".chips.filters")).to_contain_text("United States")
    assert 0 < browser_page.locator(".hit").count() < before
    expect(browser_page.locator("[data-facet=jurisdiction]").get_by_role("link", name="China")).to_be_visible()
    browser_page.go_back()
    expect(browser_page.locator(".hit")).to_have_count(before)


def test_the_keyboard_leads_through_the_hits(browser_page: Page) -> None:
    """/ to the box, Esc out of it, j and k along the hits, Enter opens, ? explains."""
    browser_page.goto("/search?q=随访 OR follow-up")
    browser_page.keyboard.press("/")
    expect(browser_page.locator("#_q")).to_be_focused()
    browser_page.keyboard.press("Escape")
    expect(browser_page.locator("#_q")).not_to_be_focused()
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("j")
    expect(browser_page.locator(".hit").nth(1)).to_have_class(re.compile("current"))
    browser_page.keyboard.press("ArrowUp")
    expect(browser_page.locator(".hit").nth(0)).to_have_class(re.compile("current"))
    browser_page.keyboard.press("?")
    expect(browser_page.get_by_role("dialog")).to_be_visible()
    browser_page.keyboard.press("Escape")
    expect(browser_page.get_by_role("dialog")).to_be_hidden()
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile("/documents/"))


def test_completion_offers_and_takes(browser_page: Page) -> None:
    """What was begun is gone on with; arrows choose, Escape gives back what was typed."""
    browser_page.goto("/search")
    box = browser_page.get_by_role("combobox")
    box.click()
    box.press_sequentially("foll")
    options = browser_page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = box.input_value()
    assert "foll" in chosen.lower()
    box.press("Escape")
    expect(box).to_have_value("foll")
    expect(browser_page.get_by_role("listbox")).to_be_hidden()


def test_completions_stay_inside_the_screen(browser_page: Page) -> None:
    """On a phone too: a long other name is cut short, the name itself keeps the room to be read."""
    browser_page.set_viewport_size({"width": 390, "height": 800})
    browser_page.goto("/search")
    browser_page.get_by_role("combobox").press_sequentially("基因治疗产品")
    options = browser_page.get_by_role("option")
    expect(options.first).to_be_visible()
    for option in options.all():
        box, name = option.bounding_box(), option.locator("span").first.bounding_box()
        assert box is not None
        assert name is not None
        assert box["x"] + box["width"] <= 390
        assert name["width"] >= box["width"] * 0.4


def test_years_are_chosen_by_dragging_and_by_typing(browser_page: Page) -> None:
    """A drag over the bars chooses their years; so do two numbers."""
    browser_page.goto("/search?q=随访 OR follow-up")
    bars = browser_page.locator("[data-facet=year] svg .reach")
    first, last = bars.first.bounding_box(), bars.nth(1).bounding_box()
    assert first is not None
    assert last is not None
    browser_page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 10)
    browser_page.mouse.down()
    browser_page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 10, steps=4)
    browser_page.mouse.up()
    expect(browser_page).to_have_url(re.compile("year=2020&year=2021"))
    expect(browser_page.locator(".chips.filters")).to_contain_text("2020–2021")
    browser_page.get_by_label("From year").fill("2021")
    browser_page.get_by_label("To year").fill("2021")
    browser_page.locator(".span button").click()
    expect(browser_page.locator(".chips.filters")).to_contain_text("Year issued 2021")


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    """Search, facet, section, page image and citation need no script."""
    context = browser.new_context(base_url=address, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("input[name=q]", "长期随访")
    page.click(".box button")
    page.click("[data-facet=status] a:has-text('试行')")
    expect(page.locator(".chips.filters")).to_contain_text("试行")
    page.click(".hit:has-text('1.1') h2 a")
    expect(page.locator("section[id='1.1'] mark").first).to_be_visible()
    page.goto(f"/documents/{GUIDELINE}/cite?section=1.1")
    expect(page.locator("pre").first).to_contain_text("[EB/OL]")
    page.goto("/search?q=随访&from=2021&to=2021")
    expect(page.locator(".chips.filters")).to_contain_text("2021")
    context.close()


def test_without_javascript_a_phone_shows_hits_before_facets(browser: Browser, address: str) -> None:
    """Nothing folds them away there."""
    context = browser.new_context(base_url=address, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/search?q=随访")
    hits, facets = page.locator(".hits").bounding_box(), page.locator("aside.facets").bounding_box()
    assert hits is not None
    assert facets is not None
    assert hits["y"] < facets["y"]
    context.close()


def test_choices_around_a_long_question_are_made_and_sent(browser_page: Page) -> None:
    """A form with facets, order and grouping; the pages that follow and the files keep what was chosen."""
    browser_page.goto("/search?q=" + "long-term follow-up of patients " * 12)
    browser_page.locator("[data-facet=authority] label", has_text="U.S. Food and Drug").click()
    browser_page.get_by_label("Order").select_option("-issued")
    browser_page.locator("button.go").click()
    expect(browser_page.locator(".chips.filters")).to_contain_text("U.S. Food and Drug")
    expect(browser_page).to_have_url(re.compile("authority=FDA.*sort=-issued"))
    with browser_page.expect_download() as saved:
        browser_page.get_by_role("button", name="CSV").click()
    assert saved.value.suggested_filename == "bluebook.csv"


FITTING = ("/", "/search?q=随访", f"/documents/{GUIDELINE}?q=随访", "/documents/law", "/api", f"/documents/{GUIDELINE}/pages/1")


@pytest.mark.parametrize("path", FITTING)
def test_no_page_scrolls_sideways(browser_page: Page, path: str) -> None:
    """From a small phone to a wide screen the page fits."""
    browser_page.goto(path)
    for width in (320, 390, 640, 768, 1024, 1280, 1920):
        browser_page.set_viewport_size({"width": width, "height": 800})
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_scanned_page_that_has_no_marks_fits_a_phone(browser: Browser, tmp_path: Path) -> None:
    """The sentence that says so is broken into lines."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf(""))
    stock(tmp_path / "data", [guideline()], {GUIDELINE: scan})
    with serving(tmp_path / "data") as address, closing(browser.new_page(locale="en-GB")) as page:
        page.goto(f"{address}/documents/{GUIDELINE}/pages/1?q=follow-up")
        expect(page.locator(".matches")).to_contain_text("This page is a picture")
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_facets_fold_into_one_button(browser_page: Page) -> None:
    """Folded it tells how many are chosen; opened they are all there."""
    browser_page.set_viewport_size({"width": 390, "height": 800})
    browser_page.goto("/search?q=随访&status=trial&authority=CDE")
    button = browser_page.locator(".facets .fold > summary")
    expect(button).to_contain_text("2")
    expect(browser_page.locator("[data-facet=status]")).to_be_hidden()
    button.click()
    expect(browser_page.locator("[data-facet=status]")).to_be_visible()


def test_a_long_facet_is_searched_within(browser_page: Page) -> None:
    """Of many values those are shown that hold what is typed."""
    browser_page.goto("/search?q=inspection")
    rest = browser_page.locator("[data-facet=authority] .rest")
    rest.locator("summary").click()
    rest.get_by_role("searchbox", name="Find in this list").fill("province 1")
    visible = rest.locator("li:visible")
    assert 0 < visible.count() < rest.locator("li").count()
    assert all("PROVINCE 1" in text for text in visible.all_inner_texts())


def test_the_language_is_switched_and_stays(browser_page: Page) -> None:
    """One link changes the language of this page and of the next, and keeps the search."""
    browser_page.goto("/search?q=随访&status=trial")
    browser_page.get_by_role("link", name="中文").click()
    expect(browser_page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(browser_page.locator(".chips.filters")).to_contain_text("试行")
    browser_page.goto("/")
    expect(browser_page.locator("html")).to_have_attribute("lang", "zh-Hans")
    browser_page.get_by_role("link", name="English").click()
    expect(browser_page.locator("html")).to_have_attribute("lang", "en")


def test_the_glossary_goes_along_and_is_taken_off(browser_page: Page) -> None:
    """A term brings its other forms; they are shown; one click searches without them, another brings them back."""
    browser_page.goto("/search?q=长期随访")
    additions = browser_page.locator(".additions")
    expect(additions).to_contain_text("long-term follow-up")
    with_them = browser_page.locator(".total").inner_text()
    additions.get_by_role("link", name="Search “长期随访” without additions").click()
    expect(browser_page).to_have_url(re.compile("without="))
    assert browser_page.locator(".total").inner_text() != with_them
    browser_page.locator(".additions").get_by_role("link", name="Add terms for 长期随访").click()
    expect(browser_page.locator(".additions")).to_contain_text("long-term follow-up")


def test_reasons_are_shown_on_request(browser_page: Page) -> None:
    """One click says for each hit why it is there."""
    browser_page.goto("/search?q=follow-up")
    browser_page.get_by_role("link", name="Say why").click()
    expect(browser_page.locator(".why").first).to_be_visible()
    browser_page.get_by_role("link", name="Hide reasons").click()
    expect(browser_page.locator(".why")).to_have_count(0)


def test_results_are_taken_out(browser_page: Page) -> None:
    """A click saves all hits, whatever the filters."""
    browser_page.goto("/search?q=随访&status=trial")
    with browser_page.expect_download() as download:
        browser_page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "bluebook.csv"
    assert GUIDELINE in download.value.path().read_text(encoding="utf-8")


def test_c_cites_the_hit_one_stands_on(browser_page: Page) -> None:
    """From a hit to its citation by one key."""
    browser_page.goto("/search?q=长期随访 受试者&status=trial")
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("c")
    expect(browser_page).to_have_url(re.compile(r"/cite\?section="))


def test_the_text_fits_at_twice_its_size(browser_page: Page) -> None:
    """At 200 % zoom (half the width in CSS pixels) nothing is cut off."""
    browser_page.set_viewport_size({"width": 640, "height": 450})
    for path in ("/search?q=随访", f"/documents/{GUIDELINE}"):
        browser_page.goto(path)
        assert browser_page.evaluate("document.documentElement.scrollWidth") <= 640
        for heading in browser_page.locator("h1:visible, .hit h2:visible").all():
            assert heading.evaluate("each => each.scrollWidth <= each.clientWidth + 1 || each.clientWidth === 1")
