"""A page of results as it is shown: facets, chips, paging, orders, and how the question was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from msgspec.structs import replace

from corpus.vocabulary import FACET_NAMES
from search import Question, Results
from search.result import Expansion, Relief
from web import addresses
from web.addresses import search_path
from web.facets import Facet, facets
from web.labels import label
from web.messages import day, say

LONGEST_ADDRESS = 300  # bytes: with them in each of 125 links a page of 60 KB stays under 100 KB


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that can be taken off by going to `url`."""

    title: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One of several ways to see the same hits."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Addition:
    """What the glossary added for a term; `url` searches without it."""

    expansion: Expansion
    url: str


@dataclass(frozen=True, slots=True)
class Pager:
    """Where the reader is among the pages of hits; `first` and `last` number the hits shown, from 1."""

    first: int
    last: int
    pages: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Everything around the hits; `words` goes into the address of a hit so that its words are marked there.

    `long` says that the question is too long to stand in the address of every choice: a form has it once.
    """

    facets: Sequence[Facet]
    chips: Sequence[Chip]
    orders: Sequence[Switch]
    groups: Sequence[Switch]
    reasons: Switch
    additions: Sequence[Addition]
    restored: Sequence[Chip]
    pager: Pager
    clear: str
    words: str
    long: bool


def present(results: Results, language: str) -> ResultsPage:
    """The page around the hits of an answer."""
    question = results.question
    long = len(unquote(search_path(question)).encode(errors="replace")) > LONGEST_ADDRESS
    plain = replace(results, question=replace(question, text="")) if long else results  # a form needs no addresses
    return ResultsPage(
        facets=facets(plain, "/search", language),
        chips=chips(question, language),
        orders=[
            _switch(question, "sort", value, f"order.{value.strip('-')}{'.new' * value.startswith('-')}", language)
            for value in ("relevance", "-issued", "issued")
        ],
        groups=[_switch(question, "group", value, f"group.{value}", language) for value in ("section", "document")],
        reasons=_reasons(question, language),
        additions=[_addition(question, each) for each in results.expansions],
        restored=[_restored(question, term, language) for term in question.without] if question.expand else [],
        pager=pager(results),
        clear=search_path(replace(question, filters={}, as_of=None, page=1)),
        words=addresses.words(question),
        long=long,
    )


def chips(question: Question, language: str) -> list[Chip]:
    """Every filter chosen, each with the way to take it off."""
    found = []
    for facet, values in question.filters.items():
        title = FACET_NAMES[facet].get(language)
        for run in _runs(facet, values):
            rest = tuple(other for other in values if other not in run)
            filters = (
                {**question.filters, facet: rest}
                if rest
                else {name: kept for name, kept in question.filters.items() if name != facet}
            )
            name = "–".join(label(facet, value, language) for value in dict.fromkeys((run[0], run[-1])))
            found.append(Chip(title, name, search_path(replace(question, filters=filters))))
    if question.as_of:
        found.append(Chip(say("as_of", language), day(question.as_of, language), search_path(question, besides="as_of")))
    return found


def without(question: Question, relief: Relief) -> str:
    """The address of a search without the filter or the word that stood in its way."""
    if relief.facet == "as_of":
        return search_path(question, besides="as_of")
    if relief.facet is None:
        return search_path(replace(question, text=relief.text or ""))
    rest = tuple(value for value in question.filters.get(relief.facet, ()) if value != relief.remove)
    return search_path(replace(question, filters={**question.filters, relief.facet: rest}))


def _runs(facet: str, values: Sequence[str]) -> list[list[str]]:
    """Values that make a chip each; years that follow one another make one together."""
    if facet != "year":
        return [[value] for value in values]
    found: list[list[str]] = []
    for value in sorted(values):
        if found and int(found[-1][-1]) + 1 == int(value):
            found[-1].append(value)
        else:
            found.append([value])
    return found


def _switch(question: Question, name: str, value: str, key: str, language: str) -> Switch:
    now = getattr(question, name)
    url = search_path(question, besides=name, extra=() if value in ("relevance", "section") else (f"{name}={value}",))
    return Switch(say(key, language), url, now == value)


def _reasons(question: Question, language: str) -> Switch:
    """Whether each hit says why it stands where it does."""
    url = search_path(replace(question, explain=not question.explain), page=question.page)
    return Switch(say("explain.off" if question.explain else "explain.on", language), url, question.explain)


def _addition(question: Question, expansion: Expansion) -> Addition:
    return Addition(expansion, search_path(replace(question, without=(*question.without, expansion.term))))


def _restored(question: Question, term: str, language: str) -> Chip:
    kept = tuple(other for other in question.without if other != term)
    return Chip(say("expansion.restore", language), term, search_path(replace(question, without=kept)))


def pager(results: Results) -> Pager:
    """Where an answer stands among its pages."""
    question = results.question
    pages = max(1, -(-results.total // question.size))
    first = (question.page - 1) * question.size + 1
    return Pager(
        first=first,
        last=first + len(results.hits) - 1,
        pages=pages,
        before=search_path(question, page=min(question.page - 1, pages)) if question.page > 1 else None,
        after=search_path(question, page=question.page + 1) if question.page < pages else None,
    )
