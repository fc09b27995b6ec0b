"""Snippets and marks: the passage that answers, cut where a reader would cut, marked where the words stand in the original."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import HAN, LATIN, Library, document, library, runs, text_of

from corpus import Section
from search import Question, Span, mark
from search.analysis import HAN_CHAR, analyse
from search.find import understand
from search.fold import fold
from search.marking import Marker
from search.result import Hit
from search.snippet import READ, WIDTH, WIDTH_HAN, snippets

SEEDS = st.integers(0, 100_000)
WORDS = st.lists(st.sampled_from([*HAN, *LATIN]), min_size=1, max_size=3).map(" ".join)
PLAIN = str.maketrans("細療產藥臨試驗辦註請條應當冊", "细疗产药临试验办注请条应当册")


def shown(spans: tuple[Span, ...]) -> str:
    """A snippet without the dots that say that there is more."""
    return "".join(span.text for span in spans).strip("…").strip()


def snippet_of(text: str, question: str) -> tuple[Span, ...]:
    """The snippet of a text for a question."""
    (passage,) = snippets([text], understand(question, False, ()).marker)
    return passage


def spaces(text: str) -> str:
    """A text whose runs of space are single spaces, as a page shows it."""
    return re.sub(r"\s+", " ", text)


def plain(text: str) -> str:
    """A text without width, case and script."""
    return unicodedata.normalize("NFKC", text).casefold().translate(PLAIN)


def goes_on(one: str, other: str) -> bool:
    """Whether a Latin word goes on from one character to the next."""
    return all(char.isalnum() and not HAN_CHAR.match(char) for char in (one, other))


def marked(text: str, question: str, *, expand: bool = False) -> list[str]:
    """The marked runs of a text."""
    return [span.text for span in mark(text, Question(text=question, expand=expand)) if span.mark]


@given(SEEDS, WORDS)
@settings(deadline=None, max_examples=100)
def test_the_spans_of_a_marked_text_are_the_text(seed: int, question: str) -> None:
    """Nothing is lost, added or changed by marking, whatever the text holds."""
    text = text_of(Random(seed))
    spans = mark(text, Question(text=question))
    assert "".join(span.text for span in spans) == text
    assert all(span.text for span in spans)
    assert all(one.mark != other.mark or one.mark for one, other in pairwise(spans))


@given(st.text(max_size=120), st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_any_text_can_be_marked_for_any_question(text: str, question: str) -> None:
    """Whatever was read and whatever was asked, the text comes back whole."""
    assert "".join(span.text for span in mark(text, Question(text=question))) == text


@given(SEEDS, WORDS)
@settings(deadline=None, max_examples=100)
def test_every_mark_lies_on_a_match(seed: int, question: str) -> None:
    """A marked run holds only what was asked: a stem, a character pair or a single character of the question."""
    asked = {form for form, _ in analyse(question)}
    for run in marked(text_of(Random(seed)), question):
        assert asked & {form for form, _ in analyse(run)}, (run, question)


@given(SEEDS, st.sampled_from(LATIN))
@settings(deadline=None, max_examples=75)
def test_marks_cover_whole_words(seed: int, question: str) -> None:
    """No mark begins or ends inside a Latin word."""
    text = text_of(Random(seed))
    place = 0
    for span in mark(text, Question(text=question, expand=False)):
        for edge in (place, place + len(span.text)):
            assert not (span.mark and 0 < edge < len(text) and goes_on(text[edge - 1], text[edge])), (text, span)
        place += len(span.text)


@given(SEEDS, st.sampled_from([word for word in HAN if len(word) > 1]))
@settings(deadline=None, max_examples=75)
def test_every_place_of_a_chinese_word_is_marked(seed: int, question: str) -> None:
    """Each place where the word stands is marked, in whatever script."""
    text = text_of(Random(seed))
    spans = mark(text, Question(text=question, expand=False))
    flags = [span.mark for span in spans for _ in span.text]
    for match in re.finditer(f"(?={question})", plain(text)):
        assert all(flags[match.start() : match.start() + len(question)]), text


TEXTS = [
    ("细胞", "本办法所称細胞治療產品", ["細胞"]),
    ("細胞", "本办法所称细胞治疗产品", ["细胞"]),
    ("细胞治疗", "細胞治療與細胞、治療", ["細胞治療", "細胞", "治療"]),
    ("gmp", "按照ＧＭＰ生产", ["ＧＭＰ"]),
    ("CAR-T", "CAR-T细胞", ["CAR-T"]),
    ("CAR-T", "ＣＡＲ－Ｔ细胞", ["ＣＡＲ－Ｔ"]),
    ("CART", "CAR-T cells", ["CAR-T"]),
    ("therapy", "Therapies and therapy; therapist", ["Therapies", "therapy"]),
    ("medical", "Medicare is medical", ["medical"]),
    ("process", "processing a process", ["processing", "process"]),
    ("regul*", "The regulator regulates; irregular", ["regulator", "regulates"]),
    ('"gene therapy"', "Gene therapy, not gene or therapy", ["Gene therapy"]),
    ('"gene therapy"', "gene-therapy", ["gene-therapy"]),
    ('"细胞治疗"', "细胞治疗与细胞和治疗", ["细胞治疗"]),
    ("第十二条", "第12条和第十二條", ["第12条", "第十二條"]),
    ("第12条", "依照第十二条", ["第十二条"]),
    ("article 12", "Article 12 and article 13", ["Article 12", "article"]),
    ("2025年9月28日", "二○二五年九月二十八日公布", ["二○二五年九月二十八日"]),
    ("车间", "⻋间主任", ["⻋间"]),
    ("final", "the ﬁnal text", ["ﬁnal"]),
    ("细胞", "细 胞 治 疗", ["细 胞"]),
    ("post-approval", "postapproval and post-approval changes", ["postapproval", "post-approval"]),
    ("authorisation", "The authorization", ["authorization"]),
    ("analyse", "analyses, analyzed, an analysis and analog", ["analyses", "analyzed", "analysis"]),
    ("analysis", "analyses, an analysis", ["analyses", "analysis"]),
    ("fetal", "foetal oedema", ["foetal"]),
    ("oestrogen", "estrogen and oestrogens", ["estrogen", "oestrogens"]),
    ("interferon gamma", "IFN-γ, an interferon-γ", ["γ", "interferon", "γ"]),
    ("IFN-gamma", "the IFN-γ gene", ["IFN", "γ"]),
    ("IFN-γ", "IFN-γ or IFN-gamma", ["IFN-γ", "IFN", "gamma"]),
    ("gene -therapy", "gene therapy", ["gene"]),
    ("gene NOT therapy", "gene therapy", ["gene"]),
    ("authority:NMPA gene", "NMPA on gene", ["gene"]),
    ("the gene", "the gene of the cell", ["gene"]),
    ("研究", "No Chinese here", []),
    ("", "nothing asked", []),
]


@pytest.mark.parametrize(("question", "text", "runs_marked"), TEXTS)
def test_what_is_marked(question: str, text: str, runs_marked: list[str]) -> None:
    """Marks stand on the original: its script, its width, its spelling; never on what was excluded or merely looks alike."""
    assert marked(text, question) == runs_marked


@pytest.mark.parametrize(
    ("question", "text", "run"),
    [
        ("informed consent", "受试者签署知情同意书", "知情同意"),
        ("知情同意", "The informed consent form", "informed consent"),
        ("CAR-T", "嵌合抗原受体T细胞产品", "嵌合抗原受体T细胞"),
        ("long-term follow-up", "应当进行长期随访", "长期随访"),
    ],
)
def test_what_the_glossary_added_is_marked_too(question: str, text: str, run: str) -> None:
    """An expanded term is marked where it stands; with expansion off it is not."""
    assert any(run in each for each in marked(text, question, expand=True))
    assert not any(run in each for each in marked(text, question))


def hits(shelf: Library, question: str) -> tuple[Hit, ...]:
    """The first hits of a question, without expansion."""
    return shelf.ask(question, expand=False, size=20).hits


@given(WORDS)
@settings(deadline=None, max_examples=40)
def test_a_snippet_is_a_passage_of_the_text(drawn: Library, question: str) -> None:
    """What is shown stands so in the section, but for runs of space; no span is empty, and it is never the heading."""
    for hit in hits(drawn, question):
        assert shown(hit.snippet) in spaces(hit.located.section.text)
        assert all(span.text for span in hit.snippet)
        assert len(shown(hit.snippet)) <= WIDTH + 40


@given(WORDS)
@settings(deadline=None, max_examples=40)
def test_a_section_whose_text_answers_shows_where(drawn: Library, question: str) -> None:
    """If marking the whole text marks anything, the snippet shows at least one of those marks."""
    for hit in hits(drawn, question):
        anywhere = marked(hit.located.section.text, question)
        assert any(span.mark for span in hit.snippet) == bool(anywhere)


HAN_FILLER, FILLER = "第{}点说的是与所问无关的一般要求。", "Part {} says nothing of interest to anyone. "
LONG = [
    ("知情同意", "受试者应当签署知情同意书。", HAN_FILLER),
    ("知情同意", "受試者應當簽署知情同意書。", HAN_FILLER),
    ("ＧＭＰ", "按照GMP组织生产。", HAN_FILLER),
    ("informed consent", "Subjects sign informed consent first. ", FILLER),
    ("consenting", "Subjects consent in writing. ", FILLER),
]


@pytest.mark.parametrize(("question", "answer", "filler"), LONG, ids=["simplified", "traditional", "width", "words", "stem"])
@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 300), (1, 300), (150, 150), (400, 0), (2_000, 3)])
def test_the_sentence_that_answers_is_shown_whole(question: str, answer: str, filler: str, before: int, after: int) -> None:
    """Wherever in a long text it stands: whole sentences around it, with dots exactly where text was left out."""
    sentences = [*(filler.format(number) for number in range(before)), answer, *(filler.format(-number) for number in range(after))]
    text = "".join(sentences).strip()
    spans = snippet_of(text, question)
    passage = shown(spans)
    start = text.index(passage)
    assert answer.strip() in passage
    assert any(span.mark for span in spans)
    assert (spans[0].text == "…") == (start > 0)
    assert (spans[-1].text == "…") == (start + len(passage) < len(text))
    assert text[:start].endswith(("", "。", ". ")[bool(start) :])
    assert len(passage) <= (WIDTH_HAN if HAN_CHAR.search(text) else WIDTH)


@pytest.mark.parametrize("question", ["informed consent", "consent"])
@pytest.mark.parametrize("shift", [5, 20, 40])
def test_a_sentence_is_shown_whole_wherever_the_looking_through_pauses(question: str, shift: int) -> None:
    """A long text is looked through by parts; a sentence that lies in two of them is not cut there."""
    answer = "All the subjects of the trial give their informed consent in writing."
    text = "x" * (READ - shift - 2) + ". " + answer + FILLER.format(1) * 30
    assert answer in shown(snippet_of(text, question))


@pytest.mark.parametrize(("text", "width"), [("没有句号的长文" * 100, WIDTH_HAN), ("a long text without an end " * 50, WIDTH)])
def test_a_text_without_marks_shows_its_beginning(text: str, width: int) -> None:
    """Also where its first sentence is longer than what is shown."""
    passage = shown(snippet_of(text, "pharmacovigilance"))
    assert text.startswith(passage)
    assert width - 10 < len(passage) <= width


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("附条件批准 适用范围", "附条件批准的适用范围如下。", "附条件批准另行规定。"),
        ("conditional approval scope", "The scope of conditional approval is this. ", "An approval is an act. "),
        ("干细胞 备案 机构", "干细胞机构备案由两部门负责。", "机构应当合法。"),
    ],
)
def test_the_passage_with_most_of_the_question_wins(question: str, better: str, worse: str) -> None:
    """Of several places the one that holds more of the words is shown."""
    filler = "这里没有相关内容，只是填充文字而已。" * 20 if HAN_CHAR.match(better) else "Nothing of interest is here at all. " * 20
    text = worse + filler + better + filler + worse
    assert better.strip() in "".join(span.text for span in snippet_of(text, question))


@given(SEEDS, st.integers(1, 60))
@settings(deadline=None, max_examples=30)
def test_a_snippet_of_an_english_text_never_cuts_a_word(seed: int, place: int) -> None:
    """Both ends of the passage fall between words, sentences or not."""
    random = Random(seed)
    words = [random.choice(("gene", "vectors", "authorisation", "of", "a", "manufacturing", "cells")) for _ in range(120)]
    words[place] = "pharmacovigilance"
    text = " ".join(words)
    passage = "".join(run for run, _ in runs(snippet_of(text, "pharmacovigilance")))
    inside = passage.strip("…").strip()
    assert "pharmacovigilance" in inside
    assert f" {inside} " in f" {text} "


def test_the_heading_is_not_repeated_as_snippet(tmp_path: Path) -> None:
    """A section found by its heading shows its text; one without text shows nothing."""
    headed = document("a", Section(id="1", level=1, heading="附则", text="本办法自发布之日起施行。"), title="某办法")
    bare = document("b", Section(id="1", level=1, heading="附则", text=""), title="另一办法")
    with library(tmp_path, headed, bare) as shelf:
        found = {hit.document.id: shown(hit.snippet) for hit in shelf.ask("附则", expand=False).hits}
    assert found == {"a": "本办法自发布之日起施行。", "b": ""}


def test_tables_and_lines_are_shown_as_one_line(tmp_path: Path) -> None:
    """Tabs and line ends of the text are single spaces in a snippet."""
    with library(tmp_path, document("a", "随访年限见下表。\n载体\t整合风险\t年限\n慢病毒\t高\t15")) as shelf:
        passage = shown(shelf.ask("慢病毒", expand=False).hits[0].snippet)
    assert "慢病毒 高 15" in passage
    assert not any(char in passage for char in "\n\t")


def test_marks_are_found_in_a_very_long_text_at_once() -> None:
    """200,000 characters are marked in well under a second a question."""
    text = ("细胞治疗产品 gene therapy products, " * 6_000)[:200_000]
    started = perf_counter()
    spans = mark(text, Question(text="gene 细胞"))
    assert perf_counter() - started < 5
    assert "".join(span.text for span in spans) == text
    assert sum(span.mark for span in spans) > 5_000


@given(SEEDS, WORDS)
@settings(deadline=None, max_examples=30)
def test_marks_of_a_marker_are_in_order_and_apart(seed: int, question: str) -> None:
    """Offsets rise, lie in the text and never overlap."""
    text = text_of(Random(seed))
    marker = understand(question, True, ()).marker
    assert isinstance(marker, Marker)
    place = 0
    for start, end in marker.marks([text])[0]:
        assert place <= start < end <= len(text)
        place = end


@given(st.lists(st.integers(0, 100_000).map(lambda seed: text_of(Random(seed))) | st.text(max_size=9), max_size=5), WORDS)
@settings(deadline=None, max_examples=60)
def test_texts_are_marked_together_as_each_alone(texts: list[str], question: str) -> None:
    """A page of hits is read as one text: nothing reaches from one into the next."""
    marker = understand(question, True, ()).marker
    assert marker.marks(texts) == [marker.marks([text])[0] for text in texts]


def test_case_and_script_of_the_question_do_not_change_the_marks() -> None:
    """GENE 細胞 marks what gene 细胞 marks."""
    text = "Gene therapy 与細胞治疗 GENES"
    assert marked(text, "GENE 細胞") == marked(text, "gene 细胞") == ["Gene", "細胞", "GENES"]
    assert fold("細胞") == "细胞"
