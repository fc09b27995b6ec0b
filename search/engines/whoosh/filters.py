"""What narrows a search, and the counts of each facet with its own filter removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from search.engine import Request
from search.engines.whoosh.arrays import Bools, Int64
from search.engines.whoosh.facts import having, in_force, in_language, of_documents
from search.engines.whoosh.snapshot import Facet, Snapshot


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
    weights = _weights(per_document, through, grouped)
    plain = snapshot.one_language
    counts = {}
    for name, facet in snapshot.facets.items():
        own = weights if name not in filters.chosen else _weights(per_document, filters.documents(but=name), grouped)
        counts[name] = _listed(facet.names, _counts(facet, own), filters.chosen.get(name, ()))
    if plain is not None and filters.language is None:
        languages = _counts(plain, weights)
    else:
        languages = _language_counts(snapshot, found, through, grouped)
    return {"language": _listed(snapshot.languages[0], languages, filters.chosen.get("language", ())), **counts}


def _weights(per_document: Int64, through: Bools | None, grouped: bool) -> Int64:
    """What each document counts for: its sections, or 1 when grouped."""
    weights = per_document if through is None else per_document * through
    return (weights > 0).astype(np.int64) if grouped else weights


def _counts(facet: Facet, weights: Int64) -> list[int]:
    return list(map(int, np.bincount(facet.codes, weights=weights[facet.documents], minlength=len(facet.names)).tolist()))


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
    listed = [(name, count) for name, count in zip(names, counts, strict=True) if name and (count or name in chosen)]
    listed += [(name, 0) for name in chosen if name not in names]
    return tuple(sorted(listed, key=lambda item: (-item[1], item[0])))
