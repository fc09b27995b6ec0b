"""Every page for those without JavaScript: whole, and nothing on it that does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import web_shelf
from conftest import serving
from every_page import BESIDE, BOOK, SHELF
from playwright.sync_api import Browser, Page, expect
from test_web_beside import held
from web_shelf import GUIDELINE

pytestmark = pytest.mark.browser

DEAD = "[...document.querySelectorAll('button')].filter(b => b.checkVisibility() && !(b.type === 'submit' && b.form)).length"
SHOWN = "document.querySelector('main').innerText.trim().length"


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """A page of an English reader whose browser runs no script."""
    context = browser.new_context(base_url=address, locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


def look(browser: Browser, address: str, paths: tuple[str, ...]) -> list[str]:
    """What is missing or dead on pages without script, on a phone, where most is folded away."""
    context = browser.new_context(
        base_url=address, locale="zh-CN", java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page, wrong = context.new_page(), []
    for path in paths:
        page.goto(path)
        if page.evaluate(DEAD) or not page.locator("h1").count() or page.evaluate(SHOWN) < 20:
            wrong.append(path)
    context.close()
    return wrong


def test_every_page_is_whole_without_a_script(browser: Browser, address: str, book_address: str, tmp_path: Path) -> None:
    """It has its text, and every button on it is one of a form."""
    assert look(browser, address, SHELF) == []
    assert look(browser, book_address, BOOK) == []
    web_shelf.stock(tmp_path, held())
    with serving(tmp_path) as running:
        assert look(browser, running, BESIDE) == []


def test_hits_are_ordered_grouped_and_turned(plain: Page) -> None:
    """By plain links: the newest first, one hit a document, the next page."""
    plain.goto('/search?q="监督管理"')
    plain.get_by_role("link", name="Next").click()
    expect(plain.locator(".hits")).to_have_attribute("start", "11")
    plain.get_by_role("link", name="Newest").click()
    plain.get_by_role("link", name="Documents", exact=True).click()
    expect(plain.locator(".switch a[aria-current=true]")).to_have_text(["Newest", "Documents"])
    expect(plain.locator(".hit")).to_have_count(1)


def test_what_stood_in_the_way_comes_off(plain: Page) -> None:
    """A search in vain says what to leave out and what that gives; one click does it."""
    plain.goto("/search?q=长期随访&authority=FDA&status=trial")
    expect(plain.locator(".nothing")).to_contain_text("Nothing found")
    plain.locator(".nothing li a").first.click()
    expect(plain.locator(".hit").first).to_be_visible()


def test_a_day_is_asked_for(plain: Page) -> None:
    """Only what was in force on it is found, and a chip says so."""
    plain.goto("/search?q=随访")
    plain.get_by_label("In force on this day").fill("2020-01-01")
    plain.locator(".as-of button").click()
    expect(plain.locator(".chips.filters")).to_contain_text("1 January 2020")


def test_a_document_is_searched_read_in_parts_and_cited(plain: Page) -> None:
    """Words within it, the part after, the article a text cites, every form of citation."""
    plain.goto("/documents/law")
    plain.locator(".text .pager a[rel=next]").click()
    expect(plain.locator(".passage").first).not_to_have_attribute("id", "第1条")
    plain.goto(f"/documents/{GUIDELINE}")
    plain.locator(".within input").fill("随访")
    plain.locator(".within button").first.click()
    expect(plain.locator(".matches")).to_contain_text("match")
    plain.locator("a.citation").first.click()
    expect(plain.locator("[id='第26条'], [data-asked]").first).to_be_visible()
    plain.goto(f"/documents/{GUIDELINE}/cite?section=1.1")
    expect(plain.locator("pre")).to_have_count(4)


def test_the_printed_page_is_shown_turned_and_enlarged(plain: Page) -> None:
    """Marks, the page after, zoom."""
    plain.goto(f"/documents/{GUIDELINE}/pages/1?q=follow-up")
    expect(plain.locator("svg rect.mark").first).to_be_attached()
    plain.get_by_role("link", name="150%").click()
    plain.get_by_role("link", name="Page after").click()
    expect(plain).to_have_url(f"{plain.url.partition('/documents')[0]}/documents/{GUIDELINE}/pages/2?q=follow-up&zoom=150")
