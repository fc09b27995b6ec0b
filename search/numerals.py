"""The one form of things that are counted or dated, in whatever digits and language: 第十二条 = 第12条 = Article 12."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.numerals import NUMERAL, integer

COUNTERS = "条章节款项号编届次版期类部"
NUMBERED = re.compile(
    rf"第 ?(?P<n>{NUMERAL}{{1,9}}|[0-9]{{1,5}}) ?(?P<what>[{COUNTERS}])(?:之(?P<sub>{NUMERAL}{{1,3}}|[0-9]{{1,2}}))?"
)
ENGLISH = re.compile(r"\b(?P<what>article|art\.?|chapter|section) (?P<n>[0-9]{1,4})\b(?![.,]\d)")
DIGIT = re.compile("[0-9]")
ENGLISH_COUNTERS = {"article": "条", "art": "条", "art.": "条", "chapter": "章", "section": "节"}
DATE = re.compile(
    rf"(?P<y>[〇零○o一二三四五六七八九]{{4}}|(?:19|20)[0-9]{{2}}) ?年(?: ?(?P<m>{NUMERAL}{{1,3}}|[0-9]{{1,2}}) ?月)?"
    rf"(?: ?(?P<d>{NUMERAL}{{1,3}}|[0-9]{{1,2}}) ?日)?"
)


def article(number: int) -> str:
    """A number as statutes write it: 336 is 三百三十六. For 1 to 9999."""
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if zero and text else "") + "〇一二三四五六七八九"[digit] + name
        zero = not digit
    return text[1:] if text.startswith("一十") else text


def counted(folded: str) -> Iterator[tuple[int, str]]:
    """The common forms of counted things and dates in a folded text, each with the character where it starts."""
    return ((start, form) for start, _, form in counted_spans(folded))


def counted_spans(folded: str) -> Iterator[tuple[int, int, str]]:
    """`counted` with the character after the last one, too."""
    if "第" in folded:
        for match in NUMBERED.finditer(folded):
            number = integer(match["n"])
            if number is not None:
                sub = f"之{integer(match['sub'])}" if match["sub"] else ""
                yield match.start(), match.end(), f"第{number}{match['what']}{sub}"
    if DIGIT.search(folded):
        for match in ENGLISH.finditer(folded):
            yield match.start(), match.end(), f"第{int(match['n'])}{ENGLISH_COUNTERS[match['what']]}"
    if "年" in folded:
        for match in DATE.finditer(folded):
            yield from ((match.start(), match.end(), form) for form in _dated(match))


def _dated(match: re.Match[str]) -> Iterator[str]:
    year, month = integer(match["y"]), integer(match["m"]) if match["m"] else None
    if year is None or month is None:
        return
    yield f"{year}年{month}月"
    if match["d"] and (day := integer(match["d"])) is not None:
        yield f"{year}年{month}月{day}日"
