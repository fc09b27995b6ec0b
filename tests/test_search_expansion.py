"""Across languages: what a term names is searched by its other names, visibly, at a lower weight, and only if wanted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import HAN, LATIN, Library, document, library

from corpus import glossary
from search import Expansion, Question, mark
from search.compiler import compile_query
from search.expansion import COMMON_WORDS, Expanding, lexicon
from search.fold import fold
from search.parser import parse
from search.query import Or

CONCEPTS = list(glossary.load().values())

TEXTS = {
    "consent-zh": "受试者应当签署知情同意书。",
    "consent-en": "Each subject signs an informed consent form.",
    "cart-zh": "嵌合抗原受体T细胞产品的风险管理。",
    "cart-en": "Risk management of chimeric antigen receptor T cell products.",
    "cart-short": "CAR-T products in the clinic.",
    "cmc-zh": "药学研究与评价。",
    "cmc-en": "Chemistry, manufacturing and controls of the product.",
    "mah-zh": "上市许可持有人应当建立药物警戒体系。",
    "mah-en": "The marketing authorisation holder sets up pharmacovigilance.",
    "plasmid-zh": "质粒的质量标准。",
    "plasmid-hant": "質體的品質標準。",
    "start-zh": "起始物料的来源。",
    "raw-zh": "原辅料的控制。",
    "raw-en": "Each raw material and each starting material is tested.",
    "who": "Patients who act early.",
    "who-en": "Guidance of the World Health Organization.",
    "filing": "Notification of clinical research to the commission.",
    "beian": "临床研究项目备案。",
    "other": "与此无关的一般规定。",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A text for each name of a few concepts."""
    documents = (
        document(name, text, title=f"T{number}", language="zh" if text[0] > "z" else "en")
        for number, (name, text) in enumerate(TEXTS.items())
    )
    with library(tmp_path_factory.mktemp("expansion"), *documents) as opened:
        yield opened


ACROSS = [
    ("informed consent", {"consent-zh", "consent-en"}),
    ("知情同意", {"consent-zh", "consent-en"}),
    ("知情同意書", {"consent-zh", "consent-en"}),
    ("ICF", {"consent-zh", "consent-en"}),
    ("CAR-T", {"cart-zh", "cart-en", "cart-short"}),
    ("CART", {"cart-zh", "cart-en", "cart-short"}),
    ("嵌合抗原受体T细胞", {"cart-zh", "cart-en", "cart-short"}),
    ("chimeric antigen receptor T cell", {"cart-zh", "cart-en", "cart-short"}),
    ("CMC", {"cmc-zh", "cmc-en"}),
    ("药学研究", {"cmc-zh", "cmc-en"}),
    ("MAH", {"mah-zh", "mah-en"}),
    ("marketing authorization holder", {"mah-zh", "mah-en"}),
    ("上市许可持有人", {"mah-zh", "mah-en"}),
    ("質體", {"plasmid-zh", "plasmid-hant"}),
    ("plasmid", {"plasmid-zh", "plasmid-hant"}),
    ("备案", {"beian", "filing"}),
]


@pytest.mark.parametrize(("question", "found"), ACROSS)
def test_a_term_finds_its_concept_under_every_name(shelf: Library, question: str, found: set[str]) -> None:
    """Chinese, English, short forms and regional words of one concept lead to the same texts."""
    assert found <= set(shelf.documents(question, size=50))
    assert "other" not in shelf.documents(question, size=50)


@pytest.mark.parametrize(("question", "found"), ACROSS)
def test_what_was_added_is_said(shelf: Library, question: str, found: set[str]) -> None:
    """The answer names the term of the question and what was searched beside it."""
    results = shelf.ask(question)
    assert len(results.expansions) == 1
    expansion = results.expansions[0]
    assert fold(expansion.term) == fold(question)
    assert expansion.added
    assert fold(question) not in map(fold, expansion.added)
    assert len(expansion.added) == len({fold(each) for each in expansion.added})


