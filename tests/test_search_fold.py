"""Every way to write the same character is found as one, and the way back to the original is never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fold import SHORT, fold, fold_mapped

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text(
    "ＡａＢ⻋细胞細胞ﬁ①㎎é가각ᄀㅏﾞｶ\u0301\u200b\u00ad\n -－’", max_size=40
)


@pytest.mark.parametrize(
    ("written", "same_as"),
    [
        ("細胞治療產品", "细胞治疗产品"),
        ("臨床試驗", "临床试验"),
        ("幹細胞製劑與基因編輯", "干细胞制剂与基因编辑"),
        ("藥品監督管理局", "药品监督管理局"),
        ("ＣＡＲ－Ｔ", "car-t"),
        ("第１２条", "第12条"),
        ("⻋间⻓", "车间长"),
        ("⼈类遗传资源", "人类遗传资源"),
        ("二○二五年", "二〇二五年"),
        ("post‑approval", "post-approval"),
        ("Shari’a", "shari'a"),
        ("re\u00adsearch", "research"),
        ("cafe\u0301", "café"),
        ("ﬁnal", "final"),
        ("ＧＭＰ", "gmp"),
        ("Straße", "strasse"),
    ],
)
def test_different_writings_of_one_word_are_compared_as_equal(written: str, same_as: str) -> None:
    """Width, case, traditional and simplified, radicals, dashes, soft hyphens and ligatures make no difference."""
    assert fold(written) == fold(same_as)


@pytest.mark.parametrize(("one", "other"), [("著作权", "着作权"), ("medicare", "medical"), ("干细胞", "千细胞")])
def test_different_words_stay_different(one: str, other: str) -> None:
    """Folding merges characters that are the same, never ones that only look or sound alike."""
    assert fold(one) != fold(other)


@given(TEXTS)
def test_the_way_back_leads_to_what_was_folded(text: str) -> None:
    """Each folded character knows its place in the original, in order, and nothing is skipped."""
    folded = fold_mapped(text)
    assert folded.text == fold(text)
    places = [folded.origin(at, at + 1) for at in range(len(folded.text))]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(TEXTS, TEXTS)
def test_texts_joined_by_a_control_character_fold_as_alone(one: str, other: str) -> None:
    """A whole batch may be folded at once."""
    assert fold(one + "\x1e" + other) == fold(one) + "\x1e" + fold(other)


@given(TEXTS)
def test_a_short_text_folds_as_it_does_in_a_long_one(text: str) -> None:
    """Short texts are folded by looking for what changes, long ones as arrays: both the same."""
    assert fold(text + "\x1e" * SHORT) == fold(text) + "\x1e" * SHORT


@pytest.mark.parametrize("odd", ["\ud800", "\U00020000", "\U00010400", "\0", "轧鑪", "\ud840\udc00"])
def test_any_character_folds_in_a_long_text_as_alone(odd: str) -> None:
    """Those beyond the basic plane, halves of them and the one of number 0, too; the place of what follows is not lost."""
    text = f"ＡＢ{odd}" + "细" * SHORT
    folded = fold_mapped(text)
    assert folded.text == "ab" + fold(odd) + "细" * SHORT
    assert folded.origin(len(folded.text) - 1, len(folded.text)) == (len(text) - 1, len(text))


def test_a_place_in_a_folded_text_is_found_in_the_original() -> None:
    """A mark on folded characters covers exactly the original ones."""
    original = "按ＧＭＰ生產的細胞"
    folded = fold_mapped(original)
    at = folded.text.index("生产")
    start, end = folded.origin(at, at + 2)
    assert original[start:end] == "生產"
