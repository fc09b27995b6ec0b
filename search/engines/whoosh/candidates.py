"""The second look: words, Han characters and pairs of words among the texts of a few sections, all counted in one reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64, starts_of
from search.engines.whoosh.inverted import K1
from search.engines.whoosh.tables import borrow, keep
from search.engines.whoosh.terms import Terms
from search.query import Phrase, Scored, Term

TEXT = 0  # the number of the field that is read
UNSEEN = 15  # sections with a pair of words for each candidate with it; obliqa, scifact nDCG .707, .704; with 1 .706, .701


def rescored(terms: Terms, leaves: Sequence[Scored], candidates: Int64) -> Float32:
    """What the leaves add to some sections, float32 [candidates]; `candidates` rise.

    A leaf is an exact word, a Han character, or a phrase of them, in the text; others add nothing. The idf of a phrase is that of
    its rarest term, of a pair of words that of as many sections as `UNSEEN` for each candidate with it: its own would cost a look
    at all sections.
    """
    wanted = _Wanted(terms, leaves)
    if not wanted.numbers:
        return np.zeros(len(candidates), np.float32)
    begins = terms.snapshot.begins
    bounds = [*candidates.searchsorted(begins).tolist(), len(candidates)]
    readings = [
        _Reading(terms, number, candidates[low:high] - begins[number], wanted.numbers).impacts(wanted)
        for number, (low, high) in enumerate(pairwise(bounds))
        if low < high
    ]
    factors = _factors(terms, wanted, readings)
    return np.concatenate([found @ factors for found in readings])


def _factors(terms: Terms, wanted: _Wanted, readings: Sequence[Float32]) -> Float32:
    """What each thing gives that is wanted: nothing, the forms by their numbers, the pairs by how many candidates they stand in,
    the phrases.
    """
    singles = [wanted.singles.get(number, 0.0) for number in range(len(wanted.numbers) + 1)]
    pairs = [*wanted.pairs.values()]
    if pairs:
        own = slice(len(singles), len(singles) + len(pairs))
        often = reduce(add, [np.add.reduce(found[:, own] > 0) for found in readings]).tolist()
        most = terms.snapshot.size
        pairs = [weight * terms.idf(min(UNSEEN * count, most), TEXT) for weight, count in zip(pairs, often, strict=True)]
    return np.array([*singles, *pairs, *[factor for _, _, factor in wanted.phrases]], np.float32)


class _Wanted:
    """What is looked for: `numbers` of the forms, from 1, and what each of them, each pair side by side and each phrase gives,
    pairs but for their idf. Leaves of which some form stands nowhere are left out.
    """

    def __init__(self, terms: Terms, leaves: Sequence[Scored]) -> None:
        self.numbers: dict[str, int] = {}
        self.singles: dict[int, float] = {}
        self.pairs: dict[tuple[int, ...], float] = {}
        self.phrases: list[tuple[tuple[int, ...], tuple[int, ...], float]] = []
        for scored in leaves:
            leaf, weight = scored.leaf, scored.weight
            if leaf.field not in ("text", None):
                continue
            if isinstance(leaf, Term):
                self._add_one(terms, leaf.form, weight)
            elif isinstance(leaf, Phrase):
                self._add_phrase(terms, leaf, weight)

    def _add_one(self, terms: Terms, form: str, weight: float) -> None:
        known = terms.known(form)
        if known.counts[TEXT]:
            number = self.numbers.setdefault(form, len(self.numbers) + 1)
            self.singles[number] = self.singles.get(number, 0.0) + weight * known.idfs[TEXT]

    def _add_phrase(self, terms: Terms, leaf: Phrase, weight: float) -> None:
        known = [terms.known(form) for form in leaf.forms]
        if not known or 0 in [each.counts[TEXT] for each in known]:
            return
        numbers = tuple([self.numbers.setdefault(form, len(self.numbers) + 1) for form in leaf.forms])
        if leaf.offsets == (0, 1):
            self.pairs[numbers] = weight
        elif len(numbers) > 1:
            self.phrases.append((numbers, leaf.offsets, weight * max([each.idfs[TEXT] for each in known])))
        else:
            self._add_one(terms, leaf.forms[0], weight)


class _Reading:
    """The texts of n sections of a segment: `slots` uint8 or uint16 [places] says which of the wanted forms stands
    there, 0 for none; `at` int64 [found] where any does, `there` which, and `sections` int64 [found] in which of the sections.
    """

    def __init__(self, terms: Terms, part: int, rows: Int64, known: Mapping[str, int]) -> None:
        units, named, highest, begins, ends, norms = terms.snapshot.texts[part]
        begins, ends, self._norms = begins.take(rows), ends.take(rows), norms.take(rows)
        texts = b"".join([units[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)])
        table = borrow(np.uint8 if len(known) < 256 else np.uint16, highest + 1)
        stood = [(terms.number(form, TEXT, part), number) for form, number in known.items()]
        held = [(unit, number) for term, number in stood if term >= 0 and (unit := named.item(term))]
        for unit, number in held:
            table[unit] = number
        self.slots = table.take(np.frombuffer(texts, units.format))
        for unit, _ in held:
            table[unit] = 0
        keep(table)
        self.at = (self.slots != 0).nonzero()[0]
        self.there = self.slots.take(self.at).astype(np.int64)
        self._bounds = self.at.searchsorted(starts_of(ends - begins))

    def impacts(self, wanted: _Wanted) -> Float32:
        """The BM25 of all that is wanted but for its factor, float32 [n, things]."""
        first, rows = len(wanted.numbers) + 1, len(self._norms)
        things = first + len(wanted.pairs) + len(wanted.phrases)
        cells = np.arange(0, rows * things, things).repeat(self._bounds[1:] - self._bounds[:-1])
        found = [cells + self.there]
        if wanted.pairs:
            which, pairs = self._pairs(wanted.pairs, first)
            found.append(cells.take(which) + pairs)
        for number, (numbers, offsets, _) in enumerate(wanted.phrases, first + len(wanted.pairs)):
            found.append(cells.take(self._phrase(numbers, offsets)) + number)
        counts = np.bincount(np.concatenate(found), minlength=rows * things)
        impacts = counts.reshape(-1, things).astype(np.float32)
        impacts *= np.float32(K1 + 1) / (impacts + self._norms[:, None])
        return impacts

    def _pairs(self, pairs: Mapping[tuple[int, ...], float], first: int) -> tuple[Int64, Int64]:
        """Which of the words found stand side by side with the next, and which pair it is, counted from `first`."""
        table = np.zeros((first, first), np.int64)
        for number, pair in enumerate(pairs, first):
            table[pair] = number
        beside = (self.at[1:] - self.at[:-1] == 1).nonzero()[0]
        found = table[self.there.take(beside), self.there[1:].take(beside)]
        held = found.nonzero()[0]
        return beside.take(held), found.take(held)

    def _phrase(self, numbers: Sequence[int], offsets: Sequence[int]) -> Int64:
        """Which of the words found begin a phrase."""
        which: Int64 = (self.there == numbers[0]).nonzero()[0]
        which = which.compress(self.at.take(which) < len(self.slots) - offsets[-1])
        for number, offset in zip(numbers[1:], offsets[1:], strict=True):
            if not len(which):
                break
            which = which.compress(self.slots.take(self.at.take(which) + offset) == number)
        return which
