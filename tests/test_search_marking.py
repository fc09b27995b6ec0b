"""Quotations and their marks: whatever parts its words, what a quotation finds is marked."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, text_of

from search import Question, mark
from search.analysis import units
from search.find import understand
from search.fold import fold, fold_mapped

SEEDS = st.integers(0, 100_000)


def marked(text: str, question: str) -> list[str]:
    """The marked runs of a text."""
    return [span.text for span in mark(text, Question(text=question, expand=False)) if span.mark]


def phrase_of(random: Random, text: str) -> str:
    """A stretch of a text from a word or Han character to one that follows, with the signs between; empty where none follows."""
    folded = fold_mapped(text)
    words = units(folded.text)
    if len(words) < 2:
        return ""
    first = random.randrange(len(words) - 1)
    last = min(first + random.randint(1, 6), len(words) - 1)
    start, end = folded.origin(words[first].start, words[last].end)
    return text[start:end]


def words_of(text: str) -> str:
    """The words and Han characters of a text, without what parts them."""
    return " ".join(unit.form for unit in units(fold(text)))


def standing(text: str, phrase: str) -> list[bool]:
    """For each character of a text whether a phrase stands on it, told by nothing but the positions that the index keeps."""
    folded, asked = fold_mapped(text), units(fold(phrase))
    words, flags = units(folded.text), [False] * len(text)
    wanted = [(unit.form, unit.position - asked[0].position) for unit in asked]
    for first in range(len(words) - len(asked) + 1):
        run = words[first : first + len(asked)]
        if [(unit.form, unit.position - run[0].position) for unit in run] == wanted:
            start, end = folded.origin(run[0].start, run[-1].end)
            flags[start:end] = [True] * (end - start)
    return flags


@given(SEEDS)
@settings(deadline=None, max_examples=300)
def test_a_phrase_is_marked_where_it_stands_and_nowhere_else(seed: int) -> None:
    """Signs, spaces, lines and scripts between its words are as in the index, which numbers words and Han characters."""
    random = Random(seed)
    text = text_of(random, most=60)
    phrase = phrase_of(random, text)
    spans = mark(text, Question(text=f'text:"{phrase}"', expand=False)) if phrase else ()
    assert [span.mark for span in spans for _ in span.text] == (standing(text, phrase) if phrase else [])


@given(SEEDS)
@settings(deadline=None, max_examples=100)
def test_every_section_that_a_phrase_finds_shows_it_marked(drawn: Library, seed: int) -> None:
    """What stands between the words of a phrase never keeps a snippet from marking it, from its first word to its last."""
    random = Random(seed)
    text = random.choice(drawn.ask("", size=1_000).hits).located.section.text
    if phrase := phrase_of(random, text):
        hits = drawn.ask(f'text:"{phrase}"', size=1_000, expand=False).hits
        assert text in [hit.located.section.text for hit in hits]
        for hit in hits:
            runs = [words_of(span.text) for span in hit.snippet if span.mark]
            assert any(words_of(phrase) in run for run in runs), (phrase, hit.located.section.text)


PHRASES = [
    ("numbers, time limits and record", "The numbers, time limits and record.", ["numbers, time limits and record"]),
    ("numbers time limits", "Numbers; time\n\nlimits", ["Numbers; time\n\nlimits"]),
    ("gene therapy", "gene  therapy, gene (therapy) and gene_therapy", ["gene  therapy", "gene (therapy", "gene_therapy"]),
    ("gene therapy", "gene • therapy, gene™ therapy", ["gene • therapy"]),
    ("gene therapy", "genes therapy, gene therapyless, a telegene therapy", []),
    ("gene therapy", "gene 与 therapy", []),
    ("person (art. 23)", "the person (Art. 23) is", ["person (Art. 23"]),
    ("the 10 the", "the 10 the 10 the", ["the 10 the 10 the"]),
    (
        "细胞，治疗",
        "细胞，治疗；细胞。治疗；细胞\n治疗；细胞 、\n治疗",
        ["细胞，治疗", "细胞。治疗", "细胞\n治疗", "细胞 、\n治疗"],
    ),
    ("细胞，治疗", "细胞治疗与细胞 治疗", []),
    ("细胞治疗", "细胞，治疗与细胞  治疗", ["细胞  治疗"]),
    ("细胞（治疗）", "細胞（治療）產品", ["細胞（治療"]),
    ("細胞、治療", "细胞、治疗产品", ["细胞、治疗"]),
    ("细胞 cell", "细胞cell，细胞  cell，细胞(cell)，细胞cells", ["细胞cell", "细胞  cell"]),
    ("cell (细胞)", "Cell (细胞)，cell细胞", ["Cell (细胞"]),
    ("GMP附录——细胞", "ＧＭＰ附录——细胞", ["ＧＭＰ附录——细胞"]),
    ("CAR-T细胞", "ＣＡＲ－Ｔ細胞、CAR  T 细胞、CART细胞", ["ＣＡＲ－Ｔ細胞", "CAR  T 细胞"]),
    ("2024年第3号", "２０２４年第３号", ["２０２４年第３号"]),
    ("稿》) to the", "（稿》) to  the 2010", ["稿》) to  the"]),
]


@pytest.mark.parametrize(("phrase", "text", "runs"), PHRASES)
def test_what_is_marked_of_a_quotation(phrase: str, text: str, runs: list[str]) -> None:
    """Between Latin words any signs may stand; beside a Han character none but spaces, or some where the quotation has some."""
    assert marked(text, f'text:"{phrase}"') == runs


@pytest.mark.parametrize(
    ("phrase", "before", "after"),
    [("gene therapy", "gene", "therapy"), ("细胞，治疗", "细胞", "治疗"), ("gene (细胞)", "gene (", "细胞)")],
)
def test_no_phrase_reaches_from_one_text_into_the_next(phrase: str, before: str, after: str) -> None:
    """The hits of a page are read as one text, yet each is its own."""
    marker = understand(f'text:"{phrase}"', False, ()).marker
    assert marker.marks([before, after]) == marker.marks([f"{before} ", f"({after}"]) == [[], []]
