"""Each heading stands at its depth: by the sequence its number continues, by its declared rank, or by its looks."""

from __future__ import annotations

from collections.abc import Iterable

import printed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import levels
from ingest.heading import Heading
from ingest.numbering import readings


def heading(text: str, *, size: float = 12.0, bold: bool = True, italic: bool = False, rank: int | None = None) -> Heading:
    """A heading of this text and these looks."""
    numbers = tuple(readings(text))
    line = printed.at(text, size=size, bold=bold, italic=italic, rank=rank)
    return Heading(0, 1, numbers, numbers[0].title if numbers else text, "", line)


def depths(texts: Iterable[str]) -> list[int]:
    """The levels of headings that are all set alike."""
    return [level for _, level in levels.assign([heading(text) for text in texts])]


SEQUENCES = [
    ("decimals", "1. A|2. B|2.1 C|2.2 D|2.2.1 E|2.3 F|3. G", [1, 1, 2, 2, 3, 2, 1]),
    ("decimals without a parent", "2.1 A|2.2 B|3.1 C", [1, 1, 1]),
    ("decimals that leave a depth out", "1. A|1.1.1 B|1.1.2 C|2. D", [1, 2, 2, 1]),
    ("decimals beyond nine", "1. A|1.9 B|1.10 C|1.11 D|2. E", [1, 2, 2, 2, 1]),
    ("Chinese", "一、甲|（一）乙|1. 丙|（1）丁|①戊|②己|（2）庚|2. 辛|（二）壬|二、癸", [1, 2, 3, 4, 5, 5, 4, 3, 2, 1]),
    ("Chinese that leaves a depth out", "一、甲|1. 乙|2. 丙|二、丁|1. 戊", [1, 2, 2, 1, 2]),
    ("letters", "I. A|A. B|1. C|a. D|b. E|2. F|B. G|II. H", [1, 2, 3, 4, 4, 3, 2, 1]),
    ("letters through I to J", "A. A|B. B|C. C|D. D|E. E|F. F|G. G|H. H|I. I|J. J", [1] * 10),
    ("letters through I below Roman one", "I. A|A. A|B. B|C. C|D. D|E. E|F. F|G. G|H. H|I. I|J. J|II. Z", [1, *[2] * 10, 1]),
    ("Roman numerals through five", "I. A|II. B|III. C|IV. D|V. E|VI. F", [1] * 6),
    ("small Roman below letters", "(a) A|(i) B|(ii) C|(iii) D|(b) E|(i) F", [1, 2, 2, 2, 1, 2]),
    ("small letters through i", "(g) A|(h) B|(i) C|(j) D", [1, 1, 1, 1]),
    (
        "units of a statute",
        "第一编 甲|第一章 乙|第一节 丙|第一条 丁|第二条 戊|第二节 己|第三条 庚|第二章 辛|第四条 壬",
        [1, 2, 3, 4, 4, 3, 4, 2, 3],
    ),
    ("articles run through chapters", "第一章 甲|第一条 乙|第二章 丙|第二条 丁|第三章 戊|第三条 己", [1, 2, 1, 2, 1, 2]),
    ("closing provisions without a number", "第一编 甲|第一章 乙|第一条 丙|附则|第二条 丁", [1, 2, 3, 1, 2]),
    ("closing provisions beside chapters", "第一章 甲|第一节 乙|第一条 丙|附则|第二条 丁", [1, 2, 3, 1, 2]),
    ("rules put in between", "1. A|1.1 B|1.1A C|1.1B D|1.2 E|2. F|2.1 G", [1, 2, 2, 2, 2, 1, 2]),
    ("chapters begin anew in each book", "第一编 甲|第一章 乙|第二章 丙|第二编 丁|第一章 戊|第二章 己", [1, 2, 2, 1, 2, 2]),
    (
        "European units",
        "CHAPTER I A|SECTION 1 B|Article 1 C|Article 2 D|SECTION 2 E|Article 3 F|CHAPTER II G",
        [1, 2, 3, 3, 2, 3, 1],
    ),
    ("parts within chapters", "CHAPTER 1 A|Part A B|1. C|Part B D|2. E|CHAPTER 2 F|Part A G|3. H", [1, 2, 3, 2, 3, 1, 2, 3]),
    ("chapters within parts", "Part I A|Chapter 1 B|1. C|Chapter 2 D|2. E|Part II F|Chapter 1 G", [1, 2, 3, 2, 3, 1, 2]),
    ("American units", "PART 1 A|Subpart A B|§ 1.1 C|§ 1.2 D|Subpart B E|§ 1.20 F", [1, 2, 3, 3, 2, 3]),
    ("annexes", "1. A|2. B|2.1 C|Annex I D|Annex II E", [1, 1, 2, 1, 1]),
    ("numbers below an annex", "一、甲|（一）乙|附件1 丙|一、丁|（一）戊|附件2 己|一、庚", [1, 2, 1, 2, 3, 1, 2]),
    ("chapters named by a word", "Chapter 1 A|1.1 B|1.2 C|1.2.1 D|CHAPTER TWO E|2.1 F", [1, 2, 2, 3, 1, 2]),
    ("sections named by a decimal", "Part 1 A|Section 1.1 B|Section 1.2 C|Part 2 D|Section 2.1 E", [1, 2, 2, 1, 2]),
    ("decimals below a title without number", "Compilation|1.1 A|1.2 B", [1, 1, 1]),
    ("a preface before the first number", "Foreword|1. A|1.1 B|2. C", [1, 1, 2, 1]),
    ("a prefix per annex", "A.1 A|A.1.1 B|A.2 C|B.1 D|B.1.1 E", [1, 2, 1, 1, 2]),
]


