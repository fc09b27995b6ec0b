"""Folding a batch of texts at the speed of a table: `search.fold.fold` for each distinct character, once.

Characters that join their neighbours, or fold to none or several, send their whole text to `fold` itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import UInt32
from search.fold import SEPARATOR, fold, joining

UNKNOWN, ALONE = 0x110000, 0x110001  # not met so far; not to be folded by itself
_FOLDED: UInt32 = np.full(0x110000, UNKNOWN, np.uint32)


def fold_all(texts: Sequence[str]) -> UInt32:
    """The folded texts as code points, joined by `SEPARATOR`, which stands in none of them; uint32 [characters]."""
    joined = _join(texts)
    codes = _points(joined)
    folded = _mapped(codes)
    alone = np.flatnonzero(folded == ALONE)
    if not len(alone):
        return folded
    ends = np.flatnonzero(codes == ord(SEPARATOR))
    pieces, place = [], 0
    for number in np.unique(np.searchsorted(ends, alone)).tolist():
        start = int(ends[number - 1]) + 1 if number else 0
        end = int(ends[number]) if number < len(ends) else len(codes)
        pieces += [folded[place:start], _points(fold(joined[start:end]))]
        place = end
    return np.concatenate([*pieces, folded[place:]])


def text_of(codes: UInt32) -> str:
    """Code points as a text."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _join(texts: Sequence[str]) -> str:
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) < max(len(texts), 1):
        return joined
    return SEPARATOR.join(text.replace(SEPARATOR, " ") for text in texts)


def _points(text: str) -> UInt32:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _mapped(codes: UInt32) -> UInt32:
    folded = _FOLDED[codes]
    for code in np.unique(codes[folded == UNKNOWN]).tolist():
        target = fold(chr(code))
        _FOLDED[code] = ord(target) if len(target) == 1 and chr(code) not in joining() else ALONE
    return _FOLDED[codes]
