"""Printed contents are no text and no headings: they are taken out and kept as a witness of both."""

from __future__ import annotations

import printed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import contents
from ingest.line import Line

TITLES = ["1. Introduction", "2. Scope", "3. Quality", "3.1 Starting materials", "3.2 Process", "4. Safety"]
HAN = ["一、概述", "二、适用范围", "三、药学研究", "（一）原材料", "（二）生产工艺", "四、非临床研究"]
PAGES = ["1", "2", "4", "4", "11", "120"]


def body(titles: list[str], page: int = 2) -> list[Line]:
    """The headings with text below them."""
    lines: list[Line] = []
    for i, title in enumerate(titles):
        lines += [printed.at(title, page + i, printed.TOP, bold=True), *printed.prose(6, page + i, 130)]
    return lines


LEADERS = [
    ("dots", "{} ................................ {}"),
    ("dots without gaps", "{}....................{}"),
    ("dots with gaps", "{} . . . . . . . . . . . . {}"),
    ("middle dots", "{}··················{}"),
    ("ellipses", "{}…………………………{}"),
    ("strokes", "{} ______________ {}"),
    ("a tab", "{}\t{}"),
    ("a gap", "{} {}"),
]
HEADS = [
    "Contents",
    "CONTENTS",
    "Table of contents",
    "TABLE OF CONTENTS",
    "Table of Contents:",
    "Index",
    "目录",
    "目 录",
    "目次",
    "目　录",
]


@pytest.mark.parametrize(("said", "form"), LEADERS, ids=[said for said, _ in LEADERS])
@pytest.mark.parametrize("titles", [TITLES, HAN], ids=["English", "Chinese"])
def test_contents_leave_the_text(said: str, form: str, titles: list[str]) -> None:
    """With whatever leads from the title to its page."""
    listed = [form.format(title, page) for title, page in zip(titles, PAGES, strict=True)]
    text = body(titles)
    kept, entries = contents.part([printed.at("Contents"), *printed.down(listed, top=130), *text])
    assert kept == text
    assert [(entry.title, entry.page) for entry in entries] == list(zip(titles, PAGES, strict=True))


@pytest.mark.parametrize("head", HEADS)
def test_contents_are_known_by_their_name(head: str) -> None:
    """In both languages, widths and cases."""
    listed = [f"{title} {page}" for title, page in zip(TITLES, PAGES, strict=True)]
    kept, entries = contents.part([printed.at(head), *printed.down(listed, top=130), *body(TITLES)])
    assert kept == body(TITLES)
    assert len(entries) == len(TITLES)


def test_contents_without_pages_are_known_by_coming_again() -> None:
    """A statute lists its chapters without pages; the same lines stand below as headings."""
    chapters = ["第一章　总则", "第二章　临床研究备案", "第三章　临床研究实施", "第四章　附则"]
    kept, entries = contents.part([printed.at("目录"), *printed.down(chapters, top=130), *body(chapters)])
    assert kept == body(chapters)
    assert [entry.title for entry in entries] == chapters
    assert {entry.page for entry in entries} == {None}


