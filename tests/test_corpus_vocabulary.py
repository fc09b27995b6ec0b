"""Every code that can stand in a record has its name in both languages, and every law its rank."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from corpus import catalogue
from corpus.vocabulary import (
    CURRENT,
    FACET_NAMES,
    FACETS,
    INSTRUMENT_TYPE,
    JURISDICTION,
    LANGUAGE,
    LIFECYCLE_STAGE,
    PRODUCT_CLASS,
    RANK,
    RECIPROCAL,
    RELATIONS,
    STATUS,
    Label,
)

TABLES = {
    "status": STATUS,
    "instrument_type": INSTRUMENT_TYPE,
    "jurisdiction": JURISDICTION,
    "language": LANGUAGE,
    "product_class": PRODUCT_CLASS,
    "lifecycle_stage": LIFECYCLE_STAGE,
    "relations": RELATIONS,
    "facets": FACET_NAMES,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_code_has_both_names(name: str) -> None:
    """No reader meets a bare code."""
    table: Mapping[str, Label] = TABLES[name]
    assert table
    for code, label in table.items():
        assert label.get("zh"), code
        assert label.get("en"), code
        assert label.get("zh-Hant") == label.zh


@pytest.mark.parametrize("name", TABLES)
def test_no_two_codes_share_a_name(name: str) -> None:
    """Two values of a facet can be told apart."""
    labels = list(TABLES[name].values())
    assert len({label.en for label in labels}) == len(labels)
    assert len({label.zh for label in labels}) == len(labels)


def test_every_type_has_its_rank() -> None:
    """The hierarchy of force has a place for each, laws above rules above guidelines above drafts."""
    assert set(RANK) == set(INSTRUMENT_TYPE)
    assert RANK["law"] < RANK["administrative_regulation"] < RANK["departmental_rule"]
    assert RANK["departmental_rule"] < RANK["normative_document"] < RANK["technical_guideline"] < RANK["draft"]


def test_what_is_current_is_a_status() -> None:
    """Trial texts are in force; drafts are not."""
    assert set(STATUS) >= CURRENT
    assert "trial" in CURRENT
    assert not CURRENT & {"draft", "superseded", "repealed", "not_yet_in_force", "unknown"}


def test_ties_are_told_both_ways() -> None:
    """The other side of the other side is the same tie."""
    assert set(RECIPROCAL) <= set(RELATIONS)
    assert all(RECIPROCAL[RECIPROCAL[kind]] == kind for kind in RECIPROCAL)


def test_every_facet_has_its_name() -> None:
    """The contract's eight facets, no other."""
    assert set(FACETS) == set(FACET_NAMES)
    assert len(FACETS) == 8


def test_the_catalogue_uses_known_codes_only() -> None:
    """Each code of a shipped record is a word of the vocabulary, and most words are used."""
    used = [entry.instrument for entry in catalogue.load().values()]
    assert {each.status for each in used} <= set(STATUS)
    assert {each.jurisdiction for each in used} == set(JURISDICTION)
    assert {code for each in used for code in each.product_classes} == set(PRODUCT_CLASS)
    assert {code for each in used for code in each.lifecycle_stages} == set(LIFECYCLE_STAGE)
