"""A page's text is graded honestly: what is garbled is never shown as good, what is odd but right is not thrown away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Grade, PageQuality
from ingest import quality

HAN = (
    "第一条　为了规范生物医学新技术临床研究和临床转化应用，促进医学科学技术进步，保障医疗质量安全，"
    "维护人的尊严和健康，制定本条例。\n"
) * 5
ENGLISH = "The applicant should describe the manufacturing process and the controls that assure its consistency.\n" * 6

GOOD = {
    "Chinese": HAN,
    "English": ENGLISH,
    "both": HAN + ENGLISH,
    "a title page": "总则",
    "a page number": "- 12 -",
    "a table of figures": "1.5\t2.7\t38.1\n0.2\t11.9\t4.0\n" * 20,
    "a formula": "x = (a + b)² / √2 ≤ 10⁶ cells·kg⁻¹ ± 5 %",
    "German": "Das Gesetz über die Prüfung von Arzneimitteln für neuartige Therapien gilt für alle Länder. " * 5,
    "French": "Les médicaments de thérapie génique préparés à l’hôpital sont autorisés par l’autorité compétente. " * 5,
    "Czech": "Léčivé přípravky pro moderní terapii podléhají registraci podle zákona o léčivech. " * 5,
    "a list of bullets": "\uf0b7 identity\n\uf0b7 purity and potency of the product\n\uf0b7 viability of the cells\n" + ENGLISH,
    "a list of abbreviations": "CAR-T, CGT, CMC, DNA, RNA, GMP, GCP, GLP, IND, BLA, NDA, MAA, PRIME, RMAT\n" * 6,
    "names of drugs": "Axicabtagene ciloleucel, tisagenlecleucel, brexucabtagene autoleucel, idecabtagene vicleucel. " * 6,
    "a list of names in Chinese": "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗 " * 4,
    "an English guideline with hashes": "Use #1 and #2 for $5 & 10% of them. " * 20,
}
GARBLED = {
    "punctuation as signs": (
        '第一条 为保护当事人的合法权益!维护社会经济秩序!促进社会主义现代化建设!制定本法"\n'
        '第二条 本法所称合同是平等主体的自然人$法人$其他组织之间设立$变更$终止民事权利义务关系的协议"\n'
    )
    * 6,
    "private use": "".join(chr(0xE000 + i % 200) for i in range(300)),
    "private use amid text": ENGLISH + "\ue012\ue034\ue045\ue056" * 20,
    "replacement characters": "\ufffd" * 40 + "text",
    "glyph names": "/C5/C12/C33/G36 " * 30,
    "character ids": "(cid:12)(cid:88)(cid:7)" * 30,
    "glyph numbers": "g936 g12 g77 g101 " * 30,
    "another encoding": "Õâ¸ö¹ú¼ÒµÄÒ©Æ·¼à¶½¹ÜÀí¾Ö·¢²¼ÁËÐÂµÄ¹æ¶¨ÒªÇó " * 8,
    "controls": "\x01\x02\x03\x04\x05\x06" * 30 + "text",
    "shifted letters": "Wkh dssolfdqw vkrxog ghvfuleh wkh pdqxidfwxulqj surfhvv dqg wkh frqwurov wkdw dvvxuh. " * 6,
    "ideographs of no words": "".join(chr(0x5200 + (i * 37) % 4000) for i in range(400)),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_pages_are_native(name: str) -> None:
    """Of any language, and however short or full of figures."""
    assert quality.grade(1, GOOD[name]) == PageQuality(page=1, grade="native")


@pytest.mark.parametrize("name", GARBLED)
def test_garbled_pages_are_flagged(name: str) -> None:
    """Whatever garbled them; and the reader is told what is wrong."""
    graded = quality.grade(3, GARBLED[name])
    assert (graded.page, graded.grade) == (3, "garbled")
    assert graded.reason


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000"])
def test_a_page_without_text_is_empty(text: str) -> None:
    """And says so."""
    graded = quality.grade(1, text)
    assert graded.grade == "empty"
    assert graded.reason


def test_unseen_text_over_a_picture_is_recognised_text() -> None:
    """Someone's recognition lies under the scan; where that is garbled it is garbled."""
    assert quality.grade(1, HAN, invisible=True).grade == "ocr"
    assert quality.grade(1, GARBLED["glyph names"], invisible=True).grade == "garbled"


def graded(*grades: Grade) -> list[PageQuality]:
    """Pages of these grades."""
    return [PageQuality(page=i, grade=each, reason=None if each == "native" else "some") for i, each in enumerate(grades, 1)]


SETTLED: list[tuple[tuple[Grade, ...], tuple[Grade, ...]]] = [
    (("native", "native", "native"), ("native", "native", "native")),
    (("garbled", "garbled", "native"), ("garbled", "garbled", "garbled")),
    (("garbled", "native"), ("garbled", "garbled")),
    (("garbled", "native", "native"), ("garbled", "native", "native")),
    (("garbled", "garbled", "empty"), ("garbled", "garbled", "empty")),
    (("garbled", "ocr"), ("garbled", "garbled")),
    (("empty", "empty"), ("empty", "empty")),
    ((), ()),
]


@pytest.mark.parametrize(("before", "after"), SETTLED)
def test_a_file_garbled_for_the_most_part_is_garbled(before: tuple[Grade, ...], after: tuple[Grade, ...]) -> None:
    """Its title page has too few words to show it by itself."""
    settled = quality.settle(graded(*before))
    assert tuple(page.grade for page in settled) == after
    assert [page.page for page in settled] == list(range(1, len(before) + 1))
    assert all(page.reason for page in settled if page.grade == "garbled")


@given(
    st.lists(st.sampled_from(["的药品", "管理应当", "第十条规定", "研究，", "临床。", "申请人、", "（一）", "质量；"]), max_size=80)
)
def test_plain_chinese_is_never_garbled(parts: list[str]) -> None:
    """In any order of its words."""
    assert quality.garbled("".join(parts)) is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ,.;:()0123456789", max_size=180))
def test_short_plain_letters_are_never_garbled(text: str) -> None:
    """A few words do not tell."""
    assert quality.garbled(text.replace("g", "")) is None


def test_only_a_page_that_shows_something_lacks_text() -> None:
    """A blank page has none to lack."""
    blank = PageQuality(page=1, grade="empty", reason=quality.BLANK)
    picture = PageQuality(page=2, grade="empty", reason="no text layer")
    assert quality.lacking([blank, picture, PageQuality(page=3, grade="native")]) == [picture]
