"""Did you mean: a word that stands nowhere, and the word it was probably meant to be. Only offered, never searched by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from search.analysis import HAN_CHAR
from search.engine import Engine
from search.expansion import Lexicon, lexicon
from search.fold import fold_mapped
from search.scoring import Units, main_form, split

SHORTEST: Final = 4
LOOKED_AT: Final = 4000
LONGEST: Final = 200
MOST: Final = 12
"""Words of a question that are looked at; a longer one is a pasted text."""


def suggest(text: str, engine: Engine, names: Lexicon | None = None) -> str | None:
    """The question with each unknown word replaced by the nearest known one; None where nothing is unknown or near."""
    words = split(text[:LONGEST])
    if len(text) > LONGEST or len(words) > MOST:
        return None
    folded = fold_mapped(text)
    changed = text
    for word in reversed(words):
        better = _chinese(word, engine, names or lexicon()) if word[0].kind == "han" else _latin(word, engine)
        if better is not None:
            start, end = folded.origin(word[0].start, word[-1].end)
            changed = changed[:start] + better + changed[end:]
    return None if changed == text else changed


def _latin(word: Units, engine: Engine) -> str | None:
    """The nearest indexed word: one letter off, two in a long word; of several the most frequent."""
    form = word[0].form
    if (
        len(word) > 1
        or len(form) < SHORTEST
        or not form.isalpha()
        or engine.frequency(form)
        or engine.frequency(main_form(word[0]))
    ):
        return None
    allowed = 1 if len(form) < 7 else 2
    heads = dict.fromkeys((form[:2], form[0] + form[2:3], form[1::-1]))
    near = [
        (distance, -count, other)
        for head in heads
        for other, count in engine.words(head, LOOKED_AT)
        if (distance := edits(form, other, allowed)) <= allowed
    ]
    return min(near)[2] if near else None


def _chinese(word: Units, engine: Engine, names: Lexicon) -> str | None:
    """The run with one wrong character put right, where that gives a name of the glossary."""
    run = "".join(unit.form for unit in word)
    pairs = [run[place : place + 2] for place in range(len(run) - 1)]
    if len(run) < 3 or all(engine.frequency(pair) for pair in pairs):
        return None
    for name in sorted(_han(names.names), key=len, reverse=True):
        for place in range(len(run) - len(name) + 1):
            part = run[place : place + len(name)]
            if sum(one != other for one, other in zip(part, name, strict=True)) == 1:
                return run[:place] + name + run[place + len(name) :]
    return None


def _han(names: Iterable[str]) -> list[str]:
    return [name for name in names if len(name) > 2 and all(map(HAN_CHAR.match, name))]


def edits(one: str, other: str, most: int) -> int:
    """How many letters were left out, put in, changed or swapped (optimal string alignment); `most + 1` for anything beyond."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, last, earlier = [i], row, before
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if earlier and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = last
    return row[-1]
