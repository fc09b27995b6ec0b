"""Lines -> sections in reading order: every line is in exactly one, as its heading or as its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Kind, Section
from ingest import contents, headings, joining, levels, witness
from ingest.headings import Heading
from ingest.line import Line
from ingest.numbering import Number


def cut(lines: Sequence[Line], identifier: str) -> tuple[Section, ...]:
    """The sections of a document. Text before the first heading is a section of kind `front`."""
    lines, entries = contents.part(lines)
    found = witness.weigh(list(headings.find(lines, entries)), entries)
    placed = list(levels.assign(found))
    labels = Labels(identifier)
    sections: list[Section] = []
    first = found[0].start if found else len(lines)
    if front := lines[:first]:
        sections.append(_section(labels, None, None, 1, front, "front" if found else "body"))
    for i, (heading, (number, level)) in enumerate(zip(found, placed, strict=True)):
        stop = found[i + 1].start if i + 1 < len(found) else len(lines)
        sections.append(_section(labels, heading, number, level, lines[heading.start : stop], "body"))
    return tuple(sections)


def _section(
    labels: Labels, heading: Heading | None, number: Number | None, level: int, lines: Sequence[Line], kind: Kind
) -> Section:
    body = list(lines[heading.stop - heading.start :] if heading else lines)
    text = joining.text(body)
    if heading and heading.rest:
        text = joining.text([_replaced(heading.line, heading.rest), *body])
    pages = [line.page for line in lines if line.page is not None]
    return Section(
        id=labels.take(level, number.text if number else None),
        level=level,
        text=text,
        number=number.text if number else None,
        heading=heading.title if heading else None,
        page=pages[0] if pages else None,
        page_end=max(pages) if pages else None,
        kind="annex" if number and number.family in ("附", "annex") else kind,
        anchor=heading.line.anchor if heading else None,
    )


def _replaced(line: Line, text: str) -> Line:
    return replace(line, text=text)


class Labels:
    """Gives section ids out: `DOCUMENT#LABEL`, the label from the number path, unique in the document."""

    def __init__(self, identifier: str) -> None:
        self._identifier = identifier
        self._path: list[str] = []
        self._taken: dict[str, int] = {}

    def take(self, level: int, number: str | None) -> str:
        """The id of the next section at this level."""
        own = re.sub(r"[\s.、:：]+$|[（()）]", "", number or "") or "s"
        del self._path[level - 1 :]
        self._path.append(own)
        label = own if (own.startswith("第") and own.endswith("条")) or "." in own else "-".join(self._path)
        label = re.sub(r"\s+", "", label)
        count = self._taken[label] = self._taken.get(label, 0) + 1
        return f"{self._identifier}#{label}" if count == 1 else f"{self._identifier}#{label}~{count}"
