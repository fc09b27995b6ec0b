"""The outline beside a document: every section of a short one; of a long one, what leads to the part that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Section

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline. `gap` says that sections before it at its level are left out."""

    ordinal: int
    section: Section
    shown: bool
    gap: bool


def outline(sections: Sequence[Section], shown: Sequence[int]) -> list[Entry]:
    """The outline when some sections (ordinals, in order) are shown; at most about `LONGEST` lines."""
    if len(sections) <= LONGEST:
        kept = list(range(len(sections)))
    else:
        above = _above(sections, shown[0])
        top = min(section.level for section in sections)
        tops = [ordinal for ordinal, section in enumerate(sections) if section.level == top]
        kept = sorted({*above, *_thin(shown, LONGEST // 2), *_thin(tops, LONGEST // 2)})
    found, before = [], -1
    for ordinal in kept:
        gap = any(sections[skipped].level <= sections[ordinal].level for skipped in range(before + 1, ordinal))
        found.append(Entry(ordinal, sections[ordinal], ordinal in shown, gap))
        before = ordinal
    return found


def _thin(ordinals: Sequence[int], most: int) -> Sequence[int]:
    """Evenly spaced ones of many, the first and the last among them."""
    if len(ordinals) <= most:
        return ordinals
    return [ordinals[round(step * (len(ordinals) - 1) / (most - 1))] for step in range(most)]


def _above(sections: Sequence[Section], ordinal: int) -> list[int]:
    """The sections above one, outermost first."""
    found, level = [], sections[ordinal].level
    for place in range(ordinal, -1, -1):
        if sections[place].level < level:
            found.append(place)
            level = sections[place].level
    return found[::-1]
