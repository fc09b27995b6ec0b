"""Several segments into one, without what was deleted: keys are merged as numbers, rows copied in bulk."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32, Int64, Strings, spread, starts_of
from search.engines.whoosh.inverted import Inverted, all_impacts, averages
from search.engines.whoosh.keys import FIELD_SHIFT
from search.engines.whoosh.segment import FACETS, Documents, Sections, Segment, Words
from search.engines.whoosh.texts import texts_of


def merge(segments: Sequence[Segment], kept: Sequence[Bools]) -> Segment:
    """One segment of the documents that are kept; `kept[i]` bool [documents of segment i]."""
    parts = [segment if keep.all() else _without(segment, keep) for segment, keep in zip(segments, kept, strict=True)]
    if len(parts) == 1:
        return parts[0]
    inside, about = joined([part.inside for part in parts]), joined([part.about for part in parts])
    words = _words(parts)
    return Segment(texts_of(inside, words.keys), inside, about, _sections(parts), _documents(parts), words)


def joined(parts: Sequence[Inverted]) -> Inverted:
    """The rows of all parts one after the other: the keys of each field united, under each term the postings of every part."""
    keys = np.unique(np.concatenate([part.keys for part in parts]))
    terms = [np.searchsorted(keys, part.keys) for part in parts]
    fields = np.searchsorted(keys, np.arange(len(parts[0].fields), dtype=np.uint64) << np.uint64(FIELD_SHIFT)).astype(np.int64)
    offsets = starts_of(np.array([part.lengths.shape[1] for part in parts]))
    bases = starts_of(np.array([part.bases[-1] for part in parts]))
    starts, spots = _interleaved([np.diff(part.starts) for part in parts], terms, len(keys))
    place_starts, place_spots = _interleaved([np.diff(part.place_starts) for part in parts], terms, len(keys))
    rows, counts, places = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint16), np.empty(place_starts[-1], np.uint32)
    for part, spot, place_spot, offset, base in zip(parts, spots, place_spots, offsets, bases, strict=False):
        rows[spot] = part.rows + np.int32(offset)
        counts[spot] = part.counts
        places[place_spot] = part.places + np.uint32(base)
    lengths = np.concatenate([part.lengths for part in parts], axis=1)
    return Inverted(
        fields=fields,
        keys=keys,
        starts=starts,
        rows=rows,
        counts=counts,
        impacts=all_impacts(fields, starts, rows, counts, lengths),
        averages=averages(lengths),
        place_starts=place_starts,
        places=places,
        bases=np.concatenate([*(part.bases[:-1] + base for part, base in zip(parts, bases, strict=False)), bases[-1:]]),
        lengths=lengths,
    )


def _interleaved(counts: Sequence[Int64], terms: Sequence[Int64], held: int) -> tuple[Int64, list[Int64]]:
    """Where each term begins when all parts' entries lie together; and for each part where its own entries go."""
    total = np.zeros(held, np.int64)
    for count, known in zip(counts, terms, strict=True):
        total[known] += count
    starts = starts_of(total)
    free, spots = starts[:-1].copy(), []
    for count, known in zip(counts, terms, strict=True):
        spots.append(spread(free[known], count))
        free[known] += count
    return starts, spots


def _sections(parts: Sequence[Segment]) -> Sections:
    codes, names = _united([(part.sections.languages, part.sections.language_names) for part in parts])
    firsts = starts_of(np.array([len(part.documents.stamps) for part in parts]))
    return Sections(
        Strings.join([part.sections.ids for part in parts]),
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
    held, sections = segment.documents, segment.sections
    alive = keep[sections.documents]
    kept_documents, kept_sections = np.flatnonzero(keep), np.flatnonzero(alive)
    counts = np.diff(held.first)[kept_documents]
    owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    inside = narrowed(segment.inside, alive)
    return Segment(
        texts_of(inside, segment.words.keys),
        inside,
        narrowed(segment.about, keep),
        Sections(sections.ids.take(kept_sections), owners, sections.languages[kept_sections], sections.language_names),
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


def _rows(values: Int32, starts: Int64, wanted: Int64) -> Int32:
    return values[spread(starts[:-1][wanted], np.diff(starts)[wanted])]


def narrowed(index: Inverted, alive: Bools) -> Inverted:
    """Only the rows that are alive, numbered anew; terms that stand nowhere any more are left out."""
    bases = starts_of(np.diff(index.bases)[alive])
    renumbered = np.cumsum(alive, dtype=np.int32) - 1
    stays = alive[index.rows]
    row_of = np.repeat(np.arange(len(alive), dtype=np.int32), np.diff(index.bases))[index.places]
    place_stays = alive[row_of]
    standing = row_of[place_stays]
    moved = bases[renumbered[standing]] - index.bases[standing]
    counts = np.diff(starts_of(stays)[index.starts])
    used = np.flatnonzero(counts)
    fields, starts = np.searchsorted(used, index.fields).astype(np.int64), starts_of(counts[used])
    rows, often = renumbered[index.rows[stays]], index.counts[stays]
    lengths = np.ascontiguousarray(index.lengths[:, alive])
    return Inverted(
        fields=fields,
        keys=index.keys[used],
        starts=starts,
        rows=rows,
        counts=often,
        impacts=all_impacts(fields, starts, rows, often, lengths),
        averages=averages(lengths),
        place_starts=starts_of(np.diff(starts_of(place_stays)[index.place_starts])[used]),
        places=(index.places[place_stays] + moved).astype(np.uint32),
        bases=bases,
        lengths=lengths,
    )
