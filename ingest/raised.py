"""Raised digits: powers (10⁶, m², min⁻¹) are part of the text, marks of footnotes are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RAISED = str.maketrans("0123456789-–−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"[-–−+]?\d{1,3}")
_BEFORE = r"(?:[^\W\d_]|[.,;:)”\"’'\]。，；、）》])"  # what a mark stands behind, right behind or after a space
_NOTE = re.compile(rf"\d(?:(?<={_BEFORE}\d)|(?<={_BEFORE} \d))\d{{0,2}}(?:,\s?\d{{1,3}})*(?=[\s.,;:)—-]|$)")
_LEADING = re.compile(r"\d{1,3}(?:,\s?\d{1,3})*(?=\s|$)")
_UNIT = r"(?:(?<![\d.,])10|(?<![A-Za-z’'])(?:[cdmkμµn]?m(?= ?[-–−23])|s(?= ?[-–−2])|(?:h|min|m?L|k?g|(?<=/)d)(?= ?[-–−])))"
_POWER = re.compile(rf"{_UNIT} ?(?P<raised>[-–−]?\d{{1,2}})(?!\d)")
_BEHIND_UNIT = re.compile(r"[0mshnLgd] ?[-–−]?\d")  # looked for first: eight times as fast


class Mark(NamedTuple):
    """Where in a line digits stand that are a mark, or a power, if they are set raised."""

    start: int
    stop: int
    power: bool


def superscript(text: str) -> str:
    """Raised text as it is printed: digits and signs as their raised forms, other text as it is."""
    return text.translate(_RAISED) if _DIGITS.fullmatch(text.strip()) else text


def candidates(text: str) -> Iterator[Mark]:
    """The digits of a line that may be raised, the last first, so that the line can be changed on the way."""
    if not _DIGIT.search(text):
        return
    powers = {match.span("raised") for match in _POWER.finditer(text)} if _BEHIND_UNIT.search(text) else set()
    notes = {match.span() for match in _NOTE.finditer(text)} - powers
    notes = {span for span in notes if span[0] not in {start for start, _ in powers}}
    for start, stop in sorted(powers | notes, reverse=True):
        yield Mark(start, stop, (start, stop) in powers)


def leading(text: str) -> int:
    """The end of the digits at the start of a line that may be the mark of the words before it; 0 where there are none."""
    match = _LEADING.match(text)
    return match.end() if match else 0


def marked(before: str) -> bool:
    """Whether raised digits behind a text are a mark: they are no power of a number or of a single letter."""
    return re.search(r"[^\W\d_]{2}$|[.,;:”\"’'\]。，；、）》]$|[^\W\d_]\)$", before) is not None


def power(before: str, digits: str) -> bool:
    """Whether raised digits behind a text are a power of its last sign."""
    match = _POWER.search(before[-8:] + digits.strip())
    return match is not None and match["raised"] == digits.strip()
