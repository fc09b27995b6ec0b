"""Document numbers, numerals and titles mean the same in every way of writing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import catalogue, numbers, numerals, titles

SAME = [
    (
        "国卫科教发 2024 32",
        [
            "国卫科教发〔2024〕32号",
            "国卫科教发[2024]32号",
            "国卫科教发（2024）32号",
            "国卫科教发【2024】第32号",
            "国卫科教发〔２０２４〕３２号",
        ],
    ),
    ("SC 令 717", ["国务院令第717号", "国令第717号", "中华人民共和国国务院令（第717号）", "国务院令第七百一十七号"]),
    ("PRC 令 31", ["主席令第三十一号", "中华人民共和国主席令第31号", "主席令（第三十一号）"]),
    ("CDE 通告 2021 18", ["国家药监局药审中心通告2021年第18号", "国家药品监督管理局药品审评中心通告（2021年第18号）"]),
    ("NMPA 公告 2020 57", ["国家药监局 国家卫生健康委公告2020年第57号", "国家药品监督管理局公告（2020年第57号）"]),
    ("通告 2023 33", ["通告（2023年第33号）", "的通告（2023年第33号）"]),
    ("令 818", ["818号令"]),
    ("docket FDA-2021-D-0404", ["FDA-2021-D-0404", "FDA 2021-D-0404", "fda-2021-d-0404"]),
    ("21 cfr 1271.10", ["21 CFR 1271.10(a)", "21 C.F.R. § 1271.10", "21cfr1271.10"]),
    ("Regulation eu 1394/2007", ["Regulation (EC) No 1394/2007", "Regulation 1394/2007"]),
    ("ich Q5A", ["ICH Q5A(R2)", "ICH Q5A", "ich q5a (r2)"]),
    ("ema EMA/CAT/80183/2014", ["EMA/CAT/80183/2014"]),
    ("act 2013 85", ["Act No. 85 of 2013"]),
    ("publaw 114-255", ["Public Law 114-255", "Pub. L. 114-255"]),
    ("who 1048", ["WHO TRS 1048, Annex 3", "Technical Report Series No. 1048"]),
    ("cdoc 2017 7694", ["C(2017) 7694 final"]),
    ("42 usc 262", ["42 U.S.C. 262", "42 U.S.C. § 262"]),
]


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in SAME for text in texts])
def test_one_number_has_one_normal_form(key: str, text: str) -> None:
    """Brackets, widths and names of the body do not tell numbers apart."""
    assert numbers.normal(text) == key


@pytest.mark.parametrize("text", ["", "没有文号", "第二十六条", "2024年3月1日", "COVID-19", "an order of 12"])
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    """Articles, dates and plain words have no normal form."""
    assert numbers.normal(text) is None


def test_numbers_are_found_where_they_stand() -> None:
    """Each number of a sentence comes with its place, without words that ran into it."""
    text = "根据国卫科教发〔2024〕32号和国务院令第818号，参照ICH Q5A(R2)。"
    assert [text[number.start : number.end] for number in numbers.find(text)] == [
        "国卫科教发〔2024〕32号",
        "国务院令第818号",
        "ICH Q5A(R2)",
    ]


def test_a_number_without_its_body_names_every_body_s() -> None:
    """通告（2023年第33号） may be the reviewing centre's; an order of another body is another order."""
    (bare,) = numbers.find("通告（2023年第33号）")
    (whole,) = numbers.find("国家药监局药审中心通告2023年第33号")
    (other,) = numbers.find("国家药监局公告2023年第33号")
    assert bare.names(whole)
    assert not bare.names(other)


def test_the_paragraph_of_a_code_is_kept_apart() -> None:
    """A section of a code is one number whatever paragraph is cited."""
    (number,) = numbers.find("see 21 CFR 610.18(c)(1) for this")
    assert (number.no, number.sub) == ("610.18", "(c)(1)")


def test_every_number_of_the_catalogue_is_known() -> None:
    """No instrument has a number that a search by number could not find."""
    held = [entry.instrument for entry in catalogue.load().values()]
    assert [each.id for each in held if each.document_number and not numbers.normal(each.document_number)] == []


@given(st.text(alphabet="国务院令第号公告通年〔〕（）()2024 一二十百FDA-ICHQ.§", max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    """Places lie in the text, in order, and do not overlap."""
    end = 0
    for number in numbers.find(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十八", 28),
        ("十", 10),
        ("一百零三", 103),
        ("三百三十六", 336),
        ("二〇二五", 2025),
        ("二○一五", 2015),
        ("12", 12),
        ("１２", 12),
        ("两千", 2000),
    ],
)
def test_numerals_have_their_value(numeral: str, value: int) -> None:
    """By unit or digit by digit."""
    assert numerals.integer(numeral) == value


@pytest.mark.parametrize("text", ["", "条", "第十", "x1"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    """Other signs make no number."""
    assert numerals.integer(text) is None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("二〇二五", "九", "二十八"), "2025-09-28"),
        (("2026", "5", "1"), "2026-05-01"),
        (("2023", "5", None), "2023-05"),
        (("2023", "13", "1"), None),
        (("年", "1", "1"), None),
    ],
)
def test_dates_are_iso_dates(parts: tuple[str, str, str | None], expected: str | None) -> None:
    """A date that cannot be is none."""
    assert numerals.date(*parts) == expected


@given(st.integers(min_value=1, max_value=9999))
def test_numerals_read_back(value: int) -> None:
    """Every number up to 9999 written in Chinese reads as itself."""
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            written += ("零" if zero and written else "") + "零一二三四五六七八九"[digit] + name
        zero = not digit
    assert numerals.integer(written) == value


PLAIN = [
    (
        "国家药监局药审中心关于发布《人源干细胞产品药学研究与评价技术指导原则（试行）》的通告（2023年第33号）",
        "人源干细胞产品药学研究与评价技术指导原则（试行）",
    ),
    (
        "关于公开征求《基因治疗产品长期随访临床研究技术指导原则（征求意见稿）》意见的通知",
        "基因治疗产品长期随访临床研究技术指导原则",
    ),
    ("中华人民共和国药品管理法（2019年修订）", "《药品管理法》"),
    ("免疫细胞治疗产品药学研究与评价技术指导原则(试行)", "免疫细胞治疗产品药学研究与评价技术指导原则 （ 试行 ）"),
    ("Long Term Follow-Up", "Long term follow up"),
]


@pytest.mark.parametrize(("left", "right"), PLAIN)
def test_one_title_has_one_plain_form(left: str, right: str) -> None:
    """Wrapper, version marks, state name, width and punctuation do not tell titles apart."""
    assert titles.plain(left) == titles.plain(right)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("关于印发《医疗机构管理办法》的通知", "医疗机构管理办法"),
        ("关于发布〈X指导原则〉的公告", "X指导原则"),
        ("药品管理法", "药品管理法"),
    ],
)
def test_the_bare_title_is_what_the_wrapper_holds(title: str, bare: str) -> None:
    """The notice and the text it publishes are one record."""
    assert titles.bare(title) == bare


def test_version_marks_are_told() -> None:
    """（试行） and years are part of identity, so they can be asked for."""
    assert titles.suffixes("外商投资准入特别管理措施（负面清单）（2024年版）") == ("2024年版",)
    assert titles.suffixes("管理办法（试行）(征求意见稿)") == ("试行", "征求意见稿")
    assert titles.suffixes("药典（２０２０ 年版）") == ("2020年版",)
    assert titles.plain("药典(2020 年版)") == titles.plain("药典")
