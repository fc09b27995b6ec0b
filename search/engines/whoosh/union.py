"""Several inverted indexes into one, without the rows that were deleted; in slices, so that memory does not grow with the index.

A slice is a range of terms in the order of keys; under it every index has its terms, postings and places in one stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.engines.whoosh.arrays import Bools, Int64, Room, UInt64, spread, starts_of
from search.engines.whoosh.inverted import Inverted, averages, impacts
from search.engines.whoosh.keys import FIELD_SHIFT

SLICE = 2_000_000  # places copied at once, about 60 bytes each


@dataclass(frozen=True, slots=True)
class Source:
    """An index to be united: `alive` bool [R] its rows that stay, `numbers` int64 [R] their new numbers, `moves` int64 [R] how far
    their places move."""

    index: Inverted
    alive: Bools
    numbers: Int64
    moves: Int64

    def stretch(self, keys: UInt64) -> tuple[int, int]:
        """The first of its terms under a range of keys, and the one after the last."""
        low, high = np.searchsorted(self.index.keys, keys[[0, -1]])
        return int(low), int(high) + int(high < len(self.index.keys) and self.index.keys[high] == keys[-1])


def united(indexes: Sequence[Inverted], alive: Sequence[Bools], room: Room) -> Inverted:
    """The rows that are alive, one index after the other; the large arrays lie in `room`."""
    sources, bases = _sources(indexes, alive)
    lengths = np.concatenate([index.lengths[:, rows] for index, rows in zip(indexes, alive, strict=True)], axis=1)
    means = averages(lengths)
    keys = np.unique(np.concatenate([index.keys for index in indexes]))
    postings, places = _totals(sources, keys)
    keys, postings, places = keys[postings > 0], postings[postings > 0], places[postings > 0]
    starts, place_starts = starts_of(postings), starts_of(places)
    fields = np.searchsorted(keys, np.arange(len(lengths) + 1, dtype=np.uint64) << np.uint64(FIELD_SHIFT)).astype(np.int64)
    into = Inverted(
        fields=fields,
        keys=keys,
        starts=starts,
        rows=room.array("rows", np.int32, int(starts[-1])),
        counts=room.array("counts", np.uint32, int(starts[-1])),
        impacts=room.array("impacts", np.float32, int(starts[-1])),
        averages=means,
        place_starts=place_starts,
        places=room.array("places", np.uint32, int(place_starts[-1])),
        bases=bases,
        lengths=lengths,
    )
    for low, high in _slices(into):
        _fill(into, sources, low, high)
        own = slice(int(starts[low]), int(starts[high]))
        field = int(np.searchsorted(fields, low, "right")) - 1
        into.impacts[own] = impacts(into.counts[own], lengths[field][into.rows[own]], float(means[field]))
    return into


def _sources(indexes: Sequence[Inverted], alive: Sequence[Bools]) -> tuple[list[Source], Int64]:
    """The indexes to be united, and the bases of all rows that stay."""
    sources, bases, held, end = [], [np.zeros(1, np.int64)], 0, 0
    for index, rows in zip(indexes, alive, strict=True):
        fresh = end + starts_of(np.diff(index.bases)[rows])
        numbers = np.cumsum(rows) - 1
        moves = fresh[np.maximum(numbers, 0)] - index.bases[:-1]
        sources.append(Source(index, rows, numbers + held, moves))
        bases.append(fresh[1:])
        held, end = held + int(rows.sum()), int(fresh[-1])
    return sources, np.concatenate(bases)


def _totals(sources: Sequence[Source], keys: UInt64) -> tuple[Int64, Int64]:
    """How many postings and places each key has in rows that are alive."""
    postings, places = np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
    for source in sources:
        index, known = source.index, np.searchsorted(keys, source.index.keys)
        for low, high in _slices(index):
            counts, sizes = _alive(source, low, high)
            postings[known[low:high]] += counts
            places[known[low:high]] += sizes
    return postings, places


def _alive(source: Source, low: int, high: int) -> tuple[Int64, Int64]:
    """The postings and places that stay of each term from `low` to `high`."""
    index = source.index
    begins = index.starts[low : high + 1]
    if source.alive.all():
        return np.diff(begins), np.diff(index.place_starts[low : high + 1])
    own = slice(int(begins[0]), int(begins[-1]))
    stays = source.alive[index.rows[own]]
    at = begins - begins[0]
    return np.diff(starts_of(stays)[at]), np.diff(starts_of(index.counts[own] * stays)[at])


def _slices(index: Inverted) -> list[tuple[int, int]]:
    """Ranges of terms with about `SLICE` places each, none over two fields."""
    cuts = np.searchsorted(index.place_starts, np.arange(0, int(index.place_starts[-1]) + 1, SLICE))
    bounds = np.unique(np.concatenate([np.minimum(cuts, len(index.keys)), index.fields]))
    return [(low, high) for low, high in pairwise(bounds.tolist()) if low < high]


def _fill(into: Inverted, sources: Sequence[Source], low: int, high: int) -> None:
    """Copy the terms from `low` to `high` out of every source."""
    free, free_places = into.starts[low:high].copy(), into.place_starts[low:high].copy()
    for source in sources:
        index = source.index
        first, last = source.stretch(into.keys[low:high])
        wanted = np.searchsorted(into.keys[low:high], index.keys[first:last])
        held = into.keys[low:high][np.minimum(wanted, high - low - 1)] == index.keys[first:last]
        counts, sizes = _alive(source, first, last) if first < last else (np.zeros(0, np.int64), np.zeros(0, np.int64))
        wanted, counts, sizes = wanted[held], counts[held], sizes[held]
        own, own_places = _stretch(index.starts, first, last), _stretch(index.place_starts, first, last)
        rows, often = index.rows[own], index.counts[own]
        stays = source.alive[rows]
        into_rows, into_places = spread(free[wanted], counts), spread(free_places[wanted], sizes)
        into.rows[into_rows] = source.numbers[rows[stays]]
        into.counts[into_rows] = often[stays]
        moves = np.repeat(source.moves[rows[stays]], often[stays])
        into.places[into_places] = index.places[own_places][np.repeat(stays, often)] + moves
        free[wanted] += counts
        free_places[wanted] += sizes


def _stretch(starts: Int64, first: int, last: int) -> slice:
    return slice(int(starts[first]), int(starts[last]))
