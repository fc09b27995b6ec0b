"""Every page is free of what axe finds wrong, in both languages and both themes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
import web_shelf
from axe_playwright_python.sync_playwright import Axe
from conftest import serving
from playwright.sync_api import Browser
from test_browser_framework import PAGES
from test_web_beside import OFFICIAL, TRANSLATION, held
from web_shelf import GUIDELINE

Theme = Literal["light", "dark"]
pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/search?q=随访 OR follow-up&status=trial&status=in_force",
    "/search?q=nothing-like-it&status=trial",
    "/search?q=随访&group=document&explain=1",
    f"/documents/{GUIDELINE}?q=随访",
    "/documents/cde-ltfu-draft",
    "/documents/law?part=2",
    "/documents/entry?show=both",
    f"/documents/{GUIDELINE}/pages/2?q=follow-up",
    f"/documents/{GUIDELINE}/cite?section=1.1",
    "/search?q=" + "受试者应当接受长期随访" * 12,
    "/language",
    "/api",
    "/nowhere",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing(browser: Browser, address: str, locale: str, theme: Theme) -> None:
    """WCAG 2.2 AA and axe's best practices, desktop and phone."""
    wrong = [each for width in (1280, 390) for each in violations(browser, address, PATHS, locale, theme, width)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(
    ("locale", "theme", "width"),
    [("zh-CN", "light", 1280), ("zh-CN", "dark", 390), ("en-GB", "light", 390), ("en-GB", "dark", 1280)],
)
def test_axe_finds_nothing_in_the_book(browser: Browser, book_address: str, locale: str, theme: Theme, width: int) -> None:
    """The framework, instruments, comparisons, the glossary and what is held."""
    wrong = violations(browser, book_address, PAGES, locale, theme, width)
    assert wrong == [], "\n".join(wrong)


def test_axe_finds_nothing_in_a_text_beside_its_translation(browser: Browser, tmp_path: Path) -> None:
    """Two languages in two columns, and what has no counterpart."""
    web_shelf.stock(tmp_path, held())
    path = f"/documents/{OFFICIAL}/beside/{TRANSLATION}?q=个人信息"
    with serving(tmp_path) as address:
        wrong = [
            *violations(browser, address, [path], "zh-CN", "dark", 390),
            *violations(browser, address, [path], "en-GB", "light", 1280),
        ]
    assert wrong == [], "\n".join(wrong)


def violations(browser: Browser, address: str, paths: Sequence[str], locale: str, theme: Theme, width: int) -> list[str]:
    """What axe finds wrong with pages, and whether they scroll sideways."""
    wrong = []
    context = browser.new_context(base_url=address, locale=locale, color_scheme=theme, viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in paths:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(f"{path} {width}: scrolls sideways")
        for violation in Axe().run(page).response["violations"]:
            wrong += [
                f"{path} {width}: {violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
                for node in violation["nodes"][:2]
            ]
    context.close()
    return wrong
