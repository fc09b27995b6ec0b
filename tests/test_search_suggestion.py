"""Did you mean: offered for what stands nowhere, right for slips of the hand, silent for everything that is found."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, document, library

from search.suggestion import edits, suggest

TEXT = (
    "The authorisation of a pharmaceutical product follows the regulation on clinical trials and pharmacovigilance. "
    "Manufacturing changes and comparability of biological products. Medicare is not medical. Biodistribution of vectors."
)
HAN_TEXT = "嵌合抗原受体T细胞产品的知情同意与长期随访，溶瘤病毒产品的药学研究，人类遗传资源管理，上市许可持有人的药物警戒。"
WORDS = (
    "authorisation",
    "pharmaceutical",
    "regulation",
    "clinical",
    "manufacturing",
    "comparability",
    "biodistribution",
    "pharmacovigilance",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A text in each language."""
    with library(tmp_path_factory.mktemp("suggestion"), document("en", TEXT, language="en"), document("zh", HAN_TEXT)) as opened:
        yield opened


SLIPS = [
    ("regulaton", "regulation"),
    ("regualtion", "regulation"),
    ("rgeulation", "regulation"),
    ("regulationn", "regulation"),
    ("pharmaceutcal", "pharmaceutical"),
    ("farmaceutical", None),
    ("clincal", "clinical"),
    ("clinicla trials", "clinical trials"),
    ("comparabilty of products", "comparability of products"),
    ("manufactoring chnages", "manufacturing changes"),
    ("biodistribtuion", "biodistribution"),
    ("CLINCAL", "clinical"),
    ("知情同异", "知情同意"),
    ("溶流病毒", "溶瘤病毒"),
    ("人类遗传资原", "人类遗传资源"),
    ("上市许可持友人", "上市许可持有人"),
    ("长期随仿 要求", "长期随访 要求"),
]


@pytest.mark.parametrize(("typed", "meant"), [pair for pair in SLIPS if pair[1]])
def test_a_slip_is_put_right(shelf: Library, typed: str, meant: str) -> None:
    """A letter too many, too few, wrong or swapped; a wrong character in a Chinese term; the other words stay."""
    assert shelf.ask(typed, expand=False).suggestion == meant


@pytest.mark.parametrize(
    "typed",
    [
        "regulation",
        "regulations",
        "Regulating",
        "clinical trials",
        "知情同意",
        "细胞",
        "细胞 随访",
        "the",
        "",
        "   ",
        "GMP",
        "CAR-T",
        "Medicare",
    ],
)
def test_what_is_found_is_not_corrected(shelf: Library, typed: str) -> None:
    """A word that stands in the library, in any of its forms, is never said to be wrong."""
    assert suggest(typed, shelf.engine) is None


@pytest.mark.parametrize(
    "typed", ["xqzvw", "FDA-2021-D-9999", "12345678", "第一千条", "zzz", "ab", "龘靐齉", "😀", '"', "a" * 5_000, "字" * 500]
)
def test_what_is_near_to_nothing_gets_no_suggestion(shelf: Library, typed: str) -> None:
    """No far-fetched words, none for numbers, none for whole texts."""
    assert suggest(typed, shelf.engine) is None


def test_a_suggestion_is_only_offered(shelf: Library) -> None:
    """The question is answered as it was asked; what it may have meant is said beside it, and finds something."""
    results = shelf.ask("biodistribtuion", expand=False)
    assert results.total == 0
    assert results.hits == ()
    assert results.suggestion is not None
    assert shelf.ask(results.suggestion, expand=False).total > 0


def test_words_that_sound_alike_are_only_suggested_never_found(shelf: Library) -> None:
    """知青同意 finds no 知情同意 by its sound."""
    assert shelf.ask('text:"知青同意"').total == 0


def test_no_suggestion_where_there_are_hits_enough(shelf: Library) -> None:
    """With answers at hand nobody is asked whether he meant something else."""
    shelf_hits = shelf.ask("product OR 产品 OR regulation OR trials", expand=False)
    assert shelf_hits.total >= 2
    assert shelf_hits.suggestion is None


@given(st.sampled_from(WORDS), st.integers(0, 10_000))
@settings(deadline=None, max_examples=75)
def test_one_slip_anywhere_but_at_the_start_is_put_right(shelf: Library, word: str, seed: int) -> None:
    """Leave out, double, change or swap one letter of a long word, after the second: the word is offered."""
    random = Random(seed)
    place = random.randrange(2, len(word) - 1)
    typed = random.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + random.choice("qxz") + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )
    if shelf.engine.frequencies([typed]) == [0] and not shelf.ask(typed, expand=False).total:
        assert suggest(typed, shelf.engine) == word


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=50)
def test_any_text_may_be_looked_at(shelf: Library, text: str) -> None:
    """A suggestion is another text, or none; never an error."""
    better = suggest(text, shelf.engine)
    assert better is None or better != text


LETTERS = st.text("abcd", max_size=6)


def distance(one: str, other: str) -> int:
    """Optimal string alignment by its definition, slowly."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        distance(one[:-1], other) + 1, distance(one, other[:-1]) + 1, distance(one[:-1], other[:-1]) + (one[-1] != other[-1])
    )
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        best = min(best, distance(one[:-2], other[:-2]) + 1)
    return best


@given(LETTERS, LETTERS, st.integers(0, 4))
@settings(deadline=None, max_examples=75)
def test_edits_are_counted_as_defined(one: str, other: str, most: int) -> None:
    """Up to the most that are asked for, the count is exact; beyond, it says beyond."""
    assert edits(one, other, most) == min(distance(one, other), most + 1)
