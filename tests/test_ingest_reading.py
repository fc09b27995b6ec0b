"""Whole files, set by a press of our own, come back as the documents they are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from pdf_press import LEFT, RIGHT, Press, Sheet

import ingest
from corpus.document import Document, Section
from ingest import UnreadableFile

Shape = list[tuple[int, str | None, str | None]]

ARTICLES = {
    "一": "为了规范生物医学新技术临床研究和临床转化应用，促进医学科学技术进步，保障医疗质量安全，维护人的尊严和健康，制定本条例。",
    "二": "在中华人民共和国境内从事生物医学新技术临床研究和临床转化应用及其监督管理，适用本条例，但是法律另有规定的除外。",
    "三": "临床研究发起机构应当具备下列条件，并对研究的科学性、伦理性和安全性负责，不得以任何形式向受试者收取费用。",
    "四": "国务院卫生健康部门应当自受理申请之日起五个工作日内将申请材料转交专业机构进行技术评估，并且书面通知申请人。",
    "五": "违反本条例第三条规定的，由县级以上人民政府卫生健康部门责令改正，给予警告，没收违法所得，并处罚款，构成犯罪的移送。",
    "六": "本条例自2026年5月1日起施行。",
}


def prose(topic: str) -> str:
    """A paragraph of some lines on a topic, no line of which is like one on another topic."""
    return (
        f"The applicant should describe the {topic} of the product and the controls that assure its consistency from batch to "
        f"batch. Changes to the {topic} should be justified and their effect on the {topic} of the product should be shown. "
        f"Where {topic} cannot be shown by one method, another method that is suited to {topic} should be used beside it."
    )


PROSE = prose("manufacturing process")


def shape(sections: Sequence[Section]) -> Shape:
    """Level, number and heading of each section that has either."""
    return [(s.level, s.number, s.heading) for s in sections if s.number or s.heading]


def read(press: Press, path: Path) -> Document:
    """The document in the file that the press makes."""
    return ingest.read(press.save(path / "file.pdf"), "doc")


def statute(sheet: Callable[[int], Sheet]) -> None:
    """Sets a small statute over three pages."""
    page = sheet(1)
    page.put("生物医学新技术管理条例", 190, size=20, font="black")
    page.skip(10)
    page.put("（2025年9月5日国务院第66次常务会议通过）", 170, size=11)
    page.skip(16)
    for chapter, name, numbers, on in (("一", "总则", "一二", 1), ("二", "临床研究", "三四", 2), ("三", "附则", "五六", 3)):
        page = page if on == 1 else sheet(on)
        page.skip(8)
        page.put(f"第{chapter}章　{name}", 250, size=14, font="black")
        page.skip(8)
        for number in numbers:
            page.paragraph(f"第{number}条　{ARTICLES[number]}", size=12, indent=24)
            if number == "三":
                for item in ("（一）具有相应的资质；", "（二）具有相应的人员和设施。"):
                    page.put(item, LEFT + 24, size=12)


STATUTE_SHAPE: Shape = [
    (1, "第一章", "总则"),
    (2, "第一条", None),
    (2, "第二条", None),
    (1, "第二章", "临床研究"),
    (2, "第三条", None),
    (2, "第四条", None),
    (1, "第三章", "附则"),
    (2, "第五条", None),
    (2, "第六条", None),
]


@pytest.fixture
def law(tmp_path: Path) -> Document:
    """A printed statute with its page numbers and a running head."""
    press = Press()

    def sheet(number: int) -> Sheet:
        made = press.sheet()
        made.put("中华人民共和国国务院公报", 240, 45, size=9)
        made.put(f"— {number} —", 285, 800, size=9)
        return made

    statute(sheet)
    return read(press, tmp_path)


def test_a_printed_statute_is_its_articles(law: Document) -> None:
    """To the character, without gaps, without what the pages repeat."""
    assert shape(law.sections) == STATUTE_SHAPE
    texts = {section.number: section.text for section in law.sections}
    assert texts["第一条"] == ARTICLES["一"]
    assert texts["第二条"] == ARTICLES["二"]
    assert texts["第三条"] == f"{ARTICLES['三']}\n（一）具有相应的资质；\n（二）具有相应的人员和设施。"
    assert texts["第六条"] == ARTICLES["六"]


def test_a_printed_statute_tells_its_facts(law: Document) -> None:
    """Title, dates, kind; pages counted as they lie."""
    assert law.title == "生物医学新技术管理条例"
    assert (law.language, law.media_type, law.pages) == ("zh", "application/pdf", 3)
    assert (law.metadata.issued, law.metadata.effective) == ("2025-09-05", "2026-05-01")
    assert law.metadata.instrument_type == "administrative_regulation"
    assert {section.number: section.page for section in law.sections}["第四条"] == 2
    assert [(page.page, page.grade) for page in law.quality] == [(1, "native"), (2, "native"), (3, "native")]


def test_an_article_that_the_page_cuts_is_whole(tmp_path: Path) -> None:
    """Running heads and page numbers do not get into its middle."""
    press = Press()
    for number in range(1, 7):
        page = press.sheet()
        page.put("中华人民共和国国务院公报", 240, 45, size=9)
        page.put(f"- {number} -", 290, 800, size=9)
        page.down = 640
        half = len(ARTICLES["四"]) // 2 // 36 * 36
        page.paragraph(f"第{'一二三四五六'[number - 1]}条　{ARTICLES['四']}{ARTICLES['三'][:half]}", size=12)
    sections = read(press, tmp_path).sections
    assert [section.number for section in sections] == [f"第{n}条" for n in "一二三四五六"]
    assert {section.text for section in sections} == {f"{ARTICLES['四']}{ARTICLES['三'][:half]}"}


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    """In Chinese without a gap, in English with one, with a word that was divided whole."""
    press = Press()
    first, second = press.sheet(), press.sheet()
    first.put("1. Scope", size=14, font="bold")
    first.paragraph(prose("identity"))
    first.down = 700
    first.paragraph(
        "This is the last line of the page and it fills the whole width so that all can see it goes on and divides manu-"
    )
    second.paragraph("facturing of cells. " + prose("potency"))
    (section,) = read(press, tmp_path).sections
    assert "divides manufacturing of cells. The applicant" in section.text


def outline(press: Press, headings: Shape, sizes: Sequence[float] = (16, 14, 12, 11)) -> None:
    """Sets headings in bold, each with prose below it, on as many pages as it takes."""
    page = press.sheet()
    for level, number, heading in headings:
        if page.down > 640:
            page = press.sheet()
        page.skip(12)
        page.put(" ".join(part for part in (number, heading) if part), size=sizes[level - 1], font="bold")
        page.skip(4)
        page.paragraph(prose(heading or ""))


GUIDANCE: Shape = [
    (1, "1.", "Introduction"),
    (1, "2.", "Quality"),
    (2, "2.1", "Starting materials"),
    (2, "2.2", "Manufacturing process"),
    (3, "2.2.1", "Vectors"),
    (3, "2.2.2", "Cells"),
    (2, "2.3", "Characterisation"),
    (1, "3.", "Safety"),
    (2, "3.1", "Follow-up"),
    (1, "4.", "References"),
]
LETTERED: Shape = [
    (1, "I.", "INTRODUCTION"),
    (1, "II.", "BACKGROUND"),
    (1, "III.", "PRODUCT"),
    (2, "A.", "Identity"),
    (2, "B.", "Potency"),
    (3, "1.", "Assays"),
    (3, "2.", "Release"),
    (2, "C.", "Stability"),
    (1, "IV.", "CLINICAL"),
    (2, "A.", "Dose"),
]
UNNUMBERED: Shape = [
    (1, None, "Purpose of this guide"),
    (1, None, "Who should read it"),
    (2, None, "Sponsors"),
    (2, None, "Investigators"),
    (1, None, "What happens next"),
]
FAMILIES = {"decimal": GUIDANCE, "lettered": LETTERED, "unnumbered": UNNUMBERED}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_printed_guidance_is_its_headings(name: str, tmp_path: Path) -> None:
    """Numbered by decimals or letters, or told by their size alone."""
    press = Press()
    outline(press, FAMILIES[name])
    document = read(press, tmp_path)
    assert shape(document.sections) == FAMILIES[name]
    for section in document.sections:
        assert section.text == prose(section.heading or "")


def test_contents_and_headings_agree(tmp_path: Path) -> None:
    """The contents are not text, and no section comes twice."""
    press = Press()
    page = press.sheet()
    page.put("Table of Contents", size=14, font="bold")
    for i, (level, number, heading) in enumerate(GUIDANCE):
        title = f"{number} {heading}"
        page.put(title + " " + "." * (90 - len(title)) + f" {2 + i // 3}", LEFT + 10 * level)
    outline(press, GUIDANCE)
    document = read(press, tmp_path)
    assert shape(document.sections) == GUIDANCE
    assert "......" not in "".join(section.text for section in document.sections)


NOTES = ["See section 351 of the Act, as amended.", "This was shown by many."]


def test_footnotes_do_not_break_the_sentence(tmp_path: Path) -> None:
    """They are sections of their own kind, and their marks are no part of the words."""
    press = Press()
    for number in (1, 2):
        page = press.sheet()
        name = ("Quality", "Safety")[number - 1]
        page.put(f"{number}. {name} of it", size=14, font="bold")
        page.paragraph(prose(name))
        page.put(f"{number} {NOTES[number - 1]}", LEFT, 760, size=7)
    sections = read(press, tmp_path).sections
    assert [section.kind for section in sections] == ["body", "note", "body", "note"]
    assert [section.text for section in sections if section.kind == "note"] == [f"{i} {note}" for i, note in enumerate(NOTES, 1)]
    assert all("351" not in section.text for section in sections if section.kind == "body")


COLUMNS = [
    pytest.param(False, 25.0, id="written column by column"),
    pytest.param(False, 90.0, id="column by column, far apart"),
    pytest.param(True, 90.0, id="row by row, far apart"),
    pytest.param(True, 25.0, id="row by row, near"),
]


@pytest.mark.parametrize(("across", "gutter"), COLUMNS)
def test_columns_are_read_down(across: bool, gutter: float, tmp_path: Path) -> None:
    """However the program wrote them."""
    press = Press()
    page = press.sheet()
    edge = (LEFT + RIGHT - gutter) / 2
    left = Sheet()
    left.paragraph(prose("alpha"), LEFT, edge)
    right = Sheet()
    right.paragraph(prose("safety of the whole"), edge + gutter, RIGHT)
    inks = [*left.inks, *right.inks]
    page.inks += sorted(inks, key=lambda ink: (ink.bottom, ink.left)) if across else inks
    (section,) = read(press, tmp_path).sections
    assert section.text == f"{prose('alpha')}\n{prose('safety of the whole')}"


TABLE = [("Test", "Method", "Criterion"), ("Identity", "Flow cytometry", "CD34 positive"), ("Sterility", "Culture", "No growth")]


def test_a_table_is_rows_and_cells(tmp_path: Path) -> None:
    """Between the paragraphs it stands between."""
    press = Press()
    page = press.sheet()
    page.put("1. Release", size=14, font="bold")
    page.paragraph(PROSE)
    for i, row in enumerate(TABLE):
        for text, left in zip(row, (72, 220, 380), strict=True):
            page.put(text, left, 240 + 16 * i)
    page.down = 290
    page.paragraph(PROSE)
    (section,) = read(press, tmp_path).sections
    assert section.text.split("\n") == [PROSE, *("\t".join(row) for row in TABLE), PROSE]


def test_a_tagged_table_is_rows_and_cells(tmp_path: Path) -> None:
    """Cells of several lines are one cell."""
    press = Press()
    page = press.sheet()
    page.put("1. Release", size=14, font="bold", role="H1")
    page.paragraph(PROSE, role="P")
    page.skip(20)
    for i, row in enumerate(TABLE):
        for text, left in zip(row, (72, 220, 380), strict=True):
            page.put(text, left, 240 + 16 * i, role="TD")
    (section,) = read(press, tmp_path).sections
    assert section.text.split("\n")[1:] == ["\t".join(row) for row in TABLE]


def test_tags_tell_headings_that_looks_do_not(tmp_path: Path) -> None:
    """H1 and H2 in the print of the text."""
    press = Press()
    page = press.sheet()
    for role, title in (("H1", "Purpose"), ("H2", "Sponsors"), ("H2", "Investigators"), ("H1", "Next steps")):
        page.skip(14)
        page.put(title, role=role)
        page.skip(14)
        page.paragraph(prose(title), role="P")
    assert shape(read(press, tmp_path).sections) == [
        (1, None, "Purpose"),
        (2, None, "Sponsors"),
        (2, None, "Investigators"),
        (1, None, "Next steps"),
    ]


def plain_pages(press: Press, titles: Sequence[str]) -> None:
    """A page for each title, which is printed like the text."""
    for title in titles:
        page = press.sheet()
        page.put(title)
        page.skip(14)
        page.paragraph(prose(title))


def test_true_bookmarks_tell_headings(tmp_path: Path) -> None:
    """Where their titles stand on their pages."""
    titles = ["Purpose", "Sponsors", "Investigators", "Next steps"]
    press = Press(bookmarks=[(title, i, 1 if i in (1, 4) else 2) for i, title in enumerate(titles, 1)])
    plain_pages(press, titles)
    assert shape(read(press, tmp_path).sections) == [
        (1, None, "Purpose"),
        (2, None, "Sponsors"),
        (2, None, "Investigators"),
        (1, None, "Next steps"),
    ]


@pytest.mark.parametrize(
    "bookmarks",
    [
        [(f"Page {i}", i, 1) for i in range(1, 5)],
        [("Sponsors", 1, 1), ("Purpose", 2, 1), ("Next steps", 3, 1), ("Investigators", 4, 1)],
        [(f"Slide number {i}", 1, 1) for i in range(300)],
        [("scan0001.tif", 1, 1), ("scan0002.tif", 2, 1)],
    ],
    ids=["names of pages", "on other pages", "three hundred on one page", "names of files"],
)
def test_bookmarks_that_lie_are_not_believed(bookmarks: list[tuple[str, int, int]], tmp_path: Path) -> None:
    """The document is cut by what is printed."""
    lying, plain = Press(bookmarks=bookmarks), Press()
    for press in (lying, plain):
        outline(press, GUIDANCE)
        while len(press.sheets) < 4:
            press.sheet().paragraph(PROSE)
    assert shape(read(lying, tmp_path).sections) == shape(read(plain, tmp_path).sections)


def test_a_page_number_before_its_heading_does_not_take_the_bookmark(tmp_path: Path) -> None:
    """The number at the page's head is written first."""
    titles = ["1. Purpose", "2. Sponsors", "3. Investigators", "4. Next steps"]
    press = Press(bookmarks=[(title, i, 1) for i, title in enumerate(titles, 1)])
    for i, title in enumerate(titles, 1):
        page = press.sheet()
        page.put(str(i), 290, 40, size=9)
        page.put(title)
        page.skip(14)
        page.paragraph(prose(title))
    assert shape(read(press, tmp_path).sections) == [(1, title[:2], title[3:]) for title in titles]


