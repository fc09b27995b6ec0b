"""The years of the search page: bars to choose from, and a span of years typed or dragged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from werkzeug.datastructures import MultiDict

from web.addresses import encode
from web.facets import Choice, Facet

LONGEST = 150  # years in a span
EARLIEST = 1980  # where a span without a beginning begins
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Bar:
    """A year in the histogram: `left` and `top` in the picture's units, of 100 x 40."""

    choice: Choice
    left: float
    width: float
    top: float
    height: float


def chosen_years(given: MultiDict[str, str]) -> str | None:
    """Where a search that names a span by `from` and `to` is found with every year of the span chosen; None where it names none."""
    first, last = given.get("from", ""), given.get("to", "")
    if "from" not in given and "to" not in given:
        return None
    kept = [(name, value) for name, value in given.items(multi=True) if name not in ("from", "to", "year", "page") and value]
    years: Sequence[int] = ()
    if _YEAR.fullmatch(first or last):
        low = int(first) if _YEAR.fullmatch(first) else EARLIEST
        high = int(last) if _YEAR.fullmatch(last) else datetime.now(UTC).year
        years = range(min(low, high), min(max(low, high), min(low, high) + LONGEST - 1) + 1)
    pairs = [f"{encode(name)}={encode(value)}" for name, value in kept] + [f"year={year}" for year in years]
    return f"/search?{'&'.join(pairs)}"


def histogram(facet: Facet) -> list[Bar]:
    """The bars of the years that have hits, the oldest first; nothing for fewer than two years."""
    years = sorted((choice for choice in facet.choices if _YEAR.fullmatch(choice.value)), key=lambda choice: choice.value)
    if len(years) < 2:
        return []
    first, last = int(years[0].value), int(years[-1].value)
    step = 100 / (last - first + 1)
    most = max(choice.count for choice in years) or 1
    return [
        Bar(choice, round((int(choice.value) - first) * step, 2), round(step * 0.8, 2), round(40 - height, 2), round(height, 2))
        for choice in years
        for height in [max(1.5, 38 * choice.count / most)]
    ]
