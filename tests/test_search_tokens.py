"""The bulk tokeniser of the index gives exactly the terms that `search.analysis` defines."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis import analyse, units, variants
from search.engines.whoosh import keys
from search.engines.whoosh.folding import fold_all, text_of
from search.engines.whoosh.terms import term_key
from search.engines.whoosh.tokens import Vocabulary, tokenise
from search.fold import SEPARATOR, fold

WORDS = (
    "药品 细胞 藥品 第十二条 第12条 二〇二五年九月二十八日 CAR-T post-approval a-b-c therapies Ａ１ ﬁne "
    "。 ， - -- _ ' 〇 ー 한국 café 𠀀 1271.10(a)"
)
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\t", SEPARATOR, "x\u0301", "ʼn", "№", "㎡", "ǰ", "\u00ad", "ᄒ", "ᅡ", "`"])
TEXTS = st.lists(st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=20)), max_size=5)


@given(TEXTS)
@example(["", "a", ""])
@example(["词", "-a", "a-", "--", "a-词-b"])
@example(["a" + SEPARATOR + "b", "c"])
def test_bulk_terms_are_those_of_the_analysis(texts: list[str]) -> None:
    """Same terms at the same positions of the same texts, whatever they are joined with in a batch."""
    vocabulary = Vocabulary()
    tokens = tokenise(texts, vocabulary)
    found = Counter(zip(tokens.texts.tolist(), tokens.positions.tolist(), tokens.keys.tolist(), strict=True))
    plain = [text.replace(SEPARATOR, " ") for text in texts]
    assert found == Counter(
        (number, position, term_key(form)) for number, text in enumerate(plain) for form, position in analyse(text)
    )
    counted = [list(units(fold(text))) for text in plain]
    assert tokens.lengths.tolist() == [len(each) for each in counted]
    assert tokens.extents.tolist() == [each[-1].position + 1 if each else 0 for each in counted]
    words = {unit.form for each in counted for unit in each if unit.kind == "word"}
    assert {vocabulary.words[key] for key in tokens.words.tolist()} == words


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_keys_tell_terms_apart(one: str, other: str) -> None:
    """Different terms have different keys; the kinds of keys do not meet."""
    assert (keys.word_key(one) == keys.word_key(other)) == (one == other)
    assert keys.WORD <= keys.word_key(one) < 1 << keys.FIELD_SHIFT


@given(st.sampled_from("药品细胞"), st.sampled_from("药品细胞"))
def test_han_keys_give_their_terms_back(first: str, second: str) -> None:
    """One character or a pair can be read from the key."""
    assert keys.han_term(term_key(first)) == first
    assert keys.han_term(term_key(first + second)) == first + second
    assert term_key(first) < term_key(first + second) < keys.WORD


def test_a_word_is_learnt_once() -> None:
    """The vocabulary keeps a word with the keys of its further forms."""
    vocabulary = Vocabulary()
    tokenise(["therapies therapies", "Therapies"], vocabulary)
    assert vocabulary.words == {term_key("therapies"): "therapies"}
    assert vocabulary.variants == {term_key("therapies"): tuple(map(term_key, variants("therapies")))}


@given(TEXTS)
def test_a_batch_folds_as_its_texts_do(texts: list[str]) -> None:
    """Folding many texts by the table of characters gives what folding each alone gives."""
    assert text_of(fold_all(texts)) == SEPARATOR.join(fold(text.replace(SEPARATOR, " ")) for text in texts)
