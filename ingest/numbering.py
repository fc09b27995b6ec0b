"""The numbers of provisions and headings: a table of families, and what each one reads off a line's start.

A label can be read in more than one way ("C." is the third letter and the Roman hundred); `readings` gives all of them and the
outline takes the one that continues its sequence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_letters

from corpus.numerals import integer

HAN = "〇零○一二三四五六七八九十百千两"
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ORDINALS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE")
_WORDS = "|".join((*_ORDINALS, *(name.title() for name in _ORDINALS)))
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Number:
    """A label read: its family, its path of components, the ordinal of the last one, the label and the text after it."""

    family: str
    path: tuple[str, ...]
    value: int
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Family:
    """A way of numbering: `order` is its fixed place among the units of a statute, outermost first, or 0 where it has none.

    `pattern` captures the number as `n` and the whole label as `label`; `value` reads the ordinal off the number.
    """

    name: str
    pattern: re.Pattern[str]
    value: Callable[[str], int | None]
    order: int = 0


def roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral of either case."""
    upper = text.upper()
    if not upper or not _ROMAN.fullmatch(upper):
        return None
    values = [_ROMAN_VALUES[c] for c in upper]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def letter(text: str) -> int | None:
    """The place of a single letter in the alphabet."""
    return ord(text.upper()) - 64 if len(text) == 1 and text.isascii() and text.isalpha() else None


def arabic(text: str) -> int | None:
    """The value of digits; an inserted 5a or 5A counts as 5."""
    digits = text.rstrip(ascii_letters)
    return int(digits) if digits.isdecimal() else None


def circled(text: str) -> int | None:
    """The value of a circled digit."""
    return CIRCLED.index(text) + 1


def word(text: str) -> int | None:
    """The ordinal after words as "Annex" or "Part": digits, a Roman numeral, a letter or a number word; the last of 3.1."""
    text = text.rpartition(".")[2]
    if text.upper() in _ORDINALS:
        return _ORDINALS.index(text.upper()) + 1
    if text in ("C", "D", "L", "M"):
        return letter(text)
    return arabic(text) or roman(text) or letter(text) or integer(text) or roman(text[:-1])


def _unit(name: str, sign: str, order: int) -> Family:
    tail = rf"(?:之[{HAN}]+)?" if sign == "条" else ""
    return Family(
        name, re.compile(rf"(?P<label>第\s*(?P<n>[{HAN}\d]+)\s*{sign}{tail})(?=$|[\s\u3000:：]|(?P<bare>.))"), integer, order
    )


def _word(name: str, words: str, order: int = 0) -> Family:
    end = r"(?=$|[\s:–—-]|\.(?:\s|$))"
    return Family(
        name,
        re.compile(rf"(?P<label>(?:{words})\s+(?P<n>[IVXLC]+[a-z]?|\d+(?:\.\d+)*[a-z]?|[A-Z]|{_WORDS})){end}[.:]?"),
        word,
        order,
    )


def _mark(name: str, pattern: str, value: Callable[[str], int | None]) -> Family:
    return Family(name, re.compile(rf"(?P<label>{pattern})"), value)


