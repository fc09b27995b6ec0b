"""The catalogue on a day: every instrument there was, how it stood, and where it belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus import Document, Store
from corpus.vocabulary import RANK, STATUS
from web.standing import status_on


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as it stood on the day of the survey; `rank` is that of its force, 1 the highest."""

    document: Document
    status: str

    @property
    def rank(self) -> int:
        """The rank of its force."""
        return RANK.get(self.document.metadata.instrument_type or "", 7)

    @property
    def abroad(self) -> bool:
        """Whether it is another country's or an international one."""
        return not (self.document.metadata.jurisdiction or "CN").startswith("CN")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Instruments that belong together, of China and of elsewhere, in the order to read them."""

    home: Sequence[Instrument]
    abroad: Sequence[Instrument]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.home) + len(self.abroad)


def survey(store: Store, day: str) -> list[Instrument]:
    """Every instrument of the catalogue that had been issued by a day."""
    found = (Instrument(document, status_on(document, day)) for document in store.entries())
    return [each for each in found if each.status != "not_issued"]


def shelf(instruments: Iterable[Instrument]) -> Shelf:
    """Instruments sorted by status as the vocabulary has it, then by force, then the newest first."""
    places = {status: place for place, status in enumerate(STATUS)}
    by_date = sorted(instruments, key=lambda each: each.document.metadata.issued or "", reverse=True)
    ordered = sorted(by_date, key=lambda each: (places[each.status], each.rank))
    return Shelf([each for each in ordered if not each.abroad], [each for each in ordered if each.abroad])


def statuses(instruments: Iterable[Instrument]) -> Mapping[str, int]:
    """How many there are of each status, in the vocabulary's order; none that has no instrument."""
    counted = Counter(each.status for each in instruments)
    return {status: counted[status] for status in STATUS if counted[status]}
