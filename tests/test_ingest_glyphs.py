"""What is printed is read as it is printed: every character, in its place, its size and its weight."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_press import HEIGHT, LEFT, Ink, Press, Sheet, width

from ingest import pdf, plain, rows
from ingest.line import Line
from ingest.pages import Pages


def read(press: Press, folder: Path) -> Pages:
    """The lines of the file that the press makes."""
    return pdf.read(press.save(folder / "file.pdf"))


def lines(folder: Path, *inks: Ink) -> list[Line]:
    """The lines of a page with these inks."""
    return list(read(Press([Sheet(list(inks))]), folder).lines)


SAID = [
    "The applicant should describe the process.",
    "第一条　为了规范研究，制定本条例。",
    "采用CAR-T细胞，剂量为1.5×10⁶个/kg。",
    "§ 1271.10 (a)(1) – “quoted” ’s",
    "50 % ≤ x ≤ 90 %; α, β, γ",
    "a+b=c; 2*3=6; [x] {y} <z> #1 $2 &c @d ~e ^f |g \\h",
    "《药品管理法》〔2024〕32号【公告】",
    "Größe, naïve, façade, Łódź",
]


@pytest.mark.parametrize("text", SAID)
def test_every_character_is_read(text: str, tmp_path: Path) -> None:
    """Of both scripts, with their signs."""
    assert [line.text for line in lines(tmp_path, Ink(text, LEFT, 100, 10, "han"))] == [text]


@pytest.mark.parametrize("font", ["song", "fang"])
def test_fonts_that_name_a_map_of_the_reference_are_read(font: str, tmp_path: Path) -> None:
    """Official papers are set in fonts that are not in the file, and say nothing of Unicode."""
    text = "国家药品监督管理局关于发布指导原则的通告（２０２３年第３３号），自发布之日起施行。"
    assert [line.text for line in lines(tmp_path, Ink(text, LEFT, 100, 10, font))] == [text]


@pytest.mark.parametrize("gap", [0.0, 1.0, 3.0])
def test_characters_set_one_by_one_are_one_line(gap: float, tmp_path: Path) -> None:
    """Some programs place each of them."""
    text = "为了规范生物医学新技术临床研究，制定本条例。"
    inks = [Ink(character, LEFT + i * (10 + gap), 100, 10, "song") for i, character in enumerate(text)]
    assert "".join(line.text.replace(" ", "") for line in lines(tmp_path, *inks)) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=st.text(alphabet="abcXYZ019.,;:()/药品管理第条（）《》。，", min_size=1, max_size=30))
def test_any_run_of_text_is_read(text: str, tmp_path: Path) -> None:
    """To the character."""
    assert "".join(line.text for line in lines(tmp_path, Ink(f"药品{text}", LEFT, 100, 10, "han"))) == f"药品{text}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(left=st.integers(30, 200), bottom=st.integers(40, 800), size=st.sampled_from([7, 8.5, 10, 12, 16, 24]))
def test_a_line_is_where_it_is_printed(left: int, bottom: int, size: float, tmp_path: Path) -> None:
    """Within a point or two, from the page's left and top edge."""
    text = "Manufacturing"
    (line,) = lines(tmp_path, Ink(text, left, bottom, size, "regular"))
    assert line.page == 1
    assert line.size == pytest.approx(size, abs=0.1)
    assert line.left == pytest.approx(left, abs=0.1 * size)
    assert line.bottom == pytest.approx(bottom, abs=0.5)
    assert line.top == pytest.approx(bottom - size, abs=0.5)
    assert line.right == pytest.approx(left + width(text, size), abs=0.2 * size)


@pytest.mark.parametrize(
    ("font", "bold", "italic"),
    [("regular", False, False), ("bold", True, False), ("italic", False, True), ("han", False, False), ("black", True, False)],
)
def test_weight_and_slant_are_those_of_the_font(font: str, bold: bool, italic: bool, tmp_path: Path) -> None:
    """Helvetica-Bold and 黑体 are bold."""
    (line,) = lines(tmp_path, Ink("Introduction", LEFT, 100, 12, font))
    assert (line.bold, line.italic) == (bold, italic)


def test_a_bold_word_does_not_make_a_line_bold(tmp_path: Path) -> None:
    """A term that is defined is set in bold, the definition is not."""
    text = Sheet()
    text.put("Vector", LEFT, 100, font="bold")
    text.put("means a vehicle for the transfer of genetic material into cells", LEFT + 40, 100)
    found = read(Press([text]), tmp_path).lines
    assert not any(line.bold for line in found if "means" in line.text)


def test_lines_come_page_by_page(tmp_path: Path) -> None:
    """Counted as they lie."""
    press = Press()
    for number in range(1, 5):
        press.sheet().put(f"text of page {number}")
    found = read(press, tmp_path)
    assert [(line.page, line.text) for line in found.lines] == [(n, f"text of page {n}") for n in range(1, 5)]
    assert found.count == 4


def test_raised_marks_of_footnotes_are_left_out(tmp_path: Path) -> None:
    """Small and high behind a word; a figure of the text stays."""
    text = "as described elsewhere"
    found = lines(
        tmp_path,
        Ink(text, LEFT, 100, 10, "regular"),
        Ink("12", LEFT + width(text, 10) + 0.5, 96.5, 6, "regular"),
        Ink("CD34 cells and 12 patients", LEFT, 120, 10, "regular"),
    )
    assert [line.text.strip() for line in found] == [text, "CD34 cells and 12 patients"]


