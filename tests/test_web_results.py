"""What stands around the hits: facets, chips, orders, years, what to take off; made from answers, without a server."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from web_shelf import guidance, guideline
from werkzeug.datastructures import MultiDict

from corpus import Located
from search import Expansion, FacetValue, Hit, Question, Relief, Results, Span
from web import answer
from web.arguments import question
from web.facets import Choice, Facet, choices, facets
from web.labels import authorities, label
from web.results_page import chips, pager, present, without
from web.years import histogram

YEARS = tuple(FacetValue(year, count) for year, count in (("2021", 5), ("2019", 1), ("2024", 10), ("unknown", 3)))


def asked(address: str) -> Question:
    """The question an address asks."""
    return question(MultiDict(parse_qsl(urlsplit(address).query)))


def results(about: Question, *, total: int = 0, hits: int = 0, **others: object) -> Results:
    """An answer with so many hits of the guidance on its page."""
    document = guidance()
    located = Located(document.id, 0, (), document.sections[0])
    hit = Hit(score=1.5, document=document, located=located, snippet=(Span("follow-up", True),))
    given = {"facets": {"year": YEARS}, **others}
    return Results(question=about, interpreted="x", expansions=(), total=total, took_ms=1.0, hits=(hit,) * hits, **given)  # type: ignore[arg-type]


def test_a_value_goes_on_and_off_and_starts_paging_anew() -> None:
    """Following a value adds it to those chosen, following a chosen one takes just that one off; the page is the first again."""
    about = Question(text="q", page=4, filters={"status": ("draft", "trial"), "year": ("2020",)}, sort="issued")
    values = (FacetValue("trial", 3, True), FacetValue("repealed", 1))
    on, off = choices(results(about, facets={"status": values}), "/search", "en")["status"]
    assert asked(on.url).filters == {"status": ("draft",), "year": ("2020",)}
    assert asked(off.url).filters == {"status": ("draft", "trial", "repealed"), "year": ("2020",)}
    assert {asked(each.url).page for each in (on, off)} == {1}
    assert {asked(each.url).sort for each in (on, off)} == {"issued"}
    assert (on.label, off.label) == ("In force on trial", "Repealed")


def test_the_last_choice_taken_off_leaves_a_bare_address() -> None:
    """Nothing asked, nothing in the address."""
    about = Question(text="", filters={"status": ("trial",)})
    (value,) = choices(results(about, facets={"status": (FacetValue("trial", 1, True),)}), "/search", "zh")["status"]
    assert value.url == "/search"


def test_values_are_encoded_in_addresses() -> None:
    """A value with signs of its own stays one value."""
    given = {"authority": (FacetValue("A&B=c d/药", 1),)}
    (value,) = choices(results(Question(text="x"), facets=given), "/search", "en")["authority"]
    assert asked(value.url).filters == {"authority": ("A&B=c d/药",)}
    assert value.label == "A&B=c d/药"


def test_years_go_back_and_other_values_go_down() -> None:
    """Years stand by time, other facets by their counts as they come."""
    about = Question(text="")
    given = {"year": YEARS, "status": (FacetValue("trial", 9), FacetValue("draft", 2))}
    shown = {facet.name: facet for facet in facets(results(about, facets=given), "/search", "en")}
    assert [choice.value for choice in shown["year"].choices] == ["unknown", "2024", "2021", "2019"]
    assert [choice.value for choice in shown["status"].choices] == ["trial", "draft"]
    assert shown["jurisdiction"].choices == []
    assert shown["status"].selected == 0


def test_bars_stand_in_proportion() -> None:
    """The most frequent year is the highest bar, gaps between years stay gaps, what is no year is left out."""
    bars = histogram(Facet("year", "Year", choices(results(Question(text="")), "/search", "en")["year"]))
    assert [bar.choice.value for bar in bars] == ["2019", "2021", "2024"]
    assert max(bars, key=lambda bar: bar.height).choice.value == "2024"
    assert bars[0].left == 0
    assert bars[1].left / bars[2].left == pytest.approx(2 / 5, abs=0.01)
    assert all(bar.top + bar.height == pytest.approx(40) for bar in bars)


def test_one_year_makes_no_picture() -> None:
    """There is nothing to compare."""
    assert histogram(Facet("year", "Year", [Choice("2020", "2020", 1, False, "/")])) == []


@pytest.mark.parametrize(
    ("total", "page", "hits", "expected"),
    [
        (0, 1, 0, (1, 0, 1, False, False)),
        (5, 1, 5, (1, 5, 1, False, False)),
        (25, 2, 10, (11, 20, 3, True, True)),
        (25, 3, 5, (21, 25, 3, True, False)),
        (25, 9, 0, (81, 80, 3, True, False)),
    ],
)
def test_a_pager_tells_where_one_is(total: int, page: int, hits: int, expected: tuple[int, int, int, bool, bool]) -> None:
    """First and last hit, number of pages, and whether there is more on either side."""
    shown = pager(results(Question(text="q", page=page), total=total, hits=hits))
    assert (shown.first, shown.last, shown.pages, shown.before is not None, shown.after is not None) == expected
    if shown.before and page > shown.pages:
        assert asked(shown.before).page == shown.pages


def test_each_choice_has_a_chip_that_takes_off_that_one() -> None:
    """A chip for each value, for each run of years, and for the day."""
    about = Question(text="q", filters={"status": ("trial", "draft"), "year": ("2021", "2019", "2020")}, as_of="2024-05-06")
    shown = chips(about, "en")
    assert [chip.label for chip in shown] == ["In force on trial", "Draft for comments", "2019–2021", "6 May 2024"]
    assert asked(shown[0].url).filters["status"] == ("draft",)
    assert "year" not in asked(shown[2].url).filters
    assert asked(shown[3].url).as_of is None
    assert all(asked(chip.url).text == "q" for chip in shown)


def test_expansions_come_off_and_back_one_by_one() -> None:
    """A term's additions are taken off by name; taken off, they can be brought back."""
    about = Question(text="CAR-T 随访", without=("CAR-T",))
    answered = Results(
        question=about,
        interpreted="",
        expansions=(Expansion("随访", ("follow-up",)),),
        total=0,
        took_ms=0.0,
        hits=(),
        facets={},
    )
    shown = present(answered, "en")
    assert asked(shown.additions[0].url).without == ("CAR-T", "随访")
    assert [(chip.label, asked(chip.url).without) for chip in shown.restored] == [("CAR-T", ())]


