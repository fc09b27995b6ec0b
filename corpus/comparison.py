"""Two texts clause by clause: what was added, taken out, changed, moved or only renumbered.

Clauses are the sections of two documents (a draft and its final text, an old version and a new). Equal clauses in the same order
are found first and stand as anchors; between anchors the likest clauses are paired in order; of what is left over, likes are
paired wherever they stand: those have moved. Inside a pair Chinese is compared by character and other scripts by word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import reduce
from operator import or_
from typing import Literal

from corpus.document import Section

Kind = Literal["same", "renumbered", "changed", "moved", "added", "removed"]
Operation = Literal["same", "added", "removed"]
Pair = tuple[str, str, int]

# Two clauses are versions of one another from this share of common pairs of words or characters (Dice's coefficient) on: below it,
# neighbouring articles of one law meet by their set phrases alone; above .6, drafts rewritten in half are taken apart.
LIKE = 0.5
MOST = 250_000  # pairs of clauses weighed against one another (some seconds); beyond it clauses are paired by their numbers
LONGEST = 4000  # tokens of a clause compared one by one; beyond it, whole sentences are

_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|\s+|[^\w\s]")
_WORD = re.compile(r"[\u3400-\u9fff]|[a-z0-9]+")
_SENTENCE = re.compile(r"[^。；！？.;!?\n]*[。；！？.;!?\n]?\s*")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that both have, or one of them."""

    operation: Operation
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the older text, of the newer, or of both; `changes` in reading order, empty where nothing changed."""

    kind: Kind
    old: Section | None
    new: Section | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The clauses in the order of the newer text, those taken out where they stood, and how many there are of each kind."""

    clauses: tuple[Clause, ...]
    counts: dict[Kind, int]


def compare(old: Sequence[Section], new: Sequence[Section]) -> Comparison:
    """Align two texts by clause and mark what changed. Sections that have neither heading nor text are left out."""
    olds, news = _clauses(old), _clauses(new)
    pairs = _in_order(olds, news)
    moved = _moved(olds, news, pairs)
    clauses = [_clause(olds[i], news[j], moved=(i, j) in moved) for i, j in sorted(pairs | moved, key=lambda pair: pair[1])]
    clauses = _with_single(clauses, olds, news, pairs, moved)
    return Comparison(tuple(clauses), dict(Counter(clause.kind for clause in clauses)))


def _clauses(sections: Sequence[Section]) -> list[Section]:
    return [section for section in sections if section.text.strip() or section.heading]


def _plain(section: Section) -> str:
    """What is compared: heading and text, without width, case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", f"{section.heading or ''}{section.text}").casefold())


@dataclass(frozen=True, slots=True)
class _Bag:
    """The pairs of neighbouring words or characters of a clause: one bit for each, and how many there are."""

    bits: int
    count: int

    def like(self, other: _Bag) -> float:
        """Dice's coefficient of two bags."""
        total = self.count + other.count
        return 2 * (self.bits & other.bits).bit_count() / total if total else 0.0


def _bags(olds: Sequence[Section], news: Sequence[Section]) -> tuple[list[_Bag], list[_Bag]]:
    """The bags of two texts over one numbering of the pairs that both have; one that comes again in a clause is another."""
    old, new = (list(map(_pairs, text)) for text in (olds, news))
    shared = set().union(*old) & set().union(*new)
    bits = {pair: 1 << place for place, pair in enumerate(shared)}
    return [_bag(each, bits) for each in old], [_bag(each, bits) for each in new]


def _pairs(section: Section) -> list[Pair]:
    """The pairs of neighbours in a clause, each with how often it came before."""
    tokens = _WORD.findall(unicodedata.normalize("NFKC", f"{section.heading or ''} {section.text}").casefold())
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for pair in zip(tokens, [*tokens[1:], ""], strict=True):
        found.append((*pair, seen[pair]))
        seen[pair] += 1
    return found


def _bag(pairs: Sequence[Pair], bits: Mapping[Pair, int]) -> _Bag:
    return _Bag(reduce(or_, (bits[pair] for pair in pairs if pair in bits), 0), len(pairs))


