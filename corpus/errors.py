"""What can go wrong with the store: each error says in one line what to do about it."""

from __future__ import annotations


class CorpusError(Exception):
    """Root of this room's errors; its text is one line for the user."""


class UnknownDocument(CorpusError, LookupError):
    """No document or section has this id."""


class StoreUnusable(CorpusError):
    """The store cannot be opened or written."""


class DuplicateId(CorpusError, ValueError):
    """Another file already holds a document or a section of this id."""


class InvalidEntry(CorpusError, ValueError):
    """A catalogue or glossary file does not fit its schema; the text names file and field."""