@pytest.mark.parametrize(
    ("text", "mark", "rise", "more", "read"),
    [
        ("a dose of 10", "6", 4, " cells", "a dose of 10⁶ cells"),
        ("a risk of 10", "-6", 4, " in all", "a risk of 10⁻⁶ in all"),
        ("at most 600 mg/m", "2", 4, " of skin", "at most 600 mg/m² of skin"),
        ("an atmosphere of 5% CO", "2", -2, " in air", "an atmosphere of 5% CO2 in air"),
        ("the applicant", "3", 4, " describes", "the applicant describes"),
        ("as set out in the Act,", "3, 4", 4, " and others", "as set out in the Act, and others"),
    ],
)
def test_powers_stay_and_marks_go(text: str, mark: str, rise: float, more: str, read: str, tmp_path: Path) -> None:
    """A dose of 10⁶ is not 106, and CO2 has no footnote."""
    behind = LEFT + width(text, 10) + 0.3
    inks = [Ink(text, LEFT, 100, 10, "regular"), Ink(mark, behind, 100 - rise, 6, "regular")]
    found = lines(tmp_path, *inks, Ink(more, behind + width(mark, 6), 100, 10, "regular"))
    (line,) = rows.merge(found)
    assert line.text == read


def test_a_mark_that_stands_back_begins_a_line(tmp_path: Path) -> None:
    """Short notes one below the other are taken for one line, for their marks are small."""
    inks = []
    for down in (700, 710, 720):
        inks += [Ink("1", LEFT, down - 6, 6.5, "regular"), Ink(" See page twelve.", LEFT + 4, down, 10, "regular")]
    assert [line.text for line in lines(tmp_path, *inks)] == ["1", "See page twelve."] * 3


def test_cells_of_a_row_are_parted_by_tabs(tmp_path: Path) -> None:
    """Wide gaps on one baseline."""
    found = lines(
        tmp_path,
        Ink("Identity", LEFT, 100, 10, "regular"),
        Ink("Flow cytometry", 240, 100, 10, "regular"),
        Ink("positive", 420, 100, 10, "regular"),
    )
    assert "\t".join(line.text for line in found) == "Identity\tFlow cytometry\tpositive"


@pytest.mark.parametrize(("rows", "parted"), [(2, False), (3, True), (6, True)])
def test_where_some_rows_have_cells_all_lines_are_looked_at(rows: int, parted: bool, tmp_path: Path) -> None:
    """A full line may have a gap as wide as between cells; alone it is a line with a wide space."""
    words, more = "The applicant should describe the process in", "the order of steps"
    full = (words, LEFT), (more, LEFT + width(words, 10) + 17)
    inks = [Ink(text, left, 100, 10, "regular") for text, left in full]
    inks += [Ink(text, left, 120 + 14 * row, 10, "regular") for row in range(rows) for text, left in (("Aa", LEFT), ("Bb", 400))]
    found = [line.text for line in lines(tmp_path, *inks)]
    assert found == [*([words, more] if parted else [f"{words} {more}"]), *["Aa", "Bb"] * rows]


def test_a_part_begins_at_its_first_printed_character(tmp_path: Path) -> None:
    """Not at the space before it."""
    found = lines(tmp_path, *(Ink(f" {word}", left, 100, 10, "regular") for word, left in (("Identity", LEFT), ("Method", 300))))
    assert [line.left for line in found] == [pytest.approx(left + width(" ", 10), abs=1.5) for left in (LEFT, 300)]


def test_words_set_apart_are_words(tmp_path: Path) -> None:
    """Justified lines have wide spaces and are no tables."""
    left, inks = LEFT, []
    for word in ("The", "applicant", "should", "describe", "the", "process"):
        inks.append(Ink(word, left, 100, 10, "regular"))
        left += width(word, 10) + 7
    found = lines(tmp_path, *inks)
    assert " ".join(line.text for line in found) == "The applicant should describe the process"


def test_what_the_file_names_itself_is_handed_on(tmp_path: Path) -> None:
    """Its title, in any script."""
    for title in ("Guideline on vectors", "药品注册管理办法"):
        press = Press(title=title)
        press.sheet().put("text")
        assert read(press, tmp_path).title == title


def test_the_second_engine_reads_the_same_words(tmp_path: Path) -> None:
    """Where the first fails, each page's lines come without their places."""
    press = Press()
    for number in (1, 2):
        page = press.sheet()
        page.put(f"The applicant of page {number}")
        page.put("describes the process")
    data = press.bytes()
    assert [(line.page, line.text) for line in plain.lines(data)] == [
        (1, "The applicant of page 1"),
        (1, "describes the process"),
        (2, "The applicant of page 2"),
        (2, "describes the process"),
    ]
    assert [line.text for line in plain.lines(data, page=2)] == ["The applicant of page 2", "describes the process"]


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"])
def test_the_second_engine_gives_nothing_for_nothing(data: bytes) -> None:
    """It never fails."""
    assert plain.lines(data) == []
    assert plain.lines(data, page=3) == []


def test_a_page_is_as_high_as_it_is(tmp_path: Path) -> None:
    """Heights are counted from the top."""
    top, foot = lines(
        tmp_path, Ink("the first line of it", LEFT, 20, 10, "regular"), Ink("the last line of it", LEFT, HEIGHT - 10, 10, "regular")
    )
    assert (round(top.bottom), round(foot.bottom)) == (20, round(HEIGHT - 10))
