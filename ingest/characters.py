"""Characters that are no text: control characters and halves of surrogate pairs, which nothing can store or show."""

from __future__ import annotations

import re

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def cleaned(text: str) -> str:
    """The text without what is no text; tabs and line ends stay."""
    return _NO_TEXT.sub("", text) if _NO_TEXT.search(text) else text
