"""What every page repeats is gone, what the text says is kept: headers, footers, page numbers, rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import printed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import furniture
from ingest.line import Line

Foot = Callable[[int], str]


def book(count: int, header: Foot | None = None, footer: Foot | None = None, *, shift: int = 0) -> list[Line]:
    """Pages of prose with what stands above and below it; `shift` is how far the physical pages are ahead."""
    lines: list[Line] = []
    for page in range(1 + shift, count + 1 + shift):
        if header:
            lines.append(printed.at(header(page), page, 40, size=8))
        lines += printed.prose(12, page)
        if footer:
            lines.append(printed.at(footer(page), page, 810, left=280, size=8))
    return lines


def roman(page: int) -> str:
    """The first pages of a report, in small Roman numerals."""
    return ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"][page - 1]


FURNITURE: list[tuple[str, Foot]] = [
    ("a constant name", lambda page: "Considerations for Gene Therapy Products"),
    ("a constant name in Chinese", lambda page: "人源干细胞产品药学研究与评价技术指导原则"),
    ("left and right pages", lambda page: f"{page}\tNotices of June 25" if page % 2 else f"Notices of June 25\t{page}"),
    ("a notice in italics", lambda page: "Contains Nonbinding Recommendations"),
    ("a name and a number that its font garbles", lambda page: f"中华人民共和国合同法 {'!#$%&*+)'[page - 1]}"),
    ("a number", str),
    ("a number between dashes", lambda page: f"- {page} -"),
    ("a number between long dashes", lambda page: f"— {page} —"),
    ("a number between dots", lambda page: f"· {page} ·"),
    ("page and number", lambda page: f"Page {page}"),
    ("page of pages", lambda page: f"Page {page} of 9"),
    ("number over pages", lambda page: f"{page}/9"),
    ("a page in Chinese", lambda page: f"第 {page} 页"),
    ("a page of pages in Chinese", lambda page: f"第{page}页 共9页"),
    ("small Roman numerals", roman),
    ("page and Roman numeral", lambda page: f"Page {roman(page)}"),
    ("name and number", lambda page: f"Draft guideline {page}"),
    ("name, version and number", lambda page: f"EMA/CAT/80183/2014 Rev. 1   {page}/9"),
    ("number and name", lambda page: f"{page} Federal Register / Vol. 89 / Rules and Regulations"),
]


@pytest.mark.parametrize(("said", "foot"), FURNITURE, ids=[said for said, _ in FURNITURE])
@pytest.mark.parametrize("count", [3, 4, 8])
def test_what_every_page_repeats_is_gone(said: str, foot: Foot, count: int) -> None:
    """Above and below the text, on short files and on long ones."""
    text = book(count)
    assert printed.texts(furniture.strip(book(count, header=foot))) == printed.texts(text)
    assert printed.texts(furniture.strip(book(count, footer=foot))) == printed.texts(text)


@pytest.mark.parametrize(("said", "foot"), FURNITURE[5:13], ids=[said for said, _ in FURNITURE[5:13]])
def test_the_number_of_a_single_page_is_gone(said: str, foot: Foot) -> None:
    """A letter of one page may be numbered too."""
    assert printed.texts(furniture.strip(book(1, footer=foot))) == printed.texts(book(1))


def test_header_and_footer_go_together() -> None:
    """Both at once, the page number printed behind the physical page."""
    made = book(6, header=lambda page: "Guideline", footer=lambda page: f"{page - 2}", shift=2)
    assert printed.texts(furniture.strip(made)) == printed.texts(book(6, shift=2))


def test_left_and_right_pages_have_their_own_headers() -> None:
    """A book sets its name on even pages and its chapter on odd ones."""
    made = book(8, header=lambda page: "Handbook of rules" if page % 2 else "Quality of vectors")
    assert printed.texts(furniture.strip(made)) == printed.texts(book(8))


def test_a_title_page_without_header_does_not_spare_the_others() -> None:
    """The first page often has none."""
    made = [*printed.prose(12, 1), *[line for line in book(6, header=lambda page: "Guideline") if line.page != 1]]
    assert "Guideline" not in printed.texts(furniture.strip(made))


def test_the_running_head_of_each_chapter_is_gone() -> None:
    """Its words change, its place does not."""
    names = ["Scope"] * 3 + ["Quality"] * 3 + ["Safety"] * 3 + ["Use"]
    made = book(10, header=lambda page: names[page - 1])
    kept = printed.texts(furniture.strip(made))
    assert not set(names) & set(kept)


@pytest.mark.parametrize(
    "name",
    [
        lambda page: f"Chapter {page}",
        lambda page: f"第{'一二三四五六七八'[page - 1]}章　总则",
        lambda page: f"Article {page + 3}",
        lambda page: f"Annex {page}",
    ],
)
def test_headings_that_begin_each_page_are_no_headers(name: Foot) -> None:
    """A chapter that begins on a new page stands where headers stand, and is none: its number counts chapters."""
    made: list[Line] = []
    for page in range(1, 7):
        made += [printed.at(name(page), 2 * page - 1, printed.TOP, size=16), *printed.prose(12, 2 * page - 1, 140)]
        made += printed.prose(12, 2 * page, 140)
    kept = printed.texts(furniture.strip(made))
    assert [name(page) for page in range(1, 7)] == [text for text in kept if text in {name(page) for page in range(1, 7)}]


def test_annexes_on_pages_that_count_with_them_are_no_page_numbers() -> None:
    """Annex V on page 5, Annex VI on page 6, and so on."""
    names = {page: f"ANNEX {roman(page).upper()}" for page in range(1, 5)}
    lines = [line for page, name in names.items() for line in (printed.at(name, page, 60, bold=True), *printed.prose(8, page, 120))]
    kept = printed.texts(furniture.strip(lines))
    assert all(name in kept for name in names.values())


def test_a_sentence_that_stands_twice_is_kept() -> None:
    """What two pages say amid their text is text."""
    made = [*printed.prose(12, 1), *printed.prose(12, 2)]
    made[5] = printed.at("The sponsor should justify it.", 1, made[5].bottom)
    made[17] = printed.at("The sponsor should justify it.", 2, made[17].bottom)
    assert printed.texts(furniture.strip(made)).count("The sponsor should justify it.") == 2


@pytest.mark.parametrize("rule", ["__________", "----------", "—————————", "==========", "··········", "* * * * * *", "......"])
def test_rules_are_drawn_and_not_said(rule: str) -> None:
    """A line of strokes is a line, not text."""
    made = [*printed.prose(6), printed.at(rule, 1, 300), *printed.prose(6, top=320)]
    assert rule not in printed.texts(furniture.strip(made))


def test_paragraphs_without_pages_are_untouched() -> None:
    """A web page has no headers that pages repeat."""
    made = printed.paragraphs("1", "- 2 -", "__________ stays", "Page 3", "text")
    assert furniture.strip(made) == made


def check_subset(before: Sequence[Line], after: Sequence[Line]) -> None:
    """Each line that is left was there, and in its order."""
    places = iter(before)
    assert all(any(line == there for there in places) for line in after)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["text", "Header", "1", "2", "- 3 -", "第一条"]), st.integers(20, 820)))
)
def test_nothing_is_added_or_put_elsewhere(drawn: list[tuple[int, str, int]]) -> None:
    """Stripping only takes away."""
    made = [printed.at(text, page, bottom) for page, text, bottom in sorted(drawn, key=lambda each: (each[0], each[2]))]
    check_subset(made, furniture.strip(made))


def test_a_heading_below_the_name_of_every_chapter_stays() -> None:
    """It stands at one height on many pages, but text stands above it."""
    lines = []
    for page, name in enumerate(("Architecture", "Sessions", "Access", "Cryptography", "Errors"), 1):
        lines += [
            printed.at(f"V{page} {name} of the application", page, 60, size=16),
            printed.at("Control objective", page, 90, size=13),
        ]
        lines += printed.down([printed.SENTENCE] * 12, page, 120)
    kept = printed.texts(furniture.strip(lines))
    assert kept.count("Control objective") == 5


def test_contents_may_have_but_two_pages_of_their_own_numbers() -> None:
    """In small Roman numerals, where those of the text are Arabic."""
    made = book(9, footer=lambda page: ["i", "ii"][page - 1] if page < 3 else str(page - 2))
    assert not {"i", "ii", "1", "7"} & set(printed.texts(furniture.strip(made)))


@pytest.mark.parametrize("banner", ["Contains Nonbinding Recommendations", "Draft — Not for Implementation"])
def test_a_banner_is_none_of_the_text_however_few_pages_have_it(banner: str) -> None:
    """Agencies print it on the first pages alone."""
    made = [printed.at(banner, 2, 40, italic=True), *book(9)]
    assert banner not in printed.texts(furniture.strip(sorted(made, key=lambda line: line.page or 0)))


@pytest.mark.parametrize(("pages", "kept"), [(4, 4), (10, 0)])
def test_the_head_of_a_table_is_its_own_on_each_page(pages: int, kept: int) -> None:
    """But where every page has it, it is a running head in three parts."""
    head = "No.\tRequirement\tLevel"
    heads = [printed.at(head, page, 60) for page in range(1, pages + 1)]
    kept_lines = furniture.strip(sorted([*book(10), *heads], key=lambda line: (line.page or 0, line.bottom)))
    assert printed.texts(kept_lines).count(head) == kept
