"""The recitals of European acts: the numbered reasons behind "Whereas:", each of which is cited by its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.line import Line

_OPENS = re.compile(r"whereas\s*:", re.I)
_RECITAL = re.compile(r"(\((\d{1,3})[a-z]{0,2}\))\s+(?=\S)")
_ENACTS = re.compile(r"HA(?:S|VE) (?:ADOPTED|DECIDED)\b.{0,60}")
_FEWEST = 3  # numbered paragraphs behind "Whereas:", below which they are left as they are


@dataclass(frozen=True, slots=True)
class Recital:
    """A recital: its number and its lines, the first of them without it. The words that enact have no number."""

    number: str | None
    lines: list[Line]


def part(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Recital]]:
    """What stands before the recitals, and these; all lines and none where there are no recitals."""
    start = next((i for i, line in enumerate(lines) if _OPENS.fullmatch(line.text.strip())), len(lines)) + 1
    found: list[Recital] = []
    last = 0
    for line in lines[start:]:
        match = _RECITAL.match(line.text)
        if match and int(match[2]) in (last, last + 1):
            last = int(match[2])
            found.append(Recital(match[1], [replace(line, text=line.text[match.end() :])]))
        elif found and _ENACTS.fullmatch(line.text.strip()):
            found.append(Recital(None, [line]))
        elif found:
            found[-1].lines.append(line)
        else:
            return lines, []
    return (lines[:start], found) if len(found) >= _FEWEST else (lines, [])