def _in_order(olds: Sequence[Section], news: Sequence[Section]) -> set[tuple[int, int]]:
    """Pairs of places that keep their order: equal clauses, and between them the likest."""
    pairs: set[tuple[int, int]] = set()
    match = SequenceMatcher(None, [_plain(each) for each in olds], [_plain(each) for each in news], autojunk=False)
    for operation, i1, i2, j1, j2 in match.get_opcodes():
        if operation == "equal":
            pairs.update(zip(range(i1, i2), range(j1, j2), strict=True))
        elif operation == "replace":
            paired = _likest if (i2 - i1) * (j2 - j1) <= MOST else _numbered
            pairs.update((i1 + i, j1 + j) for i, j in paired(olds[i1:i2], news[j1:j2]))
    return pairs


def _likest(olds: Sequence[Section], news: Sequence[Section]) -> list[tuple[int, int]]:
    """The pairs in order whose likeness adds up to the most (longest common subsequence weighted by likeness)."""
    one, two = _bags(olds, news)
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    like = [[old.like(new) for new in two] for old in one]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            paired = like[i][j] + best[i + 1][j + 1] if like[i][j] >= LIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(olds) and j < len(news):
        if like[i][j] >= LIKE and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _numbered(olds: Sequence[Section], news: Sequence[Section]) -> list[tuple[int, int]]:
    """The pairs in order that bear the same number."""
    match = SequenceMatcher(None, [each.number or "" for each in olds], [each.number or "-" for each in news], autojunk=False)
    return [(i + step, j + step) for i, j, length in match.get_matching_blocks() for step in range(length)]


def _moved(olds: Sequence[Section], news: Sequence[Section], pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Likes among what was not paired in order, the likest first, each clause once."""
    paired = list(pairs)
    left = sorted(set(range(len(olds))) - {i for i, _ in paired})
    right = sorted(set(range(len(news))) - {j for _, j in paired})
    if len(left) * len(right) > MOST:
        return set()
    one, two = _bags([olds[i] for i in left], [news[j] for j in right])
    likes = [(old.like(new), i, j) for i, old in zip(left, one, strict=True) for j, new in zip(right, two, strict=True)]
    moved: set[tuple[int, int]] = set()
    taken: set[tuple[str, int]] = set()
    for _, i, j in sorted((each for each in likes if each[0] >= LIKE), reverse=True):
        if not taken & {("old", i), ("new", j)}:
            moved.add((i, j))
            taken |= {("old", i), ("new", j)}
    return moved


def _clause(old: Section, new: Section, *, moved: bool) -> Clause:
    changes = () if (old.heading, old.text) == (new.heading, new.text) else tuple(changes_between(_whole(old), _whole(new)))
    if moved:
        return Clause("moved", old, new, changes)
    if changes:
        return Clause("changed", old, new, changes)
    return Clause("same" if old.number == new.number else "renumbered", old, new)


def _whole(section: Section) -> str:
    return "\n".join(part for part in (section.heading, section.text) if part)


def changes_between(old: str, new: str) -> list[Change]:
    """Runs that both texts have or one of them: joining all but the added gives the old text, all but the removed the new."""
    one, two = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(one), len(two)) > LONGEST:
        one, two = (list(filter(None, _SENTENCE.findall(text))) for text in (old, new))
    changes: list[Change] = []
    for operation, i1, i2, j1, j2 in SequenceMatcher(str.isspace, one, two, autojunk=False).get_opcodes():
        if operation == "equal":
            changes.append(Change("same", "".join(one[i1:i2])))
            continue
        if i2 > i1:
            changes.append(Change("removed", "".join(one[i1:i2])))
        if j2 > j1:
            changes.append(Change("added", "".join(two[j1:j2])))
    return changes


def _with_single(
    clauses: list[Clause],
    olds: Sequence[Section],
    news: Sequence[Section],
    pairs: set[tuple[int, int]],
    moved: set[tuple[int, int]],
) -> list[Clause]:
    """The clauses with those added put in their place, and those taken out behind what stood before them."""
    by_new = {clause.new.id: clause for clause in clauses if clause.new}
    ordered = [by_new.get(section.id) or Clause("added", None, section) for section in news]
    kept = {i for i, _ in pairs | moved}
    follows = {i: news[j].id for i, j in pairs}
    for i, section in enumerate(olds):
        if i in kept:
            continue
        before = next((follows[k] for k in range(i - 1, -1, -1) if k in follows), None)
        place = next((n + 1 for n, clause in enumerate(ordered) if clause.new and clause.new.id == before), 0)
        while place < len(ordered) and ordered[place].kind == "removed":
            place += 1
        ordered.insert(place, Clause("removed", section, None))
    return ordered