FAMILIES: tuple[Family, ...] = (
    _unit("编", "编", 1),
    _unit("分编", "分编", 2),
    _unit("章", "章", 5),
    _unit("节", "节", 7),
    _unit("条", "条", 9),
    _word("title", "TITLE|Title", 2),
    _word("part", "PART|Part", 3),
    _word("subpart", "SUBPART|Subpart", 4),
    _word("chapter", "CHAPTER|Chapter", 5),
    _word("subchapter", "SUBCHAPTER|Subchapter", 6),
    _word("section", r"SECTION|Section|SEC\.|Sec\.", 7),
    _word("article", "ARTICLE|Article", 9),
    _word("annex", "APPENDIX|Appendix|ANNEX|Annex|ATTACHMENT|Attachment|SCHEDULE|Schedule"),
    Family(
        "附", re.compile(rf"(?P<label>附\s*[件录表图]\s*(?P<n>[{HAN}\d]+|[A-Z]|[IVX]+)?)(?=$|[\s\u3000:：.．、])[:：.．、]?"), word
    ),
    Family("§", re.compile(r"(?P<label>§+\s*(?P<n>\d+(?:\.\d+)*[a-z]?))\.?(?=\s|$)"), lambda n: arabic(n.rpartition(".")[2]), 9),
    Family(
        "decimal",
        re.compile(r"(?P<label>(?P<n>\d{1,3}[A-Z]?(?:[.．]\d{1,3})+(?:[A-Z](?=\s|$))?))[.．]?(?=\D|$)(?!\s*版)"),
        lambda n: arabic(re.split("[.．]", n)[-1]),
    ),
    Family(
        "prefixed",
        re.compile(r"(?P<label>(?P<n>(?:[A-Z]{1,2}\d{0,2}|[IVX]+)(?:\.\d{1,3})+))\.?(?=\s|$|[\u4e00-\u9fff])"),
        lambda n: arabic(n.split(".")[-1]),
    ),
    Family("prefix", re.compile(r"(?P<label>(?P<n>[A-Z]\d{1,2}))[.:]?(?=\s)"), lambda n: arabic(n[1:])),
    _mark("一、", rf"(?P<n>[{HAN}]{{1,3}})[、.．]", integer),
    _mark("（一）", rf"[（(]\s*(?P<n>[{HAN}]{{1,3}})\s*[)）]", integer),
    _mark("decimal", r"(?P<n>\d{1,3})[.．、](?!\d)", arabic),
    _mark("1)", r"(?P<n>\d{1,2})[)）]", arabic),
    _mark("(1)", r"[（(]\s*(?P<n>\d{1,2})\s*[)）]", arabic),
    _mark("①", rf"(?P<n>[{CIRCLED}])", circled),
    _mark("I.", r"(?P<n>[IVXLC]{1,6})\.(?=\s|$)", roman),
    _mark("A.", r"(?P<n>[A-Z])\.(?=\s|$|[A-Z][a-z])", letter),
    _mark("a.", r"(?P<n>[a-z])[.)](?=\s|$)", letter),
    _mark("i.", r"(?P<n>[ivxlc]{1,6})[.)](?=\s|$)", roman),
    _mark("(a)", r"\((?P<n>[a-z])\)", letter),
    _mark("(i)", r"\((?P<n>[ivxlc]{1,6})\)", roman),
    _mark("(A)", r"\((?P<n>[A-Z])\)", letter),
    Family("1", re.compile(r"(?P<label>(?P<n>\d{1,2}[A-CE-H]?))(?=\s+\S)"), arabic),
)

ORDER = {family.name: family.order for family in FAMILIES if family.order}
ANNEXES = frozenset({"annex", "附"})
_FIRST = {
    "第": FAMILIES[:5],
    "附": FAMILIES[13:14],
    "§": FAMILIES[14:15],
}
_LATIN = FAMILIES[5:13] + FAMILIES[16:18] + tuple(f for f in FAMILIES if f.name in {"I.", "A.", "a.", "i."})
_LABEL = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", family.pattern.pattern) for family in _LATIN))  # most lines begin with none
_OPEN = tuple(f for f in FAMILIES if f.name in {"（一）", "(1)", "(a)", "(i)", "(A)"})
_DIGIT = tuple(f for f in FAMILIES if f.name in {"decimal", "1)", "1"})
_REST = tuple(f for f in FAMILIES if f.name in {"一、", "①"})


def _families(text: str) -> tuple[Family, ...]:
    """The families that may number a text, by its first character."""
    first = text[:1]
    if first in _FIRST:
        return _FIRST[first]
    if first in "(（":
        return _OPEN
    if first.isdecimal():
        return _DIGIT
    if first.isascii():
        return _LATIN if first.isalpha() and _LABEL.match(text) else ()
    return _REST if first in HAN or first in CIRCLED else ()


def readings(text: str) -> list[Number]:
    """All ways to read a number off the start of a line, most telling first; empty where it begins with none."""
    text = text.strip()
    found: list[Number] = []
    for family in _families(text):
        match = family.pattern.match(text)
        if match is None or any(n.family == family.name for n in found):
            continue
        digits = match["n"] or ""
        value = family.value(digits) if digits else 0
        if value is None:
            continue
        path = tuple(re.split("[.．]", digits.upper()))
        found.append(Number(family.name, path, value, match["label"].strip(), text[match.end() :].lstrip(" \t\u3000.:：、–—-")))
    return found
