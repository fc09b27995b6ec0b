"""Several segments into one, without what was deleted: keys are merged as numbers, postings copied row by row in slices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.arrays import Bools, Int32, Int64, Strings, UInt64, spread, starts_of
from search.engines.whoosh.segment import FACETS, FIELDS, Documents, Postings, Sections, Segment, Words


def merge(segments: Sequence[Segment], kept: Sequence[Bools]) -> Segment:
    """One segment of the documents that are kept; `kept[i]` bool [documents of segment i]."""
    parts = [segment if keep.all() else _without(segment, keep) for segment, keep in zip(segments, kept, strict=True)]
    if len(parts) == 1:
        return parts[0]
    offsets = starts_of(np.array([part.size for part in parts]))
    bases = starts_of(np.array([part.sections.bases[-1] for part in parts]))
    return Segment(
        _postings([part.postings for part in parts], offsets, bases), _sections(parts, bases), _documents(parts), _words(parts)
    )


def _postings(parts: Sequence[Postings], offsets: Int64, bases: Int64) -> Postings:
    """The postings of all parts: the keys of each field united, then each term's rows side by side in the order of the parts."""
    keys: list[UInt64] = []
    numbers: list[list[Int64]] = [[] for _ in parts]
    held = 0
    for field in range(len(FIELDS)):
        own = [part.keys[part.fields[field] : part.fields[field + 1]] for part in parts]
        united = np.unique(np.concatenate(own))
        for known, each in zip(numbers, own, strict=True):
            known.append(np.searchsorted(united, each) + held)
        keys.append(united)
        held += len(united)
    terms = [np.concatenate(number) for number in numbers]
    counts = [(np.diff(part.starts), np.diff(part.place_starts)) for part in parts]
    total, total_places = np.zeros(held, np.int64), np.zeros(held, np.int64)
    for number, (rows, places) in zip(terms, counts, strict=True):
        total[number] += rows
        total_places[number] += places
    starts, place_starts = starts_of(total), starts_of(total_places)
    sections = np.empty(starts[-1], np.int32)
    often = np.empty(starts[-1], np.uint16)
    standing = np.empty(place_starts[-1], np.uint32)
    free, free_places = starts[:-1].copy(), place_starts[:-1].copy()
    for part, number, (rows, places), offset, base in zip(parts, terms, counts, offsets, bases, strict=False):
        target = spread(free[number], rows)
        sections[target] = part.sections + np.int32(offset)
        often[target] = part.counts
        standing[spread(free_places[number], places)] = part.places + np.uint32(base)
        free[number] += rows
        free_places[number] += places
    return Postings(
        starts_of(np.array([len(each) for each in keys])), np.concatenate(keys), starts, sections, often, place_starts, standing
    )


def _sections(parts: Sequence[Segment], bases: Int64) -> Sections:
    codes, names = _united([(part.sections.languages, part.sections.language_names) for part in parts])
    firsts = starts_of(np.array([len(part.documents.stamps) for part in parts]))
    return Sections(
        Strings.join([part.sections.ids for part in parts]),
        np.concatenate([*(part.sections.bases[:-1] + base for part, base in zip(parts, bases, strict=False)), bases[-1:]]),
        np.concatenate([part.sections.lengths for part in parts], axis=1),
        np.concatenate([part.sections.documents + np.int32(first) for part, first in zip(parts, firsts, strict=False)]),
        codes,
        names,
    )


def _documents(parts: Sequence[Segment]) -> Documents:
    held = [part.documents for part in parts]
    offsets = starts_of(np.array([part.size for part in parts])).astype(np.int32)
    facets = [_united([(each.facet_codes[i], each.facet_names[i]) for each in held]) for i in range(len(FACETS))]
    return Documents(
        Strings.join([each.ids for each in held]),
        np.concatenate([*(each.first[:-1] + offset for each, offset in zip(held, offsets, strict=False)), offsets[-1:]]),
        np.concatenate([each.stamps for each in held]),
        np.concatenate([each.dates for each in held], axis=1),
        tuple(codes for codes, _ in facets),
        tuple(starts_of(np.concatenate([np.diff(each.facet_starts[i]) for each in held])) for i in range(len(FACETS))),
        tuple(names for _, names in facets),
    )


def _united(parts: Sequence[tuple[Int32, Strings]]) -> tuple[Int32, Strings]:
    """Codes of several tables as codes of one."""
    table: dict[str, int] = {}
    coded = []
    for codes, names in parts:
        numbers = np.array([table.setdefault(name, len(table)) for name in names.all()], np.int32)
        coded.append(numbers[codes] if len(numbers) else codes)
    return np.concatenate(coded), Strings.of(table)


def _words(parts: Sequence[Segment]) -> Words:
    forms: dict[str, int] = {}
    for part in parts:
        forms |= zip(part.words.forms.all(), part.words.keys.tolist(), strict=True)
    pairs = sorted(forms.items())
    return Words(Strings.of(word for word, _ in pairs), np.array([key for _, key in pairs], np.uint64))


def _without(segment: Segment, keep: Bools) -> Segment:
    """A segment with only some of its documents."""
    held, sections, postings = segment.documents, segment.sections, segment.postings
    kept_documents = np.flatnonzero(keep)
    alive = keep[sections.documents]
    kept_sections = np.flatnonzero(alive)
    counts = np.diff(held.first)[kept_documents]
    extents = np.diff(sections.bases)[kept_sections]
    bases = starts_of(extents)
    return Segment(
        _postings_without(postings, sections.bases, bases, alive),
        Sections(
            sections.ids.take(kept_sections),
            bases,
            np.ascontiguousarray(sections.lengths[:, kept_sections]),
            np.repeat(np.arange(len(counts), dtype=np.int32), counts),
            sections.languages[kept_sections],
            sections.language_names,
        ),
        Documents(
            held.ids.take(kept_documents),
            starts_of(counts).astype(np.int32),
            held.stamps[kept_documents],
            np.ascontiguousarray(held.dates[:, kept_documents]),
            tuple(_rows(codes, starts, kept_documents) for codes, starts in zip(held.facet_codes, held.facet_starts, strict=True)),
            tuple(starts_of(np.diff(starts)[kept_documents]) for starts in held.facet_starts),
            held.facet_names,
        ),
        segment.words,
    )


def _rows(values: Int32, starts: Int64, wanted: NDArray[np.int64]) -> Int32:
    return values[spread(starts[:-1][wanted], np.diff(starts)[wanted])]


def _postings_without(postings: Postings, old: Int64, new: Int64, alive: Bools) -> Postings:
    """Postings of the sections that are alive, numbered anew; terms that stand nowhere any more are left out."""
    renumbered = np.cumsum(alive, dtype=np.int32) - 1
    stays = alive[postings.sections]
    section_of = np.repeat(np.arange(len(alive), dtype=np.int32), np.diff(old))
    at = section_of[postings.places]
    place_stays = alive[at]
    moved = new[renumbered[at[place_stays]]] - old[:-1][at[place_stays]]
    starts, place_starts = starts_of(stays)[postings.starts], starts_of(place_stays)[postings.place_starts]
    used = np.flatnonzero(np.diff(starts))
    return Postings(
        np.searchsorted(used, postings.fields).astype(np.int64),
        postings.keys[used],
        starts_of(np.diff(starts)[used]),
        renumbered[postings.sections[stays]],
        postings.counts[stays],
        starts_of(np.diff(place_starts)[used]),
        (postings.places[place_stays] + moved).astype(np.uint32),
    )
