"""However the engine goes about it, the answer is the same: looked up or gone through, in one group of facets or in many."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import HAN, LATIN, Library, document, library

from search.engine import Request
from search.engines.whoosh import WhooshEngine, facets, leaves, ranking, selection, snapshot, tables
from search.engines.whoosh.facets import Facets, facets_of
from search.engines.whoosh.segment import FACETS
from search.query import And, Is, Node, Or, Phrase, Prefix, Query, Scored, Term

ALWAYS, NEVER = 0, 1 << 40
WAYS = list(product((ALWAYS, NEVER), repeat=4))
FORMS = ("细胞", "治疗", "细", "gene", "cell", "~cell", "of", "21", "第十", "nothing")
TERMS = st.builds(Term, st.sampled_from(FORMS), st.sampled_from((None, None, "text", "title")))
LEAVES = st.one_of(TERMS, TERMS, st.just(Phrase(("gene", "cell"), (0, 1))), st.just(Prefix("c", "text")))
TREES: st.SearchStrategy[Node] = st.one_of(
    TERMS,
    st.builds(Or, st.lists(TERMS, min_size=2, max_size=5).map(tuple), st.integers(1, 3)),
    st.builds(Or, st.lists(LEAVES, max_size=4).map(tuple)),
    st.builds(And, st.lists(TERMS, max_size=3).map(tuple), st.sampled_from(((), (Is("kind", ("note",)),), (Term("of"),)))),
)


@given(TREES, st.lists(LEAVES, max_size=6), st.lists(TREES, max_size=2))
@settings(deadline=None, max_examples=40)
def test_the_way_makes_no_difference(drawn: Library, tree: Node, scored: list[Term], tiers: list[Node]) -> None:
    """Rows that are sorted or gone through, looked up or marked in a table: the same hits with the same scores."""
    request = Request(query=Query(tree, tuple(map(Scored, dict.fromkeys(scored))), tiers=tuple(tiers)), size=10_000)
    plain = drawn.engine.search(request)
    for few, looked_up, held, many in WAYS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ranking, "FEW", few)
            patch.setattr(ranking, "LOOKED_UP", looked_up)
            patch.setattr(leaves, "LOOKED_UP", held)
            patch.setattr(tables, "MANY", many)
            found = drawn.engine.search(request)
        assert found.total == plain.total
        assert {match.located.section.id: match.score for match in found.matches} == pytest.approx(
            {match.located.section.id: match.score for match in plain.matches}, rel=1e-6
        )


@given(st.lists(st.sampled_from([*HAN, *LATIN]), min_size=1, max_size=6, unique=True).map(" ".join))
@settings(deadline=None, max_examples=30)
def test_a_search_leaves_nothing_behind_for_the_next(drawn: Library, text: str) -> None:
    """What a thread keeps for its next search is as if it had never been used."""
    first = drawn.ask(text)
    for other in ("细胞 gene", f"{text} 的", '"cell"', "第十二条"):
        drawn.ask(other)
    assert drawn.ask(text).hits == first.hits
    assert not any(table.any() for table in tables._kept.__dict__.values())


@given(st.lists(st.sampled_from([*HAN, *LATIN]), min_size=1, max_size=4, unique=True).map(" ".join), st.integers(1, 9))
@settings(deadline=None, max_examples=30)
def test_the_first_hits_are_the_first_of_all(drawn: Library, text: str, size: int) -> None:
    """However many sections are looked at a second time, and however many terms are kept."""
    for candidates, terms in product((1, 4, 9), (0, 1 << 13)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(selection, "CANDIDATES", candidates)
            patch.setattr(snapshot, "TERMS", terms)
            assert drawn.ask(text, size=size).hits == drawn.ask(text, size=100).hits[:size]


def test_a_larger_library_after_a_small_one(tmp_path: Path, drawn: Library) -> None:
    """A table that was made for few sections serves no more than these."""
    with library(tmp_path, document("one", "gene of one cell")) as small:
        assert small.found("gene cell") == {"one#1"}
        before = drawn.found("gene cell")
        assert small.found("gene cell") == {"one#1"}
        assert drawn.found("gene cell") == before


def of(drawn: Library) -> Facets:
    """The facets of a library, made anew."""
    assert isinstance(drawn.engine, WhooshEngine)
    return facets_of([part.segment for part in drawn.engine.snapshot().parts])


@pytest.mark.parametrize("most", [0, 2, 5, 40])
def test_facets_count_the_same_in_any_number_of_groups(drawn: Library, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Facets that stand alone and facets that are counted together have the same counts and the same documents."""
    together = of(drawn)
    monkeypatch.setattr(facets, "MOST", most)
    apart = of(drawn)
    assert len(apart.signatures) > len(together.signatures) == 1
    documents = np.arange(together.signatures.shape[1])
    for some in (documents[:0], documents[3:9], documents[::2].repeat(2), documents.repeat(3)):
        assert apart.counts(some) == together.counts(some)
    for name in FACETS:
        low, high = together.spans[name]
        for value in together.names[low:high]:
            assert np.array_equal(apart.having(name, frozenset((value,))), together.having(name, frozenset((value,))))
