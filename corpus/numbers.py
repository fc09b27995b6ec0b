"""Document numbers and their normal form, in every bracket style and under every name of the body that issued them.

A number is told by its series and what counts in it: 国令第717号 = 国务院令第717号 = 中华人民共和国国务院令（第717号）.
`令` numbers restart with each body, 公告 and 通告 are two series and restart each year, so that body, kind, year and number
together are the key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.numerals import NUMERAL, integer

# The issuing bodies under the names that stand in numbers; a longer name stands before the shorter one it holds.
BODIES: dict[str, str] = {
    "国家药品监督管理局药品审评中心": "CDE",
    "国家药监局药审中心": "CDE",
    "药审中心": "CDE",
    "国家药品监督管理局食品药品审核查验中心": "CFDI",
    "国家药监局核查中心": "CFDI",
    "国家药监局综合司": "NMPA",
    "国家药品监督管理局": "NMPA",
    "国家药监局": "NMPA",
    "国家食品药品监督管理总局": "CFDA",
    "国家食品药品监督管理局": "SFDA",
    "食品药品监管总局": "CFDA",
    "国家市场监督管理总局": "SAMR",
    "国家市场监管总局": "SAMR",
    "市场监管总局": "SAMR",
    "国家卫生健康委员会": "NHC",
    "国家卫生健康委": "NHC",
    "国家卫生和计划生育委员会": "NHFPC",
    "国家卫生计生委": "NHFPC",
    "卫生部": "MOH",
    "科学技术部": "MOST",
    "科技部": "MOST",
    "国家科学技术委员会": "SSTC",
    "国家互联网信息办公室": "CAC",
    "国家发展和改革委员会": "NDRC",
    "国家发展改革委": "NDRC",
    "商务部": "MOFCOM",
    "海关总署": "GACC",
    "中华人民共和国国务院": "SC",
    "国务院": "SC",
    "国": "SC",
    "中华人民共和国主席": "PRC",
    "主席": "PRC",
}

_CN = r"[\u4e00-\u9fff]"
_NO = rf"(?P<no>\d{{1,5}}|{NUMERAL}{{1,7}})"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "bracket",
        re.compile(rf"(?P<body>{_CN}{{1,12}}?)\s*[〔\[［【(]\s*(?P<year>(?:19|20)\d{{2}})\s*[〕\]］】)]\s*第?\s*{_NO}\s*号"),
    ),
    (
        "series",
        re.compile(
            r"(?P<kind>公告|通告|令)\s*(?:[(〔]?\s*(?P<year>(?:19|20)\d{2})\s*年?\s*第|(?<=公告)[(〔]?第)"
            rf"\s*{_NO}\s*号\s*[)〕]?"
        ),
    ),
    ("order", re.compile(rf"令\s*[(〔]?\s*第?\s*{_NO}\s*号\s*[)〕]?")),
    ("nickname", re.compile(r"(?<!\d)(?P<no>\d{3,4})\s*号令")),
    (
        "docket",
        re.compile(
            r"(?<![A-Za-z0-9])FDA[- ]?(?P<year>\d{4})[- ](?P<kind>[A-Z])[- ](?P<no>\d{4,5})(?![A-Za-z0-9])"
            r"|(?<![A-Za-z0-9])(?P<old>\d{2,4}[A-Z]-\d{4})(?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
    ),
    (
        "cfr",
        re.compile(
            r"(?<![A-Za-z0-9])(?P<body>\d{1,2})\s*C\.?\s*F\.?\s*R\.?\s*(?:Parts?|§+)?\s*(?P<no>\d{1,4}(?:\.\d+[a-z]?)?)(?P<sub>(?:\([0-9A-Za-z]{1,4}\))*)",
            re.IGNORECASE,
        ),
    ),
    (
        "usc",
        re.compile(
            r"(?<![A-Za-z0-9])(?P<body>\d{1,2})\s*U\.?\s*S\.?\s*C\.?\s*(?:§+)?\s*(?P<no>\d+[a-z]?)(?![A-Za-z0-9])", re.IGNORECASE
        ),
    ),
    (
        "publaw",
        re.compile(
            r"(?<![A-Za-z0-9])P(?:ub(?:lic|\.)?)?\.?\s*L(?:aw|\.)?\s*(?:No\.?\s*)?(?P<no>\d{2,3}-\d{1,3})(?![A-Za-z0-9])",
            re.IGNORECASE,
        ),
    ),
    (
        "eu",
        re.compile(
            r"(?<![A-Za-z0-9])(?P<kind>Regulation|Directive|Decision)\s*(?:\((?:EC|EU|EEC)\))?\s*(?:No\.?\s*)?(?P<no>\d{2,4}/\d{1,4})(?:/(?:EC|EU|EEC))?",
            re.IGNORECASE,
        ),
    ),
    (
        "ema",
        re.compile(
            r"(?<![A-Za-z0-9])(?P<no>(?:EMA|EMEA|CHMP|CAT)(?:/[A-Z]{2,6}){0,3}/\d{3,6}/\d{2,4})(?![A-Za-z0-9])", re.IGNORECASE
        ),
    ),
    ("cdoc", re.compile(r"(?<![A-Za-z0-9])C\((?P<year>\d{4})\)\s*(?P<no>\d{3,5})(?:\s*final)?", re.IGNORECASE)),
    (
        "ich",
        re.compile(
            r"(?<![A-Za-z0-9])ICH\s*(?P<no>[QSEM]\d{1,2}[A-F]?)(?:\s*\(?(?P<sub>R\d{1,2})\)?)?(?![A-Za-z0-9])", re.IGNORECASE
        ),
    ),
    (
        "who",
        re.compile(
            r"(?<![A-Za-z0-9])(?:WHO\s+)?(?:TRS|Technical Report Series)\s*(?:No\.?\s*)?"
            r"(?P<no>\d{3,4})(?:,?\s*Annex\s*(?P<sub>\d{1,2}))?",
            re.IGNORECASE,
        ),
    ),
    ("act", re.compile(r"(?<![A-Za-z0-9])Act\s+No\.?\s*(?P<no>\d{1,5})(?:\s+of\s+(?P<year>\d{4}))?", re.IGNORECASE)),
    ("pics", re.compile(r"(?<![A-Za-z0-9])(?P<no>PE\s*0\d{2}-\d{1,2})(?:\s*Annex\s*(?P<sub>\d+[A-Z]?))?", re.IGNORECASE)),
)


COUNTED = re.compile(rf"\d|{NUMERAL}")  # without one there is no number
# A body's name, or several one after the other, at the end of a text; longer names before those they hold.
_KNOWN = re.compile(f"({'|'.join(sorted(BODIES, key=len, reverse=True))})[、 (]*$")
_LOCAL = re.compile(rf"({_CN}{{2,8}}?(?:省|市|自治区))第{NUMERAL}+届人民代表大会常务委员会[ (]*$")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number found in a text at `start` to `end`.

    `series` is `bracket`, `公告`, `通告`, `令`, `docket`, `cfr`, `eu`, `ich` ...; `body` the code of `BODIES`, the prefix of a
    bracket number or the title of a code, "" where it is not told; `sub` what follows the number: (a)(1), R2, an annex.
    """

    series: str
    body: str
    year: str
    no: str
    sub: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The normal form, the same for every way of writing the number: `国卫科教发 2015 48`, `NMPA 公告 2020 27`, `SC 令 717`."""
        parts = (self.body, "" if self.series == "bracket" else self.series, self.year, self.no)
        return " ".join(part for part in parts if part)

    def names(self, other: Number) -> bool:
        """Whether both can be the same number: all that both of them tell is the same."""
        told = ((self.body, other.body), (self.year, other.year))
        return self.series == other.series and self.no == other.no and all(not a or not b or a == b for a, b in told)


def find(text: str) -> Iterator[Number]:
    """The document numbers of a text, in order; where two readings overlap, the first pattern's."""
    if not COUNTED.search(text):
        return
    folded = text if unicodedata.is_normalized("NFKC", text) else "".join(map(_fold, text))
    found: list[Number] = []
    for series, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            number = _number(series, match)
            if all(number.end <= other.start or number.start >= other.end for other in found):
                found.append(number)
    yield from sorted(found, key=lambda number: number.start)


