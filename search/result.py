"""What is asked and what is answered, the same for the page, the JSON endpoint and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from corpus import Document, Located

Group = Literal["section", "document"]
Sort = Literal["relevance", "-issued", "issued"]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A search as it was asked. `filters` has facet names with the values chosen; `as_of` is a date `YYYY-MM-DD`.

    `page` counts from 1, `size` is 1 to 100. `without` names terms whose glossary expansion was taken off by hand.
    """

    text: str
    page: int = 1
    size: int = 10
    group: Group = "section"
    sort: Sort = "relevance"
    filters: Mapping[str, tuple[str, ...]] = {}
    as_of: str | None = None
    expand: bool = True
    without: tuple[str, ...] = ()
    explain: bool = False


class Span(msgspec.Struct, frozen=True, gc=False):
    """A run of a snippet; `mark` where it is what was searched for. A `Struct`, because every answer makes a hundred of them."""

    text: str
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term of the question that names a concept, with the other forms that are searched beside it."""

    term: str
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a hit, as facts to be put into words.

    `named`: the question names the instrument; a place, with the words that stand there and how often, `more` where there are
    further ones; `past`: its `status` counts less; `score`.
    """

    kind: Literal["named", "text", "heading", "title", "path", "number", "past", "score"]
    words: tuple[tuple[str, int], ...] = ()
    more: bool = False
    status: str = ""
    score: float = 0.0


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A section that answers, in its document; `document` comes without sections. `explanation` is filled for `explain`.

    With `group="document"` the hit is the document's best section and `more` has its next best ones.
    """

    score: float
    document: Document
    located: Located
    snippet: tuple[Span, ...]
    explanation: tuple[Reason, ...] = ()
    more: tuple[Hit, ...] = ()


class FacetValue(msgspec.Struct, frozen=True, gc=False):
    """A value of a facet with the hits it has when only the other facets' choices hold."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Relief:
    """For a question without hits: a filter or a part of it to take off, and how many hits that gives.

    For a part of the question, `text` is the whole question to ask then, and `instead` what stands in its place, if anything.
    """

    remove: str
    facet: str | None
    total: int
    text: str | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """An article in its common form (第900条) that the instrument named in a question neither has nor speaks of, as it is held."""

    article: str
    document: Document


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a question. `total` counts hits (sections, or documents when grouped); `notes` are near misses explained."""

    question: Question
    interpreted: str
    expansions: tuple[Expansion, ...]
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    suggestion: str | None = None
    relief: tuple[Relief, ...] = ()
    absent: tuple[Absent, ...] = ()
    notes: tuple[str, ...] = ()
