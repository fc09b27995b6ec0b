"""Pages are drawn for recognition: grey, of a size that a program can hold."""

from __future__ import annotations

from pathlib import Path

import pdf_press

from ingest import pdf
from ingest.drawing import PageImage
from ingest.line import Line


def drawn(path: Path) -> list[PageImage]:
    """The pictures that a recogniser is given of a file."""
    found: list[PageImage] = []

    def look(image: PageImage) -> list[Line]:
        found.append(image)
        return []

    pdf.read(path, look)
    return found


def test_a_page_without_text_is_drawn(tmp_path: Path) -> None:
    """In grey, white where it is empty and dark where it is printed, at 200 dots an inch."""
    press = pdf_press.Press()
    press.sheet().picture = True
    (image,) = drawn(press.save(tmp_path / "scan.pdf"))
    assert (image.page, image.width, image.height) == (1, round(595 * 200 / 72), round(842 * 200 / 72))
    assert len(image.pixels) == image.width * image.height
    assert min(image.pixels) < 40


def test_pages_with_text_and_blank_pages_are_not_drawn(tmp_path: Path) -> None:
    """There is nothing to recognise on them."""
    press = pdf_press.Press()
    press.sheet().put("Text that is there")
    press.sheet()
    assert drawn(press.save(tmp_path / "text.pdf")) == []
