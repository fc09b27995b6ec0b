"""Numbered lines in ordinary print: the number, the indent and the length of the lines around tell headings and provisions."""

from __future__ import annotations

import printed
import pytest

from ingest import headings, witness
from ingest.line import Line

LEFT, WIDE = printed.LEFT, 30  # the characters of a full line
FULL = "申请人应当对工艺和质量进行研究并提供资料以支持临床试验的安全性"[:WIDE]


def page(*lines: str | Line) -> list[Line]:
    """Lines of a page one below the other; a text that begins with two blanks is indented by as much."""
    made: list[Line] = []
    for i, line in enumerate(lines):
        text = line if isinstance(line, str) else line.text
        indent = 20 if text.startswith("  ") else 0
        made.append(printed.at(text.strip(), 1, printed.TOP + printed.STEP * i, left=LEFT + indent))
    return made


def told(*between: str) -> list[tuple[str, str]]:
    """The headings among lines between two paragraphs, each with the text beside its number."""
    text = [f"  {FULL[2:]}", FULL, FULL, "等。"]
    return [(h.name, h.rest) for h in witness.weigh(list(headings.find(page(*text, *between, *text))))]


HEADINGS = [
    ("alone in its paragraph", ["  一、适用范围"], ["一、 适用范围"]),
    ("three below each other", ["  一、要求", "  （一）资料", "  1.概述"], ["一、 要求", "（一） 资料", "1. 概述"]),
    ("a title in brackets", ["  1.【预期用途】"], ["1. 【预期用途】"]),
    ("a title that begins with an acronym", ["  1.MRI兼容性"], ["1. MRI兼容性"]),
    ("as wide as the text", [f"  1.{FULL[:26]}"], [f"1. {FULL[:26]}"]),
    ("over two lines", [f"  1.{FULL[:27]}", "和实例"], [f"1. {FULL[:27]}和实例"]),
    ("a sentence", ["  1.应当提交资料。"], []),
    ("an item", ["  1.外观；", "  2.尺寸；"], []),
    ("a question", ["  1.是否适用？"], []),
    ("the beginning of a paragraph", [f"  1.{FULL[:26]}", FULL, "等。"], []),
    ("amid a paragraph", [f"  {FULL[2:]}", "1.5毫升", FULL], []),
    ("parted from its number by a blank", ["  1 范围", "  2 术语"], ["1 范围", "2 术语"]),
    ("of other signs", ["  （1）概述"], []),
    ("out of sequence", ["  7.概述"], []),
    ("one number left out", ["  1.概述", "  3.范围"], ["1. 概述", "3. 范围"]),
    ("two numbers left out", ["  1.概述", "  4.范围"], ["1. 概述"]),
]


@pytest.mark.parametrize(("said", "lines", "found"), HEADINGS, ids=[said for said, _, _ in HEADINGS])
def test_a_chinese_heading_may_look_like_its_text(said: str, lines: list[str], found: list[str]) -> None:
    """Guidelines print all levels in one size and weight; each heading is a paragraph of its own, short and without a stop."""
    assert [name for name, _ in told(*lines)] == found


def test_a_numbered_paragraph_is_a_provision() -> None:
    """Its text stands beside its number."""
    made = told("  1.研究资料", f"  1.1 {FULL[:25]}", "等。", f"  1.2 {FULL[:25]}", "等。", "  1.3 保存条件")
    assert made == [("1. 研究资料", ""), ("1.1", FULL[:25]), ("1.2", FULL[:25]), ("1.3 保存条件", "")]


@pytest.mark.parametrize("text", ["0.5 毫升以上的样本应当说明其来源", "3.7 克以上的样本应当说明其来源"])
def test_an_amount_at_the_start_of_a_paragraph_is_no_provision(text: str) -> None:
    """Nothing leads up to its number."""
    assert told(f"  {text}", "等。") == []
