"""What makes a section good for the words of a question: the terms that are scored, and with what weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from search import weights
from search.analysis import COUNTED, Unit, units, variants
from search.fillers import FILLERS
from search.fold import fold
from search.numerals import counted
from search.query import And, Field, Node, Phrase, Prefix, Term

Leaf = Term | Phrase | Prefix
Units = list[Unit]
BETWEEN: Final = {"han": "", "word": "-"}
"""What stands between two units of one word."""


@dataclass(slots=True)
class Ranking:
    """What is scored, gathered while the tree is built; a leaf that comes twice counts once, with its higher weight.

    In a `sentence` no few words come before all others.
    """

    scored: dict[Leaf, float] = field(default_factory=dict)
    rescored: dict[Leaf, float] = field(default_factory=dict)
    tiers: list[Node] = field(default_factory=list)
    fields: tuple[tuple[Field, float], ...] = weights.FIELDS
    sentence: bool = False
    started: int = 0

    def may_start(self) -> bool:
        """Whether one more word may stand for all that start so; each is hundreds of words to look up."""
        self.started += 1
        return self.started <= weights.MOST_STARTED

    def expand(self, text: str, place: Field | None, good: bool) -> list[Node]:
        """The other names of what a text names, to be found beside it; none, unless an expander says so."""
        return []

    def add(self, leaves: Iterable[Leaf], weight: float) -> None:
        """Score leaves in every section; one that names no field in every field, as much as that counts."""
        for leaf in leaves:
            if weight > self.scored.setdefault(leaf, weight):
                self.scored[leaf] = weight

    def add_late(self, leaves: Iterable[tuple[Leaf, float]]) -> None:
        """Score leaves, each by its weight, in the best candidates only."""
        for leaf, weight in leaves:
            if weight > self.rescored.setdefault(leaf, weight):
                self.rescored[leaf] = weight


@lru_cache(maxsize=4096)
def split(text: str) -> list[Units]:
    """The words of a piece of a question: runs of Han characters, and words with what hyphens join to them.

    Kept, for a piece is read once to find, once to rank and once to correct it: not to be changed.
    """
    folded = fold(text)
    words: list[Units] = []
    before: Unit | None = None
    for unit in units(folded):
        if before and before.kind == unit.kind and folded[before.end : unit.start] == BETWEEN[unit.kind]:
            words[-1].append(unit)
        else:
            words.append([unit])
        before = unit
    return words


def forms(word: Units) -> list[str]:
    """The terms that a plain word is searched by: pairs of Han characters, or stems, of a compound those of its parts."""
    if len(word) == 1:
        return [main_form(word[0])]
    if word[0].kind == "han":
        return [first.form + second.form for first, second in pairwise(word)]
    return [main_form_of(unit.form) for unit in word if unit.form not in FILLERS] or [joined_form(word)]


def joined_form(word: Units) -> str:
    """The term of a compound written as one word: CAR-T as CART."""
    return main_form_of("".join(unit.form for unit in word))


def main_form(unit: Unit) -> str:
    """The term that finds a word in all its inflections, or a Han character."""
    return unit.form if unit.kind == "han" else main_form_of(unit.form)


def main_form_of(word: str) -> str:
    """The stem's term of a folded word; the word itself where it has no stem."""
    return (variants(word) or (word,))[0]


def phrase_of(found: Units, place: Field | None) -> Term | Phrase:
    """Units exactly as they follow each other: Han characters by overlapping pairs, words as they are."""
    leaves: list[tuple[str, int]] = []
    covered = -1
    for unit, after in zip(found, [*found[1:], None], strict=False):
        if unit.kind == "han" and after is not None and after.kind == "han" and after.position == unit.position + 1:
            leaves.append((unit.form + after.form, unit.position))
            covered = after.position
        elif unit.position != covered:
            leaves.append((unit.form, unit.position))
    if len(leaves) == 1:
        return Term(leaves[0][0], place)
    start = leaves[0][1]
    return Phrase(tuple(form for form, _ in leaves), tuple(position - start for _, position in leaves), place)


def telling(words: list[Units]) -> list[Units]:
    """The words that say something alone, single Han characters not among them; all of them where none does."""
    return [word for word in words if len(word) > 1 or (word[0].kind == "word" and word[0].form not in FILLERS)] or words


def pairs(words: list[Units]) -> list[tuple[str, str]]:
    """Words that stand side by side; of compounds their parts."""
    beside = pairwise([unit for word in words for unit in word])
    return [(one.form, other.form) for one, other in beside if one.kind == other.kind == "word"]


def joined(beside: list[tuple[str, str]], place: Field | None) -> list[Term]:
    """Words side by side written as one: `birthweight` for birth weight, `CART` for CAR-T."""
    telling = [one + other for one, other in beside if one not in FILLERS and other not in FILLERS]
    return [Term(each, place) for each in telling if not each.isdigit()]


def score(words: list[Units], beside: list[tuple[str, str]], place: Field | None, ranking: Ranking) -> None:
    """Score plain words: their terms in each field, then in the best candidates what stands together as in the question."""
    chosen = telling(words)
    terms = [Term(form, place) for word in chosen for form in forms(word)]
    ranking.add(terms, weights.STEM)
    ranking.add_late([*_alone(chosen), *_neighbours(beside), *_whole(words, place)])
    if ranking.sentence or len(chosen) > weights.FEW_WORDS:
        return
    needed = tuple(dict.fromkeys(Term(form, place) for word in chosen for form in _needed(word)))
    if len(needed) > 1:
        ranking.tiers.append(And(needed, weights.UNLIFTED))


def _needed(word: Units) -> list[str]:
    """The terms of which a section with the whole word has each."""
    if word[0].kind == "han" or len(word) == 1:
        return forms(word)
    return [joined_form(word)]


def _alone(words: list[Units]) -> list[tuple[Leaf, float]]:
    """For the best candidates: single Han characters, and words exactly as they are."""
    return [
        (Term(unit.form, "text"), weights.SINGLE if unit.kind == "han" else weights.EXACT)
        for word in words
        for unit in word
        if unit.kind == "han" or main_form_of(unit.form) != unit.form
    ]


def _neighbours(beside: list[tuple[str, str]]) -> list[tuple[Leaf, float]]:
    """For the best candidates: words that stand side by side as in the question."""
    return [(Phrase(pair, (0, 1), "text"), weights.PAIR) for pair in beside]


def _whole(words: list[Units], place: Field | None) -> list[tuple[Leaf, float]]:
    """For the best candidates: all words of a short question as they stand there; Han characters side by side are terms already."""
    flat = [unit for word in words for unit in word]
    if 1 < len(flat) <= weights.SHORT_QUESTION and all(unit.kind == "word" for unit in flat):
        return [(phrase_of(flat, place), weights.PHRASE)]
    return []


def counted_terms(folded: str, place: Field | None) -> list[Term]:
    """The common forms of the counted things and dates in a folded text: of a date, only the most exact one."""
    found = dict(counted(folded))
    return [Term(COUNTED + form, place) for form in found.values()]


def score_counted(terms: list[Term], ranking: Ranking) -> None:
    """Score counted things and dates in their common form."""
    for term in terms:
        ranking.add([term], weights.COUNTED)
        if term.field is None:
            ranking.add([Term(term.form, "heading")], weights.COUNTED_HEADING)
