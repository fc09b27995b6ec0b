"""What holds of the sections of any text at all, however it is printed: nothing lost, nothing twice, all in order."""

from __future__ import annotations

import re
from itertools import pairwise

import printed
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Kind
from ingest import clean, contents, outline
from ingest.line import Line

WORDS = [
    "第一章　总则",
    "第二章　附则",
    "第一节　条件",
    "第一条　为了规范研究，制定本条例。",
    "第二条　研究应当备案。",
    "第三条的规定除外。",
    "（一）具有法人资格；",
    "一、概述",
    "二、要求",
    "1. Scope",
    "2. Rules that hold for samples.",
    "1.1 Terms",
    "2.1.3 Deep",
    "I. INTRODUCTION",
    "A. Donors",
    "a. Cells",
    "(i) at the site",
    "Article 3",
    "§ 99.2 Who must register?",
    "PART 4 SAMPLES",
    "APPENDIX C",
    "附件1 申请表",
    "REFERENCES",
    "the samples were kept cold on the way from the site to the laboratory, as it is told",
    "样本应当在规定的条件下保存，并按照要求记录。",
    "long-",
    "Kind\tFrom\tTo",
    "7",
    "• a point of a list",
]
KINDS: list[Kind] = ["body", "body", "body", "note"]
TEXT = st.sampled_from(WORDS) | st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)


@st.composite
def line(draw: st.DrawFn, *, pages: bool) -> Line:
    """A line as any reader might give it."""
    text = draw(TEXT)
    rank = draw(st.sampled_from([None, None, None, 1, 2, 4]))
    kind = draw(st.sampled_from(KINDS))
    if not pages:
        return Line(text=text, rank=rank, kind=kind)
    page, down = draw(st.integers(1, 4)), draw(st.integers(0, 48))
    size = draw(st.sampled_from([8.0, 10.0, 10.0, 14.0]))
    bold = draw(st.booleans())
    return printed.at(text, page, 60 + 15.0 * down, size=size, bold=bold, rank=rank, kind=kind)


LINES = (
    st.booleans()
    .flatmap(lambda pages: st.lists(line(pages=pages), max_size=40))
    .map(lambda lines: sorted(lines, key=lambda each: each.page or 0))
)


def letters(text: str) -> str:
    """What of a text cannot be set otherwise: its letters and digits."""
    return re.sub(r"[\W_]+", "", text)


@given(LINES)
@settings(max_examples=300)
def test_every_character_is_in_exactly_one_section(lines: list[Line]) -> None:
    """Of the running text, the printed contents left out: nothing is lost, nothing comes twice."""
    running, _ = contents.part(lines)
    sections = outline.cut(lines, "d")
    told = "".join(f"{s.number or ''}{s.heading or ''}{s.text}" for s in sections)
    assert sorted(letters(told)) == sorted(letters("".join(each.text for each in running)))


@given(LINES)
def test_the_running_text_keeps_its_order(lines: list[Line]) -> None:
    """Footnotes apart, which follow the section they stand in."""
    body = [each for each in lines if each.kind != "note"]
    running, _ = contents.part(body)
    told = "".join(f"{s.number or ''}{s.heading or ''}{s.text}" for s in outline.cut(body, "d"))
    assert letters(told) == letters("".join(each.text for each in running))


@given(LINES)
def test_pages_never_go_back(lines: list[Line]) -> None:
    """Sections stand in reading order, and each ends no earlier than it begins."""
    sections = [s for s in outline.cut(lines, "d") if s.kind != "note"]
    pages = [s.page for s in sections if s.page is not None]
    assert pages == sorted(pages)
    assert all(s.page_end is None or s.page is None or s.page <= s.page_end for s in sections)


@given(LINES)
def test_no_level_is_left_out_on_the_way_down(lines: list[Line]) -> None:
    """A section is at most one level below the one before it, and the first is at the top."""
    levels = [s.level for s in outline.cut(lines, "d")]
    assert all(level >= 1 for level in levels)
    assert levels[:1] in ([], [1])
    assert all(after <= before + 1 for before, after in pairwise(levels))


@given(LINES)
def test_ids_are_unique_and_lead_to_the_document(lines: list[Line]) -> None:
    """Every section has its own address, without gaps."""
    ids = [s.id for s in outline.cut(lines, "d")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"d#\S+", each) for each in ids)


@given(LINES)
def test_cutting_again_gives_the_same(lines: list[Line]) -> None:
    """Addresses are stable."""
    assert outline.cut(lines, "d") == outline.cut(lines, "d")


@given(LINES)
def test_cleaning_invents_no_letters(lines: list[Line]) -> None:
    """What is left was there."""
    kept = letters("".join(each.text for each in clean.run(lines)))
    assert not set(kept) - set(letters("".join(each.text for each in lines)))
