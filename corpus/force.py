"""When a text was in force, and how it stands on a day.

A text is in force from its effective date (its date of issue where none is told) until the day before the text that took its place
came into force. A draft never is. A text that is no longer current and whose end is not known counts as in force on no day: it is
better not shown than shown as law.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.catalogue import Instrument
from corpus.document import Metadata
from corpus.vocabulary import CURRENT, STATUS

FIRST, LAST = "0000", "9999"
ENDED = frozenset({"superseded", "repealed"})


def period(facts: Metadata) -> tuple[str, str] | None:
    """The first day in force and the first day no longer, as dates that compare as text; None where there is no such time."""
    start = facts.effective or facts.issued or FIRST
    if facts.instrument_type == "draft" or facts.status == "draft":
        return None
    if facts.expires:
        return start, facts.expires
    return (start, LAST) if facts.status in CURRENT or facts.status in (None, "unknown", "not_yet_in_force") else None


def in_force_on(facts: Metadata, day: str) -> bool:
    """Whether a text was in force on a day `YYYY-MM-DD`; a date told only by year or month counts from its beginning."""
    times = period(facts)
    return times is not None and times[0] <= day < times[1]


def standing(facts: Metadata, day: str) -> str:
    """The status to show on a day: the stated one, but for what has not begun yet, has ended since, or had not ended then."""
    status = facts.status if facts.status and facts.status in STATUS else "unknown"
    if status in CURRENT:
        if facts.expires and facts.expires <= day:
            return "superseded"
        return "not_yet_in_force" if facts.effective and facts.effective > day else status
    if status in ENDED and facts.expires and day < facts.expires:
        if facts.instrument_type == "draft":
            return "draft"
        return "not_yet_in_force" if (facts.effective or "") > day else "in_force"
    return status


def known_on(facts: Metadata, day: str) -> bool:
    """Whether a text had been issued by a day; one without a date counts as issued."""
    return (facts.issued or facts.effective or "") <= day


def end_of(instrument: Instrument, instruments: Mapping[str, Instrument]) -> str | None:
    """The first day an instrument is no longer what it was: its own, or when the first of its successors took its place.

    A law ends when its successor comes into force, a draft when its final text is issued.
    """
    if instrument.expires or instrument.status in CURRENT:
        return instrument.expires
    successors = (instruments[each] for each in instrument.relations.get("superseded_by", ()))
    finals = (instruments[each] for each in instrument.relations.get("finalised_as", ()))
    days = [*(each.effective or each.issued for each in successors), *(each.issued or each.effective for each in finals)]
    return min((day for day in days if day), default=None)
