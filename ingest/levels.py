"""The depth of each heading: a stack of the open ones, which the next heading continues, enters or closes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from ingest.heading import Heading, Looks
from ingest.numbering import ANNEXES, ORDER, Number

LADDER = ("一、", "（一）", "decimal", "(1)", "①")  # 1. is below （一）, however heavy either is printed
CLOSING = "附则"

Kind = tuple[str, int]  # a family of numbers and how many parts they have


@dataclass(frozen=True, slots=True)
class Open:
    """A heading that later ones may continue or hang under, with the level it was given."""

    heading: Heading
    number: Number | None
    level: int


def assign(headings: Sequence[Heading]) -> Iterator[tuple[Number | None, int]]:
    """For each heading the reading of its number that fits best, and its level from 1; no level is left out on the way down."""
    stack: list[Open] = []
    seen: dict[Kind, int] = {}
    order = _order(headings)
    within = _within(headings)
    anchored = False
    for i, heading in enumerate(headings):
        if heading.numbers and not anchored:
            anchored = True
            if heading.line.rank is None and len(heading.numbers[0].path) == 1:
                stack.clear()
        number, depth = _place(heading, stack, seen, order)
        closing = _closing(heading, stack)
        if closing is not None:
            depth = closing
        elif number is None:
            depth = max(depth, _amid(stack, headings[i + 1 : i + 60]), _usual(heading, stack, within))
        if (
            number is None
            and closing is None
            and heading.line.rank is None
            and depth < len(stack)
            and _between(stack[depth], headings[i + 1 : i + 60])
        ):
            depth += 1
        del stack[depth:]
        level = len(stack) + 1
        stack.append(Open(heading, number, level))
        if number is not None:
            seen[_kind(number)] = level
        yield number, level


def _closing(heading: Heading, stack: Sequence[Open]) -> int | None:
    """The place of closing provisions without a number (附则): beside the outermost units of the statute; None for all else."""
    if heading.numbers or heading.title != CLOSING:
        return None
    return next((depth for depth, each in enumerate(stack) if each.number and each.number.family in ORDER), None)


def _within(headings: Sequence[Heading]) -> frozenset[tuple[Looks, Kind]]:
    """The looks of headings without number that stand within a kind of numbered ones: between one and the next of its sequence."""
    found: set[tuple[Looks, Kind]] = set()
    last: Number | None = None
    between: list[Looks] = []
    for heading in headings:
        if not heading.numbers:
            between += [heading.looks] if heading.line.rank is None else []
            continue
        if last and any(_after(last, number) for number in heading.numbers):
            found.update((looks, _kind(last)) for looks in between)
        last, between = heading.numbers[0], []
    return frozenset(found)


def _after(last: Number, number: Number) -> bool:
    """Whether a number is the next of the sequence of `last`."""
    return (number.family, number.path[:-1], number.value) == (last.family, last.path[:-1], last.value + 1)


def _kind(number: Number) -> Kind:
    return number.family, len(number.path)


def _usual(heading: Heading, stack: Sequence[Open], within: Set[tuple[Looks, Kind]]) -> int:
    """How many open headings one without number needs open where its like stand within the innermost numbered one."""
    for depth in range(len(stack), 0, -1):
        number = stack[depth - 1].number
        if number is not None:
            return depth if heading.line.rank is None and (heading.looks, _kind(number)) in within else 0
    return 0


def _order(headings: Sequence[Heading]) -> Mapping[str, float]:
    """The order of the units here: where chapters come before parts, as in American codes and African acts, they hold these."""
    units = [heading.numbers[0].family for heading in headings if heading.numbers]
    if "part" not in units or "chapter" not in units[: units.index("part")]:
        return ORDER
    return {**ORDER, "part": ORDER["subchapter"] + 0.2, "subpart": ORDER["subchapter"] + 0.4}


def _place(
    heading: Heading, stack: Sequence[Open], seen: Mapping[Kind, int], order: Mapping[str, float]
) -> tuple[Number | None, int]:
    """The reading chosen and how many of the open headings stay open."""
    if not heading.numbers:
        return None, _unnumbered(heading, stack)
    if heading.numbers[0].family in ANNEXES:
        return heading.numbers[0], min(min(seen.values(), default=2) - 1, len(stack))
    for step in (_child, _next, _again):
        for number in heading.numbers:
            depth = step(number, stack)
            if depth is not None:
                return number, depth
    first = next((number for number in heading.numbers if number.value <= 1 and len(number.path) == 1), None)
    if first is not None:
        return first, _under(heading, stack, order, first)
    return _astray(heading, stack, seen, order)


def _between(last: Open, after: Sequence[Heading]) -> bool:
    """Whether the sequence of `last` goes on later: what stands between its members is below them."""
    if last.number is None:
        return False
    for heading in after:
        for number in heading.numbers:
            if number.family == last.number.family and number.path[:-1] == last.number.path[:-1]:
                return number.value == last.number.value + 1
        if heading.outranks(last.heading):
            return False
    return False


def _amid(stack: Sequence[Open], after: Sequence[Heading]) -> int:
    """How many open headings the next numbered one needs open: 4.9.1 shows that what stands before it is still within 4.9."""
    for heading in after:
        if heading.numbers:
            return next((depth for number in heading.numbers if (depth := _child(number, stack))), 0)
    return 0


def _child(number: Number, stack: Sequence[Open]) -> int | None:
    """Below the open heading whose number begins this one: 2.1 under 2, B.8.1 under B.8."""
    if len(number.path) < 2 or number.family in ORDER:
        return None
    for depth in range(len(stack), 0, -1):
        above = stack[depth - 1].number
        if above is None:
            continue
        chapter = (str(above.value),) if ORDER.get(above.family) else above.path
        if len(chapter) < len(number.path) and number.path[: len(chapter)] == chapter:
            return depth
    return None


def _next(number: Number, stack: Sequence[Open]) -> int | None:
    """In place of the open heading that this one follows: 3 after 2, (b) after (a)."""
    return _beside(number, stack, 1)


def _again(number: Number, stack: Sequence[Open]) -> int | None:
    """In place of the open heading that has the same number: 第四条之一 after 第四条, a number misprinted."""
    return _beside(number, stack, 0)


def _beside(number: Number, stack: Sequence[Open], step: int) -> int | None:
    for depth in range(len(stack), 0, -1):
        last = stack[depth - 1].number
        beside = last is not None and last.family == number.family and last.path[:-1] == number.path[:-1]
        if last is not None and beside and number.value == last.value + step:
            return depth - 1
    return None


def _under(heading: Heading, stack: Sequence[Open], order: Mapping[str, float], number: Number | None = None) -> int:
    """Below the nearest open heading that can hold this one."""
    own = order.get(number.family, 0) if number else 0
    depth = len(stack)
    while depth:
        top = stack[depth - 1]
        above = order.get(top.number.family, 0) if top.number else 0
        if number and top.number and _step(top.number) and _step(top.number) < _step(number):
            break
        if (
            (own and above and above >= own)
            or (heading.outranks(top.heading) and not (own and above))
            or (number is None and not top.heading.outranks(heading))
            or (number is not None and top.number is None and top.heading.alike(heading) and top.heading.title != CLOSING)
            or (own and _point(top) and heading.line.rank is not None and heading.alike(top.heading))
        ):
            depth -= 1
        else:
            break
    return depth


def _point(open_: Open) -> bool:
    """Whether an open heading has a bare number, as 119. or III., which hold no part or chapter that is declared as high."""
    return open_.number is not None and open_.number.family not in ORDER and open_.number.family not in ANNEXES


def _step(number: Number) -> int:
    """The step of a number on the ladder of Chinese documents, from 1; 0 where it is of another kind."""
    return LADDER.index(number.family) + 1 if number.family in LADDER and len(number.path) == 1 else 0


def _unnumbered(heading: Heading, stack: Sequence[Open]) -> int:
    """In place of the nearest open heading that looks the same, else below the nearest that looks weightier."""
    for depth in range(len(stack), 0, -1):
        if stack[depth - 1].heading.alike(heading):
            return depth - 1
    depth = _under(heading, stack, ORDER)
    if 0 < depth < len(stack) and heading.outranks(stack[depth].heading) and heading.line.rank is None:
        above, below = stack[depth - 1].heading.weight, stack[depth].heading.weight
        return depth - (above - heading.weight < heading.weight - below)
    return depth


def _astray(
    heading: Heading, stack: Sequence[Open], seen: Mapping[Kind, int], order: Mapping[str, float]
) -> tuple[Number | None, int]:
    """A number out of sequence: beside the last of its family, else where that family stood before, else by its looks."""
    for number in heading.numbers:
        for depth in range(len(stack), 0, -1):
            last = stack[depth - 1].number
            if last is not None and last.family == number.family and len(last.path) == len(number.path):
                return number, depth - 1
    number = heading.numbers[0]
    level = seen.get(_kind(number))
    if level is not None and number.family not in ORDER:
        return number, min(level - 1, len(stack))
    return number, _under(heading, stack, order, number)
