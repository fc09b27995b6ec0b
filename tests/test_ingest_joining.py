"""Printed lines become the paragraphs they were written as."""

from __future__ import annotations

import printed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import joining
from ingest.joining import NO_WORDS, glue

GLUED = [
    ("临床研究应当遵循", "科学原则", "临床研究应当遵循科学原则"),
    ("采用 CAR-T", "细胞", "采用 CAR-T细胞"),
    ("自", "2026年5月1日起施行", "自2026年5月1日起施行"),
    ("应当提交：", "（一）申请表", "应当提交：（一）申请表"),
    ("the manufacturing", "process", "the manufacturing process"),
    ("the manu-", "facturing process", "the manufacturing process"),
    ("long-term follow-", "Up of subjects", "long-term follow-Up of subjects"),
    ("in the years 2010-", "2020", "in the years 2010-2020"),
    ("21 CFR 1271.10(a)/", "(b)", "21 CFR 1271.10(a)/(b)"),
    ("a dash -", "and more", "a dash - and more"),
    ("", "text", "text"),
    ("text", "", "text"),
]


@pytest.mark.parametrize(("first", "second", "whole"), GLUED)
def test_two_pieces_are_one_as_their_script_asks(first: str, second: str, whole: str) -> None:
    """No gap beside Han, one between words, none in a word or a number that the line's end divided."""
    assert glue(first, second) == whole


def test_quotation_marks_of_english_keep_their_space() -> None:
    """Curly quotes belong to both scripts: between English words there is a space."""
    assert glue("is called a “vector”", "in this guidance") == "is called a “vector” in this guidance"
    assert glue("the word", "“vector” means") == "the word “vector” means"
    assert glue("the sponsor’s", "report") == "the sponsor’s report"
    assert glue("as follows…", "and on") == "as follows… and on"


def test_quotation_marks_of_chinese_have_no_space() -> None:
    """将“国务院”修改为“主管部门” is one run."""
    assert glue("将“国务院科学技术行政部门”", "修改为") == "将“国务院科学技术行政部门”修改为"
    assert glue("修改为", "“国务院卫生健康主管部门”") == "修改为“国务院卫生健康主管部门”"


def test_a_hyphen_stays_where_the_document_has_the_word_with_one() -> None:
    """follow-up at a line's end is follow-up, where the text elsewhere hyphenates it; therapeutic is divided."""
    lines = printed.down(
        [
            "The follow-up of patients and their long-term care, the thera-",
            "peutic effect and the follow-",
            "up visits, the therapeutic dose",
        ],
        right=printed.RIGHT,
    )
    text = joining.text(lines, joining.words(lines))
    assert text.endswith("the therapeutic effect and the follow-up visits, the therapeutic dose")


def test_documents_that_never_divide_words_keep_all_hyphens() -> None:
    """Where line ends break at hyphens alone, no word is glued."""
    lines = printed.down(
        ["risk-based and cell-based approaches use a risk-", "based view of the cell-", "based product"], right=printed.RIGHT
    )
    text = joining.text(lines, joining.words(lines))
    assert text == "risk-based and cell-based approaches use a risk-based view of the cell-based product"


def test_a_paragraph_goes_on_over_its_lines() -> None:
    """Full lines are one paragraph to the short line that ends it."""
    lines = printed.prose(5)
    assert joining.paragraphs(lines) == [" ".join(printed.texts(lines))]


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    """The next line is another paragraph."""
    lines = [*printed.prose(3), *printed.prose(3, top=printed.TOP + 3 * printed.STEP)]
    assert len(joining.paragraphs(lines)) == 2


def test_an_indented_line_begins_a_paragraph() -> None:
    """Chinese paragraphs are told by two squares of indent, even where the one before ends at the margin."""
    lines = [
        printed.at("申请人应当保证资料真实。" + "应当完整，" * 4 + "应当可溯。", 1, 100, right=printed.RIGHT),
        printed.at("　　药品审评中心应当在期限内作出决定并且通知申请人本人", 1, 114, left=printed.LEFT + 20, right=printed.RIGHT),
        printed.at("并说明理由。", 1, 128),
    ]
    assert len(joining.paragraphs(lines)) == 2


def test_a_paragraph_goes_on_over_the_page() -> None:
    """A sentence that the page's end cuts is one sentence; no gap in Chinese."""
    lines = [
        printed.at("申请人应当对临床试验方案、知情同意", 1, 780, right=printed.RIGHT),
        printed.at("书等文件进行审查。", 2, 100),
    ]
    assert joining.text(lines) == "申请人应当对临床试验方案、知情同意书等文件进行审查。"