def test_radicals_of_printed_laws_are_ideographs(tmp_path: Path) -> None:
    """第⼀章 of a browser's printout is found as 第一章."""
    wrong = str.maketrans("一二人民用生自见长门页面", "⼀⼆⼈⺠⽤⽣⾃⻅⻓⻔⻚⾯")
    press = Press()
    statute(lambda number: press.sheet())
    for sheet in press.sheets:
        sheet.inks = [type(ink)(ink.text.translate(wrong), ink.left, ink.bottom, ink.size, ink.font) for ink in sheet.inks]
    document = read(press, tmp_path)
    assert shape(document.sections) == STATUTE_SHAPE
    assert {s.number: s.text for s in document.sections}["第四条"] == ARTICLES["四"]


def test_spaces_inside_chinese_are_closed(tmp_path: Path) -> None:
    """A program set each character apart."""
    press = Press()
    page = press.sheet()
    for i, number in enumerate("一二三"):
        page.put(f"第 {number} 条　为 了 规 范 研 究 ， 制 定 本 办 法 。", LEFT, 120 + 30 * i, size=12)
    assert [(s.number, s.text) for s in read(press, tmp_path).sections] == [
        (f"第{n}条", "为了规范研究，制定本办法。") for n in "一二三"
    ]


def test_fake_bold_is_read_once(tmp_path: Path) -> None:
    """A heading drawn twice, a little apart, to look bold."""
    press = Press()
    page = press.sheet()
    for number, title in (("1.", "Chicago rules"), ("2.", "Scope of them")):
        page.skip(14)
        page.put(f"{number} {title}", size=14, font="bold")
        page.put(f"{number} {title}", LEFT + 0.3, page.down, size=14, font="bold")
        page.skip(8)
        page.paragraph(PROSE)
    assert shape(read(press, tmp_path).sections) == [(1, "1.", "Chicago rules"), (1, "2.", "Scope of them")]


