"""Entries of the catalogue -> Document: facts from the top of the file, sections in two languages from below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.catalogue import Entry, Instrument, Passage, read_entry
from corpus.document import Document, Metadata, Relation, Section
from corpus.errors import InvalidEntry
from ingest.errors import UnreadableFile

MEDIA_TYPE = "text/markdown"

# Passages that tell of other instruments or of doubts: what is found in them says little of the instrument itself.
ASIDE = frozenset({"在框架中的位置", "尚待核实", "Where it sits in the framework", "Not yet verified"})


def read(path: Path) -> Document:
    """The document of one catalogue entry; its id is the instrument's. Raises `UnreadableFile`."""
    try:
        entry = read_entry(path)
    except (InvalidEntry, UnicodeDecodeError) as error:
        raise UnreadableFile(f"not an entry of a catalogue: {error}") from error
    return document_of(entry)


def document_of(entry: Entry) -> Document:
    """The document of an entry, titled in the language of its instrument."""
    instrument = entry.instrument
    chinese = instrument.language.startswith("zh")
    return Document(
        id=instrument.id,
        title=instrument.title.zh if chinese else instrument.title.en,
        language=instrument.language,
        media_type=MEDIA_TYPE,
        metadata=_metadata(instrument),
        sections=tuple(_sections(instrument.id, entry.passages)),
        relations=tuple(
            Relation(type=kind, target=target, target_id=target)
            for kind, targets in instrument.relations.items()
            for target in targets
        ),
    )


def _metadata(instrument: Instrument) -> Metadata:
    return Metadata(
        title_zh=instrument.title.zh,
        title_en=instrument.title.en,
        document_number=instrument.document_number,
        jurisdiction=instrument.jurisdiction,
        authority=instrument.authorities[0],
        co_authorities=instrument.authorities[1:],
        instrument_type=instrument.instrument_type,
        status=instrument.status,
        issued=instrument.issued,
        effective=instrument.effective,
        expires=instrument.expires,
        year=instrument.issued[:4] if instrument.issued else None,
        product_class=instrument.product_classes,
        lifecycle_stage=instrument.lifecycle_stages,
        source_url=instrument.official_url,
        source=instrument.source,
        source_kind=instrument.source_kind,
        confidence=instrument.confidence,
        note=instrument.note,
        verified_fields=instrument.verified_fields,
        instrument=instrument.id,
        role="entry",
    )


def _sections(identifier: str, passages: tuple[Passage, ...]) -> Iterator[Section]:
    """Sections labelled by language and number: `zh-1`, `zh-2.1`, `en-1`."""
    counts: dict[str, list[int]] = {}
    aside = False
    for passage in passages:
        aside = passage.heading in ASIDE if passage.level == 1 else aside
        count = counts.setdefault(passage.language, [])
        del count[passage.level :]
        count.extend([0] * (passage.level - len(count)))
        count[-1] += 1
        label = f"{passage.language}-{'.'.join(map(str, count))}"
        yield Section(
            id=f"{identifier}#{label}",
            level=passage.level,
            heading=passage.heading,
            text=passage.text,
            kind="note" if aside else "body",
            language=passage.language,
        )
