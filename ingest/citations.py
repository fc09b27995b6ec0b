"""The instruments and articles a document cites, with their place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Relation, Section
from corpus.numerals import NUMERAL
from ingest import mentions

_TITLE = re.compile(r"《(?P<title>[^《》\n]{2,80}(?:[〈<][^〈〉<>\n]{2,60}[〉>][^《》\n]{0,40})?)》")
_ARTICLE = re.compile(
    rf"(?:[(（][^)）\n]{{1,40}}[)）])?(?:的)?(?P<a>第\s*(?:{NUMERAL}{{1,7}}|\d{{1,4}})\s*条(?:之{NUMERAL}{{1,3}})?(?:第\s*{NUMERAL}{{1,3}}\s*款)?"
    rf"(?:第\s*[(（]?\s*{NUMERAL}{{1,3}}\s*[)）]?\s*项)?)"
)
_REPEAL = re.compile(r"[^。；\n]{0,120}?(?:同时废止|即行废止|予以废止|自本.{1,12}起废止)")
_AMENDED = re.compile(r"(?:修改|修订|修正)$")
_AMENDING = re.compile(r"(?:作(?:如下|出)?(?:修改|修正|修订)|进行(?:修改|修订)|修改为)")
_BASIS = re.compile(r"(?:根据|依据|依照|按照|为贯彻|为落实)[^。；\n]{0,40}$")
_SUPERSEDED = re.compile(r"\b(?:supersedes|replaces|revises|finali[sz]es)\b[^.\n]{0,60}$", re.I)
_CITED = frozenset(
    {"bracket", "公告", "通告", "令", "docket", "cfr", "usc", "publaw", "eu", "ema", "cdoc", "ich", "who", "act", "pics"}
)
_MOST = 5000  # relations of one document


def find(sections: Sequence[Section]) -> tuple[Relation, ...]:
    """The relations that the text of sections states, in order."""
    found: list[Relation] = []
    for section in sections:
        found += _in_section(section)
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def _in_section(section: Section) -> Iterator[Relation]:
    text = section.text
    if not text:
        return
    taken = list(_titles(section)) if "《" in text else []
    yield from taken
    for number in mentions.find(text):
        if number.series in _CITED and not any(
            r.start is not None and r.end is not None and r.start <= number.start < r.end for r in taken
        ):
            yield Relation(
                type="supersedes" if _SUPERSEDED.search(text[max(0, number.start - 80) : number.start]) else "cites",
                target=text[number.start : number.end],
                section=section.id,
                start=number.start,
                end=number.end,
            )


def _titles(section: Section) -> Iterator[Relation]:
    text = section.text
    repeals = [match.span() for match in _REPEAL.finditer(text)]
    for match in _TITLE.finditer(text):
        article = _ARTICLE.match(text, match.end())
        yield Relation(
            type=_type(text, match, repeals),
            target=match["title"],
            article=re.sub(r"\s+", "", article["a"]) if article else None,
            section=section.id,
            start=match.start(),
            end=article.end() if article else match.end(),
        )


def _type(text: str, match: re.Match[str], repeals: Sequence[tuple[int, int]]) -> str:
    before = text[max(0, match.start() - 60) : match.start()]
    if any(start <= match.start() < stop for start, stop in repeals):
        return "supersedes"
    if _AMENDED.search(before) or _AMENDING.match(text, match.end()):
        return "amends"
    return "implements" if _BASIS.search(before) else "cites"
