"""Two texts side by side: what changed is marked by more than colour, what did not is folded, entries are no texts."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from book_shelf import ADDED, ARTICLES, NEW, OLD
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from test_web_pages import one, soup, text

from corpus import Section
from corpus.comparison import compare
from web.clauses import RUN, SINGLE, changed, pages, rows, rows_beside
from web.comparing import pairs
from web.filling import PART_BYTES

BOTH = f"/compare?old={OLD}&new={NEW}"


def clauses(*texts: str, name: str = "d", heading: str | None = None) -> list[Section]:
    """Articles in order."""
    return [
        Section(id=f"{name}#{number}", level=1, number=str(number), heading=heading and f"{heading} {number}", text=each)
        for number, each in enumerate(texts, 1)
    ]


def test_instruments_are_compared_by_their_texts(reader: FlaskClient) -> None:
    """Where both texts are held they are compared, not what was written about them."""
    page = soup(reader, BOTH, "zh")
    heads = [link["href"] for link in page.select(".heads a")]
    assert heads == ["/documents/iit-2021", "/documents/iit-2024"]
    assert not page.select(".as-of-day")


def test_each_change_is_told_and_marked(reader: FlaskClient) -> None:
    """Added, taken out, changed, moved, renumbered: by a word, and by <ins> and <del>."""
    page = soup(reader, BOTH, "en")
    kinds = [" ".join(item["class"]) for item in page.select("li.clause[id]")]
    assert sorted(set(kinds)) == ["clause added", "clause changed", "clause moved", "clause removed", "clause renumbered"]
    added = one(page, "li.clause.added")
    assert text(added, "ins") == ADDED
    assert "no such clause" in text(added, ".old")
    assert text(one(page, "li.clause.removed"), "del") == ARTICLES[4]
    edited = one(page, "li.clause.changed")
    assert "至少" in "".join(each.text for each in edited.select(".old del"))
    assert "季度" in "".join(each.text for each in edited.select(".new ins"))
    assert not edited.select(".old ins, .new del")
    assert "第三条 → 第十条" in text(one(page, "li.clause.moved"), "h3")
    for item in page.select("li.clause[id]"):
        assert one(item, "h3 .kind").text


def test_what_did_not_change_is_folded(reader: FlaskClient) -> None:
    """To a line that names it and opens."""
    page = soup(reader, BOTH)
    folded = page.select("li.clause.same details")
    assert folded
    assert not folded[0].has_attr("open")
    assert "unchanged" in text(folded[0], "summary")


def test_the_summary_can_be_cited(reader: FlaskClient) -> None:
    """Both titles, every count, and when it was compared."""
    said = text(soup(reader, BOTH, "zh"), ".citable")
    for part in (
        "《医疗卫生机构开展研究者发起的临床研究管理办法》",
        "新增 1 条",
        "删去 1 条",
        "改动 1 条",
        "移动 1 条",
        "Bluebook 于",
    ):
        assert part in said


def test_every_change_is_listed_with_its_place(reader: FlaskClient) -> None:
    """A click leads to it."""
    page = soup(reader, BOTH)
    ids = {str(item["id"]) for item in page.select("li.clause[id]")}
    links = [str(link["href"]) for link in page.select(".changes a")]
    assert {link.partition("#")[2] for link in links} == ids


def test_every_clause_leads_to_its_place_in_the_text(reader: FlaskClient) -> None:
    """Old to the old text, new to the new."""
    page = soup(reader, BOTH)
    assert one(page, "li.clause.removed .where a")["href"] == f"/documents/iit-2021/sections/{quote('第五条')}#{quote('第五条')}"
    for link in page.select(".clauses a[href^='/documents/']"):
        assert reader.get(str(link["href"])).status_code == 200


def test_versions_are_chosen_from_the_line(reader: FlaskClient) -> None:
    """The texts that are held, the compared ones chosen."""
    page = soup(reader, BOTH)
    old, new = page.select("select")
    assert [option["value"] for option in old.select("option")] == ["iit-2021", "iit-2024"]
    assert (one(old, "[selected]")["value"], one(new, "[selected]")["value"]) == ("iit-2021", "iit-2024")


def test_entries_stand_side_by_side_and_claim_nothing(reader: FlaskClient) -> None:
    """For want of the texts; language by language; nothing is called new or gone."""
    path = "/compare?old=cn-hgr-interim-measures-1998&new=cn-hgr-regulations-2019"
    page = soup(reader, path, "en")
    assert "texts themselves are not held" in text(page, ".as-of-day")
    assert not page.select(".summary, .clause.added ins, .clause.removed del")
    first = one(page, "li.clause .both")
    assert [text(each, ".where") for each in first.select(".old, .new")] == ["In brief", "In brief"]
    assert not re.search("[\u4e00-\u9fff]{40}", first.text)
    chinese = soup(reader, f"{path}&language=zh", "en")
    assert text(chinese, "li.clause .where") == "概要"
    entries = soup(reader, f"{BOTH}&of=entries")
    assert [link["href"] for link in entries.select(".heads a")] == [f"/documents/{OLD}", f"/documents/{NEW}"]


def test_texts_without_a_common_language_are_not_compared(reader: FlaskClient) -> None:
    """The page says why; a text meets an entry in the language both have."""
    page = soup(reader, "/compare?old=iit-2021&new=follow-up-notes", "en")
    assert "no language in common" in page.text
    assert not page.select(".clauses")
    assert soup(reader, f"/compare?old=iit-2021&new={NEW}", "en").select(".clauses")


def test_all_pairs_are_listed(reader: FlaskClient, book_app: Flask) -> None:
    """Which draft became which final text, which version which: every pair of the catalogue, each with its comparison."""
    page = soup(reader, "/compare")
    found = pairs(book_app.extensions["library"].store)
    assert len(page.select("table.pairs tbody tr")) == len(found) > 25
    final = next(each for each in found if each.old.id == "cn-cde-2020-gt-cmc-draft")
    assert (final.step, final.new.id) == ("finalised", "cn-cde-2022-31-in-vivo-gt-cmc")
    assert [section["id"] for section in page.select("main h2[id]")] == ["finalised", "superseded", "revised"]


def test_one_text_alone_offers_its_line(reader: FlaskClient) -> None:
    """With the other still to be chosen."""
    page = soup(reader, f"/compare?new={NEW}")
    assert len(page.select("select[name=old] option")) >= 2


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/compare?old=nowhere&new=iit-2024", 404),
        ("/compare?old=iit-2024&new=nowhere", 404),
        ("/compare?old=nowhere", 404),
        (f"{BOTH}&part=0", 404),
        (f"{BOTH}&part=99", 404),
        (f"{BOTH}&part=x", 404),
        (f"{BOTH}&language=fr", 200),
    ],
)
def test_what_is_not_there_is_said_plainly(reader: FlaskClient, path: str, status: int) -> None:
    """Never an error of the program."""
    assert reader.get(path).status_code == status


def test_the_address_by_documents_leads_to_the_same_page(reader: FlaskClient) -> None:
    """`/documents/OLD/compare/NEW`."""
    response = reader.get("/documents/iit-2021/compare/iit-2024")
    assert response.status_code == 303
    assert response.headers["Location"] == "/compare?old=iit-2021&new=iit-2024"


def test_a_long_comparison_comes_in_pages() -> None:
    """Each light enough, every row once, changes numbered through."""
    old = clauses(*(f"第{number}项：申办者应当保存记录{number}。" * 30 for number in range(120)))
    new = clauses(*(f"第{number}项：申办者必须保存记录{number}。" * 30 for number in range(120)), name="e")
    cut = pages(rows(compare(old, new)))
    assert len(cut) > 3
    assert [row.number for page in cut for row in page] == list(range(1, 121))
    assert all(sum(row.weight for row in page) <= PART_BYTES for page in cut)
    assert [page for page, _ in changed(cut)] == sorted(page for page, _ in changed(cut))
    assert pages([]) == []


def test_long_runs_are_cut_in_the_middle_and_say_so() -> None:
    """What changed stays, with its surroundings."""
    common = "研究者应当遵守方案。" * (RUN // 5)
    (row,) = rows(compare(clauses(common + "旧。" + common), clauses(common + "新。" + common, name="e")))
    assert "[…]" in row.old
    assert "<del>旧</del>" in row.old
    assert "<ins>新</ins>" in row.new
    assert len(row.old) < len(common)
    (single,) = rows(compare([], clauses("甲" * (SINGLE + 5))))
    assert single.new.startswith("<ins>甲")
    assert single.new.count("甲") == SINGLE


@given(st.lists(st.sampled_from([*ARTICLES, "<b>&", "另一条。"]), max_size=8), st.lists(st.sampled_from(ARTICLES), max_size=8))
def test_rows_say_everything_once_and_safely(old: list[str], new: list[str]) -> None:
    """Every clause of both texts is in a row, in both forms of the page, and nothing unescaped."""
    comparison = compare(clauses(*old), clauses(*new, name="e"))
    for made in (rows(comparison), rows_beside(comparison)):
        assert [row.number for row in made] == list(range(1, len(made) + 1))
        assert all(isinstance(each, Markup) and "<b>" not in each for row in made for each in (row.old, row.new))
    folded = [section.id for row in rows(comparison) for section in row.folded]
    shown = [row.clause.new.id for row in rows(comparison) if row.clause.new and not row.folded]
    assert sorted(folded + shown) == sorted(f"e#{number}" for number in range(1, len(new) + 1))


def test_sections_of_one_heading_stand_beside_one_another() -> None:
    """Though their words have nothing in common."""
    old = clauses("甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未", heading="节")
    new = clauses("春夏秋冬风花雪月", "东南西北上下左右", "金木水火土日月星", name="e", heading="节")
    made = [(row.clause.old and row.clause.old.id, row.clause.new and row.clause.new.id) for row in rows_beside(compare(old, new))]
    assert ("d#1", "e#1") in made
    assert ("d#2", "e#2") in made
    assert (None, "e#3") in made
