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
    plain = facets.counts(_counted(owners, through, grouped))
    counts = {}
    if filters.languages or "language" not in facets.spans:
        counts["language"] = _listed(_languages(snapshot, found, through, grouped), filters.languages)
    for name, (low, high) in facets.spans.items():
        own = facets.counts(_counted(owners, filters.documents(but=name), grouped)) if name in chosen else plain
        counts.setdefault(name, _listed(zip(facets.names[low:high], own[low:high], strict=True), chosen.get(name, ())))
    return counts


def _counted(owners: Int64, through: Bools | None, grouped: bool) -> Int64:
    """The documents that are counted: each as often as it has sections, or once when grouped."""
    counted = owners if through is None else owners[through[owners]]
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
    return sorted(zip(names, np.bincount(spoken, minlength=len(names)).tolist(), strict=True))


def _listed(counts: Iterable[tuple[str, int]], chosen: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Values with their counts, most frequent first; those that are chosen with 0 too. `counts` are in the order of values."""
    listed = [each for each in counts if each[1] and each[0]]
    listed.sort(key=itemgetter(1), reverse=True)
    if chosen:
        listed += [(value, 0) for value in sorted(set(chosen).difference(value for value, _ in listed))]
    return tuple(listed)
