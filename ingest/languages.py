"""Which language a text is in, told from its letters."""

from __future__ import annotations

import re

from ingest.characters import count, latin

SAMPLE = 20_000  # characters looked at
HAN_SHARE = 0.2  # of the letters: a Chinese text may quote more Latin letters than it has characters

_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_KANA = re.compile(r"[\u3041-\u30ff]+")
_HANGUL = re.compile(r"[\uac00-\ud7af\u1100-\u11ff]+")
# The most frequent characters that only one of the two scripts of Chinese has.
_TRADITIONAL = re.compile(
    "[國會為這個們時過說對發經與應該關於條規業產質實驗據術務體療藥標準記錄證監構機報請參數類變護責總單環設處]"
)
_SIMPLIFIED = re.compile("[国会为这个们时过说对发经与应该关于条规业产质实验据术务体疗药标准记录证监构机报请参数类变护责总单环设处]")
_BOTH = frozenset(_SIMPLIFIED.pattern) & frozenset(_TRADITIONAL.pattern)


def guess(text: str) -> str | None:
    """`zh`, `zh-Hant`, `ja`, `ko` or `en`; None where there is too little to tell, or another script."""
    text = text[:SAMPLE]
    letters = count(_LETTERS, text)
    if not letters:
        return None
    han, kana, hangul = (count(pattern, text) for pattern in (_HAN, _KANA, _HANGUL))
    if hangul > HAN_SHARE * letters and hangul > han:
        return "ko"
    if han + kana > HAN_SHARE * letters:
        return "ja" if kana > 0.1 * (han + kana) else _chinese(text)
    return "en" if latin(text) > letters / 2 else None


def _chinese(text: str) -> str:
    traditional = sum(c not in _BOTH for c in _TRADITIONAL.findall(text))
    simplified = sum(c not in _BOTH for c in _SIMPLIFIED.findall(text))
    return "zh-Hant" if traditional > simplified else "zh"


def is_wide(character: str) -> bool:
    """Whether a character is of a script that sets no space between words, or a sign set like one."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"
