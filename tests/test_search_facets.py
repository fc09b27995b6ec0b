"""Facets: what they count is what a click gives, in every combination of choices."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, document, library

from corpus import Document, Section, force
from search import Question
from search.engine import FACETS
from search.result import FacetValue

QUESTIONS = (
    *("", "细胞", "gene", 'text:"治疗"', "gene -cell", "authority:NMPA"),
    *("title:细胞 OR therapy", "临*", "no such words 无此"),
)
VALUES = {
    "language": ("zh", "en"),
    "jurisdiction": ("CN", "US"),
    "authority": ("NMPA", "CDE", "FDA", "nobody"),
    "instrument_type": ("law", "guidance"),
    "status": ("in_force", "draft", "repealed", "superseded"),
    "year": ("2019", "2020", "2024", "1900"),
    "product_class": ("car_t", "stem_cell", "gene_therapy"),
    "lifecycle_stage": ("ind", "clinical", "bla"),
}
CHOICES = st.dictionaries(st.sampled_from(FACETS), st.integers(1, 3), max_size=3).flatmap(
    lambda counts: st.fixed_dictionaries(
        {
            name: st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=count, unique=True).map(tuple)
            for name, count in counts.items()
        }
    )
)
GROUPS = ("section", "document")
DAYS = (None, "2019-06-01", "2020-05-06", "2025-01-01")


def values_of(found: Document, section: Section | None) -> dict[str, tuple[str | None, ...]]:
    """What a section, or a document without any, counts as in each facet, by reading its facts."""
    facts = found.metadata
    language = section.language if section is not None and section.language else found.language
    return {
        "language": (language,),
        "jurisdiction": (facts.jurisdiction,),
        "authority": (facts.authority, *facts.co_authorities),
        "instrument_type": (facts.instrument_type,),
        "status": (facts.status,),
        "year": (facts.issued[:4] if facts.issued else None,),
        "product_class": facts.product_class,
        "lifecycle_stage": facts.lifecycle_stage,
    }


@cache
def rows(library: Library) -> tuple[tuple[Document, Section | None], ...]:
    """Every section with its document, and every document without sections."""
    every = library.store.read(library.store.ids())
    return tuple((found, section) for found in every for section in (found.sections or (None,)))


def counted(library: Library, filters: dict[str, tuple[str, ...]], day: str | None, group: str) -> dict[str, Counter[str]]:
    """The counts of all facets over everything, each with its own filter removed, by reading all facts."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    seen: set[tuple[str, str, str]] = set()
    for found, section in rows(library):
        values = values_of(found, section)
        if day is not None and not force.in_force_on(found.metadata, day):
            continue
        for name in FACETS:
            others = (values[other] for other in filters if other != name)
            chosen = (filters[other] for other in filters if other != name)
            if all(set(held) & set(wanted) for held, wanted in zip(others, chosen, strict=True)):
                for value in dict.fromkeys(values[name]):
                    if value and (group == "section" or (found.id, name, value) not in seen):
                        seen.add((found.id, name, value))
                        counts[name][value] += 1
    return counts


def listed(values: tuple[FacetValue, ...]) -> dict[str, int]:
    """The values that are listed with a count."""
    return {each.value: each.count for each in values if each.count}


@given(CHOICES, st.sampled_from(DAYS), st.sampled_from(GROUPS))
@settings(deadline=None, max_examples=60)
def test_the_counts_of_all_are_those_of_reading_every_fact(
    drawn: Library, filters: dict[str, tuple[str, ...]], day: str | None, group: str
) -> None:
    """With nothing asked, each facet counts what the facts of all documents say, its own filter set aside."""
    results = drawn.ask("", filters=filters, as_of=day, group=group)
    expected = counted(drawn, filters, day, group)
    assert {name: listed(results.facets[name]) for name in FACETS} == {name: dict(expected[name]) for name in FACETS}


@given(st.sampled_from(QUESTIONS), CHOICES, st.sampled_from(DAYS), st.sampled_from(GROUPS))
@settings(deadline=None, max_examples=60)
def test_a_count_is_what_a_click_on_it_gives(
    drawn: Library, text: str, filters: dict[str, tuple[str, ...]], day: str | None, group: str
) -> None:
    """Each value of each facet counts exactly the hits that there are when it alone is chosen in its facet."""
    results = drawn.ask(text, filters=filters, as_of=day, group=group)
    assert set(results.facets) == set(FACETS)
    for name, values in results.facets.items():
        for each in values:
            clicked = {**filters, name: (each.value,)}
            assert drawn.ask(text, filters=clicked, as_of=day, group=group, size=1).total == each.count, (name, each)


@given(st.sampled_from(QUESTIONS), CHOICES)
@settings(deadline=None, max_examples=40)
def test_what_is_chosen_stays_in_sight(drawn: Library, text: str, filters: dict[str, tuple[str, ...]]) -> None:
    """A chosen value is listed and marked, with 0 hits too; nothing else is marked; the most frequent come first."""
    for name, values in drawn.ask(text, filters=filters).facets.items():
        chosen = set(filters.get(name, ()))
        assert {each.value for each in values if each.selected} == chosen
        assert all(each.count or each.selected for each in values)
        assert [each.count for each in values] == sorted((each.count for each in values), reverse=True)
        assert len({each.value for each in values}) == len(values)


