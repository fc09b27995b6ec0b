"""Phrases by arithmetic on places: the rarest term's places, kept where every other term stands at its distance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Float32, Int32, Int64, Ints, UInt32, bounds_of
from search.engines.whoosh.inverted import impacts
from search.engines.whoosh.keys import WORD
from search.engines.whoosh.terms import Terms, fields_of, numbered, term_key
from search.query import Phrase

TEXT = 0  # the field whose words are known in their order


def phrased(terms: Terms, wanted: Phrase) -> list[tuple[int, Int32]]:
    """The rows that hold a phrase, numbered over all segments: for each field and segment that has some."""
    return [(field, rows) for field in fields_of(wanted.field) for rows, _ in standings(terms, wanted, field)]


def standings(terms: Terms, wanted: Phrase, field: int) -> list[tuple[Int32, Float32]]:
    """The rows that hold a phrase in a field, numbered over all segments, with its impacts: for each segment that has some."""
    if not all(terms.frequencies(form)[field] for form in wanted.forms):
        return []
    found = zip(terms.snapshot.fields, [phrase(terms, wanted, field, number) for number in terms.parts], strict=True)
    return [(numbered(rows, part[field].base), gains) for part, (rows, gains) in found if len(rows)]


def phrase(terms: Terms, wanted: Phrase, field: int, part: int) -> tuple[Int32, Float32]:
    """The rows of a segment that hold a phrase in a field, rising, and its impacts there."""
    if len(wanted.forms) == 1:
        return terms.standing(wanted.forms[0], field, part)
    starts = _starts([terms.places(form, field, part) for form in wanted.forms], wanted.offsets)
    if field == TEXT:
        units = terms.snapshot.parts[part].segment.texts.units
        for free in _free(wanted):
            starts = starts[units[starts + free] == 0]
    return _rows(terms, starts, field, part)


def _free(wanted: Phrase) -> set[int]:
    """The places inside a phrase where nothing stands, for there is punctuation."""
    taken = {offset + place for form, offset in zip(wanted.forms, wanted.offsets, strict=True) for place in range(_width(form))}
    return set(range(max(taken, default=0))) - taken


def _width(form: str) -> int:
    """How many places a term takes: two, where it is a pair of Han characters."""
    return 2 if len(form) == 2 and term_key(form) < WORD else 1


def _rows(terms: Terms, starts: Int64, field: int, part: int) -> tuple[Int32, Float32]:
    index, own, _, _ = terms.snapshot.fields[part][field]
    held = index.bases.searchsorted(starts, "right") - 1
    bounds = bounds_of(held)
    rows, counts = held[bounds[:-1]], bounds[1:] - bounds[:-1]
    return rows.astype(np.int32), impacts(counts.astype(np.uint32), index.lengths[own][rows], terms.snapshot.averages[field])


def _starts(places: Sequence[UInt32], offsets: Sequence[int]) -> Int64:
    """Where the phrase begins, int64, rising. Rows stand further apart than any distance, so none is reached over."""
    order = sorted(range(len(places)), key=lambda index: len(places[index]))
    if not order:
        return np.zeros(0, np.int64)
    starts = places[order[0]].astype(np.int64) - offsets[order[0]]
    starts = starts[starts >= 0]
    for index in order[1:]:
        if not len(starts):
            break
        starts = starts[held(places[index], starts + offsets[index])]
    return starts


def held(rising: UInt32 | Int32, wanted: Ints) -> Bools:
    """Which of `wanted` are among `rising`, bool of the shape of `wanted`."""
    if not len(rising):
        return np.zeros(len(wanted), np.bool_)
    return np.asarray(rising.take(rising.searchsorted(wanted.astype(rising.dtype, copy=False)), mode="clip") == wanted)
