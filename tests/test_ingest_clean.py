"""From lines as they were read to the running text: the steps together lose nothing that was said."""

from __future__ import annotations

import printed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import characters, clean
from ingest.line import Line


def test_all_steps_work_together() -> None:
    """Radicals, columns, rows, headers and notes of one file."""
    made: list[Line] = []
    for page in (1, 2, 3, 4):
        made.append(printed.at("国家药品监督管理局⽂件", page, 40, size=9))
        made += printed.prose(10, page)
        made.append(printed.at(f"Dose {'abcd'[page - 1]}", page, 300, right=100))
        made.append(printed.at(f"{'abcd'[page - 1]} mg", page, 300, left=250, right=280))
        made.append(printed.at(f"{page} See the ⽂件 of {'abcd'[page - 1]}.", page, 760, size=7))
        made.append(printed.at(f"— {page} —", page, 810, left=290, size=9))
    done = clean.run(made)
    assert "国家药品监督管理局文件" not in printed.texts(done)
    assert [line.text for line in done if "\t" in line.text] == [f"Dose {letter}\t{letter} mg" for letter in "abcd"]
    assert [line.text for line in done if line.kind == "note"] == [
        f"{page} See the 文件 of {'abcd'[page - 1]}." for page in (1, 2, 3, 4)
    ]
    assert len(done) == 4 * 12


def test_nothing_is_cleaned_from_nothing() -> None:
    """No lines, no fault."""
    assert clean.run([]) == []


def test_paragraphs_of_web_pages_keep_their_words() -> None:
    """Only characters that were not meant change."""
    made = printed.paragraphs("第⼀条 为了规范", "Page 3", "1", "⺠法典", "– – – – – – –")
    assert printed.texts(clean.run(made)) == ["第一条　为了规范", "Page 3", "1", "民法典", "– – – – – – –"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b", "ab"),
        ("a\x07\x1b[0mb", "a[0mb"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\ud800b", "ab"),
        ("药\ufffe品", "药品"),
        ("plain", "plain"),
    ],
)
def test_what_nothing_can_store_is_no_text(text: str, left: str) -> None:
    """Control characters and halves of pairs; tabs and line ends stay."""
    assert characters.cleaned(text) == left


@given(st.text(alphabet=st.characters(), max_size=60))
def test_cleaned_text_can_be_stored(text: str) -> None:
    """Whatever came."""
    characters.cleaned(text).encode("utf-8")


PROSE = [
    "the applicant shows it",
    "the sponsor states why",
    "申请人应当说明理由",
    "it was tested for purity",
    "质量标准应当合理设定",
    "each batch is released",
]


@given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=9), st.integers(1, 3))
def test_running_text_amid_the_page_is_never_lost(texts: list[str], pages: int) -> None:
    """Lines that stand below the head and above the foot, and differ from page to page, all stay and stay in order."""
    made: list[Line] = []
    for page in range(1, pages + 1):
        made += [
            printed.at(f"{text} {'abcdefghi'[i]}{'xyz'[page - 1]}", page, 200 + 17 * i + 5 * page) for i, text in enumerate(texts)
        ]
    assert printed.texts(clean.run(made)) == printed.texts(made)
