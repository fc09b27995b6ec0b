"""Names, years and texts that people choose by: each there in both languages, each with a way on."""

from __future__ import annotations

import re
from itertools import pairwise
from string import Formatter
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from corpus.vocabulary import FACET_NAMES, FACETS
from search import FacetValue, Question, Results
from web.facets import Choice, Facet, facets
from web.labels import authorities, label
from web.messages import LOCALES, day, number, say, texts
from web.years import LONGEST, chosen_years, histogram

CODES = [(facet, code) for facet, known in FACETS.items() for code in known] + [("authority", code) for code in authorities()]
HAN = re.compile(r"[\u4e00-\u9fff]")
YEAR = st.integers(1000, 2999)


def values(text: object) -> dict[str, object]:
    """Something for every place a text has for a value."""
    forms = text.values() if isinstance(text, dict) else [text]
    named = {name for form in forms for _, name, _, _ in Formatter().parse(str(form)) if name}
    return {name: 12345 if name == "n" else f"<{name}>" for name in named}


@pytest.mark.parametrize(("facet", "code"), CODES)
def test_every_code_has_a_name_in_both_languages(facet: str, code: str) -> None:
    """Nobody reads a code where a name is known, and a name has no space around it."""
    for language in LOCALES:
        name = label(facet, code, language)
        assert name
        assert name == name.strip()


@given(st.sampled_from([*FACETS, "authority"]), st.text(min_size=30, max_size=40), st.sampled_from(["zh", "en"]))
def test_a_value_of_no_list_is_its_own_name(facet: str, value: str, language: str) -> None:
    """What a file says of itself is shown as it says it."""
    assert label(facet, value, language) == value


@pytest.mark.parametrize("key", sorted(texts()))
def test_a_text_takes_its_values(key: str) -> None:
    """Said with its values it has no brace left, no space before it, and every value is in it."""
    for language in LOCALES:
        text = texts()[key][language]
        given_ = values(text)
        told = say(key, language, **given_) if given_ or not isinstance(text, str) else say(key, language)
        assert not set(told) & set("{}")
        assert told == told.lstrip() != ""
        assert all(str(value) in told for value in given_.values() if isinstance(value, str))


@given(st.integers(0, 10**9))
def test_a_count_is_read_back(count: int) -> None:
    """Thousands are parted by commas and nothing else is changed."""
    for language in LOCALES:
        assert number(count, language).replace(",", "") == str(count)


@given(st.dates())
def test_a_date_keeps_its_year_month_and_day(date: object) -> None:
    """Chinese has all three as figures; English names the month and has no Han in it."""
    chinese, english = day(str(date), "zh"), day(str(date), "en")
    assert [int(figure) for figure in re.findall(r"\d+", chinese)] == [int(part) for part in str(date).split("-")]
    assert not HAN.search(english)


@given(YEAR, YEAR)
def test_a_span_has_every_year_between(first: int, last: int) -> None:
    """Either way round, from the lower to the higher, at most as many as a span may have."""
    address = chosen_years(MultiDict([("q", "x"), ("from", str(first)), ("to", str(last))]))
    years = [int(value) for name, value in parse_qsl(urlsplit(address or "").query) if name == "year"]
    low, high = sorted((first, last))
    assert years == list(range(low, high + 1))[:LONGEST]


@given(st.text(max_size=8), st.text(max_size=8))
def test_whatever_is_typed_as_a_year_leads_to_a_search(first: str, last: str) -> None:
    """A form filled with anything is answered with the rest of the search."""
    address = chosen_years(MultiDict([("q", "药"), ("status", "trial"), ("from", first), ("to", last)]))
    asked = MultiDict(parse_qsl(urlsplit(address or "").query))
    assert (asked["q"], asked["status"]) == ("药", "trial")
    assert "from" not in asked


@given(st.dictionaries(st.integers(1900, 2100), st.integers(0, 5000), max_size=60))
def test_bars_stay_in_the_picture(counts: dict[int, int]) -> None:
    """Side by side from left to right, none outside of 100 x 40, none too low to be hit."""
    choices = [Choice(str(year), str(year), count, False, "/") for year, count in counts.items()]
    bars = histogram(Facet("year", "Year", choices))
    assert len(bars) == (len(counts) if len(counts) > 1 else 0)
    for bar in bars:
        assert 0 <= bar.left <= bar.left + bar.width <= 100.02
        assert bar.height >= 1.5
        assert bar.top >= 0
    for one, next_ in pairwise(bars):
        assert one.left + one.width <= next_.left + 0.02


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_facet_is_there_by_name_even_without_hits(language: str) -> None:
    """The order of the list does not jump from search to search."""
    chosen = FacetValue("trial", 2, True)
    answer = Results(
        question=Question(text="", filters={"status": ("trial",)}),
        interpreted="",
        expansions=(),
        total=0,
        took_ms=0.0,
        hits=(),
        facets={"status": (chosen, FacetValue("draft", 1))},
    )
    shown = facets(answer, "/search", language)
    assert [facet.name for facet in shown] == list(FACET_NAMES)
    assert [facet.title for facet in shown] == [title.get(language) for title in FACET_NAMES.values()]
    assert {facet.name: facet.selected for facet in shown if facet.selected} == {"status": 1}
