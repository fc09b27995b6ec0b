"""The glossary: every concept of the field in both languages, by letter or by kind, and a page for each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from corpus.glossary import Concept
from search import Question
from web.library import library
from web.terms import concepts, telling

blueprint = Blueprint("glossary", __name__)

HITS = 12  # documents a concept's page shows
SOUGHT = 10  # forms that are looked for
ORDERS = ("letter", "category")


@blueprint.get("/glossary")
def glossary() -> str:
    """All concepts, or those of which some form holds the words typed, by letter or by kind."""
    wanted = request.args.get("find", "")[:200]
    order = request.args.get("by", "")
    order = order if order in ORDERS else ORDERS[0]
    found = [concept for concept in concepts().values() if _holds(concept, wanted)]
    groups = grouped(found, order)
    return render_template("glossary.html", groups=groups, count=len(found), wanted=wanted, order=order, question=Question(text=""))


@blueprint.get("/glossary/<identifier>")
def concept(identifier: str) -> str:
    """One concept: its names, what it means, and the instruments where it lives."""
    found = concepts().get(identifier)
    if found is None:
        raise NotFound(f"no concept {identifier!r} in the glossary")
    sought = Question(text=" OR ".join(f'"{form}"' for form in _sought(found)), group="document", size=HITS)
    return render_template(
        "concept.html",
        concept=found,
        related=[(each, named().get(_plain(each))) for each in found.related],
        results=library().find(sought),
        sought=sought,
        question=Question(text=""),
    )


def _sought(concept: Concept) -> Sequence[str]:
    """The forms that say where a concept lives: its preferred names, and the others that are no everyday words."""
    names = dict.fromkeys((concept.zh, concept.en, *(form for form in concept.forms() if telling(form))))
    return [name.replace('"', "") for name in list(names)[:SOUGHT]]


@lru_cache(maxsize=1)
def named() -> Mapping[str, Concept]:
    """The concepts by their preferred names, plain; a name that two have is left to the first."""
    return {_plain(name): each for each in reversed(list(concepts().values())) for name in (each.en, each.zh)}


def _plain(text: str) -> str:
    """A form without width, case, spaces and hyphens."""
    return re.sub(r"[\s\-‐-―·]+", "", unicodedata.normalize("NFKC", text).casefold())


def _holds(concept: Concept, wanted: str) -> bool:
    sought = _plain(wanted)
    return any(sought in _plain(form) for form in concept.forms())


def grouped(found: Iterable[Concept], order: str) -> Mapping[str, Sequence[Concept]]:
    """Concepts by the first letter of their English name (`#` for what begins with none), or by kind; each group in that order."""
    groups: dict[str, list[Concept]] = {}
    for each in sorted(found, key=lambda concept: concept.en.casefold()):
        first = each.en[:1].upper()
        key = each.category if order == "category" else first if first.isascii() and first.isalpha() else "#"
        groups.setdefault(key, []).append(each)
    return groups if order == "category" else dict(sorted(groups.items()))
