"""Several segments into one, without what was deleted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32, Int64, Room, Strings, spread, starts_of
from search.engines.whoosh.segment import FACETS, Documents, Sections, Segment, Words
from search.engines.whoosh.stored import joined
from search.engines.whoosh.texts import texts_of
from search.engines.whoosh.union import united


def merge(segments: Sequence[Segment], kept: Sequence[Bools], folder: Path, name: str) -> Segment:
    """One segment of the documents that are kept, its large arrays made where `Segment.save` wants them; `kept[i]` bool [D]."""
    alive = [keep[segment.sections.documents] for segment, keep in zip(segments, kept, strict=True)]
    inside = united([segment.inside for segment in segments], alive, Room(folder, f"{name}.inside"))
    about = united([segment.about for segment in segments], kept, Room(folder, f"{name}.about"))
    words = _words(segments)
    texts = texts_of(inside, words.keys, Room(folder, f"{name}.texts"))
    parts = [_without(segment, keep) for segment, keep in zip(segments, kept, strict=True)]
    sections = _sections([sections for sections, _ in parts], [len(documents.stamps) for _, documents in parts])
    stored = joined([segment.stored for segment in segments], alive, kept, Room(folder, f"{name}.stored"))
    return Segment(texts, inside, about, sections, _documents([documents for _, documents in parts]), words, stored)


def _sections(parts: Sequence[Sections], documents: Sequence[int]) -> Sections:
    firsts = starts_of(np.array(documents))
    return Sections(
        Strings.join([part.ids for part in parts]),
        np.concatenate([part.documents + np.int32(first) for part, first in zip(parts, firsts, strict=False)]),
        *_united([(part.languages, part.language_names) for part in parts]),
        *_united([(part.kinds, part.kind_names) for part in parts]),
    )


def _documents(parts: Sequence[Documents]) -> Documents:
    offsets = starts_of(np.array([part.first[-1] for part in parts])).astype(np.int32)
    facets = [_united([(part.facet_codes[i], part.facet_names[i]) for part in parts]) for i in range(len(FACETS))]
    return Documents(
        Strings.join([part.ids for part in parts]),
        np.concatenate([*(part.first[:-1] + offset for part, offset in zip(parts, offsets, strict=False)), offsets[-1:]]),
        np.concatenate([part.stamps for part in parts]),
        np.concatenate([part.dates for part in parts], axis=1),
        tuple(codes for codes, _ in facets),
        tuple(starts_of(np.concatenate([np.diff(part.facet_starts[i]) for part in parts])) for i in range(len(FACETS))),
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


def _without(segment: Segment, keep: Bools) -> tuple[Sections, Documents]:
    """The facts of some documents of a segment and of their sections."""
    held, sections = segment.documents, segment.sections
    documents, kept = np.flatnonzero(keep), np.flatnonzero(keep[sections.documents])
    counts = np.diff(held.first)[documents]
    owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    languages, kinds = sections.languages[kept], sections.kinds[kept]
    return Sections(sections.ids.take(kept), owners, languages, sections.language_names, kinds, sections.kind_names), Documents(
        held.ids.take(documents),
        starts_of(counts).astype(np.int32),
        held.stamps[documents],
        held.dates[:, documents],
        tuple(_rows(codes, starts, documents) for codes, starts in zip(held.facet_codes, held.facet_starts, strict=True)),
        tuple(starts_of(np.diff(starts)[documents]) for starts in held.facet_starts),
        held.facet_names,
    )


def _rows(values: Int32, starts: Int64, wanted: Int64) -> Int32:
    return values[spread(starts[:-1][wanted], np.diff(starts)[wanted])]
