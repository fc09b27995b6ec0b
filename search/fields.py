"""The names that may stand before a colon in a question, and the values that may stand behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Final

from corpus import vocabulary
from corpus.catalogue import authorities
from search.fold import fold
from search.query import DateField, Field

PLACES: Final[Mapping[str, Field]] = {
    "text": "text",
    "正文": "text",
    "heading": "heading",
    "条标": "heading",
    "title": "title",
    "标题": "title",
    "名称": "title",
    "number": "number",
    "文号": "number",
    "path": "path",
}
FACTS: Final[Mapping[str, str]] = {
    "language": "language",
    "语言": "language",
    "jurisdiction": "jurisdiction",
    "法域": "jurisdiction",
    "authority": "authority",
    "机关": "authority",
    "发布机关": "authority",
    "instrument_type": "instrument_type",
    "type": "instrument_type",
    "类型": "instrument_type",
    "status": "status",
    "效力": "status",
    "状态": "status",
    "product_class": "product_class",
    "product": "product_class",
    "产品": "product_class",
    "lifecycle_stage": "lifecycle_stage",
    "stage": "lifecycle_stage",
    "阶段": "lifecycle_stage",
    "document": "document",
}
DATES: Final[Mapping[str, DateField]] = {
    "issued": "issued",
    "发布": "issued",
    "effective": "effective",
    "施行": "effective",
    "year": "year",
    "年份": "year",
}

DAY = r"(?P<{}>\d{{4}}(?:-\d{{1,2}}(?:-\d{{1,2}})?)?)"
ANY_DAY = re.compile(r"\d{4}(?:-\d\d?(?!\d)){0,2}")
SPAN = re.compile(rf"(?:{DAY.format('low')})?(?:\.\.|~|至|到|-(?=\d{{4}}))(?:{DAY.format('high')})?")
SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{3,}")
WRITTEN = re.compile("[年月日/](?=(.?))")
BOUND = re.compile(rf"(?P<sign>[<>]=?)?{DAY.format('day')}")
BEHIND = re.compile(rf"(?<![^\s(（+\-])(?:{'|'.join(DATES)})[:：][\"“]?([^\s\"“”()（）]+)", re.IGNORECASE)


def dated(value: str) -> tuple[str | None, str | None] | None:
    """The first and last date that `2020`, `2020..2023`, `2020-05..`, `>=2024` or `<2020-06` names; None for anything else.

    `<` and `>` leave out the whole year, month or day they name: `<2020` ends with 2019-12-31. `2020-2023`, `2020~2023`, 2024年5月
    and dates the wrong way round are read as they are meant.
    """
    value = _written(value)
    if (span := SPAN.fullmatch(value)) and (span["low"] or span["high"]):
        low, high = _padded(span["low"]), _padded(span["high"])
        return (high, low) if low and high and low > high else (low, high)
    bound = BOUND.fullmatch(value)
    if bound is None or (days := _days(bound["day"])) is None:
        return None
    day = _padded(bound["day"])
    match bound["sign"]:
        case ">=":
            return day, None
        case "<=":
            return None, day
        case ">":
            return (days[1] + timedelta(1)).isoformat(), None
        case "<":
            return None, (days[0] - timedelta(1)).isoformat()
        case _:
            return day, day


def undated(text: str) -> list[str]:
    """What stands in a question behind the name of a date and is none, or is none of the calendar: `issued:2024-13-45`."""
    return [
        value for value in BEHIND.findall(text) if dated(value) is None or not all(map(_days, ANY_DAY.findall(_written(value))))
    ]


def _written(value: str) -> str:
    """A date or a span with hyphens for 年, 月, 日 and strokes."""
    return WRITTEN.sub(lambda match: "-" * match[1].isdigit(), fold(value))


def _padded(day: str | None) -> str | None:
    return day and "-".join(part.zfill(2) for part in day.split("-"))


def _days(day: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day; None where the calendar has no such day."""
    year, month, number = (int(part) for part in [*day.split("-"), "0", "0"][:3])
    try:
        first = date(year, month or 1, number or 1)
        following = date(year + 1, 1, 1) if not month else date(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    return first, first if number else following - timedelta(1)


def fact(name: str, value: str) -> tuple[str, ...]:
    """The codes that a value, or several with commas between, stand for: `status:现行有效` is `in_force`.

    Part of a name does: the start of it, for all that start so (`stage:临床`), or any of it where only one has it (`status:有效`).
    """
    given = [part.strip() for part in re.split("[,，、]", value) if part.strip()]
    return tuple(dict.fromkeys(code for part in given for code in known(name, part) or (part,)))


def known(name: str, value: str) -> tuple[str, ...]:
    """The codes that one value stands for; none where it says nothing or is a code of no table (an issuer's own)."""
    codes, folded = _codes(name), fold(value)
    if folded in codes:
        return (codes[folded],)
    if name == "authority":
        return _issuer(codes, folded)
    started = _with(codes, lambda form: form.startswith(folded))
    held = started or _with(codes, lambda form: folded in form)
    return held if len(folded) > 1 and (started or len(held) == 1) else ()


def _with(codes: Mapping[str, str], named: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for form, code in codes.items() if named(form)))


def _issuer(codes: Mapping[str, str], folded: str) -> tuple[str, ...]:
    """An issuer by its usual short name (药审中心): the shortest name with these characters in order."""
    order = re.compile(".*".join(folded)) if SHORT_NAME.fullmatch(folded) else None
    found = min(filter(order.search, codes), key=len, default=None) if order else None
    return () if found is None else (codes[found],)


@cache
def _codes(name: str) -> Mapping[str, str]:
    if name == "authority":
        issuers = authorities().items()
        return {fold(form): code for code, names in issuers for form in (*names.values(), code, code.replace("_", " "))}
    tables = {
        "status": vocabulary.STATUS,
        "instrument_type": vocabulary.INSTRUMENT_TYPE,
        "jurisdiction": vocabulary.JURISDICTION,
        "language": vocabulary.LANGUAGE,
        "product_class": vocabulary.PRODUCT_CLASS,
        "lifecycle_stage": vocabulary.LIFECYCLE_STAGE,
    }
    return {
        fold(form): code
        for code, label in tables.get(name, {}).items()
        for form in (label.zh, label.en, code, code.replace("_", " "))
    }
