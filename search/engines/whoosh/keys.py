"""Terms as 64-bit numbers, so that millions of them are sorted and merged without a Python string.

* one Han-like character `c`: its code point;
* two of them side by side `cd`: `c << 21 | d`;
* anything else: bit 60 set over a 60-bit hash: `sum(mix(char[i]) * BASE**i)` modulo 2**64, made final by `seal`.

The three bits above are free for the number of a field. The first two kinds give the term back. A hash does not: the words are
kept beside it. Two of a million words share a hash with a chance of 1 in 2 million. A polynomial gives the hash of two words
written as one: `h(ab) = h(a) + BASE**len(a) * h(b)`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from search.engines.whoosh.arrays import UInt32, UInt64

BASE = 0x9E3779B97F4A7C15
MIX = 0xD6E8FEB86659FD93
WORD = 1 << 60
FIELD_SHIFT = 61
TERM = (1 << FIELD_SHIFT) - 1
HAN_BITS = 21
_ALL = (1 << 64) - 1


def mix(codes: UInt32) -> UInt64:
    """Code points spread over 64 bits, uint64 of the same shape."""
    spread = (codes.astype(np.uint64) + np.uint64(1)) * np.uint64(MIX)
    spread ^= spread >> np.uint64(32)
    return spread


def seal(hashes: UInt64) -> UInt64:
    """The keys of words from their polynomial hashes."""
    return ((hashes ^ (hashes >> np.uint64(29))) & np.uint64(WORD - 1)) | np.uint64(WORD)


def bigrams(first: UInt32, second: UInt32) -> UInt64:
    """The keys of pairs of Han-like characters."""
    return (first.astype(np.uint64) << np.uint64(HAN_BITS)) | second.astype(np.uint64)


@lru_cache(maxsize=1 << 17)
def word_hash(word: str) -> int:
    """The polynomial hash of a word."""
    value, power = 0, 1
    for char in word:
        mixed = ((ord(char) + 1) * MIX) & _ALL
        value = (value + (mixed ^ (mixed >> 32)) * power) & _ALL
        power = (power * BASE) & _ALL
    return value


def word_key(word: str) -> int:
    """The key of a term that is no Han-like character or pair."""
    value = word_hash(word)
    return (value ^ (value >> 29)) & (WORD - 1) | WORD


def han_key(term: str) -> int:
    """The key of one or two Han-like characters."""
    return ord(term) if len(term) == 1 else ord(term[0]) << HAN_BITS | ord(term[1])


def han_term(key: int) -> str:
    """The one or two Han-like characters of a key."""
    first = key >> HAN_BITS
    return (chr(first) if first else "") + chr(key & (1 << HAN_BITS) - 1)
