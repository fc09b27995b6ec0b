"""Every page, in both languages and both themes, at a desk and on a phone: free of what axe finds wrong, at peace and light."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
import web_shelf
from axe_playwright_python.sync_playwright import Axe
from conftest import serving
from every_page import BESIDE, BOOK, NO_PAGES, SHELF
from flask import Flask
from playwright.sync_api import Browser, Page
from test_web_beside import held
from web_shelf import GUIDELINE

pytestmark = pytest.mark.browser

LIGHT = 100_000  # bytes of a page without its pictures
Theme = Literal["light", "dark"]
DESK, PHONE = 1280, 390
# Every language in every theme; contrast, which takes most of the time, is the same on a phone but for what only a phone shows.
LOOKS: Mapping[str, tuple[tuple[int, Theme], ...]] = {
    "zh-CN": ((DESK, "light"), (DESK, "dark"), (PHONE, "dark")),
    "en-GB": ((DESK, "dark"), (DESK, "light"), (PHONE, "light")),
}
VIOLATIONS = {"resultTypes": ["violations"]}  # what is in order is not described: half the time


def test_every_kind_of_page_is_looked_at(app: Flask) -> None:
    """A page that is added is added here too."""
    routes = app.url_map.bind("localhost")
    seen = {routes.match(urlsplit(path).path)[0] for path in (*SHELF, *BOOK, *BESIDE) if path != "/nowhere"}
    assert seen | NO_PAGES == {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not seen & NO_PAGES


@pytest.mark.parametrize("locale", LOOKS)
def test_pages_of_texts_are_sound(browser: Browser, address: str, locale: str) -> None:
    """Search, reading, the page itself, citing, the pages for programs and refusals."""
    assert list(visited(browser, address, SHELF, locale)) == []


@pytest.mark.parametrize("locale", LOOKS)
def test_pages_of_the_book_are_sound(browser: Browser, book_address: str, locale: str) -> None:
    """The framework, instruments, comparisons, the glossary and what is held."""
    assert list(visited(browser, book_address, BOOK, locale)) == []


@pytest.mark.parametrize("locale", LOOKS)
def test_a_text_beside_its_translation_is_sound(browser: Browser, tmp_path: Path, locale: str) -> None:
    """Two languages in two columns, and what has no counterpart."""
    web_shelf.stock(tmp_path, held())
    with serving(tmp_path) as running:
        assert list(visited(browser, running, BESIDE, locale)) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", LOOKS)
def test_what_opens_on_a_page_is_sound(browser: Browser, address: str, locale: str, theme: Theme) -> None:
    """Completions, the keys, a term explained, a long facet: axe looks at them while they are open."""
    page = browser.new_page(base_url=address, locale=locale, color_scheme=theme, reduced_motion="reduce")
    page.goto("/search")
    page.get_by_role("combobox").press_sequentially("foll")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert list(violations(page, "completions")) == []
    page.goto("/search?q=inspection")
    page.locator("[data-facet=authority] .rest summary").click()
    assert list(violations(page, "a long facet")) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    assert list(violations(page, "keys")) == []
    page.goto(f"/documents/{GUIDELINE}")
    page.locator("a.term").first.focus()
    assert list(violations(page, "a term")) == []
    page.close()


def visited(browser: Browser, address: str, paths: tuple[str, ...], locale: str) -> Iterator[str]:
    """What is wrong with pages: each is opened once, then looked at in every theme and width."""
    context = browser.new_context(base_url=address, locale=locale, reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for path in paths:
        page.set_viewport_size({"width": DESK, "height": 900})
        answer = page.goto(path)
        assert answer is not None
        if (weight := len(answer.body())) >= LIGHT:
            yield f"{path}: {weight} bytes"
        if answer.status >= 400:
            wrong[:] = [each for each in wrong if f"status of {answer.status}" not in each]  # said of the page asked for itself
        for width, theme in LOOKS[locale]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                yield f"{path} {width}: scrolls sideways"
            yield from violations(page, f"{path} {width} {theme}")
    context.close()
    yield from wrong


def violations(page: Page, where: str) -> Iterator[str]:
    """What axe finds wrong: WCAG 2.2 AA and its best practices."""
    for found in Axe().run(page, options=VIOLATIONS).response["violations"]:
        for node in found["nodes"][:2]:
            yield f"{where}: {found['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
