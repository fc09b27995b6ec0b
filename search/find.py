"""Question -> Results: the one way in, for the page, the JSON endpoint and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from time import perf_counter

from corpus import Document, Located, Section, Store
from search import weights
from search.clause import Clause, describe, plain_text
from search.compiler import compile_query
from search.engine import Engine, Match, Request
from search.expansion import Expanding
from search.fold import fold
from search.lookup import look_up
from search.marking import Marker, merged
from search.parser import parse
from search.query import Is, Or, Query
from search.register import register_of
from search.result import Expansion, FacetValue, Hit, Question, Results, Span
from search.scoring import Ranking
from search.snippet import snippet


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was understood, before anything named in it is looked up."""

    clause: Clause
    query: Query
    expansions: tuple[Expansion, ...]
    marker: Marker


@lru_cache(maxsize=1024)
def understand(text: str, expand: bool, without: tuple[str, ...]) -> Understood:
    """Read a question: pure, and kept for its next pages."""
    clause = parse(text)
    ranking = Expanding(without=frozenset(map(fold, without))) if expand else Ranking()
    query = compile_query(clause, ranking)
    found = ranking.found.values() if isinstance(ranking, Expanding) else ()
    expansions = tuple(Expansion(each.term, tuple(added.name for added in each.added)) for each in found)
    return Understood(clause, query, expansions, Marker.of(query))


def find(question: Question, engine: Engine, store: Store) -> Results:
    """Answer a question. Never raises for anything that was asked."""
    started = perf_counter()
    understood = understand(question.text, question.expand, question.without)
    query = _looked_up(understood, engine, store)
    answer = engine.search(_request(question, query))
    return Results(
        question=question,
        interpreted=describe(understood.clause),
        expansions=understood.expansions,
        total=answer.total,
        took_ms=(perf_counter() - started) * 1000,
        hits=_hits(answer.matches, understood.marker, store),
        facets={
            name: tuple(FacetValue(value, count, value in question.filters.get(name, ())) for value, count in values)
            for name, values in answer.facets.items()
        },
    )


def mark(text: str, question: Question) -> tuple[Span, ...]:
    """The whole of a text, with marks on what the question searches for."""
    marker = understand(question.text, question.expand, question.without).marker
    return tuple(Span(run, marked) for run, marked in merged(marker.marks(text), text))


def _looked_up(understood: Understood, engine: Engine, store: Store) -> Query:
    """The query, with what the question names by title or number first, and what is in force before what is not."""
    query = replace(understood.query, priors=weights.PRIORS)
    if not (text := plain_text(understood.clause)):
        return query
    found = look_up(text, register_of(engine, store))
    tree = Or((query.tree, Is("document", found.documents))) if found.documents else query.tree
    return replace(query, tree=tree, tiers=(*found.tiers, *query.tiers))


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


def _hits(matches: Sequence[Match], marker: Marker, store: Store) -> tuple[Hit, ...]:
    """The matches with their documents, places and snippets; one whose document has just gone is left out."""
    every = [each for match in matches for each in (match, *match.more)]
    documents = store.facts(dict.fromkeys(match.document for match in every))
    places = store.located([match.section for match in every if match.section])

    def hit(match: Match) -> Hit | None:
        document = documents.get(match.document)
        if document is None:
            return None
        located = places.get(match.section) if match.section else _whole(document)
        if located is None:
            return None
        more = tuple(found for each in match.more if (found := hit(each)))
        return Hit(score=match.score, document=document, located=located, snippet=snippet(located.section.text, marker), more=more)

    return tuple(found for match in matches if (found := hit(match)))


def _whole(document: Document) -> Located:
    """A document without sections, as the place that stands for it."""
    return Located(document.id, 0, (), Section(id=document.id, level=1, text=""))
