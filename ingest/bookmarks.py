"""The bookmarks of a PDF, believed only where their titles stand on the pages they point to."""

from __future__ import annotations

import io
import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pypdf import PdfReader
from pypdf.generic import Destination

from ingest.contents import key
from ingest.line import Line
from ingest.numbering import readings

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_MOST, _TRUE = 5000, 0.6


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: its title, the physical page it points to (from 1), its depth from 1."""

    title: str
    page: int
    depth: int


def read(data: bytes) -> list[Bookmark]:
    """The bookmarks of a file in their order; empty where they cannot be read."""
    try:
        reader = PdfReader(io.BytesIO(data))
        return [mark for mark, _ in zip(_walk(reader, reader.outline, 1), range(_MOST), strict=False)]
    # On broken files pypdf raises nearly anything: TypeError, AssertionError, KeyError, RecursionError and its own.
    except Exception:
        return []


def _walk(reader: PdfReader, entries: Sequence[object], depth: int) -> Iterator[Bookmark]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _walk(reader, entry, depth + 1)
        elif isinstance(entry, Destination):
            number = reader.get_destination_page_number(entry)
            if entry.title and number is not None:
                yield Bookmark(str(entry.title).strip(), number + 1, depth)


def mark(lines: Sequence[Line], bookmarks: Sequence[Bookmark]) -> list[Line]:
    """Lines with the rank of the bookmark whose title they carry, where most bookmarks tell the truth.

    Ranks that came of tags are shifted to the same scale.
    """
    places = _places(lines, bookmarks)
    if len(places) < 3 or len(places) < _TRUE * len(bookmarks):
        return list(lines)
    shifts = Counter(rank - depth for span, depth in places.items() if (rank := lines[span.start].rank) is not None)
    shift = shifts.most_common(1)[0][0] if shifts else 0
    deepest = max(places.values())
    marked = [line if line.rank is None else replace(line, rank=max(line.rank - shift, deepest)) for line in lines]
    for span, depth in places.items():
        for i in span:
            block = -span.start - 1 if lines[i].block is None else lines[i].block
            marked[i] = replace(lines[i], rank=depth if i == span.start else lines[i].rank, block=block)
    return marked


def _places(lines: Sequence[Line], bookmarks: Sequence[Bookmark]) -> dict[range, int]:
    """The lines that carry a bookmark's title, with its depth."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        pages[line.page or 0].append(i)
    found: dict[int, tuple[range, int]] = {}
    for bookmark in bookmarks:
        for i in pages[bookmark.page]:
            if i not in found and (stop := _end(lines, i, bookmark.title)):
                found[i] = range(i, stop), bookmark.depth
                break
    return dict(found.values())


def _end(lines: Sequence[Line], i: int, title: str) -> int | None:
    """The end of the lines from `i` on that carry a title, None where they do not."""
    wanted = {key(title), *(key(n.title) for n in readings(title)[:1])} - {""}
    text = ""
    for stop, line in enumerate(lines[i : i + 4], i + 1):
        text = f"{text} {line.text}".strip()
        if len(text) > len(title) + 40 or text.isdecimal():
            return None
        if key(text) in wanted or any(key(n.title) in wanted for n in readings(text)[:1]):
            return stop
    return None
