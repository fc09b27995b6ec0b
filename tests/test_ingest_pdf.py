"""PDF files as they come: locked, broken, tagged, turned, without text; each gives its lines or a reason and a cure."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pdf_press import LEFT, Ink, Press, Sheet, width
from pypdf import PdfReader, PdfWriter

from ingest import pdf
from ingest.drawing import PageImage
from ingest.errors import UnreadableFile
from ingest.line import Line
from ingest.pages import Pages


def read(data: bytes, folder: Path) -> Pages:
    """What the reader makes of these bytes."""
    path = folder / "file.pdf"
    path.write_bytes(data)
    return pdf.read(path)


def made(*texts: str) -> bytes:
    """A file with a page for each text."""
    press = Press()
    for text in texts:
        press.sheet().put(text)
    return press.bytes()


def locked(data: bytes, *, user: str, owner: str, algorithm: str) -> bytes:
    """The file under passwords."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm=algorithm)
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_file_that_only_forbids_printing_is_read(algorithm: str, tmp_path: Path) -> None:
    """An owner's password keeps no one from reading; agencies set one often."""
    data = locked(made("The text of the rule"), user="", owner="agency", algorithm=algorithm)
    assert [line.text for line in read(data, tmp_path).lines] == ["The text of the rule"]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_file_locked_with_a_password_is_told(algorithm: str, tmp_path: Path) -> None:
    """With what to do."""
    data = locked(made("The text"), user="secret", owner="secret", algorithm=algorithm)
    with pytest.raises(UnreadableFile, match=r"password: save a copy without one"):
        read(data, tmp_path)


def test_a_file_without_pages_is_told(tmp_path: Path) -> None:
    """Someone cut all of them out."""
    with pytest.raises(UnreadableFile, match=r"without pages|not a readable PDF"):
        read(Press().bytes(), tmp_path)


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing more", b"%PDF-1.4\n" + b"\0" * 2000, b"%PDF-" + bytes(range(256)) * 10])
def test_a_file_that_no_engine_reads_is_told(data: bytes, tmp_path: Path) -> None:
    """In one line that names the cure."""
    with pytest.raises(UnreadableFile, match="open it in a PDF viewer and save it again"):
        read(data, tmp_path)


def test_a_broken_table_of_places_is_no_loss(tmp_path: Path) -> None:
    """Mailers and gateways change line ends: the objects are found all the same."""
    data = made("The text of the rule")
    cut = data.index(b"xref")
    broken = data[:cut] + data[cut:].replace(b"0000", b"0007")
    assert [line.text for line in read(broken, tmp_path).lines] == ["The text of the rule"]


def test_junk_before_and_after_the_file_is_no_loss(tmp_path: Path) -> None:
    """A header of a mail, the end of a form."""
    data = b"\r\nContent-Type: application/pdf\r\n\r\n" + made("The text of the rule") + b"\r\n--boundary--\r\n"
    assert [line.text for line in read(data, tmp_path).lines] == ["The text of the rule"]


def test_a_page_whose_content_is_broken_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    """The other pages are read; the pages are all counted."""
    data = made("first page", "second page", "third page")
    second = data.index(b"second page".hex().encode())
    start = data.rindex(b"stream\n", 0, second)
    stop = data.index(b"\nendstream", second)
    broken = data[: start + 7] + b"\xff" * (stop - start - 7) + data[stop:]
    pages = read(broken, tmp_path)
    assert [line.text for line in pages.lines] == ["first page", "third page"]
    assert pages.count == 3
    assert [page.grade for page in pages.quality] == ["native", "empty", "native"]


def test_text_that_runs_up_the_page_is_left_out(tmp_path: Path) -> None:
    """A stamp in the margin is not part of the sentence beside it."""
    sheet = Sheet()
    sheet.put("The applicant should describe")
    sheet.inks.append(Ink("arXiv stamp 2020", 30, 500, 14, "regular", turned=True))
    sheet.put("the process and its controls.")
    assert [line.text for line in read(Press([sheet]).bytes(), tmp_path).lines] == [
        "The applicant should describe",
        "the process and its controls.",
    ]


