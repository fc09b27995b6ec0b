"""A document is cut where its authors cut it: chapters, articles, numbered headings, annexes, each at its depth."""

from __future__ import annotations

from collections.abc import Sequence

import printed
import pytest

from corpus.document import Section, paths
from ingest import outline
from ingest.line import Line

Shape = list[tuple[int, str | None, str | None]]


def shape(sections: Sequence[Section]) -> Shape:
    """Level, number and heading of each section that has either."""
    return [(s.level, s.number, s.heading) for s in sections if s.number or s.heading]


def of(*texts: str) -> tuple[Section, ...]:
    """The sections of paragraphs without places."""
    return outline.cut(printed.paragraphs(*texts), "doc")


def sheet(*parts: str | tuple[str, float], page: int = 1) -> list[Line]:
    """Printed lines: a heading is given with its size, in bold, with a gap around it; text is a paragraph of two lines."""
    lines: list[Line] = []
    bottom = printed.TOP
    for part in parts:
        if isinstance(part, tuple):
            bottom += 10
            lines.append(printed.at(part[0], page, bottom, size=part[1], bold=True))
            bottom += 22
            continue
        half = len(part) // 2 if " " not in part else part.index(" ", len(part) // 2)
        lines.append(printed.at(part[:half].strip(), page, bottom, right=printed.RIGHT))
        lines.append(printed.at(part[half:].strip(), page, bottom + 14, right=300))
        bottom += 28
    return lines


STATUTE = (
    "第一章　总则",
    "第一条　为了规范临床研究，制定本条例。",
    "第二条　在中国境内从事临床研究，适用本条例。",
    "前款规定以外的，依照有关法律。",
    "第二章　临床研究",
    "第一节　备案",
    "第三条　申请人应当提交下列材料：",
    "（一）申请表；",
    "（二）研究方案。",
    "第四条　审查应当在五日内完成。",
    "第二节　实施",
    "第五条　研究应当遵循方案。",
    "第三章　附则",
    "第六条　本条例自2026年5月1日起施行。",
)
STATUTE_SHAPE: Shape = [
    (1, "第一章", "总则"),
    (2, "第一条", None),
    (2, "第二条", None),
    (1, "第二章", "临床研究"),
    (2, "第一节", "备案"),
    (3, "第三条", None),
    (3, "第四条", None),
    (2, "第二节", "实施"),
    (3, "第五条", None),
    (1, "第三章", "附则"),
    (2, "第六条", None),
]


def test_a_statute_is_chapters_sections_and_articles() -> None:
    """From paragraphs and from printed pages alike."""
    assert shape(of(*STATUTE)) == STATUTE_SHAPE
    assert shape(outline.cut(printed.down(STATUTE), "doc")) == STATUTE_SHAPE


def test_an_article_is_one_section_with_its_paragraphs_and_items() -> None:
    """款 and 项 are its text, in order; the number is not."""
    texts = {section.number: section.text for section in of(*STATUTE)}
    assert texts["第二条"] == "在中国境内从事临床研究，适用本条例。\n前款规定以外的，依照有关法律。"
    assert texts["第三条"] == "申请人应当提交下列材料：\n（一）申请表；\n（二）研究方案。"
    assert texts["第二章"] == ""


