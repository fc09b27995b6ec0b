"""While a question is typed: titles, numbers, terms and words that go on so, in both languages, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, document, library

from corpus import Section
from search import Completion, complete
from search.fold import fold

SHELF = (
    document(
        "dal",
        "本法所称药品。",
        title="中华人民共和国药品管理法",
        title_en="Drug Administration Law",
        document_number="主席令第三十一号",
    ),
    document(
        "reg",
        "药品注册。",
        title="药品注册管理办法",
        title_en="Provisions for Drug Registration",
        document_number="国家市场监督管理总局令第27号",
    ),
    document("iit", "研究者发起。", title="医疗卫生机构开展研究者发起的临床研究管理办法", document_number="国卫科教发〔2024〕32号"),
    document("stem", "干细胞。", title="干细胞临床研究管理办法（试行）", document_number="国卫科教发〔2015〕48号"),
    document(
        "cart",
        "Considerations for pharmacovigilance of vectors.",
        title="Considerations for the Development of CAR T Cell Products",
        language="en",
        document_number="FDA-2021-D-0404",
    ),
    document(
        "q5a",
        "Viral clearance pharmaceuticals.",
        title="ICH Q5A(R2) Viral Safety Evaluation",
        language="en",
        document_number="ICH Q5A(R2)",
    ),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A few instruments in both languages."""
    with library(tmp_path_factory.mktemp("completion"), *SHELF) as opened:
        yield opened


def completed(shelf: Library, typed: str, limit: int = 8) -> list[Completion]:
    """The ways to go on."""
    return list(complete(typed, shelf.engine, shelf.store, limit))


TYPED = [
    ("药品管", "dal", "instrument"),
    ("藥品管", "dal", "instrument"),
    ("药品注册管", "reg", "instrument"),
    ("中华人民共和国药", "dal", "instrument"),
    ("drug adm", "dal", "instrument"),
    ("DRUG ADM", "dal", "instrument"),
    ("Drug Administration L", "dal", "instrument"),
    ("provisions for d", "reg", "instrument"),
    ("研究者发起的临", "iit", "instrument"),
    ("干细胞临床研究管", "stem", "instrument"),
    ("幹細胞臨床研究管", "stem", "instrument"),
    ("国卫科教发〔2024", "iit", "number"),
    ("fda-2021-d", "cart", "number"),
    ("considerations for the d", "cart", "instrument"),
    ("ich q5", "q5a", "number"),
    ("Viral Saf", "q5a", "instrument"),
]


@pytest.mark.parametrize(("typed", "expected", "kind"), TYPED)
def test_a_beginning_leads_to_the_instrument(shelf: Library, typed: str, expected: str, kind: str) -> None:
    """A title in either language, from any word of it, or a number: the document opens from the box."""
    found = completed(shelf, typed)
    assert expected in [each.document for each in found]
    assert kind in [each.kind for each in found if each.document == expected]


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("知情同", "知情同意"),
        ("知情同意", "知情同意书"),
        ("informed con", "informed consent"),
        ("嵌合抗原", "嵌合抗原受体T细胞"),
        ("chimeric ant", "chimeric antigen receptor"),
        ("溶瘤", "溶瘤病毒"),
        ("oncolytic v", "oncolytic virus"),
        ("CAR-", "CAR-T"),
        ("默示", "默示许可"),
        ("marketing auth", "marketing authorisation holder"),
    ],
)
def test_a_beginning_leads_to_the_term(shelf: Library, typed: str, term: str) -> None:
    """Terms of the glossary come with their name in the other language."""
    found = {each.text: each for each in completed(shelf, typed) if each.kind == "term"}
    chosen = [each for text, each in found.items() if text.startswith(term)]
    assert chosen
    assert all(each.detail for each in chosen)


@pytest.mark.parametrize(("typed", "first"), [("长期随", "长期随访"), ("長期隨", "長期隨訪")])
def test_a_term_is_offered_once_in_the_characters_it_was_begun_in(shelf: Library, typed: str, first: str) -> None:
    """Simplified and traditional are one search."""
    found = [each.text for each in completed(shelf, typed)]
    assert found[0] == first
    assert len({fold(each) for each in found}) == len(found)


def test_the_last_word_goes_on_by_the_words_of_the_library(shelf: Library) -> None:
    """What was typed before stays before it."""
    texts = [each.text for each in completed(shelf, "viral pharmaco")]
    assert "viral pharmacovigilance" in texts


