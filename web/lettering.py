"""How wide a run of text will be, and where to break it, for pictures that the server draws without a browser's help.

Widths are in ems, measured on the usual interface fonts and rounded up: a line may come out short, never long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
CLOSING = "，。、；：！？）》〉”’】〕"
_UNIT = re.compile(rf"{HAN.pattern}[{CLOSING}]*|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+[{CLOSING}]*|\s+")


def width(text: str) -> float:
    """The width of a run of text in ems."""
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if HAN.match(letter) or letter in "—…“”‘’":
        return 1.0
    if letter.isupper() or letter in "mw%":
        return 0.72
    return 0.32 if letter in " .,:;'ijltf()·" else 0.58


def lines(text: str, most: float, limit: int = 99) -> list[str]:
    """A text broken into lines of at most `most` ems, between words and between Han; what is beyond `limit` lines ends in …"""
    found = list(_broken(text, most))
    if len(found) <= limit:
        return found
    last = found[limit - 1]
    while last and width(last) > most - 1:
        last = last[:-1]
    return [*found[: limit - 1], f"{last.rstrip()}…"]


def _broken(text: str, most: float) -> Iterator[str]:
    line = ""
    for unit in _UNIT.findall(text):
        if line and width(line + unit.rstrip()) > most:
            yield line.rstrip()
            line = ""
        line += unit if line else unit.lstrip()
    if line.strip():
        yield line.rstrip()
