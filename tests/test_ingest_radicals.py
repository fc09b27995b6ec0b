"""Every character is the one that was meant, whatever the program that wrote the file put in its place."""

from __future__ import annotations

import unicodedata

import printed
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import radicals

MENDED = [
    ("第⼀章　总则", "第一章　总则"),
    ("⺠法典", "民法典"),
    ("中华⼈⺠共和国", "中华人民共和国"),
    ("⽣物医学新技术", "生物医学新技术"),
    ("⻓期随访", "长期随访"),
    ("专⻔委员会", "专门委员会"),
    ("⻅附件", "见附件"),
    ("⻛险控制", "风险控制"),
    ("第⼆⻚", "第二页"),
    ("⻄药", "西药"),
    ("⻋间", "车间"),
    ("⻢来西亚", "马来西亚"),
    ("⻝品药品", "食品药品"),
    ("⾷品", "食品"),
    ("⽤药", "用药"),
    ("⾃体", "自体"),
    ("⼲细胞", "干细胞"),
    ("⽉⽇", "月日"),
    ("⻥类", "鱼类"),
    ("⻘霉素", "青霉素"),
    ("⻬鲁", "齐鲁"),
    ("⻰华", "龙华"),
    ("⻩某", "黄某"),
    ("ﬁnal proﬁle", "final profile"),
    ("suﬃcient ﬂow", "sufficient flow"),
    ("豈有此理", "豈有此理"),
    ("exam\u00adple", "example"),
    ("zero\u200bwidth", "zerowidth"),
    ("\ufeff第一条", "第一条"),
    ("a\u00a0b", "a b"),
    ("\uf0b7 first item", "• first item"),
    ("\uf0d8第一项", "•第一项"),
    ("bell\x07 and\x00 null", "bell and null"),
]
GAPS = [
    ("2025 年 9 月 28 日", "2025 年 9 月 28 日"),
    ("总 则", "总则"),
    ("附 则", "附则"),
    ("临 床 研 究 管 理", "临床研究管理"),
    ("国家药监局 ， 国家卫生健康委", "国家药监局，国家卫生健康委"),
    ("第一条 为 了 规范", "第一条　为了规范"),
    ("第 十 二 章 监督 管理", "第十二章　监督管理"),
    ("第 3 条　申请", "第3条　申请"),
    ("CAR-T 细胞", "CAR-T 细胞"),
    ("使用 DNA 载体", "使用 DNA 载体"),
    ("a b c", "a b c"),
    ("《药品 管理 法》 第十九条", "《药品管理法》第十九条"),
    ("第一章\u3000总\u3000则", "第一章　总\u3000则"),
]


@pytest.mark.parametrize(("text", "expected"), MENDED)
def test_what_looks_right_is_right(text: str, expected: str) -> None:
    """Radicals are the ideographs they stand for, ligatures their letters; signs no one sees are gone."""
    assert radicals.mended(text) == expected


@pytest.mark.parametrize(("text", "expected"), GAPS)
def test_gaps_between_han_characters_close(text: str, expected: str) -> None:
    """Chinese has no spaces; beside Latin words and digits, and after 第一条, they stay."""
    assert radicals.mended(text) == expected


def test_every_kangxi_radical_is_an_ideograph() -> None:
    """All 214 of them, as no dictionary of users has them."""
    for code in range(0x2F00, 0x2FD6):
        assert radicals.mended(f"部{chr(code)}") == f"部{unicodedata.normalize('NFKC', chr(code))}"


@pytest.mark.parametrize("character", sorted("⺠⻓⻔⻅⻛⻚⻄⻋⻢⻥⻦⻩⻬⻰⻳⻝⻘⻙⺟⺝⻤⻮⻨"))
def test_simplified_radicals_are_ideographs(character: str) -> None:
    """Those that no normal form knows, and that stand in laws printed from a browser."""
    assert "\u4e00" <= radicals.mended(character) <= "\u9fff"


def test_only_the_text_of_a_line_changes() -> None:
    """Place, size and weight of a line stay as they were; lines that were right are the same lines."""
    wrong, right = printed.at("⺠法典", bold=True), printed.at("民法典")
    first, second = radicals.mend([wrong, right])
    assert (first.text, first.left, first.bold) == ("民法典", wrong.left, True)
    assert second is right


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=80))
def test_mending_twice_is_mending_once(text: str) -> None:
    """What is right stays right."""
    once = radicals.mended(text)
    assert radicals.mended(once) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=80))
def test_plain_text_is_left_alone(text: str) -> None:
    """English needs no mending."""
    assert radicals.mended(text) == text


@given(st.text(alphabet="第一二三章条 的了民法典药品管理，。（）0123ABC", max_size=60))
def test_no_character_but_gaps_is_lost(text: str) -> None:
    """Closing gaps takes spaces and nothing else."""
    assert radicals.mended(text).replace(" ", "").replace("\u3000", "") == text.replace(" ", "")
