"""The number a line begins with is read as the family its author meant, or as none where it is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import numbering
from ingest.numbering import Number, readings

# A line, and of its first reading: family, label, ordinal, what is left for the title.
STATUTES = [
    ("第一编　总则", "编", "第一编", 1, "总则"),
    ("第三分编 准合同", "分编", "第三分编", 3, "准合同"),
    ("第十二章　附则", "章", "第十二章", 12, "附则"),
    ("第 三 章 临床研究", "章", "第 三 章", 3, "临床研究"),
    ("第九章 附 则", "章", "第九章", 9, "附 则"),
    ("第5章 监督管理", "章", "第5章", 5, "监督管理"),
    ("第二节　临床研究", "节", "第二节", 2, "临床研究"),
    ("第一条　为了规范研究，制定本条例。", "条", "第一条", 1, "为了规范研究，制定本条例。"),
    ("第一百五十五条 本法自公布之日起施行。", "条", "第一百五十五条", 155, "本法自公布之日起施行。"),
    ("第一千二百六十条 本法自2021年1月1日起施行。", "条", "第一千二百六十条", 1260, "本法自2021年1月1日起施行。"),
    ("第四〇条 申请人", "条", "第四〇条", 40, "申请人"),
    ("第三百三十六条之一　将基因编辑的胚胎植入", "条", "第三百三十六条之一", 336, "将基因编辑的胚胎植入"),
    ("第40条 申请人应当", "条", "第40条", 40, "申请人应当"),
    ("第７条　本办法", "条", "第７条", 7, "本办法"),
    ("第十条：申请", "条", "第十条", 10, "申请"),
    ("第十一条", "条", "第十一条", 11, ""),
]
GUIDELINES = [
    ("一、概述", "一、", "一、", 1, "概述"),
    ("十二、参考文献", "一、", "十二、", 12, "参考文献"),
    ("二十三、名词解释", "一、", "二十三、", 23, "名词解释"),
    ("三．安全性", "一、", "三．", 3, "安全性"),
    ("（一）背景与目的", "（一）", "（一）", 1, "背景与目的"),
    ("(二) 适用范围", "（一）", "(二)", 2, "适用范围"),
    ("（十一）风险控制", "（一）", "（十一）", 11, "风险控制"),
    ("1.总体设计", "decimal", "1.", 1, "总体设计"),
    ("1. 总体设计", "decimal", "1.", 1, "总体设计"),
    ("2．安全性研究", "decimal", "2．", 2, "安全性研究"),
    ("3、给药方案", "decimal", "3、", 3, "给药方案"),
    ("１．总则", "decimal", "１．", 1, "总则"),
    ("（1）剂量", "(1)", "（1）", 1, "剂量"),
    ("(12) 终点", "(1)", "(12)", 12, "终点"),
    ("1）受试者", "1)", "1）", 1, "受试者"),
    ("3) follow-up", "1)", "3)", 3, "follow-up"),
    ("①原材料", "①", "①", 1, "原材料"),
    ("⑫ 放行检验", "①", "⑫", 12, "放行检验"),
]
DECIMALS = [
    ("1.1 Scope", ("1", "1"), 1, "Scope"),
    ("3.2.1 病毒载体", ("3", "2", "1"), 1, "病毒载体"),
    ("3.2.1病毒载体", ("3", "2", "1"), 1, "病毒载体"),
    ("4.2.3.12 Tumourigenicity", ("4", "2", "3", "12"), 12, "Tumourigenicity"),
    ("2.1. Introduction", ("2", "1"), 1, "Introduction"),
    ("5．3 稳定性", ("5", "3"), 3, "稳定性"),
    ("10.10 Last", ("10", "10"), 10, "Last"),
    ("5. Quality", ("5",), 5, "Quality"),
    ("1.1A This rule is new", ("1", "1A"), 1, "This rule is new"),
    ("5A.3 The amount", ("5A", "3"), 3, "The amount"),
    ("A.1 Terms", ("A", "1"), 1, "Terms"),
    ("B.8.1 Potency", ("B", "8", "1"), 1, "Potency"),
    ("S.2.3 Control of materials", ("S", "2", "3"), 3, "Control of materials"),
    ("IV.2 Dose", ("IV", "2"), 2, "Dose"),
]
LATIN = [
    ("Title I General provisions", "title", "Title I", 1, "General provisions"),
    ("TITLE III", "title", "TITLE III", 3, ""),
    ("Part 11 Electronic records", "part", "Part 11", 11, "Electronic records"),
    ("PART A: QUALITY", "part", "PART A", 1, "QUALITY"),
    ("Part Two – Licences", "part", "Part Two", 2, "Licences"),
    ("Subpart C Donor eligibility", "subpart", "Subpart C", 3, "Donor eligibility"),
    ("CHAPTER IV", "chapter", "CHAPTER IV", 4, ""),
    ("Chapter 2. Definitions", "chapter", "Chapter 2", 2, "Definitions"),
    ("Section 351 Regulation of biological products", "section", "Section 351", 351, "Regulation of biological products"),
    ("SEC. 102. Authorized projects", "section", "SEC. 102", 102, "Authorized projects"),
    ("Section 3.1 Scope", "section", "Section 3.1", 1, "Scope"),
    ("SECTION 2. DEFINITIONS", "section", "SECTION 2", 2, "DEFINITIONS"),
    ("Article 17", "article", "Article 17", 17, ""),
    ("Article 2 Definitions", "article", "Article 2", 2, "Definitions"),
    ("Article IX Final provisions", "article", "Article IX", 9, "Final provisions"),
    ("§ 1271.10 Regulated products", "§", "§ 1271.10", 10, "Regulated products"),
    ("§5 Definitions", "§", "§5", 5, "Definitions"),
    ("§ 312.23. Content", "§", "§ 312.23", 23, "Content"),
    ("I. INTRODUCTION", "I.", "I.", 1, "INTRODUCTION"),
    ("XIV. REFERENCES", "I.", "XIV.", 14, "REFERENCES"),
    ("B. Product testing", "A.", "B.", 2, "Product testing"),
    ("a. Potency", "a.", "a.", 1, "Potency"),
    ("d) Identity", "a.", "d)", 4, "Identity"),
    ("ii. Sterility", "i.", "ii.", 2, "Sterility"),
    ("(b) the sponsor", "(a)", "(b)", 2, "the sponsor"),
    ("(iii) the site", "(i)", "(iii)", 3, "the site"),
    ("(B) in any other case", "(A)", "(B)", 2, "in any other case"),
]
ANNEXES = [
    ("附件", 0, ""),
    ("附件1", 1, ""),
    ("附件 2 随访计划", 2, "随访计划"),
    ("附件一：申请表", 1, "申请表"),
    ("附件：1.基因治疗产品", 0, "1.基因治疗产品"),
    ("附录A 名词解释", 1, "名词解释"),
    ("附录 II 方法", 2, "方法"),
    ("附表3", 3, ""),
    ("附图 1", 1, ""),
    ("附 录", 0, ""),
    ("Annex 1", 1, ""),
    ("ANNEX II", 2, ""),
    ("ANNEX IXa", 9, ""),
    ("Annex I – Glossary", 1, "Glossary"),
    ("Appendix A: Forms", 1, "Forms"),
    ("APPENDIX C", 3, ""),
    ("Schedule 3 Excluded goods", 3, "Excluded goods"),
    ("Attachment B", 2, ""),
]
NO_NUMBERS = [
    "4.0 版的新内容",
    "2.1版",
    "",
    "   ",
    "为了规范研究",
    "总则",
    "第一，应当建立制度",
    "第三方机构",
    "第一类医疗器械",
    "第二十六次会议通过",
    "一个周期",
    "一般要求",
    "三期临床试验",
    "二〇二五年九月二十八日",
    "2024年3月1日",
    "附则",
    "附属医院",
    "附件下载",
    "附加要求",
    "1271.10",
    "1,000 patients",
    "3.14159 is a number",
    "21CFR1271",
    "U.S. agencies",
    "i.e. the sponsor",
    "e.g. a vector",
    "Part of the file",
    "Section 3.2, Appendix D",
    "Sections of tissue",
    "Article on gene therapy",
    "Annexes to this guideline",
    "Partial response",
    "Title page",
    "Schedule of visits",
    "(see below)",
    "(FDA) the agency",
    "（以下简称申请人）",
    "（试行）",
    "《药品管理法》第十九条",
    "DNA. RNA.",
    "- a list",
    "• a list",
    "*",
    "“第一条”",
]


def first(text: str) -> Number:
    """The most telling reading of a line that has one."""
    found = readings(text)
    assert found, text
    return found[0]


@pytest.mark.parametrize(("text", "family", "label", "value", "title"), STATUTES + GUIDELINES + LATIN)
def test_a_number_is_read_as_its_author_meant_it(text: str, family: str, label: str, value: int, title: str) -> None:
    """Family, label, ordinal and title of every way in which statutes and guidelines number their parts."""
    found = {number.family: number for number in readings(text)}
    assert family in found
    assert (found[family].text, found[family].value, found[family].title) == (label, value, title)


@pytest.mark.parametrize(("text", "family"), [(row[0], row[1]) for row in STATUTES + GUIDELINES])
def test_chinese_numbers_have_one_reading(text: str, family: str) -> None:
    """Nothing but a decimal could be meant by 1. and nothing but an article by 第一条."""
    assert [number.family for number in readings(text)] == [family]


@pytest.mark.parametrize(("text", "path", "value", "title"), DECIMALS)
def test_decimal_numbers_give_their_path(text: str, path: tuple[str, ...], value: int, title: str) -> None:
    """3.2.1 stands below 3.2, B.8.1 below B.8: the path tells, the last part counts."""
    number = first(text)
    assert (number.path, number.value, number.title) == (path, value, title)


@pytest.mark.parametrize(("text", "value", "title"), ANNEXES)
def test_annexes_are_known_under_all_their_names(text: str, value: int, title: str) -> None:
    """附件, 附录, Annex, Appendix, Schedule, with digits, letters, Roman or Chinese numerals, or none."""
    number = first(text)
    assert number.family in numbering.ANNEXES
    assert (number.value, number.title) == (value, title)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_words_that_only_look_like_numbers_are_none(text: str) -> None:
    """第一类, 附则, Part of, i.e. and dates are words."""
    assert readings(text) == []


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [("Article 5a", "Article 5a", 5), ("Section 505b Scope", "Section 505b", 505), ("§ 12a Exceptions", "§ 12a", 12)],
)
def test_inserted_articles_keep_the_letter_of_their_number(text: str, label: str, value: int) -> None:
    """Amending acts insert Article 5a behind Article 5: it is an article like any other."""
    number = first(text)
    assert (number.text, number.value) == (label, value)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("C. Controls", {("I.", 100), ("A.", 3)}),
        ("I. Introduction", {("I.", 1), ("A.", 9)}),
        ("V. Vectors", {("I.", 5), ("A.", 22)}),
        ("X. Xenografts", {("I.", 10), ("A.", 24)}),
        ("i. identity", {("i.", 1), ("a.", 9)}),
        ("v) viability", {("i.", 5), ("a.", 22)}),
        ("c. cell count", {("i.", 100), ("a.", 3)}),
        ("(i) identity", {("(i)", 1), ("(a)", 9)}),
        ("(d) dose", {("(a)", 4)}),
        ("(v) viability", {("(i)", 5), ("(a)", 22)}),
        ("(vi) vehicle", {("(i)", 6)}),
        ("B. Biology", {("A.", 2)}),
        ("VI. Labelling", {("I.", 6)}),
    ],
)
def test_a_letter_that_is_a_roman_numeral_too_is_read_both_ways(text: str, meant: set[tuple[str, int]]) -> None:
    """Only the sequence can tell i after h from i before ii, so that both readings are kept."""
    assert {(number.family, number.value) for number in readings(text)} == meant


@pytest.mark.parametrize("text", ["第十二条规定的情形", "第三章规定的程序", "第二节所列事项"])
def test_what_runs_on_behind_a_number_is_its_title(text: str) -> None:
    """第十二条规定的 is read with what follows, so that the outline can tell a reference from a heading."""
    assert first(text).title == text[len(first(text).text) :]


WORTHS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
SIGNS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def in_roman(value: int) -> str:
    """A number in Roman numerals."""
    written = ""
    for worth, sign in zip(WORTHS, SIGNS, strict=True):
        written += sign * (value // worth)
        value %= worth
    return written


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_read_back(value: int) -> None:
    """Every number up to 3999, in capitals and in small letters."""
    assert numbering.roman(in_roman(value)) == value
    assert numbering.roman(in_roman(value).lower()) == value


@pytest.mark.parametrize("text", ["", "IIII", "VV", "IC", "VX", "LL", "IXI", "ABC", "1", "一"])
def test_what_is_no_roman_numeral_has_no_value(text: str) -> None:
    """A word of the letters C, D, I, L, M, V and X is no number unless it is well formed."""
    assert numbering.roman(text) is None


@pytest.mark.parametrize(("text", "value"), [("A", 1), ("z", 26), ("c", 3), ("", None), ("ab", None), ("一", None), ("1", None)])
def test_a_letter_counts_by_its_place_in_the_alphabet(text: str, value: int | None) -> None:
    """A single Latin letter, of either case."""
    assert numbering.letter(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("IV", 4), ("B", 2), ("One", 1), ("TWELVE", 12), ("三", 3), ("二十一", 21), ("Thirteen", None), ("-", None)],
)
def test_the_ordinal_after_a_word_may_be_of_any_kind(text: str, value: int | None) -> None:
    """Annex 7, Part IV, Appendix B, Chapter One, 附件三."""
    assert numbering.word(text) == value


def in_chinese(value: int) -> str:
    """A number below 10,000 as statutes write it."""
    written, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            one = digit == 1 and unit == 10 and not written
            written += ("零" if gap and written else "") + ("" if one else "零一二三四五六七八九"[digit]) + sign
        gap = digit == 0
    return written


@given(st.integers(min_value=1, max_value=1999), st.sampled_from("编章节条"), st.sampled_from(["　", " ", "  "]))
def test_units_of_statutes_are_counted_as_far_as_statutes_go(value: int, sign: str, gap: str) -> None:
    """The Civil Code has 1,260 articles; each number reads as its value in Chinese and in Arabic digits."""
    for written in (in_chinese(value), str(value)):
        number = first(f"第{written}{sign}{gap}适用范围")
        assert (number.family, number.value, number.title) == (sign, value, "适用范围")


@given(st.lists(st.integers(min_value=1, max_value=99), min_size=2, max_size=6))
def test_decimal_paths_read_back(parts: list[int]) -> None:
    """Any depth of decimal numbering is read to its last part."""
    written = ".".join(map(str, parts))
    for text in (f"{written} Scope", f"{written}. Scope", f"{written}　范围"):
        number = first(text)
        assert number.path == tuple(map(str, parts))
        assert number.value == parts[-1]
        assert number.title in ("Scope", "范围")


@given(st.integers(min_value=1, max_value=20))
def test_circled_digits_count_to_twenty(value: int) -> None:
    """① to ⑳."""
    assert first(f"{chr(0x2460 + value - 1)}原材料").value == value


@given(st.text(alphabet="第一二十百条章节附件录（）()1234.．、 　ivxabcIVXABC§PartAnnex①②规定:：", max_size=24))
def test_a_reading_never_loses_or_invents_a_character(text: str) -> None:
    """Whatever a line is, the label stands at its start, the title at its end, and between them only marks and gaps."""
    bare = text.strip()
    for number in readings(text):
        assert bare.startswith(number.text)
        assert bare.endswith(number.title)
        between = bare[len(number.text) : len(bare) - len(number.title)]
        assert set(between) <= set(" \t\u3000.．:：、)）–—-")
        assert number.value >= 0
        assert number.path
    families = [number.family for number in readings(text)]
    assert len(families) == len(set(families))


@given(st.text(max_size=60))
def test_any_line_can_be_looked_at(text: str) -> None:
    """No text whatever stops the reading of a file."""
    assert isinstance(readings(text), list)


@given(st.text(alphabet="abcdefghij klmnopqrstuvwxyz", min_size=8, max_size=60))
def test_plain_words_carry_no_number(text: str) -> None:
    """A sentence of small letters begins with none, unless its first word is a lone letter with a mark."""
    assert readings(text) == []


def test_units_know_their_place_in_a_statute() -> None:
    """A book holds parts, these chapters, these sections, these articles, in both languages."""
    order = numbering.ORDER
    assert order["编"] < order["分编"] < order["章"] < order["节"] < order["条"]
    assert order["title"] < order["part"] < order["subpart"] < order["chapter"] < order["section"] < order["article"]
    assert "decimal" not in order
    assert not numbering.ANNEXES & set(order)
