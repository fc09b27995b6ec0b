"""The words of every section's text in order, as numbers: what the second look at the best candidates reads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.arrays import Int32, Room, UInt16, UInt32, UInt64, spread
from search.engines.whoosh.inverted import Inverted
from search.engines.whoosh.keys import HAN_BITS, TERM

SLICE = 2_000_000  # places written at once
MOST = 1 << 16  # numbers that two bytes hold


@dataclass(frozen=True, slots=True)
class Texts:
    """`units` uint16 or uint32 [places]: at each place of a section's text the number of the exact word or Han character there,
    from 1 for the most frequent one, so that those which are read most lie side by side in a table; else 0.

    `numbers` int32 [terms of the text]: the number of each term, 0 where it is neither. Places and terms are those of the segment's
    `inside`.
    """

    units: UInt16 | UInt32
    numbers: Int32

    @property
    def count(self) -> int:
        """How many different words and characters there are."""
        return int(self.numbers.max(initial=0))


def texts_of(index: Inverted, words: UInt64, room: Room | None = None) -> Texts:
    """The texts of an inverted index whose first field is the text; `words` are the keys of the exact words."""
    keys = index.keys[: index.fields[1]] & np.uint64(TERM)
    unit = np.flatnonzero((keys < np.uint64(1 << HAN_BITS)) | np.isin(keys, words))
    begins, counts = index.place_starts[unit], np.diff(index.place_starts)[unit]
    numbers = np.zeros(len(keys), np.int32)
    numbers[unit[np.argsort(-counts, kind="stable")]] = np.arange(1, len(unit) + 1)
    size = int(index.bases[-1]) + 1  # one more, so that what follows the last section is none as well
    dtype = np.uint16 if len(unit) < MOST else np.uint32
    units: NDArray[Any] = np.zeros(size, dtype) if room is None else room.array("units", dtype, size)
    cuts = np.searchsorted(np.cumsum(counts), np.arange(0, int(counts.sum()) + 1, SLICE))
    for low, high in pairwise([*np.unique(cuts).tolist(), len(unit)]):
        each = counts[low:high]
        units[index.places[spread(begins[low:high], each)]] = numbers[unit[low:high]].astype(dtype).repeat(each)
    return Texts(units, numbers)
