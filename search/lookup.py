"""What a question names: an instrument by title or number, an article of it. What is named goes first.

818号令 · 第27号 2020 · 国卫科教发〔2024〕32号 in any brackets · FDA-2021-D-0404 · 21 CFR 1271.10(a) · ICH Q5A(R2) · 1394/2007
《药品管理法》第二十六条 · 药品管理法 第26条 · article 26 drug administration law
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import msgspec

from corpus import numbers
from corpus.numbers import Number
from search.analysis import COUNTED
from search.fold import fold
from search.numerals import counted_spans
from search.query import And, Is, Node, Or, Phrase, Term
from search.register import STRIPPED, Register
from search.scoring import forms, split

WORD = re.compile(r"[A-Za-z0-9]+|[^\W_]")  # where a title may begin: a Latin word, or any other letter
DIGIT = re.compile(r"\d")
BARE_ORDER = re.compile(r"第? ?(?P<no>\d{1,4}) ?号")
BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
BARE_ICH = re.compile(r"(?P<no>[qsem]\d{1,2}[a-f]?) ?(?:\(?(?P<sub>r\d{1,2})\)?)?")
ENGLISH_NUMBER = re.compile(
    r"(?P<body>state council|president'?s?|samr|nmpa|cfda|sfda|nhc|most|cde|cac|moh|mofcom)?\W*"
    r"(?P<series>order|decree|announcement|circular|notice|notification) (?:no\. ?|number )?(?P<no>\d{1,4})(?![/\d])"
    r"(?:,? ?(?:of |\()?(?P<year>(?:19|20)\d{2})\b)?"
)
SERIES: Final = {"order": ("令",), "decree": ("令",), "announcement": ("公告", "通告")}
BODIES: Final = {"state council": "SC", "president": "PRC", "presidents": "PRC", "president's": "PRC"}
BARE_EU = re.compile(r"(?<![\d/])(?P<no>\d{2,4}/\d{1,4})(?:/(?:ec|eu|eec))?(?![\d/])")
CFR_PLACE = re.compile(r"(?P<part>\d{1,4})\.(?P<section>\d+[a-z]?)")
TELLING: Final = 4
"""Characters of a Chinese title that name it wherever they stand; a shorter one needs 《》 or an article behind it."""
TELLING_LATIN: Final = 12
LONGEST: Final = 200
"""Characters of a question that are looked up; a longer one is a pasted text."""
MOST: Final = 40
"""Documents that one name may stand for; a title that more bear is no name."""


class Lookup(msgspec.Struct, frozen=True):
    """What was named: `tiers` come first in their order, `documents` are found in any case; `articles` of them in common form."""

    tiers: tuple[Node, ...] = ()
    documents: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    def holding(self, article: str) -> Node:
        """The sections of the documents named that are an article or speak of it."""
        return And((Is("document", self.documents), Term(COUNTED + article)))


@dataclass(frozen=True, slots=True)
class _Named:
    """A title in a question: the documents that bear it and its place in the folded text."""

    documents: tuple[str, ...]
    start: int
    end: int
    length: int


def look_up(text: str, register: Register) -> Lookup:
    """What the words of a question name; an empty look-up where they name nothing."""
    folded = fold(text[:LONGEST])
    named, articles = list(_titled(folded, register)), []
    if numbers.COUNTED.search(folded):
        articles = [(start, end, form) for start, end, form in counted_spans(folded) if form.endswith("条") or "条之" in form]
        if (found := _by_number(folded, register)).tiers:
            return _with_article(found, articles)
    beside = [each for each in named if all(each.end <= start or end <= each.start for start, end, _ in articles)]
    if articles and beside:
        return _article(_nearest(beside, articles[0]), articles)
    telling = [each for each in named if _tells(each, folded)]
    if not telling:
        return Lookup()
    best = max(telling, key=lambda each: each.length)
    return _instrument(best, folded)


def _titled(folded: str, register: Register) -> Iterator[_Named]:
    """The titles in a folded text, longest first at each place; a Latin one only where words begin and end."""
    words = WORD.findall(folded)
    found = list(register.titled("".join(words), accumulate(map(len, words), initial=0)))
    places = [place for place, char in enumerate(folded) if char.isalnum()] if found else []
    for start, end, documents in found:
        first, last = places[start], places[end - 1]
        if not _joined(folded, last + 1) and len(documents) <= MOST:
            yield _Named(register.version(tuple(dict.fromkeys(documents)), folded), first, last + 1, end - start)


def _joined(folded: str, place: int) -> bool:
    """Whether a Latin word goes on across a place."""
    around = folded[max(0, place - 1) : place + 1]
    return 0 < place < len(folded) and around.isascii() and around.isalnum()


def _tells(named: _Named, folded: str) -> bool:
    """Whether a title is meant where it stands: in 《》, alone, or long enough to be no chance."""
    if folded[named.start - 1 : named.start] in ("《", "〈") or named.length >= len(STRIPPED.sub("", folded)) - 1:
        return True
    return named.length >= (TELLING_LATIN if folded[named.start : named.end].isascii() else TELLING)


def _nearest(named: list[_Named], article: tuple[int, int, str]) -> _Named:
    """The title an article belongs to: the one that ends closest before it, else the one that follows."""
    before = [each for each in named if each.end <= article[0]]
    return max(before, key=lambda each: each.end) if before else max(named, key=lambda each: each.length)


def _article(named: _Named, articles: list[tuple[int, int, str]]) -> Lookup:
    return _with_article(Lookup((Is("document", named.documents),), named.documents), articles)


def _with_article(found: Lookup, articles: list[tuple[int, int, str]]) -> Lookup:
    """The article first where it is a section, then where the text speaks of it, then the rest of the instrument."""
    if not articles:
        return found
    place = Is("document", found.documents)
    asked = [Term(COUNTED + form, field) for field in ("heading", "text") for _, _, form in articles]
    named = tuple(dict.fromkeys(form for _, _, form in articles))
    return Lookup((*(And((place, term)) for term in asked), *found.tiers), found.documents, named)


def _instrument(named: _Named, folded: str) -> Lookup:
    """The instrument first; with further words, its sections that hold all of them."""
    place = Is("document", named.documents)
    rest = [form for word in split(folded[: named.start] + " " + folded[named.end :]) for form in forms(word)]
    if not rest:
        return Lookup((place,), named.documents)
    return Lookup((And((place, *(Term(form) for form in dict.fromkeys(rest)))),), ())


def _by_number(folded: str, register: Register) -> Lookup:
    """The instruments whose number stands in the text."""
    tiers: list[Node] = []
    documents: list[str] = []
    for number in [*numbers.find(folded), *_bare(folded)]:
        held = register.numbered(number)
        if number.series == "cfr" and not held:
            held, place = _cfr(number, register)
            tiers += [And((Is("document", tuple(held)), place))] if held and place else []
        if held:
            tiers.append(Is("document", tuple(held)))
            documents += held
    return Lookup(tuple(tiers), tuple(dict.fromkeys(documents)))


def _cfr(number: Number, register: Register) -> tuple[list[str], Node | None]:
    """The part of the Code that holds a section of it, and the heading of the section there."""
    match = CFR_PLACE.fullmatch(number.no.lower())
    if match is None:
        return [], None
    part = Number("cfr", number.body, "", match["part"], "", 0, 0)
    heading = Phrase((match["part"], match["section"]), (0, 1), "heading")
    return register.numbered(part), Or((heading, Phrase((match["part"], match["section"]), (0, 1), "text")))


def _bare(folded: str) -> Iterator[Number]:
    """Numbers written as no document writes them: State Council Order 818, 第27号 2020, S12, 1394/2007."""
    if not DIGIT.search(folded):
        return
    for match in ENGLISH_NUMBER.finditer(folded):
        body = BODIES.get(match["body"] or "", (match["body"] or "").upper())
        for series in SERIES.get(match["series"], ("公告", "通告", "bracket")):
            yield Number(series, body, match["year"] or "", match["no"], "", *match.span())
    order, year = BARE_ORDER.search(folded), BARE_YEAR.search(folded)
    if order and not any(True for _ in numbers.find(folded)):
        for series in ("公告", "通告", "令", "bracket"):
            if year or series == "令":
                yield Number(series, "", year.group() if year else "", order["no"], "", *order.span())
    if (ich := BARE_ICH.fullmatch(folded.strip())) is not None:
        yield Number("ich", "", "", ich["no"].upper(), (ich["sub"] or "").upper(), 0, len(folded))
    if (european := BARE_EU.search(folded)) is not None and not any(True for _ in numbers.find(folded)):
        yield Number("eu", "", "", european["no"], "", *european.span())
