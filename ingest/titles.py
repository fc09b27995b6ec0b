"""A document's title, without its wrapper, and what the title says: kind of instrument and status."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise, takewhile

from corpus import titles
from corpus.document import Section
from ingest.contents import key
from ingest.joining import glue
from ingest.line import Line
from ingest.style import capitals, measure

_LOOKED_AT = 60
_LONGEST = 300
_SECOND = 40  # characters of the second line of a name
_CLOSE = 1.35  # of the size: how far apart the lines of one title are
_UNEVEN = 0.1  # of the size: how far the lines of one Chinese title differ in a scan
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SUBJECT = re.compile(r"Subject:\s*(\S.*)")
_CITED_AS = re.compile(
    r"\bThis Act (?:is called|may be cited as) (?:the )?((?:[A-Z(][\w()’'-]*,? (?:(?:and|of|for|to|the|in) )*){1,12}(?:\d{4}\b)?)"
)
_QUOTED = re.compile(r"^《([^《》]+)》$")
_WRAPPER = re.compile(r"关于.{0,12}(?:印发|发布|公开征求|征求|公布|颁布).{0,8}[《〈].{2,120}")
_ENDING = re.compile(
    r"(?:法|条例|办法|规定|规则|细则|指导原则|指南|决定|意见|通知|公告|通告|方案|规范|标准|要点|程序|解释|纲要|目录|总则|宪法|法典)"
    r"\s*(?:[(（].{2,20}[)）]\s*)*$"
)
_GENERIC = re.compile(
    r"guidance for industry.{0,60}|guideline|guidance|draft guidance|document history|contents|table of contents"
    r"|(?:中华人民共和国)?.{0,10}(?:国家|行业|地方|团体|企业)标准|目录|目次|附件\s*\d*[:：]?|.{0,60}令|第?.{1,8}号"
    r"|federal register.*|(?:[A-Za-z]{3,9}\.?,?\s*)?(?:\d{1,2},?\s*)?(?:19|20)\d{2}|(?:\w\s){5,}.*"
    r"|contains nonbinding recommendations|ich harmonised.{0,40}|microsoft word.*|untitled.*|无标题.*"
    r"|新建.*文档|.*\.(?:docx?|pdf|wps|qxd|indd)",
    re.I,
)
_DRAFT = re.compile(r"征求意见稿|送审稿|草案|\bdraft\b", re.I)
_TRIAL = re.compile(r"[(（](?:试行|暂行)[)）]|暂行(?:办法|规定|条例)|试行$")
_REPEALED = re.compile(r"[(（](?:已废止|废止|失效)[)）]")
_AGENCIES = ("FDA", "FDA_CBER", "EMA", "EMA_CAT")
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"指导原则|技术要求|技术指南"), "technical_guideline"),
    (re.compile(r"条例\s*(?:[(（].*)?$"), "administrative_regulation"),
    (re.compile(r"(?:(?<![办方做])法|法典)\s*(?:[(（].*)?$"), "law"),
    (re.compile(r"通知\s*$"), "notice"),
    (re.compile(r"标准(?!.*(?:公告|通告|通知)$)|^GB|^YY|^WS"), "standard"),
    (re.compile(r"办法|规定|规则|细则|决定|意见|规范|程序"), "normative_document"),
    (re.compile(r"\bguid(?:ance|eline)", re.I), "guidance"),
    (re.compile(r"\b(?:Regulation|Directive|Act)\b"), "law"),
)


def find(lines: Sequence[Line], sections: Sequence[Section], stated: str | None) -> str:
    """The title: what the file states where the text agrees, a wrapped title, the largest print of the front, a first heading.

    Empty where there is nothing to go by.
    """
    front = [line for line in lines[: 4 * _LOOKED_AT] if line.kind == "body" and (line.page or 1) <= 2][:_LOOKED_AT]
    whole = "".join(key(line.text) for line in front)
    if stated and len(key(stated)) >= 5 and not _GENERIC.fullmatch(stated.strip()) and key(stated) in whole:
        return titles.bare(_QUOTED.sub(r"\1", stated.strip()))
    if cited := _CITED_AS.search("\n".join(s.text for s in sections)):
        return cited[1]
    if by_form := _by_form(front):
        return titles.bare(by_form)[:_LONGEST]
    blocks = _blocks(front)
    for text, _ in blocks[:20]:
        if _WRAPPER.search(text) and len(text) < _LONGEST:
            return titles.bare(text)
    ending = next((text for text, _ in blocks[:12] if _ENDING.search(text) and len(text) < 80 and _fits(text)), None)
    named = _largest(blocks, measure(lines).size) or ending or next((s.heading for s in sections if s.heading), None)
    claimed = stated if stated and not _GENERIC.fullmatch(stated.strip()) else None
    fallback = next((text for text, _ in blocks if _fits(text)), claimed) or ""
    return titles.bare(named or fallback)[:_LONGEST].strip(" 《》")


def _by_form(lines: Sequence[Line]) -> str:
    """What a letter of the European institutions states as its subject, or the Federal Register prints above the agency."""
    for i, line in enumerate(lines):
        if line.size and (subject := _SUBJECT.match(line.text)):
            return _glued(_close([replace(line, text=subject[1]), *lines[i + 1 :]]))
        if line.size and line.text.startswith("AGENCY:"):
            above = takewhile(lambda each: each.bold, reversed(lines[:i]))
            return _glued(_close(list(above))[::-1])
    return ""


def _close(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines at the start that stand close to each other, downwards or upwards."""
    gaps = (abs(line.bottom - last.bottom) / line.size for last, line in pairwise(lines) if line.size)
    return lines[: next((n for n, gap in enumerate(gaps, 1) if not 0 < gap <= _CLOSE), len(lines))]


