"""PDFium answers the same whether it is told pointers or addresses."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as c
import pytest
from pdf_press import Press

from ingest import pdfium
from ingest.glyphs import TextPage

TEXT = "第一条 CAR-T (a) 1.5"


@pytest.fixture
def page() -> Iterator[TextPage]:
    """A page with one line."""
    press = Press()
    press.sheet().put(TEXT, size=12, font="black")
    data = press.bytes()
    document = c.FPDF_LoadMemDocument64(data, len(data), None)
    with TextPage(document, 0) as opened:
        yield opened
    c.FPDF_CloseDocument(document)


@pytest.mark.parametrize("index", range(len(TEXT)))
def test_a_character_stands_where_it_stands(page: TextPage, index: int) -> None:
    """Its box, its origin, its size."""
    told, typed = (ctypes.c_double * 4)(), [ctypes.c_double() for _ in range(4)]
    at = [ctypes.addressof(told) + 8 * i for i in range(4)]
    assert pdfium.char_box(pdfium.address(page.text_page), index, *at) == c.FPDFText_GetCharBox(page.text_page, index, *typed)
    assert list(told) == [side.value for side in typed]
    pdfium.char_origin(pdfium.address(page.text_page), index, *at[:2])
    c.FPDFText_GetCharOrigin(page.text_page, index, *typed[:2])
    assert list(told)[:2] == [side.value for side in typed[:2]]
    assert pdfium.font_size(pdfium.address(page.text_page), index) == 12


def test_a_font_is_named(page: TextPage) -> None:
    """By the object that a character belongs to."""
    item = pdfium.text_object(pdfium.address(page.text_page), 0)
    assert item == pdfium.address(c.FPDFText_GetTextObject(page.text_page, 0))
    buffer = ctypes.create_string_buffer(64)
    pdfium.font_name(pdfium.font(item), ctypes.addressof(buffer), 64)
    assert buffer.value == b"SimHei"
    assert (pdfium.render_mode(item), pdfium.content_id(item)) == (0, -1)


def test_what_is_not_there_has_no_address(page: TextPage) -> None:
    """None stands for it, in answers too."""
    assert pdfium.address(c.FPDFText_GetTextObject(page.text_page, 999)) is None
    assert pdfium.text_object(pdfium.address(page.text_page), 999) is None
