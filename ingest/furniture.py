"""What stands on every page and belongs to none: running headers and footers, page numbers, rules; then line numbers of drafts.

A line is furniture where the same text, digits aside, stands at the same height near the edge of several pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from statistics import median

from ingest import margin
from ingest.line import Line
from ingest.numbering import ANNEXES, ORDER, readings, roman

_EDGE = 4
_NEAR = 5.0
_SIGNS = " !\"#$%&'()*+,-./:;<=>?@[]^_|~"
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"((?:.*\b)?(?:page)?\s*)([ivxlc]{1,6})", re.I)
_FOLIO = re.compile(r"[-–—·\s]*(?:page\s*)?\d{1,4}[-–—·\s]*|第\s*\d+\s*页.{0,12}|(?:page\s*)?\d{1,4}\s*(?:of|/)\s*\d{1,4}", re.I)
_FRONT = re.compile(r"[ivxl]{1,6}")  # the page numbers of contents and forewords, of which there may be but two
_PAIR = 2
_FOOT = 3  # lines of text that a heading has below it; what has fewer may be the foot of its page
_ROW = 2  # tabs from which a line is a row of a table
_BANNER = re.compile(r"contains (?:non-?)?binding recommendations|draft\W{1,3}not for implementation")
_RULE = re.compile(r"[_\-–—=.·•*\s]{5,}")


def strip(lines: Sequence[Line]) -> list[Line]:
    """Lines without furniture. Lines without a page are kept as they are."""
    gone = _furniture(lines)
    return margin.unnumber([line for i, line in enumerate(lines) if i not in gone])


def _furniture(lines: Sequence[Line]) -> set[int]:
    pages = _by_page(lines)
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for indexes in pages.values():
        for zone, i in _edges(lines, indexes):
            places[zone, _masked(lines[i].text)].append(i)
    rules = {i for i, line in enumerate(lines) if line.page is not None and _RULE.fullmatch(line.text)}
    gone = rules | {i for (_, text), indexes in places.items() if _BANNER.fullmatch(text) for i in indexes}
    for (zone, _), indexes in places.items():
        gone.update(_repeated(lines, indexes, zone, len(pages)))
    gone |= _at_their_place(lines, pages, gone) | _heads(lines, pages)
    return rules | gone - _inside(lines, pages, gone)


def _inside(lines: Sequence[Line], pages: Mapping[int, Sequence[int]], gone: Set[int]) -> set[int]:
    """Lines that text parts from both edges, page numbers apart: the same heading may stand below the name of every chapter."""
    found: set[int] = set()
    for indexes in pages.values():
        text = sorted(lines[i].bottom for i in indexes if i not in gone)
        inner = [i for i in indexes if i in gone and not _FOLIO.fullmatch(lines[i].text)]
        if len(text) > _FOOT:
            found.update(i for i in inner if text[0] + _NEAR < lines[i].bottom < text[-_FOOT] - _NEAR)
    return found


def _heads(lines: Sequence[Line], pages: Mapping[int, Sequence[int]]) -> set[int]:
    """Running heads that name the chapter: at one height on most pages, well above the text, most of them on more than one page."""
    tops = [sorted(indexes, key=lambda i: lines[i].bottom)[:2] for indexes in pages.values() if len(indexes) > 2]
    apart = [i for i, after in tops if lines[after].bottom - lines[i].bottom >= 2.2 * max(lines[i].size, lines[after].size, 1)]
    height, count = Counter(round(lines[i].bottom) for i in apart).most_common(1)[0] if apart else (0, 0)
    if count < 4 or count * 10 < 6 * len(pages):
        return set()
    heads = [i for i in apart if round(lines[i].bottom) == height]
    words = Counter(lines[i].text for i in heads)
    again = sum(count for count in words.values() if count > 1)
    return set(heads) if again * 2 > len(heads) else set()


def _at_their_place(lines: Sequence[Line], pages: Mapping[int, Sequence[int]], gone: set[int]) -> set[int]:
    """Lines of other words, as a chapter's name, where most pages have furniture: same height, same size, at the very edge."""
    places = Counter((round(lines[i].bottom), lines[i].size) for i in gone)
    usual = {place for place, count in places.items() if count >= 3 and count * 2 > len(pages)}
    found: set[int] = set()
    for indexes in pages.values() if usual else ():
        order = sorted(indexes, key=lambda i: lines[i].bottom)
        for i in (*order[:2], *order[-2:]):
            if (round(lines[i].bottom), lines[i].size) in usual:
                found.add(i)
    return found


