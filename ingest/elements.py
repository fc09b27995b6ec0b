"""A web page as a small immutable tree: what of its markup matters for finding and cutting its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

# Elements that hold no running text.
SILENT = re.compile(
    "applet|audio|canvas|datalist|dialog|embed|frame|head|iframe|input|label|map|menu|meter|nav|noscript|object|optgroup|option"
    "|progress|rp|rt|script|select|style|svg|template|textarea|video"
)
INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|ruby|s|samp|small|span|strike|strong"
    "|sub|sup|time|tt|u|var|wbr"
)
KEPT = ("id", "name", "href", "start", "value", "type", "colspan", "rowspan", "align")
HINTS = ("class", "id", "role", "itemprop", "data-component", "data-testid", "data-qa", "aria-label")
DEEPEST = 150  # levels of markup that are told apart
WHOLE = 40  # characters of direct text from which an element counts as a paragraph
HAN_WORTH = 2  # a character of Han, kana or Hangul says as much as so many letters
LINKED = 0.5  # share of link text from which a paragraph does not count

BREAK = "\x1f"  # where the page breaks a line; counts as white space

_SPACE = re.compile(r"\s+")
_WIDE = re.compile(r"[\u3041-\u9fff\uac00-\ud7af]")
_HEADING = re.compile("h[1-6]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with what it holds: elements and runs of text.

    `hint` is what its author calls it (class, id, role and the like, in lower case). `block` is false for what runs within a line.
    `length` measures all its text, `linked` that in links, `weight` that in whole paragraphs which are not mostly links.
    """

    tag: str
    hint: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Element | str, ...] = ()
    block: bool = True
    length: int = 0
    linked: int = 0
    weight: int = 0

    @property
    def elements(self) -> Iterator[Element]:
        """The elements right below."""
        return (part for part in self.parts if isinstance(part, Element))

    @property
    def text(self) -> str:
        """All text below, white space as it stands."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def walk(self) -> Iterator[Element]:
        """This element and all below, in the order of the page."""
        yield self
        for element in self.elements:
            yield from element.walk()


def measure(text: str) -> int:
    """How much a text says: its characters but for space, those of wide scripts counted `HAN_WORTH` times."""
    return len(_SPACE.sub("", text)) + (HAN_WORTH - 1) * len(_WIDE.findall(text))


def element(tag: str, parts: Iterable[Element | str], hint: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """An element with its measures."""
    parts = tuple(parts)
    block = INLINE.fullmatch(tag) is None or any(isinstance(part, Element) and part.block for part in parts)
    length = linked = weight = direct = joined = 0
    for part in parts:
        if isinstance(part, str):
            direct += measure(part)
        elif part.block:
            length, linked, weight = length + part.length, linked + part.linked, weight + part.weight
        else:
            direct, joined = direct + part.length, joined + part.linked
    if block and direct >= WHOLE and joined < LINKED * direct:
        weight += direct
    length, linked = length + direct, linked + joined
    if tag == "a" and attributes and "href" in attributes:
        linked, weight = length, 0
    return Element(tag, hint, attributes or {}, parts, block, length, linked, weight)


def with_parts(old: Element, parts: Iterable[Element | str]) -> Element:
    """The element with other parts, measured anew."""
    return element(old.tag, parts, old.hint, old.attributes)


def tree(soup: BeautifulSoup) -> Element:
    """The page as a tree without what shows no text: scripts, controls, hidden parts."""
    return element("html", _parts(soup, 0))


def _parts(tag: Tag, depth: int) -> Iterator[Element | str]:
    for child in tag.children:
        if isinstance(child, Tag):
            if SILENT.fullmatch(child.name) or _hidden(child) or (child.name == "button" and not _HEADING.fullmatch(tag.name)):
                continue
            if child.name == "br":
                yield BREAK
            elif depth >= DEEPEST:
                yield child.get_text(" ")
            else:
                yield element(child.name, _parts(child, depth + 1), _hint(child), _attributes(child))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def _hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style") or "")))


def _hint(tag: Tag) -> str:
    values = (tag.get(name) for name in HINTS)
    return " ".join(" ".join(value) if isinstance(value, list) else value for value in values if value).lower()


def _attributes(tag: Tag) -> dict[str, str]:
    return {name: str(tag[name]) for name in KEPT if tag.has_attr(name)}
