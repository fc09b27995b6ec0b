"""A part of a document with everything around it: made from the store for the reader's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

import search
from corpus import Document, Section, Store, paths
from corpus.vocabulary import CURRENT
from search import Question
from web import addresses, passages, terms
from web.bilingual import Row, Tongues, pieces_of
from web.library import Library
from web.outline import Entry, outline
from web.parts import Piece
from web.relations import Tie, cited, links, ties
from web.timeline import Moment, timeline


@dataclass(frozen=True, slots=True)
class Passage:
    """A section, or a piece of one, ready to be shown: `depth` of its heading from 2, `turns` where it begins on another page."""

    section: Section
    opens: bool
    turns: bool
    depth: int
    heading: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbouring part: its number from 1, and the section it begins with."""

    number: int
    section: Section


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of a document with everything around it. `rows` is filled instead of `passages` where two languages stand beside."""

    document: Document
    tongues: Tongues
    passages: Sequence[Passage]
    rows: Sequence[Sequence[Passage | None]]
    outline: Sequence[Entry]
    number: int
    count: int
    before: Place | None
    after: Place | None
    section: Section | None
    path: Sequence[str]
    ties: Mapping[str, Sequence[Tie]]
    texts: Sequence[Document]
    timeline: Sequence[Moment]
    question: Question
    words: str
    original: str | None
    status: str | None

    @property
    def current(self) -> bool:
        """Whether what is read is in force, as far as is known."""
        return self.status in CURRENT or self.status in (None, "unknown")

    @property
    def query(self) -> str:
        """What goes from page to page of the document: the words that are marked and the languages shown."""
        return "&".join(filter(None, (self.words, self.tongues.query)))

    def part(self, place: Place) -> str:
        """The address of a neighbouring part."""
        return f"{addresses.document_path(self.document.id)}?{self.query}{self.query and '&'}part={place.number}"

    @property
    def matches(self) -> int:
        """How many marks are on this page."""
        shown = [*self.passages, *(each for row in self.rows for each in row if each)]
        return sum(each.body.count("<mark>") + each.heading.count("<mark>") for each in shown)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a document: the part by its place from 0, the section by its place in the document, the words to mark."""

    part: int
    section: int | None
    question: Question
    status: str | None
    language: str


def read(held: Library, tongues: Tongues, cut: Sequence[Sequence[Row]], wanted: Wanted) -> Reading:
    """Make the page of a part."""
    found, question = tongues.document, wanted.question
    part = cut[wanted.part] if cut else ()
    layers = Layers.over(found, held.store, question, wanted.language)
    placed = _placed([layers.passage(piece) for piece in pieces_of(part)])
    following = iter(placed)
    path = original if (original := held.store.original(found.id)) and original.exists() else None
    instrument = found.metadata.instrument or found.id
    return Reading(
        document=found,
        tongues=tongues,
        passages=() if tongues.beside else placed,
        rows=[[next(following) if piece else None for piece in row] for row in part] if tongues.beside else (),
        outline=outline(found.sections, sorted({piece.ordinal for piece in pieces_of(part)})) if part else (),
        number=wanted.part + 1,
        count=len(cut),
        before=_place(cut, wanted.part - 1, wanted.language),
        after=_place(cut, wanted.part + 1, wanted.language),
        section=None if wanted.section is None else found.sections[wanted.section],
        path=() if wanted.section is None else list(paths(found.sections))[wanted.section],
        ties=ties(found, held.store),
        texts=[each for each in held.store.texts_of(instrument) if each.id != found.id],
        timeline=timeline(instrument, held.store),
        question=question,
        words=addresses.words(question),
        original=path.name if path else None,
        status=wanted.status,
    )


@dataclass(frozen=True, slots=True)
class Layers:
    """What is laid over the texts of a page: links to what is cited, terms explained once, marks of what was asked."""

    document: Document
    known: Mapping[str, Document]
    explained: terms.Explainer
    question: Question

    @classmethod
    def over(cls, document: Document, store: Store, question: Question, language: str) -> Layers:
        """The layers of a document for a reader of a language who asked a question."""
        return cls(document, cited(document, store), terms.Explainer(language), question)

    def passage(self, piece: Piece) -> Passage:
        """A piece ready to be shown, its heading of the highest depth."""
        section, heading = piece.section, piece.section.heading or ""
        named = Markup(passages.inline(heading, 0, (), self.above(heading)))
        body = passages.render(piece.text, self.below(piece), self.above(piece.text, piece.start), offset=piece.start)
        return Passage(section, piece.opens, False, 2, named, body)

    def below(self, piece: Piece) -> list[passages.Layer]:
        """Links, which marks may stand in."""
        cites = links(self.document, piece.section, self.known, self.explained.language)
        return sorted([*cites, *self.explained.layers(piece.text, cites, piece.start)])

    def above(self, text: str, start: int = 0) -> list[passages.Layer]:
        """Marks of a text that begins at `start` of its section."""
        return passages.marks(search.mark(text, self.question), start) if self.question.text else []


def _placed(shown: Sequence[Passage]) -> list[Passage]:
    """The passages with the depth of their headings on this page, no step left out, and those told that turn the page."""
    found: list[Passage] = []
    above: list[int] = []
    page: int | None = None
    for each in shown:
        while above and above[-1] >= each.section.level:
            above.pop()
        above.append(each.section.level)
        found.append(replace(each, turns=each.section.page != page, depth=min(len(above) + 1, 6)))
        page = each.section.page
    return found


def _place(cut: Sequence[Sequence[Row]], index: int, language: str) -> Place | None:
    if not 0 <= index < len(cut):
        return None
    first = [piece.section for piece in cut[index][0] if piece]
    return Place(index + 1, next((section for section in first if section.language == language), first[0]))
