"""Candidate headings are weighed: where contents, tags and numbers speak, large print alone is not believed."""

from __future__ import annotations

import printed
import pytest

from ingest import headings, witness
from ingest.contents import Entry
from ingest.line import Line


def believed(lines: list[Line], *titles: str, pages: tuple[str, ...] = ()) -> list[str]:
    """The names of the headings that are believed, the contents having these titles (and printed pages)."""
    given = [*pages, *[None] * (len(titles) - len(pages))]
    entries = [Entry(title, page, 72.0) for title, page in zip(titles, given, strict=True)]
    return [h.name for h in witness.weigh(list(headings.find(lines, entries)), entries)]


def chapter(page: int, title: str, *, size: float = 14.0, rank: int | None = None) -> list[Line]:
    """A page that begins with a heading."""
    return [printed.at(title, page, 80, size=size, bold=True, rank=rank), *printed.prose(8, page, 110)]


LISTED = ["1. Scope", "2. Donors", "3. Cells", "4. Storage", "5. Use", "References"]


def test_large_print_before_the_first_sure_heading_is_a_title_page() -> None:
    """Agency, date and title are no sections, unless they are named so."""
    cover = [
        printed.at("Cells for Research", 1, 100, size=24, bold=True),
        printed.at("Guidance for Industry", 1, 180, size=18, bold=True),
        printed.at("Foreword", 1, 300, size=14, bold=True),
        *printed.prose(6, 1, 330),
    ]
    lines = [*cover, *chapter(2, "1. Scope"), *chapter(3, "2. Donors")]
    assert believed(lines) == ["Foreword", "1. Scope", "2. Donors"]


@pytest.mark.parametrize("last", ["Annex A: Forms", "1. Fill in the form"])
def test_neither_an_annex_nor_a_list_says_where_the_text_begins(last: str) -> None:
    """Where chapters have no numbers, these would make a title page of all before them."""
    annex = [printed.at(last, 3, 300, size=14 if "Annex" in last else 10), *printed.prose(4, 3, 330)]
    assert believed([*chapter(2, "Donors"), *chapter(3, "Cells"), *annex])[:2] == ["Donors", "Cells"]


def test_a_title_that_comes_again_is_no_heading() -> None:
    """Guidelines repeat their title above the text."""
    cover = [printed.at("CELLS FOR RESEARCH", 1, 100, size=16, bold=True), *printed.prose(6, 1, 130)]
    again = [printed.at("CELLS FOR RESEARCH", 2, 60, size=16, bold=True), *chapter(2, "1. Scope"), *chapter(3, "2. Donors")]
    assert "CELLS FOR RESEARCH" not in believed([*cover, *again])


def test_bold_lines_that_full_contents_do_not_name_are_text() -> None:
    """The cells of a table are bold too."""
    lines = [line for page, title in enumerate(LISTED, 2) for line in chapter(page, title)]
    lines += [printed.at("Column heading", 7, 300, bold=True), *printed.prose(4, 7, 330)]
    assert believed(lines, *LISTED) == LISTED


def test_looks_that_several_share_speak_below_the_depth_of_the_contents() -> None:
    """Contents name chapters; what three of them have below, set alike, are their parts, but for what stands as high as they do."""
    lines = [line for page, title in enumerate(LISTED, 2) for line in chapter(page, title)]
    for page in (2, 3, 4):
        lines += [printed.at(f"Uses of {page}", page, 300, bold=True), *printed.prose(4, page, 330)]
        lines += [printed.at(f"Box {page} of the margin", page, 500, size=14, bold=True), *printed.prose(4, page, 530)]
    parts = {2: "Uses of 2", 3: "Uses of 3", 4: "Uses of 4"}
    ordered = sorted(lines, key=lambda line: (line.page or 0, line.bottom))
    expected = [name for page, title in enumerate(LISTED, 2) for name in (title, parts.get(page)) if name]
    assert believed(ordered, *LISTED) == expected


def test_an_item_of_a_list_does_not_follow_a_heading_in_bold() -> None:
    """4 behind heading 3 ended chapter 3 amid its parts."""
    lines = [*chapter(2, "1. Scope"), *chapter(3, "2. Donors"), *chapter(4, "3. Cells")]
    lines += [printed.at("3. Sponsors", 4, 300), *printed.prose(4, 4, 330)]
    lines += [printed.at("4. Investigators", 4, 500), *printed.prose(4, 4, 530), *chapter(5, "3.1 Storage")]
    assert believed(lines) == ["1. Scope", "2. Donors", "3. Cells", "3.1 Storage"]


def test_numbered_headings_of_a_depth_that_the_contents_cover_need_a_listed_sibling() -> None:
    """A glossary that numbers its terms is one section; a heading that the contents forgot is kept."""
    lines = [line for page, title in enumerate(LISTED[:5], 2) for line in chapter(page, title)]
    lines += chapter(7, "6. Forgotten")
    assert believed(lines, *LISTED[:5]) == [*LISTED[:5], "6. Forgotten"]


