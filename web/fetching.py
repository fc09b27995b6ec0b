"""Which official texts are to be fetched, and the fetching of them into the data folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import catalogue
from ingest.fetch import Fetched, Shelf, fetch
from ingest.visit import Manners, Visitor
from web.refusal import Refused


def addresses(identifiers: Sequence[str]) -> list[tuple[str, str]]:
    """Instruments with their official addresses: those named, or all that have one. Raises `Refused`."""
    held = {identifier: entry.instrument.official_url for identifier, entry in catalogue.load().items()}
    for identifier in identifiers:
        if identifier not in held:
            raise Refused(f"{identifier} is no instrument of the catalogue: bluebook search shows the ids")
        if held[identifier] is None:
            raise Refused(f"no official address of {identifier} is known: put its file into a source, with a .yaml that names it")
    return [(identifier, url) for identifier, url in held.items() if url and (not identifiers or identifier in identifiers)]


def bring(wanted: Sequence[tuple[str, str]], folder: Path, *, anew: bool, pause: float) -> Iterator[Fetched]:
    """Fetch texts into a folder, telling of each as it comes."""
    return fetch(wanted, Shelf(folder), Visitor(Manners(pause=pause)), anew=anew)
