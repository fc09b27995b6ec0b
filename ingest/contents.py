"""Printed tables of contents: taken out of the running text and kept as a witness of what the headings are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ingest.line import Line
from ingest.numbering import readings

_TITLE = re.compile(r"(?:table\s+of\s+)?contents?(?:\s+page)?|目\s*[录次錄]|contents?\s*[/-]?\s*目录|index", re.I)
_LEADER = re.compile(r"[.．·․‥…_\-\s\ufffe•]{4,}\s*(?P<page>\d{1,4}|[ivxlc]{1,6}|[A-Z]-\d{1,3})?\s*$")
# All leaders begin with one set of characters, which the engine looks for in no time.
_DOTS = re.compile(r"[.．·․_…‥](?:(?<=[.．·․_])(?:\s?[.．·․_]){3,}\s?|(?<=[…‥])[…‥]+|(?<=·)··+)")
_PAGED = re.compile(r"(?P<title>.*?\S)[\s\t]+(?P<page>\d{1,4}|[ivxlc]{1,6}|[A-Z]-\d{1,3})\s*$")
_OTHER = re.compile(r"[\W_]+")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}
_LONGEST = 400
_BEGINNING = 24  # letters
_LINES = 4  # of an entry before the one with its page


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the title as printed, its printed page, how far it is indented (points)."""

    title: str
    page: str | None
    left: float


@lru_cache(maxsize=1 << 15)
def key(text: str) -> str:
    """What of a title is compared: its letters and digits, width and case folded."""
    if text.isascii():
        return text.translate(_ASCII)
    return _OTHER.sub("", unicodedata.normalize("NFKC", text).casefold())


def part(lines: Sequence[Line]) -> tuple[list[Line], list[Entry]]:
    """The lines without the printed contents, and the entries of these."""
    gone: set[int] = set()
    entries: list[Entry] = []
    for i in range(len(lines)):
        if i in gone or not _opens(lines, i):
            continue
        stop, found = _read(lines, i + 1)
        if len(found) >= 2:
            gone.update(range(i, stop))
            entries += found
    strays = [i for i, line in enumerate(lines) if i not in gone and _leader(line.text)]
    if entries or len(strays) >= 3:
        entries += [_entry(lines[i].text, lines[i].left) for i in strays]
        gone.update(strays)
    return [line for i, line in enumerate(lines) if i not in gone], entries


def _leader(text: str) -> bool:
    return bool(_DOTS.search(text)) and bool(_LEADER.search(text))


def _label(text: str) -> bool:
    """Whether a line is nothing but a number: Chapter 1 heads a page, 1 is none it points to."""
    numbers = readings(text)
    return bool(numbers) and not numbers[0].title


def _leads_on(text: str) -> bool:
    """Whether an entry has its leader on this line and its page on the next."""
    match = _LEADER.search(text)
    return match is not None and match["page"] is None and bool(_DOTS.search(text))


def _opens(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text.strip().strip(":：")
    return len(text) < 24 and _TITLE.fullmatch(text) is not None and i < _LONGEST * 3


def _read(lines: Sequence[Line], start: int) -> tuple[int, list[Entry]]:
    """The end of the contents that begin at `start`, and their entries: printed pages tell, or that all come again below."""
    reader = _Reader(lines)
    for i in range(start, min(len(lines), start + _LONGEST)):
        if not reader.takes(i):
            break
    stop = reader.last or start
    while stop < len(lines) and _rest_of_entry(lines[stop], lines[stop - 1]):
        stop += 1
    return stop, reader.entries


def _rest_of_entry(line: Line, last: Line) -> bool:
    """Whether a line is the rest of an entry that is cut into lines: in the same tagged paragraph, without a leader of its own."""
    return line.block is not None and line.block == last.block and not _DOTS.search(line.text)


class _Reader:
    """Goes through the lines of printed contents, until one is none of theirs."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.entries: list[Entry] = []
        self.last = 0
        self._lines = lines
        self._listed: Counter[str] = Counter()
        self._waiting = ""
        self._misses = 0

    def takes(self, i: int) -> bool:
        """Whether line `i` still belongs to the contents, or may: titles run over lines, and pages break them."""
        text = self._lines[i].text
        if _leads_on(text):
            self._wait(text, missed=False)
        elif not _DOTS.search(text) and self._begins_again(i):
            return False
        elif _leader(text) or (_PAGED.fullmatch(text) and not _label(text) and not self._bare(i)):
            self._add(i, _entry(f"{self._waiting} {text}".strip(), self._lines[i].left))
        elif self._bare(i):
            self._add(i, Entry(text.strip(), None, self._lines[i].left))
        else:
            self._wait(text, missed=True)
        paged = bool(self.entries) and self.entries[-1].page is not None
        return self._misses <= (_LINES if paged else 2) and len(text) <= 160

    def _add(self, i: int, entry: Entry) -> None:
        self.entries.append(entry)
        self._listed.update({key(entry.title), key(self._lines[i].text)})
        self.last, self._waiting, self._misses = i + 1, "", 0

    def _wait(self, text: str, *, missed: bool) -> None:
        self._waiting = f"{self._waiting} {text}".strip()
        self._misses = self._misses + 1 if missed else 0

    def _begins_again(self, i: int) -> bool:
        """Whether the text begins at line `i`, an entry before: the first, or one that is not listed for another chapter too.

        第一节 一般规定 stands in many chapters: while the contents last, there is one more of it below for each that was listed.
        """
        whole = key(self._lines[i].text)
        listed = self._listed[whole]
        other = listed and whole != key(self.entries[0].title) and self._bare(i) and readings(self._lines[i].text)
        return listed > 0 and not (other and self._keys.count(whole) >= 2 * (listed + 1))

    def _bare(self, i: int) -> bool:
        """Whether line `i` is an entry without a page, as those before it: 1995 at its end is part of the title."""
        return (not self.entries or self.entries[-1].page is None) and self._comes_again(i)

    def _comes_again(self, i: int) -> bool:
        """Whether the line stands again below: whole, or where it has a number by its beginning, for it may be cut elsewhere."""
        text = self._lines[i].text
        whole = key(text)
        return self._later.get(whole, i) > i or (self._later.get(whole[:_BEGINNING], i) > i and bool(readings(text)))

    @cached_property
    def _keys(self) -> list[str]:
        return [key(line.text) for line in self._lines]

    @cached_property
    def _later(self) -> dict[str, int]:
        """Where each line, and each beginning of one, stands last."""
        beginnings = {whole[:_BEGINNING]: n for n, whole in enumerate(self._keys)}
        return beginnings | {whole: n for n, whole in enumerate(self._keys)}


def _entry(text: str, left: float) -> Entry:
    match = _LEADER.search(text) if _DOTS.search(text) else _PAGED.fullmatch(text)
    if match is None:
        return Entry(text.strip(), None, left)
    title = text[: match.start("page")] if match["page"] else text
    title = _DOTS.sub(" ", title)
    return Entry(re.sub(r"\s+", " ", title).strip(" .·…_-\t"), match["page"], left)
