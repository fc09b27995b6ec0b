"""Which lines head a section: what the format declares, what the contents name, what numbers and looks tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import printed
import pytest

from ingest import contents, headings
from ingest.contents import Entry
from ingest.line import Line


def found(lines: Sequence[Line], entries: Sequence[Entry] = ()) -> list[str]:
    """The headings as one line each."""
    return [heading.name for heading in headings.find(lines, entries)]


def amid(*lines: Line, before: int = 10) -> list[Line]:
    """Lines of their own between two paragraphs of one page."""
    top = [*printed.prose(before, 1, 100)]
    bottom = printed.TOP + printed.STEP * (before - 1)
    placed: list[Line] = []
    for line in lines:
        bottom += 30
        placed.append(printed.at(line.text, 1, bottom, size=line.size, bold=line.bold, italic=line.italic, rank=line.rank))
    return [*top, *placed, *printed.prose(10, 1, bottom + 30)]


LOOKS = [
    ("larger", printed.at("Starting materials", size=13), True),
    ("much larger", printed.at("Starting materials", size=20), True),
    ("bold", printed.at("Starting materials", bold=True), True),
    ("plain", printed.at("Starting materials"), False),
    ("a sentence in bold", printed.at("The applicant should show it.", bold=True), False),
    ("a clause in bold", printed.at("The applicant should show it;", bold=True), False),
    ("a long text in bold", printed.at(printed.SENTENCE * 2, bold=True), False),
    ("a sentence with an aside", printed.at("2.1.3 可生成图像。（如适用）", bold=True), False),
    ("a title with an aside", printed.at("2.1.3 钩状效应（如适用）", bold=True), True),
    ("signs in bold", printed.at("* * *", bold=True), False),
    ("a figure in large print", printed.at("12", size=30), False),
    ("a caption in bold", printed.at("Table 3. Doses", bold=True), False),
    ("a caption of a figure", printed.at("Figure 2: Design", bold=True), False),
    ("a Chinese caption", printed.at("表2 剂量", bold=True), False),
    ("a row of a table in bold", printed.at("Dose\tPatients", bold=True), False),
    ("an item in bold", printed.at("• Identity", bold=True), False),
    ("numbered and bold", printed.at("3.2 Starting materials", bold=True), True),
    ("numbered and larger", printed.at("3. Starting materials", size=13), True),
    ("a chapter in Chinese", printed.at("第三章　监督管理", size=14, bold=True), True),
    ("numbered and in italics", printed.at("3. Starting materials", italic=True), True),
    ("in italics", printed.at("Starting materials", italic=True), True),
    ("a sentence in italics", printed.at("The applicant should show it.", italic=True), False),
    ("bold in small print", printed.at("Description", size=8, bold=True), False),
    ("numbered and bold in small print", printed.at("3.2 Starting materials", size=8, bold=True), True),
    ("an aside", printed.at("Note:", bold=True), False),
    ("an aside in Chinese", printed.at("注意", bold=True), False),
    ("the rest of a sentence", printed.at("what is suggested", bold=True), False),
    ("a reference cut by the line", printed.at("11.8.5, 11.8.7 and the rest", bold=True), False),
    ("a question", printed.at("4. Does the law apply to foods?", bold=True), True),
    ("an annex", printed.at("附录1　名词解释", size=14, bold=True), True),
]


@pytest.mark.parametrize(("said", "line", "heads"), LOOKS, ids=[said for said, _, _ in LOOKS])
def test_a_line_heads_a_section_by_its_looks(said: str, line: Line, heads: bool) -> None:
    """Set apart, heavier than the text, short, and no sentence."""
    assert (line.text.replace("\u3000", " ") in found(amid(line))) is heads


@pytest.mark.parametrize(("down", "after"), [(14.0, False), (30.0, True)], ids=["no blank above", "italics below"])
def test_words_in_italics_amid_text_head_nothing(down: float, after: bool) -> None:
    """A name at the end of a paragraph, the first line of a paragraph in italics."""
    top = printed.prose(10, 1, 100)
    line = printed.at("Starting materials", 1, top[-1].bottom + down, italic=True)
    below = [replace(each, italic=after) for each in printed.prose(10, 1, line.bottom + 30)]
    assert found([*top, line, *below, *printed.prose(12, 2)]) == []


BELOW = [
    ("an item", printed.at("• Identity of cells"), True),
    ("a table", printed.at("Table 1. Cells", bold=True), True),
    ("a lesser heading", printed.at("Cells of donors", bold=True, italic=True), True),
    ("large print", printed.at("Cells of donors", size=14, bold=True), False),
    ("a few words", printed.at("Cells"), False),
]


@pytest.mark.parametrize(("said", "below", "heads"), BELOW, ids=[said for said, _, _ in BELOW])
def test_what_stands_below_a_line_in_bold_tells_whether_it_heads_a_section(said: str, below: Line, heads: bool) -> None:
    """A caption or an item is not the rest of its title."""
    lines = [*printed.prose(10), printed.at("Starting materials", 1, 260, bold=True), replace(below, top=266, bottom=276)]
    assert ("Starting materials" in found([*lines, *printed.prose(6, top=306)])) is heads


@pytest.mark.parametrize("label", ["CHAPTER ONE", "APPENDIX A"])
def test_contents_may_name_a_chapter_by_its_title_alone(label: str) -> None:
    """The line above the title says only which one it is, in small capitals."""
    lines = [printed.at(label, 1, 80, size=8), printed.at("REFERENCES", 1, 104, size=16, bold=True), *printed.prose(10, 1, 140)]
    heading = next(headings.find(lines, [Entry("REFERENCES", "1", 72.0)]))
    assert (heading.name, heading.listed) == (f"{label} REFERENCES", True)


def test_a_source_that_is_declared_a_heading_is_text() -> None:
    """Its number stands in brackets."""
    assert found(printed.paragraphs("三、参考文献", "[13]GB/T 42062,医疗器械[S].", ranks=[1, 1])) == ["三、 参考文献"]


def test_declared_headings_are_headings() -> None:
    """Whatever they look like."""
    assert found(printed.paragraphs("Scope", "It applies.", "Notice", "Give it.", ranks=[1, None, 2])) == ["Scope", "Notice"]


@pytest.mark.parametrize(
    "text",
    ["of the product, which was described in the section above and is not repeated", f"{printed.SENTENCE} " * 4, "***", "— —"],
)
def test_what_is_declared_by_mistake_is_text(text: str) -> None:
    """A paragraph in a heading's style, the second half of a sentence, a rule."""
    assert found(printed.paragraphs("Scope", "It applies.", text, ranks=[1, None, 2])) == ["Scope"]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("The unit of information is the report.", False),
        ("Submit it at once. See the law on reports in the annex", False),
        ("Batch: A quantity of material that is expected to be homogeneous.", True),
        ("3.1 The sponsor keeps the records.", True),
        ("Starting materials", True),
    ],
)
def test_a_tagged_page_may_call_a_sentence_a_heading(text: str, heads: bool) -> None:
    """In ordinary print it is text; the entry of a glossary and a numbered paragraph stay."""
    assert bool(found(amid(printed.at(text, rank=2)))) is heads


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("3.1 申请人应当提交资料。", "3.1", "申请人应当提交资料。"),
        ("3.1 资料要求", "3.1 资料要求", ""),
        ("3.1 至少包括以下内容：", "3.1 至少包括以下内容：", ""),
        ("申请人应当提交资料。", None, None),
        ("至少包括以下内容：", None, None),
        ("资料要求", "资料要求", ""),
        ("“sample” means—", None, None),
        ("2. In this Act—", "2.", "In this Act—"),
    ],
)
def test_a_clause_in_the_style_of_a_heading_is_text(text: str, heading: str | None, rest: str | None) -> None:
    """Word files style whole clauses so: a numbered one is a provision with its text, one without number no heading."""
    made = list(headings.find(printed.paragraphs("1. 范围", "适用于产品。", text, ranks=[1, None, 2])))[1:]
    assert [(each.name, each.rest) for each in made] == ([] if heading is None else [(heading, rest)])


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("A. Criteria for meetings under", "GDUFA III", "A. Criteria for meetings under GDUFA III"),
        ("IX. LABELING OF APIs AND", "INTERMEDIATES (9)", "IX. LABELING OF APIs AND INTERMEDIATES (9)"),
    ],
)
def test_the_second_line_of_a_heading_may_be_all_capitals(first: str, second: str, name: str) -> None:
    """An abbreviation is no heading of its own."""
    lines = [*printed.prose(10), printed.at(first, 1, 280, size=13, bold=True), printed.at(second, 1, 297, size=13, bold=True)]
    assert found([*lines, *printed.prose(10, top=330)]) == [name]


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["附件5", "监护产品注册技术审查", "指导原则（2017年修订版）"], "附件5 监护产品注册技术审查指导原则（2017年修订版）"),
        (["附件2", "《样本指导原则", "（征求意见稿）》意见反馈表"], "附件2 《样本指导原则（征求意见稿）》意见反馈表"),
        (["附件2", "样本指导原则", "本指导原则适用于样本管理办法"], "附件2 样本指导原则"),
        (["附件2", "样本指导原则", "一、总则"], "附件2 样本指导原则"),
    ],
)
def test_the_name_of_an_annex_may_be_two_paragraphs(texts: list[str], name: str) -> None:
    """As Word files centre it; what follows a whole name is text."""
    assert found(printed.paragraphs(*texts, "样本应当保存。"))[0] == name