def test_a_title_that_many_chapters_share_does_not_end_contents_without_pages() -> None:
    """第一节 一般规定 is listed once for each chapter that has it; the text begins where the first entry comes again."""
    chapters = ["第一章 总则", "第二章 合同", "第一节 一般规定", "第三章 代理", "第一节 一般规定", "第四章 责任", "第一节 一般规定"]
    text = body(chapters)
    kept, entries = contents.part([printed.at("目录"), *printed.down(chapters, top=130), *text])
    assert kept == text
    assert [entry.title for entry in entries] == chapters
    missing = text[len(text) // len(chapters) :]
    assert contents.part([printed.at("目录"), *printed.down(chapters, top=130), *missing])[0] == missing


@pytest.mark.parametrize("page", ["iv", "xii", "A-1", "C-12", "7"])
def test_pages_may_be_printed_in_other_ways(page: str) -> None:
    """Roman numerals and the pages of annexes."""
    listed = ["Foreword .......... ii", f"Glossary .......... {page}", "1. Scope .......... 1"]
    _, entries = contents.part([printed.at("Contents"), *printed.down(listed, top=130), *body(TITLES)])
    assert [entry.page for entry in entries] == ["ii", page, "1"]


def test_an_entry_may_take_two_lines() -> None:
    """Its leader and its page stand on the second."""
    listed = ["1. Scope .......... 1", "2. Considerations for the development of", "human gene therapy products .......... 3"]
    _, entries = contents.part([printed.at("Contents"), *printed.down(listed, top=130), *body(TITLES)])
    assert [entry.title for entry in entries] == [
        "1. Scope",
        "2. Considerations for the development of human gene therapy products",
    ]


def test_an_entry_may_take_four_lines() -> None:
    """Where those before it have their pages: a long title in capitals is still one entry."""
    long = ["3. THE ROLE OF DONORS AND", "OF THEIR CELLS IN THE", "EVALUATION OF PRODUCTS", "FOR LONG USE ........ 7"]
    made = printed.down(["Contents", "1. SCOPE ........ 2", "2. TERMS ........ 3", *long])
    running, entries = contents.part([*made, *body(["1. SCOPE", "2. TERMS"])])
    assert entries[-1].title == "3. THE ROLE OF DONORS AND OF THEIR CELLS IN THE EVALUATION OF PRODUCTS FOR LONG USE"
    assert not any("ROLE" in line.text for line in running)


def test_an_entry_in_chinese_may_take_two_lines_without_gap() -> None:
    """What the line's end divided is one title."""
    listed = ["一、概述 .......... 1", "二、人源干细胞产品药学研究与评价的一般", "原则 .......... 3"]
    _, entries = contents.part([printed.at("目录"), *printed.down(listed, top=130), *body(HAN)])
    assert contents.key(entries[1].title) == contents.key("二、人源干细胞产品药学研究与评价的一般原则")


def test_contents_over_two_pages_go_as_a_whole() -> None:
    """They go on where the page begins."""
    many = [f"{i}. Chapter about the thing numbered {i}" for i in range(1, 31)]
    listed = [f"{title} .......... {i}" for i, title in enumerate(many, 1)]
    lines = [printed.at("Contents"), *printed.down(listed[:20], top=130), *printed.down(listed[20:], page=2)]
    kept, entries = contents.part([*lines, *body(many, page=3)])
    assert kept == body(many, page=3)
    assert len(entries) == 30


def test_leaders_tell_contents_without_a_name() -> None:
    """Three lines with dots to a page are contents whatever stands over them."""
    listed = [f"{title} .............. {page}" for title, page in zip(TITLES, PAGES, strict=True)]
    kept, entries = contents.part([printed.at("Guideline"), *printed.down(listed, top=130), *body(TITLES)])
    assert kept == [printed.at("Guideline"), *body(TITLES)]
    assert len(entries) == len(TITLES)


def test_indents_are_kept() -> None:
    """They say which entry stands below which."""
    listed = [
        printed.at("1. Scope .......... 1", 1, 130),
        printed.at("1.1 Products .......... 1", 1, 144, left=90),
        printed.at("2. Quality .......... 2", 1, 158),
    ]
    _, entries = contents.part([printed.at("Contents"), *listed, *body(TITLES)])
    assert [entry.left for entry in entries] == [72, 90, 72]


NO_CONTENTS = [
    ["The contents of a vial are described.", "They are clear.", "2 mg"],
    ["Contents", "The package contains the following.", "Each vial is single use."],
    ["Dose ..... 5", "text"],
    ["The trial had 3 arms in 2019", "and went on until 2020", "with 12 patients in arm 3"],
    ["目录", "根据药品管理法，制定本目录。", "本目录自发布之日起施行。"],
    ["Contents"],
    [],
]


@pytest.mark.parametrize("texts", NO_CONTENTS, ids=lambda texts: (texts or ["nothing"])[0])
def test_text_about_contents_is_text(texts: list[str]) -> None:
    """A catalogue (目录) is an instrument, a line that ends in a number a line."""
    lines = printed.down(texts)
    assert contents.part(lines) == (lines, [])


def test_contents_of_web_pages_are_known_too() -> None:
    """Paragraphs without places."""
    chapters = ["第一章 总则", "第二章 备案", "第三章 附则"]
    text = [each for chapter in chapters for each in (chapter, f"第{chapters.index(chapter) + 1}条 为了规范管理，制定本办法。")]
    kept, entries = contents.part(printed.paragraphs("目录", *chapters, *text))
    assert printed.texts(kept) == text
    assert len(entries) == 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("3.1 Starting materials", "3.1  STARTING MATERIALS"),
        ("第一章　总 则", "第一章 总则"),
        ("Long-term follow-up", "Long term follow up"),
        ("附件１：申请表", "附件1:申请表"),
        ("Annex I – Glossary", "ANNEX I: GLOSSARY"),
    ],
)
def test_one_title_has_one_key(left: str, right: str) -> None:
    """Case, width, gaps and marks do not tell a title from its entry."""
    assert contents.key(left) == contents.key(right) != ""