@pytest.mark.parametrize(("question", "found"), ACROSS)
def test_without_expansion_only_what_was_written_counts(shelf: Library, question: str, found: set[str]) -> None:
    """`expand=0` adds nothing, says nothing, and finds fewer."""
    plain = shelf.ask(question, expand=False, size=50)
    assert plain.expansions == ()
    fewer, more = {hit.document.id for hit in plain.hits}, set(shelf.documents(question, size=50))
    assert fewer < more or (fewer == more and "T" in question), "a lone T is in all texts of CAR T cells"


@pytest.mark.parametrize(("question", "found"), ACROSS)
def test_one_click_takes_an_expansion_off(shelf: Library, question: str, found: set[str]) -> None:
    """A term that is named in `without` is not expanded, in whatever case or script it is named."""
    one = shelf.ask(question, without=(question,))
    assert one.expansions == ()
    assert one.total == shelf.ask(question, expand=False).total
    assert shelf.ask(question, without=(question.upper(),)).expansions == ()


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("知情同意", "consent-zh"),
        ("informed consent", "consent-en"),
        ("CMC", "cmc-en"),
        ("嵌合抗原受体T细胞", "cart-zh"),
        ("plasmid", "plasmid-zh"),
    ],
)
def test_the_words_that_were_written_weigh_most(shelf: Library, question: str, own: str) -> None:
    """Texts in the words of the question come before texts in other words, where they are alike."""
    ranked = shelf.documents(question, size=50)
    if question in TEXTS[own]:
        assert ranked[0] == own


@pytest.mark.parametrize(
    ("term", "name", "repeats"),
    [
        ("效价", "生物学效价", True),
        ("效价", "potency assay", False),
        ("potency", "potency assay", True),
        ("CAR-T", "CAR T", True),
        ("CAR-T", "CAR-T cell therapy", True),
        ("CAR-T", "嵌合抗原受体T细胞", False),
        ("DC", "DC疫苗", True),
        ("MA", "marketing authorisation", False),
    ],
)
def test_a_name_that_repeats_the_term_is_known(term: str, name: str, repeats: bool) -> None:
    """As words of its own: MA does not stand in marketing."""
    (expanded,) = lexicon().find(term)
    assert {added.name: added.repeats for added in expanded.added}[name] is repeats


@pytest.mark.parametrize(("term", "name"), [("效价", "生物学效价"), ("CAR-T", "CAR-T cell therapy"), ("potency", "potency assay")])
def test_a_term_does_not_count_again_for_longer_names_of_it(term: str, name: str) -> None:
    """They are searched and shown; but a section is no better for a concept because that has many names."""
    ranking = Expanding()
    query = compile_query(parse(term), ranking)
    ((_, expanded),) = ranking.found.items()
    leaves = {added.name: set(added.leaves) for added in expanded.added}[name]
    assert isinstance(query.tree, Or)
    assert leaves <= set(query.tree.parts)
    assert not leaves & {scored.leaf for scored in query.scored}


def test_two_terms_are_expanded_each_for_itself(shelf: Library) -> None:
    """Each expansion says which term it belongs to; one can be taken off while the other stays."""
    results = shelf.ask("CAR-T 知情同意")
    assert [fold(each.term) for each in results.expansions] == ["car-t", "知情同意"]
    left = shelf.ask("CAR-T 知情同意", without=("CAR-T",))
    assert [each.term for each in left.expansions] == ["知情同意"]
    assert "cart-zh" not in shelf.documents("CAR-T 知情同意", without=("CAR-T",), size=50)


def test_a_word_of_two_concepts_expands_to_both(shelf: Library) -> None:
    """原材料 may be a starting material or a raw material: both are searched."""
    assert {"start-zh", "raw-zh", "raw-en"} <= set(shelf.documents("原材料", size=50))


@pytest.mark.parametrize(
    "question", ["who", "Patients who act", "act early", "the cat", "is this the case", "lead a healthy life", "be it so"]
)
def test_common_words_are_not_short_forms(shelf: Library, question: str) -> None:
    """who is not the World Health Organization, act no therapy: they count only as the glossary writes them."""
    assert not any(fold(each.term) in COMMON_WORDS for each in shelf.ask(question).expansions)
    assert "who-en" not in shelf.documents(question, size=50)


def test_a_short_form_in_capitals_counts(shelf: Library) -> None:
    """IND is the application, ind is nothing."""
    assert shelf.ask("IND").expansions
    assert not shelf.ask("ind").expansions


