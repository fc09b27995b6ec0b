"""The addresses of things: searches, documents, sections. All are paths on this host, percent-encoded, built without a router."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, quote_plus

from werkzeug.routing import PathConverter

from search import Question

LONGEST_WORDS = 80  # characters of a question that go from page to page
_AMBIGUOUS = re.compile(r"^/|^\.{1,2}$|/(?:sections|cite|original|pages|compare|beside|articles)\b|\.md$|~(?:2[EF]|7E)")
_ESCAPED = re.compile(r"[~/]|^\.|\.(?=md$)")
_ESCAPE = re.compile("~(2[EF]|7E)")
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[0-9]+)*")  # is the same in every part of an address
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=20_000)
def encode(value: str) -> str:
    """A value as it stands in a query string."""
    return quote_plus(value, errors="replace")


@lru_cache(maxsize=20_000)
def segment(value: str) -> str:
    """An id as it stands in a path. One that would be taken for more of the path is escaped once more, for `Identifier`."""
    if _AMBIGUOUS.search(value):
        value = _ESCAPED.sub(_escape, value)
    return _quoted(value)


def _quoted(value: str) -> str:
    return quote(value, safe="!$'()*,:;=@", errors="replace")


def _escape(match: re.Match[str]) -> str:
    return f"~{ord(match[0]):02X}"


class Identifier(PathConverter):
    """An id in a path: may have slashes, and what `segment` escaped once more is read back."""

    def to_python(self, value: str) -> str:
        """The id."""
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)


def anchor(label: str) -> str:
    """The HTML id of a section: its label, without the white space an HTML id cannot have."""
    return _SPACE.sub("_", label)


def document_path(identifier: str) -> str:
    """The page of a document."""
    return f"/documents/{segment(identifier)}"


def section_path(document: str, label: str) -> str:
    """The permanent address of a section: the page that has it, at the section. A document without sections is its own."""
    if label == document:
        return document_path(document)
    if _PLAIN.fullmatch(label):
        return f"/documents/{segment(document)}/sections/{label}#{label}"
    return f"/documents/{segment(document)}/sections/{segment(label)}#{_quoted(anchor(label))}"


def beside_path(first: str, second: str) -> str:
    """The page that shows two texts of an instrument side by side."""
    return f"/documents/{segment(first)}/beside/{segment(second)}"


def within(document: str, label: str, query: str) -> str:
    """The address of a section with the words of a search marked; `query` is what `words` gives."""
    path, _, place = section_path(document, label).partition("#")
    return f"{path}{query and '?' + query}{place and '#' + place}"


def pairs(question: Question, *, besides: str | None = None, filters: bool = True) -> list[str]:
    """Every choice of a question that is not the default, as `name=value`; without page, without one named `besides`."""
    found = [f"q={encode(question.text)}"] if question.text and besides != "q" else []
    for name, value, default in (
        ("size", str(question.size), "10"),
        ("group", question.group, "section"),
        ("sort", question.sort, "relevance"),
        ("as_of", question.as_of or "", ""),
        ("expand", "1" if question.expand else "0", "1"),
        ("explain", "1" if question.explain else "0", "0"),
    ):
        if value != default and name != besides:
            found.append(f"{name}={encode(value)}")
    if filters:
        found += [pair for facet, values in question.filters.items() if facet != besides for pair in chosen(facet, values)]
    if besides != "without":
        found.extend(chosen("without", question.without))
    return found


def chosen(name: str, values: Iterable[str]) -> list[str]:
    """Several values of one parameter."""
    return [f"{name}={encode(value)}" for value in values]


def search_path(
    question: Question, *, base: str = "/search", page: int = 1, besides: str | None = None, extra: Iterable[str] = ()
) -> str:
    """The address of a search; the first page goes without saying."""
    found = [*pairs(question, besides=besides), *extra]
    if page != 1:
        found.append(f"page={page}")
    return f"{base}?{'&'.join(found)}" if found else base


def words(question: Question) -> str:
    """What of a question says which words are marked: the text and its expansions, without filters and paging.

    Of a long text its beginning: a page has a hundred links that carry it.
    """
    text, without = question.text[:LONGEST_WORDS], question.without if len(question.text) <= LONGEST_WORDS else ()
    found = [f"q={encode(text)}"] if text else []
    if not question.expand:
        found.append("expand=0")
    return "&".join([*found, *chosen("without", without)])
