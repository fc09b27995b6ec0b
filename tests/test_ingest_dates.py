"""Dates are found where documents say them, in both kinds of numerals and in English, and given as ISO dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import dates

DIGITS = "〇一二三四五六七八九"

HEADS = [
    ("应用安全验证标准 4.0.3\n终版\n2021 年 10 月\n序言", "2021-10"),
    ("技术指导原则\n二〇二三年五月\n目录", "2023-05"),
    ("WS 445.10—2014\n2014-05-30发布\t2014-10-01实施", "2014-05-30"),
    ("（2023年10月20日国务院第17次常务会议通过　2023年12月4日公布）", "2023-10-20"),
    ("（2020年10月17日第十三届全国人民代表大会常务委员会第二十二次会议通过）", "2020-10-17"),
    ("(二〇二〇年十月十七日第十三届全国人民代表大会常务委员会第二十二次会议通过)", "2020-10-17"),
    ("2025年9月28日", "2025-09-28"),
    ("2025 年 9 月 28 日", "2025-09-28"),
    ("2025年09月08日发布", "2025-09-08"),
    ("发布日期：2023年4月26日", "2023-04-26"),
    ("发布日期：2023-04-26", "2023-04-26"),
    ("二〇二五年九月二十八日", "2025-09-28"),
    ("二○一五年七月二十日", "2015-07-20"),
    ("二零二六年十一月三十日", "2026-11-30"),
    ("一九九三年五月五日", "1993-05-05"),
    ("二〇二一年一月一日", "2021-01-01"),
    ("二〇二一年十月十日", "2021-10-10"),
    ("国家药监局\n2023年6月1日", "2023-06-01"),
    ("没有日期", None),
    ("", None),
    ("2023年第33号", None),
    ("2025年13月1日", None),
    ("2025年2月32日", None),
    ("第26次会议", None),
]
SIGNATURES = [
    ("特此通告。\n附件：指导原则\n国家药监局药审中心\n2023年4月26日", "2023-04-26"),
    ("特此公告。\n国家药监局\n国家卫生健康委\n二〇二〇年五月十八日", "2020-05-18"),
    ("请遵照执行。\n　　　　2024年3月1日　　", "2024-03-01"),
    ("（信息公开形式：主动公开）\n2021年2月10日\n附件", "2021-02-10"),
]
EFFECTS = [
    ("本条例自2026年5月1日起施行。", "2026-05-01"),
    ("本办法自2020年7月1日起实施。2007年公布的《办法》同时废止。", "2020-07-01"),
    ("本法自二〇二一年四月十五日起施行。", "2021-04-15"),
    ("本规定自 2019 年 12 月 1 日 起 施行。", "2019-12-01"),
    ("自2022年1月1日起执行", "2022-01-01"),
    ("本条约自2005年3月2日起生效", "2005-03-02"),
    ("本指导原则自发布之日起施行。", "2023-04-26"),
    ("本通知自印发之日起执行。", "2023-04-26"),
    ("本法自公布之日起施行。", "2023-04-26"),
    ("适用于2026年5月1日起提交的申请。", None),
    ("没有规定。", None),
    ("", None),
]
ENGLISH = [
    ("Document issued on August 31, 2017.", "2017-08-31"),
    (
        "U.S. Department of Health and Human Services Center for Food Safety and Nutrition September 2013",
        "2013-09",
    ),
    ("means a person who was, at any time before 1 December 2001, authorised under section 3 or 4 of the Act.", None),
    ("On December 22, 2006, the President signed into law the Consumer Protection Act of that year.\nMay 2009", "2009-05"),
    ("Guidance for Industry\nJuly 2022", "2022-07"),
    ("14 May 2020\nEMA/CAT/80183/2014", "2020-05-14"),
    ("May 14, 2020", "2020-05-14"),
    ("JANUARY 2020", "2020-01"),
    ("Date: 1 September 1999", "1999-09-01"),
    ("Adopted on 12 December 2019 by the Committee", "2019-12-12"),
    ("of 13 November 2007 on advanced therapy medicinal products", "2007-11-13"),
    ("The march of 2020 people", None),
    ("Version 2", None),
    ("May contain nuts", None),
]


@pytest.mark.parametrize(("front", "expected"), HEADS)
def test_the_head_tells_the_date_of_issue(front: str, expected: str | None) -> None:
    """What was passed or published on a day, in Arabic or Chinese numerals; what cannot be a date is none."""
    assert dates.issued(front, "") == expected


@pytest.mark.parametrize(("tail", "expected"), SIGNATURES)
def test_the_signature_tells_the_date_of_issue(tail: str, expected: str) -> None:
    """Below the body that signs, on a line of its own; dates that the text speaks of do not count."""
    front = "为落实2019年8月26日修订的药品管理法的要求，制定本指导原则。"
    assert dates.issued(front, tail) == expected


def test_the_first_passing_counts() -> None:
    """A law that was amended later was passed when it was passed first."""
    history = "（1984年9月20日第六届全国人民代表大会常务委员会第七次会议通过　2019年8月26日第十二次会议第二次修订）"
    assert dates.issued(history, "") == "1984-09-20"


@pytest.mark.parametrize(("tail", "expected"), EFFECTS)
def test_the_last_article_tells_from_when_it_has_effect(tail: str, expected: str | None) -> None:
    """On a date, or from the day of issue."""
    assert dates.effective(tail, "2023-04-26") == expected


def test_effect_from_an_unknown_issue_is_unknown() -> None:
    """自发布之日起 needs a day."""
    assert dates.effective("自发布之日起施行。", None) is None


def test_the_last_statement_of_effect_counts() -> None:
    """The text speaks of other instruments before it speaks of itself."""
    text = "旧办法自2010年1月1日起施行。本办法自2020年7月1日起施行。"
    assert dates.effective(text, None) == "2020-07-01"


@pytest.mark.parametrize(("front", "expected"), ENGLISH)
def test_english_heads_tell_their_date(front: str, expected: str | None) -> None:
    """Month and year, or a day in either order."""
    assert dates.issued_in_english(front) == expected


@given(st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2049, 12, 31)))
def test_every_day_reads_back_in_both_numerals(day: datetime.date) -> None:
    """Any day of a hundred years, in four ways of writing it."""
    year, month, date = str(day).split("-")
    wide = "".join(chr(ord(c) + 0xFEE0) for c in year)
    chinese = f"{''.join(DIGITS[int(c)] for c in year)}年{tens(int(month))}月{tens(int(date))}日"
    for written in (
        f"{year}年{int(month)}月{int(date)}日",
        f"{year}年{month}月{date}日",
        f"{year} 年 {month} 月 {date} 日",
        chinese,
    ):
        assert dates.issued(written, "") == str(day)
    assert dates.issued(f"{wide}年{int(month)}月{int(date)}日", "") == str(day)


def tens(value: int) -> str:
    """A number below a hundred as dates write it."""
    ten, one = divmod(value, 10)
    return ("" if not ten else "十" if ten == 1 else f"{DIGITS[ten]}十") + (DIGITS[one] if one else "")


def test_the_cover_of_a_standard_tells_from_when_it_has_effect() -> None:
    """In digits, as the date of its issue."""
    assert dates.implemented("2014-05-30发布\t2014-10-01实施\n卫生部 发布") == "2014-10-01"
    assert dates.implemented("自2014-10-01起") is None