def test_fake_bold_drawn_letter_by_letter_is_read_once(tmp_path: Path) -> None:
    """Each letter twice on its place: CCHHIICCAAGGOO."""
    press = Press()
    page = press.sheet()
    left = LEFT
    for letter, wide in zip("CHICAGO", (7.2, 7.2, 2.8, 7.2, 6.7, 7.8, 7.8), strict=True):
        page.put(letter, left, 100)
        page.put(letter, left + 0.2, 100)
        left += wide
    page.down = 120
    page.paragraph(PROSE)
    text = "\n".join(section.text for section in read(press, tmp_path).sections)
    assert "CHICAGO" in text
    assert "CC" not in text


def test_line_numbers_of_drafts_are_no_text(tmp_path: Path) -> None:
    """In the margin of every line, through all pages."""
    press, count = Press(), 0
    for number in (1, 2):
        page = press.sheet()
        name = ("Quality", "Safety")[number - 1]
        page.put(f"{number}. {name}", size=12, font="bold")
        page.paragraph(" ".join(prose(f"{name} {part}") for part in ("of vectors", "of cells", "of plasmids")))
        for ink in list(page.inks):
            count += 1
            page.inks.insert(page.inks.index(ink), type(ink)(str(count), 40, ink.bottom, 8, "regular"))
    document = read(press, tmp_path)
    assert shape(document.sections) == [(1, "1.", "Quality"), (1, "2.", "Safety")]
    assert [section.text for section in document.sections] == [
        " ".join(prose(f"{name} {part}") for part in ("of vectors", "of cells", "of plasmids")) for name in ("Quality", "Safety")
    ]


