"""Which lines are headings: told by the format, by the printed contents, by their number, or by how they are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest import apart
from ingest.contents import Entry, key
from ingest.heading import ARTICLES, Heading
from ingest.line import Line
from ingest.numbering import ANNEXES, Number, readings
from ingest.runs import CAPTION, Runs
from ingest.style import capitals, measure
from ingest.titles import unfinished

_UNITS = frozenset({"编", "分编", "章", "节", "title", "part", "chapter", "subchapter", "subpart", "annex", "附"})
_PLAIN = frozenset({"一、", "（一）", "decimal", "prefixed", "I.", "A.", "a."})
_AMID = tuple(",;&/)，；、）")
_CLAUSES = tuple("。；：—")
_RUNNING = re.compile(r"[.。；;]\s+[A-Z]\w+ \w+ \w+|。.")
_WORDY = re.compile(r"[A-Za-z]{2,}|[\u4e00-\u9fff]")
_BULLET = re.compile(r"[•·▪●○◦■□➢✓o–—-]\s*")
_ASIDE = re.compile(r"(?:note|tip|warning|caution|important|remark|注意?|提示|警告|备注)s?\s*[:：!！]?$", re.I)
_TERM = re.compile(r"[^.:：]{2,80}[:：]")
_NAMED = re.compile(r"序\s*言|前\s*言|引\s*言|导\s*言|附\s*则")
_ROOT = re.compile(r"(\d{1,2})[.．]\d{1,2}(?:\s|[\u4e00-\u9fff])")
_SPACED = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){1,3}")  # 总　则
_GAPS = re.compile(r"[ \u3000]+")
_REFERENCE = re.compile(r"\[\d{1,3}\]")  # an entry of a list of sources
_LISTED = re.compile(r"(?:\d{1,2}|[A-Z])\s*[.．、)）]")
_LONGEST = 260
_SHORT = 160
_SEVERAL = 5


@dataclass(frozen=True, slots=True)
class Finder(Runs):
    """Looks for headings in lines whose style and contents are known.

    `listed` has the keys of the contents' entries, `bare` those of numbered entries without their number, `starts` how any begins.
    """

    listed: frozenset[str]
    bare: frozenset[str]
    starts: frozenset[str]
    statute: bool
    provisions: bool
    roots: frozenset[str]

    def all(self) -> Iterator[Heading]:
        """The headings, in order."""
        i = last = 0
        while i < len(self.lines):
            heading = self._at(i, last)
            if heading is None:
                i += 1
                continue
            if heading.numbers and heading.numbers[0].family in ARTICLES:
                last = heading.numbers[0].value
            yield heading
            i = heading.stop

    def _at(self, i: int, last: int) -> Heading | None:
        line = self.lines[i]
        if "\t" in line.text or line.kind in ("note", "table"):
            return None
        numbers = tuple(readings(line.text))
        if not (_WORDY.search(line.text) or (numbers and line.rank is not None)):
            return None
        if numbers and numbers[0].family in ARTICLES:
            return self._article(i, numbers[0], last)
        if self.provisions and numbers and (apart.paragraph(line, numbers[0]) or self._captioned(i, numbers[0])):
            return Heading(i, i + 1, numbers[:1], None, numbers[0].title, line)
        return self._contents(i, numbers) or self._declared(i, numbers) or self._set_apart(i, numbers) or self._provided(i, numbers)

    def _provided(self, i: int, numbers: tuple[Number, ...]) -> Heading | None:
        """A numbered provision of a printed guideline, whose text stands beside its number."""
        if self.statute or not numbers or not apart.provision(self.lines, i, numbers[0], self.style):
            return None
        return Heading(i, i + 1, numbers[:1], None, numbers[0].title, self.lines[i], plain=True)

    def _captioned(self, i: int, number: Number) -> bool:
        """Whether a numbered paragraph stands below a declared title of its own, as the sections of acts do."""
        line, above = self.lines[i], self.lines[i - 1] if i else None
        paragraph = not line.size and line.rank is None and number.family == "decimal" and len(number.title) > _SHORT / 2
        return paragraph and above is not None and above.rank is not None and not readings(above.text)

    def _article(self, i: int, number: Number, last: int) -> Heading | None:
        line = self.lines[i]
        gap = line.text.strip()[len(number.text) :][:1]
        parted = not gap or gap.isspace() or gap in "：:"
        if number.family != "条" and number.title and not self._begins(i) and not self.style.stands_out(line):
            return None  # a reference to an article at the start of a line
        if (
            not self.statute
            or not (parted or (number.value == last + 1 and not apart.amid(self.lines, i, self.style)))
            or number.title[:1].islower()
        ):
            return None
        if number.family == "条" or apart.sentence(number.title):  # translations of Chinese statutes have articles without titles
            return Heading(i, i + 1, (number,), None, number.title, line)
        title = number.title
        stop = i + 1
        if not title and stop < len(self.lines) and self._titles(self.lines[stop]):
            first, stop = stop, self._titled(stop)
            title = self._text(first, stop)
        return Heading(i, stop, (number,), title or None, "", line)

    def _titled(self, i: int) -> int:
        """The end of the title of an article that begins at `i`: more lines where it is set apart from the text."""
        stop = self._block(i)
        return stop if self.style.stands_out(self.lines[i]) or self.lines[i].italic else i + 1

    def _titles(self, line: Line) -> bool:
        return line.kind == "body" and len(line.text) < 160 and not readings(line.text) and not apart.sentence(line.text)

    def _contents(self, i: int, numbers: tuple[Number, ...]) -> Heading | None:
        """A heading that the printed contents name, over as many lines as it takes."""
        text = self.lines[i].text
        start = key(text[:24])[:4]
        below = self.lines[i + 1].text if i + 1 < len(self.lines) else ""
        bare = key((numbers[0].title or below)[:24])[:4] if numbers else start
        if start not in self.starts and bare not in self.starts:
            return None
        for stop in range(i + 1, min(i + 4, len(self.lines)) + 1):
            if self.lines[stop - 1].kind == "note":
                return None
            text = text if stop == i + 1 else f"{text} {self.lines[stop - 1].text}"
            if len(text) > _LONGEST:
                return None
            title = key(text[len(numbers[0].text) :]) if numbers else key(text)
            if key(text) in self.listed or (title in (self.listed if numbers else self.bare) and self._plain(i, text)):
                return self._made(i, stop, listed=True)
        return None

    def _plain(self, i: int, text: str) -> bool:
        """Whether a title that the contents name otherwise, without its number or with one, looks like a title here."""
        line = self.lines[i]
        return not apart.sentence(text) and not _BULLET.match(text) and (self.style.stands_out(line) or line.rank is not None)

    def _declared(self, i: int, numbers: tuple[Number, ...]) -> Heading | None:
        """A heading that the format declares, unless it is as long as a paragraph, begins amid a sentence or reads as running text
        does: the entry of a glossary (Batch: ...) may.
        """
        if self.lines[i].rank is None or not self._begins(i) or _REFERENCE.match(self.lines[i].text):
            return None
        stop = self._block(i)
        text = self._text(i, stop)
        if text[-1:] in _CLAUSES and (not self.lines[i].size or (apart.han(text) and not self.style.stands_out(self.lines[i]))):
            return self._clause(i, text, numbers)
        running = self.lines[i].size and (apart.sentence(text) or _RUNNING.search(text))
        if running and not (numbers or _TERM.match(text) or self.style.stands_out(self.lines[i])):
            return None
        return None if len(text) > _LONGEST or text[:1].islower() else self._made(i, stop)

    def _clause(self, i: int, text: str, numbers: tuple[Number, ...]) -> Heading | None:
        """A sentence that is declared a heading: a numbered one is a provision, one without number is text."""
        if numbers and numbers[0].title and text[-1:] != "：":
            return Heading(i, i + 1, numbers[:1], None, numbers[0].title, self.lines[i])
        return self._made(i, self._block(i)) if numbers else None

    def _set_apart(self, i: int, numbers: tuple[Number, ...]) -> Heading | None:
        """A heading by its looks, or by its number where that stands on a line of its own."""
        line = self.lines[i]
        looks = (
            self.style.larger(line)
            or self._heavy(line)
            or (bool(numbers) and (capitals(line.text) or line.italic))
            or apart.italic(self.lines, i, self.style)
        )
        if not numbers and not looks and not _NAMED.fullmatch(line.text):
            return None
        stop = self._block(i)
        text = self._text(i, stop)
        title = readings(text)[0].title if numbers else text
        if not numbers and (text[:1].islower() or self._amid(i)):
            return None
        if not self._begins(i):
            return None
        if len(text) > (_LONGEST if numbers and line.bold else _SHORT) or any(p.match(text) for p in (CAPTION, _ASIDE, _BULLET)):
            return None
        ends = numbers and looks and len(title) < 80 and title[-1:] == "."
        if title[:1] in _AMID or _RUNNING.search(title) or (apart.sentence(title) and not ends):
            return None
        if numbers and (numbers[0].family in _UNITS or (self.statute and numbers[0].family == "section")):
            return self._unit(i, stop, numbers[0], looks=looks)
        if _NAMED.fullmatch(text):
            return self._made(i, stop)
        if self.statute:
            return None
        if not line.size:
            return self._made(i, stop) if numbers and self._usual(numbers[0], printed=False) and title and len(text) <= 80 else None
        if looks:
            return self._made(i, stop) if numbers or self._heads(i, stop) else None
        usual = self._usual(numbers[0], printed=True) and title[-1:] not in "?？"
        end = apart.heading_end(self.lines, i, stop, title, self.style) if usual else None
        return self._made(i, end, plain=True) if end else None

    def _unit(self, i: int, stop: int, number: Number, *, looks: bool) -> Heading | None:
        """A chapter, an annex: by its title, or alone by its looks or those of the title below."""
        line = self.lines[i]
        below = self.lines[stop] if stop < len(self.lines) else None
        if (
            below is not None
            and number.title
            and not readings(below.text)
            and apart.centred(self.lines[stop - 1], below, self.style)
        ):
            stop += 1
        if not line.size or (looks and not self.style.smaller(line)):
            return self._made(i, stop)
        if not number.title:
            return self._made(i, stop) if stop < len(self.lines) and self.style.larger(self.lines[stop]) else None
        cited = (
            number.family in ANNEXES and not looks and apart.amid(self.lines, i, self.style) and not apart.short(line, self.style)
        )
        return None if cited else self._made(i, stop)

    def _heavy(self, line: Line) -> bool:
        """Whether a line is bold amid running text that is not; in smaller print only a number makes that a heading."""
        return line.bold and not self.style.bold and (not self.style.smaller(line) or bool(readings(line.text)))

    def _usual(self, number: Number, *, printed: bool) -> bool:
        """Whether headings in ordinary print have numbers of this kind; a bare 2 counts where there is a 2.1, or before Chinese."""
        bare = number.family == "1" and (number.text in self.roots or (printed and apart.han(number.title)))
        return number.family in _PLAIN or bare

    def _heads(self, i: int, stop: int) -> bool:
        """Whether text, an item, a table or a lesser heading follows: large print upon large print is a title page, a picture."""
        if stop >= len(self.lines):
            return False
        line, after = self.lines[i], self.lines[stop]
        if readings(after.text) or after.size < line.size - 0.9 or any(p.match(after.text) for p in (CAPTION, _BULLET)):
            return True
        if after.italic and line.bold and not line.italic:
            return self._heads(stop, self._block(stop))
        return not self.style.stands_out(after) and len(after.text) >= 20

    def _made(self, i: int, stop: int, *, listed: bool = False, plain: bool = False) -> Heading | None:
        text = self._text(i, stop)
        numbers = tuple(readings(text))
        title = numbers[0].title if numbers else text
        if not title and numbers and stop < len(self.lines) and self._goes_on_title(i, stop):
            first, stop = stop, self._named(stop)
            title = self._text(first, stop)
        if numbers and numbers[0].family in ANNEXES and not numbers[0].value and _LISTED.match(title):
            return Heading(i, stop, numbers, None, title, self.lines[i], listed, plain)  # 附录：1.… 2.… is a list of them
        title = _GAPS.sub("", title) if _SPACED.fullmatch(title) else title
        title, _, rest = title.partition(".—")  # as American acts run a title into its text
        return Heading(i, stop, numbers, title or None, rest, self.lines[i], listed, plain)

    def _named(self, i: int) -> int:
        """The end of a name below a number, which Word files part into paragraphs to centre its lines."""
        stop = self._block(i)
        goes_on = stop < len(self.lines) and not self.lines[i].size and self._titles(self.lines[stop])
        return stop + 1 if goes_on and unfinished(self._text(i, stop), self.lines[stop].text) else stop

    def _goes_on_title(self, i: int, stop: int) -> bool:
        line = self.lines[stop]
        return self._titles(line) and (line.bold == self.lines[i].bold or self.style.stands_out(line))


def find(lines: Sequence[Line], entries: Sequence[Entry] = ()) -> Iterator[Heading]:
    """The headings among lines, in order; `entries` are those of the printed contents."""
    listed = frozenset(key(entry.title) for entry in entries) - {""}
    bare = {key(entry.title): key(readings(entry.title)[0].title) for entry in entries if readings(entry.title)}
    whole = {key(line.text) for line in lines} if bare else set()
    unmet = frozenset(title for full, title in bare.items() if full not in whole and len(title) > 3)
    count = sum(1 for line in lines if line.text[:1] in "第A§" and any(n.family in ARTICLES for n in readings(line.text)))
    starts = frozenset(title[:4] for title in listed | unmet)
    roots = frozenset(match[1] for line in lines if (match := _ROOT.match(line.text)))
    provisions = sum(
        apart.paragraph(line, n) for line in lines if not line.size and line.text[:1].isdecimal() for n in readings(line.text)[:1]
    )
    return Finder(lines, measure(lines), listed, unmet, starts, count >= 3, provisions >= _SEVERAL, roots).all()
