"""Which official texts are fetched, and what the command says of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import catalogue
from web import fetching
from web.refusal import Refused


def test_by_default_every_known_address_is_asked() -> None:
    """Each instrument with an official address, once."""
    known = {identifier for identifier, entry in catalogue.load().items() if entry.instrument.official_url}
    assert {identifier for identifier, _ in fetching.addresses([])} == known
    assert len(known) > 20


def test_an_instrument_can_be_named() -> None:
    """Only what is named is asked for."""
    (identifier, url), *others = fetching.addresses([])
    assert fetching.addresses([identifier]) == [(identifier, url)]
    assert others


def test_what_cannot_be_asked_for_is_refused_with_the_way_out() -> None:
    """An unknown id, or an instrument without an address."""
    with pytest.raises(Refused, match="no instrument of the catalogue"):
        fetching.addresses(["cn-nothing"])
    without = next(identifier for identifier, entry in catalogue.load().items() if not entry.instrument.official_url)
    with pytest.raises(Refused, match=r"with a \.yaml that names it"):
        fetching.addresses([without])


def test_the_command_never_goes_inside(tmp_path: Path) -> None:
    """An address of this machine is refused, told, and nothing is kept."""
    (done,) = fetching.bring([("x", "http://127.0.0.1:9/law.pdf")], tmp_path / "fetched", anew=False, pause=0.0)
    assert done.result == "refused"
    assert "not https" in done.detail
    assert list((tmp_path / "fetched").iterdir()) == []