HEADED = (
    document("a", Section(id="1", level=1, number="第三章", heading="药品追溯与召回责任", text="甲"), title="药品管理法"),
    document("b", Section(id="1", level=1, heading="Scope of the guidance", text="b"), title="Potency", language="en"),
    document("c", Section(id="1", level=1, heading="Scope of the guidance", text="c"), title="Safety", language="en"),
    *(document(f"t{number}", "文", title=f"药品第{number}号办法") for number in range(12)),
)


@pytest.mark.parametrize(
    ("typed", "heading", "detail"),
    [
        ("药品追溯", "药品追溯与召回责任", "药品管理法"),
        ("藥品追溯", "药品追溯与召回责任", "药品管理法"),
        ("召回责", "药品追溯与召回责任", "药品管理法"),
        ("药品", "药品追溯与召回责任", "药品管理法"),
        ("scope of", "Scope of the guidance", None),
        ("the guid", "Scope of the guidance", None),
    ],
)
def test_a_beginning_leads_to_a_heading(tmp_path: Path, typed: str, heading: str, detail: str | None) -> None:
    """Once, with the title of its document where one alone has it, and never crowded out by names."""
    with library(tmp_path, *HEADED) as opened:
        found = [(each.text, each.detail) for each in completed(opened, typed) if each.kind == "heading"]
    assert found == [(heading, detail)]


@pytest.mark.parametrize("typed", ["", " ", "\n", "　"])
def test_nothing_typed_gives_nothing(shelf: Library, typed: str) -> None:
    """An empty box offers nothing."""
    assert completed(shelf, typed) == []


@pytest.mark.parametrize("limit", [0, 1, 3, 8])
def test_no_more_than_wanted_and_none_twice(shelf: Library, limit: int) -> None:
    """The limit holds, and each way to go on is there once."""
    for typed in ("药", "c", "临床", "the", "a"):
        found = completed(shelf, typed, limit)
        assert len(found) <= limit
        assert len(found) == len(set(found))


def test_names_that_begin_so_come_before_names_that_go_on_so(shelf: Library) -> None:
    """干细胞… before 人源干细胞…; the first word counts most."""
    found = [fold(each.text) for each in completed(shelf, "干细胞")]
    begins = [text.startswith("干细胞") for text in found]
    assert begins == sorted(begins, reverse=True)
    assert begins[0]


@given(st.text(max_size=40) | st.sampled_from(["药品", "drug", "国卫", "(", '"', "a" * 3_000, "字" * 3_000]))
@settings(deadline=None, max_examples=75)
def test_any_text_may_be_typed(shelf: Library, typed: str) -> None:
    """Whatever is in the box, there are at most eight ways to go on, and none is empty."""
    found = completed(shelf, typed)
    assert len(found) <= 8
    assert all(each.text.strip() for each in found)
    assert all(each.kind in ("instrument", "number", "term", "heading") for each in found)


@given(st.sampled_from([*(each.title for each in SHELF), *(each.metadata.document_number or "" for each in SHELF)]), st.data())
@settings(deadline=None, max_examples=50)
def test_every_beginning_of_a_title_leads_on_to_it(shelf: Library, name: str, data: st.DataObject) -> None:
    """From four characters on, each beginning of a title or number that is typed offers its document among the first."""
    typed = name[: data.draw(st.integers(min(6, len(name)), len(name)))]
    owners = {each.id for each in SHELF if name in (each.title, each.metadata.document_number)}
    assert owners & {each.document for each in completed(shelf, typed, 20)}


def test_what_is_chosen_finds_its_document(shelf: Library) -> None:
    """The text of a title or number, put into the box, has its document as the first hit."""
    for typed in ("药品管", "国卫科教发〔2015", "fda-2021", "Viral Saf", "provisions for"):
        for each in completed(shelf, typed):
            if each.document:
                assert shelf.documents(each.text, size=1) == [each.document], each


def test_a_document_that_came_is_offered_and_one_that_went_is_not(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Completions follow the library."""
    with library(tmp_path_factory.mktemp("follow"), *SHELF[:2]) as opened:
        assert any(each.document == "dal" for each in completed(opened, "药品管理法"))
        opened.put(document("new", "文", title="厦门细胞产业促进规定"))
        assert any(each.document == "new" for each in completed(opened, "厦门细胞"))
        opened.drop("reg", "new")
        assert not any(each.document == "dal" for each in completed(opened, "药品管理法"))


@pytest.mark.parametrize("typed", ["药品管", "drug adm", "ICH Q", "干细胞", "FDA-20", "生物医学新技术", "gene therapy", "818"])
def test_the_shipped_corpus_completes(shipped: Library, typed: str) -> None:
    """What a newcomer types first has somewhere to go."""
    assert completed(shipped, typed)
