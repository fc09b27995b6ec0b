"""Pages: together they are all hits, once each, in one order; grouped by document they are all documents."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, document, library

from corpus import Section
from search import Hit

QUESTIONS = ("", "细胞", "gene therapy", "细胞 基因 治疗 临床", "the", "-gene", 'text:"药品"', "authority:NMPA", "临* OR proc*")
SORTS = ("relevance", "-issued", "issued")
GROUPS = ("section", "document")
ASKED = {"text": st.sampled_from(QUESTIONS), "sort": st.sampled_from(SORTS), "group": st.sampled_from(GROUPS)}


def name(hit: Hit) -> str:
    """What tells a hit from all others."""
    return hit.located.section.id


@given(size=st.integers(1, 40), **ASKED)
@settings(deadline=None, max_examples=50)
def test_pages_together_are_all_hits_in_one_order(drawn: Library, size: int, text: str, sort: str, group: str) -> None:
    """However large a page is: no hit twice, none left out, the same order as on one page, each page full but the last."""
    whole = drawn.ask(text, sort=sort, group=group, size=10_000)
    count = ceil(whole.total / size)
    pages = [drawn.ask(text, sort=sort, group=group, size=size, page=page) for page in range(1, count + 1)]
    assert all(page.total == whole.total for page in pages)
    assert [len(page.hits) for page in pages[:-1]] == [size] * max(0, count - 1)
    assert [name(hit) for page in pages for hit in page.hits] == [name(hit) for hit in whole.hits]
    assert len(whole.hits) == whole.total == len({name(hit) for hit in whole.hits})


@given(beyond=st.integers(1, 10_000), **ASKED)
@settings(deadline=None, max_examples=40)
def test_beyond_the_last_page_there_is_nothing_and_the_total_stays(
    drawn: Library, beyond: int, text: str, sort: str, group: str
) -> None:
    """A page past the end is empty, not the last one again."""
    whole = drawn.ask(text, sort=sort, group=group, size=10)
    past = drawn.ask(text, sort=sort, group=group, size=10, page=ceil(whole.total / 10) + beyond)
    assert past.hits == ()
    assert past.total == whole.total
    assert past.facets == whole.facets


@pytest.mark.parametrize("text", QUESTIONS)
def test_hits_by_relevance_fall_in_score_within_their_tier(drawn: Library, text: str) -> None:
    """A question is answered the same each time, and no score is negative or not a number."""
    first, again = drawn.ask(text, size=10_000), drawn.ask(text, size=10_000)
    assert [name(hit) for hit in first.hits] == [name(hit) for hit in again.hits]
    assert all(hit.score >= 0 for hit in first.hits)


@pytest.mark.parametrize("text", QUESTIONS)
def test_one_word_ranks_by_score(drawn: Library, text: str) -> None:
    """Where a question has one word, nothing but the score decides."""
    if len(text.split()) == 1 and ":" not in text and not text.startswith("-"):
        scores = [hit.score for hit in drawn.ask(text, size=10_000).hits]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("text", QUESTIONS)
def test_documents_are_those_of_the_sections(drawn: Library, text: str) -> None:
    """Grouped, each document that has a hit comes once, with its best section first and its next best ones inside."""
    sections = drawn.ask(text, size=10_000)
    documents = drawn.ask(text, size=10_000, group="document")
    owners = [hit.document.id for hit in documents.hits]
    assert sorted(owners) == sorted({hit.document.id for hit in sections.hits})
    assert documents.total == len(owners)
    found = {name(hit) for hit in sections.hits}
    for hit in documents.hits:
        inside = [hit, *hit.more]
        assert len(inside) <= 4
        assert {each.document.id for each in inside} == {hit.document.id}
        assert len({name(each) for each in inside}) == len(inside)
        assert {name(each) for each in inside} <= found
        assert len(inside) == min(4, sum(each.document.id == hit.document.id for each in sections.hits))


@pytest.mark.parametrize("text", ["细胞", "gene", 'text:"药品"'])
def test_the_section_shown_for_a_document_is_its_best(drawn: Library, text: str) -> None:
    """A document shows the section that stands first among all sections, and further ones in the order of their scores."""
    order = [name(hit) for hit in drawn.ask(text, size=10_000).hits]
    for hit in drawn.ask(text, size=10_000, group="document").hits:
        assert order.index(name(hit)) == min(order.index(each) for each in order if each.partition("#")[0] == hit.document.id)
        scores = [each.score for each in hit.more]
        assert scores == sorted(scores, reverse=True)
        assert {each.document.id for each in hit.more} <= {hit.document.id}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("text", QUESTIONS)
def test_by_date_the_dated_come_in_order_and_the_dateless_last(drawn: Library, text: str, group: str) -> None:
    """Newest first and oldest first hold the same hits; what has no date of issue is at the end of both."""
    newest = drawn.ask(text, sort="-issued", group=group, size=10_000).hits
    oldest = drawn.ask(text, sort="issued", group=group, size=10_000).hits
    assert {name(hit) for hit in newest} == {name(hit) for hit in oldest} or group == "document"
    for hits, in_order in ((newest, lambda a, b: a >= b), (oldest, lambda a, b: a <= b)):
        dates = [hit.document.metadata.issued for hit in hits]
        dated = [date for date in dates if date]
        assert dates[len(dated) :] == [None] * (len(dates) - len(dated))
        assert all(in_order(one.ljust(10, "-")[:7], other.ljust(10, "-")[:7]) for one, other in pairwise(dated))


DATED = {"a": "2020", "b": "2020-03", "c": "2020-03-15", "d": "2019-12-31", "e": None, "f": "2021-01-01", "g": None}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Documents with dates as exact as they are known."""
    documents = [document(name, "药品", "药品 第二节", issued=issued) for name, issued in DATED.items()]
    with library(tmp_path_factory.mktemp("dated"), *documents) as opened:
        yield opened


