"""What lies in the sources: the files to read, which of them changed since they were last seen, and which are gone."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ingest
from corpus import SeenFile

# A file changed within this time of being looked at may change again without its time stamp moving: its bytes are read again.
RACY_NANOSECONDS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A file in a source now: size in bytes and time of last change in nanoseconds, its metadata file counted in."""

    path: Path
    source: str
    size: int
    modified: int

    @property
    def metadata(self) -> Path:
        """The `.yaml` that may stand beside the file."""
        return self.path.with_suffix(".yaml")

    def same_as(self, seen: SeenFile | None) -> bool:
        """Whether the file is surely as it was seen, by size, time and the version of the readers, without reading it."""
        return (
            seen is not None
            and seen.fingerprint.startswith(f"{ingest.VERSION}:")
            and (seen.size, seen.modified) == (self.size, self.modified)
            and time.time_ns() - self.modified > RACY_NANOSECONDS
        )

    def seen(self, fingerprint: str) -> SeenFile:
        """The record of having seen the file."""
        return SeenFile(str(self.path), self.source, self.size, self.modified, fingerprint)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes; of nothing where it is not there."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(file_digest: str, metadata: Path) -> str:
    """What a parse rests on: the version of the readers, the bytes of the file and those of its metadata."""
    return f"{ingest.VERSION}:{hashlib.sha256(f'{file_digest} {digest(metadata)}'.encode()).hexdigest()}"


def find(sources: Sequence[str], closed: Callable[[Path, str], None] = lambda path, reason: None) -> Iterator[Found]:
    """Every file of the sources in order of path, once, under the first source that holds it; hidden ones are passed over.

    A link to a file is that file; a link to a folder is not gone into, so that no ring of links holds us. `closed` hears of each
    folder that is not looked into and of each name that is no text, with the reason.
    """
    met: set[Path] = set()
    for source in sources:
        for path in _walk(Path(source), closed):
            if path in met or _is_metadata(path):
                continue
            if not _is_text(str(path)):
                closed(path, "its name is not text in UTF-8: rename it")
                continue
            met.add(path)
            try:
                status = path.stat()
            except OSError:
                continue  # it vanished while we looked, or is a link that leads nowhere
            if not stat.S_ISREG(status.st_mode):
                closed(path, "it is no file but a pipe or a device, which may never end: take it out of the folder")
                continue
            size, modified = status.st_size, status.st_mtime_ns
            beside = path.with_suffix(".yaml")
            if beside.is_file():
                size, modified = size + beside.stat().st_size, max(modified, beside.stat().st_mtime_ns)
            yield Found(path, source, size, modified)


def _walk(root: Path, closed: Callable[[Path, str], None]) -> Iterator[Path]:
    if root.is_file():
        yield root
        return

    def told(error: OSError) -> None:
        closed(Path(error.filename), f"the folder cannot be looked into ({error.strerror}): see who may read it")

    for folder, folders, names in os.walk(root, onerror=told):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(folder, name) for name in folders):
            if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
                closed(path, "a link to another folder is not followed: name that folder itself")
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder, name)


def _is_text(name: str) -> bool:
    """Whether a name can be written at all; bytes that are no UTF-8 stand in it as lone surrogates."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_metadata(path: Path) -> bool:
    """Whether a `.yaml` stands beside a file that it describes."""
    return path.suffix.lower() == ".yaml" and any(path.with_suffix(suffix).exists() for suffix in ingest.SUFFIXES)
