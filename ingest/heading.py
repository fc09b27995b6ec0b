"""A heading: the lines that are it, its number, its title, and how heavy it is set."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.line import Line
from ingest.numbering import Number
from ingest.style import capitals

ARTICLES = frozenset({"条", "article", "§"})  # the families whose members are cited by their number alone
Looks = tuple[float, bool]  # weight and italics


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines `start` to `stop` (excluded) head a section. `rest` is what stands behind the number where that is text, not title.

    `listed` is set where the printed contents name it, `plain` where only a number tells it from the running text.
    """

    start: int
    stop: int
    numbers: tuple[Number, ...]
    title: str | None
    rest: str
    line: Line
    listed: bool = False
    plain: bool = False

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
    def looks(self) -> Looks:
        """What headings of one kind have in common: how heavy they are set and whether in italics."""
        return round(self.weight, 1), self.line.italic

    @property
    def name(self) -> str:
        """Number and title as one line."""
        return " ".join(part for part in (self.numbers[0].text if self.numbers else None, self.title) if part)

    @property
    def weight(self) -> float:
        """How heavy the heading is set: its size in points, more for bold and for capitals, less for italics."""
        line = self.line
        return line.size + line.bold * 1.0 + capitals(line.text) * 0.5 - line.italic * 0.5
