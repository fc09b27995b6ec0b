"""One form for all ways to write the same character: width, case, radicals, dashes, traditional and simplified Chinese.

`fold` is for matching only; what is shown is always the original, reached through the offsets of `fold_mapped`. Characters are
mapped one by one (OpenCC's TSCharacters), never whole words, so that every folded character has an original one behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

# CJK radicals that PDF fonts put in place of the characters they look like; NFKC leaves these alone.
# Source: EquivalentUnifiedIdeograph.txt of the Unicode Character Database.
RADICALS = dict(
    zip(
        "⺁⺄⺅⺈⺌⺎⺒⺓⺖⺘⺛⺜⺝⺟⺠⺡⺧⺨⺩⺫⺬⺭⺰⻁⻂⻄⻅⻆⻈⻉⻋⻌⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻱⻳⺶⺻⺼⺽⻖⻏",
        "厂乙亻刀小兀巳幺忄扌旡日月母民氵牛犭王目示礻纟虎衤西见角讠贝车辶钅長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜龟羊聿肉臼阝阝",
        strict=True,
    )
)
DASHES = "‐‑‒–—―−⁃﹘﹣－"
APOSTROPHES = "‘’‛ʼ´`＇"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u180e"


@cache
def _table() -> dict[int, str | None]:
    """What becomes of a character after NFKC and case folding: another character, or nothing."""
    table: dict[int, str | None] = {ord(char): None for char in UNSEEN} | {ord("○"): "〇"}
    table |= {ord(char): "-" for char in DASHES} | {ord(char): "'" for char in APOSTROPHES}
    characters = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    for line in characters.splitlines():
        traditional, _, simplified = line.partition("\t")
        kept = simplified.split()[0]
        if len(traditional) == len(kept) == 1 and traditional != kept:
            table[ord(traditional)] = kept
    table |= {ord(radical): char for radical, char in RADICALS.items()}
    return {code: target and str(table.get(ord(target), target)) for code, target in table.items()}


KOREAN = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"
VOWELS = "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35\uff9e\uff9f"


@cache
def _marks() -> str:
    """Every character that may join the one before it."""
    return VOWELS + "".join(char for char in map(chr, range(0x300, 0x1E950)) if unicodedata.combining(char))


@cache
def _joining() -> frozenset[str]:
    """Every character that shows that a text may not fold one by one."""
    korean = (chr(code) for low, high in re.findall("(.)-(.)", KOREAN) for code in range(ord(low), ord(high) + 1))
    return frozenset([*_marks(), *UNSEEN, *korean])


@cache
def _cluster() -> re.Pattern[str]:
    """Characters that fold apart from their neighbours."""
    return re.compile(f"[{KOREAN}]+[{_marks()}]*|.[{_marks()}]*", re.DOTALL)


def fold(text: str) -> str:
    """The form that is compared. Control characters stay, so texts joined by one fold as they do alone."""
    if text.isascii():
        return text.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not unicodedata.is_normalized("NFKC", folded):
        folded = unicodedata.normalize("NFKC", folded)
    return folded.translate(_table())


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the way back: character `i` came from `original[starts[i]:ends[i]]`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a run of folded characters stands in the original; `end` is exclusive and greater than `start`."""
        return self.starts[start], self.ends[end - 1]


def fold_mapped(text: str) -> Folded:
    """`fold` with offsets into the original, in characters."""
    whole = fold(text)
    if len(whole) == len(text) and _joining().isdisjoint(text):
        return Folded(whole, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for line in text.splitlines(keepends=True):
        for size, part in _fold_pieces(line):
            parts.append(part)
            if size == len(part):
                starts.extend(range(place, place + size))
                ends.extend(range(place + 1, place + size + 1))
            else:
                starts.extend([place] * len(part))
                ends.extend([place + size] * len(part))
            place += size
    return Folded("".join(parts), starts, ends)


def _fold_pieces(line: str) -> Iterator[tuple[int, str]]:
    """Lengths in the original with what they fold to; equal lengths fold character by character."""
    whole = fold(line)
    if len(whole) == len(line) and _joining().isdisjoint(line):
        yield len(line), whole
        return
    for match in _cluster().finditer(line):
        yield len(match.group()), _fold_cluster(match.group())


@lru_cache(maxsize=65536)
def _fold_cluster(cluster: str) -> str:
    return fold(cluster)
