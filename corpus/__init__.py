"""What we hold: documents cut into sections, their relations, the store, and the shipped catalogue and glossary.

This room knows nothing of how files are read, how they are searched or who asks.
"""

from corpus.document import Attachment, Document, Metadata, PageQuality, Relation, Section, paths
from corpus.errors import CorpusError, DuplicateId, InvalidEntry, StoreUnusable, UnknownDocument
from corpus.ledger import Failure, SeenFile
from corpus.store import Located, Store

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
