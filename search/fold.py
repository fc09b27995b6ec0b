"""One form for all ways to write the same character: width, case, radicals, dashes, traditional and simplified Chinese.

`fold` is for matching only; what is shown is always the original, reached through the offsets of `fold_mapped`. Characters are
mapped one by one (OpenCC's TSCharacters), never whole words, so that every folded character has an original one behind it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

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
LAST: Final = 0xFFFF
ODD: Final = "\0"
ODDS = re.compile(f"{ODD}+")
BEYOND = re.compile("[\U00010000-\U0010ffff]")
SHORT: Final = 200
"""Characters up to which looking for those that change is sooner done than folding all as an array: of 30 in 0.9 µs, not 4.9."""
SEPARATOR: Final = "\x1e"  # stands between texts: no part of a word, and joined by it they fold as they do alone
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


KOREAN = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
VOWELS = "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e\u1b35\uff9e\uff9f"


@cache
def _marks() -> str:
    """Every character that may join the one before it."""
    return VOWELS + "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x1E950))))


@cache
def joining() -> frozenset[str]:
    """Every character that shows that a text may not fold one by one."""
    korean = (chr(code) for low, high in re.findall("(.)-(.)", KOREAN) for code in range(ord(low), ord(high) + 1))
    return frozenset([*_marks(), *UNSEEN, *korean])


@cache
def _cluster() -> re.Pattern[str]:
    """Characters that fold apart from their neighbours."""
    return re.compile(f"[{KOREAN}]+[{_marks()}]*|.[{_marks()}]*", re.DOTALL)


def _slowly(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not unicodedata.is_normalized("NFKC", folded):
        folded = unicodedata.normalize("NFKC", folded)
    return folded.translate(_table())


@cache
def _codes() -> NDArray[np.uint16]:
    """For each character of the basic plane the one it folds to; 0 where it folds to none or several, or joins another. [65536]"""
    apart = [chr(code) for code in range(LAST) if not 0xD800 <= code < 0xE000 and code != ord("\n")]
    codes = np.zeros(LAST + 1, np.uint16)
    codes[ord("\n")] = ord("\n")
    for char, folded in zip(apart, _slowly("\n".join(apart)).split("\n"), strict=True):  # at once: a fifth of the time
        if len(folded) == 1 and ord(folded) <= LAST and char not in joining():
            codes[ord(char)] = ord(folded)
    return codes


@cache
def _changing() -> re.Pattern[str]:
    """Any character that does not fold to itself."""
    same = np.flatnonzero(_codes() == np.arange(LAST + 1))
    runs = np.split(same, np.flatnonzero(np.diff(same) > 1) + 1)
    return re.compile("[^" + "".join(f"{re.escape(chr(run[0]))}-{re.escape(chr(run[-1]))}" for run in runs) + "]")


@cache
def _changes() -> dict[str, str]:
    """What a character folds to by itself, where that is one other."""
    return {chr(code): chr(folded) for code, folded in enumerate(_codes().tolist()) if folded not in (0, code)}


def _changed(match: re.Match[str]) -> str:
    return _changes().get(match[0], ODD)


def fold(text: str) -> str:
    """The form that is compared. Control characters stay, so texts joined by one fold as they do alone."""
    folded = _one_by_one(text)
    return "".join(piece for _, _, piece in _pieces(text, folded)) if ODD in folded else folded


def _one_by_one(text: str) -> str:
    """A text as long, each character folded by itself; `ODD` stands for those that do not fold to one, or may join another."""
    if text.isascii():
        return text.lower().replace("`", "'")
    if len(text) <= SHORT:
        return _changing().sub(_changed, text)
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * len(text):
        units = BEYOND.sub(ODD, text).encode("utf-16-le", "surrogatepass")
    return _codes().take(np.frombuffer(units, np.uint16)).tobytes().decode("utf-16-le")


def _pieces(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Where each piece starts and ends in the original, and what it folds to; pieces of equal length fold one by one.

    Characters that fold alone, nearly all, are folded already; only the others go the long way, with what they join.
    """
    place = 0
    for run in ODDS.finditer(folded):
        start, end = run.span()
        if start > place and text[start] in joining():
            start -= 1
        yield place, start, folded[place:start]
        for match in _cluster().finditer(text, start, end):
            yield *match.span(), _fold_cluster(match.group())
        place = end
    yield place, len(text), folded[place:]


@lru_cache(maxsize=65536)
def _fold_cluster(cluster: str) -> str:
    return _slowly(cluster)


class Folded(msgspec.Struct, frozen=True):
    """A folded text with the way back: piece `i` begins at `begins[i]` and came from `original[starts[i]:ends[i]]`.

    The characters of a piece as long as its original came from there one by one, those of others from the whole. A text of one
    piece is as long as its original.
    """

    text: str
    begins: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def moved(self) -> bool:
        """Whether characters stand elsewhere than in the original."""
        return len(self.begins) > 1

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where a run of folded characters stands in the original; `end` is exclusive and greater than `start`."""
        if not self.moved:
            return start, end
        return self._came_from(start)[0], self._came_from(end - 1)[1]

    def _came_from(self, place: int) -> tuple[int, int]:
        number = bisect_right(self.begins, place) - 1
        begin, start, end = self.begins[number], self.starts[number], self.ends[number]
        after = self.begins[number + 1] if number + 1 < len(self.begins) else len(self.text)
        if after - begin != end - start:
            return start, end
        return start + place - begin, start + place - begin + 1


def fold_mapped(text: str) -> Folded:
    """`fold` with offsets into the original, in characters."""
    folded = _one_by_one(text)
    if ODD not in folded:
        return Folded(folded, (0,), (0,), (len(text),))
    starts, ends, pieces = zip(*_pieces(text, folded), strict=True)
    return Folded("".join(pieces), [0, *accumulate(map(len, pieces[:-1]))], starts, ends)
