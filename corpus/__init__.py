"""What we hold: documents cut into sections, their relations, the store, and the shipped catalogue and glossary.

This room knows nothing of how files are read, how they are searched or who asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from corpus.document import Attachment, Document, Metadata, PageQuality, Relation, Section, paths
from corpus.errors import CorpusError, DuplicateId, InvalidEntry, StoreUnusable, UnknownDocument

if TYPE_CHECKING:
    from corpus.ledger import Failure, SeenFile
    from corpus.reading import Located
    from corpus.store import Store

__all__ = [
    "Attachment",
    "CorpusError",
    "Document",
    "DuplicateId",
    "Failure",
    "InvalidEntry",
    "Located",
    "Metadata",
    "PageQuality",
    "Relation",
    "Section",
    "SeenFile",
    "Store",
    "StoreUnusable",
    "UnknownDocument",
    "paths",
]


def __getattr__(name: str) -> Any:
    """What rests on the database is fetched when first asked for: processes that only read files start without it."""
    if name in ("Failure", "SeenFile"):
        from corpus import ledger

        return getattr(ledger, name)
    if name in ("Located", "Store"):
        from corpus import store

        return getattr(store, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
