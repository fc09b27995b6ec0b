"""Brings the official texts of instruments from their addresses into a folder that is then a source like any other.

Each text lies there as `ID.pdf`, `ID.html` or `ID.docx` with `ID.yaml` beside it; `.provenance.json` keeps address, time and
SHA-256 of each. A run that is interrupted is taken up where it stopped: what is held is fetched again only when asked for anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from ingest.visit import Page, Visitor, VisitRefused

SUFFIXES: Mapping[str, str] = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}

Result = Literal["fetched", "changed", "unchanged", "held", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a text came from: the address asked, the one that answered, when (UTC, ISO 8601), and what came."""

    asked: str
    url: str
    fetched: str
    sha256: str
    file: str
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one instrument's text, with the reason where it was refused."""

    instrument: str
    result: Result
    detail: str


class Shelf:
    """The folder of fetched texts with its provenance."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._record = folder / ".provenance.json"
        held = self._record.read_bytes() if self._record.exists() else b"{}"
        self.held = msgspec.json.decode(held, type=dict[str, Provenance])

    def keep(self, instrument: str, asked: str, page: Page, suffix: str) -> Result:
        """Put a text on the shelf, whole or not at all. Says whether it is new, changed or as it was."""
        digest = hashlib.sha256(page.content).hexdigest()
        before = self.held.get(instrument)
        name = f"{instrument}{suffix}"
        if before is not None and before.file != name:
            (self.folder / before.file).unlink(missing_ok=True)
        self._write(name, page.content)
        self._write(
            f"{instrument}.yaml", f"instrument: {instrument}\nsource_url: {msgspec.json.encode(page.url).decode()}\n".encode()
        )
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.held[instrument] = Provenance(asked=asked, url=page.url, fetched=now, sha256=digest, file=name, etag=page.etag)
        self._write(".provenance.json", msgspec.json.format(msgspec.json.encode(self.held), indent=2))
        if before is None:
            return "fetched"
        return "unchanged" if before.sha256 == digest else "changed"

    def _write(self, name: str, content: bytes) -> None:
        part = self.folder / f".{name}.part"
        part.write_bytes(content)
        os.replace(part, self.folder / name)  # noqa: PTH105 - a rename is what makes it whole or nothing


def fetch(addresses: Iterable[tuple[str, str]], shelf: Shelf, visitor: Visitor, *, anew: bool = False) -> Iterator[Fetched]:
    """Fetch the texts of (instrument, address) pairs one after the other; what is held already only where `anew`."""
    for instrument, url in addresses:
        before = shelf.held.get(instrument)
        if before is not None and before.asked == url and not anew:
            yield Fetched(instrument, "held", before.file)
            continue
        try:
            page = visitor.fetch(url, before.etag if before is not None and before.asked == url else None)
            if page is None:
                yield Fetched(instrument, "unchanged", url)
                continue
            suffix = SUFFIXES.get(page.media_type)
            if suffix is None:
                raise VisitRefused(f"a page of type {page.media_type} is no text that can be read")
            yield Fetched(instrument, shelf.keep(instrument, url, page, suffix), page.url)
        except VisitRefused as refused:
            yield Fetched(instrument, "refused", str(refused))
