"""A user's file is told to be the text of a catalogued instrument, or said to be unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Document, Metadata, Relation, catalogue
from corpus.recognition import Register


@pytest.fixture(scope="module")
def register() -> Register:
    """The register of the shipped catalogue."""
    return Register.of(entry.instrument for entry in catalogue.load().values())


def text(title: str, language: str = "zh", **facts: str) -> Document:
    """A document with a title and what was detected in it."""
    return Document(id="file", title=title, language=language, media_type="application/pdf", metadata=Metadata(**facts))  # type: ignore[arg-type]


KNOWN = [
    (text("中华人民共和国个人信息保护法"), "cn-pipl-2021"),
    (text("中华人民共和国个人信息保护法", issued="2021-08-20"), "cn-pipl-2021"),
    (text("药品管理法", issued="2019-08-26"), "cn-drug-administration-law-2019"),
    (
        text("国家药监局药审中心关于发布《免疫细胞治疗产品药学研究与评价技术指导原则（试行）》的通告（2022年第30号）"),
        "cn-cde-2022-30-immune-cell-cmc",
    ),
    (text("免疫细胞治疗产品药学研究与评价技术指导原则（征求意见稿）"), "cn-cde-2020-immune-cmc-draft"),
    (text("外商投资准入特别管理措施(负面清单)(2021年版)", issued="2021-12-27"), "cn-negative-list-2021"),
    (text("Drug Administration Law of the PRC (2019 Revision)", language="en"), "cn-drug-administration-law-2019"),
]


@pytest.mark.parametrize(("document", "instrument"), KNOWN, ids=lambda value: getattr(value, "title", value))
def test_a_text_joins_its_instrument(register: Register, document: Document, instrument: str) -> None:
    """By title in any wrapper, with the version told by its mark or its year."""
    assert register.join(document).metadata.instrument == instrument


@pytest.mark.parametrize(
    "title", ["中华人民共和国劳动合同法实施条例", "中华人民共和国网络安全保护条例草案说明", "Process Validation", "条例"]
)
def test_other_texts_stand_alone(register: Register, title: str) -> None:
    """No instrument is guessed."""
    joined = register.join(text(title))
    assert joined.metadata.instrument is None
    assert joined.warnings == ()


def test_a_joined_text_takes_the_facts_and_tells_differences(register: Register) -> None:
    """The catalogue's fact stands; the text's other fact is told."""
    joined = register.join(text("个人信息保护法", issued="2021-08-19", effective="2021-11"))
    assert joined.metadata.status == "in_force"
    assert joined.metadata.role == "text"
    assert joined.metadata.issued == "2021-08-20"
    assert joined.warnings == ("issued in the text is 2021-08-19, in the catalogue 2021-08-20",)


def test_a_text_in_another_language_is_a_translation(register: Register) -> None:
    """An English text of a Chinese law is its translation."""
    joined = register.join(text("Drug Administration Law of the PRC (2019 Revision)", language="en"))
    assert joined.metadata.role == "translation"


def test_what_is_unsure_is_said_to_be(register: Register) -> None:
    """Two editions of one title and no year: the document stands alone and says how to settle it."""
    joined = register.join(text("中华人民共和国药典"))
    assert joined.metadata.instrument is None
    assert "may be the text of cn-chp-2020 or cn-chp-2025" in joined.warnings[0]
    settled = register.join(replace(text("中华人民共和国药典"), metadata=Metadata(instrument="cn-chp-2025")))
    assert settled.metadata.instrument == "cn-chp-2025"


def test_a_stated_instrument_must_exist(register: Register) -> None:
    """A slip in the metadata file is told."""
    joined = register.join(text("药典", instrument="cn-chp-1066"))
    assert "cn-chp-1066" in joined.warnings[0]


@pytest.mark.parametrize(
    ("target", "instrument"),
    [
        ("《中华人民共和国药品管理法》", "cn-drug-administration-law-2019"),
        ("国务院令第818号", "cn-sc-order-818-biomedical-new-technology"),
        ("ICH S12", "ich-s12"),
        ("《某不存在的办法》", None),
    ],
)
def test_citations_are_resolved_to_instruments(register: Register, target: str, instrument: str | None) -> None:
    """What exactly one instrument is called, leads there; the rest stays unresolved."""
    (resolved,) = register.resolved([Relation(type="cites", target=target)])
    assert resolved.target_id == instrument
