"""What narrows a search: facet values, documents, a date; and the counts of each facet with its own filter removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from search.engine import FACETS, Request
from search.engines.whoosh.arrays import Bools, Int64
from search.engines.whoosh.matching import in_language, of_documents, with_value
from search.engines.whoosh.postings import Postings
from search.engines.whoosh.rows import day
from search.engines.whoosh.segment import DATES
from search.engines.whoosh.snapshot import Snapshot


class Filters:
    """The filters of a request, each as a mask over documents, bool [D]; that of language over sections, bool [S]."""

    def __init__(self, postings: Postings, request: Request) -> None:
        self._snapshot = postings.snapshot
        self.chosen = {name: tuple(values) for name, values in request.filters.items() if values}
        self.language = in_language(postings, self.chosen["language"]) if "language" in self.chosen else None
        self.always: Bools | None = None if self._snapshot.intact else self._snapshot.kept
        if request.as_of:
            self._narrow(in_force(self._snapshot, request.as_of))
        self._masks: dict[str, Bools] = {}
        for name, values in self.chosen.items():
            if name == "document":
                self._narrow(of_documents(postings, values))
            elif name != "language":
                self._masks[name] = with_value(postings, name, values)

    def _narrow(self, mask: Bools) -> None:
        self.always = mask if self.always is None else self.always & mask

    def documents(self, but: str | None = None) -> Bools | None:
        """The documents that all filters let through, bool [D], or None for all; `but` names a facet whose filter is removed."""
        masks = [mask for name, mask in self._masks.items() if name != but]
        if self.always is not None:
            masks.append(self.always)
        if not masks:
            return None
        mask = masks[0]
        for other in masks[1:]:
            mask = mask & other
        return mask


def in_force(snapshot: Snapshot, date: str) -> Bools:
    """The documents in force on a date, bool [D]; see `corpus.force`."""
    begins, ends = snapshot.dates[DATES.index("begins")], snapshot.dates[DATES.index("ends")]
    return np.asarray((begins <= day(date)) & (day(date) < ends))


def facet_counts(
    snapshot: Snapshot, filters: Filters, mask: Bools, per_document: Int64, grouped: bool
) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The values of every facet with their counts, most frequent first.

    `mask` bool [S]: what the query finds, unfiltered; `per_document` int64 [D]: how many a document has in the languages chosen.
    """
    found = {}
    through = filters.documents()
    base = per_document if through is None else per_document * through
    languages = _language_counts(snapshot, mask, through, grouped)
    found["language"] = _listed(snapshot.languages[0], languages.tolist(), filters.chosen.get("language", ()))
    for name in FACETS[1:]:
        facet, weights = snapshot.facets[name], base
        if name in filters.chosen:
            others = filters.documents(but=name)
            weights = per_document if others is None else per_document * others
        if grouped:
            weights = (weights > 0).astype(np.int64)
        counts = np.bincount(facet.codes, weights=weights[facet.documents], minlength=len(facet.names))
        found[name] = _listed(facet.names, counts.astype(np.int64).tolist(), filters.chosen.get(name, ()))
    return found


def _language_counts(snapshot: Snapshot, mask: Bools, through: Bools | None, grouped: bool) -> Int64:
    names, codes = snapshot.languages
    if through is not None:
        mask = mask & through[snapshot.owners]
    if grouped:
        return np.array([int((counted(snapshot, mask & (codes == code)) > 0).sum()) for code in range(len(names))], np.int64)
    return np.bincount(codes[mask], minlength=len(names))


def counted(snapshot: Snapshot, mask: Bools) -> Int64:
    """How many sections of each document are in a mask, int64 [D]."""
    running = np.zeros(len(mask) + 1, np.int64)
    np.cumsum(mask, out=running[1:])
    ends: Int64 = running[snapshot.first]
    return np.diff(ends)


def _listed(names: Sequence[str], counts: list[int], chosen: Sequence[str]) -> tuple[tuple[str, int], ...]:
    listed = [(name, count) for name, count in zip(names, counts, strict=True) if name and (count or name in chosen)]
    listed += [(name, 0) for name in chosen if name not in names]
    return tuple(sorted(listed, key=lambda item: (-item[1], item[0])))
