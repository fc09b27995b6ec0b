"""Things to show in parts that make a page each: pieces of a document, rows of a comparison, cells of two texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

PART_BYTES = 36_000  # of text, so that a page with its outline, every other word of it marked, stays under 100 KB


class Weighed(Protocol):
    """What is shown on a page and adds `weight` bytes to it."""

    @property
    def weight(self) -> int:
        """About how many bytes it adds to a page."""


Heavy = TypeVar("Heavy", bound=Weighed)


def filled(items: Iterable[Heavy], begins: Callable[[Heavy], bool] = lambda item: False) -> list[list[Heavy]]:
    """Things to show in parts that make a page each, none too heavy; one that `begins` does not go where half is full."""
    found: list[list[Heavy]] = []
    size = 0
    for item in items:
        if not found or size + item.weight > PART_BYTES or (size > PART_BYTES // 2 and begins(item)):
            found.append([])
            size = 0
        found[-1].append(item)
        size += item.weight
    return found
