"""Reading as people do it, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from web_shelf import GUIDELINE

pytestmark = pytest.mark.browser


def test_the_outline_follows_what_is_read(browser_page: Page) -> None:
    """Scrolling down a law moves the mark in its outline."""
    browser_page.goto("/documents/law")
    near = browser_page.locator("#_outline a.near")
    expect(near).to_have_text("第1条")
    browser_page.locator("[id='第10条']").scroll_into_view_if_needed()
    browser_page.mouse.wheel(0, 400)
    expect(near).not_to_have_text("第1条")


def test_a_place_in_another_part_is_found(browser_page: Page) -> None:
    """`/documents/ID#LABEL` opens the right part of a long document."""
    browser_page.goto("/documents/law#第150条")
    expect(browser_page).to_have_url(re.compile("/sections/"))
    expect(browser_page.locator("[id='第150条']")).to_be_in_viewport()


def test_matches_are_stepped_through(browser_page: Page) -> None:
    """n and p, and the buttons, go from match to match."""
    browser_page.goto(f"/documents/{GUIDELINE}?q=随访")
    marks = browser_page.locator("article mark")
    browser_page.keyboard.press("n")
    expect(marks.nth(0)).to_have_class("here")
    browser_page.keyboard.press("n")
    expect(marks.nth(1)).to_have_class("here")
    browser_page.keyboard.press("p")
    expect(marks.nth(0)).to_have_class("here")
    browser_page.get_by_role("button", name="Next match").click()
    expect(marks.nth(1)).to_have_class("here")
    browser_page.keyboard.press("o")
    expect(browser_page.locator("#_outline a:focus")).to_have_count(1)


def test_a_term_is_explained_on_focus(browser_page: Page) -> None:
    """The explanation of a glossary term shows when it is reached."""
    browser_page.goto(f"/documents/{GUIDELINE}")
    term = browser_page.locator("a.term").first
    term.focus()
    shown = term.evaluate("element => getComputedStyle(element, '::after').content")
    assert len(shown) > 10


def test_an_explanation_stays_inside_a_phone(browser_page: Page) -> None:
    """It stands at the foot of the screen, whole."""
    browser_page.set_viewport_size({"width": 390, "height": 800})
    browser_page.goto(f"/documents/{GUIDELINE}")
    browser_page.locator("a.term").first.focus()
    shown = "(each) => { const s = getComputedStyle(each, '::after'); return [s.position, s.left, s.right]; }"
    assert browser_page.locator("a.term").first.evaluate(shown) == ["fixed", "16px", "16px"]


def test_a_citation_is_previewed_and_followed(browser_page: Page) -> None:
    """Reached by keyboard it shows what it cites; Enter opens the article."""
    browser_page.goto(f"/documents/{GUIDELINE}")
    citation = browser_page.locator("a.citation[data-tip]").first
    citation.focus()
    assert "药品管理法 · 26 August 2019" in citation.evaluate("element => getComputedStyle(element, '::after').content")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("[id='第26条']")).to_be_in_viewport()


def test_the_page_itself_shows_marks_and_text_to_copy(browser_page: Page) -> None:
    """Picture loaded, words marked, text selectable."""
    browser_page.goto(f"/documents/{GUIDELINE}/pages/2?q=follow-up")
    expect(browser_page.locator("svg rect.mark")).not_to_have_count(0)
    load = "const image = new Image(); image.src = document.querySelector('svg image').href.baseVal; await image.decode();"
    assert browser_page.evaluate(f"async () => {{ {load} return image.width }}") == 1000
    browser_page.evaluate("getSelection().selectAllChildren(document.querySelector('svg'))")
    assert "Vectors and follow-up years" in browser_page.evaluate("getSelection().toString()")


def test_a_pdf_opens_at_its_page(browser_page: Page) -> None:
    """The link to the original of a section names the page on which it begins."""
    browser_page.goto(f"/documents/{GUIDELINE}/sections/1.2")
    link = browser_page.get_by_role("link", name="Original file")
    assert (link.get_attribute("href") or "").endswith("/original#page=2")
    response = browser_page.request.get(link.get_attribute("href") or "")
    assert response.headers["content-type"] == "application/pdf"
    assert response.body().startswith(b"%PDF")


def test_a_citation_is_copied(browser_page: Page) -> None:
    """One click puts a citation on the clipboard and says so."""
    browser_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    browser_page.goto(f"/documents/{GUIDELINE}/cite?section=1.1")
    button = browser_page.get_by_role("button", name="Copy").first
    button.click()
    expect(browser_page.get_by_role("button", name="Copied")).to_be_visible()
    assert "[EB/OL]" in browser_page.evaluate("navigator.clipboard.readText()")


def test_printing_leaves_only_the_text(browser_page: Page) -> None:
    """On paper there is the document, no controls."""
    browser_page.goto(f"/documents/{GUIDELINE}")
    browser_page.emulate_media(media="print")
    expect(browser_page.locator("article.text")).to_be_visible()
    for control in (".top", "#_outline", ".within"):
        expect(browser_page.locator(control)).to_be_hidden()


def test_an_entry_is_read_side_by_side(browser_page: Page) -> None:
    """Both languages in rows on a wide screen, one below the other on a phone."""
    browser_page.goto("/documents/entry")
    browser_page.get_by_role("link", name="Side by side").click()
    left, right = browser_page.locator("[id='zh-1']").bounding_box(), browser_page.locator("[id='en-1']").bounding_box()
    assert left is not None
    assert right is not None
    assert abs(left["y"] - right["y"]) < 2
    assert right["x"] > left["x"] + left["width"] - 1
    browser_page.set_viewport_size({"width": 390, "height": 800})
    left, right = browser_page.locator("[id='zh-1']").bounding_box(), browser_page.locator("[id='en-1']").bounding_box()
    assert left is not None
    assert right is not None
    assert right["y"] > left["y"] + left["height"] - 1


def test_what_is_not_in_force_cannot_be_missed(browser_page: Page) -> None:
    """The bar stays in sight while one reads on."""
    browser_page.set_viewport_size({"width": 1280, "height": 300})
    browser_page.goto("/documents/cde-ltfu-draft")
    bar = browser_page.locator(".bar")
    expect(bar).to_be_in_viewport()
    browser_page.mouse.wheel(0, 200)
    expect(bar).to_be_in_viewport()


def test_pages_are_turned_and_enlarged(browser_page: Page) -> None:
    """Next page, zoom, and a thumbnail lead on; the words go along."""
    browser_page.goto(f"/documents/{GUIDELINE}/pages/1?q=follow-up")
    browser_page.get_by_role("link", name="150%").click()
    wide = browser_page.locator(".sheet svg").bounding_box()
    frame = browser_page.locator(".sheet").bounding_box()
    assert wide is not None
    assert frame is not None
    assert wide["width"] > frame["width"] * 1.4
    browser_page.get_by_role("link", name="Page after").click()
    expect(browser_page).to_have_url(re.compile(r"/pages/2\?q=follow-up&zoom=150"))
    expect(browser_page.locator(".thumbs a[aria-current]")).to_contain_text("p. 2")
