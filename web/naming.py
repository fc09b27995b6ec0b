"""The ids of documents that do not name themselves: the file's own name, told apart where two files share it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

LONGEST = 80  # characters of a file's name that an id keeps: it stands in addresses


def slug(name: str) -> str:
    """A name as an id: letters and digits of any script and single hyphens, at most `LONGEST` characters."""
    kept = re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFKC", name), flags=re.UNICODE)
    return re.sub(r"-{2,}", "-", kept)[:LONGEST].strip("-._") or "document"


def identifier_for(path: Path, taken: Mapping[str, str], held: Sequence[str]) -> str:
    """The id for a file's document: the one it has, else its name, else its name with a mark from its place.

    `taken` has the path that holds each id, `held` the ids the file holds already.
    """
    if held:
        return held[0]
    name = slug(path.stem)
    if taken.get(name, str(path)) == str(path):
        return name
    return f"{name}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}"
