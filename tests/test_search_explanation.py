"""Why a hit ranks where it does, and what to do where there is none: in words that are true."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import HAN, LATIN, Library, document, library

from corpus import Section
from search import Relief, Results
from web.reasons import told

SHELF = (
    document(
        "dal",
        Section(id="1", level=1, number="第一条", heading="附条件批准", text="附条件批准适用于严重疾病。附条件批准应当有数据。"),
        title="药品管理法",
        document_number="主席令第三十一号",
        status="in_force",
        authority="NPCSC",
        issued="2019-08-26",
    ),
    document("old", "附条件批准的旧规定。", title="旧办法", status="repealed", authority="NMPA", issued="2001-01-01"),
    document("draft", "附条件批准的草案。", title="草案", status="draft", authority="NMPA", issued="2023-08-25"),
    document(
        "en",
        Section(id="1", level=1, heading="Scope", text="Conditional approval needs data. Approval follows."),
        Section(id="2", level=2, text="Nothing else."),
        title="Conditional approval guidance",
        language="en",
        status="in_force",
        authority="FDA",
        issued="2020-01-30",
    ),
    document("bare", title="基因治疗指南", status="in_force", authority="CDE", issued="2021-12-03"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Texts in force and not, in both languages."""
    with library(tmp_path_factory.mktemp("explanation"), *SHELF) as opened:
        yield opened


def reasons(shelf: Library, question: str, expected: str) -> str:
    """The explanation of a document's hit, as one English text."""
    hits = shelf.ask(question, explain=True, expand=False).hits
    return " ".join(told(reason, "en") for hit in hits if hit.document.id == expected for reason in hit.explanation)


WHY = [
    ("附条件批准", "dal", ("In the text", "“附条件批准” 2 times", "In the heading")),
    ("附条件批准", "old", ("In the text", "“附条件批准”", "Not the text in force", "counts less")),
    ("附条件批准", "draft", ("Not the text in force",)),
    ("药品管理法", "dal", ("names this instrument", "In the title: “药品管理法”")),
    ("主席令第三十一号", "dal", ("names this instrument", "number")),
    ("conditional approval", "en", ("In the text", "“conditional”", "“approval” 2 times", "In the title")),
    ("scope", "en", ("In the heading",)),
    ("基因治疗指南", "bare", ("In the title",)),
]


@pytest.mark.parametrize(("question", "expected", "told"), WHY)
def test_the_reasons_are_told_in_words(shelf: Library, question: str, expected: str, told: tuple[str, ...]) -> None:
    """Which words stand where and how often, what was named, and what counts less for not being in force."""
    explained = reasons(shelf, question, expected)
    assert explained
    for phrase in told:
        assert phrase in explained


@pytest.mark.parametrize(
    ("question", "expected", "sentences"),
    [
        ("附条件批准", "dal", ["正文中有“附条件批准” 2 次。", "条标题中有“附条件批准”。"]),
        ("附条件批准", "old", ["正文中有“附条件批准”。", "不是现行文本（已废止），得分因此较低。"]),
        ("主席令第三十一号", "dal", ["问题以文号或标题指明了这份文件，因此排在最前。", "文号中有“主席令第三十一号”。"]),
    ],
)
def test_the_reasons_are_told_in_chinese_too(shelf: Library, question: str, expected: str, sentences: list[str]) -> None:
    """A reader of Chinese is told in Chinese; the score comes last."""
    (hit,) = (hit for hit in shelf.ask(question, explain=True, expand=False).hits if hit.document.id == expected)
    assert [told(reason, "zh") for reason in hit.explanation] == [*sentences, f"得分 {hit.score:.2f}。"]


def test_what_is_in_force_is_not_said_to_count_less(shelf: Library) -> None:
    """Only what is not in force is told to be so."""
    assert "counts less" not in reasons(shelf, "附条件批准", "dal")


def test_what_stands_nowhere_is_not_told(shelf: Library) -> None:
    """A field without any of the words is not spoken of."""
    assert "In the title" not in reasons(shelf, "附条件批准", "dal")
    assert "In the document number" not in reasons(shelf, "附条件批准", "dal")


