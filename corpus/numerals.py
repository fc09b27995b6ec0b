"""Chinese numerals -> integers: read by unit (二十八) or digit by digit (二〇二五)."""

from __future__ import annotations

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "o": 0,
    "两": 2,
}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERAL = "[〇零○一二三四五六七八九十百千两]"


def integer(numeral: str) -> int | None:
    """The value of a numeral in Chinese or Arabic digits: 二十八 28, 一百零三 103, 二〇二五 2025, 第 is not part of it.

    None where it is no numeral.
    """
    text = numeral.strip()
    if text.isdecimal():
        return int(text)
    if not text or any(character not in DIGITS and character not in UNITS for character in text):
        return None
    if not any(character in UNITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in UNITS:
            total, digit = total + (digit or 1) * UNITS[character], 0
        else:
            digit = DIGITS[character]
    return total + digit


def date(year: str, month: str, day: str | None = None) -> str | None:
    """An ISO date `YYYY-MM-DD` or `YYYY-MM` from its parts in either kind of digits; None where there is no such date."""
    parts = [integer(year), integer(month), integer(day) if day else 1]
    if None in parts:
        return None
    y, m, d = (part or 0 for part in parts)
    if not (1900 <= y < 2100 and 1 <= m <= 12 and 1 <= d <= 31):
        return None
    return f"{y:04}-{m:02}-{d:02}" if day else f"{y:04}-{m:02}"
