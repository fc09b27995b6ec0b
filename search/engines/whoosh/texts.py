"""The words of every section's text in order, as numbers: what the second look at the best candidates reads."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.engines.whoosh.arrays import Int32, Room, UInt64, spread
from search.engines.whoosh.inverted import Inverted
from search.engines.whoosh.keys import HAN_BITS, TERM

SLICE = 2_000_000  # places written at once


@dataclass(frozen=True, slots=True)
class Texts:
    """`units` int32 [places]: at each place of a section's text the number of the exact word or Han character there, else -1.

    Places and terms are those of the segment's `inside`.
    """

    units: Int32


def texts_of(index: Inverted, words: UInt64, room: Room | None = None) -> Texts:
    """The texts of an inverted index whose first field is the text; `words` are the keys of the exact words."""
    terms = int(index.fields[1])
    keys = index.keys[:terms] & np.uint64(TERM)
    unit = np.flatnonzero((keys < np.uint64(1 << HAN_BITS)) | np.isin(keys, words))
    size = int(index.bases[-1]) + 1  # one more, so that what follows the last section is none as well
    units = np.empty(size, np.int32) if room is None else room.array("units", np.int32, size)
    units[:] = -1
    begins, counts = index.place_starts[unit], np.diff(index.place_starts)[unit]
    cuts = np.searchsorted(np.cumsum(counts), np.arange(0, int(counts.sum()) + 1, SLICE))
    for low, high in pairwise([*np.unique(cuts).tolist(), len(unit)]):
        each = counts[low:high]
        units[index.places[spread(begins[low:high], each)]] = np.repeat(unit[low:high].astype(np.int32), each)
    return Texts(units)
