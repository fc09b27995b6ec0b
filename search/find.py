"""Question -> Results: the one way in, for the page, the JSON endpoint and the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from time import perf_counter

import msgspec
from msgspec.structs import replace

from corpus import Store
from search import weights
from search.clause import Clause, describe, plain_text
from search.compiler import compile_query
from search.engine import Match, Request, Standing
from search.expansion import Expanding
from search.explanation import explain
from search.fold import fold
from search.lookup import Lookup, look_up
from search.marking import Marker
from search.parser import parse
from search.priors import priors
from search.query import Is, Or, Query
from search.register import register_of
from search.relief import relieve
from search.result import Absent, Expansion, FacetValue, Group, Hit, Question, Results, Span
from search.scoring import Ranking
from search.snippet import merged, snippets
from search.suggestion import suggest

MOST_ARTICLES = 4
"""How many of the articles in a question are looked for; each that is not there is told."""


class Understood(msgspec.Struct, frozen=True):
    """A question as it was understood, before anything named in it is looked up; `text` is its plain words."""

    clause: Clause
    text: str
    interpreted: str
    query: Query
    expansions: tuple[Expansion, ...]
    marker: Marker


@lru_cache(maxsize=1024)
def understand(text: str, expand: bool, without: tuple[str, ...], group: Group = "section") -> Understood:
    """Read a question: pure, and kept for its next pages."""
    clause = parse(text)
    fields = weights.FIELDS if group == "section" else weights.DOCUMENT_FIELDS
    ranking = Expanding(without=frozenset(map(fold, without)), fields=fields) if expand else Ranking(fields=fields)
    plain = plain_text(clause)
    query = replace(compile_query(clause, ranking), priors=priors(plain))
    found = ranking.found.values() if isinstance(ranking, Expanding) else ()
    expansions = tuple(Expansion(each.term, tuple(added.name for added in each.added)) for each in found)
    return Understood(clause, plain, describe(clause), query, expansions, Marker.of(query))


def find(question: Question, engine: Standing, store: Store) -> Results:
    """Answer a question. Never raises for anything that was asked."""
    started = perf_counter()
    understood = understand(question.text, question.expand, question.without, question.group)
    lookup = _named(understood, engine, store)
    request = _request(question, _first(understood.query, lookup))
    answer = engine.search(request)
    shown = _Shown(understood.marker, lookup, question.explain)
    return Results(
        question=question,
        interpreted=understood.interpreted,
        expansions=understood.expansions,
        total=answer.total,
        took_ms=(perf_counter() - started) * 1000,
        hits=shown.hits(answer.matches),
        facets={name: _valued(values, question.filters.get(name, ())) for name, values in answer.facets.items()},
        suggestion=suggest(question.text, engine, answer.total),
        relief=() if answer.total else relieve(understood.clause, request, engine, _Asked(question, engine, store)),
        absent=_absent(lookup, engine, store),
    )


def _valued(values: Iterable[tuple[str, int]], chosen: Collection[str]) -> tuple[FacetValue, ...]:
    if not chosen:
        return tuple(starmap(FacetValue, values))
    return tuple([FacetValue(value, count, value in chosen) for value, count in values])


def _named(understood: Understood, engine: Standing, store: Store) -> Lookup:
    return look_up(understood.text, register_of(engine, store)) if understood.text else Lookup()


def _absent(lookup: Lookup, engine: Standing, store: Store) -> tuple[Absent, ...]:
    """The articles asked for that the instrument named does not have; of several that bear the name a text stands for all."""
    gone = [each for each in lookup.articles[:MOST_ARTICLES] if not engine.count(Request(query=Query(lookup.holding(each))))]
    named = sorted(store.facts(lookup.documents).values(), key=lambda each: each.metadata.role == "entry") if gone else []
    return tuple(Absent(article, document) for article in gone for document in named[:1])


@dataclass(frozen=True, slots=True)
class _Asked:
    """How many hits a question has with another text."""

    question: Question
    engine: Standing
    store: Store

    def __call__(self, text: str) -> int:
        asked = self.question
        understood = understand(text, asked.expand, asked.without, asked.group)
        lookup = _named(understood, self.engine, self.store)
        return self.engine.count(_request(asked, _first(understood.query, lookup)))


def warm(engine: Standing, store: Store) -> None:
    """Make now what a first question would wait for: the register of titles and numbers, the glossary, the tables."""
    engine.warm()
    find(Question(text="细胞治疗 cell therapy"), engine, store)


def mark(text: str, question: Question) -> tuple[Span, ...]:
    """The whole of a text, with marks on what the question searches for."""
    marker = understand(question.text, question.expand, question.without).marker
    (marks,) = marker.marks([text])
    return tuple(merged(marks, text, 0, len(text)))


def _first(query: Query, lookup: Lookup) -> Query:
    """The query, with what the question names first."""
    if not lookup.tiers and not lookup.documents:
        return query
    tree = Or((query.tree, Is("document", lookup.documents))) if lookup.documents else query.tree
    return replace(query, tree=tree, tiers=(*lookup.tiers, *query.tiers))


def _request(question: Question, query: Query) -> Request:
    return Request(
        query=query,
        filters=question.filters,
        as_of=question.as_of,
        sort=question.sort,
        group=question.group,
        offset=(question.page - 1) * question.size,
        size=question.size,
    )


class _Shown(msgspec.Struct, frozen=True):
    """How hits are shown: with what marks, and whether with reasons."""

    marker: Marker
    lookup: Lookup
    reasons: bool

    def hits(self, matches: Sequence[Match]) -> tuple[Hit, ...]:
        """The matches with their passages."""
        texts = {each.located.section.id: each.located.section.text for match in matches for each in (match, *match.more)}
        passages = dict(zip(texts, snippets(list(texts.values()), self.marker), strict=True))
        return tuple([self.hit(match, passages) for match in matches])

    def hit(self, match: Match, passages: Mapping[str, tuple[Span, ...]]) -> Hit:
        """One match as it is shown."""
        document, located = match.document, match.located
        return Hit(
            score=match.score,
            document=document,
            located=located,
            snippet=passages[located.section.id],
            explanation=explain(document, located, self.marker, self.lookup, match.score) if self.reasons else (),
            more=tuple([self.hit(each, passages) for each in match.more]),
        )
