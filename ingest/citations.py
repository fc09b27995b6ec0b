"""The instruments and articles a document cites, with their place in the text."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Relation, Section


def find(sections: Sequence[Section]) -> tuple[Relation, ...]:
    """The relations that the text of sections states."""
    return ()
