"""One immutable segment: sections and documents with their terms, in arrays that lie on disk as they lie in memory."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from search.engines.whoosh.arrays import Int32, Int64, Records, Strings, UInt64, load, save, settle
from search.engines.whoosh.inverted import Inverted
from search.engines.whoosh.stored import Stored
from search.engines.whoosh.texts import Texts

SECTION_FIELDS = ("text", "heading", "path")
DOCUMENT_FIELDS = ("title", "number")
FIELDS = SECTION_FIELDS + DOCUMENT_FIELDS
FACETS = ("jurisdiction", "authority", "instrument_type", "status", "year", "product_class", "lifecycle_stage")
DATES = ("issued", "effective", "begins", "ends")


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections, those of a document side by side; S sections.

    `documents` int32 [S]: number of the document; `languages` int32 [S]: number into `language_names`; `kinds` int32 [S]: number
    into `kind_names`.
    """

    ids: Strings
    documents: Int32
    languages: Int32
    language_names: Strings
    kinds: Int32
    kind_names: Strings


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
    """All of one segment. `inside` indexes `SECTION_FIELDS` of the sections, `about` `DOCUMENT_FIELDS` of the documents."""

    texts: Texts
    inside: Inverted
    about: Inverted
    sections: Sections
    documents: Documents
    words: Words
    stored: Stored

    @property
    def size(self) -> int:
        """How many sections it holds, deleted ones included."""
        return len(self.sections.documents)

    def save(self, folder: Path, name: str) -> None:
        """Write every array as `NAME.part.field.npy`, and wait until the disk holds them."""
        for label, part in ((entry.name, getattr(self, entry.name)) for entry in fields(self)):
            for entry in fields(part):
                _save(folder / f"{name}.{label}.{entry.name}", getattr(part, entry.name))
        settle(folder.glob(f"{name}.*.npy"))

    @classmethod
    def load(cls, folder: Path, name: str) -> Segment:
        """Map every array. Raises `OSError` or `ValueError` where one is missing or broken."""

        def part(kind: type[Any], label: str) -> Any:
            return kind(**{entry.name: _load(folder / f"{name}.{label}.{entry.name}", str(entry.type)) for entry in fields(kind)})

        return cls(
            part(Texts, "texts"),
            part(Inverted, "inside"),
            part(Inverted, "about"),
            part(Sections, "sections"),
            part(Documents, "documents"),
            part(Words, "words"),
            part(Stored, "stored"),
        )


def _save(path: Path, value: Records | NDArray[Any] | tuple[Any, ...]) -> None:
    if isinstance(value, Records):
        _save(path.with_name(f"{path.name}.data"), value.data)
        _save(path.with_name(f"{path.name}.starts"), value.starts)
    elif isinstance(value, tuple):
        for facet, each in zip(FACETS, value, strict=True):
            _save(path.with_name(f"{path.name}.{facet}"), each)
    else:
        save(path.with_name(f"{path.name}.npy"), value)


def _load(path: Path, kind: str) -> Any:
    if kind.startswith("tuple"):
        return tuple(_load(path.with_name(f"{path.name}.{facet}"), kind[len("tuple[") :]) for facet in FACETS)
    if kind.startswith(("Records", "Strings")):
        held = Records if kind == "Records" else Strings
        return held(load(path.with_name(f"{path.name}.data.npy")), load(path.with_name(f"{path.name}.starts.npy")))
    return load(path.with_name(f"{path.name}.npy"))
