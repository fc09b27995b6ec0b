"""Phrases by arithmetic on places: the rarest term's places, kept where every other term stands at its distance."""

from __future__ import annotations

import numpy as np

from search.engines.whoosh.arrays import Bools, Int64, UInt32
from search.engines.whoosh.postings import NOWHERE, Postings, Standing, joined
from search.query import Phrase


def phrase(postings: Postings, wanted: Phrase, field: int) -> Standing:
    """The sections that hold a phrase in a field, with how often."""
    if not wanted.forms:
        return NOWHERE
    if len(wanted.forms) == 1:
        return postings.standing(wanted.forms[0], field)
    found = []
    for number, (segment, offset) in enumerate(zip(postings.snapshot.segments, postings.snapshot.offsets, strict=False)):
        starts = _starts([postings.places(form, field, number) for form in wanted.forms], wanted.offsets)
        if len(starts):
            sections = np.searchsorted(segment.sections.bases, starts, "right") - 1
            distinct, counts = np.unique(sections, return_counts=True)
            found.append(Standing((distinct + offset).astype(np.int32), counts))
    return joined(found)


def _starts(places: list[UInt32], offsets: tuple[int, ...]) -> Int64:
    """Where the phrase begins, int64, rising. Sections stand further apart than any distance, so none is reached over."""
    order = sorted(range(len(places)), key=lambda index: len(places[index]))
    starts = places[order[0]].astype(np.int64) - offsets[order[0]]
    starts = starts[starts >= 0]
    for index in order[1:]:
        if not len(starts):
            break
        starts = starts[held(places[index], starts + offsets[index])]
    return starts


def held(rising: UInt32, wanted: Int64) -> Bools:
    """Which of `wanted` are among `rising`, bool of the shape of `wanted`."""
    if not len(rising):
        return np.zeros(len(wanted), np.bool_)
    at = np.searchsorted(rising, wanted.astype(np.uint32))
    at[at == len(rising)] = 0
    return np.asarray(rising[at] == wanted)