def test_a_sentence_that_ends_with_its_page_ends_its_paragraph() -> None:
    """The next page begins with another."""
    lines = [
        printed.at("It ends at the foot of this page.", 1, 780, right=printed.RIGHT),
        printed.at("Another one begins.", 2, 100),
    ]
    assert joining.paragraphs(lines) == ["It ends at the foot of this page.", "Another one begins."]


@pytest.mark.parametrize("mark", ["• ", "● ", "– ", "- ", "* ", "▪ ", "○ ", "•", "➢ "])
def test_each_item_of_a_list_is_a_paragraph(mark: str) -> None:
    """Whatever its mark is."""
    lines = printed.down([f"{mark}the identity of the product and its strength", f"{mark}its purity", f"{mark}its potency"])
    assert joining.paragraphs(lines) == printed.texts(lines)


@pytest.mark.parametrize("label", ["SUMMARY: The", "DATES:", "FOR FURTHER INFORMATION CONTACT: A. Smith"])
def test_a_label_in_capitals_begins_a_paragraph(label: str) -> None:
    """As the notices of the Federal Register have it."""
    lines = [
        printed.at("The guidance falls under it in the same manner as", 1, 100, right=printed.RIGHT),
        printed.at(label, 1, 114),
    ]
    assert joining.paragraphs(lines) == printed.texts(lines)


@pytest.mark.parametrize("item", ["f. A concentrate of it", "iv. The holder of it", "b) An extract"])
def test_an_item_begins_a_paragraph_on_the_next_page(item: str) -> None:
    """Its letter is small, but begins no word."""
    lines = [printed.at("An intake in all of it; or", 1, 700, right=printed.RIGHT), printed.at(item, 2, 80)]
    assert joining.paragraphs(lines) == printed.texts(lines)


def test_print_of_another_size_is_another_paragraph() -> None:
    """A title is not the beginning of what stands below it."""
    title = printed.at("中华人民共和国民法典", 1, 80, size=22, right=printed.RIGHT)
    below = printed.at("2020年5月28日第十三届全国人民代表大会第三次会议通过", 1, 110, size=14)
    assert joining.paragraphs([title, below]) == printed.texts([title, below])


def test_what_stands_in_an_open_bracket_goes_on() -> None:
    """The history of a law is set in the middle, line by line."""
    lines = [
        printed.at("（1982年12月4日全国人民代表大会通过 1982年", 1, 100, left=120, right=400),
        printed.at("12月4日公布施行 根据1988年的《中", 1, 114, left=150, right=370),
        printed.at("华人民共和国宪法修正案》修正）", 1, 128, left=200, right=340),
        printed.at("第一章　总则", 1, 142, left=220, right=300),
    ]
    whole = "（1982年12月4日全国人民代表大会通过 1982年12月4日公布施行 根据1988年的《中华人民共和国宪法修正案》修正）"
    assert joining.paragraphs(lines) == [whole, "第一章　总则"]


def test_a_bracket_that_never_ends_holds_no_provision() -> None:
    """A misprint must not swallow the text."""
    lines = [
        printed.at("（本法所称", 1, 100, right=200),
        printed.at("（一）机关", 1, 114, right=200),
        printed.at("第二条　机关", 1, 128, right=500),
    ]
    assert joining.paragraphs(lines) == printed.texts(lines)


def test_a_list_item_goes_on_over_its_lines() -> None:
    """The second line of an item belongs to it."""
    lines = [
        printed.at("• the identity of the product, its strength, its purity and", 1, 100, right=printed.RIGHT),
        printed.at("its potency", 1, 114, left=printed.LEFT + 10),
        printed.at("• its stability", 1, 128),
    ]
    assert joining.paragraphs(lines) == [
        "• the identity of the product, its strength, its purity and its potency",
        "• its stability",
    ]


def test_rows_of_a_table_stay_rows() -> None:
    """A row never runs into the next or into the text."""
    lines = printed.down(["Dose\tNumber of patients", "1 mg\t12", "2 mg\t10", "The table shows it."])
    assert joining.paragraphs(lines) == printed.texts(lines)


def test_paragraphs_of_web_pages_are_never_joined() -> None:
    """A format that has paragraphs has said where they end."""
    lines = printed.paragraphs("one without an end", "two", "三", "四")
    assert joining.paragraphs(lines) == ["one without an end", "two", "三", "四"]