@pytest.mark.parametrize(("name", "texts", "expected"), SEQUENCES, ids=[name for name, _, _ in SEQUENCES])
def test_numbers_tell_the_depth(name: str, texts: str, expected: list[int]) -> None:
    """Where all headings are set alike, what continues what is all there is."""
    assert depths(texts.split("|")) == expected


def test_an_unnumbered_heading_between_numbers_is_below_them() -> None:
    """A run-in title amid 2 and 3 does not end 2's chapter."""
    found = [heading("1. A"), heading("2. B"), heading("General remarks", size=10), heading("3. C")]
    assert [level for _, level in levels.assign(found)] == [1, 1, 2, 1]


def test_the_next_number_tells_what_an_unnumbered_heading_stands_in() -> None:
    """A mark within 4.9, though it is declared higher, does not end chapter 4."""
    found = [
        heading("4. Investigators", rank=1),
        heading("4.9 Records", rank=2),
        heading("ADDENDUM", rank=1),
        heading("4.9.1 Copies", rank=3),
        heading("4.10 Reports", rank=2),
    ]
    assert [level for _, level in levels.assign(found)] == [1, 2, 3, 3, 2]


def test_what_stands_within_numbered_headings_does_so_under_the_last_of_them_too() -> None:
    """Set as heavy as 1. and 2., a heading between these is below 1.; the one behind 2. looks like it and is below 2."""
    found = [heading(text) for text in ("I. A", "A. B", "1. C", "Aims", "2. D", "Means", "B. E", "II. F")]
    assert [level for _, level in levels.assign(found)] == [1, 2, 3, 4, 3, 4, 2, 1]


@pytest.mark.parametrize("before", ["Glossary", "2.1 Last", "3. Last"])
def test_an_annex_stands_beside_the_chapters(before: str) -> None:
    """Whatever it follows: a glossary without number does not hold it, nor does the depth that was reached."""
    found = [heading("1. A"), heading("2. B"), heading(before), heading("Annex 1: C", bold=False), heading("Annex 2: D")]
    assert [level for _, level in levels.assign(found)][-2:] == [1, 1]


@pytest.mark.parametrize(
    ("before", "level"),
    [("III. Guidance", 2), ("119. Proof", 2), ("Annex I Forms", 3), ("CHAPTER 1 General", 3)],
)
def test_a_part_that_is_declared_as_high_as_a_point_stands_beside_it(before: str, level: int) -> None:
    """Only an annex, or a unit that parts stand in, holds one that is declared as high as itself."""
    found = [heading("Instructions", rank=1, size=20), heading(before, rank=2), heading("PART A Identification", rank=2)]
    assert [level for _, level in levels.assign(found)][-1] == level


def test_capitals_alone_do_not_set_a_chapter_above_a_heading_without_number() -> None:
    """References, large and bold as the chapters, whose titles are in capitals, and heavier than their parts."""
    found = [heading("I. PURPOSE", size=14), heading("A. Cells"), heading("B. Donors"), heading("References", size=14)]
    assert [level for _, level in levels.assign(found)] == [1, 2, 2, 1]


def test_unnumbered_headings_stand_by_their_weight() -> None:
    """Large over small, bold over plain, upright over italic."""
    found = [
        heading("Purpose", size=16),
        heading("Sponsors", size=13),
        heading("Small ones", size=11),
        heading("Very small ones", size=11, bold=False, italic=True),
        heading("Investigators", size=13),
        heading("Next steps", size=16),
    ]
    assert [level for _, level in levels.assign(found)] == [1, 2, 3, 4, 2, 1]


