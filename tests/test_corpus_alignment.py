"""Two texts that say the same stand side by side by their numbers, and no counterpart is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Section
from corpus.alignment import align, called, keys

CALLS = {
    "第十二条": "Article 12",
    "第一百零三条": "Article 103",
    "第三章": "Chapter III",
    "第一章": "CHAPTER ONE",
    "第二节": "Section 2",
    "第二编": "Part Two",
    "附件2": "Annex II",
    "附件": "Annex",
    "附录一": "Appendix 1",
    "2.1.3": "2.1.3.",
    "一、": "1.",
    "四、": "IV.",
    "（三）": "(3)",
    "A.": "a)",
}

Numbered = tuple[str | None, int]


def text(*sections: Numbered, prefix: str = "t") -> list[Section]:
    """Sections of a text by number and level."""
    return [Section(id=f"{prefix}#{place}", level=level, number=number, text="x") for place, (number, level) in enumerate(sections)]


def beside(first: list[Section], second: list[Section]) -> list[tuple[str | None, str | None]]:
    """The numbers that stand beside one another."""
    return [(left.number if left else None, right.number if right else None) for left, right in align(first, second)]


@pytest.mark.parametrize(("chinese", "english"), CALLS.items())
def test_a_number_is_called_the_same_in_both_languages(chinese: str, english: str) -> None:
    """Han, Arabic, Roman and written-out ordinals of one kind are one call."""
    assert called(chinese) == called(english) is not None


@pytest.mark.parametrize("number", ["", " . ", "（）"])
def test_what_is_no_number_is_not_called(number: str) -> None:
    """Signs alone say nothing."""
    assert called(number) is None


def test_an_article_that_one_text_lacks_stands_alone_where_it_stands() -> None:
    """In either text."""
    first = text(("第一章", 1), ("第一条", 2), ("第二条", 2), ("第三条", 2))
    second = text(("Chapter I", 1), ("Article 1", 2), ("Article 3", 2), ("Article 4", 2))
    assert beside(first, second) == [
        ("第一章", "Chapter I"),
        ("第一条", "Article 1"),
        ("第二条", None),
        ("第三条", "Article 3"),
        (None, "Article 4"),
    ]


def test_articles_meet_though_one_text_was_read_without_its_chapters() -> None:
    """Articles count through a law."""
    first = text(("第一章", 1), ("第一条", 2), ("第二章", 1), ("第二条", 2))
    second = text(("Article 1", 1), ("Article 2", 1))
    assert beside(first, second) == [("第一章", None), ("第一条", "Article 1"), ("第二章", None), ("第二条", "Article 2")]


def test_numbers_that_begin_again_count_within_what_stands_above_them() -> None:
    """（一） under 二、 is not （一） under 一、."""
    first = text(("一、", 1), ("（一）", 2), ("（二）", 2), ("二、", 1), ("（一）", 2))
    second = text(("I.", 1), ("(1)", 2), ("II.", 1), ("(1)", 2), ("(2)", 2))
    assert beside(first, second) == [
        ("一、", "I."),
        ("（一）", "(1)"),
        ("（二）", None),
        ("二、", "II."),
        ("（一）", "(1)"),
        (None, "(2)"),
    ]


def test_decimal_numbers_of_an_annex_are_not_those_of_the_body() -> None:
    """An annex counts anew."""
    first = text(("1.1", 2), ("附件1", 1), ("1.1", 2))
    second = text(("Annex 1", 1), ("1.1", 2))
    assert beside(first, second) == [("1.1", None), ("附件1", "Annex 1"), ("1.1", "1.1")]


def test_sections_without_number_meet_only_where_both_texts_have_as_many() -> None:
    """Else it cannot be told which is which."""
    first = text((None, 1), ("1.", 1), (None, 2), (None, 2), ("2.", 1))
    second = text((None, 1), ("1.", 1), (None, 2), ("2.", 1))
    assert beside(first, second) == [(None, None), ("1.", "1."), (None, None), (None, None), (None, None), ("2.", "2.")]
    assert [bool(left) + bool(right) for left, right in align(first, second)] == [2, 2, 1, 1, 1, 2]


numbers = st.sampled_from(
    [None, "第一条", "第二条", "Article 1", "1.", "1.1", "（一）", "附件1", "Chapter II", "第二章", "xx", "§ 3"]
)
texts = st.lists(st.tuples(numbers, st.integers(1, 4)), max_size=14)


@given(texts, texts)
def test_every_section_of_both_texts_is_shown_once(first: list[Numbered], second: list[Numbered]) -> None:
    """Nothing is lost and nothing is shown twice, whatever the numbers are."""
    olds, news = text(*first), text(*second, prefix="u")
    pairs = align(olds, news)
    assert [left for left, _ in pairs if left] == olds
    assert sorted(right.id for _, right in pairs if right) == sorted(section.id for section in news)


@given(texts)
def test_a_text_stands_beside_itself_section_by_section(sections: list[Numbered]) -> None:
    """And no two sections of a text are called alike."""
    held = text(*sections)
    assert align(held, held) == [(section, section) for section in held]
    assert len(set(keys(held))) == len(held)


@given(st.text(max_size=20))
def test_any_number_can_be_asked_for(number: str) -> None:
    """Whatever a file gave as a number."""
    called(number)
