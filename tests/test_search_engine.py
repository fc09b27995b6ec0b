"""The engine: what is in the store is found, counted, filtered, ordered and grouped, and follows every change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Document, Metadata, Section, SeenFile, Store
from search.engine import Answer, Request, Standing
from search.engines.whoosh import WhooshEngine, snapshot
from search.query import And, Everything, Is, Node, Or, Phrase, Prefix, Prior, Query, Range, Scored, Term

FILE = SeenFile("f.jsonl", "s", 1, 1, "x")


def law(identifier: str, *texts: str, title: str = "", **facts: object) -> Document:
    """A document with a section for each text."""
    sections = tuple(Section(id=f"{identifier}#{number}", level=1, text=text) for number, text in enumerate(texts, 1))
    metadata = Metadata(**facts)  # type: ignore[arg-type]
    return Document(id=identifier, title=title or identifier, language="zh", media_type="x", metadata=metadata, sections=sections)


def put(store: Store, *documents: Document) -> None:
    """Hold documents, whatever was held of them before."""
    with store.writing() as batch:
        batch.source("s")
        batch.file(FILE)
        for document in documents:
            batch.put(document, file=FILE.path, content=str(hash(document)))


LAWS = (
    law(
        "a",
        "药品上市许可持有人",
        "细胞治疗产品的药品注册",
        "Process validation lifecycle",
        issued="2019-08-26",
        authority="NMPA",
        status="in_force",
    ),
    law(
        "b",
        "药品注册管理",
        "validation of the process",
        issued="2020-01-22",
        authority="SAMR",
        status="in_force",
        product_class=("car_t", "nk"),
    ),
    law("c", "医疗器械，药品", issued=None, authority="NMPA", status="repealed", product_class=("car_t",)),
    law("d", title="细胞治疗产品管理办法", status="draft", issued="2026"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of four documents."""
    opened = Store.open(tmp_path / "data")
    put(opened, *LAWS)
    yield opened
    opened.close()


@pytest.fixture
def engine(store: Store, tmp_path: Path) -> WhooshEngine:
    """An engine in line with the store."""
    opened = WhooshEngine(tmp_path / "data" / "index")
    opened.update(store)
    return opened


def found(engine: Standing, tree: Node, **more: object) -> set[str]:
    """The sections that a tree finds."""
    answer = ask(engine, tree, size=100, **more)
    return {match.located.section.id for match in answer.matches}


