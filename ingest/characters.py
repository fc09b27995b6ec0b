"""Characters that are no text, as control characters and halves of surrogate pairs, which nothing can store or show; and how many
there are of those that are.
"""

from __future__ import annotations

import re

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NO_LATIN = bytes(code for code in range(128) if not chr(code).isalpha())


def cleaned(text: str) -> str:
    """The text without what is no text; tabs and line ends stay."""
    return _NO_TEXT.sub("", text) if _NO_TEXT.search(text) else text


def count(pattern: re.Pattern[str], text: str) -> int:
    """How many characters of the text a pattern takes up: quickest where it takes those that are frequent by runs."""
    return sum(map(len, pattern.findall(text)))


def latin(text: str) -> int:
    """How many letters from A to Z and a to z there are; a tenth of the time that a pattern takes."""
    return len(text.encode("ascii", "ignore").translate(None, _NO_LATIN))