REFERENCES = [
    "第一条规定的研究应当备案。",
    "第十二条第二款规定的情形除外。",
    "第四十条、第四十一条所列行为，依照前款处罚。",
    "第一章的规定适用于本条。",
    "第二节规定的程序，由主管部门制定。",
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_at_the_start_of_a_paragraph_is_no_heading(reference: str) -> None:
    """第十二条规定的 is said about another article; it stays in the one it stands in."""
    texts = [*STATUTE[:4], reference, *STATUTE[4:]]
    sections = of(*texts)
    assert shape(sections) == STATUTE_SHAPE
    assert reference in next(section.text for section in sections if section.number == "第二条")


def test_a_reference_at_the_start_of_a_printed_line_is_no_heading() -> None:
    """A line of a paragraph may begin with the number of the very next article."""
    lines = [
        *printed.down(STATUTE[:2]),
        printed.at("第二条　违反本条例规定的，由主管部门依照本条例第一条、第", 1, 200, right=printed.RIGHT),
        printed.at("三条规定予以处罚，处罚的种类和幅度由主管部门根据情节决定", 1, 214, right=printed.RIGHT),
        printed.at("第三条的规定另有规定的除外。", 1, 228),
        printed.at("第三条　申请人应当提交材料。", 1, 242),
    ]
    found = shape(outline.cut(lines, "doc"))
    assert [number for _, number, _ in found if number and number.endswith("条")] == ["第一条", "第二条", "第三条"]


def test_inserted_articles_are_articles() -> None:
    """第三百三十六条之一 stands between its neighbours."""
    sections = of("第三百三十六条　非法行医的。", "第三百三十六条之一　将编辑的胚胎植入的。", "第三百三十七条　违反规定的。")
    assert [section.number for section in sections] == ["第三百三十六条", "第三百三十六条之一", "第三百三十七条"]


def test_a_statute_without_chapters_is_articles() -> None:
    """All at the first level."""
    sections = of("管理办法", *(f"第{n}条　规定{n}。" for n in "一二三四五六七八九十"))
    assert {section.level for section in sections} == {1}
    assert [section.number for section in sections[1:]] == [f"第{n}条" for n in "一二三四五六七八九十"]


def test_books_and_parts_hold_chapters() -> None:
    """编, 分编, 章, 节, 条: five levels in the order of the Civil Code."""
    found = shape(
        of(
            "第一编　总则",
            "第一章　基本规定",
            "第一条　为了保护民事主体，制定本法。",
            "第二编　物权",
            "第一分编　通则",
            "第四章　一般规定",
            "第二百零五条　本编调整物权关系。",
            "第二分编　所有权",
            "第五章　一般规定",
            "第一节　设立",
            "第二百四十条　所有权人享有权利。",
        )
    )
    assert [(level, number) for level, number, _ in found] == [
        (1, "第一编"),
        (2, "第一章"),
        (3, "第一条"),
        (1, "第二编"),
        (2, "第一分编"),
        (3, "第四章"),
        (4, "第二百零五条"),
        (2, "第二分编"),
        (3, "第五章"),
        (4, "第一节"),
        (5, "第二百四十条"),
    ]


GUIDELINE: tuple[str, ...] = (
    "一、概述",
    "本指导原则适用于人源干细胞产品。",
    "二、药学研究",
    "（一）原材料",
    "原材料应当符合要求。",
    "（二）生产工艺",
    "1. 细胞库",
    "细胞库应当分级管理。",
    "2. 培养",
    "培养条件应当确定。",
    "（三）质量控制",
    "质量标准应当合理。",
    "三、参考文献",
    "从略。",
)
GUIDELINE_SHAPE: Shape = [
    (1, "一、", "概述"),
    (1, "二、", "药学研究"),
    (2, "（一）", "原材料"),
    (2, "（二）", "生产工艺"),
    (3, "1.", "细胞库"),
    (3, "2.", "培养"),
    (2, "（三）", "质量控制"),
    (1, "三、", "参考文献"),
]


def test_a_guideline_is_cut_by_its_numbers() -> None:
    """一、（一）1. where no place and no size tells."""
    assert shape(of(*GUIDELINE)) == GUIDELINE_SHAPE


def test_a_printed_guideline_is_cut_by_numbers_and_looks() -> None:
    """The same, with headings in bold."""
    parts = [(text, 12.0) if text[0] in "一二三（12" else text * 6 for text in GUIDELINE]
    assert shape(outline.cut(sheet(*parts), "doc")) == GUIDELINE_SHAPE


def test_sentences_that_are_numbered_are_no_headings() -> None:
    """A numbered list of sentences is the text of its section."""
    listed = ("一、申请人应当在期限内提交完整的资料。", "二、审评机构应当作出决定，并说明理由；", "三、逾期不补正的，视为撤回。")
    sections = of("一、概述", "下列事项：", *listed, "二、范围", "适用于细胞产品。")
    assert shape(sections) == [(1, "一、", "概述"), (1, "二、", "范围")]
    assert sections[0].text.split("\n")[1:] == list(listed)


DECIMAL: Shape = [
    (1, "1.", "Introduction"),
    (1, "2.", "Scope"),
    (2, "2.1", "Products"),
    (3, "2.1.1", "Vectors"),
    (3, "2.1.2", "Cells"),
    (2, "2.2", "Exclusions"),
    (1, "3.", "Quality"),
    (2, "3.1", "Starting materials"),
]
FDA: Shape = [
    (1, "I.", "INTRODUCTION"),
    (1, "II.", "BACKGROUND"),
    (2, "A.", "History"),
    (2, "B.", "Products"),
    (3, "1.", "Vectors"),
    (4, "a.", "Identity"),
    (4, "b.", "Potency"),
    (3, "2.", "Cells"),
    (2, "C.", "Controls"),
    (1, "III.", "TESTING"),
    (2, "A.", "Sterility"),
]
EUROPEAN: Shape = [
    (1, "CHAPTER I", "General provisions"),
    (2, "Article 1", "Subject matter"),
    (2, "Article 2", "Definitions"),
    (1, "CHAPTER II", "Authorisation"),
    (2, "SECTION 1", "Requirements"),
    (3, "Article 3", "Donation"),
    (3, "Article 4", "Trials"),
    (2, "SECTION 2", "Procedure"),
    (3, "Article 5", "Application"),
]
AMERICAN: Shape = [
    (1, "PART 1271", "HUMAN CELLS"),
    (2, "Subpart A", "General"),
    (3, "§ 1271.1", "Purpose"),
    (3, "§ 1271.3", "Terms"),
    (2, "Subpart B", "Registration"),
    (3, "§ 1271.20", "Who must register"),
    (2, "Subpart C", "Donors"),
    (3, "§ 1271.45", "Requirements"),
]
MANY_LETTERS: Shape = [
    (1, "I.", "SCOPE"),
    *[(2, f"{letter}.", f"Topic of {letter}") for letter in "ABCDEFGHIJKL"],
    (1, "II.", "USE"),
]
ROMANS: Shape = [(1, f"{n}.", f"TOPIC {n} OF IT") for n in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")]
OUTLINES = {
    "decimal": DECIMAL,
    "I. A. 1. a.": FDA,
    "European articles": EUROPEAN,
    "American sections": AMERICAN,
    "letters through I": MANY_LETTERS,
    "Roman numerals through C": ROMANS,
}


@pytest.mark.parametrize("name", OUTLINES)
def test_printed_headings_stand_at_their_depth(name: str) -> None:
    """Sizes fall with the depth, numbers count on."""
    wanted = OUTLINES[name]
    lines: list[Line] = []
    for page, (level, number, heading) in enumerate(wanted, 1):
        lines += sheet((f"{number} {heading}", 16.0 - level), f"{printed.SENTENCE} of {heading}. " * 3, page=page)
    assert shape(outline.cut(lines, "doc")) == wanted


@pytest.mark.parametrize("name", ["decimal", "I. A. 1. a.", "letters through I"])
def test_headings_of_one_size_stand_at_their_depth(name: str) -> None:
    """Where all are set alike, numbers alone tell the depth."""
    wanted = OUTLINES[name]
    lines: list[Line] = []
    for page, (_, number, heading) in enumerate(wanted, 1):
        lines += sheet((f"{number} {heading}", 11.0), f"{printed.SENTENCE} of {heading}. " * 3, page=page)
    assert shape(outline.cut(lines, "doc")) == wanted


@pytest.mark.parametrize("name", ["decimal", "I. A. 1. a.", "European articles", "American sections"])
def test_declared_headings_stand_at_their_depth(name: str) -> None:
    """h1 to h4 of a page, with their numbers."""
    wanted = OUTLINES[name]
    lines: list[Line] = []
    for level, number, heading in wanted:
        lines += [*printed.paragraphs(f"{number} {heading}", ranks=[level]), *printed.paragraphs(f"{printed.SENTENCE}.")]
    assert shape(outline.cut(lines, "doc")) == wanted


def test_declared_headings_need_no_numbers() -> None:
    """An agency's page."""
    ranks = [1, None, 2, None, 3, None, 2, None]
    lines = printed.paragraphs(
        "Gene therapy", "What it is.", "How to apply", "Send it.", "Forms", "Use them.", "Questions", "Ask.", ranks=ranks
    )
    sections = outline.cut(lines, "doc")
    assert [(s.level, s.heading, s.text) for s in sections] == [
        (1, "Gene therapy", "What it is."),
        (2, "How to apply", "Send it."),
        (3, "Forms", "Use them."),
        (2, "Questions", "Ask."),
    ]


def test_no_level_is_left_out_on_the_way_down() -> None:
    """A page that goes from h1 to h4 has two levels."""
    sections = outline.cut(printed.paragraphs("One", "text", "Two", "text", ranks=[1, None, 4, None]), "doc")
    assert [s.level for s in sections] == [1, 2]


UNNUMBERED = [("larger", 16.0, False), ("bold", 10.0, True)]


@pytest.mark.parametrize(("how", "size", "bold"), UNNUMBERED, ids=["larger", "bold"])
def test_unnumbered_headings_are_told_by_their_looks(how: str, size: float, bold: bool) -> None:
    """Larger or bolder than the text, on a line of their own."""
    lines: list[Line] = []
    for i, title in enumerate(["Introduction", "Who should apply", "What to send"]):
        lines.append(printed.at(title, i + 1, 100, size=size, bold=bold))
        lines += printed.prose(8, i + 1, 130)
    assert [s.heading for s in outline.cut(lines, "doc") if s.heading] == ["Introduction", "Who should apply", "What to send"]


def test_a_heading_over_two_lines_is_one() -> None:
    """Its lines are joined; the text below is not part of it."""
    lines = [
        printed.at("1. Considerations for the development of products that", 1, 100, size=14, bold=True),
        printed.at("are derived from human tissue", 1, 118, size=14, bold=True),
        *printed.prose(6, 1, 150),
    ]
    (section,) = outline.cut(lines, "doc")
    assert section.heading == "Considerations for the development of products that are derived from human tissue"
    assert section.text.startswith(printed.SENTENCE)


def test_the_title_of_an_article_may_stand_below_its_number() -> None:
    """Article 1 / Subject matter, as the Official Journal sets it."""
    parts: list[str] = []
    for i, title in enumerate(["Subject matter", "Definitions", "Donation", "Trials"], 1):
        parts += [f"Article {i}", title, f"{printed.SENTENCE} of article {i}."]
    found = shape(of(*parts))
    assert found == [(1, f"Article {i}", t) for i, t in enumerate(["Subject matter", "Definitions", "Donation", "Trials"], 1)]


NO_HEADINGS = [
    "E. coli was used for the production of the plasmid and it was tested for purity",
    "J. Smith and A. Jones",
    "2.5 mg of the product were given",
    "12 months after the last dose",
    "21 CFR 1271.10",
    "3 of the patients died",
    "2019 was the first year",
    "1.5 x 10^6 cells per kilogram",
    "U.S. Food and Drug Administration rules apply to it",
    "i.e. the sponsor",
    "Table 1: Dose levels",
    "Figure 2. Study design",
    "表1 剂量",
    "图 2 流程",
    "• an item of a list",
    "- another item",
    "3.5%",
    "Section 351 of the Act applies to these products and their makers.",
    "Article 4 of the Regulation says so.",
    "Part of the file",
    "Annex I of Directive 2001/83/EC sets out the data.",
]


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_text_that_begins_like_a_heading_is_text(text: str) -> None:
    """Species, initials, measures, captions, references and list items in the text's own print."""
    lines = sheet(("1. Introduction", 14.0), f"{printed.SENTENCE}. " * 3)
    lines += [printed.at(text, 1, 190), *printed.prose(6, 1, 204)]
    lines += sheet(("2. Scope", 14.0), f"{printed.SENTENCE}. " * 3, page=2)
    sections = outline.cut(lines, "doc")
    assert shape(sections) == [(1, "1.", "Introduction"), (1, "2.", "Scope")]
    assert text in sections[0].text


def test_text_before_the_first_heading_is_front() -> None:
    """Title and history of a statute."""
    first, *rest = of("人体器官捐献和移植条例", "（2023年10月20日国务院第17次常务会议通过）", *STATUTE)
    assert first.kind == "front"
    assert first.text == "人体器官捐献和移植条例\n（2023年10月20日国务院第17次常务会议通过）"
    assert {section.kind for section in rest} == {"body"}


def test_a_text_without_headings_is_one_section() -> None:
    """A letter."""
    (section,) = of("各省、自治区、直辖市药品监督管理局：", "现印发给你们，请遵照执行。")
    assert section.kind == "body"
    assert section.text == "各省、自治区、直辖市药品监督管理局：\n现印发给你们，请遵照执行。"


def test_nothing_has_no_sections() -> None:
    """A file without text is a document without sections."""
    assert outline.cut([], "doc") == ()


@pytest.mark.parametrize("name", ["附件", "附件1", "附录A", "附表 2", "Annex I", "ANNEX II", "Appendix A", "Schedule 1"])
def test_annexes_close_the_text_before_them(name: str) -> None:
    """They stand beside the chapters, whatever was open, and what follows stands below them."""
    lines = [
        *sheet(("1. Introduction", 14.0), f"{printed.SENTENCE}. " * 2),
        *sheet(
            ("2. Quality", 14.0), f"{printed.SENTENCE} of it. " * 2, ("2.1 Materials", 12.0), f"{printed.SENTENCE}. " * 2, page=2
        ),
        *sheet((f"{name} Terms", 14.0), f"{printed.SENTENCE} there. " * 2, page=3),
    ]
    sections = outline.cut(lines, "doc")
    assert shape(sections)[-1] == (1, name, "Terms")
    assert [section.kind for section in sections] == ["body", "body", "body", "annex"]


def test_notes_are_sections_of_their_own() -> None:
    """A footnote follows the section on whose page it stands, and does not cut its sentence in two."""
    lines = sheet(("1. Introduction", 14.0), f"{printed.SENTENCE}. " * 2)
    lines.append(printed.at("1 See the Act.", 1, 780, size=8, kind="note"))
    lines += sheet(f"{printed.SENTENCE} further. " * 2, page=2)
    body, note = outline.cut(lines, "doc")
    assert (note.kind, note.text, note.page) == ("note", "1 See the Act.", 1)
    assert "See the Act" not in body.text
    assert (body.page, body.page_end) == (1, 2)


def test_sections_know_their_pages() -> None:
    """From the page of the heading to that of the last line."""
    lines: list[Line] = []
    for page, title in ((1, "1. Introduction"), (3, "2. Scope"), (3, "3. Quality")):
        lines += sheet((title, 14.0), f"{printed.SENTENCE} of {title} and more. " * 2, page=page)
        lines += [] if page == 3 else printed.prose(5, 2)
    assert [(s.page, s.page_end) for s in outline.cut(lines, "doc")] == [(1, 2), (3, 3), (3, 3)]


def test_printed_contents_are_no_sections() -> None:
    """Each heading is a section once."""
    chapters = [text for text in STATUTE if text.startswith(("第一章", "第二章", "第三章"))]
    assert shape(of("条例", "目录", *chapters, *STATUTE)) == STATUTE_SHAPE


def test_headings_that_the_contents_name_are_believed() -> None:
    """In the print of the text, without a number, but listed."""
    titles = ["Introduction", "Scope of it", "Quality matters", "Safety", "Clinical use", "References"]
    lines = [printed.at("Contents", 1), *printed.down([f"{t} ........... {i + 2}" for i, t in enumerate(titles)], top=130)]
    for i, title in enumerate(titles):
        lines += [printed.at(title, i + 2, 100), *printed.prose(8, i + 2, 130)]
    assert [s.heading for s in outline.cut(lines, "doc") if s.heading] == titles


def test_rows_of_a_table_stay_in_their_section() -> None:
    """As rows, between the paragraphs they stood between; a row that begins with a number is no heading."""
    lines = [*printed.paragraphs("一、剂量", "见下表。"), *[Line(text=row, kind="table") for row in ("组别\t剂量", "1. 低\t1 mg")]]
    lines += printed.paragraphs("二、终点", "从略。")
    first, _ = outline.cut(lines, "doc")
    assert first.text == "见下表。\n组别\t剂量\n1. 低\t1 mg"


def test_anchors_are_kept() -> None:
    """A rule of a rulebook can be shown at its publisher."""
    lines = [Line(text="1 Scope", rank=2, anchor="rule-1"), Line(text="It applies.")]
    assert outline.cut(lines, "doc")[0].anchor == "rule-1"


def test_numbered_provisions_of_a_rulebook_are_sections() -> None:
    """Each paragraph has a number of its own, by which it is cited."""
    rules = [
        f"{part}.{rule} The firm must notify the agency of every change of the kind {rule} that it plans, in good time and in "
        f"writing, with the reasons for it."
        for part in (1, 2)
        for rule in (1, 2, 3)
    ]
    lines = [
        *printed.paragraphs("1 Application", ranks=[2]),
        *printed.paragraphs(*rules[:3]),
        *printed.paragraphs("2 Notification", ranks=[2]),
        *printed.paragraphs(*rules[3:]),
    ]
    found = [(s.level, s.number) for s in outline.cut(lines, "doc")]
    assert found == [(1, "1"), (2, "1.1"), (2, "1.2"), (2, "1.3"), (1, "2"), (2, "2.1"), (2, "2.2"), (2, "2.3")]


def test_ids_are_the_numbers_a_lawyer_would_cite() -> None:
    """Articles by their number alone, decimals by their path, others by all above them."""
    labels = {section.number: section.label for section in of(*STATUTE)}
    assert labels["第三条"] == "第三条"
    assert labels["第一节"] == "第二章-第一节"
    assert labels["第一章"] == "第一章"
    assert {s.number: s.label for s in of(*GUIDELINE)}["2."] == "二-二-2"


def test_ids_are_unique_where_numbers_are_not() -> None:
    """A second 第一条, in an annexed rule, has another id; both keep them from day to day."""
    articles = [f"第{n}条　规定{n}。" for n in "一二三四"]
    sections = of(*articles, "附件：实施细则", *articles)
    ids = [section.id for section in sections]
    assert len(ids) == len(set(ids)) == 9
    assert ids == [section.id for section in of(*articles, "附件：实施细则", *articles)]
    assert all(id.startswith("doc#") for id in ids)


def test_ids_have_no_gaps() -> None:
    """An id is a word of an address."""
    sections = of("第 一 章　总则", "第 一 条　甲。", "第 二 条　乙。", "第 三 条　丙。", "附件 1 表格", "表。")
    assert all(" " not in section.id and "\u3000" not in section.id for section in sections)


def test_paths_lead_from_the_chapter_to_the_article() -> None:
    """As a breadcrumb shows them."""
    sections = of(*STATUTE)
    where = dict(zip([section.number for section in sections], paths(sections), strict=True))
    assert where["第五条"] == ("第二章 临床研究", "第二节 实施")
    assert where["第六条"] == ("第三章 附则",)
