"""A section's text as HTML: paragraphs, tables, and what is laid over it (marks, links). Text is escaped first, always."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from search.result import Span


@dataclass(frozen=True, slots=True, order=True)
class Layer:
    """Something laid over the characters from `start` to `end` of a text: what opens and closes it, as HTML that is safe."""

    start: int
    end: int
    opening: str
    closing: str


def marked(spans: Iterable[Span]) -> Markup:
    """A snippet with its marks."""
    return Markup("").join(Markup("<mark>{}</mark>").format(span.text) if span.mark else escape(span.text) for span in spans)


def marks(spans: Iterable[Span], place: int = 0) -> list[Layer]:
    """The marks of a text, by their places; its first character has the place given."""
    found = []
    for span in spans:
        if span.mark:
            found.append(Layer(place, place + len(span.text), "<mark>", "</mark>"))
        place += len(span.text)
    return found


def render(text: str, links: Sequence[Layer] = (), over: Sequence[Layer] = (), *, offset: int = 0) -> Markup:
    """Paragraphs and tables of a text that begins at `offset` of its section; `over` may stand inside `links` and cross them.

    Layers of one kind do not overlap each other.
    """
    parts: list[str] = []
    for is_row, group in groupby(_lines(text, offset), lambda line: "\t" in line[1]):
        if is_row:
            rows = ("".join(f"<td>{cell}</td>" for cell in _cells(start, line, links, over)) for start, line in group)
            parts.append(
                f'<div class="table" tabindex="0"><table><tbody>{"".join(f"<tr>{row}</tr>" for row in rows)}</tbody></table></div>'
            )
        else:
            parts.extend(f"<p{_kind(line)}>{inline(line, start, links, over)}</p>" for start, line in group)
    return Markup("\n".join(parts))


def _kind(line: str) -> str:
    """Lines of a list hang from their sign."""
    return ' class="item"' if line.lstrip()[:2] in ("· ", "• ", "- ", "– ") else ""


def _lines(text: str, offset: int) -> Iterator[tuple[int, str]]:
    for line in text.split("\n"):
        if line.strip():
            yield offset, line
        offset += len(line) + 1


def _cells(start: int, line: str, links: Sequence[Layer], over: Sequence[Layer]) -> Iterator[str]:
    for cell in line.split("\t"):
        yield inline(cell, start, links, over)
        start += len(cell) + 1


def inline(text: str, offset: int, links: Sequence[Layer], over: Sequence[Layer]) -> str:
    """One run of text that begins at `offset`, with its layers: links outside, marks inside and cut where a link begins or ends."""
    end = offset + len(text)
    outer = [layer for layer in links if layer.start < end and layer.end > offset]
    inner = [layer for layer in over if layer.start < end and layer.end > offset]
    if not outer and not inner:
        return str(escape(text))
    parts, place = [], offset
    for layer in sorted(outer):
        parts.append(_inner(text, offset, place, max(layer.start, offset), inner))
        parts.append(layer.opening + _inner(text, offset, max(layer.start, offset), min(layer.end, end), inner) + layer.closing)
        place = min(layer.end, end)
    parts.append(_inner(text, offset, place, end, inner))
    return "".join(parts)


def _inner(text: str, offset: int, start: int, end: int, layers: Sequence[Layer]) -> str:
    parts, place = [], start
    for layer in sorted(layers):
        first, last = max(layer.start, place), min(layer.end, end)
        if first < last:
            parts.append(str(escape(text[place - offset : first - offset])))
            parts.append(layer.opening + str(escape(text[first - offset : last - offset])) + layer.closing)
            place = last
    parts.append(str(escape(text[place - offset : end - offset])))
    return "".join(parts)
