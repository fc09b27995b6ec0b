"""The Whoosh engine: Whoosh keeps schema, segments, generations and lock; what a segment holds are numpy arrays."""

from search.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
