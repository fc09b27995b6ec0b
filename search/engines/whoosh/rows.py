"""What of a document is indexed: the texts of each section's fields, and the facts of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from corpus import Document, Located, Section, force, paths
from search.engines.whoosh.arrays import Int32

FAR = 99991231


@dataclass(frozen=True, slots=True)
class Row:
    """A section to be indexed; `texts` follow `segment.SECTION_FIELDS`. A document without sections has one row without an id."""

    id: str
    language: str
    kind: str
    texts: tuple[str, str, str]
    located: Located


def rows(document: Document) -> Iterator[Row]:
    """The sections of a document. What was read as garbage is left out: such a section is found by its document's title and its
    number alone.
    """
    language = document.language or ""
    if not document.sections:
        yield Row("", language, "body", ("", "", ""), _whole(document))
        return
    garbled = frozenset(page.page for page in document.quality if page.grade == "garbled")
    for ordinal, (section, path) in enumerate(zip(document.sections, paths(document.sections), strict=True)):
        texts = (section.text, section.name, "\n".join(path))
        if garbled and _garbled(section, garbled):
            texts = ("", section.number or "", "")
        located = Located(document.id, ordinal, path, section)
        yield Row(section.id, section.language or language, section.kind, texts, located)


def _whole(document: Document) -> Located:
    """A document without sections, as the place that stands for it."""
    return Located(document.id, 0, (), Section(id=document.id, level=1, text=""))


def titles(document: Document) -> tuple[str, str]:
    """The texts of a document for `segment.DOCUMENT_FIELDS`: its titles, and its number."""
    facts = document.metadata
    several = dict.fromkeys(title for title in (document.title, facts.title_zh, facts.title_en) if title)
    return "\n".join(several), facts.document_number or ""


def _garbled(section: Section, garbled: frozenset[int]) -> bool:
    if section.page is None:
        return False
    return all(page in garbled for page in range(section.page, (section.page_end or section.page) + 1))


def facets(document: Document) -> tuple[tuple[str, ...], ...]:
    """The values of a document for each of `segment.FACETS`."""
    facts = document.metadata
    year = facts.year or (facts.issued or "")[:4]
    single = (facts.jurisdiction, (facts.authority, *facts.co_authorities), facts.instrument_type, facts.status, year)
    several = (*single, facts.product_class, facts.lifecycle_stage)
    return tuple(_values(value) for value in several)


def _values(value: str | tuple[str | None, ...] | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(each for each in value if each))
    return (value,) if value else ()


def day(date: str | None) -> int:
    """A date `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as a number like 20240131, unknown parts 0; 0 for none or one that is no date."""
    digits = (date or "").replace("-", "")
    return int(digits.ljust(8, "0")[:8]) if digits.isascii() and digits.isdigit() else 0


def days(document: Document) -> Int32:
    """The dates of a document for `segment.DATES`, int32 [4]; one that never was in force begins on the day `FAR`."""
    facts = document.metadata
    begins, ends = force.period(facts) or (None, None)
    return np.array([day(facts.issued), day(facts.effective), day(begins) if begins else FAR, day(ends)], np.int32)