def test_unseen_text_is_recognised_text(tmp_path: Path) -> None:
    """A scan with a text layer says so on each page."""
    press = Press()
    page = press.sheet()
    page.picture = True
    page.paragraph(PROSE)
    page.inks = [type(ink)(ink.text, ink.left, ink.bottom, ink.size, ink.font, None, 3) for ink in page.inks]
    document = read(press, tmp_path)
    assert [grade.grade for grade in document.quality] == ["ocr"]


def test_garbled_pages_are_flagged_and_kept_apart(tmp_path: Path) -> None:
    """Private-use characters in place of words."""
    press = Press()
    press.sheet().paragraph(prose("identity"))
    press.sheet().paragraph("".join(chr(0xE000 + i % 90) for i in range(400)), font="han")
    press.sheet().paragraph(prose("potency"))
    document = read(press, tmp_path)
    assert [page.grade for page in document.quality] == ["native", "garbled", "native"]
    assert document.quality[1].reason


def test_blank_pages_are_told_and_no_fault(tmp_path: Path) -> None:
    """A verso left blank is no scan."""
    press = Press()
    press.sheet().paragraph(PROSE)
    press.sheet()
    document = read(press, tmp_path)
    assert document.pages == 2
    assert (document.quality[1].grade, document.quality[1].reason) == ("empty", "a blank page")
    assert document.sections[0].text == PROSE


