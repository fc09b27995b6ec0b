"""The words of every section's text in order, as numbers: what the second look at the best candidates reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.engines.whoosh.arrays import Int32, UInt64
from search.engines.whoosh.inverted import Inverted
from search.engines.whoosh.keys import HAN_BITS, TERM


@dataclass(frozen=True, slots=True)
class Texts:
    """`units` int32 [places]: at each place of a section's text the number of the exact word or Han character there, else -1.

    Places and terms are those of the segment's `inside`.
    """

    units: Int32


def texts_of(index: Inverted, words: UInt64) -> Texts:
    """The texts of an inverted index whose first field is the text; `words` are the keys of the exact words."""
    terms = int(index.fields[1])
    keys = index.keys[:terms] & np.uint64(TERM)
    unit = (keys < np.uint64(1 << HAN_BITS)) | np.isin(keys, words)
    counts = np.diff(index.place_starts[: terms + 1])
    units = np.full(int(index.bases[-1]) + 1, -1, np.int32)  # one more, so that what follows the last section is none as well
    chosen = np.repeat(unit, counts)
    units[index.places[: index.place_starts[terms]][chosen]] = np.repeat(np.arange(terms, dtype=np.int32)[unit], counts[unit])
    return Texts(units)
