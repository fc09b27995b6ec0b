"""Dates of issue and of effect, in Arabic and Chinese numerals and in English, as ISO dates."""

from __future__ import annotations

import re
from unicodedata import normalize

from corpus.numerals import NUMERAL, date

_N = rf"(?:\d{{1,4}}|{NUMERAL}{{1,4}})"
_DATE = rf"(?P<y>(?:19|20)\d{{2}}|[一二]{NUMERAL}{{3}})\s*年\s*(?P<m>{_N})\s*月\s*(?P<d>{_N})\s*日"
_STATED = re.compile(
    r"(?:发布|公布|发文|成文|印发)(?:日期|时间)\s*[:：]\s*(?P<y>(?:19|20)\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})"
)
_ANY = re.compile(_DATE)
_PASSED = re.compile(rf"{_DATE}[^。；\n)）]{{0,40}}(?:通过|公布|发布|签署|颁布)")
_SIGNED = re.compile(rf"^\s*{_DATE}\s*$", re.M)
_EFFECTIVE = re.compile(rf"自\s*(?:{_DATE}|(?P<then>(?:公布|发布|印发|颁布|签署)之日))\s*起\s*(?:施行|实施|执行|生效)")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_ENGLISH = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})\s+)?(?P<m>{'|'.join(_MONTHS)})\s+(?:(?P<d2>\d{{1,2}}),\s*)?(?P<y>(?:19|20)\d{{2}})\b", re.I
)


def issued(front: str, tail: str) -> str | None:
    """The date of passing, signing or publication: from the head's brackets, the signature, else the first date of the head."""
    front, tail = normalize("NFKC", front), normalize("NFKC", tail)
    stated = _STATED.search(front)
    if stated:
        return _iso(stated)
    passed = [_iso(match) for match in _PASSED.finditer(front)]
    if passed and passed[0]:
        return passed[0]
    signed = [_iso(match) for match in _SIGNED.finditer(tail)] or [_iso(match) for match in _SIGNED.finditer(front)]
    if signed:
        return signed[-1]
    first = _ANY.search(front[:600])
    return _iso(first) if first else None


def effective(tail: str, issued_on: str | None) -> str | None:
    """The date from which it has effect; the date of issue where it says 自发布之日起施行."""
    matches = list(_EFFECTIVE.finditer(normalize("NFKC", tail)))
    if not matches:
        return None
    return issued_on if matches[-1]["then"] else _iso(matches[-1])


def issued_in_english(front: str) -> str | None:
    """The first date of an English head: `July 2022` as `2022-07`, `14 May 2020` and `May 14, 2020` as `2020-05-14`."""
    match = _ENGLISH.search(front)
    if match is None:
        return None
    month = str(_MONTHS.index(match["m"].lower()) + 1)
    return date(match["y"], month, match["d1"] or match["d2"])


def _iso(match: re.Match[str]) -> str | None:
    return date(match["y"], match["m"], match["d"])
