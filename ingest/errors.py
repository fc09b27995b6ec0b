"""What can go wrong with a file: the text is one line that tells the user what to do."""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file gave no document; its text says why, and what would help."""
