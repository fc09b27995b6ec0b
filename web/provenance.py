"""Where fetched official texts came from and when, as `bluebook fetch` keeps it in the data folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

RECORD = "fetched/.provenance.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """The address a text came from, when (UTC, ISO 8601), and the SHA-256 of what came."""

    url: str
    fetched: str
    sha256: str


def origins(data: Path) -> Mapping[str, Origin]:
    """The origin of each fetched text by instrument; nothing where none was fetched or the record cannot be read."""
    try:
        return msgspec.json.decode((data / RECORD).read_bytes(), type=dict[str, Origin])
    except (OSError, msgspec.DecodeError):
        return {}
