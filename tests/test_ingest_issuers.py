"""The body that issued a document is told from its head or its signature, never from what it cites."""

from __future__ import annotations

import pytest

from ingest import issuers

HEADS = [
    ("中华人民共和国国务院令（第818号）", "", "SC"),
    ("国令第717号", "", "SC"),
    ("（2019年8月26日第十三届全国人民代表大会常务委员会第十二次会议通过）", "", "NPCSC"),
    ("国家药监局药审中心关于发布《样本指导原则》的通告", "", "CDE"),
    ("国家药品监督管理局公告", "", "NMPA"),
    ("国家市场监督管理总局令第27号", "", "SAMR"),
    ("关于印发样本管理办法的通知", "各省、自治区、直辖市：\n国家卫生健康委员会\n2031年5月6日", "NHC"),
    ("U.S. Department of Health and Human Services\nFood and Drug Administration", "", "FDA"),
    ("Food and Drug Administration\nCenter for Biologics Evaluation and Research", "", "FDA"),
    ("European Medicines Agency\nScience Medicines Health", "", "EMA"),
    ("ICH HARMONISED TRIPARTITE GUIDELINE", "", "ICH"),
    ("How samples are kept", "", None),
    ("我国样本的保藏", "", None),
]


@pytest.mark.parametrize(("front", "tail", "code"), HEADS)
def test_the_head_or_the_signature_tells_the_issuer(front: str, tail: str, code: str | None) -> None:
    """By the kind of order, by the name that signs, by the first name of the head."""
    assert issuers.find(front, tail) == code


@pytest.mark.parametrize(
    ("authority", "place"),
    [
        ("NMPA", "CN"),
        ("SC", "CN"),
        ("SH_MPA", "CN-SH"),
        ("SZ_NPCSC", "CN-GD-SZ"),
        ("FDA", "US"),
        ("EMA", "EU"),
        ("ICH", "INT"),
        (None, None),
    ],
)
def test_a_body_has_its_jurisdiction(authority: str | None, place: str | None) -> None:
    """Local bodies that of their place."""
    assert issuers.jurisdiction(authority) == place
