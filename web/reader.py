"""The document as it is read: the part that holds the section asked for, the outline beside it, the facts, the ties to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

import search
from corpus import Document, Section, paths
from corpus.vocabulary import CURRENT
from search import Question
from web import addresses, arguments, passages
from web.library import Library, library
from web.outline import Entry, outline
from web.parts import Part, Piece, parts
from web.relations import Tie, links, ties

reader = Blueprint("reader", __name__)


@dataclass(frozen=True, slots=True)
class Passage:
    """A section, or a piece of one, ready to be shown; `turns` where it begins on another page than the one before it."""

    section: Section
    opens: bool
    turns: bool
    heading: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbouring part: its number from 1, the section it begins with, and its address."""

    number: int
    section: Section
    url: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of a document with everything around it."""

    document: Document
    passages: Sequence[Passage]
    outline: Sequence[Entry]
    number: int
    count: int
    before: Place | None
    after: Place | None
    section: Section | None
    path: Sequence[str]
    ties: Mapping[str, Sequence[Tie]]
    question: Question
    words: str
    matches: int
    original: bool

    @property
    def current(self) -> bool:
        """Whether what is read is in force, as far as is known."""
        status = self.document.metadata.status
        return status in CURRENT or status in (None, "unknown")


@reader.get("/documents/<path:identifier>")
def document(identifier: str) -> str:
    """A document from its beginning, or its part `part` counted from 1."""
    held = library()
    found = held.store.document(identifier)
    cut = parts(found.sections)
    given = request.args.get("part", "1")
    if not (given.isascii() and given.isdecimal() and len(given) < 9 and 1 <= int(given) <= max(1, len(cut))):
        raise NotFound(f"{identifier} has {len(cut)} parts")
    return render_template("document.html", reading=_read(held, found, cut, int(given) - 1, None))


@reader.get("/documents/<path:identifier>/sections/<path:label>")
def section(identifier: str, label: str) -> str:
    """The part of a document that holds a section; the permanent address of the section."""
    held = library()
    found = held.store.document(identifier)
    ordinal = next((place for place, each in enumerate(found.sections) if each.label == label), None)
    if ordinal is None:
        raise NotFound(f"no section {label!r} in {identifier}")
    cut = parts(found.sections)
    index = next(place for place, part in enumerate(cut) if part[-1].ordinal >= ordinal)
    return render_template("document.html", reading=_read(held, found, cut, index, ordinal))


def _read(held: Library, found: Document, cut: Sequence[Part], index: int, ordinal: int | None) -> Reading:
    question = replace(arguments.question(request.args), page=1, filters={}, as_of=None)
    part = cut[index] if cut else ()
    pages = [None, *(piece.section.page for piece in part)]
    shown = [_passage(found, piece, piece.section.page != page, question) for piece, page in zip(part, pages, strict=False)]
    first, last = (part[0].ordinal, part[-1].ordinal) if part else (0, -1)
    words = addresses.words(question)
    return Reading(
        document=found,
        passages=shown,
        outline=outline(found.sections, first, last) if part else (),
        number=index + 1,
        count=len(cut),
        before=_place(found, cut, index - 1, words),
        after=_place(found, cut, index + 1, words),
        section=None if ordinal is None else found.sections[ordinal],
        path=() if ordinal is None else list(paths(found.sections))[ordinal],
        ties=ties(found, held.store),
        question=question,
        words=words,
        matches=sum(each.body.count("<mark>") + each.heading.count("<mark>") for each in shown),
        original=_held(held, found),
    )


def _held(held: Library, found: Document) -> bool:
    path = held.store.original(found.id)
    return path is not None and path.exists()


def _passage(found: Document, piece: Piece, turns: bool, question: Question) -> Passage:
    section, heading = piece.section, piece.section.heading or ""
    marks = passages.marks(search.mark(section.text, question)) if question.text else []
    above = passages.marks(search.mark(heading, question)) if question.text else []
    return Passage(
        section,
        piece.opens,
        turns,
        Markup(passages.inline(heading, 0, (), above)),
        passages.render(piece.text, links(found, section), marks, offset=piece.start),
    )


def _place(found: Document, cut: Sequence[Part], index: int, words: str) -> Place | None:
    if not 0 <= index < len(cut):
        return None
    query = "&".join([*([words] if words else []), f"part={index + 1}"])
    return Place(index + 1, cut[index][0].section, f"{addresses.document_path(found.id)}?{query}")
