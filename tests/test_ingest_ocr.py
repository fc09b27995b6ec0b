"""Pages that are pictures are read by Tesseract where it is there, and kept without text where it is not."""

from __future__ import annotations

import dataclasses
import os
import zlib
from pathlib import Path

import numpy as np
import pypdfium2.raw as pdfium
import pytest
from pdf_press import Press

import ingest
from corpus import PageQuality
from ingest import ocr, pulse
from ingest.drawing import PageImage, draw

LINES = (
    "1 Scope of this guideline",
    "The applicant shall describe the manufacturing process of the product.",
    "Each batch of cells shall be tested for sterility before its release.",
    "Records of donors shall be kept for thirty years after the last use.",
)


@pytest.fixture(autouse=True)
def tesseract(request: pytest.FixtureRequest) -> None:
    """Tests that read pictures need Tesseract: it must be there where tests run unattended."""
    if "without" in request.node.name or {"chi_sim", "eng"} <= set(ocr.installed()):
        return
    if os.environ.get("CI"):
        pytest.fail(f"Tesseract is missing: {ocr.INSTALL}")
    pytest.skip(ocr.INSTALL)


def printed(lines: tuple[str, ...] = LINES) -> PageImage:
    """The picture of a page with these lines."""
    press = Press()
    sheet = press.sheet()
    for line in lines:
        sheet.put(line, size=13.0)
        sheet.skip(10)
    data = press.bytes()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    try:
        return draw(page, 1)
    finally:
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)


