"""The counts of each facet among what a request finds, with the facet's own filter removed."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

import numpy as np

from search.engines.whoosh.arrays import Int64, distinct
from search.engines.whoosh.found import Found


def facet_counts(found: Found, grouped: bool) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The values of every facet with their counts, most frequent first: of sections, or of documents when grouped."""
    facets, chosen = found.terms.snapshot.facets, found.filters.chosen
    often = facets.counts(_counted(found.through.owners, grouped))
    for name in chosen.keys() & facets.spans.keys():
        often[slice(*facets.spans[name])] = facets.counts(_counted(_without(found, name), grouped), name)
    listed: dict[str, list[tuple[str, int]]] = {name: [] for name in ("language", *facets.spans)}
    met = [number for number, count in enumerate(often) if count and facets.names[number]]
    for number in sorted(met, key=often.__getitem__, reverse=True):
        listed[facets.facets[number]].append((facets.names[number], often[number]))
    if found.filters.languages or "language" not in facets.spans:
        listed["language"] = sorted(_languages(found, grouped), key=itemgetter(1), reverse=True)
    for name in chosen.keys() & listed.keys():
        listed[name] += [(value, 0) for value in sorted(set(chosen[name]).difference(value for value, _ in listed[name]))]
    return {name: tuple(values) for name, values in listed.items()}


def _without(found: Found, name: str) -> Int64:
    """The documents of the sections in the languages chosen that all filters but one let through."""
    through, owners = found.filters.documents(but=name), found.spoken.owners
    return owners if through is None else owners.compress(through.take(owners))


def _counted(owners: Int64, grouped: bool) -> Int64:
    """The documents that are counted: each as often as it has sections, or once when grouped."""
    return distinct(owners) if grouped else owners


def _languages(found: Found, grouped: bool) -> list[tuple[str, int]]:
    """The languages of sections with their counts, whatever languages are chosen."""
    snapshot, through, sections = found.terms.snapshot, found.filters.documents(), found.every.numbers
    names, codes = snapshot.languages
    if through is not None:
        sections = sections.compress(through.take(found.every.owners))
    spoken = codes.take(sections)
    if grouped:
        pairs = np.unique(snapshot.owners.take(sections) * max(1, len(names)) + spoken)
        spoken = (pairs % max(1, len(names))).astype(np.int32)
    counts = np.bincount(spoken, minlength=len(names)).tolist()
    return sorted(each for each in zip(names, counts, strict=True) if all(each))
