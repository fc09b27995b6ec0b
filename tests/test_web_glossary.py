"""Every concept can be found by any of its forms, and its page says what it means and where it lives."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from test_web_pages import one, soup, text

from corpus import glossary
from web.glossary import grouped, named
from web.messages import texts
from web.terms import concepts


@pytest.mark.parametrize("order", ["letter", "category"])
def test_every_concept_is_listed_once(reader: FlaskClient, order: str) -> None:
    """By letter and by kind, in both languages side by side, that of the reader first."""
    page = soup(reader, f"/glossary?by={order}")
    links = [str(link["href"]) for link in page.select(".terms a")]
    assert sorted(links) == sorted(f"/glossary/{identifier}" for identifier in glossary.load())
    first = one(page, ".terms a[href='/glossary/car-t']")
    assert [each["lang"] for each in first.select("[lang]")] == ["en", "zh-Hans"]
    anchors = [str(link["href"])[1:] for link in page.select(".letters a")]
    assert anchors == [section["id"] for section in page.select("section.terms")]


def test_every_kind_has_its_name() -> None:
    """In both languages: a new kind in the glossary is not shown by its code."""
    for concept in glossary.load().values():
        assert set(texts()[f"glossary.category.{concept.category}"]) == {"zh", "en"}


@pytest.mark.parametrize(
    ("typed", "concept"),
    [
        ("cart", "car-t"),
        ("CAR T", "car-t"),
        ("嵌合抗原", "car-t"),
        ("嵌合抗原受體", "car-t"),
        ("ＣＡＲ－Ｔ", "car-t"),
        ("chimeric antigen", "car-t"),
        ("先進治療", "atmp"),
    ],
)
def test_any_form_finds_the_concept(reader: FlaskClient, typed: str, concept: str) -> None:
    """Whatever the width, case, hyphens or script."""
    page = soup(reader, f"/glossary?find={typed}")
    assert page.select(f".terms a[href='/glossary/{concept}']")
    assert one(page, "input[name=find]")["value"] == typed


def test_words_of_no_concept_say_so(reader: FlaskClient) -> None:
    """With the way back to all of them; nothing typed can do harm."""
    page = soup(reader, "/glossary?find=<script>")
    assert "No term has these words" in page.text
    assert not page.select("main script")
    assert page.select("a[href='/glossary']")


def test_letters_are_in_order() -> None:
    """`#` first for what begins with a figure; inside a letter by name."""
    groups = grouped(concepts().values(), "letter")
    assert list(groups) == sorted(groups)
    for key, found in groups.items():
        names = [each.en.casefold() for each in found]
        assert names == sorted(names)
        assert all(name[0].upper() == key for name in names) or key == "#"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_concept_has_both_languages(reader: FlaskClient, language: str) -> None:
    """The reader's own first: names, meaning, other forms, the traditional ones marked as such."""
    concept = glossary.load()["car-t"]
    page = soup(reader, "/glossary/car-t", language)
    names = [each.text for each in page.select("h1 span")]
    assert names == ([concept.zh, concept.en] if language == "zh" else [concept.en, concept.zh])
    meanings = [each.text for each in page.select(".meaning")]
    assert set(meanings) == {concept.definition.zh, concept.definition.en}
    assert [each.text for each in page.select("dd[lang=zh-Hant] a")] == list(concept.zh_hant)
    assert concept.abbreviations[0] in text(page, ".forms")


def test_a_concept_leads_to_where_it_lives(reader: FlaskClient) -> None:
    """The documents that name it in either language, each opened at the place, with the search for all of them."""
    page = soup(reader, "/glossary/oncolytic-virus")
    links = [str(link["href"]) for link in page.select("ul.instruments a")]
    assert any("oncolytic" in link for link in links)
    for link in links[:3]:
        assert reader.get(link.partition("#")[0]).status_code == 200
    everything = str(one(page, "h2 a.find")["href"])
    assert reader.get(everything).status_code == 200
    assert "group=document" in everything


def test_related_words_lead_on(reader: FlaskClient) -> None:
    """To the concept where they name one, else to a search."""
    with_related = next(each for each in concepts().values() if each.related)
    links = [str(link["href"]) for link in soup(reader, f"/glossary/{with_related.id}").select(".forms div:last-child a")]
    assert len(links) >= len(with_related.related)
    for link in links:
        assert reader.get(link).status_code == 200
    assert named()["嵌合抗原受体t细胞"].id == "car-t"


def test_every_concept_has_a_page(reader: FlaskClient) -> None:
    """Some of all kinds; the terms in texts lead here."""
    for identifier in list(concepts())[::25]:
        assert reader.get(f"/glossary/{identifier}").status_code == 200


def test_a_concept_that_is_none_is_not_found(reader: FlaskClient) -> None:
    """Plainly."""
    assert "nowhere" in soup(reader, "/glossary/nowhere", status=404).text
