"""Two texts beside one another, clause by clause: a draft and its final text, an old version and a new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from corpus import Document, Section, Store
from corpus.chain import STEPS, lineage, steps
from corpus.comparison import Comparison, compare
from search import Question
from web.addresses import encode
from web.clauses import Row, changed, pages, rows, rows_beside
from web.language import wanted
from web.library import library
from web.parts import chosen_part
from web.standing import today

blueprint = Blueprint("comparing", __name__)

LISTED = 80  # changes in the list on top


@dataclass(frozen=True, slots=True)
class Choice:
    """Two texts to compare and the language of the sections compared; `languages` are those both have.

    `entries` says that it is what Bluebook wrote of them, for want of the texts.
    """

    old: Document
    new: Document
    language: str
    languages: Sequence[str]
    entries: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of the catalogue of which one became the other: by what step, `superseded`, `finalised` or `revised`."""

    step: str
    old: Document
    new: Document


@blueprint.get("/compare")
def comparison() -> str:
    """Two texts compared, or the pairs there are to choose from."""
    old, new = request.args.get("old", ""), request.args.get("new", "")
    store = library().store
    if not old or not new:
        return render_template(
            "pairs.html", pairs=pairs(store), versions=_versions(store, old or new), given=(old, new), **_plain()
        )
    choice = _chosen(store, old, new)
    found = _compared(_clauses(choice.old, choice.language), _clauses(choice.new, choice.language)) if choice.languages else None
    cut = pages((rows_beside if choice.entries else rows)(found)) if found else []
    part = chosen_part(request.args.get("part"), len(cut))
    return render_template(
        "compare.html",
        choice=choice,
        counts=found.counts if found else {},
        cut=cut,
        part=part,
        rows=cut[part - 1] if cut else (),
        changed=list(changed(cut)),
        listed=LISTED,
        versions=_versions(store, choice.new.id, choice.old, choice.new),
        given=(choice.old.id, choice.new.id),
        page_of=_pager(old, new, choice),
        today=today(),
        **_plain(),
    )


@blueprint.get("/documents/<path:old>/compare/<path:new>")
def compared(old: str, new: str) -> Response:
    """The same by the documents' own addresses."""
    return redirect(f"/compare?old={encode(old)}&new={encode(new)}", 303)


def _plain() -> Mapping[str, Question]:
    return {"question": Question(text="")}


def _chosen(store: Store, old: str, new: str) -> Choice:
    """The documents meant: for instruments their texts where both are held in one language, else their entries."""
    pair = store.document(old), store.document(new)
    if request.args.get("of") != "entries" and all(each.metadata.role == "entry" for each in pair):
        texts = _texts(store, pair)
        if texts is not None:
            pair = store.document(texts[0].id), store.document(texts[1].id)
    one, two = (list(dict.fromkeys(section.language or each.language or "" for section in each.sections)) for each in pair)
    both = [language for language in one if language in two]
    asked = request.args.get("language") or wanted()
    language = asked if asked in both else both[0] if both else ""
    return Choice(*pair, language, both, all(each.metadata.role == "entry" for each in pair))


def _texts(store: Store, pair: Sequence[Document]) -> tuple[Document, Document] | None:
    """Texts held of both instruments in one language, the official ones first."""
    olds, news = ([each for each in store.texts_of(entry.id) if each.metadata.role != "entry"] for entry in pair)
    alike = [(old, new) for old in olds for new in news if old.language == new.language]
    return min(alike, key=lambda both: [each.metadata.role != "text" for each in both], default=None)


def _clauses(document: Document, language: str) -> tuple[Section, ...]:
    """The sections to compare: those of the language, without title pages."""
    spoken = (section for section in document.sections if (section.language or document.language or "") == language)
    return tuple(section for section in spoken if section.kind != "front")


@lru_cache(maxsize=8)
def _compared(old: tuple[Section, ...], new: tuple[Section, ...]) -> Comparison:
    return compare(old, new)


def _versions(store: Store, identifier: str, *chosen: Document) -> list[Document]:
    """What a text can be compared with: the texts of its line, what is held of each, and those chosen, the oldest first."""
    if not identifier:
        return []
    found = store.document(identifier)
    instrument = found.metadata.instrument or found.id
    line = lineage(instrument, lambda some: store.ties(some, STEPS))
    held = {each.id: each for member in line.members for each in _best(store.texts_of(member))}
    return sorted(
        {each.id: each for each in (*held.values(), *chosen)}.values(), key=lambda each: (each.metadata.issued or "9999", each.id)
    )


def _best(held: Sequence[Document]) -> Sequence[Document]:
    """The texts of an instrument, its entry only where there are none."""
    return [each for each in held if each.metadata.role != "entry"] or held


def pairs(store: Store) -> list[Pair]:
    """Every draft with its final text and every text with its successor in the catalogue, the newest first."""
    held = {each.id: each for each in store.entries()}
    found = [
        Pair(step, held[old], held[new])
        for step, tied in steps(store.ties(held, STEPS)).items()
        if step != "amended"
        for old, new in tied
        if old in held and new in held
    ]
    return sorted(found, key=lambda pair: (pair.new.metadata.issued or "", pair.new.id, pair.old.id), reverse=True)


def _pager(old: str, new: str, choice: Choice) -> object:
    kept = f"/compare?old={encode(old)}&new={encode(new)}"
    if request.args.get("of") == "entries":
        kept += "&of=entries"

    def address(part: int, row: Row | None = None, language: str | None = None) -> str:
        spoken = language or (choice.language if len(choice.languages) > 1 else "")
        said = (f"&language={encode(spoken)}" if spoken else "") + (f"&part={part}" if part > 1 else "")
        return f"{kept}{said}{f'#c{row.number}' if row else ''}"

    return address
