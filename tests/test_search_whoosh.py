"""The index is a Whoosh index: scores are Whoosh's, and Whoosh's own searcher reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log
from random import Random

import pytest
from whoosh import query as whoosh_query
from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.scoring import BM25F

from corpus import Document, Section, SeenFile, Store
from search.engine import Request
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.inverted import K1
from search.query import Or, Query, Scored, Term

WORDS = [f"w{chr(97 + number)}" for number in range(26)]
FIELDS = {"text": 1.0, "heading": 0.6}


class Robertson(BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with the idf this engine uses, by Whoosh's own way to change it."""

    def idf(self, searcher: object, fieldname: str, text: str) -> float:
        """See `search.engines.whoosh.terms.Terms.idf`."""
        parent = searcher.get_parent()  # type: ignore[attr-defined]
        count, frequency = parent.doc_count_all(), parent.doc_frequency(fieldname, text)
        return log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def texts(count: int) -> list[tuple[str, str]]:
    """Texts and headings of short words, all drawn alike each time; lengths are at most 10, which Whoosh keeps exactly."""
    random = Random(5)
    return [(" ".join(random.choices(WORDS, k=random.randint(1, 10))), " ".join(random.choices(WORDS, k=2))) for _ in range(count)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of twenty documents of ten sections each."""
    opened = Store.open(tmp_path_factory.mktemp("whoosh"))
    drawn = iter(enumerate(texts(200)))
    with opened.writing() as batch:
        batch.source("s")
        batch.file(SeenFile("f", "s", 1, 1, "x"))
        for number in range(20):
            sections = tuple(
                Section(id=str(each), level=1, text=text, heading=heading)
                for each, (text, heading) in (next(drawn) for _ in range(10))
            )
            batch.put(
                Document(id=f"d{number}", title="", language="en", media_type="x", sections=sections), file="f", content=str(number)
            )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def engine(store: Store, tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """An engine in line with the store."""
    opened = WhooshEngine(tmp_path_factory.mktemp("index"))
    opened.update(store)
    return opened


def wanted(random: Random) -> list[str]:
    """One to four words."""
    return random.sample(WORDS, random.randint(1, 4))


def test_scores_are_those_of_whoosh(engine: WhooshEngine) -> None:
    """Over the same small collection, stock Whoosh's BM25F gives every section the same score, within 1e-5, and the same order."""
    tokens = RegexTokenizer(r"\w+")
    stock = RamStorage().create_index(
        Schema(id=ID(stored=True), text=TEXT(tokens, phrase=False), heading=TEXT(tokens, phrase=False))
    )
    writer = stock.writer()
    for number, (text, heading) in enumerate(texts(200)):
        writer.add_document(id=str(number), text=text, heading=heading)
    writer.commit()
    random = Random(1)
    with stock.searcher(weighting=Robertson(K1=K1)) as searcher:
        for _ in range(60):
            words = wanted(random)
            leaves = [whoosh_query.Term(field, word, boost=weight) for word in words for field, weight in FIELDS.items()]
            expected = {hit["id"]: hit.score for hit in searcher.search(whoosh_query.Or(leaves), limit=None)}
            tree = Or(tuple(Term(word) for word in words))
            scored = tuple(Scored(Term(word, field), weight) for word in words for field, weight in FIELDS.items())  # type: ignore[arg-type]
            found = engine.search(Request(query=Query(tree, scored), size=200))
            assert found.total == len(expected)
            assert {match.located.section.id: match.score for match in found.matches} == pytest.approx(expected, abs=1e-5)


def test_whoosh_itself_searches_the_index(store: Store, engine: WhooshEngine) -> None:
    """Whoosh's searcher, opened on our segments, finds and scores the same; so do its lexicon and its spelling."""
    random = Random(2)
    with engine._index.searcher(weighting=Robertson(K1=K1)) as searcher:
        for _ in range(20):
            words = wanted(random)
            hits = searcher.search(whoosh_query.Or([whoosh_query.Term("text", word) for word in words]), limit=None)
            tree = Or(tuple(Term(word, "text") for word in words))
            found = engine.search(Request(query=Query(tree, tuple(Scored(Term(word, "text")) for word in words)), size=200))
            assert {hit.fields()["id"]: hit.score for hit in hits} == pytest.approx(
                {m.located.section.id: m.score for m in found.matches}, abs=1e-5
            )
        reader = searcher.reader()
        assert [term.decode() for term in reader.lexicon("text")] == sorted(WORDS)
        assert [term.decode() for term in reader.expand_prefix("text", "wa")] == ["wa"]
        assert set(reader.terms_within("text", "wz9", 1)) == {"wz"}
        assert (
            reader.doc_frequency("text", "wa")
            == engine.frequencies(["wa"])[0]
            == sum(bool(re.search(r"\bwa\b", t)) for t, _ in texts(200))
        )
        assert reader.doc_frequency("text", "nothing") == 0
        assert ("text", "wb") in reader
        assert reader.doc_count_all() == 200
        assert next(iter(searcher.documents()))["document"] == "d0"


def test_whoosh_leaves_out_what_was_deleted(store: Store, engine: WhooshEngine) -> None:
    """Deleted documents are gone for Whoosh too, from the moment of the update."""
    with store.writing() as batch:
        batch.settle("f", [f"d{number}" for number in range(1, 20)])
    engine.update(store)
    with engine._index.searcher() as searcher:
        assert searcher.doc_count() == 190
        assert len(searcher.search(whoosh_query.Every(), limit=None)) == 190
        assert not [hit for hit in searcher.search(whoosh_query.Term("text", "wa"), limit=None) if hit.fields()["document"] == "d0"]


def test_nothing_is_pickled(engine: WhooshEngine) -> None:
    """The index is plain arrays and JSON: opening it can run nothing."""
    for path in engine._index.folder.iterdir():
        if path.suffix == ".npy":
            assert path.read_bytes()[:6] == b"\x93NUMPY"
            assert b"|O" not in path.read_bytes()[:128]
        else:
            assert path.suffix == ".toc" or path.name.endswith("WRITELOCK")