@given(st.sampled_from(QUESTIONS), CHOICES)
@settings(deadline=None, max_examples=40)
def test_choices_are_or_inside_a_facet_and_and_between_facets(
    drawn: Library, text: str, filters: dict[str, tuple[str, ...]]
) -> None:
    """Two values of one facet give what either gives; two facets give what both give."""
    found = drawn.found(text, filters=filters)
    either = [set().union(*(drawn.found(text, filters={name: (value,)}) for value in values)) for name, values in filters.items()]
    assert found == set.intersection(drawn.found(text), *either)


@pytest.mark.parametrize(("name", "group"), list(product(FACETS, GROUPS)))
def test_one_more_value_never_takes_hits_away(drawn: Library, name: str, group: str) -> None:
    """Choosing a second value of a facet adds hits or leaves them, and leaves that facet's counts as they are."""
    before = drawn.ask("细胞 gene", filters={name: VALUES[name][:1]}, group=group)
    after = drawn.ask("细胞 gene", filters={name: VALUES[name][:2]}, group=group)
    assert after.total >= before.total
    assert listed(after.facets[name]) == listed(before.facets[name])


@pytest.mark.parametrize("text", QUESTIONS)
def test_an_empty_choice_is_no_choice(drawn: Library, text: str) -> None:
    """A facet without chosen values filters nothing."""
    assert drawn.found(text, filters={"authority": (), "year": ()}) == drawn.found(text)


def test_values_that_nobody_has_find_nothing_and_break_nothing(drawn: Library) -> None:
    """An unknown value has no hits and stays listed; an unknown facet's values do not raise either."""
    results = drawn.ask("", filters={"authority": ("nobody",)})
    assert results.total == 0
    assert FacetValue("nobody", 0, True) in results.facets["authority"]
    assert drawn.ask("细胞", filters={"product_class": ("<script>", "细胞", "")}).total == 0


def test_a_search_inside_one_document_is_no_facet(drawn: Library) -> None:
    """`document` narrows hits and counts like a filter, and is not listed."""
    inside = max(drawn.store.ids(), key=lambda each: len(drawn.store.document(each).sections))
    results = drawn.ask("", filters={"document": (inside,)}, size=100)
    assert {hit.document.id for hit in results.hits} == {inside}
    assert results.total == len(drawn.store.document(inside).sections)
    assert "document" not in results.facets


LAWS = (
    document("old", "药品管理", status="superseded", issued="2001-02-28", effective="2001-12-01", expires="2019-12-01"),
    document("new", "药品管理", status="in_force", issued="2019-08-26", effective="2019-12-01"),
    document("draft", "药品管理", status="draft", issued="2018-11-01", instrument_type="draft"),
    document("coming", "药品管理", status="not_yet_in_force", issued="2026-01-16", effective="2026-05-15"),
    document("gone", "药品管理", status="repealed", issued="1999"),
    document("month", "药品管理", status="in_force", issued="2020-07"),
    document("year", "药品管理", status="trial", effective="2021"),
    document("dateless", "药品管理", status="in_force"),
)

IN_FORCE = [
    ("2001-11-30", {"dateless"}),
    ("2001-12-01", {"dateless", "old"}),
    ("2019-11-30", {"dateless", "old"}),
    ("2019-12-01", {"dateless", "new"}),
    ("2020-06-30", {"dateless", "new"}),
    ("2020-07-01", {"dateless", "new", "month"}),
    ("2020-12-31", {"dateless", "new", "month"}),
    ("2021-01-01", {"dateless", "new", "month", "year"}),
    ("2026-05-14", {"dateless", "new", "month", "year"}),
    ("2026-05-15", {"dateless", "new", "month", "year", "coming"}),
]


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Versions of one law, as they follow each other."""
    with library(tmp_path_factory.mktemp("laws"), *LAWS) as opened:
        yield opened


@pytest.mark.parametrize(("day", "documents"), IN_FORCE)
def test_as_of_gives_what_was_law_on_that_day(laws: Library, day: str, documents: set[str]) -> None:
    """The version in force on the day and no other; drafts never; what ended on an unknown day never."""
    assert set(laws.documents("药品", as_of=day, size=100)) == documents
    assert {hit.document.id for hit in laws.ask("", as_of=day, size=100, group="document").hits} == documents


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("year:2019", {"new"}),
        ("year:2018..2020", {"draft", "new", "month"}),
        ("issued:2020-07", {"month"}),
        ("issued:2019-08-26", {"new"}),
        ("issued:..2001", {"old", "gone"}),
        ("effective:2019-12-01", {"new"}),
        ("effective:>=2021", {"year", "coming"}),
        ("issued:2020..", {"month", "coming"}),
        ("药品 -status:draft -status:superseded", {"new", "coming", "gone", "month", "year", "dateless"}),
        ("status:现行有效", {"new", "month", "dateless"}),
        ("document:new", {"new"}),
    ],
)
def test_dates_and_facts_in_the_question(laws: Library, text: str, documents: set[str]) -> None:
    """Ranges hold their ends; a year or month is all of its days."""
    assert set(laws.documents(text, size=100)) == documents


def test_a_facet_and_the_same_fact_in_the_question_agree(drawn: Library) -> None:
    """`authority:NMPA` in the question finds what the filter lets through; only the facet's own counts differ."""
    for name, values in VALUES.items():
        for value in values:
            assert drawn.found(f"{name}:{value}") == drawn.found("", filters={name: (value,)}), (name, value)


def test_question_holds_its_choices(drawn: Library) -> None:
    """The answer carries the question as it was asked, for links that change one thing of it."""
    results = drawn.ask("gene", filters={"year": ("2020",)}, as_of="2020-05-06", page=2)
    assert results.question == Question(text="gene", filters={"year": ("2020",)}, as_of="2020-05-06", page=2)
