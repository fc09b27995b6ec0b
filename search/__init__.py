"""Question -> hits: analysis, query tree, expansion, engines, facets, snippets. This room knows no publisher's file and no web."""

from search.completion import Completion, complete
from search.engine import Engine, EngineError, IndexBusy
from search.engines import open_engine
from search.find import find, mark, warm
from search.result import Expansion, FacetValue, Hit, Question, Reason, Relief, Results, Span

__all__ = [
    "Completion",
    "Engine",
    "EngineError",
    "Expansion",
    "FacetValue",
    "Hit",
    "IndexBusy",
    "Question",
    "Reason",
    "Relief",
    "Results",
    "Span",
    "complete",
    "find",
    "mark",
    "open_engine",
    "warm",
]
