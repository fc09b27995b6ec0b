"""Any text is a question, and the operators mean what the manual says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import weights
from search.clause import All, Any, Clause, Dated, Fact, Must, Never, Quoted, Sequence, Starts, Within, Word, describe, plain_text
from search.compiler import compile_query
from search.parser import parse

WORDS = st.sampled_from(
    [
        "gene",
        "细胞",
        '"cell therapy"',
        "-x",
        "+y",
        "regul*",
        "text:a",
        "title:细胞",
        "year:2020",
        "status:draft",
        "OR",
        "AND",
        "NOT",
        "(",
        ")",
        "（试行）",
    ]
)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("", Sequence(())),
        ("gene", Word("gene")),
        ("gene therapy", Sequence((Word("gene"), Word("therapy")))),
        ('"gene therapy"', Quoted("gene therapy")),
        ("“基因治疗”", Quoted("基因治疗")),
        ("「基因治疗」", Quoted("基因治疗")),
        ("regul*", Starts("regul")),
        ("+gene -cell", Sequence((Must(Word("gene")), Never(Word("cell"))))),
        ("NOT gene", Never(Word("gene"))),
        ("--gene", Word("--gene")),
        ("a OR b", Any((Word("a"), Word("b")))),
        ("a|b", Word("a|b")),
        ("a | b", Any((Word("a"), Word("b")))),
        ("a AND b OR c", Any((All((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", Sequence((Word("a"), Any((Word("b"), Word("c")))))),
        ("（甲 OR 乙） 丙", Sequence((Any((Word("甲"), Word("乙"))), Word("丙")))),
        ('text:"个人信息"', Within("text", Quoted("个人信息"))),
        ('-text:"出境"', Never(Within("text", Quoted("出境")))),
        ("标题：细胞", Within("title", Word("细胞"))),
        ("title:(cell therapy)", Within("title", Sequence((Word("cell"), Word("therapy"))))),
        ("authority:NMPA,CDE", Fact("authority", ("NMPA", "CDE"))),
        ("status:现行有效", Fact("status", ("in_force",))),
        ('status:"in force"', Fact("status", ("in_force",))),
        ("效力：征求意见稿", Fact("status", ("draft",))),
        ("year:2020..2023", Dated("year", "2020", "2023")),
        ("issued:>=2024-05", Dated("issued", "2024-05", None)),
        ("issued:<2020", Dated("issued", None, "2019-12-31")),
        ("issued:>2020-02", Dated("issued", "2020-03-01", None)),
        ("effective:2024/5/1", Dated("effective", "2024-05-01", "2024-05-01")),
        ("year:2023..2020", Dated("year", "2020", "2023")),
        ("issued:2024-05..2023", Dated("issued", "2023", "2024-05")),
        ("year:2020-2023", Dated("year", "2020", "2023")),
        ("年份：2020至2023", Dated("year", "2020", "2023")),
        ("发布：2024年5月", Dated("issued", "2024-05", "2024-05")),
        ("发布：2024年5月1日", Dated("issued", "2024-05-01", "2024-05-01")),
        ("issued:2024-05", Dated("issued", "2024-05", "2024-05")),
        ("authority:nmpa", Fact("authority", ("NMPA",))),
        ("机关：药审中心", Fact("authority", ("CDE",))),
        ("机关：国家药监局,卫健委", Fact("authority", ("NMPA", "NHC"))),
        ("机关：无此机关", Fact("authority", ("无此机关",))),
        ("status:有效", Fact("status", ("in_force",))),
        ("status:in", Fact("status", ("in_force", "trial"))),
        ("status:已经", Fact("status", ("已经",))),
        ("stage:临床", Fact("lifecycle_stage", ("ind", "clinical"))),
        ("stage:Clin", Fact("lifecycle_stage", ("clinical",))),
        ("type:指导原则", Fact("instrument_type", ("technical_guideline",))),
        ("type:指南", Fact("instrument_type", ("指南",))),
        ("product:m,stem", Fact("product_class", ("m", "stem_cell"))),
        ("title: cell", Within("title", Word("cell"))),
        ("标题： “细胞”", Within("title", Quoted("细胞"))),
        ("-title: cell", Never(Within("title", Word("cell")))),
        ("status: 有效 gene", Sequence((Fact("status", ("in_force",)), Word("gene")))),
        ("year: 2020..2023", Dated("year", "2020", "2023")),
        ("Status: to be told", Sequence(tuple(map(Word, ("Status:", "to", "be", "told"))))),
        ("Year: see below", Sequence(tuple(map(Word, ("Year:", "see", "below"))))),
        (f"text: {'a ' * 9}", Sequence((Word("text:"), *map(Word, "a" * 9)))),
        ("year:soon", Sequence((Word("year"), Word("soon")))),
        ("issued:2020-13..", Dated("issued", "2020-13", None)),
        ("note: this", Sequence((Word("note:"), Word("this")))),
        ("AND AND (", Sequence(())),
        ('"unbalanced', Quoted("unbalanced")),
        ("((a", Word("a")),
        ("a))", Word("a))")),
        ("ICH Q5A(R2)", Sequence((Word("ICH"), Word("Q5A(R2)")))),
        ("管理办法（试行）", Word("管理办法（试行）")),
        ("国办发[2024]53号", Word("国办发[2024]53号")),
        ("FDA-2021-D-0404", Word("FDA-2021-D-0404")),
        ("😀", Word("😀")),
    ],
)
def test_a_question_is_read_so(text: str, clause: Clause) -> None:
    """Words, quotations, signs, brackets, fields and facts, in Chinese and Latin marks."""
    assert parse(text) == clause


@given(st.text(max_size=60) | st.lists(WORDS, max_size=12).map(" ".join))
def test_any_text_is_a_question_and_what_was_understood_can_be_asked_again(text: str) -> None:
    """Nothing is refused, and the description of a question means the question."""
    understood = describe(parse(text))
    assert describe(parse(understood)) == describe(parse(describe(parse(understood))))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        '"' * 10_000,
        "a " * 5_000,
        "-" * 10_000,
        "AND " * 2_500,
        "text:" * 2_000,
        "text: " * 1_600,
        "status: x " * 1_000,
        "字" * 10_000,
        "(a OR " * 1_600,
        "a(b" * 3_000,
    ],
)
def test_ten_thousand_characters_are_read_at_once(text: str) -> None:
    """No question takes long to read, however strange."""
    started = time.perf_counter()
    parse(text)
    assert time.perf_counter() - started < 1


def test_the_plain_words_are_what_titles_and_numbers_are_looked_up_in() -> None:
    """Operators and fields are no part of a title."""
    assert plain_text(parse('药品管理法 第26条 -草案 status:in_force "假药"')) == "药品管理法 第26条"
    assert plain_text(parse("a OR b")) == ""


@pytest.mark.parametrize(
    ("text", "lifted"),
    [
        ("gene therapy", True),
        ("基因治疗 随访", True),
        ("Liver disease shortens life.", False),
        ("What is potency?", False),
        ("细胞治疗是药品吗？", False),
        ("Liver disease (of any cause) shortens life.", False),
        ("药品管理法 第26条 status:in_force", True),
    ],
)
def test_all_words_come_first_but_where_they_are_a_sentence(text: str, lifted: bool) -> None:
    """Of words side by side every one is meant; the verb of a sentence need not stand where the answer does."""
    assert bool(compile_query(parse(text)).tiers) == lifted


def test_only_a_few_words_stand_for_all_that_start_so() -> None:
    """A question of nothing but stars is answered in time: the further ones are plain words."""
    compiled = compile_query(parse(" ".join(f"{letter}*" for letter in "abcdefghij")))
    assert str(compiled.tree).count("Prefix(") == weights.MOST_STARTED