def _glued(lines: Sequence[Line]) -> str:
    return reduce(glue, (line.text for line in lines), "")


def _blocks(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """Lines set alike one under the other as one text, with the first of them."""
    found: list[tuple[str, Line]] = []
    last: Line | None = None
    for line in lines:
        near = last is not None and line.page == last.page and 0 < line.bottom - last.bottom <= 2.2 * max(line.size, 1)
        if found and last is not None and near and _alike(last, line):
            found[-1] = (glue(found[-1][0], line.text), found[-1][1])
        else:
            found.append((line.text, line))
        last = line
    return found


def _alike(last: Line, line: Line) -> bool:
    """Whether a line is set like the last: in its size, or both in capitals, where they stand close."""
    close = capitals(last.text) and capitals(line.text) and line.bottom - last.bottom <= 1.8 * line.size
    uneven = max(0.6, _UNEVEN * line.size) if _HAN.match(line.text) and _HAN.search(last.text) else 0.6
    return line.bold == last.bold and (abs(line.size - last.size) < uneven or close)


def _largest(blocks: Sequence[tuple[str, Line]], running: float) -> str | None:
    fit = [(line.rank or 9, -line.size, i, text) for i, (text, line) in enumerate(blocks) if _fits(text)]
    sizes = {size for _, size, _, _ in fit}
    ranks = {rank for rank, _, _, _ in fit}
    if len(sizes) < 2 and len(ranks) < 2 and not any(-size > running + 0.9 for size in sizes):
        return None
    ranked = sorted(fit, key=lambda f: (f[1], f[2]) if len(sizes) > 1 else (f[0], f[2]))
    return ranked[0][3]


def _fits(text: str) -> bool:
    return 4 <= len(text.strip()) <= _LONGEST and len(key(text)) >= 4 and not _GENERIC.fullmatch(text.strip())


def unfinished(first: str, second: str) -> bool:
    """Whether a line ends amid the name of an instrument, which the next one ends: its quotation is open, or its kind missing."""
    opened = first.count("《") > first.count("》") and "》" in second
    return len(second) <= _SECOND and (opened or (_ENDING.search(second) is not None and _ENDING.search(first) is None))


def kind(title: str, authority: str | None) -> str | None:
    """The type of instrument that a title names; drafts are drafts whatever they will be."""
    if _DRAFT.search(title):
        return "draft"
    if authority == "ICH":
        return "international_guideline"
    found = next((name for pattern, name in _KINDS if pattern.search(title)), None)
    if found == "law" and authority in _AGENCIES:
        found = "guidance"  # on an act, which its title names
    if found == "administrative_regulation" and authority and authority.endswith("_NPCSC"):
        return "local_regulation"
    return found or ("guidance" if authority in _AGENCIES else None)


def status(title: str, front: str) -> str | None:
    """What title and head say of its status; None where they say nothing."""
    if _REPEALED.search(title) or _REPEALED.search(front[:300]):
        return "repealed"
    if _DRAFT.search(title) or re.search(r"draft guidance|征求意见稿", front[:600], re.I):
        return "draft"
    return "trial" if _TRIAL.search(title) else None
