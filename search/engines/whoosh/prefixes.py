"""Words by how they start, from the sorted words of each segment."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Strings
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.snapshot import Snapshot

MOST = 500  # words a prefix stands for, the most frequent ones


def prefixed(snapshot: Snapshot, start: str) -> list[str]:
    """The exact words that start so, at most `MOST`, the most frequent first."""
    return [word for word, _ in frequent(snapshot, start, MOST)]


def frequent(snapshot: Snapshot, start: str, limit: int) -> list[tuple[str, int]]:
    """The exact words that start so with the number of sections whose text holds them, most frequent first."""
    totals: dict[str, int] = {}
    for part in snapshot.parts:
        for word, count in _within(part.segment, start):
            totals[word] = totals.get(word, 0) + count
    return sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _within(segment: Segment, start: str) -> list[tuple[str, int]]:
    """Words of one segment that start so, at most `MOST`, with their counts."""
    forms = segment.words.forms
    low = bisect_left(_View(forms), start)
    high = bisect_left(_View(forms), start + "\U0010ffff", lo=low)
    terms = segment.inside.find(segment.words.keys[low:high])[0]
    counts = np.where(terms >= 0, np.diff(segment.inside.starts, append=0)[terms], 0)
    best = np.argsort(-counts, kind="stable")[:MOST]
    found = [(forms[low + index], count) for index, count in zip(best.tolist(), counts[best].tolist(), strict=True)]
    return found + _han(segment, start)


def _han(segment: Segment, start: str) -> list[tuple[str, int]]:
    """One Han character and the pairs it begins; a pair alone."""
    if not 1 <= len(start) <= 2:
        return []
    postings = segment.inside
    low = keys.han_key(start)
    high = low + 1
    if len(start) == 1:
        low, high = low << keys.HAN_BITS, low + 1 << keys.HAN_BITS
    own = postings.keys[postings.fields[0] : postings.fields[1]]
    begin, end = postings.fields[0] + np.searchsorted(own, np.array([low, high], np.uint64))
    counts = np.diff(postings.starts[begin : end + 1])
    best = np.argsort(-counts, kind="stable")[:MOST]
    found = zip(postings.keys[begin:end][best].tolist(), counts[best].tolist(), strict=True)
    return [(keys.han_term(key), count) for key, count in found]


class _View:
    """Strings as the sequence that `bisect` wants."""

    def __init__(self, forms: Strings) -> None:
        self._forms = forms

    def __len__(self) -> int:
        return len(self._forms)

    def __getitem__(self, index: int) -> str:
        return self._forms[index]