def test_words_of_an_entry_far_from_its_page_are_text() -> None:
    """`References` in a table of page 3 is not the chapter of page 7."""
    lines = [line for page, title in enumerate(LISTED[:5], 2) for line in chapter(page, title)]
    lines[9:9] = [printed.at("References", 3, 70, bold=True)]
    lines += chapter(7, "References")
    assert believed(lines, *LISTED, pages=("1", "2", "3", "4", "5", "6")) == LISTED


@pytest.mark.parametrize("ranked", [4, 6])
def test_tags_are_believed_over_looks_where_there_are_enough(ranked: int) -> None:
    """Five declared headings make a file whose bold lines are bold lines."""
    lines = [line for page in range(1, ranked + 1) for line in chapter(page, f"{page}. Part", rank=1)]
    lines += [printed.at("Only bold", ranked, 400, bold=True), *printed.prose(3, ranked, 430)]
    assert ("Only bold" in believed(lines)) is (ranked < 5)


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ([1, 2, 68, 3, 4], [1, 2, 3, 4]),
        ([1, 2, 2, 54, 3], [1, 2, 2, 3]),
        ([1, 2, 4, 5], [1, 2, 4, 5]),
        ([1, 2, 3, 1, 2], [1, 2, 3, 1, 2]),
        ([7, 8, 9], [7, 8, 9]),
    ],
)
def test_an_article_that_leaps_out_of_its_sequence_is_a_reference(numbers: list[int], kept: list[int]) -> None:
    """Where the sequence goes on behind it; a gap, a second act and an extract are what they are."""
    lines = printed.paragraphs(*(f"第{n}条　规定。" for n in numbers))
    assert believed(lines) == [f"第{n}条" for n in kept]


@pytest.mark.parametrize(("titles", "numbered"), [(["Q7 Practice"], False), (["V1 Practice", "V2 Sessions"], True)])
def test_a_letter_with_digits_numbers_only_a_sequence(titles: list[str], numbered: bool) -> None:
    """Q7 alone is the name of a guideline."""
    lines = [line for page, title in enumerate(titles, 1) for line in chapter(page, title)]
    found = witness.weigh(list(headings.find(lines)))
    assert [bool(h.numbers) for h in found] == [numbered] * len(titles)
    assert [h.name for h in found] == titles


@pytest.mark.parametrize(("count", "joined"), [(4, False), (5, True), (120, True)])
def test_a_title_above_a_provision_is_its_title(count: int, joined: bool) -> None:
    """Acts print it so, hundreds of them; a few may be chance."""
    texts = [text for n in range(1, count + 1) for text in ("Powers to enter", f"{n}. (1) A person may enter. {printed.SENTENCE}")]
    found = witness.weigh(list(headings.find(printed.paragraphs("Act", *texts, ranks=[1, *[2, None] * count]))))[1:]
    assert [h.name for h in found] == [f"{n}. Powers to enter" if joined else "Powers to enter" for n in range(1, count + 1)]
    assert all(h.rest.startswith("(1) A person") for h in found if joined)


def test_a_heading_in_large_print_behind_the_title_pages_opens_a_preface() -> None:
    """Unless it says the title again."""
    cover = [printed.at("Cells for Research", 1, 100, size=24, bold=True), *printed.prose(6, 1, 130)]
    front = [*chapter(5, "About this standard"), *chapter(6, "CELLS FOR RESEARCH: Guidance")]
    lines = [*cover, *front, *chapter(7, "1. Scope"), *chapter(8, "2. Donors")]
    assert believed(lines) == ["About this standard", "1. Scope", "2. Donors"]


@pytest.mark.parametrize(("count", "kept"), [(2, 2), (3, 0), (9, 0)])
def test_items_of_a_list_are_no_headings(count: int, kept: int) -> None:
    """Three or more that count on with nothing between them, as lists of references do."""
    items = [f"{n}. 样本管理办法" for n in range(1, count + 1)]
    lines = printed.paragraphs("一、要求", "样本应当保存。", "二、参考文献", *items)
    assert believed(lines) == ["一、 要求", "二、 参考文献", *items[:kept]]


def test_nothing_is_weighed_to_nothing() -> None:
    """An empty document has no headings."""
    assert witness.weigh([]) == []


def test_the_names_of_two_instruments_are_a_list_of_sources() -> None:
    """Three items in a row are a list, and so are two where they only name what is cited."""
    sources = ["1．《医疗器械监督管理条例》（国务院令第680号）", "2．《注册管理办法》（总局令第4号）"]
    assert believed(printed.paragraphs("一、范围", printed.CLAUSE, "二、参考文献", *sources)) == ["一、 范围", "二、 参考文献"]
    headed = ["1. 《办法》的背景", printed.CLAUSE, "2. 《办法》的内容", printed.CLAUSE]
    assert believed(printed.paragraphs("一、范围", *headed))[1:] == ["1. 《办法》的背景", "2. 《办法》的内容"]