def test_the_same_file_gives_the_same_document(tmp_path: Path) -> None:
    """From day to day, so that links keep."""
    press = Press(title="A guide")
    outline(press, GUIDANCE)
    path = press.save(tmp_path / "a.pdf")
    assert ingest.read(path, "x") == ingest.read(path, "x")


def test_every_word_is_in_exactly_one_section(tmp_path: Path) -> None:
    """Each line carries a word that no other has."""
    press, count = Press(), 0
    for heading in range(1, 5):
        page = press.sheet()
        page.put(f"{heading}. Heading of weight", size=14, font="bold")
        for _ in range(30):
            count += 1
            page.put(f"running text with the word zq{count:03}x in its line and some more words to make it longer")
    document = read(press, tmp_path)
    words = [word for section in document.sections for word in section.text.split() if word.startswith("zq")]
    assert words == [f"zq{i:03}x" for i in range(1, 121)]


HTML = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{}</title></head>
<body><nav><a href="/">首页</a> <a href="/law">法规</a></nav><main>{}</main><footer>版权所有</footer></body></html>"""


def test_a_statute_on_a_web_page_is_its_articles(tmp_path: Path) -> None:
    """The same sections as from the printed pages."""
    parts = ["<h1>生物医学新技术管理条例</h1>"]
    for chapter, name, numbers in (("一", "总则", "一二"), ("二", "临床研究", "三四"), ("三", "附则", "五六")):
        parts += [f"<p>第{chapter}章　{name}</p>", *(f"<p>　　第{n}条　{ARTICLES[n]}</p>" for n in numbers)]
    path = tmp_path / "law.html"
    path.write_text(HTML.format("生物医学新技术管理条例", "".join(parts)), encoding="utf-8")
    document = ingest.read(path, "doc")
    numbered = [(s.number, s.text) for s in document.sections if s.number and s.number.endswith("条")]
    assert numbered == [(f"第{n}条", ARTICLES[n]) for n in "一二三四五六"]
    assert (document.title, document.media_type, document.pages) == ("生物医学新技术管理条例", "text/html", None)
    assert all(section.page is None for section in document.sections)


@pytest.mark.parametrize("stated", ["生物医学新技术管理条例", "生物医学新技术管理条例_国家卫生健康委", "首页", "无标题文档", ""])
def test_the_heading_of_a_web_page_is_its_title(stated: str, tmp_path: Path) -> None:
    """The title of the window adds the site's name, or says nothing of the document."""
    path = tmp_path / "law.html"
    articles = "".join(f"<p>第{n}条　{ARTICLES[n]}</p>" for n in ARTICLES)
    path.write_text(HTML.format(stated, f"<h1>生物医学新技术管理条例</h1>{articles}"), encoding="utf-8")
    assert ingest.read(path, "doc").title == "生物医学新技术管理条例"