@pytest.mark.parametrize("question", ["附条件批准", "approval", "药品管理法", "", "-approval"])
def test_reasons_are_given_only_when_asked_for(shelf: Library, question: str) -> None:
    """Explaining changes nothing else; without it there is nothing to read."""
    plain, explained = shelf.ask(question), shelf.ask(question, explain=True)
    assert all(hit.explanation == () for hit in plain.hits)
    assert all(hit.explanation for hit in explained.hits)
    assert [(hit.located.section.id, hit.score) for hit in plain.hits] == [
        (hit.located.section.id, hit.score) for hit in explained.hits
    ]


@given(st.lists(st.sampled_from([*HAN, *LATIN]), min_size=1, max_size=3).map(" ".join))
@settings(deadline=None, max_examples=30)
def test_every_word_that_is_told_stands_there(drawn: Library, question: str) -> None:
    """A reason quotes the words as they stand in the section, its heading, title or path."""
    for hit in drawn.ask(question, explain=True).hits:
        facts = hit.document.metadata
        titles = [hit.document.title, facts.title_zh or "", facts.title_en or "", facts.document_number or ""]
        held = "\n".join([hit.located.section.text, hit.located.section.name, *titles, *hit.located.path]).casefold()
        for reason in hit.explanation:
            assert all(word in held for word, _ in reason.words)


RELIEF = [
    # what was asked, the filters, and what can be taken off with what it then gives
    ("附条件批准", {"authority": ("FDA",)}, None, {("FDA", "authority", 3)}),
    ("附条件批准", {"authority": ("FDA",), "status": ("draft",)}, None, set()),
    ("附条件批准", {"year": ("2001",), "status": ("draft",)}, None, {("2001", "year", 1), ("draft", "status", 1)}),
    ("附条件批准", {}, "1990-01-01", {("1990-01-01", "as_of", 3)}),
    ("+附条件批准 +basis", {}, None, {("+basis", None, 3)}),
    ("附条件批准 status:superseded", {}, None, {("status:superseded", None, 3)}),
    ('approval text:"never written"', {}, None, {('text:"never written"', None, 2)}),
    ("附条件批准 AND plugh", {}, None, {("plugh", None, 3)}),
    ("xyzzy plugh zzz", {}, None, set()),
]


@pytest.mark.parametrize(("question", "filters", "day", "expected"), RELIEF)
def test_zero_hits_say_what_to_take_off_and_what_that_gives(
    shelf: Library, question: str, filters: dict[str, tuple[str, ...]], day: str | None, expected: set[tuple[str, str | None, int]]
) -> None:
    """Each filter or part that alone stands in the way, with the number of hits without it, the greatest first."""
    results = shelf.ask(question, filters=filters, as_of=day, expand=False)
    assert results.total == 0
    assert expected <= {(relief.remove, relief.facet, relief.total) for relief in results.relief}
    totals = [relief.total for relief in results.relief]
    assert totals == sorted(totals, reverse=True)
    assert all(totals)


@pytest.mark.parametrize(("question", "filters", "day", "expected"), RELIEF)
def test_a_filter_taken_off_gives_what_was_promised(
    shelf: Library, question: str, filters: dict[str, tuple[str, ...]], day: str | None, expected: set[tuple[str, str | None, int]]
) -> None:
    """The number is that of the hits one then sees."""
    for relief in shelf.ask(question, filters=filters, as_of=day, expand=False).relief:
        assert taken_off(shelf, relief, question, filters, day).total == relief.total


LOOSER = [
    # a lone quotation, field or both, and what may be asked instead with the hits it has
    ('"conditional approval of the basis"', {("conditional approval of the basis", 2), ('"conditional approval"', 2)}),
    ("“附条件批准应当提交”", {("附条件批准应当提交", 3), ('"附条件批准应当"', 1)}),
    ('text:"附条件批准适用于药品"', {('text:"附条件批准适用于"', 1)}),
    ("title:严重疾病", {("严重疾病", 1)}),
    ('heading:"旧规定"', {('"旧规定"', 1)}),
    ('approval "附条件批准旧规定"', {("附条件批准旧规定", 5)}),
]


