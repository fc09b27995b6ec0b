"""Facets as a reader meets them: names, and for each value the address that takes it on or off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import msgspec

from corpus.vocabulary import FACET_NAMES
from search import Results
from search.result import FacetValue
from web import addresses
from web.labels import label


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A value of a facet that can be taken on or off by going to `url`; `count` hits come with it.

    A `Struct`, because every answer makes a hundred of them: a frozen dataclass takes six times as long to make. Nothing it holds
    can lead back to it, and the collector of cycles need not know of it: a seventh off the time again.
    """

    value: str
    label: str
    count: int
    selected: bool
    url: str


MOST_ADDRESSES = 400_000  # bytes of addresses in an answer: each has the whole question, so a long one has fewer values


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


def choices(results: Results, base: str, language: str) -> dict[str, list[Choice]]:
    """The values of every facet, fewer where `MOST_ADDRESSES` is reached: the most frequent and those chosen.

    The rest of the question stays as it is in their addresses; paging begins again.
    """
    question = results.question
    chosen = {facet: addresses.chosen(facet, values) for facet, values in question.filters.items()}
    kept = [*addresses.pairs(question, filters=False), *chain.from_iterable(chosen.values())]
    most = _most(results, len("/search?" + "&".join(kept)))
    alike = _lead(base, kept)
    found = {}
    for facet, values in results.facets.items():
        listed = [*values[:most], *(value for value in values[most:] if value.selected)] if most else values
        if facet in chosen:
            now = chosen[facet]
            every = [*(pair for pair in kept if pair not in now), *now]
            found[facet] = _choices(facet, listed, base, every, _lead(base, every), language)
        else:
            found[facet] = _choices(facet, listed, base, kept, alike, language)
    return found


def _lead(base: str, every: Iterable[str]) -> str:
    """How an address begins that takes one value more."""
    return f"{base}?" + "".join([f"{pair}&" for pair in every])


def _most(results: Results, each: int) -> int | None:
    """How many values of each facet are listed, for so long an address; None for all, where these are not too much."""
    if each * sum(map(len, results.facets.values())) <= MOST_ADDRESSES:
        return None
    return max(1, MOST_ADDRESSES // (each * len(results.facets)))


def _choices(facet: str, values: Sequence[FacetValue], base: str, every: Sequence[str], lead: str, language: str) -> list[Choice]:
    """The values of one facet; `every` parameter stays, but for that of a value that is taken off."""
    found = []
    for item in values:
        name, pair = _told(facet, item.value, language)
        if item.selected:
            rest = [other for other in every if other != pair]
            found.append(Choice(item.value, name, item.count, True, f"{base}?{'&'.join(rest)}" if rest else base))
        else:
            found.append(Choice(item.value, name, item.count, False, lead + pair))
    return found


@lru_cache(maxsize=20_000)
def _told(facet: str, value: str, language: str) -> tuple[str, str]:
    """The name of a value, and how an address chooses it."""
    return label(facet, value, language), f"{facet}={addresses.encode(value)}"


def facets(results: Results, base: str, language: str) -> list[Facet]:
    """Every facet of an answer, in the order of the vocabulary: the most frequent value first, but years as they go back."""
    found = choices(results, base, language)
    if "year" in found:
        found["year"].sort(key=_year, reverse=True)
    return [Facet(name, title.get(language), found.get(name, [])) for name, title in FACET_NAMES.items()]


def _year(choice: Choice) -> str:
    return choice.value
