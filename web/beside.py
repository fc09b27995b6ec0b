"""A text beside its translation, section by section: an official text in one language, a translation of it in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from msgspec.structs import replace
from werkzeug.exceptions import NotFound

from corpus import Document, Section
from corpus.alignment import align
from search import Question
from web import addresses, arguments
from web.columns import Cells, columns
from web.language import wanted
from web.library import Library, library
from web.parts import chosen_part
from web.quotation import LONGEST_TEXT
from web.reading import Layers, Passage

blueprint = Blueprint("beside", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """Two cells ready to be shown; `single` where only one text has the section."""

    left: Passage | None
    right: Passage | None
    single: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A part of two texts side by side. `alone` counts the sections that only the first and only the second has."""

    documents: tuple[Document, Document]
    rows: Sequence[Row]
    asked: Section | None
    number: int
    count: int
    together: int
    alone: tuple[int, int]
    question: Question
    words: str

    def part(self, number: int) -> str:
        """The address of another part."""
        query = "&".join([*([self.words] if self.words else []), f"part={number}"])
        return f"{addresses.beside_path(*(each.id for each in self.documents))}?{query}"


@blueprint.get("/documents/<path:identifier>/beside/<path:other>")
def show(identifier: str, other: str) -> str:
    """Two texts of one instrument in two languages, from the beginning, by `part`, or where a `section` of either stands."""
    held = library()
    first, second = held.store.document(identifier), held.store.document(other)
    if second.id not in (each.id for each in counterparts(first, held.store.texts_of(first.metadata.instrument or ""))):
        raise NotFound(f"{other} is no text of the same instrument in another language than {identifier}")
    pairs = align(first.sections, second.sections)
    cut = columns(pairs, (first, second))
    asked = next((each for pair in pairs for each in pair if each and each.label == request.args.get("section")), None)
    part = chosen_part(request.args.get("part"), len(cut)) if asked is None else _part_of(asked, cut)
    question = replace(arguments.question(request.args, longest=LONGEST_TEXT), page=1, filters={}, as_of=None)
    shown = Beside(
        documents=(first, second),
        rows=list(_rows(held, (first, second), cut[part - 1] if cut else (), question)),
        asked=asked,
        number=part,
        count=len(cut),
        together=sum(None not in pair for pair in pairs),
        alone=(sum(right is None for _, right in pairs), sum(left is None for left, _ in pairs)),
        question=question,
        words=addresses.words(question),
    )
    return render_template("beside.html", beside=shown, question=question)


def counterparts(document: Document, texts: Iterable[Document]) -> list[Document]:
    """Of the texts of an instrument those in another language than the document; entries are no texts."""
    if document.metadata.role == "entry" or not document.metadata.instrument:
        return []
    tongue = (document.language or "")[:2]
    return [each for each in texts if each.metadata.role != "entry" and (each.language or "")[:2] not in ("", tongue)]


def _part_of(asked: Section, cut: Sequence[Sequence[Cells]]) -> int:
    return next(number for number, part in enumerate(cut, 1) if any(cells.holds(asked) for cells in part))


def _rows(held: Library, texts: tuple[Document, Document], part: Iterable[Cells], question: Question) -> Iterator[Row]:
    layers = [Layers.over(document, held.store, question, wanted()) for document in texts]
    for cells in part:
        left, right = (laid.passage(piece) if piece else None for laid, piece in zip(layers, cells.sides, strict=True))
        yield Row(left, right, cells.single)