def scan(path: Path, *images: PageImage) -> Path:
    """A PDF whose pages are pictures, as a scanner makes it."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    pages = []
    for image in images:
        across, down = image.width / image.scale, image.height / image.scale
        content = f"q {across:.1f} 0 0 {down:.1f} 0 0 cm /I Do Q".encode()
        packed = zlib.compress(image.pixels)
        first = len(objects) + 1
        pages.append(first)
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {across:.1f} {down:.1f}]/Contents {first + 1} 0 R"
            f"/Resources<</XObject<</I {first + 2} 0 R>>>>>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
            b"/Length %d>>stream\n%s\nendstream" % (image.width, image.height, len(packed), packed),
        ]
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{n} 0 R' for n in pages)}]>>".encode()
    written, offsets = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(offsets) + 1, table)
    path.write_bytes(written + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(offsets) + 1, start))
    return path


def turned(image: PageImage, quarters: int) -> PageImage:
    """The picture turned by quarters, counter-clockwise."""
    pixels = np.rot90(np.frombuffer(image.pixels, np.uint8).reshape(image.height, image.width), quarters)
    height, width = pixels.shape
    return PageImage(image.page, width, height, image.scale, np.ascontiguousarray(pixels).tobytes())


def blank(image: PageImage) -> PageImage:
    """A white page of the same size."""
    return PageImage(image.page, image.width, image.height, image.scale, b"\xff" * len(image.pixels))


def test_a_picture_is_read_line_by_line() -> None:
    """Words, places and one size for lines that are set alike, in points."""
    found = ocr.Recogniser()(printed())
    assert [line.text for line in found] == list(LINES)
    assert all(line.page == 1 and 60 < line.left < 80 and line.right > line.left for line in found)
    assert [line.top for line in found] == sorted(line.top for line in found)
    assert len({line.size for line in found}) == 1


def word(text: str, left: int, height: int = 30, *, line: str = "1") -> ocr.Word:
    """A word as Tesseract gives it, as wide as letters of its height are."""
    return ocr.Word(("1", "1", line), left, 100 * int(line), height // 2 * len(text), height, 90.0, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([word("Name", 0), word("Type", 300), word("Value", 600)], "Name\tType\tValue"),
        ([word("Name", 0), word("|", 200), word("Type", 300)], "Name\tType"),
        ([word("the", 0), word("applicant", 60)], "the applicant"),
        ([word("临床", 0), word("研究", 40)], "临床研究"),
        ([word("目", 0), word("次", 200)], "目次"),
        ([word("5.1", 0), word("公用", 50), word("属性", 90)], "5.1 公用属性"),
        ([word("第", 0), word("10", 40), word("部分", 80)], "第10部分"),
    ],
)
def test_cells_of_a_row_are_parted(words: list[ocr.Word], text: str) -> None:
    """By the gap between them; a rule is not read, a title may be spaced."""
    image = PageImage(page=1, width=1200, height=1600, scale=2.0, pixels=b"")
    (line,) = ocr.lines(words, image)
    assert line.text == text


@pytest.mark.parametrize(("height", "sizes"), [(30, 1), (50, 1), (60, 2)])
def test_lines_of_a_scan_are_of_one_size_unless_one_is_much_taller(height: int, sizes: int) -> None:
    """Tesseract measures lines of one print by up to 1.7 times differently."""
    image = PageImage(page=1, width=1200, height=1600, scale=2.0, pixels=b"")
    words = [word("plain", 0, line=line) for line in "12"] + [word("Title", 0, height, line="3")]
    assert len({line.size for line in ocr.lines(words, image)}) == sizes


@pytest.mark.parametrize(
    ("text", "tall"), [("Title", True), ("of a line in print", False), ("题名", True), ("表中一行的文字", False)]
)
def test_a_tall_line_is_large_only_where_its_letters_are_as_wide(text: str, tall: bool) -> None:
    """Tesseract gives a cell of two lines as one that is twice as tall."""
    image = PageImage(page=1, width=1200, height=1600, scale=2.0, pixels=b"")
    words = [word("plain", 0, line=line) for line in "12"] + [word(text, 0, 60, line="3")]
    words[2] = dataclasses.replace(words[2], width=150)
    assert (len({line.size for line in ocr.lines(words, image)}) == 2) == tall


def test_a_line_is_as_tall_as_most_of_its_words() -> None:
    """One that is read together with a rule does not make it a heading."""
    image = PageImage(page=1, width=1200, height=1600, scale=2.0, pixels=b"")
    words = [word("plain", 60 * i, line=line) for line in "123" for i in range(6)]
    words[7] = word("tall", 60, 80, line="2")
    assert len({line.size for line in ocr.lines(words, image)}) == 1


def test_a_page_that_lies_on_its_side_is_turned() -> None:
    """As tables in standards are scanned."""
    found = ocr.Recogniser()(turned(printed(LINES * 3), 1))
    assert LINES[1] in [line.text for line in found]


def test_a_blank_page_gives_nothing() -> None:
    """Nor does a page with a mere speck on it."""
    assert ocr.Recogniser()(blank(printed())) == []
    assert ocr.Recogniser()(printed(("a b",))) == []


def test_noise_is_no_text() -> None:
    """What is read without certainty is not given out as text."""
    image = printed()
    noise = np.random.default_rng(1).integers(0, 256, len(image.pixels), dtype=np.uint8)
    assert ocr.Recogniser()(PageImage(1, image.width, image.height, image.scale, noise.tobytes())) == []


def test_a_scan_becomes_a_document(tmp_path: Path) -> None:
    """Its pages are marked as recognised; reading it shows signs of life, page by page."""
    beats: list[int] = []
    with pulse.heard_by(lambda: beats.append(1)):
        found = ingest.read(scan(tmp_path / "scan.pdf", printed(), printed()), "scan")
    assert "tested for sterility" in " ".join(section.text for section in found.sections)
    assert [page.grade for page in found.quality] == ["ocr", "ocr"]
    assert found.warnings == ()
    assert len(beats) >= 2


def test_a_scan_is_kept_without_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is held, findable by its metadata, and says what to install."""
    path = scan(tmp_path / "scan.pdf", blank(printed()) if not ocr.installed() else printed())
    (tmp_path / "scan.yaml").write_text("title: Health standard 445\n", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr.installed.cache_clear()
    try:
        found = ingest.read(path, "scan")
    finally:
        ocr.installed.cache_clear()
    assert found.title == "Health standard 445"
    assert [page.grade for page in found.quality] == ["empty"]
    assert found.warnings[-1].startswith("no text: no page has text; to have pictures of pages read, install Tesseract")


@pytest.mark.parametrize(
    ("grades", "told"),
    [
        (("native", "ocr"), None),
        (("native", "blank"), None),
        (("native", "empty", "native", "empty"), "no text: no text on page 2, 4; "),
        (("empty",), "no text: no page has text; "),
        (("native", *["empty"] * 30), " ...; "),
    ],
)
def test_pages_without_text_are_told(grades: tuple[str, ...], told: str | None) -> None:
    """By number, unless there are too many; a blank page is nothing to tell of."""
    quality = [
        PageQuality(page=number, grade="empty", reason="a blank page")
        if grade == "blank"
        else PageQuality(page=number, grade=grade)  # type: ignore[arg-type]
        for number, grade in enumerate(grades, 1)
    ]
    found = ocr.warning(quality)
    assert found is None if told is None else told in str(found)
