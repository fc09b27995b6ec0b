"""Question -> Results: the one way in, for the page, the JSON endpoint and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from corpus import Document, Located, Section, Store
from search.clause import describe
from search.compiler import compile_query
from search.engine import Engine, Match, Request
from search.marking import Marker, merged
from search.parser import parse
from search.query import Query
from search.result import FacetValue, Hit, Question, Results, Span
from search.snippet import snippet


def find(question: Question, engine: Engine, store: Store) -> Results:
    """Answer a question. Never raises for anything that was asked."""
    started = perf_counter()
    clause = parse(question.text)
    query = compile_query(clause)
    answer = engine.search(_request(question, query))
    return Results(
        question=question,
        interpreted=describe(clause),
        expansions=(),
        total=answer.total,
        took_ms=(perf_counter() - started) * 1000,
        hits=_hits(answer.matches, Marker.of(query), store),
        facets={
            name: tuple(FacetValue(value, count, value in question.filters.get(name, ())) for value, count in values)
            for name, values in answer.facets.items()
        },
    )


def mark(text: str, question: Question) -> tuple[Span, ...]:
    """The whole of a text, with marks on what the question searches for."""
    marker = Marker.of(compile_query(parse(question.text)))
    return tuple(Span(run, marked) for run, marked in merged(marker.marks(text), text))


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
