"""One immutable segment: sections with their terms, in arrays that lie on disk as they lie in memory."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.arrays import Int32, Int64, Strings, UInt16, UInt32, UInt64, load, save

FIELDS = ("text", "heading", "path", "title", "number")
FACETS = ("jurisdiction", "authority", "instrument_type", "status", "year", "product_class", "lifecycle_stage")
DATES = ("issued", "effective", "begins", "ends")


@dataclass(frozen=True, slots=True)
class Postings:
    """Where terms stand. Terms are ordered by field, then by key (see `keys`); T terms, P postings, N places.

    `fields` int64 [len(FIELDS) + 1]: the first term of each field; `keys` uint64 [T], rising within a field.
    `starts` int64 [T + 1]: the first posting of each term; `sections` int32 [P], rising within a term;
    `counts` uint16 [P]: how often, at most 65,535.
    `place_starts` int64 [T + 1], `places` uint32 [N], rising within a term: section base + position in the field.
    """

    fields: Int64
    keys: UInt64
    starts: Int64
    sections: Int32
    counts: UInt16
    place_starts: Int64
    places: UInt32

    def find(self, field: int, wanted: UInt64) -> tuple[Int64, NDArray[np.bool_]]:
        """Term numbers of keys in a field, with whether they are held at all."""
        low, high = int(self.fields[field]), int(self.fields[field + 1])
        keys = self.keys[low:high]
        at = np.searchsorted(keys, wanted)
        at[at == len(keys)] = 0
        held = keys[at] == wanted if len(keys) else np.zeros(len(wanted), np.bool_)
        return at + low, held


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections, those of a document side by side; S sections.

    `bases` int64 [S + 1]: the place of each section's position 0, with a gap before the next; `lengths` int32 [len(FIELDS), S]:
    words and Han characters of each field; `documents` int32 [S]: number of the document; `languages` int32 [S]: code.
    """

    ids: Strings
    bases: Int64
    lengths: Int32
    documents: Int32
    languages: Int32
    language_names: Strings


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents; D documents.

    `first` int32 [D + 1]: first section of each; `stamps` uint64 [D]: what the store said of its content; `dates` int32
    [len(DATES), D]: as 20240131, unknown parts 0; `facet_codes[i]` int32: the values of facet i one document after the other, from
    `facet_starts[i]` int64 [D + 1], as numbers into `facet_names[i]`.
    """

    ids: Strings
    first: Int32
    stamps: UInt64
    dates: Int32
    facet_codes: tuple[Int32, ...]
    facet_starts: tuple[Int64, ...]
    facet_names: tuple[Strings, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct words in order of their code points: `forms`, and `keys` uint64 [words]. Han characters are not here."""

    forms: Strings
    keys: UInt64


@dataclass(frozen=True, slots=True)
class Segment:
    """All of one segment."""

    postings: Postings
    sections: Sections
    documents: Documents
    words: Words

    @property
    def size(self) -> int:
        """How many sections it holds, deleted ones included."""
        return len(self.sections.documents)

    def save(self, folder: Path, name: str) -> None:
        """Write every array as `NAME.part.field.npy`."""
        for path, array in _files(self, folder, name):
            save(path, array)

    @classmethod
    def load(cls, folder: Path, name: str) -> Segment:
        """Map every array. Raises `OSError` or `ValueError` where one is missing or broken."""

        def one(path: str) -> NDArray[Any]:
            return load(folder / f"{name}.{path}.npy")

        def strings(path: str) -> Strings:
            return Strings(one(f"{path}.data"), one(f"{path}.starts"))

        def part(kind: type[Any], label: str) -> Any:
            found: dict[str, Any] = {}
            for entry in fields(kind):
                path = f"{label}.{entry.name}"
                if entry.type == "Strings":
                    found[entry.name] = strings(path)
                elif entry.type.startswith("tuple"):
                    read = strings if "Strings" in entry.type else one
                    found[entry.name] = tuple(read(f"{path}.{facet}") for facet in FACETS)
                else:
                    found[entry.name] = one(path)
            return kind(**found)

        return cls(part(Postings, "postings"), part(Sections, "sections"), part(Documents, "documents"), part(Words, "words"))


def _files(segment: Segment, folder: Path, name: str) -> list[tuple[Path, NDArray[Any]]]:
    """The path and the array of every file of a segment."""
    found: list[tuple[str, NDArray[Any]]] = []

    def add(path: str, value: Any) -> None:
        if isinstance(value, Strings):
            found.extend(((f"{path}.data", value.data), (f"{path}.starts", value.starts)))
        elif isinstance(value, tuple):
            for facet, each in zip(FACETS, value, strict=True):
                add(f"{path}.{facet}", each)
        else:
            found.append((path, value))

    for label in ("postings", "sections", "documents", "words"):
        part = getattr(segment, label)
        for entry in fields(part):
            add(f"{label}.{entry.name}", getattr(part, entry.name))
    return [(folder / f"{name}.{path}.npy", array) for path, array in found]
