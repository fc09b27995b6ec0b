"""Quotations and their marks: whatever parts its words, what a quotation finds is marked, and so is what lies across two parts."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, text_of

from search import Question, Span, mark
from search.analysis import units
from search.find import understand
from search.fold import fold, fold_mapped
from search.snippet import READ, WIDTH, WIDTH_HAN, snippets

SEEDS = st.integers(0, 100_000)


def marked(text: str, question: str) -> list[str]:
    """The marked runs of a text."""
    return [span.text for span in mark(text, Question(text=question, expand=False)) if span.mark]


def snippet_of(text: str, question: str) -> tuple[Span, ...]:
    """The snippet of a text for a question."""
    return snippets([text], understand(question, False, ()).marker)[0]


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


def test_one_word_over_and_over_is_marked_as_far_as_it_is_read() -> None:
    """A quotation that overlaps itself at every word is not looked for without end."""
    ((start, end),) = understand(f'text:"{"a " * 300}"', False, ()).marker.marks(["a " * 3_000])[0]
    assert (start, end % 2) == (0, 1)
    assert 2 * 300 <= end < 2 * 3_000


ACROSS = [
    ("interaction", "interaction", "lorem. "),
    ("CART", "CAR-T", "lorem. "),
    ("article 12", "Article 12", "lorem. "),
    ('"cell therapy"', "cell, therapy", "lorem. "),
    (f'"{"gene cell " * 60}"', "gene cell " * 59 + "gene cell", "lorem. "),
    ("干细胞", "干细胞", "长"),
    ("第15条", "第十五条", "长"),
    ("2020年1月5日", "2020年1月5日", "长"),
    ('"细胞（治疗"', "細胞（治療", "长"),
]


@pytest.mark.parametrize(("question", "run", "filler"), ACROSS)
@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("inside", [0.01, 0.5, 0.99])
def test_what_lies_across_two_parts_is_marked_whole(question: str, run: str, filler: str, parts: int, inside: float) -> None:
    """A long text is looked through by parts; what begins in one and ends in the next is found and marked as far as it is shown."""
    before = parts * READ - max(1, int(len(run) * inside))
    text = (filler * READ * parts)[: before - 1] + " " + run + " follows here. " + filler * READ
    shown = "".join(span.text for span in snippet_of(text, question) if span.mark)
    width = WIDTH_HAN if filler == "长" else WIDTH
    assert shown == run if len(run) <= width else run.startswith(shown) and len(shown) > width - 20


@pytest.mark.parametrize("question", ["inter", "action"])
def test_no_half_of_a_word_is_marked_where_a_part_ends(question: str) -> None:
    """Half a word that stands at the edge is no word, though its part ends there."""
    text = ("lorem. " * READ)[: READ - 6] + " interaction. " + "lorem. " * READ
    assert not any(span.mark for span in snippet_of(text, question))


def test_marks_go_on_where_the_passage_passes_the_part_that_was_read() -> None:
    """Each place of a word in a passage is marked, also those beyond the part that decided for it."""
    text = ("x. " * READ)[: READ - 50] + "the gene " * 30 + "." + " x" * READ
    spans = snippet_of(text, "gene")
    assert "".join(span.text for span in spans).count("gene") == sum(span.text == "gene" for span in spans) > 10


@given(SEEDS, st.integers(20, 60))
@settings(deadline=None, max_examples=50)
def test_a_quotation_longer_than_a_passage_is_shown_from_its_beginning(seed: int, first: int) -> None:
    """And it ends between two words."""
    random = Random(seed)
    words = [random.choice(("gene", "vectors", "authorisation", "of", "a", "manufacturing", "cells")) for _ in range(200)]
    quoted = " ".join(words[first : first + 100])
    spans = snippet_of(" ".join(words), f'text:"{quoted}"')
    shown = "".join(span.text for span in spans if span.mark)
    assert f"{quoted} ".startswith(f"{shown} ")
    assert len(shown) > WIDTH // 2


def test_a_word_longer_than_a_passage_is_shown_as_far_as_it_fits() -> None:
    """Nothing parts it, so it is cut."""
    text = "Some words first. " + "acgt" * 200 + " and more words. " * 30
    shown = "".join(span.text for span in snippet_of(text, "acg*") if span.mark)
    assert WIDTH // 3 < len(shown) <= WIDTH
