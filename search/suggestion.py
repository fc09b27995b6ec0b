"""Did you mean: a word that stands nowhere, and the word it was probably meant to be. Only offered, never searched by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from search.analysis import HAN_CHAR
from search.engine import Standing
from search.expansion import lexicon
from search.fold import fold_mapped
from search.scoring import Units, main_form_of, split

SHORTEST: Final = 4
FEW: Final = 5
"""Below so many hits a Chinese word may be misspelt."""
GAP: Final = "_"
LOOKED_AT: Final = 4000
LONGEST: Final = 200
MOST: Final = 12
"""Words of a question that are looked at; a longer one is a pasted text."""


def suggest(text: str, engine: Standing, total: int = 0) -> str | None:
    """The question with each unknown word replaced by the nearest known one; None where nothing is unknown or near.

    Latin words are looked at in every short question, Chinese ones where it found next to nothing.
    """
    if len(text) > LONGEST or len(words := split(text)) > MOST:
        return None
    changes = {form: better for form in _unknown(words, engine) if (better := _nearest(form, engine)) is not None}
    if total < FEW:
        runs = ["".join(unit.form for unit in word) for word in words if word[0].kind == "han"]
        changes |= {run: better for run in runs if (better := _named(run, engine)) is not None}
    return _changed(text, changes) if changes else None


def _changed(text: str, changes: Mapping[str, str]) -> str:
    """An original text with some folded words of it replaced."""
    folded = fold_mapped(text)
    for word in reversed(split(folded.text)):
        better = changes.get("".join(unit.form for unit in word))
        if better is not None:
            start, end = folded.origin(word[0].start, word[-1].end)
            text = text[:start] + better + text[end:]
    return text


def _unknown(words: Sequence[Units], engine: Standing) -> list[str]:
    """The Latin words that stand nowhere, in no form."""
    forms = [word[0].form for word in words if len(word) == 1 and word[0].kind == "word"]
    forms = [form for form in forms if len(form) >= SHORTEST and form.isalpha()]
    for term in (main_form_of, str):  # few have a stem that is not known: of those the words themselves
        often = engine.frequencies(map(term, forms)) if forms else []
        forms = [form for form, held in zip(forms, often, strict=True) if not held]
    return forms


def _nearest(form: str, engine: Standing) -> str | None:
    """The nearest indexed word: one letter off, two in a long word; of several the most frequent."""
    allowed = 1 if len(form) < 7 else 2
    heads = dict.fromkeys((form[:2], form[0] + form[2:3], form[1::-1]))
    near = [
        (distance, -count, other)
        for head in heads
        for other, count in engine.words(head, LOOKED_AT)
        if (distance := edits(form, other, allowed)) <= allowed
    ]
    return min(near)[2] if near else None


def _named(run: str, engine: Standing) -> str | None:
    """The run with one wrong character put right, where that gives a name of the glossary."""
    if len(run) < 3 or all(engine.frequencies([run[place : place + 2] for place in range(len(run) - 1)])):
        return None
    near, lengths = _near()
    for length in lengths:
        for start in range(len(run) - length + 1):
            part = run[start : start + length]
            for place in range(length):
                name = near.get(part[:place] + GAP + part[place + 1 :])
                if name is not None and name != part:
                    return run[:start] + name + run[start + length :]
    return None


@cache
def _near() -> tuple[dict[str, str], list[int]]:
    """Each Chinese name of the glossary under itself with any one character left open; and their lengths, longest first."""
    names = [name for name in lexicon().names if len(name) > 2 and all(map(HAN_CHAR.match, name))]
    near = {name[:place] + GAP + name[place + 1 :]: name for name in names for place in range(len(name))}
    return near, sorted({len(name) for name in names}, reverse=True)


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
    return min(row[-1], most + 1)
