"""What Bluebook holds: a document cut into sections, with its facts, its relations and the quality of its pages.

All are frozen facts. Text is kept as it was read; marks, links and highlights are computed beside it, never written into it.
Inside a section's text a line that holds tab characters is a row of a table, its cells parted by the tabs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

Kind = Literal["body", "front", "annex", "table", "note"]
Grade = Literal["native", "ocr", "garbled", "empty"]
Role = Literal["text", "entry", "translation"]


class Section(msgspec.Struct, frozen=True):
    """One section: its own text, without its heading and without its subsections' text. A `Struct`, as every answer makes many.

    `id` is unique in the whole store, `level` counts from 1, `page` and `page_end` count physical pages from 1. `anchor` is
    the HTML id the section had at its publisher; `language` is set only where it differs from the document's.
    """

    id: str
    level: int
    text: str
    number: str | None = None
    heading: str | None = None
    page: int | None = None
    page_end: int | None = None
    kind: Kind = "body"
    anchor: str | None = None
    language: str | None = None

    @property
    def label(self) -> str:
        """The address of the section inside its document: what follows the first `#` of the id, or the whole id."""
        return self.id.partition("#")[2] or self.id

    @property
    def name(self) -> str:
        """Number and heading as one line, as a breadcrumb shows them."""
        return " ".join(part for part in (self.number, self.heading) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A tie from a document, or from a place in one of its sections, to another instrument.

    `type` is a word of `corpus.vocabulary.RELATIONS`; `target` is what the text says (a title, a number, `21 CFR 1271.10`);
    `target_id` is the document it was resolved to; `article` the number of the article cited; `start` and `end` are
    character offsets into the section's text.
    """

    type: str
    target: str
    target_id: str | None = None
    article: str | None = None
    section: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuality:
    """How a page's text was had: `native`, `ocr`, `garbled` (not to be trusted, not ranked) or `empty`; and why."""

    page: int
    grade: Grade
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a notice page offers beside its own text."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Facts about a document. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; codes are words of `corpus.vocabulary`.

    A field that is not named in `verified_fields` is shown as unverified. `instrument` is the catalogue id of the instrument
    this document is a text of; `role` says which kind of text.
    """

    title_zh: str | None = None
    title_en: str | None = None
    document_number: str | None = None
    jurisdiction: str | None = None
    authority: str | None = None
    co_authorities: tuple[str, ...] = ()
    instrument_type: str | None = None
    status: str | None = None
    issued: str | None = None
    effective: str | None = None
    expires: str | None = None
    year: str | None = None
    product_class: tuple[str, ...] = ()
    lifecycle_stage: tuple[str, ...] = ()
    source_url: str | None = None
    source: str | None = None
    source_kind: str | None = None
    confidence: str | None = None
    note: str | None = None
    verified_fields: tuple[str, ...] = ()
    instrument: str | None = None
    role: Role = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: its sections in reading order, its facts, and what a reader should be warned of."""

    id: str
    title: str
    language: str | None
    media_type: str
    pages: int | None = None
    metadata: Metadata = field(default_factory=Metadata)
    sections: tuple[Section, ...] = ()
    relations: tuple[Relation, ...] = ()
    quality: tuple[PageQuality, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and strings, as `bluebook parse --json` prints them."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Document:
        """The inverse of `to_dict`. Raises `msgspec.ValidationError`, which names the field, on anything else."""
        return msgspec.convert(plain, cls)


def paths(sections: Sequence[Section]) -> Iterator[tuple[str, ...]]:
    """For each section the names of the sections above it, outermost first."""
    above: list[tuple[int, str]] = []
    for section in sections:
        while above and above[-1][0] >= section.level:
            above.pop()
        yield tuple(name for _, name in above if name)
        above.append((section.level, section.name))
