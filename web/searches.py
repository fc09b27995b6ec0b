"""Addresses of searches that other pages lead to: whole documents, by facets, on a day."""

from __future__ import annotations

from collections.abc import Mapping

from search import Question
from web.addresses import search_path


def search_for(filters: Mapping[str, tuple[str, ...]], as_of: str | None, text: str = "") -> str:
    """The search that finds the documents of these facet values, in force on a day where one is given."""
    return search_path(Question(text=text, group="document", filters=filters, as_of=as_of))