@pytest.mark.parametrize(("printed_as", "name"), [("第一章　总　　则", "第一章 总则"), ("第二章　附 则", "第二章 附则")])
def test_a_spaced_title_is_a_word(printed_as: str, name: str) -> None:
    """It is found as it is written elsewhere."""
    assert found(amid(printed.at(printed_as, size=14, bold=True))) == [name]


def test_the_lines_of_a_chinese_title_stand_wide_apart() -> None:
    """Twice its size and more."""
    lines = [
        printed.at("附件 5", 1, 80),
        printed.at("监护产品注册技术审查", 1, 140, size=22),
        printed.at("指导原则", 1, 187, size=22),
        *printed.prose(10, 1, 240, text=printed.CLAUSE),
    ]
    assert found(lines) == ["附件 5 监护产品注册技术审查指导原则"]


def test_the_title_below_a_number_may_take_two_lines() -> None:
    """Chapter 2, and under it what it is called."""
    lines = [
        *printed.prose(10),
        printed.at("Chapter 2", 1, 280, size=20, bold=True),
        printed.at("Getting and installing", 1, 310, size=24, bold=True),
        printed.at("the system", 1, 338, size=24, bold=True),
        *printed.prose(10, top=380),
    ]
    assert found(lines) == ["Chapter 2 Getting and installing the system"]