def normal(text: str) -> str | None:
    """The normal form of the first number in a text; None where there is none."""
    number = next(find(text), None)
    return number.key if number else None


@lru_cache(maxsize=1 << 16)
def _fold(character: str) -> str:
    """Full-width forms as plain ones, one character for one."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _number(series: str, match: re.Match[str]) -> Number:
    part = {name: value or "" for name, value in match.groupdict().items()}
    no = part.get("no") or part.get("old", "")
    value = integer(no) if series != "docket" else None
    no = str(value) if value is not None else re.sub(r"\s+", "", no).upper()
    start, body, kind = match.start(), part.get("body", ""), part.get("kind", "")
    if series in ("series", "order"):
        body, start = _body(match.string, start)
        series = kind or "令"
    elif series == "nickname":
        series = "令"
    elif series == "bracket":
        body, cut = _prefix(body)
        start += cut
    elif series == "eu":
        body = kind.capitalize()
    elif series == "docket" and kind:
        no = f"FDA-{part['year']}-{kind.upper()}-{no}"
        part["year"] = ""
    return Number(series, body, part.get("year", ""), no, part.get("sub", ""), start, match.end())


def _body(text: str, end: int) -> tuple[str, int]:
    """The code of the body, or of the first of several, named just before `end`, and where its name begins.

    "" where no body is known by that name; a local congress has the name of its place.
    """
    code, start = "", end
    while known := _KNOWN.search(text, max(0, start - 24), start):
        code, start = BODIES[known[1]], known.start()
    if code:
        return code, start
    local = _LOCAL.search(text, max(0, end - 40), end)
    return (local[1], local.start()) if local else ("", end)


def _prefix(text: str) -> tuple[str, int]:
    """The letters of a bracket number, without words of the sentence that ran into them (根据国卫科教发)."""
    cut = max((match.end() for match in re.finditer(r"根据|依据|按照|见|和|与|及|的|文号|以", text)), default=0)
    return (text[cut:], cut) if len(text) - cut >= 2 else (text, 0)
