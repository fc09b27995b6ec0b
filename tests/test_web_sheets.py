"""The page itself: its picture, its letters, the marks on it; a file that cannot be drawn harms nobody."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from test_web_pages import one, soup, text
from web_shelf import GUIDELINE, guideline, pdf, stock

from search import Span
from web import Settings, create_app, rendering, sheet
from web.facsimile import png
from web.rendering import Letters, Renderer, UnshowablePage

PAGE = f"/documents/{GUIDELINE}/pages"


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    """A drawer of pages."""
    made = Renderer()
    yield made
    made.close()


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """A PDF file of two pages."""
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf("Long-term follow-up", "Second page"))
    return path


def pixels(picture: bytes) -> tuple[int, int, bytes]:
    """Width, height and rows of a PNG without filters."""
    width, height = struct.unpack(">II", picture[16:24])
    size = struct.unpack(">I", picture[33:37])[0]
    return width, height, zlib.decompress(picture[41 : 41 + size])


def test_a_page_is_drawn_as_wide_as_asked(renderer: Renderer, printed: Path) -> None:
    """A picture of the width asked for, in the proportions of the page, with ink on it."""
    width, height, rows = pixels(renderer.picture(printed, 1, 160))
    assert width == 160
    assert height == pytest.approx(160 * 842 / 595, abs=1)
    assert min(rows[1:]) < 128 < max(rows)


def test_letters_stand_where_they_are_printed(renderer: Renderer, printed: Path) -> None:
    """Every letter has its place: left to right, in the line it was set in."""
    letters = renderer.letters(printed, 1)
    assert letters.text.strip() == "Long-term follow-up"
    assert (letters.width, letters.height, letters.pages) == (595, 842, 2)
    first, last = letters.boxes[0], letters.boxes[len("Long-term follow-up") - 1]
    assert first[0] == pytest.approx(72, abs=3)
    assert first[2] < last[0]
    assert first[1] < 842 - 700 < first[3] + 3


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_is_said_so(renderer: Renderer, printed: Path, page: int) -> None:
    """One error, one line."""
    with pytest.raises(UnshowablePage, match="no such page"):
        renderer.picture(printed, page, 160)


def test_a_damaged_file_is_said_so(renderer: Renderer, tmp_path: Path) -> None:
    """What is no PDF cannot be drawn, and the drawer goes on."""
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(UnshowablePage, match="damaged"):
        renderer.letters(path, 1)
    path.write_bytes(pdf("Good again"))
    assert renderer.letters(path, 1).text.strip() == "Good again"


def test_a_lost_worker_is_replaced(printed: Path) -> None:
    """When the process that draws dies or hangs, the page is refused and the next one is drawn."""
    renderer = Renderer()
    try:
        renderer.letters(printed, 1)
        assert renderer._pool is not None
        for process in renderer._pool._processes.values():
            process.kill()
            process.join()
        with pytest.raises(UnshowablePage, match="open the original"):
            renderer.letters(printed, 1)
        assert renderer.letters(printed, 2).text.strip() == "Second page"
    finally:
        renderer.close()


def test_a_warm_worker_is_the_one_that_draws(printed: Path) -> None:
    """It starts beside what is going on, once."""
    renderer = Renderer()
    try:
        renderer.warm()
        pool = renderer._pool
        assert pool is not None
        renderer.warm()
        assert renderer.letters(printed, 1).pages == 2
        assert renderer._pool is pool
    finally:
        renderer.close()


@pytest.mark.parametrize(
    ("path", "started"), [(f"/documents/{GUIDELINE}", True), ("/search?q=长期随访", True), ("/glossary", False)]
)
def test_pages_that_lead_to_printed_pages_start_the_worker(shelf: Path, path: str, started: bool) -> None:
    """Who opens the page then does not wait for it."""
    made = create_app(Settings(data=shelf))
    held = made.extensions["library"]
    try:
        assert made.test_client().get(path).status_code == 200
        assert (held.renderer._pool is not None) is started
    finally:
        held.close()


def test_a_page_that_takes_too_long_is_given_up(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever."""
    monkeypatch.setattr(rendering, "SECONDS", 0)
    renderer = Renderer()
    try:
        with pytest.raises(UnshowablePage, match="could not be drawn"):
            renderer.letters(printed, 1)
    finally:
        renderer.close()


