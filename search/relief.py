"""For a question without hits: what to take off or to ask more loosely, and how many hits that gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from search.analysis import units
from search.clause import All, Clause, Quoted, Sequence, Within, Word, describe
from search.engine import Request, Standing
from search.fold import fold_mapped
from search.result import Relief

MOST = 8
SHORTEST = 2  # words or Han characters of a quotation that is cut short
LONGEST = 64

Count = Callable[[str], int]
"""How many hits another question would have under the same filters."""


def relieve(clause: Clause, request: Request, engine: Standing, count: Count) -> tuple[Relief, ...]:
    """Each filter and each part of a question that alone stands in the way, the one that gives most first."""
    found = [relief for _, relief in zip(range(MOST), _tries(clause, request, engine, count), strict=False) if relief.total]
    return tuple(sorted(found, key=lambda relief: -relief.total))


def _tries(clause: Clause, request: Request, engine: Standing, count: Count) -> Iterator[Relief]:
    for name, values in request.filters.items():
        if values:
            rest = {each: held for each, held in request.filters.items() if each != name}
            yield Relief(", ".join(values), name, engine.count(replace(request, filters=rest)))
    if request.as_of is not None:
        yield Relief(request.as_of, "as_of", engine.count(replace(request, as_of=None)))
    parts = clause.parts if isinstance(clause, Sequence | All) else (clause,)
    whole = _Whole(parts, All if isinstance(clause, All) else Sequence)
    for place in range(len(parts)):
        yield from _part(whole, place, count)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A question in its parts."""

    parts: tuple[Clause, ...]
    joined: type[Sequence | All]

    def asked(self, place: int, *instead: Clause) -> str:
        """The question with something, or nothing, in the place of one part."""
        held = (*self.parts[:place], *instead, *self.parts[place + 1 :])
        return describe(held[0] if len(held) == 1 else self.joined(held))


def _part(whole: _Whole, place: int, count: Count) -> Iterator[Relief]:
    part = whole.parts[place]
    for looser in _looser(part, lambda clause: count(whole.asked(place, clause)) > 0):
        text = whole.asked(place, looser)
        yield Relief(describe(part), None, count(text), text, describe(looser))
    if len(whole.parts) > 1:
        text = whole.asked(place)
        yield Relief(describe(part), None, count(text), text)


def _looser(part: Clause, found: Callable[[Clause], bool]) -> Iterator[Clause]:
    """What finds more than a part and may have been meant: a quotation as words or cut short, anywhere for one field."""
    match part:
        case Quoted(text):
            words = tuple(Word(word) for word in text.split())
            yield words[0] if len(words) == 1 else Sequence(words)
            yield from _shorter(text, found)
        case Within(field, Quoted() as quoted):
            yield from (Within(field, each) for each in _looser(quoted, lambda each: found(Within(field, each))))
            yield quoted
        case Within(_, inner):
            yield inner


def _shorter(text: str, found: Callable[[Clause], bool]) -> Iterator[Clause]:
    """The longest beginning and the longest end of a quotation that stand anywhere."""
    folded = fold_mapped(text)
    places = [folded.origin(unit.start, unit.end) for unit in units(folded.text)]
    if SHORTEST < len(places) <= LONGEST:
        starts = [Quoted(text[places[0][0] : end]) for _, end in places[SHORTEST - 1 : -1]]
        ends = [Quoted(text[start : places[-1][1]]) for start, _ in places[-SHORTEST:0:-1]]
        yield from (longest for runs in (starts, ends) if (longest := _last(runs, found)) is not None)


def _last(runs: list[Quoted], found: Callable[[Clause], bool]) -> Quoted | None:
    """The last that is found of some quotations, each of which holds the one before: by halving."""
    low, high = 0, len(runs)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if found(runs[middle]) else (low, middle)
    return runs[low - 1] if low else None
