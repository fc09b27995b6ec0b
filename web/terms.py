"""Terms of the glossary where they stand in a text: found without slowing the page, explained once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from markupsafe import escape

from corpus import glossary
from corpus.glossary import Concept
from web.addresses import segment
from web.passages import Layer

SHORTEST_HAN = 3  # characters: shorter names are everyday words
SHORTEST_LATIN = 3
LONG_WORD = 10  # letters: shorter single words (approval, sponsor) are everyday ones, too
START = 2  # characters by which forms are looked up


@lru_cache(maxsize=1)
def concepts() -> Mapping[str, Concept]:
    """The glossary."""
    return glossary.load()


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Sequence[tuple[str, Concept]]]:
    """Every form of every concept by its first characters, case folded, the longest first."""
    found: dict[str, list[tuple[str, Concept]]] = defaultdict(list)
    for concept in concepts().values():
        for form in concept.forms():
            if telling(form):
                found[form[:START].lower()].append((form, concept))
    return {start: sorted(listed, key=_length, reverse=True) for start, listed in found.items()}


def telling(form: str) -> bool:
    """Whether a form says more than an everyday word: abbreviations, names of several words, long words, Han names."""
    if not form.isascii():
        return len(form) >= SHORTEST_HAN
    return len(form) >= SHORTEST_LATIN and (not form.islower() or not form.isalpha() or len(form) >= LONG_WORD)


def _length(pair: tuple[str, Concept]) -> int:
    return len(pair[0])


def occurrences(text: str) -> Iterator[tuple[int, int, Concept]]:
    """Where terms stand: start, end, concept; the longest form at each place, none inside another. A Latin form is a whole word."""
    folded = text.lower()
    if len(folded) != len(text):  # a letter whose small form is longer: places would not hold
        return
    known, place = forms(), 0
    while place < len(folded) - 1:
        for form, concept in known.get(folded[place : place + START], ()):
            end = place + len(form)
            if _stands(form, text, folded, place) and (not form.isascii() or _whole(folded, place, end)):
                yield place, end, concept
                place = end - 1
                break
        place += 1


def _stands(form: str, text: str, folded: str, place: int) -> bool:
    """An abbreviation stands only in its own case (WHO is not who); other forms in any."""
    return text.startswith(form, place) if form.isupper() else folded.startswith(form.lower(), place)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


class Explainer:
    """Explains each concept where it first stands on a page, in the language of the interface."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._told: set[str] = set()

    def layers(self, text: str, taken: Sequence[Layer], start: int, end: int) -> list[Layer]:
        """Links to the glossary over the terms between `start` and `end`, where no other link is."""
        found = []
        for first, last, concept in occurrences(text):
            if not start <= first < last <= end or concept.id in self._told:
                continue
            if not any(layer.start < last and first < layer.end for layer in taken):
                self._told.add(concept.id)
                found.append(Layer(first, last, self._opening(concept), "</a>"))
        return found

    def _opening(self, concept: Concept) -> str:
        other, meaning = (concept.en, concept.definition.zh) if self.language == "zh" else (concept.zh, concept.definition.en)
        name = f"{concept.zh} · {concept.en}" if other else concept.zh
        return f'<a class="term" href="/glossary/{segment(concept.id)}" data-tip="{escape(name)}: {escape(meaning)}">'
