"""What makes a section good, as numbers. Beside each stands the measurement that set it; see tests for what they promise.

R, N, M are Recall, nDCG and MRR at 10; measured on half of the development questions of four public collections (stard, lawcite:
Chinese statutes; obliqa: English rulebooks; scifact: abstracts), one set of weights for all.
"""

from __future__ import annotations

from typing import Final

from search.query import Field, Is, Prior

FIELDS: Final[tuple[tuple[Field, float], ...]] = (
    ("text", 1.0),
    ("heading", 0.3),
    ("title", 0.2),
    ("path", 0.1),
    ("number", 0.2),
)
LONE: Final = 2.2
"""What a title weighs more where the document is one section, as much a part of it as its first line: scifact nDCG .704 for .692
with 1, .703 with 2.8."""

DOCUMENT_FIELDS: Final[tuple[tuple[Field, float], ...]] = (
    ("text", 1.0),
    ("heading", 0.3),
    ("title", 1.0),
    ("path", 0.1),
    ("number", 0.2),
)
"""Where documents are asked for, titles weigh more: of 20 needs in two languages the first expected document is among the first
three for 32 with .2, for 37 with 1.0. For sections a heavy title costs stard R .008."""

STEM: Final = 1.0
"""Also of words that are written as one where the question has two: scifact nDCG .704 for .700 without."""
EXACT: Final = 0.2
"""obliqa R, scifact nDCG .791, .704; with .1 .789, .702, with .3 .788, .703."""
PAIR: Final = 0.25
"""scifact nDCG, obliqa R .710, .800; with .3 .708, .801, with .22 .708, with .2 obliqa .796."""
PHRASE: Final = 1.0
SHORT_QUESTION: Final = 12
"""A quotation; and a question of two to so many words where a section holds it as it stands."""
SINGLE: Final = 0.7
COUNTED: Final = 1.0
COUNTED_HEADING: Final = 0.7
"""A counted thing or a date in its common form beside its words; and what it counts more in a heading."""

FEW_WORDS: Final = 4
"""Up to so many words, but not in a sentence, sections with all of them come before all others: scifact nDCG .7095, with sentences
too .7080; with whole questions obliqa's N fell from .668 to .635."""

MOST_WORDS: Final = 128
"""How many words of a pasted text are searched; more add nothing but time."""

MOST_STARTED: Final = 4
"""How many words of a question may end in a star; 26 of them took 8 s over the shipped corpus. Further ones are plain words."""

SHORT_RUN: Final = 5
"""A run of so many Han characters is a term and needs half of it; longer ones are sentences. On stard R is .492 without such a
limit, .490 with 5, .489 with 6, .453 where sentences need a quarter of their pairs."""

SHORT_TEXT: Final = 8
"""Words and Han characters written without spaces that are one term (CAR-T细胞治疗), not a sentence."""

FOREIGN: Final = 0.5
VARIANT: Final = 0.25
"""What a concept's name in the other language, and another name in the same language, count beside the term that was asked."""

NEIGHBOUR: Final = 0.2
DOCUMENT: Final = 0.4
BEST_OF: Final = 3
"""What the best of the four sections nearest to a section, and the mean of the document's three best, add to its score: R on stard
.492 to .507, on obliqa .780 to .790."""
BEST_SECTION: Final = 0.3
"""What a document's best section adds to the score of the whole, when grouped."""

NOTES: Final = (Prior("kind", "note", 0.5),)
"""A note on an entry names other instruments; it is found, but does not stand for them."""
UNLIFTED: Final = (Is("kind", ("note",)),)
"""A note with all the words does not come before the sections that have but some: of 6 professional questions 3 were led by one."""

PAST: Final = (Prior("status", "superseded", 0.6), Prior("status", "repealed", 0.6))
DRAFTS: Final = (Prior("status", "draft", 0.75), Prior("status", "not_yet_in_force", 0.9))
"""What is not in force counts less, but is never hidden. Low enough that of two versions of one text the one in force leads; a
question that speaks of drafts or of the past takes the one or the other off."""

HOME: Final = 1.1
"""What a document of China counts where a question in Chinese names no place: 基因治疗 长期随访 asks for the Chinese
guideline before its American model. The needs stay at .90 in both languages with and without it."""

PLACE: Final = 1.5
"""What a document of the place named in the question counts more."""

OTHER_LANGUAGE: Final = 0.8
"""What a section in the other language counts beside the same passage in the question's own."""
