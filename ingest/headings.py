"""Which lines are headings: told by the format, by their number in its sequence, or by how they are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.line import Line
from ingest.numbering import Number, readings

_STATUTE = frozenset({"编", "分编", "章", "节", "条", "article", "§"})
_UNITS = frozenset({"编", "分编", "章", "节", "title", "part", "chapter", "subchapter", "subpart", "section", "annex", "附"})
_SENTENCE = re.compile(r"[。；，、：;,]$|\w\.$")


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines `start` to `stop` (excluded) head a section. `rest` is what stands behind the number where that is text, not title."""

    start: int
    stop: int
    numbers: tuple[Number, ...]
    title: str | None
    rest: str
    line: Line

    def outranks(self, other: Heading) -> bool:
        """Whether this one is set or declared weightier than the other."""
        if self.line.rank is not None and other.line.rank is not None:
            return self.line.rank < other.line.rank
        return self.weight > other.weight + 0.3

    def alike(self, other: Heading) -> bool:
        """Whether both are declared or set alike."""
        if self.line.rank is not None or other.line.rank is not None:
            return self.line.rank == other.line.rank
        return abs(self.weight - other.weight) <= 0.3 and self.line.italic == other.line.italic

    @property
    def weight(self) -> float:
        """How heavy the heading is set: its size in points, more for bold and for capitals, less for italics."""
        line = self.line
        return line.size + line.bold * 1.0 + line.text.isupper() * 0.5 - line.italic * 0.5


def find(lines: Sequence[Line]) -> Iterator[Heading]:
    """The headings among lines, in order."""
    statute = sum(1 for line in lines if line.text.startswith("第") and any(n.family == "条" for n in readings(line.text))) >= 3
    last = 0
    for i, line in enumerate(lines):
        heading = _heading(i, line, statute, last)
        if heading is None:
            continue
        if heading.numbers and heading.numbers[0].family == "条":
            last = heading.numbers[0].value
        yield heading


def _heading(i: int, line: Line, statute: bool, last: int) -> Heading | None:
    numbers = tuple(readings(line.text))
    if "\t" in line.text or line.kind in ("note", "table"):
        return None
    first = numbers[0] if numbers else None
    if first and first.family == "条":
        gap = line.text.strip()[len(first.text) :][:1]
        if statute and (not gap or gap.isspace() or gap in "：:" or first.value == last + 1):
            return Heading(i, i + 1, (first,), None, first.title, line)
        return None
    if line.rank is not None:
        return Heading(i, i + 1, numbers, (first.title if first else line.text) or None, "", line)
    if first is None or len(line.text) > 80 or _SENTENCE.search(line.text):
        return None
    if first.family in _UNITS or (not statute and first.family in {"一、", "（一）", "decimal"} and first.title):
        return Heading(i, i + 1, numbers, first.title or None, "", line)
    return None
