"""Lines -> sections in reading order: every line is in exactly one, as its heading or as its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.document import Kind, Section
from ingest import contents, footnotes, headings, joining, levels, recitals, witness
from ingest.heading import Heading
from ingest.joining import Words
from ingest.line import Line
from ingest.numbering import ANNEXES, Number

_ADDRESS = re.compile(r"第.+条(?:之.+)?|Article\d+|§?[A-Z]*\d*(?:\.\d+)+")


def cut(lines: Sequence[Line], identifier: str) -> tuple[Section, ...]:
    """The sections of a document. Text before the first heading is of kind `front`, footnotes are of kind `note`."""
    lines, entries = contents.part(lines)
    found = witness.weigh(list(headings.find(lines, entries)), entries)
    placed = list(levels.assign(found))
    cutter = Cutter(Labels(identifier), joining.words(lines))
    first = found[0].start if found else len(lines)
    cutter.add(None, None, 1, lines[:first], "front" if found else "body")
    for i, (heading, (number, level)) in enumerate(zip(found, placed, strict=True)):
        stop = found[i + 1].start if i + 1 < len(found) else len(lines)
        cutter.add(heading, number, level, lines[heading.start : stop], "body")
    return tuple(cutter.sections)


class Cutter:
    """Collects sections: gives each its id, its text and, where it has footnotes, a section of these after it."""

    def __init__(self, labels: Labels, words: Words) -> None:
        self.sections: list[Section] = []
        self._labels = labels
        self._words = words

    def add(self, heading: Heading | None, number: Number | None, level: int, lines: Sequence[Line], kind: Kind) -> None:
        """Adds the section of `lines`, which begin with its heading."""
        if not lines:
            return
        body: Sequence[Line] = [line for line in lines[heading.stop - heading.start if heading else 0 :] if line.kind != "note"]
        notes = [line for line in lines if line.kind == "note"]
        if heading and heading.rest:
            body = [replace(heading.line, text=heading.rest), *body]
        body, reasons = recitals.part(body)
        if heading or body:
            head = [*lines[: heading.stop - heading.start], *body] if heading else body
            kind = "annex" if number and number.family in ANNEXES else kind
            title, anchor = (heading.title, heading.line.anchor) if heading else (None, None)
            self._add(level, number.text if number else None, title, head, body, kind, anchor)
        for each in reasons:
            self._add(level + (each.number is not None), each.number, None, each.lines, each.lines, "front", each.lines[0].anchor)
        if notes:
            self._add_notes(notes, level + 1 if heading or body else level)

    def _add(
        self,
        level: int,
        number: str | None,
        title: str | None,
        printed: Sequence[Line],
        body: Sequence[Line],
        kind: Kind,
        anchor: str | None,
    ) -> None:
        self.sections.append(
            Section(
                id=self._labels.take(level, number),
                level=level,
                text=joining.text(body, self._words),
                number=number,
                heading=title,
                page=_page(printed, min),
                page_end=_page(printed, max),
                kind=kind,
                anchor=anchor,
            )
        )

    def _add_notes(self, notes: Sequence[Line], level: int) -> None:
        self.sections.append(
            Section(
                id=self._labels.take(level, None, "n"),
                level=level,
                text="\n".join(joining.text(note, self._words) for note in footnotes.each(notes)),
                page=_page(notes, min),
                page_end=_page(notes, max),
                kind="note",
            )
        )


def _page(lines: Sequence[Line], choose: Callable[[list[int]], int]) -> int | None:
    pages = [line.page for line in lines if line.page is not None]
    return choose(pages) if pages else None


class Labels:
    """Gives section ids out: `DOCUMENT#LABEL`, the label from the numbers on the way down, unique in the document.

    An article or a decimal number is its own address; a section without number counts among its siblings: `a2`.
    """

    def __init__(self, identifier: str) -> None:
        self._identifier = identifier
        self._path: list[str] = []
        self._taken: dict[str, int] = {}

    def take(self, level: int, number: str | None, letter: str = "a") -> str:
        """The id of the next section at this level; `letter` begins the label of one without number."""
        del self._path[level - 1 :]
        own = re.sub(r"[\s（()）]|[.、:：．]+$", "", number or "")
        if not own:
            unnumbered = "-".join([*self._path, letter])
            self._taken[unnumbered] = self._taken.get(unnumbered, 0) + 1
            own = f"{letter}{self._taken[unnumbered]}"
        self._path.append(own)
        label = own if _ADDRESS.fullmatch(own) else "-".join(self._path)
        count = self._taken[label] = self._taken.get(label, 0) + 1
        return f"{self._identifier}#{label}" if count == 1 else f"{self._identifier}#{label}~{count}"