@pytest.mark.parametrize(("rank", "name"), [(1, "I. Introduction"), (None, None)])
def test_a_number_alone_at_the_foot_of_a_page_belongs_to_the_title_on_the_next(rank: int | None, name: str | None) -> None:
    """Word leaves it there; in a table it would be a figure, so the file has to declare it."""
    lines = [*printed.prose(10), printed.at("I.", 1, 700, bold=True, rank=rank), printed.at("Introduction", 2, 90, bold=True)]
    assert (name or "Introduction") in found([*lines, *printed.prose(10, 2, 120)])


@pytest.mark.parametrize("text", ["Article 13 of Directive 2016/680.", "Article 5 shall be subject to fines"])
def test_a_reference_at_the_start_of_a_line_is_no_article(text: str) -> None:
    """It goes on in small letters."""
    articles = [printed.at(f"Article {n}", 1, 100 + 60 * n, bold=True) for n in range(1, 5)]
    lines = [line for each in articles for line in (each, printed.at("Subject matter", 1, each.bottom + 14), printed.at(text))]
    assert found(lines) == [f"Article {n} Subject matter" for n in range(1, 5)]


def test_the_title_of_an_article_may_take_two_lines() -> None:
    """Set apart from the text, as European acts print it."""
    lines = [
        line
        for n in (1, 2, 3)
        for line in (
            printed.at(f"Article {n}", n, 100, bold=True),
            printed.at("Testing in real world conditions outside", n, 120, bold=True),
            printed.at("regulatory sandboxes", n, 134, bold=True),
            *printed.prose(6, n, 160),
        )
    ]
    assert found(lines) == [f"Article {n} Testing in real world conditions outside regulatory sandboxes" for n in (1, 2, 3)]


