"""File -> Document: readers, cleaning, numbering, outline, facts, citations. This room knows no index and no web."""

from ingest.errors import UnreadableFile
from ingest.lines_file import read_lines
from ingest.reading import read, read_all
from ingest.workers import Workers

# Part of each file's fingerprint: a new version has every file read again.
VERSION = "3"

SUFFIXES = frozenset({".pdf", ".html", ".htm", ".docx", ".doc", ".md", ".jsonl"})

__all__ = ["SUFFIXES", "VERSION", "UnreadableFile", "Workers", "read", "read_all", "read_lines"]
