"""For a question without hits: what to take off, and how many hits that gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search.clause import Clause, Sequence, describe
from search.compiler import compile_query
from search.engine import Engine, Request
from search.result import Relief

MOST = 8


def relieve(clause: Clause, request: Request, engine: Engine) -> tuple[Relief, ...]:
    """Each filter and each part of a question that alone stands in the way, the one that gives most first."""
    found = [relief for _, relief in zip(range(MOST), _tries(clause, request, engine), strict=False) if relief.total]
    return tuple(sorted(found, key=lambda relief: -relief.total))


def _tries(clause: Clause, request: Request, engine: Engine) -> Iterator[Relief]:
    for name, values in request.filters.items():
        if values:
            rest = {each: held for each, held in request.filters.items() if each != name}
            yield Relief(", ".join(values), name, engine.count(replace(request, filters=rest)))
    if request.as_of is not None:
        yield Relief(request.as_of, "as_of", engine.count(replace(request, as_of=None)))
    if isinstance(clause, Sequence):
        for part in clause.parts:
            without = Sequence(tuple(each for each in clause.parts if each is not part))
            yield Relief(describe(part), None, engine.count(replace(request, query=compile_query(without))))