def test_a_reference_within_a_tagged_paragraph_is_no_article() -> None:
    """It goes on with its block."""
    articles = [printed.at(f"Article {n} Rule", n, 100, bold=True, block=n) for n in (1, 2, 3)]
    text = [printed.at("in accordance with", 1, 130, block=9), printed.at("Article 9 [Codes of practice].", 1, 144, block=9)]
    assert found([articles[0], *text, *articles[1:]]) == ["Article 1 Rule", "Article 2 Rule", "Article 3 Rule"]


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("2.1 说明各组分的名称、数量和装量。", "2.1", "说明各组分的名称、数量和装量。"),
        ("2.1 各组分", "2.1 各组分", ""),
        ("2.1 应当说明以下内容：", "2.1 应当说明以下内容：", ""),
    ],
)
def test_a_printed_clause_with_a_bookmark_is_a_provision(text: str, heading: str, rest: str) -> None:
    """As Word prints paragraphs whose style is that of headings."""
    lines = [*printed.prose(10, text=printed.CLAUSE), printed.at(text, 1, 260, rank=2), *printed.prose(4, top=280)]
    (made,) = headings.find(lines)
    assert (made.name, made.rest) == (heading, rest)


def test_a_heading_of_two_lines_is_one() -> None:
    """Set alike, one below the other."""
    lines = [
        *printed.prose(10),
        printed.at("2. Considerations for starting materials that are", 1, 280, size=13, bold=True),
        printed.at("derived from human tissue", 1, 297, size=13, bold=True),
        *printed.prose(10, top=330),
    ]
    assert found(lines) == ["2. Considerations for starting materials that are derived from human tissue"]


def test_two_headings_below_each_other_are_two() -> None:
    """A chapter and its first section."""
    lines = [
        *printed.prose(10),
        printed.at("2. Quality", 1, 280, size=14, bold=True),
        printed.at("2.1 Starting materials", 1, 300, size=12, bold=True),
        *printed.prose(10, top=330),
    ]
    assert found(lines) == ["2. Quality", "2.1 Starting materials"]