@given(st.integers(1, 5), st.integers(1, 5), st.sampled_from([1, 3]), st.integers(0, 255))
@settings(max_examples=20)
def test_a_png_holds_its_pixels(width: int, height: int, channels: int, value: int) -> None:
    """What is written can be read back."""
    wide, high, rows = pixels(png(np.full((height, width, channels), value, np.uint8)))
    assert (wide, high) == (width, height)
    assert rows == (b"\x00" + bytes([value]) * width * channels) * height


def letters(*lines: str) -> Letters:
    """Letters of 10 x 10 points in lines 20 apart, as PDFium gives them."""
    text, boxes = "\r\n".join(lines), []
    left, top = 0.0, 0.0
    for char in text:
        if char == "\n":
            left, top = 0.0, top + 20
        boxes.append((left, top, left, top) if char in "\r\n" else (left, top, left + 10, top + 10))
        left += 0 if char in "\r\n" else 10
    return Letters(200, 300, 1, text, boxes)


def test_lines_are_text_that_can_be_selected() -> None:
    """Each printed line with its place; empty ones are none."""
    found = sheet.lines(letters("个人信息", "  ", "保护"))
    assert [(line.text, line.left, line.width) for line in found] == [("个人信息", 0, 40), ("保护", 0, 20)]


def test_a_word_over_the_end_of_a_line_is_marked_on_both() -> None:
    """Han run on over a line's end; the mark has a rectangle on each line."""
    held = letters("处理个人", "信息的")
    text, places = sheet.flowing(held)
    assert text == "处理个人信息的"
    marks = sheet.rectangles(held, [Span("处理"), Span("个人信息", True), Span("的")], places)
    assert [(mark.left, mark.top, mark.width) for mark in marks] == [(19.5, 0, 21), (-0.5, 20, 21)]


def test_latin_words_keep_the_space_of_a_line_end() -> None:
    """Words of two lines do not become one."""
    assert sheet.flowing(letters("gene", "therapy"))[0].split() == ["gene", "therapy"]


def test_a_page_shows_picture_marks_and_text(client: FlaskClient) -> None:
    """The picture, a mark on each word, selectable lines, neighbours, sections, the original at this page."""
    page = soup(client, f"{PAGE}/2?q=follow-up")
    assert len(page.select("svg rect.mark")) >= 1
    assert text(page, "svg text") == "Vectors and follow-up years"
    assert "1 match" in text(page, ".matches")
    assert [link.get("aria-current") for link in page.select(".thumbs a")] == [None, "page"]
    assert [link.text for link in page.select(".sheet-sections a")] == ["1.2 年限", "二、 其他"]
    assert one(page, f"a[href='/documents/{GUIDELINE}/original#page=2']")
    assert "q=follow-up" in str(one(page, ".sheet-tools a[rel=prev]")["href"])
    image = client.get(str(one(page, "svg image")["href"]))
    assert (image.status_code, image.mimetype) == (200, "image/png")


def test_a_page_that_is_a_picture_says_that_it_has_no_marks(tmp_path: Path) -> None:
    """Where words were recognised none is marked, which is not the same as none being there."""
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf(""))
    data = tmp_path / "data"
    stock(data, [guideline()], {GUIDELINE: scan})
    app = create_app(Settings(data=data))
    assert text(soup(app.test_client(), f"{PAGE}/1?q=follow-up"), ".matches").startswith("This page is a picture")
    app.extensions["library"].close()


def test_zoom_is_in_the_address(client: FlaskClient) -> None:
    """A zoom can be chosen, kept and shared; one that is none is ignored."""
    assert one(soup(client, f"{PAGE}/1?zoom=150"), "svg.zoom-150")
    assert one(soup(client, f"{PAGE}/1?zoom=999"), "svg.zoom-100")


def test_a_picture_is_sent_once(client: FlaskClient) -> None:
    """Pictures are kept by the browser; only known widths are drawn."""
    first = client.get(f"{PAGE}/1/160.png")
    assert client.get(f"{PAGE}/1/160.png", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert client.get(f"{PAGE}/1/161.png").status_code == 404
    assert "max-age=31536000" in client.get(f"{PAGE}/1/160.png?v=1").headers["Cache-Control"]
