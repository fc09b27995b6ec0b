"""What narrows a search, and the counts of each facet with its own filter removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, itemgetter

import numpy as np

from search.engine import Request
from search.engines.whoosh.arrays import Bools, Int64, distinct
from search.engines.whoosh.facts import having, in_force, of_documents
from search.engines.whoosh.snapshot import Snapshot


class Filters:
    """The filters of a request: each as a mask over documents, bool [D], but that of language, which is one of sections."""

    def __init__(self, snapshot: Snapshot, request: Request) -> None:
        self.chosen = {name: tuple(values) for name, values in request.filters.items() if values}
        self.languages = self.chosen.get("language", ())
        self._always = [] if snapshot.intact else [snapshot.kept]
        if request.as_of:
            self._always.append(in_force(snapshot, request.as_of))
        if "document" in self.chosen:
            self._always.append(of_documents(snapshot, self.chosen["document"]))
        facets = self.chosen.keys() - {"document", "language"}
        self._masks = {name: having(snapshot, name, self.chosen[name]) for name in facets}

    def documents(self, but: str | None = None) -> Bools | None:
        """The documents that all filters let through, bool [D], or None for all; `but` names a facet whose filter is removed."""
        masks = [*self._always, *(mask for name, mask in self._masks.items() if name != but)]
        return reduce(and_, masks) if masks else None


def facet_counts(
    snapshot: Snapshot, filters: Filters, found: Int64, owners: Int64, grouped: bool
) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The values of every facet with their counts, most frequent first.

    `found` int64 rising: the sections the query finds, unfiltered; `owners` int64 rising: the documents of those in the languages
    chosen.
    """
    facets, chosen, through = snapshot.facets, filters.chosen, filters.documents()
    often = facets.counts(_counted(owners, through, grouped))
    for name in chosen.keys() & facets.spans.keys():
        often[slice(*facets.spans[name])] = facets.counts(_counted(owners, filters.documents(but=name), grouped), name)
    listed: dict[str, list[tuple[str, int]]] = {name: [] for name in ("language", *facets.spans)}
    met = [number for number, count in enumerate(often) if count and facets.names[number]]
    for number in sorted(met, key=often.__getitem__, reverse=True):
        listed[facets.facets[number]].append((facets.names[number], often[number]))
    if filters.languages or "language" not in facets.spans:
        spoken = _languages(snapshot, found, through, grouped)
        listed["language"] = sorted(spoken, key=itemgetter(1), reverse=True)
    for name in chosen.keys() & listed.keys():
        listed[name] += [(value, 0) for value in sorted(set(chosen[name]).difference(value for value, _ in listed[name]))]
    return {name: tuple(values) for name, values in listed.items()}


def _counted(owners: Int64, through: Bools | None, grouped: bool) -> Int64:
    """The documents that are counted: each as often as it has sections, or once when grouped."""
    counted = owners if through is None else owners.take(through.take(owners).nonzero()[0])
    return distinct(counted) if grouped else counted


def _languages(snapshot: Snapshot, found: Int64, through: Bools | None, grouped: bool) -> list[tuple[str, int]]:
    """The languages of sections with their counts, whatever languages are chosen."""
    names, codes = snapshot.languages
    if through is not None:
        found = found[through[snapshot.owners[found]]]
    spoken = codes[found]
    if grouped:
        pairs = np.unique(snapshot.owners[found] * max(1, len(names)) + spoken)
        spoken = (pairs % max(1, len(names))).astype(np.int32)
    counts = np.bincount(spoken, minlength=len(names)).tolist()
    return sorted(each for each in zip(names, counts, strict=True) if all(each))