def test_declared_ranks_outweigh_looks() -> None:
    """h2 below h1, though it is set larger."""
    found = [heading("One", size=10, rank=1), heading("Two", size=20, rank=2), heading("Three", size=10, rank=1)]
    assert [level for _, level in levels.assign(found)] == [1, 2, 1]


def test_the_order_of_units_outweighs_declared_ranks() -> None:
    """A page that calls its parts h2 and its chapters h3 still has parts within chapters."""
    found = [
        heading("CHAPTER 1 A", rank=3),
        heading("Part A B", rank=2),
        heading("CHAPTER 2 C", rank=3),
        heading("Part A D", rank=2),
    ]
    assert [level for _, level in levels.assign(found)] == [1, 2, 1, 2]


def test_a_title_without_number_holds_what_follows_it_where_declared() -> None:
    """h1 over numbered h2: the page's title is above its chapters."""
    found = [heading("Rulebook", rank=1), heading("1 Scope", rank=2), heading("2 Notice", rank=2), heading("2.1 Form", rank=3)]
    assert [level for _, level in levels.assign(found)] == [1, 2, 2, 3]


def test_the_reading_that_fits_is_the_one_kept() -> None:
    """C. after B. is the third letter, C. after XCIX. the hundred."""
    letters = [number for number, _ in levels.assign([heading(f"{c}. Topic") for c in "ABCD"])]
    assert [number.family for number in letters if number] == ["A."] * 4
    romans = [number for number, _ in levels.assign([heading(f"{n}. Topic") for n in ("I", "II", "III", "IV", "V")])]
    assert [number.family for number in romans if number] == ["I."] * 5


MARKS = ["一、甲", "二、乙", "（一）丙", "1. A", "2. B", "2.1 C", "3.1.2 D", "I. E", "A. F", "C. G", "a. H", "第一章 I", "第一条 J"]
MARKS += ["Annex I", "Purpose", "附件1", "§ 5 K", "Article 2", "①", "(i) L", "PART A"]


@given(
    st.lists(
        st.tuples(st.sampled_from(MARKS), st.sampled_from([10.0, 12.0, 16.0]), st.sampled_from([None, None, 1, 2, 4])), max_size=25
    )
)
def test_no_level_is_ever_left_out(drawn: list[tuple[str, float, int | None]]) -> None:
    """Whatever headings come: the first is at the first level, and each next one at most one below the last."""
    found = [level for _, level in levels.assign([heading(text, size=size, rank=rank) for text, size, rank in drawn])]
    assert len(found) == len(drawn)
    assert all(level >= 1 for level in found)
    assert all(after <= before + 1 for before, after in zip([0, *found], found, strict=False))


@given(st.lists(st.integers(1, 4), min_size=1, max_size=20))
def test_any_tree_of_decimals_is_found_again(steps: list[int]) -> None:
    """A random outline, numbered as authors number, all set alike, comes back with its depths."""
    path: list[int] = []
    texts, expected = [], []
    for step in steps:
        depth = min(step, len(path) + 1)
        path = [*path[: depth - 1], (path[depth - 1] if depth <= len(path) else 0) + 1]
        texts.append(f"{'.'.join(map(str, path))}{'.' if depth == 1 else ''} Topic")
        expected.append(depth)
    assert depths(texts) == expected


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20))
def test_any_tree_of_a_chinese_guideline_is_found_again(steps: list[int]) -> None:
    """一、（一）1.（1）①, each beginning anew below its parent."""
    digits = "一二三四五六七八九十"
    counts: list[int] = []
    texts, expected = [], []
    for step in steps:
        depth = min(step, len(counts) + 1)
        counts = [*counts[: depth - 1], (counts[depth - 1] if depth <= len(counts) else 0) + 1]
        n = min(counts[-1], 10)
        texts.append((f"{digits[n - 1]}、", f"（{digits[n - 1]}）", f"{n}. ", f"（{n}）", chr(0x245F + n))[depth - 1] + "题目")
        expected.append(depth)
        if counts[-1] >= 10:
            break
    assert depths(texts) == expected


def test_the_steps_of_chinese_documents_stand_above_how_they_are_set() -> None:
    """1. in bold is below （一） in plain, and this goes on behind it."""
    texts = ("一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "二、己")
    made = [heading(text, bold=text[0].isdecimal()) for text in texts]
    assert [level for _, level in levels.assign(made)] == [1, 2, 3, 3, 2, 1]
