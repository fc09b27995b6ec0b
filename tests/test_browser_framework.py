"""The framework, an instrument and a comparison in a real browser: on a phone, in the dark, by keyboard, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from book_shelf import NEW, OLD
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PAGES = [
    "/framework",
    "/framework/tracks",
    "/framework/force",
    "/framework/life",
    f"/documents/{NEW}",
    f"/documents/{NEW}?show=both",
    "/documents/eu-reg-2024-1938",
    "/compare",
    f"/compare?old={OLD}&new={NEW}",
    "/glossary",
    "/glossary/car-t",
    "/coverage",
    f"/documents/{OLD}/cite",
    "/framework?as_of=2019-06-01",
]
# Contrast of every text against what is painted behind it, by the formula of WCAG 2.2; what is transparent is looked through.
CONTRAST = """() => {
  const light = (colour) => colour.map((each) => (each /= 255) <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
  const weigh = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const parse = (value) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    canvas.fillStyle = value; canvas.fillRect(0, 0, 1, 1); const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [r, g, b], alpha: a / 255 };
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const found = parse(getComputedStyle(each).backgroundColor);
      if (found.alpha > 0.95) return found.rgb;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const said = "main :is(p, li, td, th, a, h1, h2, h3, span, time, dd, dt, text, ins, del, summary)";
  for (const element of document.querySelectorAll(said)) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const box = element.getBoundingClientRect();
    if (!own || !box.width || element.closest(".quiet, [aria-hidden=true]")) continue;
    const style = getComputedStyle(element), drawn = element.namespaceURI.endsWith("svg");
    const one = weigh(light(parse(drawn ? style.fill : style.color).rgb));
    const two = weigh(light(behind(drawn ? element.closest("figure") : element)));
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className.baseVal ?? element.className} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.fixture
def visit(browser: Browser, book_address: str) -> Iterator[Page]:
    """A page at a desk; what it complains of fails the test."""
    context = browser.new_context(base_url=book_address, locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_at_any_width_and_in_the_dark(visit: Page, path: str) -> None:
    """No sideways scrolling from a small phone to a desk; contrast of 4.5 to 1 in both themes, in pictures too."""
    visit.goto(path)
    for width in (320, 390, 768, 1280):
        visit.set_viewport_size({"width": width, "height": 800})
        assert visit.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.evaluate(CONTRAST) == []
    visit.emulate_media(color_scheme="dark")
    assert visit.evaluate(CONTRAST) == []


@pytest.mark.parametrize("path", ["/framework/tracks", "/framework/force", "/framework/life"])
def test_a_picture_fits_its_screen(visit: Page, path: str) -> None:
    """One picture at a desk, another on a phone, its letters never smaller than eleven pixels."""
    for width, shown, hidden in ((1280, ".wide", ".narrow"), (390, ".narrow", ".wide")):
        visit.set_viewport_size({"width": width, "height": 800})
        visit.goto(path)
        expect(visit.locator(f".drawn svg{shown}")).to_be_visible()
        expect(visit.locator(f".drawn svg{hidden}")).to_be_hidden()
        size = "(svg) => Math.min(...[...svg.querySelectorAll('text')].map((t) => parseFloat(getComputedStyle(t).fontSize)))"
        scale = "(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
        picture = visit.locator(f".drawn svg{shown}")
        assert picture.evaluate(size) * picture.evaluate(scale) >= 11
        right = "(svg) => Math.max(...[...svg.querySelectorAll('text')].map((t) => t.getBBox().x + t.getBBox().width))"
        assert picture.evaluate(right) <= picture.evaluate("(svg) => svg.viewBox.baseVal.width")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_text_stays_inside_its_box(visit: Page, language: str, width: int) -> None:
    """As the browser sets it, not as the server guessed."""
    visit.set_viewport_size({"width": width, "height": 800})
    visit.goto(f"/framework/tracks?lang={language}")
    script = """(links) => links.flatMap((link) => {
      const box = link.querySelector("rect.box").getBBox();
      const out = (line) => line.getBBox().x + line.getBBox().width > box.x + box.width + 1;
      return [...link.querySelectorAll("text")].filter(out).map((line) => line.textContent);
    })"""
    shown = visit.locator(".drawn svg:visible a")
    assert shown.count() > 10
    assert shown.evaluate_all(script) == []


def test_a_step_leads_to_its_list_by_keyboard(visit: Page) -> None:
    """The boxes of the picture are reached in turn and opened with Enter."""
    visit.goto("/framework/tracks")
    visit.locator("svg.wide a[href='#drug-ind']").focus()
    visit.keyboard.press("Enter")
    expect(visit.locator("#drug-ind")).to_be_in_viewport()


def test_a_rank_leads_to_its_instruments(visit: Page) -> None:
    """A name in the picture shows the whole list of the rank."""
    visit.goto("/framework/force")
    visit.locator("svg.wide a").filter(has_text="Administrative regulations").click()
    expect(visit).to_have_url("/framework/force?rank=3#3")
    expect(visit.locator("section.band")).to_have_count(1)


def test_a_day_is_chosen_and_left_again(visit: Page) -> None:
    """The form keeps the page; the page says which day it shows."""
    visit.goto("/framework/force")
    visit.get_by_label("How it stood on").fill("2019-06-01")
    visit.get_by_role("button", name="Show").click()
    expect(visit.locator(".as-of-day")).to_contain_text("1 June 2019")
    visit.get_by_role("link", name="Back to today").click()
    expect(visit.locator(".as-of-day")).to_have_count(0)


def test_a_reason_shows_on_focus(visit: Page) -> None:
    """The circle of what is not verified says why to those who do not hover."""
    visit.goto("/documents/cn-cde-2022-31-in-vivo-gt-cmc")
    circle = visit.locator(".facts-panel .unverified").first
    circle.focus()
    expect(circle.locator(".quiet")).to_contain_text("noted from memory")
    assert circle.locator(".quiet").evaluate("(each) => getComputedStyle(each).clipPath") == "none"


def test_a_comparison_is_marked_by_line_as_well_as_colour(visit: Page) -> None:
    """Underlined and struck through; two columns at a desk, one on a phone."""
    visit.goto(f"/compare?old={OLD}&new={NEW}")
    line = "(each) => getComputedStyle(each).textDecorationLine"
    assert visit.locator("li.added ins").first.evaluate(line) == "underline"
    assert visit.locator("li.removed del").first.evaluate(line) == "line-through"
    columns = "(each) => getComputedStyle(each).gridTemplateColumns.split(' ').length"
    both = visit.locator("li.changed .both").first
    assert both.evaluate(columns) == 2
    visit.set_viewport_size({"width": 390, "height": 800})
    assert both.evaluate(columns) == 1


def test_versions_are_chosen_by_a_form(visit: Page) -> None:
    """Without JavaScript as well: it is a plain form."""
    visit.goto(f"/compare?new={NEW}")
    visit.locator("select[name=old]").select_option("iit-2021")
    visit.locator("select[name=new]").select_option("iit-2024")
    visit.locator(".versions").get_by_role("button", name="Compare").click()
    expect(visit.locator("h1")).to_have_text("Clause by clause")


def test_the_glossary_is_searched(visit: Page) -> None:
    """Typed, sent, found."""
    visit.goto("/glossary")
    visit.locator("main input[type=search]").fill("溶瘤")
    visit.locator("main .within button").click()
    expect(visit.locator(".terms a").first).to_contain_text("oncolytic")


def test_what_is_printed_has_the_list_and_no_forms(visit: Page) -> None:
    """A regulator prints the hierarchy."""
    visit.goto("/framework/force")
    visit.emulate_media(media="print")
    expect(visit.locator(".on-day")).to_be_hidden()
    expect(visit.locator("section.band").first).to_be_visible()
    visit.goto(f"/compare?old={OLD}&new={NEW}")
    expect(visit.locator(".versions")).to_be_hidden()
    expect(visit.locator(".clauses")).to_be_visible()
    visit.goto(f"/documents/{NEW}")
    expect(visit.locator(".tongues")).to_be_hidden()
    expect(visit.locator(".passage").first).to_be_visible()
