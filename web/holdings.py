"""What is held and how well: counted once for each state of the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus import Document, Store

FACETS = ("jurisdiction", "instrument_type", "status")


@dataclass(slots=True)
class Tally:
    """How much there is of one value of a facet: instruments with a text and with an entry alone, and documents beside them."""

    with_text: int = 0
    entry_only: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.with_text + self.entry_only + self.others


@dataclass(frozen=True, slots=True)
class Doubt:
    """A document some of whose pages could not be read well, and how many by grade."""

    document: Document
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Holdings:
    """The whole: tallies by facet and value, instruments by how sure their facts are, fields not verified, pages by grade."""

    documents: int
    instruments: int
    with_text: int
    tallies: Mapping[str, Mapping[str, Tally]]
    confidence: Mapping[str, int]
    unverified: Mapping[str, int]
    pages: Mapping[str, int]
    doubtful: Sequence[Document]
    ill: Sequence[Doubt] = field(default=())


CHECKED: Mapping[str, str] = {
    "title": "title_zh",
    "document_number": "document_number",
    "issued": "issued",
    "effective": "effective",
    "status": "status",
    "official_url": "source_url",
}


def holdings(store: Store) -> Holdings:
    """What is held now."""
    return _counted(store, tuple(store.stamp()))


@lru_cache(maxsize=2)
def _counted(store: Store, stamp: tuple[str | int, ...]) -> Holdings:
    documents = list(store.all_facts())
    entries = {each.id: each for each in documents if each.metadata.role == "entry"}
    having = {each.metadata.instrument for each in documents if each.metadata.role != "entry"} & entries.keys()
    graded = [(each, Counter[str](page.grade for page in each.quality)) for each in documents if each.quality]
    ill = [Doubt(each, grades) for each, grades in graded if any(grades[grade] for grade in ("ocr", "garbled", "empty"))]
    return Holdings(
        documents=len(documents),
        instruments=len(entries),
        with_text=len(having),
        tallies={facet: _tallied(documents, facet, having) for facet in FACETS},
        confidence=Counter(each.metadata.confidence or "low" for each in entries.values()),
        unverified=_unverified(entries.values()),
        pages=Counter(page.grade for each, _ in graded for page in each.quality),
        doubtful=[each for each in entries.values() if not each.metadata.verified_fields],
        ill=sorted(ill, key=lambda each: (-each.grades["garbled"], -each.grades["ocr"], each.document.id)),
    )


def _tallied(documents: Iterable[Document], facet: str, having: set[str | None]) -> Mapping[str, Tally]:
    tallies: dict[str, Tally] = {}
    for document in documents:
        about = document.metadata
        tally = tallies.setdefault(getattr(about, facet) or "", Tally())
        if about.role == "entry" and document.id in having:
            tally.with_text += 1
        elif about.role == "entry":
            tally.entry_only += 1
        elif about.instrument not in having:
            tally.others += 1
    counted = ((value, tally) for value, tally in tallies.items() if tally.total)
    return dict(sorted(counted, key=lambda pair: (-pair[1].total, pair[0])))


def _unverified(entries: Iterable[Document]) -> Mapping[str, int]:
    """For each fact that can be verified, how many entries state it without."""
    counted: Counter[str] = Counter()
    for entry in entries:
        about = entry.metadata
        for name, attribute in CHECKED.items():
            if getattr(about, attribute) and name not in about.verified_fields:
                counted[name] += 1
    return counted