def _masked(text: str) -> str:
    """Text with its numbers hidden, so that the lines of a running foot are alike: also `Page iv`, also on left
    and right pages, whose number stands at either end.
    """
    match = _ROMAN.fullmatch(text) if len(text) < 12 else None
    masked = _DIGITS.sub("#", _words(text).casefold())
    return f"{match[1]}#".casefold() if match else masked.strip("# \t") or masked


def _words(text: str) -> str:
    """Text without the signs at its ends: a page number that a font garbles is one."""
    return text.strip(_SIGNS) or text


def _by_page(lines: Sequence[Line]) -> dict[int, list[int]]:
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if line.page is not None and (line.top or line.bottom):
            pages[line.page].append(i)
    return pages


def _edges(lines: Sequence[Line], indexes: Sequence[int]) -> Iterator[tuple[str, int]]:
    order = sorted(indexes, key=lambda i: lines[i].bottom)
    edge = _EDGE if len(order) > 2 * _EDGE else max(1, len(order) // 3)
    yield from (("top", i) for i in order[:edge])
    yield from (("bottom", i) for i in order[-edge:])


def _repeated(lines: Sequence[Line], indexes: Sequence[int], zone: str, pages: int) -> list[int]:
    if len(indexes) == 1:
        line = lines[indexes[0]]
        return list(indexes) if zone == "bottom" and pages <= 2 and _FOLIO.fullmatch(line.text) else []
    heights = [lines[i].bottom for i in indexes]
    middle = median(heights)
    near = [i for i, height in zip(indexes, heights, strict=True) if abs(height - middle) <= _NEAR]
    if _FOLIO.fullmatch(lines[indexes[0]].text):
        return list(near) if len(near) >= 2 else []
    if lines[indexes[0]].text.count("\t") >= _ROW and len(near) * 2 < pages:
        return []  # the head of a table, on each page that it goes on over
    enough = 2 if pages <= 4 else 3
    if len(near) * 2 < len(indexes) or len({lines[i].page for i in near}) < enough:
        return []
    return _told(lines, near, enough)


def _told(lines: Sequence[Line], group: Sequence[int], enough: int) -> list[int]:
    """The lines of a group that enough others repeat word by word, or that count on with the pages: Chapter 1 is no footer."""
    words = Counter(_words(lines[i].text) for i in group)
    shifts = {i: _shifts(lines[i]) for i in group}
    counts = Counter(shift for each in shifts.values() for shift in each)
    least = {i: _PAIR if _FRONT.fullmatch(lines[i].text) else enough for i in group}
    return [i for i in group if words[_words(lines[i].text)] >= enough or any(counts[shift] >= least[i] for shift in shifts[i])]


def _shifts(line: Line) -> set[int]:
    """The numbers of a line less its page: one of them is the same on all pages where it is the page number."""
    if any(not n.title and (n.family in ORDER or n.family in ANNEXES) for n in readings(line.text)):
        return set()  # Annex V, VI, VII, each on a page of its own
    roman_folio = _ROMAN.fullmatch(line.text)
    numbers = [int(n) for n in _DIGITS.findall(line.text)]
    if roman_folio and (value := roman(roman_folio[2])) is not None:
        numbers.append(value)
    return {number - line.page for number in numbers} if line.page is not None else set()
