"""What the first page tells: how much is held, by status and rank, and what is newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from corpus.vocabulary import STATUS
from search import Hit, Question
from web.facets import Facet, facets
from web.library import Library

# Each shows one thing the search can do.
EXAMPLES: Sequence[str] = (
    "基因治疗 长期随访",
    "CAR-T potency assay",
    "《药品管理法》第二十六条",
    '"人类遗传资源" 出境',
    "21 CFR 1271.10(a)",
    "干细胞 备案 -临床",
)
TELLING = tuple(code for code in STATUS if code != "unknown")  # what has a legal life of its own: guides have none
# Facets at a glance.
SHOWN = ("status", "instrument_type", "jurisdiction", "lifecycle_stage")


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers, ways in, and the documents issued last."""

    documents: int
    sections: int
    facets: Sequence[Facet]
    newest: Sequence[Hit]
    examples: Sequence[str]


def overview(held: Library, language: str) -> Overview:
    """The library at a glance."""
    documents, sections = held.store.count()
    latest = Question(text="", group="document", sort="-issued", size=6)
    results = held.find(latest)
    known = held.find(replace(latest, filters={"status": TELLING})).hits
    by_name = {facet.name: facet for facet in facets(results, "/search", language)}
    shown = [by_name[name] for name in SHOWN]
    return Overview(documents, sections, shown, known or results.hits, EXAMPLES)
