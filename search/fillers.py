"""Words that say nothing alone: beside others they find nothing and score nothing, in phrases they stand like any word."""

from __future__ import annotations

from typing import Final

# fmt: off
ENGLISH: Final = frozenset({
    "a", "about", "also", "an", "and", "any", "are", "as", "at", "be", "been", "being", "between", "by", "can", "could",
    "did", "do", "does", "each", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into",
    "is", "it", "its", "may", "me", "might", "must", "my", "no", "not", "of", "on", "or", "other", "our", "s", "shall", "she",
    "should", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to",
    "under", "us", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with",
    "would", "you", "your",
})
# fmt: on
CHINESE: Final = frozenset("的了是在和与及或者之其而但不也又还都就才把被将对于为从向以由到吗呢吧啊么何谁哪几这那此每各该等请问")


FILLERS: Final = ENGLISH | CHINESE
"""Folded words, and single Han characters."""