def test_the_contents_name_headings_that_look_like_text() -> None:
    """With their number, or over two lines."""
    lines = amid(printed.at("Scope and purpose"), printed.at("2.1 Considerations for all"))
    assert found(lines, [Entry("Scope and purpose", "3", 72.0), Entry("2.1 Considerations for all", "4", 72.0)]) == [
        "Scope and purpose",
        "2.1 Considerations for all",
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_articles_are_articles_where_there_are_some(count: int) -> None:
    """One or two lines that begin with 第三条 may be quotations; three are a statute."""
    lines = printed.paragraphs(*(f"第{'一二三四五六七八九十'[i]}条　规定。" for i in range(count)))
    assert len(found(lines)) == (count if count >= 3 else 0)


def test_the_text_of_an_article_stands_beside_its_number() -> None:
    """It is not its heading."""
    lines = printed.paragraphs(*(f"第{n}条　规定{n}。" for n in "一二三"))
    assert [(heading.title, heading.rest) for heading in headings.find(lines)] == [(None, f"规定{n}。") for n in "一二三"]


def test_a_title_that_runs_into_its_text_ends_at_the_dash() -> None:
    """As American acts print it."""
    (made,) = headings.find(amid(printed.at("(e) OLD GROWTH STANDS.—In carrying out", bold=True)))
    assert (made.name, made.rest) == ("(e) OLD GROWTH STANDS", "In carrying out")


def test_notes_and_tables_head_nothing() -> None:
    """A footnote may begin with a number."""
    lines = [*printed.prose(10), printed.at("1. See the Act", 1, 700, size=8, bold=True, kind="note")]
    lines += [Line(text="1. Dose", kind="table", rank=2)]
    assert found(lines) == []


def test_headings_never_overlap_and_stay_in_order() -> None:
    """Each line heads one section at most."""
    lines = [
        line
        for page in range(1, 6)
        for line in (printed.at(f"{page}. Topic", page, 80, size=14, bold=True), *printed.prose(8, page))
    ]
    spans = [(heading.start, heading.stop) for heading in headings.find(*contents.part(lines))]
    assert len(spans) == 5
    assert all(start < stop for start, stop in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    ("said", "heading", "rest"),
    [
        ("This Law is enacted to protect personal information.", None, "This Law is enacted to protect personal information."),
        ("Subject matter and objectives", "Subject matter and objectives", ""),
    ],
)
def test_an_article_that_says_its_rule_at_once_has_no_title(said: str, heading: str | None, rest: str) -> None:
    """As translations of Chinese statutes have them; what is no sentence is a title."""
    lines = [Line(text=f"Article {number} {said}") for number in range(1, 6)]
    articles = [each for each in headings.find(lines, ()) if each.numbers]
    assert [(each.title, each.rest) for each in articles] == [(heading, rest)] * 5


def test_the_title_of_a_chapter_may_take_two_lines_in_the_middle() -> None:
    """In plain print only their place tells; a full line below is text."""
    lines = [
        *printed.prose(10, text=printed.CLAUSE),
        printed.at("第五节　地方各级人民代表大会和", 1, 240, left=222, right=372),
        printed.at("地方各级人民政府", 1, 254, left=257, right=337),
        printed.at("第九十五条　省、直辖市设立人民代表大会。", 1, 268, left=92),
        printed.at("第九十六条　地方各级人民代表大会是国家权力机关。", 1, 282, left=92),
        printed.at("第六节　自治机关", 1, 296, left=257, right=337),
        printed.at("第九十七条　民族自治地方的自治机关是人民代表大会和人民政府。", 1, 310, left=92),
    ]
    assert [name for name in found(lines) if "节" in name] == ["第五节 地方各级人民代表大会和地方各级人民政府", "第六节 自治机关"]


def test_the_end_of_a_title_too_long_for_one_is_none() -> None:
    """What is set alike from line to line is one, or none."""
    title = ["Agency Information Collection Activities: Submission for Review and Approval;"] * 2 + ["Program Waiver Form"]
    lines = [*printed.prose(10), *printed.down(title, top=280, bold=True, step=12), *printed.prose(10, top=340)]
    assert found(lines) == []


@pytest.mark.parametrize("first", ["1.系统各部件的技术特性和规范", "A、产品安全特征（11项）"])
def test_a_list_of_annexes_is_text(first: str) -> None:
    """Its first entry is not the title of an annex without number."""
    lines = printed.paragraphs("十一、起草单位", "审评中心", f"附录：{first}", "2.图像引导系统相关的标准", "附录1 系统", "部件")
    heading = next(each for each in headings.find(lines) if each.name == "附录")
    assert heading.rest == first
