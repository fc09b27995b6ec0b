"""The one definition of a word, for index, query and marks.

After `fold`, the class of each character alone decides what is a word: a run of word characters is one word, each Han character
(kana and Korean syllables too) is a unit of its own. Every unit takes one position. Where anything but spaces stands between two
units of which one is Han, a position is left free, so that no Chinese phrase reaches across punctuation while English ones do.

At its position a unit gives these terms: a Han character itself and, where the next character is Han, the pair; a word itself
and its stem behind `STEM`. Words joined by hyphens also give the joined word's stem at the first one's position, and things that
are counted or dated (第十二条, 第12条, Article 12) their common form behind `COUNTED`, see `search.numerals`. The prefixes are
characters that stand in no word, so that exact words never meet stems: Medicare is not medical. No word is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal

import msgspec
from Stemmer import Stemmer

from search.fold import fold
from search.numerals import counted

VERSION: Final = 3
STEM: Final = "~"
COUNTED: Final = "#"

OTHER, WORD, HAN_LIKE, JOINER, SPACE = range(5)
HAN: Final = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U000323af"
)
RUN = re.compile(f"(?P<han>[{HAN}]+)|[^\\W_{HAN}]+")
ASCII_WORD = re.compile("[0-9A-Za-z]+")
HAN_CHAR = re.compile(f"[{HAN}]")
KINDS = {
    WORD: re.compile(f"[^\\W_{HAN}]+"),
    HAN_LIKE: re.compile(f"[{HAN}]+"),
    JOINER: re.compile("-+"),
    SPACE: re.compile(" +"),
}
COMPOUND = re.compile(f"(?<![^\\W_{HAN}])[^\\W_{HAN}]++(?:-[^\\W_{HAN}]++)+")
SPELLINGS = (
    (re.compile("sis$"), "ses"),
    (re.compile("is(e[sdr]?|ing|ations?|able)$"), r"iz\1"),
    (re.compile("yz(e[sdr]?|ing)$"), r"ys\1"),
    (re.compile("[ao]e"), "e"),
    (re.compile("(?<=..)our"), "or"),
)
"""One spelling for British and American words, and for analysis and its plural: scifact nDCG .7083 for .7080, obliqa N .7140 for
.7136."""
GREEK = {
    ord(unicodedata.lookup(f"GREEK SMALL LETTER {name}")): name.lower().replace("lamda", "lambda")
    for name in ("ALPHA", "BETA", "GAMMA", "DELTA", "EPSILON", "ZETA", "THETA", "KAPPA", "LAMDA", "SIGMA", "OMEGA")
}
"""Letters that are also written out: IFN-γ, interferon gamma."""

Kind = Literal["han", "word"]


class Unit(msgspec.Struct, frozen=True):
    """A word or a Han character of a folded text, with its position and its place in characters."""

    form: str
    kind: Kind
    position: int
    start: int
    end: int


def units(folded: str) -> list[Unit]:
    """The words and Han characters of a folded text in order."""
    if folded.isascii():
        words = enumerate(ASCII_WORD.finditer(folded))
        return [Unit(match.group(), "word", place, match.start(), match.end()) for place, match in words]
    found: list[Unit] = []
    position, before, end = -1, None, 0
    for match in RUN.finditer(folded):
        run, han, (start, stop) = match.group(), match.lastgroup, match.span()
        position += 2 if found and (han or before) and folded[end:start].strip(" ") else 1
        if han:
            found += [Unit(char, "han", position + place, start + place, start + place + 1) for place, char in enumerate(run)]
            position += len(run) - 1
        else:
            found.append(Unit(run, "word", position, start, stop))
        before, end = han, stop
    return found


def analyse(text: str) -> list[tuple[str, int]]:
    """Every term of an original text with its position. The specification that the bulk tokeniser of the index keeps to."""
    folded = fold(text)
    found = units(folded)
    places = {unit.start: unit.position for unit in found}
    terms: list[tuple[str, int]] = []
    for unit, after in zip(found, [*found[1:], None], strict=False):
        terms.append((unit.form, unit.position))
        if unit.kind == "word":
            terms += [(variant, unit.position) for variant in variants(unit.form)]
        elif after is not None and after.kind == "han" and after.position == unit.position + 1:
            terms.append((unit.form + after.form, unit.position))
    terms += [(form, places[start]) for start, form in extras(folded)]
    return terms


def extras(folded: str) -> Iterator[tuple[int, str]]:
    """Terms over several units, each with the character where its first unit starts: joined compounds and counted things."""
    for match in COMPOUND.finditer(folded):
        yield from ((match.start(), variant) for variant in variants(match.group().replace("-", "")))
    for start, form in counted(folded):
        yield start, COUNTED + form


@lru_cache(maxsize=1 << 16)
def is_han(char: str) -> bool:
    """Whether a character is a unit of its own: Han, kana or a Korean syllable."""
    return HAN_CHAR.match(char) is not None


@lru_cache(maxsize=1 << 18)
def variants(word: str) -> tuple[str, ...]:
    """Further terms that a word has beside itself: its stem, where it has three characters and a letter; β is beta."""
    if not word.isascii():
        word = word.translate(GREEK)
    if len(word) < 3 or word.isdigit():
        return ()
    return (STEM + (stem(word) if word.isalpha() else word),)


def stem(word: str) -> str:
    """The Snowball stem of a folded English word in one spelling, see `SPELLINGS`. Pure; not for display.

    A stemmer keeps the word it works on, so that no two threads may share one; making it costs a tenth of what it does.
    """
    if len(word) > 5:
        for spelling, common in SPELLINGS:
            word = spelling.sub(common, word)
    return str(Stemmer("english", 0).stemWord(word))
