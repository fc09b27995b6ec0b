"""A question as it was written, taken apart by `search.parser`: words, phrases, fields and what joins them. Not analysed yet."""

from __future__ import annotations

import msgspec

from search.query import DateField, Field


class Word(msgspec.Struct, frozen=True):
    """A run of characters without spaces, as written."""

    text: str


class Quoted(msgspec.Struct, frozen=True):
    """What stood between quotation marks: these words or characters, exactly and in this order."""

    text: str


class Starts(msgspec.Struct, frozen=True):
    """A word that is to start so, written `regul*`."""

    text: str


class Within(msgspec.Struct, frozen=True):
    """A clause that is to be found in one field of a section."""

    field: Field
    part: Clause


class Fact(msgspec.Struct, frozen=True):
    """A fact of the document: a facet with one of these values."""

    name: str
    values: tuple[str, ...]


class Dated(msgspec.Struct, frozen=True):
    """A date of the document between two, both inclusive; None leaves an end open."""

    field: DateField
    low: str | None
    high: str | None


class Must(msgspec.Struct, frozen=True):
    """A clause that has to be there, written `+word`."""

    part: Clause


class Never(msgspec.Struct, frozen=True):
    """A clause that must not be there, written `-word` or `NOT word`."""

    part: Clause


class All(msgspec.Struct, frozen=True):
    """Clauses joined by `AND`: each has to be there."""

    parts: tuple[Clause, ...]


class Any(msgspec.Struct, frozen=True):
    """Clauses joined by `OR`: one has to be there."""

    parts: tuple[Clause, ...]


class Sequence(msgspec.Struct, frozen=True):
    """Clauses side by side: of the plain words at least one, of everything else each. Empty for an empty question."""

    parts: tuple[Clause, ...]


Clause = Word | Quoted | Starts | Within | Fact | Dated | Must | Never | All | Any | Sequence


def describe(clause: Clause) -> str:
    """The clause in the query language, fully bracketed: what was understood, for people and for `parse` again."""
    match clause:
        case Word(text):
            return text
        case Sequence(parts):
            return " ".join(map(_bracketed, parts))
        case Quoted(text):
            return f'"{text}"'
        case Starts(text):
            return f"{text}*"
        case Within(field, part):
            return f"{field}:{_bracketed(part)}"
        case Fact(name, values):
            stated = ",".join(values)
            return f'{name}:"{stated}"' if " " in stated else f"{name}:{stated}"
        case Dated(field, low, high):
            return f"{field}:{low}" if low == high else f"{field}:{low or ''}..{high or ''}"
        case Must(part):
            return f"+{_bracketed(part)}"
        case Never(part):
            return f"-{_bracketed(part)}"
        case All(parts):
            return " AND ".join(map(_bracketed, parts))
        case Any(parts):
            return " OR ".join(map(_bracketed, parts))


def _bracketed(clause: Clause) -> str:
    if isinstance(clause, Word):
        return clause.text
    return f"({describe(clause)})" if isinstance(clause, All | Any | Sequence) else describe(clause)


def plain_text(clause: Clause) -> str:
    """The plain words of a question, as one text."""
    match clause:
        case Word(text):
            return text
        case Sequence(parts):
            return " ".join([part.text for part in parts if isinstance(part, Word)])
        case _:
            return ""
