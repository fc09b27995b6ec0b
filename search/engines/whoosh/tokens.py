"""Thousands of texts into terms at once: `analysis.analyse` in numpy, Python once per distinct word. A test holds the two equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from search import analysis, numerals
from search.engines.whoosh import keys
from search.engines.whoosh.arrays import Bools, Bytes, Int32, Int64, UInt32, UInt64, spread, starts_of
from search.engines.whoosh.folding import fold_all, text_of
from search.fold import SEPARATOR


@dataclass(frozen=True, slots=True)
class Tokens:
    """Terms of many texts: `keys` uint64 [n], `positions` int32 [n] from 0 in each text, `texts` int32 [n] (which text).

    `lengths` int32 [texts] counts the words and Han characters of each text, `extents` int32 [texts] its last position + 1.
    `words` uint64 holds the key of each distinct exact word, once.
    """

    keys: UInt64
    positions: Int32
    texts: Int32
    lengths: Int32
    extents: Int32
    words: UInt64


@dataclass(slots=True)
class Vocabulary:
    """Words met so far: by key the word itself, and by key the keys of its further forms."""

    words: dict[int, str] = field(default_factory=dict)
    variants: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def learn(self, key: int, word: str) -> None:
        """Take in a word that was not met before."""
        self.words[key] = word
        self.variants[key] = tuple(keys.word_key(variant) for variant in analysis.variants(word))


@dataclass(frozen=True, slots=True)
class _Units:
    """The words and Han characters of a folded batch, in order; all arrays [units].

    `starts`, `ends` int64 places in the batch, `han` bool, `texts` int32, `positions` int32, `apart` int32 distance in positions
    to the unit before, 0 for the first of a text.
    """

    starts: Int64
    ends: Int64
    han: Bools
    texts: Int32
    positions: Int32
    apart: Int32


UNKNOWN = 255
_KINDS: Bytes = np.full(0x110000, UNKNOWN, np.uint8)  # the kind of every character met so far


def _kinds(codes: UInt32) -> Bytes:
    """The kinds of characters as `analysis.KINDS` has them, uint8 of the shape of `codes`."""
    kinds = _KINDS[codes]
    for code in np.unique(codes[kinds == UNKNOWN]).tolist():
        found = (kind for kind, pattern in analysis.KINDS.items() if pattern.fullmatch(chr(code)))
        _KINDS[code] = next(found, analysis.OTHER)
    return _KINDS[codes]


def tokenise(texts: Sequence[str], vocabulary: Vocabulary) -> Tokens:
    """The terms of original texts, those of one text not always side by side. New words go into the vocabulary."""
    codes = fold_all(texts)
    folded = text_of(codes)
    kinds = _kinds(codes)
    units = _units(codes, kinds)
    lengths = np.bincount(units.texts, minlength=len(texts)).astype(np.int32)
    extents = np.zeros(len(texts), np.int32)
    extents[units.texts] = units.positions + 1  # of several written to one place, numpy keeps the last
    word_at = np.flatnonzero(~units.han)
    starts, ends = units.starts[word_at], units.ends[word_at]
    hashes = _hashes(codes[kinds == analysis.WORD], ends - starts)
    word_keys = keys.seal(hashes)
    distinct, variant_keys, of_words = _variants(word_keys, starts, ends, folded, vocabulary)
    joined_keys, heads, tails = _joined(hashes, starts, ends, kinds)
    _, joined_variants, of_joined = _variants(joined_keys, starts[heads], ends[tails], folded, vocabulary)
    counted_keys, counted_units = _counted(folded, units)
    han_at = np.flatnonzero(units.han)
    pair_at = np.flatnonzero(units.han[:-1] & units.han[1:] & (units.apart[1:] == 1))
    at = np.concatenate([han_at, pair_at, word_at, word_at[of_words], word_at[heads[of_joined]], counted_units])
    found = [
        codes[units.starts[han_at]].astype(np.uint64),
        keys.bigrams(codes[units.starts[pair_at]], codes[units.starts[pair_at + 1]]),
        word_keys,
        variant_keys,
        joined_variants,
        counted_keys,
    ]
    return Tokens(np.concatenate(found), units.positions[at], units.texts[at], lengths, extents, distinct)


def _units(codes: UInt32, kinds: Bytes) -> _Units:
    word = kinds == analysis.WORD
    edges = np.diff(word, prepend=False, append=False)
    bounds = np.flatnonzero(edges)
    han = kinds == analysis.HAN_LIKE
    begins = han.copy()
    begins[bounds[::2]] = True
    starts = np.flatnonzero(begins)
    is_han = han[starts]
    ends = starts + 1
    ends[~is_han] = bounds[1::2]
    texts = np.cumsum(codes == ord(SEPARATOR), dtype=np.int32)[starts]
    solid = starts_of(kinds != analysis.SPACE)
    apart = np.zeros(len(starts), np.int32)
    between = solid[starts[1:]] > solid[ends[:-1]]
    apart[1:] = 1 + (between & (is_han[1:] | is_han[:-1]))
    first = np.flatnonzero(np.diff(texts, prepend=-1))
    apart[first] = 0
    run = np.cumsum(apart, dtype=np.int32)
    positions = run - np.repeat(run[first], np.diff(first, append=len(starts)))
    return _Units(starts, ends, is_han, texts, positions, apart)


def _powers(count: int) -> UInt64:
    """`keys.BASE` to the power of 0 .. count - 1, modulo 2**64."""
    powers = np.full(max(count, 1), keys.BASE, np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


def _sums(values: UInt64, starts: Int64) -> UInt64:
    """Sums of runs that begin at `starts`, modulo 2**64."""
    return np.add.reduceat(values, starts) if len(starts) else np.zeros(0, np.uint64)


def _hashes(characters: UInt32, lengths: Int64) -> UInt64:
    """The polynomial hashes of words laid end to end."""
    starts = starts_of(lengths)
    within = np.arange(len(characters)) - np.repeat(starts[:-1], lengths)
    powers = _powers(int(lengths.max(initial=0)))
    return _sums(keys.mix(characters) * powers[within], starts[:-1])


def _variants(word_keys: UInt64, starts: Int64, ends: Int64, folded: str, vocabulary: Vocabulary) -> tuple[UInt64, UInt64, Int64]:
    """The distinct words; and the keys of further forms of all words, each with the number of the word it belongs to.

    A word stands in the folded batch from `starts` to `ends`, hyphens inside it taken out.
    """
    distinct, first, which = np.unique(word_keys, return_index=True, return_inverse=True)
    listed = distinct.tolist()
    for key, begin, end in zip(listed, starts[first].tolist(), ends[first].tolist(), strict=True):
        if key not in vocabulary.variants:
            vocabulary.learn(key, folded[begin:end].replace("-", ""))
    forms = [vocabulary.variants[key] for key in listed]
    counts = np.fromiter(map(len, forms), np.int64, len(forms))
    flat = np.fromiter((key for form in forms for key in form), np.uint64, int(counts.sum()))
    each = counts[which]
    return distinct, flat[spread(starts_of(counts)[:-1][which], each)], np.repeat(np.arange(len(which)), each)


def _joined(hashes: UInt64, starts: Int64, ends: Int64, kinds: Bytes) -> tuple[UInt64, Int64, Int64]:
    """Words joined by single hyphens: the key of all of them as one word, and the numbers of the first and of the last."""
    linked = np.zeros(len(starts) + 1, np.bool_)  # linked[i]: word i goes on from word i - 1
    linked[1:-1] = (starts[1:] - ends[:-1] == 1) & (kinds[ends[:-1]] == analysis.JOINER)
    member = np.flatnonzero(linked[:-1] | linked[1:])
    heads = np.flatnonzero(~linked[member])
    if not len(heads):
        return np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    before = starts_of(ends[member] - starts[member])[:-1]
    before -= np.repeat(before[heads], np.diff(heads, append=len(member)))
    whole = _sums(hashes[member] * _powers(int(before.max()) + 1)[before], heads)
    return keys.seal(whole), member[heads], member[np.append(heads[1:], len(member)) - 1]


def _counted(folded: str, units: _Units) -> tuple[UInt64, Int64]:
    """The keys of counted things and dates, with the unit where each begins."""
    found = list(numerals.counted(folded))
    places = np.fromiter((start for start, _ in found), np.int64, len(found))
    forms = np.fromiter((keys.word_key(analysis.COUNTED + form) for _, form in found), np.uint64, len(found))
    return forms, np.searchsorted(units.starts, places)