def ask(engine: Standing, tree: Node, *scored: Scored, **more: object) -> Answer:
    """The answer to a tree."""
    return engine.search(Request(query=Query(tree, scored), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tree", "sections"),
    [
        (Term("药品", "text"), {"a#1", "a#2", "b#1", "c#1"}),
        (Term("药", "text"), {"a#1", "a#2", "b#1", "c#1"}),
        (Term("validation"), {"a#3", "b#2"}),
        (Term("~valid"), {"a#3", "b#2"}),
        (Term("nothing"), set()),
        (Term("细胞"), {"a#2", "d"}),
        (Phrase(("药品", "品注", "注册"), (0, 1, 2), "text"), {"a#2", "b#1"}),
        (Phrase(("械", "药"), (0, 1), "text"), set()),
        (Phrase(("械", "药"), (0, 2), "text"), {"c#1"}),
        (Phrase(("process", "validation"), (0, 1)), {"a#3"}),
        (Phrase(("x", "process"), (0, 1)), set()),
        (Phrase((), ()), set()),
        (Prefix("valid"), {"a#3", "b#2"}),
        (Prefix("注"), {"a#2", "b#1"}),
        (Prefix("注册"), {"a#2", "b#1"}),
        (Prefix("zzz"), set()),
        (And((Term("药品"),), (Term("注册"),)), {"a#1", "c#1"}),
        (And((), (Term("药品"),)), {"a#3", "b#2", "d"}),
        (Or((Term("validation"), Phrase(("器械",), (0,)))), {"a#3", "b#2", "c#1"}),
        (Or((Term("药品"), Term("注册"), Term("管理")), least=2), {"a#2", "b#1"}),
        (Or(()), set()),
        (Is("authority", ("NMPA",)), {"a#1", "a#2", "a#3", "c#1"}),
        (Is("product_class", ("nk", "car_t")), {"b#1", "b#2", "c#1"}),
        (Is("document", ("b", "unknown")), {"b#1", "b#2"}),
        (Is("id", ("b#2", "a#1", "zz#1")), {"b#2", "a#1"}),
        (Is("language", ("zh",)), {"a#1", "a#2", "a#3", "b#1", "b#2", "c#1", "d"}),
        (Is("colour", ("red",)), set()),
        (Range("issued", "2020", None), {"b#1", "b#2", "d"}),
        (Range("issued", None, "2019"), {"a#1", "a#2", "a#3"}),
        (Range("issued", "2026-03", "2026-04-05"), {"d"}),
        (Range("year", "2019", "2020"), {"a#1", "a#2", "a#3", "b#1", "b#2"}),
        (Everything(), {"a#1", "a#2", "a#3", "b#1", "b#2", "c#1", "d"}),
    ],
)
def test_a_tree_finds_exactly_its_sections(engine: WhooshEngine, tree: Node, sections: set[str]) -> None:
    """Every kind of node finds what it says, no more and no less."""
    assert found(engine, tree) == sections


def test_each_facet_is_counted_without_its_own_filter(engine: WhooshEngine) -> None:
    """A chosen value narrows the hits and the other facets, not its own facet; what is chosen is always listed."""
    answer = ask(engine, Term("药品", "text"), filters={"authority": ["SAMR", "gone"]})
    assert answer.total == 1
    assert answer.facets["authority"] == (("NMPA", 3), ("SAMR", 1), ("gone", 0))
    assert answer.facets["status"] == (("in_force", 1),)
    assert answer.facets["product_class"] == (("car_t", 1), ("nk", 1))


def test_counts_of_documents_when_grouped(engine: WhooshEngine) -> None:
    """Grouped, totals and facets count documents, and a document brings its next best sections along."""
    answer = ask(engine, Term("药品", "text"), Scored(Term("药品", "text")), group="document")
    assert answer.total == 3
    assert answer.facets["authority"] == (("NMPA", 2), ("SAMR", 1))
    assert answer.facets["language"] == (("zh", 3),)
    assert {match.document.id: len(match.more) for match in answer.matches} == {"a": 1, "b": 0, "c": 0}


def test_language_is_that_of_the_section(store: Store, engine: WhooshEngine) -> None:
    """A section in another language than its document counts there, and is filtered so."""
    sections = (Section(id="e#1", level=1, text="药品"), Section(id="e#2", level=1, text="药品 drug", language="en"))
    put(store, Document(id="e", title="e", language="zh", media_type="x", sections=sections))
    engine.update(store)
    answer = ask(engine, Term("药品", "text"), filters={"language": ["en"]})
    assert [match.located.section.id for match in answer.matches] == ["e#2"]
    assert answer.facets["language"] == (("zh", 5), ("en", 1))
    assert answer.facets["authority"] == ()


@pytest.mark.parametrize(
    ("sort", "order"),
    [("-issued", ["d", "b#1", "b#2", "a#1", "a#2", "a#3", "c#1"]), ("issued", ["a#1", "a#2", "a#3", "b#1", "b#2", "d", "c#1"])],
)
def test_order_by_date(engine: WhooshEngine, sort: str, order: list[str]) -> None:
    """By date of issue, sections in reading order, what has no date last; pages fit together."""
    assert [m.located.section.id for m in ask(engine, Everything(), sort=sort).matches] == order
    pages = [ask(engine, Everything(), sort=sort, offset=offset, size=2).matches for offset in range(0, 8, 2)]
    assert [match.located.section.id for page in pages for match in page] == order
    documents = [match.document.id for match in ask(engine, Everything(), sort=sort, group="document").matches]
    assert documents == list(dict.fromkeys(name.partition("#")[0] for name in order))


@pytest.mark.parametrize(("day", "documents"), [("2019-08-25", set()), ("2019-08-26", {"a"}), ("2024-01-01", {"a", "b"})])
def test_what_was_in_force_on_a_day(engine: WhooshEngine, day: str, documents: set[str]) -> None:
    """`as_of` leaves out what had not begun, drafts, and what has ended on a day that is not known."""
    assert {match.document.id for match in ask(engine, Everything(), as_of=day).matches} == documents


def test_tiers_come_before_scores_and_priors_weigh(engine: WhooshEngine) -> None:
    """What a tier finds stands first, whatever it scores; a prior multiplies a score."""
    tree, scored = Term("药品", "text"), (Scored(Term("药品", "text")), Scored(Term("器械", "text"), 2.0))
    plain = engine.search(Request(query=Query(tree, scored)))
    assert plain.matches[0].located.section.id == "c#1"
    tiers = (Is("id", ("b#1",)), Term("细胞", "text"))
    lifted = engine.search(Request(query=Query(tree, scored, tiers=tiers)))
    assert [match.located.section.id for match in lifted.matches[:3]] == ["b#1", "a#2", "c#1"]
    assert lifted.matches[2].score == pytest.approx(plain.matches[0].score, rel=1e-5)
    weighed = engine.search(Request(query=Query(tree, scored, priors=(Prior("status", "repealed", 0.25),))))
    assert {m.located.section.id: m.score for m in weighed.matches}["c#1"] == pytest.approx(plain.matches[0].score / 4)


def test_second_look_at_the_best(engine: WhooshEngine) -> None:
    """Rescored leaves add to the score of what is found and find nothing themselves."""
    query = Query(
        Term("药品", "text"), (Scored(Term("药品", "text")),), (Scored(Term("validation", "text")), Scored(Term("理", "text"), 5.0))
    )
    answer = engine.search(Request(query=query))
    assert answer.total == 4
    assert answer.matches[0].located.section.id == "b#1"


def test_changes_are_followed(store: Store, engine: WhooshEngine) -> None:
    """A changed document, a removed one and a new one show after an update, in an engine that was open all the time."""
    reader = WhooshEngine(engine.snapshot().named and engine._index.folder)
    assert found(reader, Term("注册", "text")) == {"a#2", "b#1"}
    put(store, law("b", "全新内容"), law("n", "注册注册"))
    with store.writing() as batch:
        batch.settle(FILE.path, ["b", "c", "d", "n"])
    engine.update(store)
    assert found(reader, Term("注册", "text")) == {"n#1"}
    assert found(reader, Everything()) == {"b#1", "c#1", "d", "n#1"}
    assert found(reader, Is("document", ("a", "b"))) == {"b#1"}
    assert reader.count(Request(query=Query(Term("全新")))) == 1


def test_a_question_is_answered_from_one_generation(store: Store, engine: WhooshEngine) -> None:
    """What stands when it is asked stays as it was, whatever is brought in line meanwhile, or taken away."""
    before = engine.standing()
    put(store, law("b", "全新内容"))
    with store.writing() as batch:
        batch.settle(FILE.path, ["b"])
    engine.update(store)
    assert before.generation() < engine.standing().generation() == engine.generation()
    shutil.rmtree(engine._index.folder)
    assert (before.frequencies(["注册", "全新"]), found(before, Term("注册", "text"))) == ([2, 0], {"a#2", "b#1"})


def test_many_small_changes_keep_the_segments_few(store: Store, engine: WhooshEngine) -> None:
    """After thirty single changes there are a handful of segments, and every change is found."""
    for number in range(30):
        put(store, law(f"n{number}", f"word{number} 注册"))
        engine.update(store)
    assert len(engine.snapshot().parts) < 8
    assert engine.count(Request(query=Query(Term("注册", "text")))) == 32
    assert all(found(engine, Term(f"word{number}")) == {f"n{number}#1"} for number in range(30))


def test_words_by_their_beginning(engine: WhooshEngine) -> None:
    """Words come with the number of sections, most frequent first."""
    assert engine.words("pro", 5) == [("process", 2)]
    assert engine.words("药", 2) == [("药", 4), ("药品", 4)] or engine.words("药", 2) == [("药品", 4)]
    assert engine.frequencies(["药品", "zz"]) == [4, 0]


@pytest.mark.parametrize("ahead", [0, 100, 1 << 20])
def test_having_the_index_at_hand_changes_no_answer(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch, ahead: int) -> None:
    """Whether all of it may be touched, a part or nothing; where nothing is indexed yet, too."""
    monkeypatch.setattr(snapshot, "AHEAD", ahead)
    request = Request(query=Query(Everything()))
    before = engine.search(request)
    engine.warm()
    assert engine.search(request) == before
    engine.close()
    engine.warm()
