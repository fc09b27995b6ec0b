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
_MONTH = re.compile(rf"^\s*(?P<y>(?:19|20)\d{{2}}|[一二]{NUMERAL}{{3}})\s*年\s*(?P<m>{_N})\s*月\s*$", re.M)
_STANDARD = re.compile(r"(?P<y>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})\s*(?P<what>发布|实施)")
_EFFECTIVE = re.compile(rf"自\s*(?:{_DATE}|(?P<then>(?:公布|发布|印发|颁布|签署)之日))\s*起\s*(?:施行|实施|执行|生效)")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_ENGLISH = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})\s+)?(?P<m>{'|'.join(_MONTHS)})\s+(?:(?P<d2>\d{{1,2}}),\s*)?(?P<y>(?:19|20)\d{{2}})\b", re.I
)
_FEW = 60  # characters of a line that is a date and what it is called
_SAID = re.compile(
    r"\b(?:issued?|issuance|published|publication|dated?|adopt(?:ed|ion)|approved|released?|posted|version|revis(?:ed|ion))\b", re.I
)


def issued(front: str, tail: str) -> str | None:
    """The date of passing, signing or publication: from the head's brackets, the signature, else the first date of the head.

    A cover may name no more than a month.
    """
    front, tail = normalize("NFKC", front), normalize("NFKC", tail)
    stated = _STATED.search(front) or _of_standard(front, "发布")
    if stated:
        return _iso(stated)
    passed = [_iso(match) for match in _PASSED.finditer(front)]
    if passed and passed[0]:
        return passed[0]
    signed = [_iso(match) for match in _SIGNED.finditer(tail)] or [_iso(match) for match in _SIGNED.finditer(front)]
    if signed:
        return signed[-1]
    if month := _MONTH.search(front):
        return date(month["y"], month["m"], None)
    first = _ANY.search(front[:600])
    return _iso(first) if first else None


def effective(tail: str, issued_on: str | None) -> str | None:
    """The date from which it has effect; the date of issue where it says 自发布之日起施行."""
    matches = list(_EFFECTIVE.finditer(normalize("NFKC", tail)))
    if not matches:
        return None
    return issued_on if matches[-1]["then"] else _iso(matches[-1])


def implemented(front: str) -> str | None:
    """The date of effect that the cover of a standard prints: 2014-10-01实施."""
    match = _of_standard(normalize("NFKC", front), "实施")
    return _iso(match) if match else None


def _of_standard(front: str, what: str) -> re.Match[str] | None:
    return next((match for match in _STANDARD.finditer(front) if match["what"] == what), None)


def issued_in_english(front: str) -> str | None:
    """The first date of an English head: `July 2022` as `2022-07`, `14 May 2020` and `May 14, 2020` as `2020-05-14`.

    It stands on a line of few words, or behind a word that says what it is; a date amid a sentence is of something else.
    """
    for line in front.split("\n"):
        for match in _ENGLISH.finditer(line):
            last = match.end() == len(line.rstrip())  # as below the names of a cover: a sentence ends in a full stop
            if last or len(line) <= _FEW or _SAID.search(line[max(match.start() - _FEW, 0) : match.start()]):
                month = str(_MONTHS.index(match["m"].lower()) + 1)
                return date(match["y"], month, match["d1"] or match["d2"])
    return None


def _iso(match: re.Match[str]) -> str | None:
    return date(match["y"], match["m"], match["d"])
