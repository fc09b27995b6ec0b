"""`NAME.yaml` beside a file: what its keeper states of the document, which wins over what was detected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from corpus.document import Document, Metadata, Role
from corpus.vocabulary import LANGUAGE, STATUS
from ingest.errors import UnreadableFile

Name = Annotated[str, Meta(min_length=1, max_length=500)]
Date = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Codes = Annotated[str, Meta(min_length=1)] | tuple[str, ...]
WORDS: Mapping[str, Mapping[str, object]] = {"status": STATUS, "language": LANGUAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """The fields a metadata file may state, each None where it does not; dates `YYYY[-MM[-DD]]`.

    `blank` names the fields that stand there without a value: the document has none, whatever was detected.
    """

    id: Annotated[str, Meta(pattern=r"^[^\s/#?]{1,200}$")] | None = None
    title: Name | None = None
    title_zh: Name | None = None
    title_en: Name | None = None
    language: str | None = None
    jurisdiction: Name | None = None
    authority: Name | None = None
    instrument_type: Name | None = None
    document_number: Name | None = None
    issued: Date | None = None
    effective: Date | None = None
    expires: Date | None = None
    status: str | None = None
    product_class: Codes | None = None
    lifecycle_stage: Codes | None = None
    source_url: Name | None = None
    source: Name | None = None
    note: Name | None = None
    instrument: Name | None = None
    role: Role | None = None
    warnings: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()


_FIELDS = tuple(field.name for field in fields(Sidecar) if field.name not in ("warnings", "blank"))
_NOTHING = ("", "~", "null")


def beside(path: Path) -> Sidecar:
    """What the metadata file of a document's file states; nothing where there is none. Raises `UnreadableFile`."""
    file = path.with_suffix(".yaml")
    if not file.is_file():
        return Sidecar()
    import yaml  # few files have one, and it is large

    try:
        plain = yaml.load(file.read_text(encoding="utf-8-sig"), yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(f"its metadata file {file.name} is not YAML in UTF-8: {' '.join(str(error).split())}") from error
    if not isinstance(plain, dict):
        raise UnreadableFile(f"its metadata file {file.name} has no fields: write one `field: value` a line")
    return _validated(file.name, plain)


def _validated(name: str, plain: dict[str, Any]) -> Sidecar:
    unknown = [key for key in plain if key not in _FIELDS]
    given = {key: value for key, value in plain.items() if key in _FIELDS and value not in _NOTHING}
    try:
        stated = replace(msgspec.convert(given, Sidecar), blank=tuple(key for key in plain if plain[key] in _NOTHING))
    except msgspec.ValidationError as error:
        what, _, where = str(error).replace("`", "").replace(" | null", "").partition(" - at ")
        raise UnreadableFile(f"its metadata file {name}: {where.removeprefix('$.')}: {what[0].lower()}{what[1:]}") from error
    for field, words in WORDS.items():
        value = getattr(stated, field)
        if value is not None and value not in words:
            raise UnreadableFile(f"its metadata file {name}: {field}: {value!r} is none of {', '.join(words)}")
    fault = f"{name}: {', '.join(unknown)}: no such field; there are {', '.join(_FIELDS)}"
    return replace(stated, warnings=(fault,)) if unknown else stated


def stated_over(document: Document, stated: Sidecar) -> Document:
    """The document with what its keeper states in place of what was detected; the text is not touched."""
    names = {field.name for field in fields(Metadata)} & set(_FIELDS)
    facts: dict[str, Any] = dict.fromkeys(names.intersection(stated.blank) - {"role"})
    facts |= {name: value for name in names if (value := getattr(stated, name)) is not None}
    for name in names.intersection(facts, ("product_class", "lifecycle_stage")):
        facts[name] = (facts[name],) if isinstance(facts[name], str) else facts[name] or ()
    if "issued" in facts:
        facts["year"] = stated.issued[:4] if stated.issued else None
    return replace(
        document,
        title=stated.title or document.title,
        language=stated.language or document.language,
        metadata=replace(document.metadata, **facts),
        warnings=document.warnings + stated.warnings,
    )
