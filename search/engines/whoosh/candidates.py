"""The second look: words, Han characters and pairs of words among the texts of a few sections, all counted in one reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from search.engines.whoosh.arrays import Float32, Int64, starts_of
from search.engines.whoosh.inverted import K1, B
from search.engines.whoosh.tables import borrow, give_back
from search.engines.whoosh.terms import Terms
from search.query import Phrase, Prefix, Scored, Term

TEXT = 0  # the number of the field that is read
UNSEEN = 15  # sections with a pair of words for each candidate with it; obliqa, scifact nDCG .707, .704; with 1 .706, .701


def rescored(terms: Terms, leaves: Sequence[Scored], candidates: Int64) -> Float32:
    """What the leaves add to some sections, float32 [candidates]; `candidates` rise.

    A leaf is an exact word, a Han character, or a phrase of them, in the text; others add nothing. The idf of a phrase is that of
    its rarest term, of a pair of words that of as many sections as `UNSEEN` for each candidate with it: its own would cost a look
    at all sections.
    """
    total = np.zeros(len(candidates), np.float32)
    wanted = _Wanted.of(terms, leaves)
    if not wanted.numbers:
        return total
    parts = terms.snapshot.parts
    bounds = [*candidates.searchsorted([part.section for part in parts]).tolist(), len(candidates)]
    readings = [
        (slice(low, high), _Reading(terms, number, candidates[low:high] - parts[number].section, wanted.numbers).impacts(wanted))
        for number, (low, high) in enumerate(pairwise(bounds))
        if low < high
    ]
    factors = _factors(terms, wanted, [found for _, found in readings])
    for own, found in readings:
        total[own] = found @ factors
    return total


def _factors(terms: Terms, wanted: _Wanted, readings: Sequence[Float32]) -> Float32:
    """What each thing gives that is wanted, pairs by how many candidates they stand in."""
    factors, first = wanted.factors, len(wanted.numbers) + 1
    if wanted.pairs:
        pairs = slice(first, first + len(wanted.pairs))
        often = sum((found[:, pairs] > 0).sum(axis=0) for found in readings)
        factors[pairs] *= [terms.idf(min(UNSEEN * count, terms.snapshot.size), TEXT) for count in often.tolist()]
    return factors


@dataclass(slots=True)
class _Wanted:
    """What is looked for: `numbers` of the forms, from 1, and what each of them, each pair side by side and each phrase gives,
    pairs but for their idf.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    singles: dict[int, float] = field(default_factory=dict)
    pairs: dict[tuple[int, ...], float] = field(default_factory=dict)
    phrases: list[tuple[tuple[int, ...], tuple[int, ...], float]] = field(default_factory=list)

    @classmethod
    def of(cls, terms: Terms, leaves: Sequence[Scored]) -> _Wanted:
        """The leaves of which every form stands somewhere."""
        wanted, often = cls(), {}
        for scored in leaves:
            leaf, weight = scored.leaf, scored.weight
            if isinstance(leaf, Prefix) or leaf.field not in ("text", None):
                continue
            forms = (leaf.form,) if isinstance(leaf, Term) else leaf.forms
            for form in forms:
                if form not in often:
                    often[form] = terms.frequencies(form)[TEXT]
            counts = [often[form] for form in forms]
            if not counts or 0 in counts:
                continue
            numbers = wanted.number(forms)
            if isinstance(leaf, Phrase) and leaf.offsets == (0, 1):
                wanted.pairs[numbers] = weight
            elif isinstance(leaf, Phrase) and len(numbers) > 1:
                wanted.phrases.append((numbers, leaf.offsets, weight * terms.idf(min(counts), TEXT)))
            else:
                wanted.singles[numbers[0]] = wanted.singles.get(numbers[0], 0.0) + weight * terms.idf(counts[0], TEXT)
        return wanted

    def number(self, forms: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of some forms."""
        known = self.numbers
        return tuple([known.setdefault(form, len(known) + 1) for form in forms])

    @property
    def factors(self) -> Float32:
        """What each gives: nothing, the forms by their numbers, then the pairs but for their idf, then the phrases."""
        singles = [self.singles.get(number, 0.0) for number in range(len(self.numbers) + 1)]
        return np.array([*singles, *self.pairs.values(), *(factor for _, _, factor in self.phrases)], np.float32)


class _Reading:
    """The texts of n sections of a segment: `slots` uint8 or uint16 [places] says which of the wanted forms stands
    there, 0 for none; `at` int64 [found] where any does, `there` which, and `sections` int64 [found] in which of the sections.
    """

    def __init__(self, terms: Terms, part: int, rows: Int64, known: Mapping[str, int]) -> None:
        segment = terms.snapshot.parts[part].segment
        index, units = segment.inside, segment.texts.units.data
        lengths, begins = index.lengths[TEXT][rows], index.bases[rows]
        extents = np.minimum(index.bases[rows + 1] - begins, lengths * 2 + 1)
        texts = [units[begin:end] for begin, end in zip(begins.tolist(), (begins + extents).tolist(), strict=True)]
        entries = [(terms.entry(form, TEXT, part)[2], number) for form, number in known.items()]
        held = [term for term, _ in entries if term >= 0]
        table = borrow(np.uint8 if len(known) < 256 else np.uint16, int(index.fields[1]) + 1)  # the last one for -1
        table[held] = [number for term, number in entries if term >= 0]
        self.slots = table.take(np.frombuffer(b"".join(texts), np.int32))
        give_back(table, held)
        self.at = (self.slots != 0).nonzero()[0]
        self.there = self.slots[self.at].astype(np.int64)
        bounds = self.at.searchsorted(starts_of(extents))
        self.sections = np.arange(len(rows)).repeat(bounds[1:] - bounds[:-1])
        self._norms = lengths.astype(np.float32) * np.float32(K1 * B / terms.snapshot.averages[TEXT]) + np.float32(K1 * (1 - B))

    def impacts(self, wanted: _Wanted) -> Float32:
        """The BM25 of all that is wanted but for its factor, float32 [n, things]."""
        first = len(wanted.numbers) + 1
        things = first + len(wanted.pairs) + len(wanted.phrases)
        found = [self.sections * things + self.there]
        if wanted.pairs:
            which, pairs = self._pairs(wanted.pairs, first)
            found.append(self.sections[which] * things + pairs)
        for number, (numbers, offsets, _) in enumerate(wanted.phrases, first + len(wanted.pairs)):
            found.append(self.sections[self._phrase(numbers, offsets)] * things + number)
        counts = np.bincount(np.concatenate(found), minlength=len(self._norms) * things)
        impacts = counts.reshape(-1, things).astype(np.float32)
        impacts *= np.float32(K1 + 1) / (impacts + self._norms[:, None])
        return impacts

    def _pairs(self, pairs: Mapping[tuple[int, ...], float], first: int) -> tuple[Int64, Int64]:
        """Which of the words found stand side by side with the next, and which pair it is, counted from `first`."""
        table = np.zeros(first * first, np.int64)
        table[[one * first + other for one, other in pairs]] = range(first, first + len(pairs))
        beside = (self.at[1:] - self.at[:-1] == 1).nonzero()[0]
        found = table[self.there[beside] * first + self.there[beside + 1]]
        held = found.nonzero()[0]
        return beside[held], found[held]

    def _phrase(self, numbers: Sequence[int], offsets: Sequence[int]) -> Int64:
        """Which of the words found begin a phrase."""
        which: Int64 = (self.there == numbers[0]).nonzero()[0]
        which = which[self.at[which] < len(self.slots) - offsets[-1]]
        for number, offset in zip(numbers[1:], offsets[1:], strict=True):
            which = which[self.slots[self.at[which] + offset] == number]
        return which
