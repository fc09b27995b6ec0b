"""The Whoosh index: schema, generations, segments, lock. Its table of contents is JSON, so nothing here is ever unpickled."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from time import time_ns
from typing import Any

import numpy as np

from search.engines.whoosh.arrays import Bools
from search.engines.whoosh.segment import FIELDS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 warns where it is compiled anew: old escapes, `is 0`
    from whoosh import index as whoosh_index
    from whoosh.codec.base import Codec
    from whoosh.codec.base import Segment as WhooshSegment
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage

NAME = "bluebook"
FORMAT = 10


def schema() -> Schema:
    """The fields, each with positions and scored; their words are made by `search.analysis`, not by Whoosh."""
    return Schema(id=STORED(), document=STORED(), **{name: TEXT(phrase=True, analyzer=None) for name in FIELDS})


class ArraySegment(WhooshSegment):  # type: ignore[misc]  # Whoosh has no types
    """A segment as the table of contents lists it. Documents in Whoosh's sense are our sections.

    `documents` and `sections` count what it holds, `deleted` has the numbers of deleted documents.
    """

    def __init__(self, documents: int, sections: int, deleted: Iterable[int] = (), segid: str | None = None) -> None:
        super().__init__(NAME)
        self.segid: str = segid or self._random_id()
        self.documents = documents
        self.sections = sections
        self.deleted = set(deleted)

    def codec(self) -> Codec:
        """How Whoosh itself reads it."""
        from search.engines.whoosh.codec import ArrayCodec

        return ArrayCodec()

    def doc_count_all(self) -> int:
        """How many sections, deleted ones included."""
        return self.sections

    def kept(self) -> Bools:
        """Which documents are not deleted, bool [documents]."""
        kept = np.ones(self.documents, np.bool_)
        kept[list(self.deleted)] = False
        return kept


class Contents(whoosh_index.TOC):  # type: ignore[misc]  # Whoosh has no types
    """The table of contents of one generation, with the stamp of what it was built from."""

    def __init__(self, segments: list[ArraySegment], generation: int, stamp: dict[str, Any]) -> None:
        super().__init__(schema(), segments, generation)
        self.stamp = stamp

    @classmethod
    def read(cls, storage: FileStorage, indexname: str = NAME, gen: int | None = None, schema: object = None) -> Contents:
        """The contents of a generation, by default the last. Raises `OSError`, `ValueError` or `KeyError`: missing or broken."""
        generation = cls._latest_generation(storage, indexname) if gen is None else gen
        plain = json.loads((Path(storage.folder) / cls._filename(indexname, generation)).read_text(encoding="utf-8"))
        segments = [ArraySegment(each["documents"], each["sections"], each["deleted"], each["id"]) for each in plain["segments"]]
        return cls(segments, generation, plain["stamp"])

    def write(self, storage: FileStorage, indexname: str = NAME) -> None:
        """Publish: a temporary file, then renamed, each step waited for until the disk holds it."""
        plain = {
            "stamp": self.stamp,
            "segments": [
                {"id": each.segid, "documents": each.documents, "sections": each.sections, "deleted": sorted(each.deleted)}
                for each in self.segments
            ],
        }
        path = Path(storage.folder) / self._filename(indexname, self.generation)
        temporary = path.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(plain, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class ArrayIndex(whoosh_index.FileIndex):  # type: ignore[misc]  # Whoosh has no types
    """A folder with segments of arrays, as a Whoosh index."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.storage = FileStorage(str(folder))
        self.indexname = NAME
        self._schema = schema()

    def contents(self) -> Contents:
        """The last generation; an empty one where none holds. One that is replaced while it is read is not the last: look again."""
        generation = self.latest_generation()
        while True:
            try:
                return Contents.read(self.storage, gen=generation)
            except (OSError, ValueError, KeyError, TypeError):
                last = self.latest_generation()
                if last == generation:
                    return Contents([], max(0, generation), {})
                generation = last

    def _read_toc(self) -> Contents:
        return self.contents()

    def publish(self, segments: list[ArraySegment], stamp: dict[str, Any]) -> None:
        """Make a new generation the one that readers take, and remove files that none needs any more.

        Generations count on from the milliseconds of the clock, so that an index built anew never has the number of one
        that was lost.
        """
        following = Contents(segments, max(self.latest_generation() + 1, time_ns() // 1_000_000), stamp)
        following.write(self.storage)
        whoosh_index.clean_files(self.storage, NAME, following.generation, segments)
