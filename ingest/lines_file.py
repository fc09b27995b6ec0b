"""`.jsonl` files: one document a line, already cut into sections whose ids are kept as given."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
from msgspec import Meta, Struct

from corpus.document import Document, Metadata, Section
from ingest import languages
from ingest.characters import cleaned
from ingest.errors import UnreadableFile

MEDIA_TYPE = "application/jsonl"
LONGEST = 64 << 20  # bytes of one line

# A heading that is nothing but its own number, or a unit of a statute: 第三条, 1.2.(3), A4, §5.
_UNIT = r"第[〇零○一二三四五六七八九十百千两\d]{1,7}[编章节条](?:之[一二三四五六七八九十]+)?"
_NUMBER = re.compile(_UNIT + r"|§?\s?(?:[A-Z]{1,2}\.?)?\d+[a-z]?(?:[.()]+[0-9a-z]{1,4})*[.)]*")
_STARTS = re.compile(rf"({_UNIT})[\s\u3000]+(?=\S)")

Name = Annotated[str, Meta(min_length=1, max_length=500)]
Identifier = Name | int
Date = Annotated[str, Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Codes = str | tuple[str, ...] | None


class _Section(Struct):
    id: Identifier
    text: str
    heading: str | None = None
    level: Annotated[int, Meta(ge=1, le=99)] | None = None


class _Line(Struct):
    id: Identifier
    title: Name
    sections: tuple[_Section, ...]
    language: str | None = None
    jurisdiction: str | None = None
    authority: str | None = None
    instrument_type: str | None = None
    document_number: str | None = None
    issued: Date | None = None
    effective: Date | None = None
    status: str | None = None
    year: str | int | None = None
    product_class: Codes = None
    lifecycle_stage: Codes = None
    source_url: str | None = None


_decode = msgspec.json.Decoder(_Line).decode


def read_lines(path: Path) -> Iterator[tuple[int, str, Document | UnreadableFile]]:
    """Each line that is not blank: its number from 1, the SHA-256 of its bytes, and its document or what is wrong with it."""
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            line = line.removeprefix(b"\xef\xbb\xbf").strip()
            if line:
                yield number, hashlib.sha256(line).hexdigest(), _outcome(line)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines, each cut off one byte past `LONGEST`."""
    while line := file.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST + 1)
        yield line


def _outcome(line: bytes) -> Document | UnreadableFile:
    if len(line) > LONGEST:
        return UnreadableFile(f"the line is longer than {LONGEST >> 20} MiB: give each document a line of its own")
    try:
        return _document(_parsed(line))
    except UnreadableFile as error:
        return error
    except msgspec.ValidationError as error:
        return UnreadableFile(_place(error))
    except UnicodeDecodeError:
        return UnreadableFile("the line is not UTF-8: save the file as UTF-8")
    except (ValueError, RecursionError) as error:
        return UnreadableFile(f"the line is not a JSON object: {error}")


def _parsed(line: bytes) -> _Line:
    try:
        return _decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        if b"\\u" not in line:
            raise
    return msgspec.convert(json.loads(line), _Line)  # JSON with half a surrogate pair, which the fast decoder refuses


def _place(error: msgspec.ValidationError) -> str:
    """``Expected `str`, got `int` - at `$.sections[0].text` `` as `sections[0].text: expected str, got int`."""
    what, _, where = str(error).replace("`", "").replace(" | null", "").partition(" - at ")
    field = where.removeprefix("$").removeprefix(".")
    text = what[0].lower() + what[1:]
    return f"{field}: {text}" if field else text


def _document(line: _Line) -> Document:
    sections = tuple(_section(section) for section in line.sections)
    if len({section.id for section in sections}) < len(sections):
        twice = next(id for id, count in Counter(section.id for section in sections).items() if count > 1)
        raise UnreadableFile(f"sections: the id {twice!r} stands twice: give each section its own id")
    for field, day in (("issued", line.issued), ("effective", line.effective)):
        if day and not _is_day(day):
            raise UnreadableFile(f"{field}: there is no such day as {day}: correct it, or leave it out")
    return Document(
        id=_filled("id", str(line.id)),
        title=_filled("title", line.title),
        language=line.language or languages.guess(f"{line.title}\n" + "\n".join(s.text for s in sections[:50])),
        media_type=MEDIA_TYPE,
        metadata=_metadata(line),
        sections=sections,
    )


def _is_day(day: str) -> bool:
    """Whether a day, or the first one of a month or year, is in the calendar."""
    try:
        date.fromisoformat(f"{day}{'-01-01'[3 * day.count('-') :]}")
    except ValueError:
        return False
    return True


def _filled(field: str, given: str) -> str:
    if text := cleaned(given).strip():
        return text
    raise UnreadableFile(f"{field}: it is blank: fill it in")


def _section(given: _Section) -> Section:
    number, heading = _split(cleaned(given.heading or "").strip())
    return Section(
        id=_filled("sections.id", str(given.id)), level=given.level or 1, text=cleaned(given.text), number=number, heading=heading
    )


def _split(heading: str) -> tuple[str | None, str | None]:
    """Number and heading of what was given as the heading."""
    if len(heading) < 30 and _NUMBER.fullmatch(heading):
        return heading, None
    if match := _STARTS.match(heading):
        return match[1], heading[match.end() :]
    return None, heading or None


def _metadata(line: _Line) -> Metadata:
    year = str(line.year) if line.year is not None else line.issued[:4] if line.issued else None
    return Metadata(
        jurisdiction=line.jurisdiction,
        authority=line.authority,
        instrument_type=line.instrument_type,
        document_number=line.document_number,
        issued=line.issued or None,
        effective=line.effective,
        status=line.status,
        year=year,
        product_class=_codes(line.product_class),
        lifecycle_stage=_codes(line.lifecycle_stage),
        source_url=line.source_url,
    )


def _codes(given: Codes) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given or ()
