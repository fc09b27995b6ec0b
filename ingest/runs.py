"""Which lines are one: a heading, a name, a caption that runs over several, all set alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import apart
from ingest.joining import glue
from ingest.line import Line
from ingest.numbering import readings
from ingest.style import Style, capitals

CAPTION = re.compile(r"(?:table|figure|fig\.?|box|exhibit|example|note|表|图|注)\s*[\dA-Z:：.]", re.I)
_NEAR, _WIDE = 1.7, 2.3  # of the size: the steps between the lines of a heading, and of a Chinese title
_TAIL = 20  # characters of a heading's last line that may be an abbreviation in capitals


@dataclass(frozen=True, slots=True)
class Runs:
    """Lines whose style is known."""

    lines: Sequence[Line]
    style: Style

    def _begins(self, i: int) -> bool:
        """Whether line `i` is the first of its block."""
        return i == 0 or self.lines[i].block is None or self.lines[i].block != self.lines[i - 1].block

    def _amid(self, i: int) -> bool:
        """Whether printed line `i` is the rest of what is set like it above."""
        return i > 0 and self.lines[i].size > 0 and self._goes_on(self.lines[i - 1], self.lines[i])

    def _block(self, i: int) -> int:
        """The end of the lines that are one paragraph with line `i` and set like it."""
        stop = i + 1
        while stop < len(self.lines) and stop - i < 8 and self._goes_on(self.lines[stop - 1], self.lines[stop]):
            stop += 1
        return stop if self.lines[i].page is not None else i + 1

    def _goes_on(self, last: Line, line: Line) -> bool:
        if last.page != line.page or last.kind != line.kind or "\t" in line.text:
            return False
        if last.block is not None and line.block is not None:
            return last.block == line.block
        alike = (
            abs(last.size - line.size) <= 0.3
            and last.bold == line.bold
            and last.italic == line.italic
            and (capitals(last.text) == capitals(line.text) or (len(line.text) < _TAIL and not capitals(last.text)))
        )
        wide = apart.han(last.text) and self.style.larger(last)
        near = 0 < line.bottom - last.bottom <= (_WIDE if wide else _NEAR) * max(line.size, 1)
        return alike and near and not (readings(line.text) or CAPTION.match(line.text) or apart.ends(last, line, self.style))

    def _text(self, i: int, stop: int) -> str:
        text = ""
        for line in self.lines[i:stop]:
            text = glue(text, line.text)
        return text
