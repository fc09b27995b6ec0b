"""The numbers that Word draws before paragraphs: they stand in no text, only in the definitions of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written, its first value, and the text around it (`第%1条`, `%1.%2`).

    A `legal` level shows the numbers of the levels above it in digits.
    """

    format: str
    start: int
    text: str
    legal: bool = False


class ListNumbers:
    """Counts the paragraphs of each list of one document."""

    def __init__(self, numbering: Any | None) -> None:
        self._levels = dict(_definitions(numbering)) if numbering is not None else {}
        self._counts: dict[str, list[int | None]] = {}

    def next(self, list_id: str, level: int) -> str:
        """The number before the next paragraph of a list at a level from 0; empty where the list draws none."""
        shared, levels = self._levels.get(list_id, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts.setdefault(shared, [None] * 9)
        counts[level + 1 :] = [None] * (8 - level)
        last = counts[level]
        counts[level] = levels[level].start if last is None else last + 1
        if levels[level].format == "bullet":
            return "•"
        return _PLACE.sub(lambda match: _shown(counts, levels, level, int(match[1]) - 1), levels[level].text).strip()


def _shown(counts: list[int | None], levels: dict[int, Level], level: int, place: int) -> str:
    """The number of the level at `place` in the text of `level`."""
    if place not in levels:
        return ""
    count = counts[place]
    style = "decimal" if levels[level].legal else levels[place].format
    return written(levels[place].start if count is None else count, style)


def _definitions(numbering: Any) -> Iterator[tuple[str, tuple[str, dict[int, Level]]]]:
    """For each list the definition whose count it shares, and its levels."""
    shared = {each.get(qn("w:abstractNumId")): dict(_levels(each)) for each in numbering.iter(qn("w:abstractNum"))}
    for each in numbering.iter(qn("w:num")):
        reference = each.find(qn("w:abstractNumId"))
        name = reference.get(qn("w:val")) if reference is not None else ""
        own: dict[int, Level] = {}
        for override in each.iter(qn("w:lvlOverride")):
            own.update(_levels(override))
        restarts = each.find(qn("w:lvlOverride")) is not None
        yield each.get(qn("w:numId")), (f"{name}/{each.get(qn('w:numId'))}" if restarts else name, {**shared.get(name, {}), **own})


def _levels(definition: Any) -> Iterator[tuple[int, Level]]:
    for each in definition.iter(qn("w:lvl")):
        found = {child.tag: child.get(qn("w:val")) or "" for child in each}
        start = found.get(qn("w:start"), "1")
        yield (
            int(each.get(qn("w:ilvl"), "0")),
            Level(
                found.get(qn("w:numFmt"), "decimal"),
                int(start) if start.isdigit() else 1,
                found.get(qn("w:lvlText"), ""),
                qn("w:isLgl") in found,
            ),
        )


def written(number: int, style: str) -> str:
    """A number in one of Word's formats; in digits where the format is not known."""
    return _FORMATS.get(style, str)(number)


def roman(number: int) -> str:
    """A number from 1 in Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def letters(number: int) -> str:
    """A, B, ... Z, AA, BB, as Word counts."""
    turn, place = divmod(max(number, 1) - 1, 26)
    return chr(65 + place) * (turn + 1)


def han(number: int) -> str:
    """A number below 10,000 as Chinese reads it: 十二, 一百零五."""
    if number < 0 or number > 9999:
        return str(number)
    text, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + sign
            gap = False
        else:
            gap = bool(text)
    return (text[1:] if text.startswith("一十") else text) or "〇"


def circled(number: int) -> str:
    """①, ② ... ⑳."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "lowerLetter": lambda number: letters(number).lower(),
    "upperLetter": letters,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "ideographTraditional": lambda number: _STEMS[number - 1] if 1 <= number <= 10 else str(number),
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "chineseLegalSimplified",
            "ideographDigital",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        han,
    ),
}
