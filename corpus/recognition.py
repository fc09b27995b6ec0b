"""Which instrument of the catalogue a document is the text of, told by its number or its title.

A document joins an instrument where its number is the instrument's, or its title is and no other instrument bears it; it then
takes the instrument's facts. Where more than one instrument could be meant the document says so and stands alone: the metadata
file beside it settles it with `instrument: ID`. Facts found in the text that differ from the catalogue's are told, never kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from corpus import numbers, titles
from corpus.catalogue import Instrument
from corpus.document import Document, Metadata, Relation
from corpus.force import end_of
from corpus.vocabulary import CURRENT

COMPARED = ("document_number", "issued", "effective")


@dataclass(slots=True)
class Register:
    """The instruments by number and by plain title. Made once, asked for each document."""

    instruments: dict[str, Instrument] = field(default_factory=dict)
    by_number: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_title: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, instruments: Iterable[Instrument]) -> Register:
        """The register of a catalogue."""
        register = cls()
        for instrument in instruments:
            register.instruments[instrument.id] = instrument
            if number := numbers.normal(instrument.document_number or ""):
                register.by_number[number].append(instrument.id)
            for title in dict.fromkeys(
                titles.plain(name) for name in (instrument.title.zh, instrument.title.en, *instrument.aliases)
            ):
                register.by_title[title].append(instrument.id)
        return register

    def candidates(self, document: Document) -> list[str]:
        """The instruments the document can be the text of, best first: one where it is sure, several where it is not."""
        by_title = self._titled(document.title)
        by_number = self.by_number.get(numbers.normal(document.metadata.document_number or "") or "", [])
        both = [identifier for identifier in by_number if identifier in by_title]
        if both:
            return both
        if by_title:
            return self._of_version(document, by_title)
        return by_number if len(by_number) == 1 and not titles.plain(document.title) else []

    def _titled(self, title: str) -> list[str]:
        return self.by_title.get(titles.plain(title), [])

    def _of_version(self, document: Document, found: list[str]) -> list[str]:
        """Of instruments of one title those whose draft mark and years do not speak against the document's."""
        draft = _is_draft(document.title) or document.metadata.status == "draft"
        kept = [each for each in found if (self.instruments[each].instrument_type == "draft") == draft]
        issued = (document.metadata.issued or "")[:4]
        dated = [each for each in kept if issued and issued in _years(self.instruments[each])]
        return dated or [each for each in kept if not issued or not _years(self.instruments[each])]

    def join(self, document: Document) -> Document:
        """The document with its instrument and the instrument's facts, or with a warning where that is not sure."""
        stated = document.metadata.instrument
        if stated is not None:
            if stated in self.instruments:
                return _joined(document, self.instruments[stated], self.end(stated))
            return _warned(document, f"the instrument {stated!r} of its metadata file is not in the catalogue")
        found = self.candidates(document)
        if len(found) == 1:
            return _joined(document, self.instruments[found[0]], self.end(found[0]))
        if found:
            return _warned(document, f"may be the text of {' or '.join(found)}: settle it with `instrument: ID` in its .yaml")
        return document

    def end(self, identifier: str) -> str | None:
        """The first day an instrument is no longer in force, where that is known."""
        return end_of(self.instruments[identifier], self.instruments) if identifier in self.instruments else None

    def resolved(self, relations: Iterable[Relation]) -> tuple[Relation, ...]:
        """Relations with the instrument each one names, where exactly one bears that number or title."""
        return tuple(
            relation if relation.target_id else replace(relation, target_id=self._named(relation.target)) for relation in relations
        )

    def _named(self, target: str) -> str | None:
        number = numbers.normal(target)
        found = self.by_number.get(number, []) if number else self._titled(target)
        current = [each for each in found if self.instruments[each].status in CURRENT]
        return next((kept[0] for kept in (found, current) if len(kept) == 1), None)


def _is_draft(title: str) -> bool:
    return any("征求意见" in suffix or "草案" in suffix for suffix in titles.suffixes(title)) or "draft" in title.casefold()


def _years(instrument: Instrument) -> set[str]:
    """The years in which a text of the instrument may say it was made."""
    dates = (instrument.issued, instrument.effective)
    stated = (digits for suffix in titles.suffixes(instrument.title.zh) for digits in [suffix[:4]] if digits.isdecimal())
    return {day[:4] for day in dates if day} | set(stated)


def _joined(document: Document, instrument: Instrument, ended: str | None) -> Document:
    found = document.metadata
    joined = replace(
        found,
        title_zh=instrument.title.zh,
        title_en=instrument.title.en,
        document_number=instrument.document_number or found.document_number,
        jurisdiction=instrument.jurisdiction,
        authority=instrument.authorities[0],
        co_authorities=instrument.authorities[1:],
        instrument_type=instrument.instrument_type,
        status=instrument.status,
        issued=instrument.issued or found.issued,
        effective=instrument.effective or found.effective,
        expires=ended or found.expires,
        year=(instrument.issued or found.issued or "")[:4] or found.year,
        product_class=instrument.product_classes,
        lifecycle_stage=instrument.lifecycle_stages,
        source_url=found.source_url or instrument.official_url,
        verified_fields=instrument.verified_fields,
        confidence=instrument.confidence,
        instrument=instrument.id,
        role="text" if (document.language or "")[:2] == instrument.language[:2] else "translation",
    )
    return replace(document, metadata=joined, warnings=(*document.warnings, *_differences(found, joined)))


def _differences(found: Metadata, joined: Metadata) -> Iterator[str]:
    """Where the text says other than the catalogue; a date that is only less exact is no difference."""
    for name in COMPARED:
        ours, theirs = getattr(joined, name), getattr(found, name)
        if not ours or not theirs or ours.startswith(theirs) or theirs.startswith(ours):
            continue
        if name == "document_number" and numbers.normal(ours) == numbers.normal(theirs):
            continue
        yield f"{name} in the text is {theirs}, in the catalogue {ours}"


def _warned(document: Document, warning: str) -> Document:
    return replace(document, warnings=(*document.warnings, warning))
