"""The values of facets over all documents, and how often each is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32, Int64, Strings, spread, starts_of
from search.engines.whoosh.segment import FACETS, Segment

FEW = 4  # where fewer than one document in so many is met, only their values are looked at


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets together: the values of each document side by side, one document after the other.

    `codes` int64 are numbers into `names`, the values of all facets; `starts` int64 [D + 1], `each` int64 [D] the differences.
    `owners` int64 says whose each is. `spans` says for each facet which of the names are its values.
    """

    names: tuple[str, ...]
    spans: Mapping[str, tuple[int, int]]
    codes: Int64
    owners: Int64
    starts: Int64
    each: Int64

    def counts(self, weights: Int64) -> list[int]:
        """For each value the sum of the weights of its documents; `weights` int64 [D]."""
        met = np.flatnonzero(weights)
        if len(met) * FEW > len(weights):
            codes, own = self.codes, np.repeat(weights, self.each)
        else:
            each = self.each[met]
            codes, own = self.codes[spread(self.starts[met], each)], np.repeat(weights[met], each)
        return np.bincount(codes, weights=own, minlength=len(self.names)).astype(np.int64).tolist()  # type: ignore[no-any-return]

    def having(self, facet: str, values: frozenset[str]) -> Bools:
        """The documents with one of some values of a facet, bool [D]; none where there is no such facet."""
        low, high = self.spans.get(facet, (0, 0))
        mask = np.zeros(len(self.each), np.bool_)
        for code in range(low, high):
            if self.names[code] in values:
                mask[self.owners[self.codes == code]] = True
        return mask


def facets_of(segments: Sequence[Segment]) -> Facets:
    """The facets over the documents of several segments."""
    tables: list[dict[str, int]] = [{} for _ in FACETS]
    owners, codes, kinds, base = [], [], [], 0
    for segment in segments:
        held = segment.documents
        for number, table in enumerate(tables):
            counts = np.diff(held.facet_starts[number])
            owners.append(np.repeat(np.arange(base, base + len(counts)), counts))
            codes.append(recoded(held.facet_codes[number], held.facet_names[number], table).astype(np.int64))
            kinds.append(np.full(len(codes[-1]), number))
        base += len(segment.documents.stamps)
    bounds = starts_of(np.array([len(table) for table in tables]))
    empty = np.zeros(0, np.int64)
    owner = np.concatenate([empty, *owners])
    order = np.argsort(owner, kind="stable")
    every = (np.concatenate([empty, *codes]) + bounds[np.concatenate([empty, *kinds])])[order]
    each = np.bincount(owner, minlength=base)
    names = tuple(name for table in tables for name in table)
    spans = dict(zip(FACETS, pairwise(bounds.tolist()), strict=True))
    return Facets(names, spans, every, owner[order], starts_of(each), each)


def recoded(codes: Int32, names: Strings, table: dict[str, int]) -> Int32:
    """Codes into a segment's own names as codes into a table that grows."""
    numbers = np.array([table.setdefault(name, len(table)) for name in names.all()], np.int32)
    return numbers[codes] if len(numbers) else np.asarray(codes, np.int32)