def tagged(*rows: tuple[str, str]) -> bytes:
    """A tagged page: a role and a text each."""
    sheet = Sheet()
    for role, text in rows:
        sheet.skip(20)
        sheet.put(text, role=role)
    return Press([sheet]).bytes()


@pytest.mark.parametrize(("role", "rank"), [("H1", 1), ("H2", 2), ("H6", 6), ("P", None), ("LI", None), ("Caption", None)])
def test_a_tag_tells_the_rank_of_a_heading(role: str, rank: int | None, tmp_path: Path) -> None:
    """As the author's program knew it."""
    (line,) = read(tagged((role, "A line of text")), tmp_path).lines
    assert line.rank == rank


def test_a_tagged_note_is_a_note(tmp_path: Path) -> None:
    """Whatever its size."""
    lines = read(tagged(("P", "The running text"), ("Note", "1 See the Act.")), tmp_path).lines
    assert [line.kind for line in lines] == ["body", "note"]


def test_tagged_paragraphs_know_their_lines(tmp_path: Path) -> None:
    """Lines of one paragraph share a block, lines of two do not."""
    sheet = Sheet()
    sheet.put("one", role="P")
    sheet.put("goes on", role="P")
    sheet.skip(30)
    sheet.put("two", role="P")
    first, second, third = read(Press([sheet]).bytes(), tmp_path).lines
    assert first.block == second.block != third.block


def test_tagged_cells_are_parted_however_near_they_stand(tmp_path: Path) -> None:
    """The tags tell where no gap does."""
    sheet = Sheet()
    for down, cells in ((100.0, ("1.6.1", "Keys are kept apart", "yes")), (120.0, ("1.6.2", "Keys are changed", "no"))):
        left = 72.0
        for cell in cells:
            sheet.put(cell, left, down, role="TD")
            left += width(f"{cell} ", 10) + 1
    assert [line.text for line in read(Press([sheet]).bytes(), tmp_path).lines] == [
        "1.6.1\tKeys are kept apart\tyes",
        "1.6.2\tKeys are changed\tno",
    ]


def test_a_page_without_text_goes_to_recognition(tmp_path: Path) -> None:
    """It is drawn for it; what comes back is marked as such."""
    drawn: list[PageImage] = []

    def recognise(image: PageImage) -> list[Line]:
        drawn.append(image)
        return [Line(text="read from the picture", page=image.page)]

    press = Press()
    press.sheet().put("native text")
    press.sheet().picture = True
    pages = pdf.read(press.save(tmp_path / "scan.pdf"), recognise)
    assert [image.page for image in drawn] == [2]
    assert [(line.page, line.text) for line in pages.lines] == [(1, "native text"), (2, "read from the picture")]
    assert [page.grade for page in pages.quality] == ["native", "ocr"]


def test_a_page_without_text_is_told_where_there_is_no_recognition(tmp_path: Path) -> None:
    """And where recognition finds nothing."""
    press = Press()
    press.sheet().picture = True
    path = press.save(tmp_path / "scan.pdf")
    recognisers: tuple[pdf.Recogniser | None, ...] = (None, lambda image: [])
    for recognise in recognisers:
        (page,) = pdf.read(path, recognise).quality
        assert (page.grade, page.reason) == ("empty", "no text layer")


def test_what_the_author_named_the_file_is_no_line(tmp_path: Path) -> None:
    """The title of the metadata is handed on beside the text."""
    press = Press(title="A guide to vectors")
    press.sheet().put("text", LEFT, 100)
    pages = pdf.read(press.save(tmp_path / "a.pdf"))
    assert pages.title == "A guide to vectors"
    assert [line.text for line in pages.lines] == ["text"]
