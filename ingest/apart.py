"""How a line stands among those around it: which numbered ones in ordinary print head a section, which begin a provision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.line import Line
from ingest.numbering import Number, readings
from ingest.style import Style

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENDS = tuple("。；：:！？!?.”）)")
_STOPS = tuple("。；，、：;,")
_ASIDE = re.compile(r"。[（(][^（()）]{1,20}[)）]$")  # 可生成图像。（如适用）
BULLETS = frozenset("•·▪●○◦■□➢✓")
_LONGEST = 40  # characters of a Chinese heading that nothing but its number tells from the text
_INDENT = 1.2  # of the size: what begins so far in from the text's edge begins a paragraph
_SHORT = 2  # of the size: what ends so far before the text's edge ends a paragraph
_FULL = 30.0  # points: a line that ends so near the text's edge goes on with the next


def han(title: str) -> bool:
    """Whether a title is Chinese: in Chinese print the number alone tells a heading, in Latin print it numbers items as well."""
    return _HAN.search(title) is not None


def heading_end(lines: Sequence[Line], i: int, stop: int, title: str, style: Style) -> int | None:
    """The end of the heading at `i` where lines `i` to `stop` stand like one; `title` is what stands behind their number."""
    if han(title):
        stop = stop if stop > i + 1 or _whole(lines, i, style) else i + 2
        return stop if stop <= i + 2 and stop < len(lines) and _leads(lines, i, stop, style) else None
    single = stop - i == 1 and not short(lines[i], style)
    if stop >= len(lines) or stop - i > 2 or single or not title[:1].isupper():
        return None
    return stop if _parted(lines, i, style) and _prose(lines[stop]) else None


def provision(lines: Sequence[Line], i: int, number: Number, style: Style) -> bool:
    """Whether a printed paragraph of Chinese is a numbered provision: 3.1 申请人应当..."""
    line = lines[i]
    deep = number.family == "decimal" and len(number.path) > 1 and number.value > 0
    return line.size > 0 and line.rank is None and deep and han(number.title[:4]) and begins(lines, i, style)


def short(line: Line, style: Style) -> bool:
    """Whether a line ends before the edge of the text."""
    return line.right <= style.right - _SHORT * line.size


def ends(last: Line, line: Line, style: Style) -> bool:
    """Whether a paragraph of Chinese in ordinary print ends with line `last`, which `line` follows."""
    return han(last.text) and not style.stands_out(last) and (short(last, style) or _indented(line, style))


def begins(lines: Sequence[Line], i: int, style: Style) -> bool:
    """Whether line `i` begins a paragraph."""
    line, before = lines[i], lines[i - 1] if i else None
    if before is None or (line.block is not None and before.block is not None and line.block != before.block):
        return True
    return _indented(line, style) or before.text[-1:] in _ENDS or ends(before, line, style) or style.stands_out(before)


def centred(last: Line, line: Line, style: Style) -> bool:
    """Whether two lines of Chinese stand in the middle, one below the other, well inside the edges of the text."""
    middle = (style.left + style.right) / 2
    inside = all(each.left >= style.left + 3 * each.size and each.right <= style.right - 3 * each.size for each in (last, line))
    near = last.page == line.page and 0 < line.bottom - last.bottom <= 1.2 * style.step and abs(last.size - line.size) <= 0.3
    first, second = ((each.left + each.right) / 2 for each in (last, line))
    return inside and near and han(line.text) and abs(first - second) <= line.size / 2 and abs(first - middle) <= 2 * line.size


def italic(lines: Sequence[Line], i: int, style: Style) -> bool:
    """Whether a line in italics stands alone between a blank and upright running text."""
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    alone = line.italic and short(line, style) and _parted(lines, i, style) and line.text[:1].isupper()
    upright = after is not None and not after.italic and after.page == line.page
    return alone and after is not None and upright and (_prose(after) or after.text[:1] in BULLETS)


def amid(lines: Sequence[Line], i: int, style: Style) -> bool:
    """Whether printed line `i` goes on with the sentence of the line before."""
    before = lines[i - 1] if i else None
    return before is not None and before.page is not None and before.text[-1:] not in _ENDS and before.right > style.right - _FULL


def _leads(lines: Sequence[Line], i: int, stop: int, style: Style) -> bool:
    """Whether lines of Chinese are a paragraph by themselves, of the length of a title."""
    last = lines[stop - 1]
    joined = stop == i + 1 or not (_indented(last, style) or readings(last.text))
    whole = joined and _whole(lines, stop - 1, style) and _followed(last, lines[stop], style)
    return whole and sum(len(line.text) for line in lines[i:stop]) <= _LONGEST and begins(lines, i, style)


def _whole(lines: Sequence[Line], i: int, style: Style) -> bool:
    """Whether a paragraph ends with line `i`: before the edge of the text, or because the next line begins one."""
    return short(lines[i], style) or (i + 1 < len(lines) and (_indented(lines[i + 1], style) or bool(readings(lines[i + 1].text))))


def _followed(last: Line, line: Line, style: Style) -> bool:
    """Whether a line begins a paragraph behind `last`: by its number, the indent, the blank above it, or on the next page."""
    if line.block is not None and last.block is not None:
        return line.block != last.block
    apart = line.page != last.page or line.bottom - last.bottom >= 1.15 * style.step
    return apart or _indented(line, style) or bool(readings(line.text))


def _indented(line: Line, style: Style) -> bool:
    return line.left >= style.left + _INDENT * line.size


def _parted(lines: Sequence[Line], i: int, style: Style) -> bool:
    """Whether a blank stands above line `i`."""
    before = lines[i - 1] if i else None
    return before is None or before.page != lines[i].page or lines[i].bottom - before.bottom >= 1.25 * style.step


def _prose(line: Line) -> bool:
    return not readings(line.text) and len(line.text) >= 40 and line.text[0].isupper()


def sentence(text: str) -> bool:
    """Whether text ends as a sentence does, not as a title: in a stop or comma, in a word and a full stop or colon."""
    text = _ASIDE.sub("。", text.rstrip("*†‡ "))
    return text[-1:] in _STOPS or (text[-1:] in (".", ":") and text[-3:-1].isalpha())


def paragraph(line: Line, number: Number) -> bool:
    """Whether a paragraph is a numbered provision, as rulebooks (3.4 A firm must ...) and acts (9. (1) A person ...) have them."""
    if line.size or line.rank is not None or number.family != "decimal" or not number.title:
        return False
    return number.title.startswith("(1)") or (len(number.path) > 1 and (sentence(number.title) or len(number.title) > 80))
