"""The glossary in a question: a term that names a concept is also searched by the concept's other names, in both languages.

What is added is never hidden: each expansion says which term of the question it belongs to. Short forms that are also common
words (ACT, WHO) count only where they are written as the glossary writes them, and are never added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from msgspec.structs import replace

from corpus import glossary, plain
from corpus.catalogue import REFERENCE
from corpus.glossary import Concept
from search import weights
from search.analysis import HAN_CHAR, Unit, units
from search.fold import fold, fold_mapped
from search.query import Field, Node, Phrase, Term
from search.scoring import Ranking, joined_form, main_form, phrase_of, split

# fmt: off
COMMON_WORDS: Final = frozenset({
    "act", "ad", "ada", "am", "ar", "be", "case", "cat", "circular", "dp", "ds", "ec", "ev", "ft", "ge", "he", "ide", "ind", "lead",
    "ma", "notice", "pa", "pd", "pe", "pi", "sat", "us", "vg", "who",
})
# fmt: on
HEAD: Final = 2
WORDS: Final = REFERENCE / "words.yaml"


@dataclass(frozen=True, slots=True)
class Added:
    """One other name of a concept, as it is shown and as it is searched; `foreign` where it is in the other language.

    One that `repeats` the name it is added to (生物学效价 beside 效价) finds nothing good that the name itself does not.
    """

    name: str
    leaves: tuple[Term | Phrase, ...]
    foreign: bool
    repeats: bool


@dataclass(frozen=True, slots=True)
class Expanded:
    """A term of a question at its place in the original text, with the names that are searched beside it."""

    term: str
    start: int
    end: int
    added: tuple[Added, ...]


@dataclass(slots=True)
class Lexicon:
    """Every name, folded, with all names of what it names; `heads` has the lengths of names by how they begin, see `_head`."""

    names: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    added: dict[str, tuple[Added, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[tuple[str, ...]]) -> Lexicon:
        """The lexicon of some groups of names that name the same."""
        lexicon = cls()
        for group in groups:
            for name in dict.fromkeys(map(fold, group)):
                if len(name) > 1:
                    lexicon.names[name].append(group)
        for name in lexicon.names:
            lengths = lexicon.heads[_head(name, units(name)[0])]
            if len(name) not in lengths:
                lengths.append(len(name))
        for lengths in lexicon.heads.values():
            lengths.sort(reverse=True)
        return lexicon

    def find(self, text: str) -> Iterator[Expanded]:
        """The longest names in an original text, from left to right, with what they add; each name once."""
        folded = fold_mapped(text)
        place, seen = 0, set()
        for unit in [unit for word in split(text) for unit in word]:
            if unit.start < place or not (name := self._at(folded.text, unit)):
                continue
            place = unit.start + len(name)
            start, end = folded.origin(unit.start, place)
            if name not in seen and self._meant(name, text[start:end]):
                seen.add(name)
                yield Expanded(text[start:end], start, end, self._added(name))

    def _at(self, folded: str, unit: Unit) -> str:
        """The longest name that starts with a unit and ends with one, or with its plural; "" where none does."""
        place, head = unit.start, _head(folded, unit)
        lengths = self.heads.get(head, [])
        if head.endswith("s"):
            lengths = lengths + self.heads.get(head[:-1], [])
        for length in lengths:
            name = folded[place : place + length]
            end = place + length + (folded[place + length : place + length + 1] == "s")
            if len(name) == length and name in self.names and not _inside(folded, end):
                return name
        return ""

    def _meant(self, name: str, written: str) -> bool:
        return name not in COMMON_WORDS or any(written in group for group in self.names[name])

    def _added(self, name: str) -> tuple[Added, ...]:
        """The other names, made when a name is first met: threads may make them at once, all make the same."""
        if name in self.added:
            return self.added[name]
        known = {_leaves(name)}
        added = []
        for form in dict.fromkeys(form for group in self.names[name] for form in group):
            leaves = _leaves(fold(form))
            if leaves not in known and fold(form) not in COMMON_WORDS and len(form) > 1:
                known.add(leaves)
                foreign = bool(HAN_CHAR.match(form)) != bool(HAN_CHAR.match(name))
                added.append(Added(form, leaves, foreign, _repeats(fold(form), name)))
        return self.added.setdefault(name, tuple(added))


def _head(folded: str, first: Unit) -> str:
    """How a text begins at a unit: with a word, or with two characters of which the first is Han."""
    return folded[first.start : first.start + HEAD] if first.kind == "han" else first.form


def _by_weight(concept: Concept) -> tuple[str, ...]:
    """The names of a concept, those first that matter most; few traditional ones are others once folded, as 批覆 beside 批复."""
    return (concept.zh, concept.en, *concept.zh_variants, *concept.abbreviations, *concept.en_variants, *concept.zh_hant)


def _repeats(longer: str, name: str) -> bool:
    """Whether a name is part of a longer one, as words of its own."""
    longer, name = longer.replace("-", " "), name.replace("-", " ")
    place = longer.find(name)
    return place >= 0 and not (_inside(longer, place) or _inside(longer, place + len(name)))


def _inside(folded: str, place: int) -> bool:
    """Whether a Latin word goes on across a place."""
    return 0 < place < len(folded) and _latin(folded[place - 1]) and _latin(folded[place])


def _latin(char: str) -> bool:
    return char.isalnum() and not HAN_CHAR.match(char)


@cache
def _leaves(folded: str) -> tuple[Term | Phrase, ...]:
    """A name as it is searched: one word by its stem, a compound as one word, anything longer as a phrase, in the plural too."""
    words = split(folded)
    if len(words) == 1 and len(words[0]) == 1:
        return (Term(main_form(words[0][0])),)
    if len(words) == 1 and words[0][0].kind == "word":
        return (Term(joined_form(words[0])),)
    forms = (folded,) if HAN_CHAR.match(folded[-1]) else (folded, folded[:-1] if folded.endswith("s") else f"{folded}s")
    return tuple(phrase_of(units(form), None) for form in forms)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the shipped glossary and of the plain words of the field, made at the first use."""
    words: list[list[str]] = plain.read(WORDS.read_text(encoding="utf-8"))
    return Lexicon.of([*map(_by_weight, glossary.load().values()), *map(tuple, words)])


@dataclass(slots=True)
class Expanding(Ranking):
    """A ranking that expands plain words by a lexicon, but for the terms that were taken off by hand; `found` is what it did."""

    lexicon: Lexicon = field(default_factory=lexicon)
    without: frozenset[str] = frozenset()
    found: dict[str, Expanded] = field(default_factory=dict)

    def expand(self, text: str, place: Field | None, good: bool) -> list[Node]:
        """The other names of what a text names, scored where it is good to hold them.

        Not so those that repeat the term: with them CAR-T, of seven names, outweighed 效价 in sections that speak of no potency.
        """
        leaves: list[Node] = []
        for expanded in self.lexicon.find(text):
            if (name := fold(expanded.term)) in self.without or not expanded.added:
                continue
            self.found.setdefault(name, expanded)
            for added in expanded.added:
                placed = [replace(leaf, field=place) for leaf in added.leaves] if place else added.leaves
                leaves += placed
                if good and not added.repeats:
                    self.add(placed, weights.FOREIGN if added.foreign else weights.VARIANT)
        return leaves