def test_a_statute_in_word_is_its_articles(tmp_path: Path) -> None:
    """Once more the same."""
    written = docx.Document()
    written.add_heading("生物医学新技术管理条例", 0)
    for chapter, name, numbers in (("一", "总则", "一二"), ("二", "临床研究", "三四"), ("三", "附则", "五六")):
        written.add_paragraph(f"第{chapter}章　{name}")
        for number in numbers:
            written.add_paragraph(f"第{number}条　{ARTICLES[number]}")
    path = tmp_path / "law.docx"
    written.save(str(path))
    document = ingest.read(path, "doc")
    assert [(s.number, s.text) for s in document.sections if s.number and s.number.endswith("条")] == [
        (f"第{n}条", ARTICLES[n]) for n in "一二三四五六"
    ]
    assert document.metadata.effective == "2026-05-01"


@pytest.mark.parametrize("suffix", [".pdf", ".html", ".docx", ".txt", ""])
def test_what_a_file_holds_outweighs_its_name(suffix: str, tmp_path: Path) -> None:
    """A PDF is read as one under any name."""
    press = Press()
    outline(press, GUIDANCE)
    assert shape(ingest.read(press.save(tmp_path / f"file{suffix}"), "doc").sections) == GUIDANCE


def test_what_stands_beside_a_file_wins(tmp_path: Path) -> None:
    """Its keeper knows better than what was detected; the text is not touched."""
    press = Press()
    outline(press, GUIDANCE)
    plain = read(press, tmp_path)
    (tmp_path / "file.yaml").write_text(
        "title: Quality of vectors\nauthority: EMA\nissued: 2020-05-14\nid: ema-1\n", encoding="utf-8"
    )
    stated = ingest.read(tmp_path / "file.pdf", "doc")
    assert (stated.id, stated.title) == ("ema-1", "Quality of vectors")
    assert (stated.metadata.authority, stated.metadata.issued, stated.metadata.year) == ("EMA", "2020-05-14", "2020")
    assert [s.text for s in stated.sections] == [s.text for s in plain.sections]
    assert all(section.id.startswith("ema-1#") for section in stated.sections)