def test_lines_of_one_tagged_block_are_one_paragraph() -> None:
    """A tagged file says which lines belong together, however short they are."""
    lines = [*printed.down(["A short line.", "Another."], block=1), *printed.down(["A new block"], top=200, block=2)]
    assert joining.paragraphs(lines) == ["A short line. Another.", "A new block"]


def test_an_indent_behind_an_end_begins_a_paragraph_within_a_tagged_block_too() -> None:
    """Some producers tag a whole chapter as one paragraph; each 款 of an article is one of its own."""
    first = [printed.at(printed.CLAUSE, 1, 100, block=1, right=printed.RIGHT), printed.at("并支付补偿。", 1, 114, block=1)]
    second = [printed.at("前款规定的补偿应当按时支付", 1, 128, left=printed.LEFT + 24, block=1)]
    assert joining.paragraphs([*first, *second]) == [f"{printed.CLAUSE}并支付补偿。", "前款规定的补偿应当按时支付"]


@pytest.mark.parametrize("day", ["二○○八年九月十八日", "2008年9月18日", "二〇二五年十二月三十一日"])
def test_the_date_of_a_signature_is_a_line_of_its_own(day: str) -> None:
    """Below the name of who signs, tagged as one with it or not."""
    for block in (None, 4):
        lines = [printed.at("总理　温家宝", 1, 100, left=383, block=block), printed.at(day, 1, 114, left=407, block=block)]
        assert joining.paragraphs(lines) == ["总理　温家宝", day]


def test_columns_have_their_own_margins() -> None:
    """A line that fills its column goes on, though it ends in the middle of the page."""
    lines = [
        printed.at("the left column is full to its", 1, 100, left=72, right=290),
        printed.at("own edge and goes on.", 1, 114, left=72, right=200),
        printed.at("the right column is as full to", 1, 100, left=310, right=520),
        printed.at("its own edge too.", 1, 114, left=310, right=420),
    ]
    assert joining.paragraphs(lines) == [
        "the left column is full to its own edge and goes on.",
        "the right column is as full to its own edge too.",
    ]


@given(st.lists(st.text(alphabet="abc 药品。.-", min_size=1, max_size=20).filter(lambda t: t.strip() == t), max_size=12))
def test_joining_keeps_every_character(pieces: list[str]) -> None:
    """But for the gaps between lines and hyphens at their ends, nothing is lost or added."""
    lines = printed.down(pieces)
    joined = joining.text(lines, joining.words(lines))
    drop = str.maketrans("", "", " \n-")
    assert joined.translate(drop) == "".join(pieces).translate(drop)


@given(st.text(alphabet="ab 药。-", max_size=10), st.text(alphabet="ab 药。-", max_size=10))
def test_glue_sets_one_space_or_none(first: str, second: str) -> None:
    """Two pieces meet with a space, without one, or without the hyphen that divided a word."""
    first, second = first.strip(), second.strip()
    assert glue(first, second, NO_WORDS) in {f"{first} {second}", first + second, first[:-1] + second}


def test_a_line_across_columns_makes_none_of_them_wider() -> None:
    """A running title above three columns leaves the lines of each to end where they end."""
    title = printed.at("Federal Register / Notices", 1, 40, left=100, right=560)
    column = [printed.at("the final rule amends", 1, 60 + 12 * i, left=72, right=205) for i in range(10)]
    column += [printed.at("IVDs are devices under it", 1, 180, left=72, right=200)]
    assert len(joining.paragraphs([title, *column])) == 2


def test_a_blank_parts_paragraphs() -> None:
    """A wide one always, one of half a line behind an end; lines of one step go on."""
    texts = [
        "DATES: The guidance is announced in",
        "This Register on June 25.",
        "Addressed to",
        "All of the members",
        "Of this body",
    ]
    gaps = [0, 12, 18, 24, 12]
    bottoms = [100 + sum(gaps[: i + 1]) for i in range(len(gaps))]
    lines = [printed.at(text, 1, bottom, right=500) for text, bottom in zip(texts, bottoms, strict=True)]
    lines += [printed.at("and so on", 1, bottoms[-1] + 12 * i, right=500) for i in range(1, 4)]
    assert [text[:9] for text in joining.paragraphs(lines)] == ["DATES: Th", "Addressed", "All of th"]
