"""The parameters of a search -> a `Question`. What is not known by name is ignored; what has no meaning is a `BadRequest`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast, get_args

from werkzeug.datastructures import MultiDict

from corpus.vocabulary import FACETS
from search import Question
from search.result import Group, Sort
from web.addresses import encode
from web.errors import BadRequest
from web.quotation import LONGEST_QUOTATION, searched

LARGEST_SIZE = 100
LARGEST_PAGE = 1_000_000_000
MOST_CHOSEN = 2_000  # characters of all values chosen together: each is in the address of every other choice
MOST_REPEATED = 2_000_000  # bytes of a question in the addresses of the values chosen, each of which is always listed
GROUPS: tuple[Group, ...] = get_args(Group)
SORTS: tuple[Sort, ...] = get_args(Sort)

Held = Mapping[str, Sequence[str]]

_YEAR = re.compile(r"[12][0-9]{3}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def question(given: MultiDict[str, str], *, longest: int = LONGEST_QUOTATION) -> Question:
    """The question these parameters ask. Raises `BadRequest`."""
    return asked(given.to_dict(flat=False), longest=longest)


def asked(held: Held, *, longest: int = LONGEST_QUOTATION) -> Question:
    """The question that these values ask, by the names of parameters; an empty one counts as not given. Raises `BadRequest`."""
    text, chosen = searched(_first(held, "q"), longest), _filters(held)
    if len(encode(text)) * sum(map(len, chosen.values())) > MOST_REPEATED:
        raise BadRequest("too_many_values", "together", "q")
    return Question(
        text=text,
        page=_number(held, "page", 1, LARGEST_PAGE),
        size=_number(held, "size", 10, LARGEST_SIZE),
        group=cast(Group, _choice(held, "group", GROUPS)),
        sort=cast(Sort, _choice(held, "sort", SORTS)),
        filters=chosen,
        as_of=_day(held, "as_of"),
        expand=_choice(held, "expand", ("1", "0")) == "1",
        without=_values(held, "without"),
        explain=_choice(held, "explain", ("0", "1")) == "1",
    )


def _first(held: Held, name: str) -> str:
    return held[name][0] if name in held else ""


def _number(held: Held, name: str, default: int, largest: int) -> int:
    value = _first(held, name)
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) <= 12 and 1 <= int(value) <= largest):
        raise BadRequest("invalid_parameter", "number", name, largest=str(largest), value=_short(value))
    return int(value)


def _choice(held: Held, name: str, known: Sequence[str]) -> str:
    value = _first(held, name) or known[0]
    if value not in known:
        raise BadRequest("invalid_parameter", "choice", name, known=", ".join(known), value=_short(value))
    return value


def _day(held: Held, name: str) -> str | None:
    value = _first(held, name)
    if not value:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise BadRequest("invalid_parameter", "day", name, value=_short(value)) from None
    return value


def _filters(held: Held) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for facet in FACETS:
        if facet not in held:
            continue
        values = _values(held, facet)
        if facet == "year" and (wrong := next((value for value in values if not _YEAR.fullmatch(value)), None)):
            raise BadRequest("invalid_parameter", "year", "year", value=_short(wrong))
        if values:
            chosen[facet] = values
    return chosen


def _values(held: Held, name: str) -> tuple[str, ...]:
    """The values of a parameter that may be repeated, each once."""
    if name not in held:
        return ()
    values = tuple(dict.fromkeys(filter(None, held[name])))
    if sum(map(len, values)) > MOST_CHOSEN:
        raise BadRequest("too_many_values", "many", name)
    return values


def _short(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")