@pytest.mark.parametrize(("question", "expected"), LOOSER)
def test_zero_hits_say_what_to_ask_instead(shelf: Library, question: str, expected: set[tuple[str, int]]) -> None:
    """A quotation as plain words or cut short, a field's words anywhere: each is asked as it stands, and has what was promised."""
    results = shelf.ask(question, expand=False)
    assert results.total == 0
    assert expected <= {(relief.instead, relief.total) for relief in results.relief}
    for relief in results.relief:
        assert relief.text
        assert shelf.ask(relief.text, expand=False).total == relief.total


@given(st.lists(st.sampled_from([*HAN, *LATIN]), min_size=1, max_size=5).map(" ".join), st.sampled_from(["", "text:", "title:"]))
@settings(deadline=None, max_examples=30)
def test_what_is_promised_is_found(drawn: Library, quoted: str, field: str) -> None:
    """Whatever was asked in vain, each way out gives as many hits as it says."""
    for relief in drawn.ask(f'{field}"{quoted}"').relief:
        assert drawn.ask(relief.text or "").total == relief.total > 0


def taken_off(shelf: Library, relief: Relief, question: str, filters: dict[str, tuple[str, ...]], day: str | None) -> Results:
    """The answer once a filter, the day, or a part of the question has been taken off."""
    if relief.facet == "as_of":
        return shelf.ask(question, filters=filters, expand=False)
    if relief.facet:
        rest = {name: values for name, values in filters.items() if name != relief.facet}
        return shelf.ask(question, filters=rest, as_of=day, expand=False)
    return shelf.ask(question.replace(relief.remove, ""), filters=filters, as_of=day, expand=False)


def test_hits_need_no_relief(shelf: Library) -> None:
    """Where something is found nothing is to be taken off."""
    assert shelf.ask("附条件批准").relief == ()


UNDERSTOOD = [
    ("gene therapy", "gene therapy"),
    ("gene AND therapy OR cell", "(gene AND therapy) OR cell"),
    ("“gene therapy”", '"gene therapy"'),
    ("gene -cell", "gene -cell"),
    ("标题：细胞", "title:细胞"),
    ("效力：现行有效", "status:in_force"),
    ("year:2020..2023", "year:2020..2023"),
    ("(a OR b) c", "(a OR b) c"),
    ("AND AND (", ""),
    ('"unbalanced', '"unbalanced"'),
    ("regul*", "regul*"),
]


@pytest.mark.parametrize(("question", "understood"), UNDERSTOOD)
def test_what_was_understood_is_said(shelf: Library, question: str, understood: str) -> None:
    """The answer tells how the question was read, in the query language itself."""
    assert shelf.ask(question).interpreted == understood


@given(
    st.lists(
        st.sampled_from(["gene", "细胞", '"a b"', "-x", "+y", "reg*", "title:细胞", "year:2020", "OR", "AND", "(", ")"]), max_size=8
    )
)
@settings(deadline=None, max_examples=75)
def test_what_was_understood_asks_the_same_again(drawn: Library, parts: list[str]) -> None:
    """Put back into the box, the reading of a question finds what the question found."""
    first = drawn.ask(" ".join(parts), expand=False)
    again = drawn.ask(first.interpreted, expand=False)
    assert again.interpreted == first.interpreted
    assert again.total == first.total


def test_a_hit_knows_its_place(tmp_path: Path) -> None:
    """Each hit comes with its document's facts and the headings above its section."""
    sections = (
        Section(id="1", level=1, number="第一章", heading="总则", text=""),
        Section(id="1.1", level=2, number="第一条", text="本法所称药品。", page=3),
    )
    with library(tmp_path, document("law", *sections, title="药品管理法", issued="2019-08-26")) as opened:
        hit = opened.ask('text:"所称药品"').hits[0]
    assert hit.located.path == ("第一章 总则",)
    assert hit.located.section.page == 3
    assert hit.document.metadata.issued == "2019-08-26"
    assert hit.document.sections == ()