def test_citations_lead_to_their_place(tmp_path: Path) -> None:
    """From a printed page."""
    press = Press()
    page = press.sheet()
    for number, text in (
        ("一", "根据《中华人民共和国药品管理法》第十九条，制定本办法。"),
        ("二", "适用。"),
        ("三", "《旧办法》同时废止。"),
    ):
        page.put(f"第{number}条　{text}", size=12)
    document = read(press, tmp_path)
    texts = {section.id: section.text for section in document.sections}
    assert [(r.type, r.target, r.article) for r in document.relations] == [
        ("implements", "中华人民共和国药品管理法", "第十九条"),
        ("supersedes", "旧办法", None),
    ]
    assert [texts[r.section or ""][r.start : r.end] for r in document.relations] == [
        "《中华人民共和国药品管理法》第十九条",
        "《旧办法》",
    ]


def broken(kind: str) -> bytes:
    """A file that is no longer what it was."""
    press = Press()
    outline(press, GUIDANCE)
    whole = press.bytes()
    return {
        "empty": b"",
        "blank": b"  \n\n ",
        "a head alone": b"%PDF-1.7\n",
        "noise": b"%PDF-1.7\n" + bytes(range(256)) * 40,
        "cut off at the start": whole[len(whole) - 200 :],
        "a web page": b"<!doctype html><html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>",
        "an archive": b"PK\x03\x04" + b"\0" * 200,
    }[kind]


@pytest.mark.parametrize("kind", ["empty", "blank", "a head alone", "noise", "cut off at the start", "a web page", "an archive"])
def test_a_broken_file_gives_a_reason_and_a_cure(kind: str, tmp_path: Path) -> None:
    """One line, no traceback, and a word on what to do."""
    path = tmp_path / "file.pdf"
    path.write_bytes(broken(kind))
    with pytest.raises(UnreadableFile) as caught:
        ingest.read(path, "doc")
    reason = str(caught.value)
    assert "\n" not in reason
    assert ":" in reason


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95, 0.99])
def test_a_file_cut_off_is_read_as_far_as_it_goes_or_refused(share: float, tmp_path: Path) -> None:
    """A download that broke."""
    press = Press()
    outline(press, GUIDANCE)
    whole = press.bytes()
    path = tmp_path / "file.pdf"
    path.write_bytes(whole[: int(share * len(whole))])
    with suppress(UnreadableFile):
        assert ingest.read(path, "doc").media_type == "application/pdf"


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        ingest.read(tmp_path / "gone.pdf", "doc")


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    """With the kinds that are read."""
    path = tmp_path / "song.mp3"
    path.write_bytes(b"ID3\x04\0\0\0\0\0\0" * 20)
    with pytest.raises(UnreadableFile, match=r"\.mp3 are not read: convert it to one of .*\.pdf"):
        ingest.read(path, "doc")


def test_a_list_of_documents_gives_each(tmp_path: Path) -> None:
    """A line, a document; another file is one."""
    path = tmp_path / "two.jsonl"
    line = '{{"id": "d{0}", "title": "T{0}", "sections": [{{"id": "d{0}#1", "text": "甲"}}]}}\n'
    path.write_text(line.format(1) + line.format(2), encoding="utf-8")
    assert [document.id for document in ingest.read_all(path, "x")] == ["d1", "d2"]
    press = Press()
    outline(press, GUIDANCE)
    assert [document.id for document in ingest.read_all(press.save(tmp_path / "a.pdf"), "x")] == ["x"]


def test_a_bad_line_of_a_list_is_told_by_its_number(tmp_path: Path) -> None:
    """So that it can be found."""
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a", "title": "T", "sections": []}\nnot json\n', encoding="utf-8")
    with pytest.raises(UnreadableFile, match="line 2"):
        list(ingest.read_all(path, "x"))


@pytest.mark.parametrize("module", ["ingest.ocr", "numpy", "pypdf"])
def test_a_file_loads_only_what_it_needs(module: str, tmp_path: Path) -> None:
    """A blank page is not sent to be recognised, bookmarks that are not there are not read: a third of a second of each start."""
    press = Press()
    press.sheet().paragraph(PROSE)
    press.sheet()
    path = press.save(tmp_path / "file.pdf")
    asked = "import sys, pathlib, ingest; ingest.read(pathlib.Path(sys.argv[1]), 'doc'); sys.exit(sys.argv[2] in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked, path, module], check=False).returncode == 0
