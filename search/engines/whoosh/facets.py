"""The values of facets over all documents, and how often each is met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Bools, Int32, Int64, Strings, UInt64, starts_of
from search.engines.whoosh.segment import FACETS, Segment

MOST = 512  # signatures of a group of facets: 6,492 documents with 7 facets have 3 groups, and a count goes through 3 numbers for 7


@dataclass(frozen=True, slots=True)
class Facets:
    """The values of all facets of D documents, by signatures: in a group of facets, documents with the same values share one.

    `names` are the values of all facets, `facets` says of which facet each of them is; `spans` says for each facet which of them
    are its own, in their order, and `groups` in which group it is. `signatures` int64 [groups, D] are those of each document,
    `count` in all. `values` int64 [n] are the values of all signatures as numbers into `names`, `owners` int64 [n] the signature
    of each; `runs` says which of these are of a facet. Where some document has sections in two languages, there is no facet of
    that name.
    """

    names: tuple[str, ...]
    facets: tuple[str, ...]
    spans: Mapping[str, tuple[int, int]]
    groups: Mapping[str, int]
    signatures: Int64
    count: int
    values: Int64
    owners: Int64
    runs: Mapping[str, slice]

    def counts(self, documents: Int64, facet: str | None = None) -> list[int]:
        """For each value how many of some documents have it; one that is named several times counts as often.

        Where a facet is named, for its values alone.
        """
        signatures, run, own = self.signatures, slice(None), slice(None)
        if facet is not None:
            signatures, run, own = signatures[self.groups[facet], None], self.runs[facet], slice(*self.spans[facet])
        groups, every = signatures.shape
        if len(documents) > every:
            often = np.bincount(documents, minlength=every).astype(np.float64)
            met = np.bincount(signatures.ravel(), np.concatenate([often] * groups), self.count)
        else:
            met = np.bincount(signatures.take(documents, axis=1).ravel(), minlength=self.count)
        found = np.bincount(self.values[run], met.take(self.owners[run]), len(self.names))[own]
        counts: list[int] = found.astype(np.int64).tolist()
        return counts

    def having(self, facet: str, values: frozenset[str]) -> Bools:
        """The documents with one of some values of a facet, bool [D]; none where there is no such facet."""
        low, high = self.spans.get(facet, (0, 0))
        wanted = np.zeros(len(self.names), np.bool_)
        wanted[low:high] = [name in values for name in self.names[low:high]]
        signed = np.zeros(self.count, np.bool_)
        signed[self.owners[wanted[self.values]]] = True
        return np.asarray(signed[self.signatures[self.groups.get(facet, 0)]])


@dataclass(frozen=True, slots=True)
class _Column:
    """One facet: its values in their order, and of each document in turn those it has, as numbers into these.

    `codes` int64 [n], of the documents `owners` int64 [n].
    """

    names: list[str]
    codes: Int64
    owners: Int64

    @classmethod
    def of(cls, parts: Iterable[tuple[Int32, Strings]], each: Sequence[Int64]) -> _Column:
        """The codes of several segments, each with its own names, and how many of them each document has."""
        table: dict[str, int] = {}
        codes = np.concatenate([np.zeros(0, np.int32), *(recoded(own, names, table) for own, names in parts)])
        ranks = np.empty(len(table), np.int64)
        ranks[[table[name] for name in sorted(table)]] = np.arange(len(table))
        counts = np.concatenate([np.zeros(0, np.int64), *each])
        return cls(sorted(table), ranks[codes], np.arange(len(counts)).repeat(counts))


def facets_of(segments: Sequence[Segment]) -> Facets:
    """The facets over the documents of several segments."""
    columns = _columns(segments)
    bounds = starts_of(np.array([len(column.names) for column in columns.values()])).tolist()
    coded = {name: column.codes + low for (name, column), low in zip(columns.items(), bounds, strict=False)}
    documents = sum(len(segment.documents.stamps) for segment in segments)
    signatures, values, owners, count = [], [], [], 0
    groups = _groups({name: _hashes(coded[name], columns[name].owners, documents) for name in columns})
    for names, hashes in groups:
        _, firsts, signed = np.unique(hashes, return_index=True, return_inverse=True)
        signatures.append(signed + count)
        first = np.full(documents, -1)
        first[firsts] = np.arange(len(firsts)) + count
        for name in names:
            of = first[columns[name].owners]
            values.append(coded[name][of >= 0])
            owners.append(of[of >= 0])
        count += len(firsts)
    runs = pairwise(starts_of(np.array([len(each) for each in values])).tolist())
    return Facets(
        tuple(name for column in columns.values() for name in column.names),
        tuple(facet for facet, column in columns.items() for _ in column.names),
        dict(zip(columns, pairwise(bounds), strict=True)),
        {name: number for number, (names, _) in enumerate(groups) for name in names},
        np.stack(signatures), count, np.concatenate(values), np.concatenate(owners),
        {name: slice(*run) for name, run in zip((name for names, _ in groups for name in names), runs, strict=True)},
    )  # fmt: skip


def _columns(segments: Sequence[Segment]) -> dict[str, _Column]:
    """Every facet; language is one where each document speaks but one."""
    columns = {}
    spoken = [(_language(segment), segment.sections.language_names) for segment in segments]
    parts = [(language, names) for language, names in spoken if language is not None]
    if len(parts) == len(segments):
        columns["language"] = _Column.of(parts, [np.ones(len(codes), np.int64) for codes, _ in parts])
    for number, name in enumerate(FACETS):
        held = [(each.documents.facet_codes[number], each.documents.facet_names[number]) for each in segments]
        columns[name] = _Column.of(held, [np.diff(each.documents.facet_starts[number]) for each in segments])
    return columns


def _language(segment: Segment) -> Int32 | None:
    """The language of each document, int32 [D], where none has sections in two; else None."""
    every, first = segment.sections.languages, segment.documents.first
    firsts = every[first[:-1]]
    return firsts if np.array_equal(every, firsts.repeat(np.diff(first))) else None


def _hashes(codes: Int64, owners: Int64, documents: int) -> UInt64:
    """One number for the values that each document has, uint64 [D]: the sum of their own."""
    hashes = np.zeros(documents, np.uint64)
    np.add.at(hashes, owners, keys.mix(codes.astype(np.uint32)))
    return hashes


def _groups(hashes: Mapping[str, UInt64]) -> list[tuple[list[str], UInt64]]:
    """The facets in groups with at most `MOST` signatures, with the sums of their hashes; one with more stays alone."""
    groups: list[tuple[list[str], UInt64]] = []
    for name, own in hashes.items():
        for number, (names, held) in enumerate(groups):
            if len(np.unique(held + own)) <= MOST:
                groups[number] = ([*names, name], held + own)
                break
        else:
            groups.append(([name], own))
    return groups


def recoded(codes: Int32, names: Strings, table: dict[str, int]) -> Int32:
    """Codes into a segment's own names as codes into a table that grows."""
    numbers = np.array([table.setdefault(name, len(table)) for name in names.all()], np.int32)
    return numbers[codes] if len(numbers) else np.asarray(codes, np.int32)
