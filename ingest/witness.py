"""Weighs candidate headings against each other: what the printed contents, the tags and the numbers say together.

Where several witnesses speak for the headings of a document, a line that only looks like one is not believed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from ingest import apart
from ingest.contents import Entry, key
from ingest.heading import ARTICLES, Heading
from ingest.levels import assign
from ingest.numbering import ANNEXES, Number, readings

_ENOUGH = 5
_ALIKE = 3  # headings that only their looks tell
_ITEMS = 3  # headings of one sequence with nothing between them, from which they are a list
_TITLE_PAGES = 3  # on these large print is a title, an issuer, a date
_SOURCE = re.compile(r"《[^《》]+》\s*(?:[（(].*[)）])?[。；;]?")
_PREFACE = re.compile(
    r"(?:foreword|preface|preamble|summary|executive summary|abstract|acknowledge?ments?|introduction|background|scope|"
    r"前\s*言|序\s*言|引\s*言|序|摘\s*要|说\s*明|概\s*述|编制说明|起草说明)",
    re.I,
)


def weigh(found: Sequence[Heading], entries: Sequence[Entry] = ()) -> list[Heading]:
    """The headings to believe, in order."""
    found = _captioned(found)
    kept = _without_front(_on_their_page(_without_codes(_without_strays(found)), entries))
    listed = sum(h.listed for h in kept)
    ranked = sum(h.line.rank is not None for h in kept)
    if listed >= _ENOUGH or ranked >= _ENOUGH:
        kept = _witnessed(kept, alone=ranked < _ENOUGH)
    if ranked >= _ENOUGH:
        kept = [h for h in kept if not h.plain or apart.han(h.title or h.rest)]
    kept = _in_sequence(kept)
    return _listed(kept) if listed >= _ENOUGH else _without_items(kept)


def _witnessed(found: Sequence[Heading], *, alone: bool) -> list[Heading]:
    """The headings that more than looks speak for; where contents are `alone`, the looks that several share speak as well.

    Contents stop at some depth, and what is set like one heading below it is set like all.
    """
    looks = Counter(h.looks for h in found if _is_stray(h))
    usual = {each for each, count in looks.items() if alone and count >= _ALIKE}
    return [h for h in found if not _is_stray(h) or h.looks in usual]


def _is_stray(heading: Heading) -> bool:
    """Whether nothing but its looks speaks for a heading."""
    return not heading.numbers and not heading.listed and heading.line.rank is None


def _captioned(found: Sequence[Heading]) -> list[Heading]:
    """With each title that stands alone above a numbered provision joined to it, as acts of the Commonwealth print theirs."""
    captions = [i for i, (title, provision) in enumerate(pairwise(found)) if _is_caption(title, provision)]
    if len(captions) < _ENOUGH:
        return list(found)
    kept = dict(enumerate(found))
    for i in captions:
        title, provision = kept[i], kept.pop(i + 1)
        kept[i] = replace(provision, start=title.start, title=title.title, line=title.line)
    return [kept[i] for i in sorted(kept)]


def _is_caption(title: Heading, provision: Heading) -> bool:
    bare = bool(provision.numbers) and provision.numbers[0].family == "decimal" and not provision.title
    return bare and not title.numbers and title.stop == provision.start


def _without_strays(found: Sequence[Heading]) -> list[Heading]:
    """Without articles that leap out of a sequence which goes on behind them: a reference at the start of a line."""
    articles = [(i, h.numbers[0].value) for i, h in enumerate(found) if h.numbers and h.numbers[0].family in ARTICLES]
    gone: set[int] = set()
    last = 0
    for (i, value), (_, after) in pairwise([*articles, (-1, -1)]):
        if value not in (last, last + 1) and after in (last, last + 1):
            gone.add(i)
        else:
            last = value
    return [h for i, h in enumerate(found) if i not in gone]


def _without_codes(found: Sequence[Heading]) -> list[Heading]:
    """A letter with digits numbers headings only where others of the letter do: Q7 and V8 are also names of guidelines."""
    coded = {i: h.numbers[0].path[0] for i, h in enumerate(found) if h.numbers and h.numbers[0].family == "prefix"}
    letters = Counter(code[0] for code in set(coded.values()))
    names = {i for i, code in coded.items() if letters[code[0]] < 2}
    return [replace(h, numbers=(), title=h.name) if i in names else h for i, h in enumerate(found)]


def _on_their_page(found: Sequence[Heading], entries: Sequence[Entry]) -> list[Heading]:
    """Headings without number count as listed only near the page that the contents print for them."""
    found = _once(found, entries)
    printed: defaultdict[str, list[int]] = defaultdict(list)
    for entry in entries:
        if entry.page and entry.page.isdigit():
            for title in {entry.title, *(n.title for n in readings(entry.title)[:1])}:
                printed[key(title)].append(int(entry.page))
    shifts = Counter(h.line.page - page for h in found if h.listed and h.line.page for page in printed[key(h.name)])
    shift, times = shifts.most_common(1)[0] if shifts else (0, 0)
    if times < _ENOUGH:
        return list(found)
    return [h if not h.listed or h.numbers or _near(h, printed[key(h.name)], shift) else replace(h, listed=False) for h in found]


def _once(found: Sequence[Heading], entries: Sequence[Entry]) -> list[Heading]:
    """An entry that a heading meets with its number is not met again by a line that has only its words."""
    met = {key(h.title or "") for h in found if h.listed and h.numbers} - {key(entry.title) for entry in entries}
    return [replace(h, listed=False) if h.listed and not h.numbers and key(h.title or "") in met else h for h in found]


def _near(heading: Heading, printed: Sequence[int], shift: int) -> bool:
    page = heading.line.page
    return page is None or not printed or any(abs(page - shift - there) <= 1 for there in printed)


def _without_front(found: Sequence[Heading]) -> list[Heading]:
    """Title pages are full of large print: before the first sure heading only what is declared, listed or named so counts."""
    if not any(h.listed or _is_sure(h) for h in found):
        return list(found)
    first = next(i for i, h in enumerate(found) if h.listed or (h.numbers and not _is_latin_item(h)))
    titled = {key(h.title or "") for h in found[:first] if (h.line.page or 1) <= _TITLE_PAGES}
    front = [h for h in found[:first] if h.line.rank is not None or _opens_preface(h, titled)]
    titles = {key(h.title or "") for h in found[:first]} - {key(h.title or "") for h in front}
    return front + [h for h in found[first:] if h.listed or h.numbers or key(h.title or "") not in titles]


def _is_sure(heading: Heading) -> bool:
    """Whether a number tells of chapters: an annex alone and the items of a list do not."""
    return bool(heading.numbers) and heading.numbers[0].family not in ANNEXES and not _is_latin_item(heading)


def _is_latin_item(heading: Heading) -> bool:
    return heading.plain and not apart.han(heading.title or heading.rest)


def _opens_preface(heading: Heading, titled: Set[str]) -> bool:
    """Whether a heading before the first sure one is named as prefaces are, or is printed apart from the title pages."""
    if not heading.title or _PREFACE.fullmatch(heading.title.strip()):
        return heading.title is not None
    own = key(heading.title)
    return (heading.line.page or 1) > _TITLE_PAGES and not any(title in own or own in title for title in titled - {""})


def _in_sequence(found: Sequence[Heading]) -> list[Heading]:
    """Without headings told by their number alone whose predecessors are missing; one may be, for a heading can look like text.

    In Latin print the predecessor looks like text as well: item 4 of a list does not follow a heading 3 in bold.
    """
    seen: set[tuple[str, tuple[str, ...], int]] = set()
    plain: set[tuple[str, tuple[str, ...], int]] = set()
    kept: list[Heading] = []
    for heading in found:
        before = plain if _is_latin_item(heading) else seen
        if heading.plain and not any(n.value <= 1 or _follows(n, before) for n in heading.numbers):
            continue
        members = [(n.family, n.path[:-1], n.value) for n in heading.numbers]
        seen.update(members)
        if heading.plain:
            plain.update(members)
        kept.append(heading)
    return kept


def _follows(number: Number, seen: Set[tuple[str, tuple[str, ...], int]]) -> bool:
    return any((number.family, number.path[:-1], number.value - step) in seen for step in (1, 2))


def _without_items(found: Sequence[Heading]) -> list[Heading]:
    """Without the items of lists: three or more in ordinary print that count on and have nothing between them, or any sources."""
    runs: list[list[Heading]] = []
    for heading in found:
        last = runs[-1][-1] if runs else None
        if last is not None and last.stop == heading.start and _is_item(last) and _is_item(heading) and _counts_on(last, heading):
            runs[-1].append(heading)
        else:
            runs.append([heading])
    return [heading for run in runs if len(run) < _ITEMS and not all(map(_is_source, run)) for heading in run]


def _is_source(heading: Heading) -> bool:
    """Whether an item is the name of an instrument and no more, as in a list of references."""
    return _is_item(heading) and _SOURCE.fullmatch(heading.title or "") is not None


def _is_item(heading: Heading) -> bool:
    return bool(heading.numbers) and not heading.rest and heading.line.rank is None and not heading.line.bold


def _counts_on(last: Heading, heading: Heading) -> bool:
    before = {(n.family, n.path[:-1], n.value + 1) for n in last.numbers}
    return any((n.family, n.path[:-1], n.value) in before for n in heading.numbers)


def _listed(found: Sequence[Heading]) -> list[Heading]:
    """Without the headings of a depth that the printed contents cover, where these name none of their siblings."""
    placed = [level for _, level in assign(found)]
    depth = max((level for h, level in zip(found, placed, strict=True) if h.listed), default=0)
    parents = list(_parents(placed))
    sure = {i for i, h in enumerate(found) if h.listed or (h.numbers and h.numbers[0].family in ARTICLES)}
    named = {parents[i] for i in sure}
    for i in sorted(sure, reverse=True):
        while (i := parents[i]) >= 0:
            sure.add(i)
    gone: set[int] = set()
    for i, (level, parent) in enumerate(zip(placed, parents, strict=True)):
        if i not in sure and (
            parent in gone or (level <= depth and (parent not in named or not (found[i].numbers or found[i].line.rank)))
        ):
            gone.add(i)
    return [h for i, h in enumerate(found) if i not in gone]


def _parents(levels: Sequence[int]) -> list[int]:
    stack: list[int] = []
    found: list[int] = []
    for i, level in enumerate(levels):
        while stack and levels[stack[-1]] >= level:
            stack.pop()
        found.append(stack[-1] if stack else -1)
        stack.append(i)
    return found
