"""What a hit shows, stored beside the index as it was when that was made: to read it from the store took a tenth of a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from corpus import Document, Located
from search.engine import EngineError
from search.engines.whoosh.arrays import Bools, Int64, Records, Room, starts_of

PLACE = msgspec.msgpack.Decoder(Located)
FACTS = msgspec.msgpack.Decoder(Document)
BROKEN = "what the index shows of hits cannot be read: bluebook reindex --full makes it anew"


@dataclass(frozen=True, slots=True)
class Stored:
    """S sections where they stand, as `corpus.Located`, and the facts of D documents, as `corpus.Document`; each in MessagePack."""

    sections: Records
    documents: Records

    def section(self, number: int) -> Located:
        """A section where it stands. Raises `EngineError` where it is broken."""
        try:
            return PLACE.decode(self.sections.raw(number))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise EngineError(BROKEN) from error

    def document(self, number: int) -> Document:
        """A document without its sections and relations. Raises as `section`."""
        try:
            return FACTS.decode(self.documents.raw(number))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise EngineError(BROKEN) from error


def joined(parts: Sequence[Stored], alive: Sequence[Bools], kept: Sequence[Bools], room: Room) -> Stored:
    """What several have stored of sections that are `alive`, bool [S], and of documents that are `kept`, bool [D]."""
    return Stored(
        _joined([part.sections for part in parts], alive, room, "sections"),
        _joined([part.documents for part in parts], kept, room, "documents"),
    )


def _joined(parts: Sequence[Records], kept: Sequence[Bools], room: Room, label: str) -> Records:
    """The records that are kept of several tables, made in `room`, copied run by run: they may be larger than the memory."""
    starts = starts_of(np.concatenate([np.diff(part.starts)[keep] for part, keep in zip(parts, kept, strict=True)]))
    data, place = room.array(f"{label}.data", np.uint8, int(starts[-1])), 0
    for part, keep in zip(parts, kept, strict=True):
        for begin, end in part.starts[_runs(keep)].tolist():
            data[place : place + end - begin] = part.data[begin:end]
            place += end - begin
    return Records(data, starts)


def _runs(kept: Bools) -> Int64:
    """Where runs of what is kept begin and end, int64 [runs, 2]."""
    edges = np.flatnonzero(np.diff(kept, prepend=False, append=False))
    return edges.reshape(-1, 2)