@given(st.text(max_size=40), st.text(max_size=40))
def test_keys_add_up(left: str, right: str) -> None:
    """The key of a whole is that of its parts, so that titles over two lines are found."""
    assert contents.key(f"{left.strip()} {right.strip()}") in (
        contents.key(left) + contents.key(right),
        contents.key(f"{left}{right}"),
    )


@given(
    st.lists(st.sampled_from(["Contents", "目录", "1. Scope ..... 3", "2. Quality 4", "text", "Scope", "1. Scope"]), max_size=14)
)
def test_no_line_is_added(texts: list[str]) -> None:
    """What stays was there, in its order; what is gone is at least two entries and their name."""
    lines = printed.down(texts)
    kept, entries = contents.part(lines)
    places = iter(lines)
    assert all(any(line is there for there in places) for line in kept)
    assert len(kept) < len(lines) or not entries


def test_a_chapter_that_follows_the_contents_is_none_of_their_entries() -> None:
    """`Chapter 1` ends in no page."""
    listed = [f"{title} {page}" for title, page in zip(TITLES, PAGES, strict=True)]
    text = [printed.at("Chapter 1", 2, 60, size=20, bold=True), *body(TITLES)]
    kept, entries = contents.part([printed.at("Contents"), *printed.down(listed, top=130), *text])
    assert kept == text
    assert len(entries) == len(TITLES)


def test_a_year_at_the_end_of_a_bare_entry_is_part_of_its_title() -> None:
    """Where no entry before it has a page and the line comes again as it is."""
    titles = ["1. Introduction", "2. Background", "3. Paperwork Reduction Act of 1995", "4. Safety"]
    _, entries = contents.part([printed.at("Contents"), *printed.down(titles, top=130), *body(titles)])
    assert [(entry.title, entry.page) for entry in entries] == [(title, None) for title in titles]


def test_a_bare_entry_may_be_cut_into_other_lines_than_its_heading() -> None:
    """It is known by how it begins; the rest of its tagged paragraph goes with it."""
    titles = ["1. Introduction", "2. Background", "3. Instructions for completing the form to"]
    rest = printed.at("report an event", 1, 172, block=7)
    listed = printed.down(titles, top=130)
    listed[-1] = printed.at(titles[-1], 1, 158, block=7)
    text = body([*titles[:2], "3. Instructions for completing the form"])
    kept, entries = contents.part([printed.at("Contents"), *listed, rest, *text])
    assert kept == text
    assert len(entries) == 3
