"""An inverted index in arrays: for every term of every field the rows it stands in, how it scores there, and where it stands.

A row is a section, for the fields of sections, or a document, for those of documents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Bools, Float32, Int32, Int64, UInt32, UInt64, spread, starts_of
from search.engines.whoosh.tokens import Tokens

B = 0.75  # Whoosh's own; with .6 stard R is .492 for .498
K1 = 0.8  # Whoosh has 1.2; with .9 beside it on halves: obliqa nDCG .711 for .707, scifact .705 for .704, stard R .500 for .498
GAP = 16  # free places between two rows: more than lie between two words of a phrase


@dataclass(frozen=True, slots=True)
class Inverted:
    """F fields, R rows, T terms ordered by field, then by key (see `keys`); P postings ordered by term and row, N places.

    `fields` int64 [F + 1]: the first term of each field; `keys` uint64 [T], rising: a term's key with its field in the top bits.
    `starts` int64 [T + 1]: the first posting of each term; `rows` int32 [P], rising within a term; `counts` uint32 [P]: how often;
    `impacts` float32 [P]: see `impacts`, made with `averages` float64 [F], the mean length of each field.
    `place_starts` int64 [T + 1], `places` uint32 [N], rising within a term: the row's base + position in the field.
    `bases` int64 [R + 1]: the place of each row's position 0; `lengths` int32 [F, R]: words and Han characters.
    """

    fields: Int64
    keys: UInt64
    starts: Int64
    rows: Int32
    counts: UInt32
    impacts: Float32
    averages: NDArray[np.float64]
    place_starts: Int64
    places: UInt32
    bases: Int64
    lengths: Int32

    def find(self, wanted: UInt64) -> Int64:
        """The terms of every field with some keys, int64 [F, wanted]; -1 where there is none."""
        tagged = wanted | _tags(len(self.fields) - 1)[:, None]
        at = self.keys.searchsorted(tagged)
        return np.where(self.keys.take(at, mode="clip") == tagged, at, -1) if len(self.keys) else np.full(at.shape, -1)

    def look_up(self, wanted: UInt64) -> list[tuple[int, int, int]]:
        """The terms with a few keys: the field, which of the keys it is, and the number of the term."""
        if not len(self.keys):
            return []
        tagged = (wanted | _tags(len(self.fields) - 1)[:, None]).ravel()
        at = self.keys.searchsorted(tagged)
        held = (self.keys.take(at, mode="clip") == tagged).nonzero()[0]
        return [(*divmod(number, len(wanted)), term) for number, term in zip(held.tolist(), at.take(held).tolist(), strict=True)]


@cache
def _tags(count: int) -> UInt64:
    """What the keys of each field carry in their top bits, uint64 [count]."""
    return np.arange(count, dtype=np.uint64) << np.uint64(keys.FIELD_SHIFT)


def averages(lengths: Int32) -> NDArray[np.float64]:
    """The mean length of each field, float64 [F]; never 0."""
    means = np.asarray(lengths.sum(axis=1, dtype=np.int64) / max(1, lengths.shape[1]), np.float64)
    return np.maximum(means, 1e-9)


def impacts(counts: UInt32, lengths: Int32, average: float) -> Float32:
    """BM25 without the idf: `tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / average))` (whoosh.scoring.bm25), float32 [n]."""
    often = counts.astype(np.float32)
    norms = lengths.astype(np.float32)
    norms *= np.float32(K1 * B / average)
    norms += np.float32(K1 * (1 - B))
    norms += often
    often *= np.float32(K1 + 1)
    often /= norms
    return often


def all_impacts(fields: Int64, starts: Int64, rows: Int32, counts: UInt32, lengths: Int32) -> Float32:
    """The impacts of every posting, one field after the other."""
    means = averages(lengths)
    found = []
    for number, average in enumerate(means.tolist()):
        own = slice(int(starts[fields[number]]), int(starts[fields[number + 1]]))
        found.append(impacts(counts[own], lengths[number][rows[own]], average))
    return np.concatenate(found)


@dataclass(slots=True)
class Inverter:
    """Takes the terms of rows, batch by batch, and gives the inverted index of `count` fields."""

    count: int
    _fields: list[NDArray[np.uint8]] = field(default_factory=list)
    _keys: list[UInt64] = field(default_factory=list)
    _places: list[UInt32] = field(default_factory=list)
    _bases: list[Int64] = field(default_factory=lambda: [np.zeros(1, np.int64)])
    _lengths: list[Int32] = field(default_factory=list)

    def add(self, tokens: Tokens, which: Int64) -> int:
        """Take in rows, `which` int64 [F, rows] naming the text each has in each field. Returns how many terms that were."""
        extents = tokens.extents[which].max(axis=0)
        bases = self._bases[-1][-1] + starts_of(extents + GAP)
        fields, rows, each, spots = _uses(tokens, which)
        self._fields.append(fields)
        self._keys.append(np.repeat(tokens.keys, each))
        self._places.append((bases[rows] + np.repeat(tokens.positions, each)).astype(np.uint32))
        self._bases.append(bases[1:])
        self._lengths.append(tokens.lengths[which])
        return spots

    def build(self) -> Inverted:
        """The index of everything taken in."""
        fields = np.concatenate([np.zeros(0, np.uint8), *self._fields])
        every = np.concatenate([np.zeros(0, np.uint64), *self._keys])
        places = np.concatenate([np.zeros(0, np.uint32), *self._places])
        bases = np.concatenate(self._bases)
        lengths = np.concatenate([np.zeros((self.count, 0), np.int32), *self._lengths], axis=1)
        row_of = np.repeat(np.arange(len(bases) - 1, dtype=np.int32), np.diff(bases))
        parts = [_sorted(every[fields == number], places[fields == number], row_of) for number in range(self.count)]
        distinct, postings, rows, counts, standing, ordered = (np.concatenate(column) for column in zip(*parts, strict=True))
        distinct |= np.repeat(_tags(self.count), [len(part[0]) for part in parts])
        firsts, starts = starts_of(np.array([len(part[0]) for part in parts])), starts_of(postings)
        scored = all_impacts(firsts, starts, rows, counts, lengths)
        means = averages(lengths)
        return Inverted(
            firsts, distinct, starts, rows, counts, scored, means, starts_of(standing), ordered, bases, lengths
        )  # fmt: skip


def _uses(tokens: Tokens, which: Int64) -> tuple[NDArray[np.uint8], Int64, Int64, int]:
    """Each term at every field and row that has its text: fields, rows, how often each term is used, and how many in all."""
    flat = which.ravel()
    order = np.argsort(flat, kind="stable")
    uses = np.bincount(flat, minlength=len(tokens.lengths))
    each = uses[tokens.texts]
    spots = order[spread(starts_of(uses)[:-1][tokens.texts], each)]
    fields, rows = np.divmod(spots, which.shape[1])
    return fields.astype(np.uint8), rows, each, len(spots)


def _sorted(every: UInt64, places: UInt32, row_of: Int32) -> tuple[UInt64, Int64, Int32, UInt32, Int64, UInt32]:
    """Keys, postings a key, rows, counts, places a key, places: of one field, by one sort of `term << 32 | place`."""
    distinct, which = np.unique(every, return_inverse=True)
    codes = (which.astype(np.uint64) << np.uint64(32)) | places
    codes.sort()
    terms = (codes >> np.uint64(32)).astype(np.int64)
    places = codes.astype(np.uint32)
    rows = row_of[places]
    begins = np.flatnonzero(_differs(terms) | _differs(rows))
    counts = np.diff(begins, append=len(codes)).astype(np.uint32)
    postings = np.bincount(terms[begins], minlength=len(distinct))
    return distinct, postings, rows[begins], counts, np.bincount(terms, minlength=len(distinct)), places


def _differs(values: NDArray[np.integer]) -> Bools:
    """Where a value differs from the one before, bool [n]; true for the first."""
    differs = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs
