"""Terms of the glossary where they stand in a text: found without slowing the page, explained once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

from corpus import glossary
from corpus.glossary import Concept
from web.addresses import segment
from web.passages import Layer

SHORTEST = 3  # characters: shorter Han names are everyday words; forms are looked up by so many
LONG_WORD = 10  # letters: shorter single words (approval, sponsor) are everyday ones, too


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a concept in small letters; an `exact` one stands only in its own case (WHO is not who)."""

    text: str
    folded: str
    exact: bool
    latin: bool
    concept: Concept


@lru_cache(maxsize=1)
def concepts() -> Mapping[str, Concept]:
    """The glossary."""
    return glossary.load()


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Sequence[Form]]:
    """Every telling form of every concept by its first characters, the longest first."""
    found: dict[str, list[Form]] = defaultdict(list)
    for concept in concepts().values():
        for form in filter(telling, concept.forms()):
            found[form[:SHORTEST].lower()].append(Form(form, form.lower(), form.isupper(), form.isascii(), concept))
    return {start: sorted(listed, key=_length, reverse=True) for start, listed in found.items()}


def telling(form: str) -> bool:
    """Whether a form says more than an everyday word: abbreviations, names of several words, long words, Han names."""
    if len(form) < SHORTEST:
        return False
    return not form.isascii() or not form.islower() or not form.isalpha() or len(form) >= LONG_WORD


def _length(form: Form) -> int:
    return len(form.text)


def occurrences(text: str) -> Iterator[tuple[int, int, Concept]]:
    """Where terms stand: start, end, concept; the longest form at each place, none inside another. A Latin form is a whole word."""
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose small form is longer: places would not hold
        return
    known, free = forms(), 0
    for place in range(len(folded) - SHORTEST + 1):
        here = known.get(folded[place : place + SHORTEST])
        if here is None or place < free:
            continue
        for form in here:
            end = place + len(form.text)
            stands = text.startswith(form.text, place) if form.exact else folded.startswith(form.folded, place)
            if stands and not (form.latin and _inside(folded, place, end)):
                yield place, end, form.concept
                free = end
                break


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a word goes on before or after."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())


class Explainer:
    """Explains each concept where it first stands on a page, in the language of the interface."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._told: set[str] = set()

    def layers(self, text: str, taken: Sequence[Layer], start: int) -> list[Layer]:
        """Links to the glossary over the terms of a text that begins at `start` of its section, where no other link is."""
        found = []
        for first, last, concept in occurrences(text):
            first, last = first + start, last + start
            if concept.id not in self._told and not any(layer.start < last and first < layer.end for layer in taken):
                self._told.add(concept.id)
                found.append(Layer(first, last, self._opening(concept), "</a>"))
        return found

    def _opening(self, concept: Concept) -> str:
        other, meaning = (concept.en, concept.definition.zh) if self.language == "zh" else (concept.zh, concept.definition.en)
        name = f"{concept.zh} · {concept.en}" if other else concept.zh
        return f'<a class="term" href="/glossary/{segment(concept.id)}" data-tip="{escape(name)}: {escape(meaning)}">'