def test_orders_and_groups_keep_everything_else() -> None:
    """Another order of the same hits; the one in use is told."""
    shown = present(results(Question(text="q", sort="issued", filters={"status": ("trial",)})), "en")
    assert [(each.label, each.current) for each in shown.orders] == [("Relevance", False), ("Newest", False), ("Oldest", True)]
    assert [asked(each.url).sort for each in shown.orders] == ["relevance", "-issued", "issued"]
    assert [asked(each.url).group for each in shown.groups] == ["section", "document"]
    assert all(asked(each.url).filters == {"status": ("trial",)} for each in (*shown.orders, *shown.groups))
    assert asked(shown.clear).filters == {}


def test_reasons_are_asked_for_and_hidden_on_the_same_page() -> None:
    """One click says why the hits stand where they do, another hides it; the page stays."""
    shown = present(results(Question(text="q", page=3)), "en").reasons
    assert (shown.label, shown.current) == ("Say why", False)
    assert (asked(shown.url).explain, asked(shown.url).page) == (True, 3)
    hidden = present(results(Question(text="q", explain=True)), "en").reasons
    assert (hidden.label, asked(hidden.url).explain) == ("Hide reasons", False)


@pytest.mark.parametrize(
    ("relief", "text", "filters", "as_of"),
    [
        (Relief("trial", "status", 3), "a b", {"status": ("draft",)}, "2024-01-01"),
        (Relief("b", None, 3, "a"), "a", {"status": ("trial", "draft")}, "2024-01-01"),
        (Relief("2024-01-01", "as_of", 3), "a b", {"status": ("trial", "draft")}, None),
    ],
)
def test_what_stood_in_the_way_is_taken_off(
    relief: Relief, text: str, filters: dict[str, tuple[str, ...]], as_of: str | None
) -> None:
    """A filter, a word, or the day."""
    about = Question(text="a b", filters={"status": ("trial", "draft")}, as_of="2024-01-01")
    again = asked(without(about, relief))
    assert (again.text, again.filters, again.as_of) == (text, filters, as_of)


def test_the_quality_of_a_page_is_found_by_its_number() -> None:
    """Whether or not the pages are all told of in order."""
    document = guideline()
    assert [answer.grade(document, page) for page in (1, 2, 3, None)] == ["native", "ocr", None, None]
    assert answer.grade(guidance(), 1) is None


def test_issuers_have_names_in_both_languages() -> None:
    """The facet of issuers shows names, not codes; an unknown code is its own name."""
    assert all(name.zh and name.en for name in authorities().values())
    assert label("authority", "CDE", "zh") == "国家药品监督管理局药品审评中心"
    assert label("authority", "XYZ", "zh") == "XYZ"
    assert label("year", "2024", "en") == "2024"
