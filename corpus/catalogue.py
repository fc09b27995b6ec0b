"""The shipped catalogue: one Markdown file an instrument, its facts as YAML on top, its entry in two languages below.

One file an instrument, because that is what a lawyer edits and what a reviewer reads as one change. `relations` names other
instruments by id. The entry is written in our own words under `# zh` and `# en`, cut by `##` and `###`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml
from msgspec import Meta

from corpus import plain
from corpus.errors import InvalidEntry
from corpus.vocabulary import INSTRUMENT_TYPE, JURISDICTION, LANGUAGE, LIFECYCLE_STAGE, PRODUCT_CLASS, RECIPROCAL, RELATIONS, STATUS

SHIPPED = Path(__file__).parent / "shipped"
REFERENCE = Path(__file__).parent / "reference"

Code = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Date = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
FACT_FIELDS = frozenset({"title", "document_number", "issued", "effective", "status", "official_url", "content"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The instrument's name in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """The facts of one instrument, as its file states them. `verified_fields` were read in `source`; all others are from memory."""

    id: Code
    title: Title
    authorities: Annotated[tuple[str, ...], Meta(min_length=1)]
    jurisdiction: str
    instrument_type: str
    status: str
    language: str
    document_number: str | None
    issued: Date | None
    effective: Date | None
    official_url: str | None
    product_classes: tuple[str, ...]
    lifecycle_stages: tuple[str, ...]
    relations: dict[str, tuple[Code, ...]]
    verified_fields: tuple[str, ...]
    confidence: str
    source_kind: str
    source: str
    note: str | None
    expires: Date | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of an entry: `language` zh or en, `level` 1 for `##` and 2 for `###`."""

    language: str
    level: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An instrument's facts with what we say of it."""

    instrument: Instrument
    passages: tuple[Passage, ...] = field(default=())


def authorities(folder: Path = REFERENCE) -> dict[str, dict[str, str]]:
    """The names of the issuing bodies by code: `{"NMPA": {"zh": ..., "en": ...}}`."""
    names: dict[str, dict[str, str]] = plain.read((folder / "authorities.yaml").read_text(encoding="utf-8"))
    return names


def read_entry(path: Path) -> Entry:
    """Read one file of the catalogue. Raises `InvalidEntry`, whose text names file and field."""
    text = path.read_text(encoding="utf-8")
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if match is None:
        raise InvalidEntry(f"{path.name}: the facts are missing: begin the file with YAML between two lines of ---")
    try:
        instrument = msgspec.convert(plain.read(match[1]), Instrument)
    except yaml.YAMLError as error:
        raise InvalidEntry(f"{path.name}: the facts are not YAML: {' '.join(str(error).split())}") from error
    except msgspec.ValidationError as error:
        raise InvalidEntry(f"{path.name}: {_place(error)}") from error
    _check_codes(path.name, instrument)
    return Entry(instrument, tuple(_passages(path.name, text[match.end() :])))


def _place(error: msgspec.ValidationError) -> str:
    """`Expected str, got int - at $.title.zh` as `title.zh: expected str, got int`."""
    what, _, where = str(error).partition(" - at ")
    return f"{where.strip('`').removeprefix('$.')}: {what[0].lower()}{what[1:]}" if where else what


def _check_codes(name: str, instrument: Instrument) -> None:
    """Every code is a word of the vocabulary."""
    checked: list[tuple[str, tuple[str, ...], Mapping[str, Any] | frozenset[str]]] = [
        ("jurisdiction", (instrument.jurisdiction,), JURISDICTION),
        ("instrument_type", (instrument.instrument_type,), INSTRUMENT_TYPE),
        ("status", (instrument.status,), STATUS),
        ("language", (instrument.language,), LANGUAGE),
        ("product_classes", instrument.product_classes, PRODUCT_CLASS),
        ("lifecycle_stages", instrument.lifecycle_stages, LIFECYCLE_STAGE),
        ("relations", tuple(instrument.relations), RELATIONS),
        ("verified_fields", instrument.verified_fields, FACT_FIELDS),
        ("confidence", (instrument.confidence,), frozenset({"high", "medium", "low"})),
    ]
    for field_name, values, allowed in checked:
        for value in values:
            if value not in allowed:
                raise InvalidEntry(f"{name}: {field_name}: {value!r} is none of {', '.join(sorted(allowed))}")


def _passages(name: str, body: str) -> Iterator[Passage]:
    """The sections of an entry in reading order, bullets as lines that begin with a bullet."""
    language, heading, level = "", "", 0
    block: list[str] = []

    def closed() -> Iterator[Passage]:
        text = "\n".join(line for line in block if line)
        if heading:
            yield Passage(language, level, heading, text)
        elif text:
            raise InvalidEntry(f"{name}: text stands before the first ## heading: {text[:30]!r}")
        block.clear()

    for line in body.splitlines():
        match = re.match(r"(#{1,3}) (.+)", line)
        if match is None:
            block.append(re.sub(r"^- ", "• ", line.strip()))
            continue
        yield from closed()
        level, heading = len(match[1]) - 1, match[2].strip() if len(match[1]) > 1 else ""
        if not level:
            language = match[2].strip()
            if language not in ("zh", "en"):
                raise InvalidEntry(f"{name}: # {language}: the languages of an entry are # zh and # en")
    yield from closed()


def load(folder: Path = SHIPPED / "instruments") -> dict[str, Entry]:
    """The whole catalogue by id. Raises `InvalidEntry` at the first file or relation that does not fit."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.md")):
        entry = read_entry(path)
        if entry.instrument.id != path.stem:
            raise InvalidEntry(f"{path.name}: id: {entry.instrument.id!r} must be the file's name")
        entries[path.stem] = entry
    for fault in faults({identifier: entry.instrument for identifier, entry in entries.items()}):
        raise InvalidEntry(fault)
    return entries


def faults(instruments: Mapping[str, Instrument]) -> Iterator[str]:
    """What is wrong between the files: relations that lead nowhere or to themselves, and ties told on one side only."""
    for instrument in instruments.values():
        for kind, targets in instrument.relations.items():
            for target in targets:
                if target == instrument.id or target not in instruments:
                    yield f"{instrument.id}.md: relations.{kind}: {target!r} is no other instrument of the catalogue"
                elif kind in RECIPROCAL and instrument.id not in instruments[target].relations.get(RECIPROCAL[kind], ()):
                    yield f"{instrument.id}.md: relations.{kind}: {target}.md does not say {RECIPROCAL[kind]}: {instrument.id}"
