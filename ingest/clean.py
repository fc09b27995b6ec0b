"""The cleaning steps, in their order: each a function from lines to lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest import columns, footnotes, furniture, initials, margin, radicals, rows
from ingest.line import Line

Step = Callable[[Sequence[Line]], list[Line]]

STEPS: tuple[Step, ...] = (
    radicals.mend,
    margin.strip,
    initials.join,
    columns.order,
    rows.merge,
    furniture.strip,
    footnotes.set_apart,
)


def run(lines: Sequence[Line]) -> list[Line]:
    """Lines as they were read -> the lines of the running text."""
    done = list(lines)
    for step in STEPS:
        done = step(done)
    return done
