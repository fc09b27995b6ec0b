"""Marks of instruments in a picture: one small shape each, whose form and colour say its status as badges do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from markupsafe import Markup

from web.svg import element, link

PITCH = 12  # from one mark to the next
RADIUS = 4

# The shape of each status around a centre already moved to, in path commands; `half` is drawn filled, all else as a line.
SHAPES: Mapping[str, str] = {
    "in_force": "h0",
    "trial": "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "half": "m0-4a4 4 0 0 0 0 8z",
    "draft": "m-4-4h8v8h-8z",
    "not_yet_in_force": "m-4-4h8v8h-8z",
    "superseded": "m-4 4l8-8",
    "repealed": "m-4 4l8-8m-8 0l8 8",
    "unknown": "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
}


def marks(
    counts: Mapping[str, int],
    x: float,
    y: float,
    across: int,
    about: Callable[[str, int], tuple[str, str]] | None = None,
) -> Markup:
    """Marks from the corner (x, y) on, `across` to a line, by status; `about` gives address and words for those of a status."""
    places = _places(x, y, across)
    drawn = []
    for status, count in counts.items():
        here = [next(places) for _ in range(count)]
        paths = _paths(status, here)
        if about is None:
            drawn.extend(paths)
        else:
            url, title = about(status, count)
            drawn.append(link(url, *paths, title=title, reached=False))
    return element("g", *drawn, aria_hidden="true") if drawn else Markup()


def lines_of(count: int, across: int) -> int:
    """How many lines that many marks take."""
    return -(-count // across)


def _places(x: float, y: float, across: int) -> Iterator[tuple[float, float]]:
    place = 0
    while True:
        yield x + PITCH * (place % across) + RADIUS, y + PITCH * (place // across) + RADIUS
        place += 1


def _paths(status: str, places: list[tuple[float, float]]) -> list[Markup]:
    shapes = [(f"mark {status}", SHAPES[status])]
    if status == "trial":
        shapes.append(("mark half", SHAPES["half"]))
    return [
        element("path", class_=name, d="".join(f"M{_short(x)} {_short(y)}{shape}" for x, y in places)) for name, shape in shapes
    ]


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def sample(status: str) -> Markup:
    """One mark alone, for a legend."""
    return element("svg", *_paths(status, [(6, 6)]), class_="sample", viewBox="0 0 12 12", aria_hidden="true")
