"""A text's life is told whole, in order, once, whichever side of a tie was written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Metadata, Relation, catalogue
from corpus.catalogue import Instrument
from corpus.chain import STEPS, events, lineage, steps

Ties = list[tuple[str, str, str]]


def told(ties: Ties) -> list[tuple[str, Relation]]:
    """Ties written as (owner, kind, target)."""
    return [(owner, Relation(type=kind, target=target, target_id=target)) for owner, kind, target in ties]


def members(identifier: str, ties: Ties) -> set[str]:
    """Who belongs to the line of a text."""

    def touching(names: Collection[str]) -> Iterable[tuple[str, Relation]]:
        return [(owner, relation) for owner, relation in told(ties) if {owner, relation.target_id} & set(names)]

    return set(lineage(identifier, touching).members)


LAW: Ties = [("new", "supersedes", "old"), ("newest", "supersedes", "new"), ("draft", "finalised_as", "newest")]


@pytest.mark.parametrize(
    ("identifier", "ties", "expected"),
    [
        ("old", LAW, {"old", "new", "newest", "draft"}),
        ("newest", LAW, {"old", "new", "newest", "draft"}),
        ("draft", LAW, {"old", "new", "newest", "draft"}),
        ("alone", LAW, {"alone"}),
        ("law", [("law", "amended_by", "package"), ("package", "amends", "other")], {"law", "package"}),
        ("package", [("law", "amended_by", "package"), ("package", "amends", "other")], {"law", "package", "other"}),
        ("rule", [("revision", "draft_of", "rule"), ("rule", "drafts", "revision")], {"rule", "revision"}),
        ("left", [("left", "supersedes", "old"), ("right", "supersedes", "old")], {"left", "old"}),
        ("a", [("a", "supersedes", "b"), ("b", "supersedes", "a")], {"a", "b"}),
        ("a", [("a", "cites", "b"), ("a", "supersedes", "a")], {"a"}),
    ],
)
def test_a_line_has_its_versions_with_their_drafts_and_amendments(identifier: str, ties: Ties, expected: set[str]) -> None:
    """Versions are followed to their ends, drafts and amendments hang on them, siblings and packages stay apart, loops end."""
    assert members(identifier, ties) == expected


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(sorted(STEPS)), st.sampled_from("abcdef")), max_size=30))
def test_a_line_always_ends(ties: Ties) -> None:
    """However the ties run, in circles too, the line is found and has the text it was asked for."""
    assert "a" in members("a", ties)


def test_both_ways_of_telling_a_step_are_one() -> None:
    """A tie told on the older text, on the newer, or on both is one step; a draft that revises a text does not precede it."""
    older, newer = ("old", "superseded_by", "new"), ("new", "supersedes", "old")
    assert steps(told([older])) == steps(told([newer])) == steps(told([older, newer])) == {"superseded": {("old", "new")}}
    assert steps(told([("rule", "drafts", "revision"), ("revision", "draft_of", "rule")])) == {"revised": {("rule", "revision")}}


def held(**facts: Metadata) -> dict[str, Document]:
    """Documents by id."""
    return {
        name: Document(id=name, title=name, language="zh", media_type="text/markdown", metadata=each)
        for name, each in facts.items()
    }


def test_events_stand_in_time() -> None:
    """Draft, issue with what it ends, the day of effect where it differs, and the end where nothing took its place."""
    ties = [("final", "drafts", "draft"), ("final", "supersedes", "old"), ("final", "amended_by", "change")]
    line = lineage("final", lambda names: told(ties))
    found = events(
        line,
        held(
            old=Metadata(issued="2003-03-20", effective="2003-03-20", status="superseded", expires="2022-07-01"),
            draft=Metadata(issued="2020-09", instrument_type="draft", status="superseded"),
            final=Metadata(issued="2022-05-26", effective="2022-07-01", status="repealed", expires="2026-01-01"),
            change=Metadata(issued="2024", status="in_force"),
        ),
    )
    assert [(each.date, each.moment, each.identifier, each.of) for each in found] == [
        ("2003-03-20", "issued", "old", ()),
        ("2020-09", "drafted", "draft", ()),
        ("2022-05-26", "issued", "final", ("old", "draft")),
        ("2022-07-01", "effective", "final", ()),
        ("2024", "amended", "change", ("final",)),
        ("2026-01-01", "ended", "final", ()),
    ]


def test_what_is_not_held_or_not_dated_is_no_obstacle() -> None:
    """A text that is tied but not held has no event; one without a date comes last."""
    line = lineage("a", lambda names: told([("a", "supersedes", "b"), ("c", "supersedes", "a")]))
    found = events(line, held(a=Metadata(), c=Metadata(issued="2020")))
    assert [(each.identifier, each.date) for each in found] == [("c", "2020"), ("a", None)]


@pytest.fixture(scope="module")
def shipped() -> dict[str, Instrument]:
    """The instruments of the shipped catalogue."""
    return {identifier: entry.instrument for identifier, entry in catalogue.load().items()}


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        (
            "cn-cfda-2017-216-cell-therapy",
            ["cn-sda-1999-somatic-ct", "cn-sfda-2003-cell-therapy-guideline", "cn-cde-2016-cell-product-draft"],
        ),
        ("cn-sda-1999-somatic-ct", ["cn-sfda-2003-cell-therapy-guideline", "cn-cfda-2017-216-cell-therapy"]),
        ("cn-cde-2025-atmp-scope-draft", ["cn-cde-2026-39-cell-classification", "cn-cde-2026-40-gene-classification"]),
        ("cn-most-21-hgr-rules-2023", ["cn-nhc-2026-hgr-rules-draft"]),
    ],
)
def test_the_shipped_chains_are_whole(shipped: dict[str, Instrument], identifier: str, expected: list[str]) -> None:
    """Known chains of the catalogue: both directions, all versions, drafts where they belong."""
    ties = told(
        [(each.id, kind, target) for each in shipped.values() for kind, targets in each.relations.items() for target in targets]
    )
    line = lineage(identifier, lambda names: [tie for tie in ties if tie[0] in names or tie[1].target_id in names])
    assert line.members >= {identifier, *expected}
    older = {pair for pairs in line.steps.values() for pair in pairs}
    assert not any((new, old) in older for old, new in older)
