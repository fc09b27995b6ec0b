"""How a document is set: the size and weight of its running text, and what stands out from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.line import Line

_CAPITALS = 16  # characters of a line in capitals for each small letter that it may hold


@dataclass(frozen=True, slots=True)
class Style:
    """The running text's size, whether it is bold, the usual step between lines and the edges of the text, all in points (0 where
    the format has no pages).
    """

    size: float
    bold: bool
    step: float
    right: float
    left: float

    def stands_out(self, line: Line) -> bool:
        """Whether a line is set heavier than the running text: larger, bold, or all capitals."""
        return self.larger(line) or (line.bold and not self.bold) or capitals(line.text)

    def larger(self, line: Line) -> bool:
        """Whether a line is set in a larger size than the running text."""
        return self.size > 0 and line.size >= self.size + 0.9

    def smaller(self, line: Line) -> bool:
        """Whether a line is set in smaller print than the running text, as in tables and pictures."""
        return line.size < self.size - 0.6


def capitals(text: str) -> bool:
    """Whether text is set in capitals: its letters upper case but for a plural's s (APIs), at least four of them Latin, and these
    the most of it.
    """
    if not text.isupper() and sum(c.islower() for c in text) * _CAPITALS > len(text):
        return False
    letters = sum(c.isascii() and c.isupper() for c in text)
    return letters >= 4 and not any("\u2e80" <= c <= "\u9fff" for c in text) and letters * 2 > len(text) - text.count(" ")


def measure(lines: Sequence[Line]) -> Style:
    """The style of the running text: what most characters are set in."""
    sizes: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        if line.kind == "body":
            sizes[line.size, line.bold] += len(line.text)
    alike = ((last, line) for last, line in pairwise(lines) if last.size == line.size and last.page == line.page)
    steps = Counter(round(line.bottom - last.bottom) for last, line in alike)
    if not sizes:
        return Style(0.0, False, 0.0, 0.0, 0.0)
    (size, bold), _ = sizes.most_common(1)[0]
    usual = [step for step, _ in steps.most_common(6) if 0 < step < 4 * (size or 12)]
    rights = sorted(line.right for line in lines if line.size == size)
    lefts = sorted(line.left for line in lines if line.size == size)
    right, left = (rights[int(0.9 * (len(rights) - 1))], lefts[int(0.1 * (len(lefts) - 1))]) if rights else (0.0, 0.0)
    return Style(size, bold, usual[0] if usual else 1.4 * size, right, left)
