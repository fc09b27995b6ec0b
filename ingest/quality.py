"""How far a page's text can be trusted: native, read by someone's OCR, garbled or missing; and why.

A page is garbled where its characters are not those that are printed: private-use characters, glyph names, mojibake, or Han
text whose punctuation came out as `#`, `$` and `%`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import PageQuality
from ingest import characters

BLANK = "a blank page"
_SAMPLE = 2000
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PRIVATE = re.compile(r"[\ue000-\uefff\uf100-\uf8ff\ufffd\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f]")
_SYMBOL = re.compile(r"[\uf000-\uf0ff]")
_GLYPH = re.compile(r"\(cid:\d+\)|/[CGg]\d{1,4}\b|g(?<![A-Za-z]g)\d{2,4}(?![A-Za-z])")
_MOJIBAKE = re.compile("[{0}][{0}]+".format(r"\u00a1-\u00b6\u00b8-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u20ac"))
_ODD = re.compile(r"[!\"#$%&'*+](?<=[\u4e00-\u9fff].)(?=[\s\u4e00-\u9fff]|$)")
_COMMA = re.compile(r"[，。、；：]")
_USUAL = "etaoinsr"
_FREQUENT = re.compile(
    "[的一是不在人有中国和地到以为上可也对生而子于年过发后用道行所然家种事成方多经法学如都同现第条规定应当药品管理本其业主分部]"
)


def grade(page: int, text: str, *, invisible: bool = False) -> PageQuality:
    """The grade of a page from its text; `invisible` where that text lies unseen over a picture."""
    if not text.strip():
        return PageQuality(page=page, grade="empty", reason="no text layer")
    reason = garbled(text)
    if reason:
        return PageQuality(page=page, grade="garbled", reason=reason)
    if invisible:
        return PageQuality(page=page, grade="ocr", reason="the text layer lies unseen over a picture")
    return PageQuality(page=page, grade="native")


def settle(grades: Sequence[PageQuality]) -> list[PageQuality]:
    """The grades of a whole file: where half its pages are garbled, so are the others, whose words are too few to show it."""
    bad = [g for g in grades if g.grade == "garbled"]
    readable = [g for g in grades if g.grade != "empty"]
    if not bad or len(bad) * 2 < len(readable):
        return list(grades)
    reason = "the fonts of this file garble its other pages"
    return [replace(g, grade="garbled", reason=reason) if g.grade in ("native", "ocr") else g for g in grades]


def lacking(grades: Sequence[PageQuality]) -> list[PageQuality]:
    """The pages that show something and have no text."""
    return [g for g in grades if g.grade == "empty" and g.reason != BLANK]


def garbled(text: str) -> str | None:
    """What is wrong with the characters of a page, told from its first two thousand, or None."""
    text = text[:_SAMPLE]
    size = len(text)
    if len(_PRIVATE.findall(text)) > max(3, 0.02 * size):
        return "characters without meaning (private use)"
    if len(_SYMBOL.findall(text)) > max(6, 0.15 * size):
        return "characters without meaning (private use)"
    if characters.count(_GLYPH, text) > 0.1 * size:
        return "glyph names in place of characters"
    if not text.isascii() and characters.count(_MOJIBAKE, text) > 0.3 * max(size, 40):
        return "characters of another encoding"
    han, latin = characters.count(_HAN, text), characters.latin(text)
    if han and (odd := len(_ODD.findall(text))) >= 3 and odd > 0.01 * han and odd > len(_COMMA.findall(text)):
        return "punctuation and digits came out as other signs"
    if latin > 200 and latin > 4 * han and sum(map(text.lower().count, _USUAL)) < 0.4 * latin:
        return "letters that form no words"
    if han > 150 and han > latin and len(_FREQUENT.findall(text)) < 0.03 * han:
        return "ideographs that form no words"
    return None
