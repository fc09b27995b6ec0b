"""What a document says of itself: title, number, issuer, dates, status, kind, language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Metadata, Section
from ingest import dates, issuers, languages, mentions, titles
from ingest.line import Line

_FRONT = 3000  # characters in which a document names itself
_TAIL = 1500
_SERIES = re.compile(r"(令|公告|通告)\s*\n\s*(?=[(（]?(?:第|\d{4}))")
_QUOTED = re.compile(r"》\s*[(（](?!试行|暂行|征求意见稿)[^()（）\n]{0,60}(?:[(（][^()（）\n]{0,30}[)）][^()（）\n]{0,20})?[)）]")
_STANDARD = re.compile(  # alone on a line; recognition of scans takes its dash for 一
    r"^[ \t]*((?:GB|WS|YY|DB\d\d|JJF|HJ)(?:/[TZ])?) ?(\d+(?:\.\d+)*)[ \t]?[-–—一][ \t]?((?:19|20)\d\d)[ \t]*$", re.M
)
_ANNOUNCES = re.compile(r"公\s*告|通\s*告|通\s*知|令|〔")
_GUIDELINE = re.compile(r"^\s*(?:ICH\s*)?([QSEM]\d{1,2}[A-F]?(?:\(R\d\))?)\s*$", re.M)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts found, and what a document needs beside its metadata."""

    title: str
    language: str | None
    metadata: Metadata


def detect(lines: Sequence[Line], sections: Sequence[Section], stated: str | None) -> Facts:
    """The facts of a document from its lines and sections; `stated` is the title the file itself gives."""
    text = "\n".join(f"{s.name}\n{s.text}" for s in sections)
    front, tail = text[:_FRONT], text[-_TAIL:]
    title = titles.find(lines, sections, stated)
    language = languages.guess(text)
    chinese = (language or "").startswith("zh")
    named = _QUOTED.sub("》", f"{title}\n{front}")
    number = _number(named) if chinese or "FDA" in named or "EMA" in named or "ICH" in named else None
    authority = issuers.find(named, tail if chinese else "")
    kind = titles.kind(title, authority) or ("standard" if chinese and _standard(named) else None)
    issued = dates.issued(front, tail) if chinese else dates.issued_in_english(front)
    metadata = Metadata(
        title_zh=title if chinese else None,
        title_en=title if language == "en" else None,
        document_number=number,
        jurisdiction=issuers.jurisdiction(authority) or ("CN" if language == "zh" and kind not in (None, "standard") else None),
        authority=authority,
        instrument_type=kind,
        status=titles.status(title, front),
        issued=issued,
        effective=(dates.effective(text[-2 * _TAIL :], issued) or dates.implemented(front)) if chinese else None,
        year=issued[:4] if issued else None,
    )
    return Facts(title, language, metadata)


def _standard(text: str) -> re.Match[str] | None:
    """The number that the cover of a standard bears; an announcement that lists standards is none of them."""
    match = _STANDARD.search(text)
    return match if match and not _ANNOUNCES.search(text, 0, match.start()) else None


def _number(text: str) -> str | None:
    """The document's own number in normal form: the first in its front that is not quoted from another instrument."""
    if ("ICH" in text or "HARMONISATION" in text) and (code := _GUIDELINE.search(text)):
        return f"ICH {code[1]}"
    own = {"bracket", "公告", "通告", "令", "docket", "ema", "ich", "cdoc", "eu"}
    if standard := _standard(text):
        return f"{standard[1]} {standard[2]}-{standard[3]}"
    text = _SERIES.sub(r"\1", text)
    for number in mentions.find(text):
        opened = text.rfind("《", 0, number.start) > text.rfind("》", 0, number.start)
        cited = text[max(0, number.start - 3) : number.start].endswith(("根据", "按照", "依据"))
        if number.series in own and not opened and not cited:
            return number.key if number.series in ("bracket", "公告", "通告", "令") else text[number.start : number.end]
    return None
