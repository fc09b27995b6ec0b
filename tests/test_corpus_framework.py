"""The framework's steps lead to instruments that exist and to searches that mean something."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import InvalidEntry, catalogue, framework

TRACK = """
tracks: []
boundary:
  id: boundary
  title: {zh: "界定", en: "Boundary"}
  text: {zh: "一", en: "one"}
  search: SEARCH
  instruments: []
shared: []
"""


def test_every_step_names_instruments_of_the_catalogue_once() -> None:
    """A step never leads to what is not there, and its id is an address of its own."""
    held, authorities = catalogue.load(), catalogue.authorities()
    steps = list(framework.load().steps())
    assert len({step.id for step in steps}) == len(steps)
    for step in steps:
        assert step.instruments, step.id
        assert len(set(step.instruments)) == len(step.instruments), step.id
        assert held.keys() >= set(step.instruments), step.id
        assert authorities.keys() >= set(step.search.get("authority", ())), step.id


def test_the_two_tracks_stand_side_by_side() -> None:
    """Drug and technology, each said in both languages."""
    found = framework.load()
    assert [track.id for track in found.tracks] == ["drug", "technology"]
    assert all(track.title.zh and track.title.en and track.lead.zh and track.lead.en for track in found.tracks)


@pytest.mark.parametrize(
    ("search", "complaint"),
    [("{colour: [red]}", "'colour' is no facet"), ("{status: [green]}", "'green' is no status"), ("7", "search")],
)
def test_a_wrong_search_is_named(tmp_path: Path, search: str, complaint: str) -> None:
    """A slip in the file is told with its place."""
    path = tmp_path / "framework.yaml"
    path.write_text(TRACK.replace("SEARCH", search), encoding="utf-8")
    with pytest.raises(InvalidEntry, match=complaint):
        framework.load(path)
