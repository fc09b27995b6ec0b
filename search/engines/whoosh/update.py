"""The index brought in line with the store: what the store no longer holds so is marked deleted, what is new becomes segments.

The store's `stamps` say of each document what it was made from; the index keeps the same beside each document, so the difference is
exact, whatever happened between. Nothing is visible before the new generation is published, so a run that is killed leaves the
last one, and the next run does the whole difference again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from corpus import Store
from search import analysis
from search.engine import IndexBusy, Progress
from search.engines.whoosh.builder import Builder
from search.engines.whoosh.index import FORMAT, ArrayIndex, ArraySegment
from search.engines.whoosh.merge import merge
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.tokens import Vocabulary

VERSIONS = {"format": FORMAT, "analysis": analysis.VERSION}
TOO_EMPTY = 0.3  # share of deleted documents from which a segment is written anew
NEAR = 2.0  # a segment is merged with smaller ones that together reach this part of it: each section is copied a few times only


def update(index: ArrayIndex, store: Store, progress: Progress | None) -> None:
    """Bring the index in line. Raises `IndexBusy` where another process is at it."""
    store_stamp = store.stamp()
    contents = index.contents()
    if contents.stamp == {**VERSIONS, "store": store_stamp} and _load(index, contents.segments) is not None:
        return
    with _writing(index):
        _update(index, store, progress, {**VERSIONS, "store": store_stamp})


@contextmanager
def _writing(index: ArrayIndex) -> Iterator[None]:
    lock = index.lock("WRITELOCK")
    if not lock.acquire():
        raise IndexBusy(f"another process is updating the index in {index.folder}: wait until it has finished")
    try:
        yield
    finally:
        lock.release()


def _update(index: ArrayIndex, store: Store, progress: Progress | None, stamp: dict[str, Any]) -> None:
    contents = index.contents()
    old = contents.segments if contents.stamp.items() >= VERSIONS.items() else []
    loaded = _load(index, old)
    if loaded is None:
        old, loaded = [], {}
    wanted = store.stamps()
    for listed in old:
        documents = loaded[listed.segid].documents
        for number, (identifier, held) in enumerate(zip(documents.ids.all(), documents.stamps.tolist(), strict=True)):
            if number in listed.deleted:
                continue
            if wanted.get(identifier) == held:
                del wanted[identifier]
            else:
                listed.deleted.add(number)
    new = _build(index, store, wanted, progress)
    living = [listed for listed in old if len(listed.deleted) < listed.documents]
    index.publish([*living, *new], stamp)
    tidy = _tidied(index, [*living, *new])
    if tidy is not None:
        index.publish(tidy, stamp)


def _load(index: ArrayIndex, listed: list[ArraySegment]) -> dict[str, Segment] | None:
    """The arrays of all segments; None where one is broken, and the index is to be built from nothing."""
    try:
        return {each.segid: Segment.load(index.folder, each.segment_id()) for each in listed}
    except (OSError, ValueError):
        return None


def _build(index: ArrayIndex, store: Store, wanted: dict[str, int], progress: Progress | None) -> list[ArraySegment]:
    """Segments of the documents wanted, merged into one where there are several."""
    vocabulary = Vocabulary()
    builder = Builder(vocabulary)
    written: list[ArraySegment] = []
    for done, document in enumerate(store.read(list(wanted)), 1):
        builder.add(document, wanted[document.id])
        if progress is not None:
            progress(done, len(wanted))
        if builder.full:
            written.append(_write(index, builder.segment()))
            builder = Builder(vocabulary)
    last = builder.segment()
    if last.size:
        written.append(_write(index, last))
    return [_merged(index, written)] if len(written) > 1 else written


def _write(index: ArrayIndex, segment: Segment) -> ArraySegment:
    listed = ArraySegment(len(segment.documents.stamps), segment.size)
    segment.save(index.folder, listed.segment_id())
    return listed


def _merged(index: ArrayIndex, listed: list[ArraySegment]) -> ArraySegment:
    """One segment of what is not deleted in several."""
    segments = [Segment.load(index.folder, each.segment_id()) for each in listed]
    fresh = ArraySegment(0, 0)
    merged = merge(segments, [each.kept() for each in listed], index.folder, fresh.segment_id())
    merged.save(index.folder, fresh.segment_id())
    return ArraySegment(len(merged.documents.stamps), merged.size, segid=fresh.segid)


def _tidied(index: ArrayIndex, listed: list[ArraySegment]) -> list[ArraySegment] | None:
    """The segments with small ones merged and half-empty ones written anew; None where all is well as it is."""
    ordered = sorted(listed, key=lambda each: each.sections)
    small, weight = ordered[:1], ordered[0].sections if ordered else 0
    for each in ordered[1:]:
        if each.sections > NEAR * weight:
            break
        small.append(each)
        weight += each.sections
    if len(small) == 1:
        small = []
    empty = [each for each in listed if len(each.deleted) > TOO_EMPTY * each.documents]
    chosen = {each.segid for each in (*small, *empty)}
    if not chosen:
        return None
    rest = [each for each in listed if each.segid not in chosen]
    return [*rest, _merged(index, [each for each in listed if each.segid in chosen])]
