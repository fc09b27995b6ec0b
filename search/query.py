"""What is asked, as a tree that every engine can answer. Terms are analysed already; nothing here is text to be parsed.

`Query.tree` alone decides what is found. What is found is ranked by the terms of `Query.scored` (weighted BM25, summed over the
best matching places) and, among the best candidates only, by `Query.rescored`. A term may be scored and yet find nothing.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import msgspec

Field = Literal["text", "heading", "path", "title", "number"]
DateField = Literal["issued", "effective", "year"]
EVERY_FIELD: Final[tuple[tuple[Field, float], ...]] = tuple((name, 1.0) for name in get_args(Field))


class Term(msgspec.Struct, frozen=True):
    """Sections that hold a term; in any field where `field` is None. See `search.analysis` for the forms of terms."""

    form: str
    field: Field | None = None


class Phrase(msgspec.Struct, frozen=True):
    """Sections that hold terms at these distances from the first, all in one field (any one, where `field` is None)."""

    forms: tuple[str, ...]
    offsets: tuple[int, ...]
    field: Field | None = None


class Prefix(msgspec.Struct, frozen=True):
    """Sections that hold an exact word that starts so."""

    start: str
    field: Field | None = None


class Is(msgspec.Struct, frozen=True):
    """Sections of documents whose fact has one of these values: a facet's name, `document` or `id`; or sections of a `kind`."""

    name: str
    values: tuple[str, ...]


class Range(msgspec.Struct, frozen=True):
    """Sections of documents with a date between two, both inclusive (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`); None leaves an end open."""

    field: DateField
    low: str | None
    high: str | None


class Everything(msgspec.Struct, frozen=True):
    """All sections."""


class And(msgspec.Struct, frozen=True):
    """Sections that all of `wanted` find and none of `unwanted`. An empty `wanted` finds everything."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


class Or(msgspec.Struct, frozen=True):
    """Sections that at least `least` of the parts find. No parts find nothing."""

    parts: tuple[Node, ...]
    least: int = 1


Node = Term | Phrase | Prefix | Is | Range | Everything | And | Or


class Scored(msgspec.Struct, frozen=True):
    """A term, a phrase or a prefix that makes a section better by `weight` times its BM25.

    One that names no field counts in every field as much as `Query.fields` says.
    """

    leaf: Term | Phrase | Prefix
    weight: float = 1.0


class Prior(msgspec.Struct, frozen=True):
    """The score of every section of a document with this fact is multiplied by `factor`."""

    name: str
    value: str
    factor: float


class Query(msgspec.Struct, frozen=True):
    """A search for an engine: what is found, what makes it good, and what is looked at in the best candidates alone.

    Of what is found, all that the first of `tiers` finds comes before all that only the second finds, and that before the rest;
    inside a tier the score decides. `rescored` leaves look in the text alone. `fields` says of every field what it counts for a
    leaf of `scored` that names none.
    """

    tree: Node
    scored: tuple[Scored, ...] = ()
    rescored: tuple[Scored, ...] = ()
    tiers: tuple[Node, ...] = ()
    priors: tuple[Prior, ...] = ()
    fields: tuple[tuple[Field, float], ...] = EVERY_FIELD
