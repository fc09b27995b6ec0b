"""What a word is: exact words, stems beside them, Han characters and their pairs, compounds and counted things."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyse, stem, units
from search.fold import fold
from search.scoring import split


def terms(text: str) -> set[str]:
    """The terms of a text without their positions."""
    return {form for form, _ in analyse(text)}


def positions(text: str) -> dict[str, int]:
    """The terms of a text, each with its last position."""
    return dict(analyse(text))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("细胞治疗", {"细", "胞", "治", "疗", "细胞", "胞治", "治疗"}),
        ("Regulations", {"regulations", "~regul"}),
        ("post-approval", {"post", "approval", "~postapprov"}),
        ("CAR-T", {"car", "t", "~cart"}),
        ("CD19", {"cd19", "~cd19"}),
        ("2020", {"2020"}),
        ("IFN-γ", {"γ", "~gamma", "~ifngamma"}),
        ("NF-κB", {"κb", "~kappab", "~nfkappab"}),
        ("第十二条", {"#第12条", "十二"}),
        ("第12条", {"#第12条", "12"}),
        ("Article 12", {"#第12条", "article"}),
        ("第三百三十六条之一", {"#第336条之1"}),
        ("二〇二五年九月二十八日", {"#2025年9月28日", "#2025年9月"}),
        ("2025年9月28日", {"#2025年9月28日"}),
    ],
)
def test_a_text_gives_these_terms(text: str, held: set[str]) -> None:
    """What is to be found is among the terms."""
    assert held <= terms(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("authorisation", "authorization"),
        ("tumour", "tumor"),
        ("haematopoietic", "hematopoietic"),
        ("therapies", "therapy"),
        ("requirements", "requirement"),
        ("processes", "processing"),
        ("analyses", "analysis"),
        ("analyse", "analyzed"),
        ("crisis", "crises"),
        ("metastasis", "metastases"),
        ("oestrogen", "estrogen"),
        ("diarrhoea", "diarrhea"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    """Plural, ending and British or American spelling make no difference to the stem."""
    assert stem(one) == stem(other)


def test_threads_that_stem_at_once_get_the_stems_of_one() -> None:
    """Questions are read by many threads; a stem is kept for good, so a wrong one would stay."""
    words = [
        start + end for start in ("regul", "requir", "deriv", "activ") for end in ("ate", "ates", "ation", "ating", "atory")
    ] * 40
    alone = [stem(word) for word in words]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(stem, words))
    finally:
        sys.setswitchinterval(before)
    assert together == alone


@pytest.mark.parametrize(
    ("one", "other"), [("medicare", "medical"), ("organ", "organisation"), ("policy", "police"), ("animal", "animate")]
)
def test_words_that_only_look_alike_do_not_meet(one: str, other: str) -> None:
    """Medicare is not medical."""
    assert stem(one) != stem(other) or one not in terms(other)


def test_an_exact_word_is_never_a_stem() -> None:
    """The exact word `process` does not find `processes`; only its stem does."""
    assert "process" not in terms("processes")


def test_no_word_is_left_out() -> None:
    """Phrases may hold the smallest words."""
    assert {"of", "the", "and"} <= terms("of the and")


def test_chinese_phrases_do_not_reach_across_punctuation_while_english_ones_do() -> None:
    """A comma parts two Chinese words by a position, and leaves English words next to each other."""
    chinese = positions("细胞，治疗")
    assert chinese["治疗"] - chinese["细胞"] == 3
    assert "胞治" not in chinese
    english = positions("cells, therapy")
    assert english["therapy"] - english["cells"] == 1


def test_spaces_between_chinese_characters_are_bridged() -> None:
    """Text out of a scan has spaces between characters and is found all the same."""
    assert "细胞" in terms("细 胞")


@given(st.text("细胞ab-1 ，.第十条\n年月日二", max_size=30))
def test_units_stand_in_order_and_inside_the_text(text: str) -> None:
    """Positions rise, places do not overlap, and a unit is what stands at its place."""
    folded = fold(text)
    found = units(folded)
    assert all(folded[unit.start : unit.end] == unit.form for unit in found)
    assert all(one.end <= other.start and one.position < other.position for one, other in pairwise(found))


WORDS = st.text("细胞ab-1，.第十条é\u0301ﾞß年", max_size=8)


@given(st.lists(WORDS, max_size=6))
def test_a_space_parts_words_whatever_stands_around_it(pieces: list[str]) -> None:
    """A question read at once has the words of its pieces: no word goes on across a space."""
    alone = [[unit.form for unit in word] for piece in pieces for word in split(piece)]
    assert [[unit.form for unit in word] for word in split(" ".join(pieces))] == alone
