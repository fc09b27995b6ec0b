"""Terms of the glossary in a text, and entries in two languages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from web_shelf import guideline

from corpus import Document, Section
from web.bilingual import tongues
from web.passages import Layer
from web.terms import Explainer, occurrences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("长期随访不少于十五年", ["长期随访"]),
        ("long-term follow-up of a patient", ["long-term follow-up"]),
        ("those who approve", []),
        ("the WHO guideline", ["WHO"]),
        ("recart and carts", []),
        ("CAR-T细胞", None),
        ("İstanbul 长期随访", []),
    ],
)
def test_terms_are_found_whole(text: str, found: list[str] | None) -> None:
    """Han anywhere, Latin as whole words, abbreviations in their own case."""
    here = [text[start:end] for start, end, _ in occurrences(text)]
    assert here == found if found is not None else here


def test_places_are_in_order_and_apart() -> None:
    """No term lies in another."""
    text = "基因治疗产品长期随访、细胞治疗产品与CAR-T的long-term follow-up。" * 5
    places = [(start, end) for start, end, _ in occurrences(text)]
    assert places
    assert all(one[1] <= two[0] for one, two in pairwise(places))


def test_a_term_is_explained_once_and_never_inside_a_link() -> None:
    """The first time on a page; where a citation already is a link, not at all."""
    explainer = Explainer("en")
    text = "长期随访与长期随访"
    assert [layer.start for layer in explainer.layers(text, [], 0)] == [0]
    assert explainer.layers(text, [], 0) == []
    assert Explainer("en").layers(text, [Layer(0, 9, "", "")], 0) == []


def test_places_are_those_of_the_section() -> None:
    """A piece that begins inside its section has its terms where they stand there."""
    assert [layer.start for layer in Explainer("en").layers("的长期随访", [], 100)] == [101]


def test_what_explains_is_escaped_and_in_the_language() -> None:
    """Both names, the meaning in the language of the interface."""
    zh, en = (Explainer(language).layers("长期随访", [], 0)[0].opening for language in ("zh", "en"))
    assert zh != en
    assert all(opening.startswith('<a class="term" href="/glossary/') and opening.count('"') == 6 for opening in (zh, en))


def entry() -> Document:
    """An entry in two languages."""
    pairs = [("zh-1", "zh"), ("zh-2", "zh"), ("en-1", "en"), ("en-3", "en")]
    sections = tuple(Section(id=f"d#{label}", level=1, text=label, language=language) for label, language in pairs)
    return replace(guideline(), sections=sections, metadata=replace(guideline().metadata, role="entry"))


@pytest.mark.parametrize(
    ("wanted", "asked", "shown"),
    [
        ("zh", None, ["zh-1", "zh-2"]),
        ("en", None, ["en-1", "en-3"]),
        ("ja", None, ["zh-1", "zh-2"]),
        ("en", "zh-2", ["zh-1", "zh-2"]),
    ],
)
def test_an_entry_is_shown_in_one_language(wanted: str, asked: str | None, shown: list[str]) -> None:
    """The reader's, or that of the section asked for."""
    held = entry()
    section = next((each for each in held.sections if each.label == asked), None)
    assert [each.label for each in tongues(held, wanted, section).document.sections] == shown


def test_other_documents_are_shown_whole() -> None:
    """A text that is no entry keeps all its sections, whatever the reader's language."""
    assert tongues(guideline(), "en", None).document == guideline()
