"""Bytes -> text: the encoding is told from the bytes, and what a page declares of itself is only one witness."""

from __future__ import annotations

import codecs
import re

HEAD = 4096  # bytes in which a page may declare its encoding
FEW = 0.01  # share of undecodable bytes that a page in its own encoding may have
DAMAGED = 5  # times as many characters must be had as are lost for text to be damaged UTF-8
CHANCE = 4  # non-ASCII characters below which bytes may be valid UTF-8 by chance

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

# What is declared is often the smaller, older set of what was written.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-tw": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
_WESTERN = "cp1252"
_GUESSES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
# The most frequent characters of Chinese in both scripts, of Japanese and of Korean: a wrong guess gives rare ones.
_FREQUENT = re.compile(
    "[的一是不了在人有我他这这中大来上国國個个会會为為规規条條第定应應法管理和与與及等のにはをたがでてと다이는을의에 ]"
)


def decode(data: bytes) -> str:
    """The text of a page's bytes, whatever it declares; what cannot be decoded becomes U+FFFD."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    return data.decode(_name(data), "replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its markup is nil."""
    head = data[:HEAD]
    if head.count(0) * 4 < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _name(data: bytes) -> str:
    declared = _declared(data)
    lost, kept = _loss(data, "utf-8")
    if not lost and (kept >= CHANCE or declared in (None, "utf-8") or _loss(data, declared)[0]):
        return "utf-8"
    if declared not in (None, "utf-8", _WESTERN) and _loss(data, declared)[0] <= FEW * len(data):
        return declared
    if lost * DAMAGED <= kept:
        return "utf-8"
    runs = re.findall(rb"[\x80-\xff]+", data)
    if sum(len(run) == 1 for run in runs) * 2 > len(runs):
        return _WESTERN
    return max(_GUESSES, key=lambda name: _likelihood(data, name))


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:HEAD])
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    try:
        return codecs.lookup(_WIDER.get(name, name)).name
    except LookupError:
        return None


def _loss(data: bytes, name: str) -> tuple[int, int]:
    """How many characters of the data are lost in an encoding, and how many beyond ASCII are had."""
    text = data.decode(name, "replace")
    lost = text.count("\ufffd") - text.endswith("\ufffd")  # the end may be cut off anywhere
    return lost, sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) - lost


def _likelihood(data: bytes, name: str) -> float:
    lost, kept = _loss(data, name)
    frequent = len(_FREQUENT.findall(data.decode(name, "replace")))
    return frequent / (kept + 1) - 10 * lost / len(data)
