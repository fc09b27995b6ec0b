"""Two texts that say the same in two languages, section beside section by their numbers: 第十二条 beside Article 12.

Articles count through a text, so their number is enough; a chapter counts within its part, a decimal number within its annex, an
item of a list within the section above it. Sections without a number stand beside one another where both texts have as many of
them after the same number. What then has no counterpart stands alone: no counterpart is guessed from what the texts say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from corpus.document import Section
from corpus.numerals import NUMERAL, integer

Pair = tuple[Section | None, Section | None]
Call = tuple[str, object]
Key = tuple[Any, ...]

SIGNS = {"编": "part", "編": "part", "章": "chapter", "节": "section", "節": "section", "条": "article", "條": "article"}
NAMES = {"schedule": "annex", "appendix": "annex"}
WITHIN = {"part": (), "annex": (), "article": (), "chapter": ("part",), "section": ("part", "chapter"), "decimal": ("annex",)}
TWELVE = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WORDS = {word: place for place, word in enumerate(TWELVE, 1)}
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_HAN = re.compile(rf"第\s*(?P<n>(?:{NUMERAL}|\d)+)\s*(?P<sign>[{''.join(SIGNS)}])")
_LATIN = re.compile(r"(?P<name>part|chapter|section|article|annex|appendix|schedule)(?:\s+(?P<n>[\w.]+)|$)")
_ANNEX = re.compile(r"附\s*[件录錄表则則]?\s*(?P<n>\w*)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_EDGES = "()[]（）【】.．、:： "


def align(first: Sequence[Section], second: Sequence[Section]) -> list[Pair]:
    """Every section of both texts once, in the order of the first; what only the second has, after what it follows there."""
    places = {key: place for place, key in enumerate(keys(second))}
    found: list[Pair] = []
    told = 0
    partners = [places.get(key) for key in keys(first)]
    taken = set(partners)
    for section, partner in zip(first, partners, strict=True):
        if partner is not None and partner >= told:
            found += [(None, second[place]) for place in range(told, partner) if place not in taken]
            told = partner + 1
        found.append((section, None if partner is None else second[partner]))
    return [*found, *((None, second[place]) for place in range(told, len(second)) if place not in taken)]


def keys(sections: Sequence[Section]) -> list[Key]:
    """What each section is called in any language; no two of a text are called alike."""
    seen: Counter[Key] = Counter()
    found = []
    for key in _unnumbered(_numbered(sections)):
        seen[key] += 1
        found.append((*key, seen[key]))
    return found


def _numbered(sections: Sequence[Section]) -> Iterator[Key | None]:
    """The call of each section by its number and what it counts within; None for one without a number."""
    above: list[tuple[int, Key]] = []
    for section in sections:
        while above and above[-1][0] >= section.level:
            above.pop()
        own = called(section.number or "")
        key = (*_within(own, [key for _, key in above]), own) if own else None
        if key:
            above.append((section.level, key))
        yield key


def _within(own: Call, above: Sequence[Key]) -> Key:
    """What a number of its kind counts within: the nearest section above of such a kind."""
    counted = WITHIN.get(own[0])
    return next((key for key in reversed(above) if counted is None or key[-1][0] in counted), ())


def _unnumbered(numbered: Iterator[Key | None]) -> Iterator[Key]:
    """Sections without a number are called by the number before them, and by how many of them stand there."""
    before: Key = ()
    for bare, group in groupby(numbered, lambda key: key is None):
        run = list(group)
        for key in run:
            yield ("after", before, len(run)) if key is None else key
        before = before if bare else run[-1] or ()


def called(number: str) -> Call | None:
    """Kind and value of a number as it is printed: `("article", 12)` of 第十二条 and of Article 12; None where it is no number."""
    plain = number.strip().lower()
    if match := _HAN.match(plain):
        return SIGNS[match["sign"]], integer(match["n"])
    if match := _LATIN.match(plain):
        return NAMES.get(match["name"], match["name"]), _value((match["n"] or "1").strip("."))
    if match := _ANNEX.match(plain):
        return "annex", _value(match["n"] or "1")
    bare = plain.strip(_EDGES)
    if not bare:
        return None
    return ("decimal", bare) if "." in bare else ("item", _value(bare))


def _value(text: str) -> object:
    """An ordinal as a whole number where it can be read as one, else as it stands."""
    if text in WORDS:
        return WORDS[text]
    if text and _ROMAN.fullmatch(text):
        values = [ROMAN[letter] for letter in text]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    whole = integer(text)
    return text if whole is None else whole
