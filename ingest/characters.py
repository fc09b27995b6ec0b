"""Characters that are no text, as control characters and halves of surrogate pairs, which nothing can store or show; and how many
of those that are a pattern takes up.
"""

from __future__ import annotations

import re

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text without what is no text; tabs and line ends stay."""
    return _NO_TEXT.sub("", text) if _NO_TEXT.search(text) else text


def count(pattern: re.Pattern[str], text: str) -> int:
    """How many characters of the text a pattern takes up: quickest where it takes those that are frequent by runs."""
    return sum(map(len, pattern.findall(text)))
