"""Facets as a reader meets them: names, and for each value the address that takes it on or off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from corpus.vocabulary import FACET_NAMES
from search import Question, Results
from search.result import FacetValue
from web import addresses
from web.labels import label


class Choice(msgspec.Struct, frozen=True):
    """A value of a facet that can be taken on or off by going to `url`; `count` hits come with it.

    A `Struct`, because every answer makes a hundred of them: a frozen dataclass takes six times as long to make.
    """

    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values."""

    name: str
    title: str
    choices: Sequence[Choice]

    @property
    def selected(self) -> int:
        """How many values are chosen."""
        return sum(choice.selected for choice in self.choices)


def choices(facet: str, values: Sequence[FacetValue], question: Question, base: str, language: str) -> list[Choice]:
    """The values of one facet. The rest of the question stays as it is; paging begins again."""
    now = addresses.chosen(facet, question.filters.get(facet, ()))
    others = addresses.pairs(question, besides=facet)
    lead = f"{base}?" + "".join(f"{pair}&" for pair in (*others, *now))
    found = []
    for item in values:
        name, pair = _told(facet, item.value, language)
        if item.selected:
            rest = [*others, *(other for other in now if other != pair)]
            found.append(Choice(item.value, name, item.count, True, f"{base}?{'&'.join(rest)}" if rest else base))
        else:
            found.append(Choice(item.value, name, item.count, False, lead + pair))
    return found


@lru_cache(maxsize=20_000)
def _told(facet: str, value: str, language: str) -> tuple[str, str]:
    """The name of a value, and how an address chooses it."""
    return label(facet, value, language), f"{facet}={addresses.encode(value)}"


def facets(results: Results, base: str, language: str) -> list[Facet]:
    """Every facet of an answer, in the order of the vocabulary."""
    return [
        Facet(name, title.get(language), choices(name, _ordered(name, results), results.question, base, language))
        for name, title in FACET_NAMES.items()
    ]


def _ordered(facet: str, results: Results) -> Sequence[FacetValue]:
    """The most frequent first, but years as they go back."""
    values = results.facets.get(facet, ())
    return sorted(values, key=_year, reverse=True) if facet == "year" else values


def _year(value: FacetValue) -> str:
    return value.value