@pytest.mark.parametrize(("sort", "order"), [("-issued", "fcbadeg"), ("issued", "dabcfeg")])
def test_years_and_months_sort_before_their_days(dated: Library, sort: str, order: str) -> None:
    """A year stands before its months, a month before its days; sections of a document keep their reading order."""
    assert dated.documents("药品", sort=sort, size=100) == list(order)
    assert dated.documents("药品", sort=sort, size=100, group="document") == list(order)
    for document_hits in (dated.ranked("药品", sort=sort)[place : place + 2] for place in range(0, 14, 2)):
        assert [each.partition("#")[2] for each in document_hits] == ["1", "2"]


def test_nothing_asked_shows_everything_and_a_browser_can_go_through_it(drawn: Library) -> None:
    """An empty question is a way through all that is held."""
    documents, sections = drawn.store.count()
    bare = sum(1 for each in drawn.store.read(drawn.store.ids()) if not each.sections)
    assert drawn.ask("").total == drawn.ask("   ").total == sections + bare
    assert drawn.ask("", group="document").total == documents


def test_a_page_of_an_export_may_be_any_size(drawn: Library) -> None:
    """Exports go through the hits five hundred at a time."""
    every = [name(hit) for page in (1, 2, 3) for hit in drawn.ask("", page=page, size=100).hits]
    assert every == [name(hit) for hit in drawn.ask("", size=300).hits]


def test_all_words_before_some_of_them(tmp_path: Path) -> None:
    """A long section with all words of a short question comes before a short one that repeats one of them."""
    full = "细胞治疗产品的说明。" + "其他内容与此无关，仅供参考。" * 60 + "临床试验在此开展。"
    with library(
        tmp_path, document("all", full), document("some", "临床试验临床试验临床试验"), document("other", "细胞治疗")
    ) as shelf:
        assert shelf.ranked("细胞治疗 临床试验")[0] == "all#1"
        assert set(shelf.ranked("细胞治疗 临床试验")) == {"all#1", "some#1", "other#1"}


def test_title_heading_and_text_each_count(tmp_path: Path) -> None:
    """Of sections that are alike, the one whose heading says it comes first, and then the one whose title says it."""
    text = "本节规定有关附条件批准的要求。"
    plain = document("plain", text, title="某办法")
    titled = document("titled", text, title="附条件批准工作程序")
    headed = document("headed", Section(id="1", level=1, heading="附条件批准", text=text), title="某办法")
    filler = [document(f"x{number}", "无关内容", title="别的") for number in range(20)]
    with library(tmp_path, plain, titled, headed, *filler) as shelf:
        ranked = shelf.ranked("附条件批准")
        assert set(ranked) == {"plain#1", "titled#1", "headed#1"}
        assert ranked[-1] == "plain#1"


def test_what_is_in_force_comes_first_of_equals(tmp_path: Path) -> None:
    """Of texts that are word for word the same, the one in force leads, and none is hidden."""
    states = ("superseded", "draft", "repealed", "in_force", "not_yet_in_force")
    documents = [document(state, "细胞治疗产品的药学研究", status=state) for state in states]
    with library(tmp_path, *documents) as shelf:
        ranked = shelf.documents("细胞治疗产品", size=10)
        assert ranked[0] == "in_force"
        assert ranked[1] == "not_yet_in_force"
        assert ranked[2] == "draft"
        assert set(ranked) == set(states)