@pytest.mark.parametrize(
    "question", ['"知情同意"', 'text:"informed consent"', "知情*", "status:draft", "-知情同意", "authority:MAH"]
)
def test_what_is_quoted_is_not_expanded(shelf: Library, question: str) -> None:
    """Quotations, beginnings and facts stay at their word."""
    assert shelf.ask(question).expansions == () or question.startswith("-")
    if "-" not in question:
        assert shelf.ask(question).total == shelf.ask(question, expand=False).total


def test_an_excluded_term_excludes_its_concept_or_its_word_but_never_adds(shelf: Library) -> None:
    """`-term` takes away at least what the word alone takes away."""
    whole = set(shelf.documents("", size=50))
    assert set(shelf.documents("-知情同意", size=50)) <= set(shelf.documents("-知情同意", size=50, expand=False)) < whole


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("cart", "CAR-T"),
        ("上市许可持有人的义务", "上市许可持有人"),
        ("What must a marketing authorisation holder do?", "marketing authorisation holder"),
        ("药品上市许可持有人", "药品上市许可持有人"),
    ],
)
def test_the_longest_name_counts(shelf: Library, question: str, term: str) -> None:
    """A name inside a sentence is found, the longest one at each place."""
    assert fold(term).replace("-", "") in [fold(each.term).replace("-", "") for each in shelf.ask(question).expansions]


def test_a_traditional_name_of_its_own_is_known(shelf: Library) -> None:
    """Where it is not the simplified one in other characters."""
    assert "批复" in [name for each in shelf.ask("批覆").expansions for name in each.added]


@pytest.mark.parametrize("question", ["scarT", "cmcx", "xmah", "plasmids123", "recart"])
def test_a_name_inside_a_word_is_no_name(shelf: Library, question: str) -> None:
    """A Latin name counts only as a word of its own."""
    assert shelf.ask(question).expansions == ()


@given(st.sampled_from(CONCEPTS), st.data())
@settings(deadline=None, max_examples=100)
def test_every_name_of_every_concept_is_known(shelf: Library, concept: glossary.Concept, data: st.DataObject) -> None:
    """Each name that is no common word expands, and what it adds are names of a concept that bears it."""
    name = data.draw(st.sampled_from([form for form in concept.forms() if "(" not in form]))
    expansions = shelf.ask(name).expansions
    others = {fold(form) for form in concept.forms()} - {fold(name)} - COMMON_WORDS
    if len(others) > 1 and fold(name) not in COMMON_WORDS and len(fold(name)) > 1:
        assert expansions
        assert any(others & {fold(each) for each in expansion.added} for expansion in expansions)


@given(
    st.lists(st.sampled_from([*HAN, *LATIN, *(form for concept in CONCEPTS[:60] for form in concept.forms())]), max_size=6).map(
        " ".join
    )
)
@settings(deadline=None, max_examples=50)
def test_expansion_only_ever_adds_hits(shelf: Library, question: str) -> None:
    """What is found without expansion is found with it, whatever was asked."""
    assert set(shelf.documents(question, expand=False, size=50)) <= set(shelf.documents(question, size=50))
    assert all(isinstance(each, Expansion) for each in shelf.ask(question).expansions)


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=50)
def test_any_text_can_be_looked_through_for_names(text: str) -> None:
    """Names are found at their place in the original text, one after the other."""
    place = 0
    for found in lexicon().find(text):
        assert place <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.term
        place = found.end


def test_added_names_are_marked_in_the_other_language() -> None:
    """A reader of the other language sees why the text was found."""
    spans = mark("Each subject signs an informed consent form.", Question(text="知情同意书"))
    assert [span.text for span in spans if span.mark] == ["informed consent"]


def test_names_that_differ_only_in_script_or_case_are_added_once(shelf: Library) -> None:
    """Traditional forms are the simplified ones once folded: nobody wants to read both."""
    for concept in CONCEPTS[:80]:
        for expansion in shelf.ask(concept.zh).expansions:
            folded = [fold(each) for each in expansion.added]
            assert len(folded) == len(set(folded)), expansion
