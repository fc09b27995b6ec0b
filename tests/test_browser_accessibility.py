"""Every page is free of what axe finds wrong, in both languages and both themes."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from web_shelf import GUIDELINE

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
    "/language",
    "/api",
    "/nowhere",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_axe_finds_nothing(browser: Browser, address: str, locale: str, theme: Literal["light", "dark"]) -> None:
    """WCAG 2.2 AA and axe's best practices, desktop and phone."""
    wrong = []
    for width in (1280, 390):
        context = browser.new_context(base_url=address, locale=locale, color_scheme=theme, viewport={"width": width, "height": 900})
        page = context.new_page()
        for path in PATHS:
            page.goto(path)
            for violation in Axe().run(page).response["violations"]:
                wrong += [
                    f"{path} {width}: {violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
                    for node in violation["nodes"][:2]
                ]
        context.close()
    assert wrong == [], "\n".join(wrong)
