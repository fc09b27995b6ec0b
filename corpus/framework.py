"""How the framework of China is organised: the two tracks step by step, what parts them, and what lies across both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from corpus import plain
from corpus.catalogue import REFERENCE, Title
from corpus.errors import InvalidEntry
from corpus.vocabulary import FACETS


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what happens there, the facet values whose search finds its texts, and the instruments that carry it."""

    id: str
    title: Title
    text: Title
    search: dict[str, tuple[str, ...]]
    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One of the tracks: who leads it, and its steps in the order in which a project meets them."""

    id: str
    title: Title
    lead: Title
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """The tracks, the boundary that is settled before either, and the regimes that both meet."""

    tracks: tuple[Track, ...]
    boundary: Step
    shared: tuple[Step, ...]

    def steps(self) -> Iterator[Step]:
        """Every step there is."""
        yield self.boundary
        for track in self.tracks:
            yield from track.steps
        yield from self.shared


def load(path: Path = REFERENCE / "framework.yaml") -> Framework:
    """The framework as its file states it. Raises `InvalidEntry`, whose text names the file and the place."""
    try:
        found = msgspec.convert(plain.read(path.read_text(encoding="utf-8")), Framework)
    except msgspec.ValidationError as error:
        raise InvalidEntry(f"{path.name}: {error}") from error
    for step in found.steps():
        if wrong := _unknown(step.search):
            raise InvalidEntry(f"{path.name}: {step.id}: search: {wrong}")
    return found


def _unknown(search: Mapping[str, tuple[str, ...]]) -> str | None:
    """A facet or a value that the vocabulary does not have."""
    for facet, values in search.items():
        if facet not in FACETS:
            return f"{facet!r} is no facet"
        for value in values:
            if FACETS[facet] and value not in FACETS[facet]:
                return f"{value!r} is no {facet}"
    return None
