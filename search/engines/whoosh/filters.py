"""What narrows a search, and the counts of each facet with its own filter removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from search.engine import Request
from search.engines.whoosh.arrays import Bools, Int64
from search.engines.whoosh.facts import having, in_force, in_language, of_documents
from search.engines.whoosh.snapshot import Snapshot


class Filters:
    """The filters of a request, each as a mask over documents, bool [D]; that of language over sections, bool [S]."""

    def __init__(self, snapshot: Snapshot, request: Request) -> None:
        self.chosen = {name: tuple(values) for name, values in request.filters.items() if values}
        self.language = in_language(snapshot, self.chosen["language"]) if "language" in self.chosen else None
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
        return np.logical_and.reduce(masks) if masks else None


def facet_counts(
    snapshot: Snapshot, filters: Filters, found: Int64, per_document: Int64, grouped: bool
) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The values of every facet with their counts, most frequent first.

    `found` int64: the sections the query finds, unfiltered; `per_document` int64 [D]: how many a document has of
    these in the languages chosen.
    """
    through = filters.documents()
    weights, facets = _weights(per_document, through, grouped), snapshot.facets
    plain = facets.counts(weights)
    counts = {}
    for name, (low, high) in facets.spans.items():
        own, chosen = plain, filters.chosen.get(name, ())
        if chosen:
            own = facets.counts(_weights(per_document, filters.documents(but=name), grouped))
        counts[name] = _listed(facets.names[low:high], own[low:high], chosen)
    names, spoken = snapshot.languages[0], snapshot.one_language
    if spoken is not None and filters.language is None:
        languages = np.bincount(spoken, weights=weights, minlength=len(names)).astype(np.int64).tolist()
    else:
        languages = _language_counts(snapshot, found, through, grouped)
    return {"language": _listed(names, languages, filters.chosen.get("language", ())), **counts}


def _weights(per_document: Int64, through: Bools | None, grouped: bool) -> Int64:
    """What each document counts for: its sections, or 1 when grouped."""
    weights = per_document if through is None else per_document * through
    return (weights > 0).astype(np.int64) if grouped else weights


def _language_counts(snapshot: Snapshot, found: Int64, through: Bools | None, grouped: bool) -> list[int]:
    """Counts of the languages of sections, for documents with several."""
    names, codes = snapshot.languages
    if through is not None:
        found = found[through[snapshot.owners[found]]]
    spoken = codes[found]
    if grouped:
        pairs = np.unique(snapshot.owners[found].astype(np.int64) * max(1, len(names)) + spoken)
        spoken = (pairs % max(1, len(names))).astype(np.int32)
    return list(map(int, np.bincount(spoken, minlength=len(names)).tolist()))


def _listed(names: Sequence[str], counts: Sequence[int], chosen: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Values with their counts, most frequent first; those that are chosen with 0 too."""
    listed = [(-count, name) for name, count in zip(names, counts, strict=True) if name and (count or name in chosen)]
    listed += [(0, name) for name in chosen if name not in names]
    listed.sort()
    return tuple((name, -count) for count, name in listed)
