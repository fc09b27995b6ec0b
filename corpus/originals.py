"""The publishers' files as they came, kept by the SHA-256 of their bytes under `FOLDER/ab/abcdef...`."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Originals:
    """A folder of files named by their content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the original of this digest lies, whether it is held or not."""
        return self.folder / digest[:2] / digest

    def keep(self, path: Path, digest: str) -> None:
        """Copy a file in under its digest: whole or not at all; nothing is done where it is held already."""
        place = self.path(digest)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as file, tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as copy:
            shutil.copyfileobj(file, copy)
        os.replace(copy.name, place)  # noqa: PTH105 - a rename is what makes it whole or nothing

    def drop(self, digest: str) -> None:
        """Forget an original; nothing happens where it is not held."""
        self.path(digest).unlink(missing_ok=True)
