"""A transaction keeps the book: which file holds which document, what failed, and what goes with its last file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Document, DuplicateId, Section, SeenFile, Store
from corpus.batch import Batch

FILES = ("/files/a.jsonl", "/files/b.jsonl", "/files/c.jsonl")
A, B, C = FILES
IDS = ("one", "two", "three")


def document(identifier: str, content: str = "c1") -> Document:
    """A document of one section whose text is what it was made from."""
    section = Section(id=f"{identifier}#1", level=1, text=content)
    return Document(id=identifier, title=identifier, language="en", media_type="text/plain", sections=(section,))


def seen(path: str, fingerprint: str = "print") -> SeenFile:
    """A file as it was seen."""
    return SeenFile(path, "/files", 10, 20, fingerprint)


def fresh(folder: Path) -> Store:
    """A store that has seen three files and read none."""
    store = Store.open(folder / "data")
    with store.writing() as batch:
        batch.source("/files")
        for path in FILES:
            batch.file(seen(path))
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of its own for a test."""
    opened = fresh(tmp_path)
    yield opened
    opened.engine.dispose()


def held(store: Store) -> dict[str, list[str]]:
    """What each file holds."""
    with store.ledger() as ledger:
        return {path: sorted(ids) for path, ids in ledger.held().items()}


def failed(store: Store) -> dict[str, str]:
    """What failed, and why."""
    with store.ledger() as ledger:
        return {failure.path: failure.reason for failure in ledger.failures()}


@pytest.mark.parametrize(
    ("first", "second", "anew", "outcome"),
    [
        ((A, "c1"), (A, "c1"), False, "unchanged"),
        ((A, "c1"), (A, "c1"), True, "updated"),
        ((A, "c1"), (A, "c2"), False, "updated"),
        ((A, "c1"), (A, "c2"), True, "updated"),
        ((A, "c1"), (B, "c1"), False, "unchanged"),
        ((A, "c1"), (B, "c1"), True, "updated"),
        ((A, "c1"), (B, "c2"), False, None),
        ((A, "c1"), (B, "c2"), True, None),
    ],
)
def test_a_document_put_again(
    store: Store, first: tuple[str, str], second: tuple[str, str], anew: bool, outcome: str | None
) -> None:
    """The same content is left or written anew, other content replaces it, and another file may not take the id."""
    with store.writing() as batch:
        assert batch.put(document("one", first[1]), file=first[0], content=first[1]) == "added"
        if outcome is None:
            with pytest.raises(DuplicateId, match="one"):
                batch.put(document("one", second[1]), file=second[0], content=second[1], anew=anew)
        else:
            assert batch.put(document("one", second[1]), file=second[0], content=second[1], anew=anew) == outcome
    assert store.document("one") == document("one", second[1] if outcome else first[1])
    assert held(store) == ({first[0]: ["one"], second[0]: ["one"]} if outcome else {first[0]: ["one"]})


@pytest.mark.parametrize(
    ("gave", "kept", "left"),
    [
        ([], [], []),
        (["one"], ["one"], ["one"]),
        (["one"], [], []),
        (["one", "two"], ["two"], ["two"]),
        (["one", "two", "three"], ["three", "one"], ["one", "three"]),
        (["one"], ["two"], []),
        (["one"], ["one", "unknown"], ["one"]),
    ],
)
def test_a_file_settles_for_what_it_still_gives(store: Store, gave: list[str], kept: list[str], left: list[str]) -> None:
    """What it gives no longer goes, and how many went is told."""
    with store.writing() as batch:
        for identifier in gave:
            batch.put(document(identifier), file=A, content="c1")
        assert batch.settle(A, iter(kept)) == len(gave) - len(left)
    assert sorted(store.ids()) == left


def test_settling_one_file_leaves_what_another_holds(store: Store) -> None:
    """A document stays while one file holds it."""
    with store.writing() as batch:
        batch.put(document("one"), file=A, content="c1")
        assert batch.share(B, A) == ["one"]
        assert batch.settle(A, []) == 0
    assert held(store) == {B: ["one"]}


def test_a_twin_shares_documents_and_the_reason_of_failure(store: Store) -> None:
    """A copy of a file is not read again: it holds and fails the same."""
    with store.writing() as batch:
        batch.put(document("one"), file=A, content="c1")
        batch.put(document("two"), file=A, content="c2")
        batch.failure(C, "is encrypted: save it without a password")
        assert batch.share(B, A) == batch.share(B, A) == ["one", "two"]
        assert batch.share(B, C) == []
    assert held(store) == {A: ["one", "two"], B: ["one", "two"]}
    assert failed(store) == dict.fromkeys((B, C), "is encrypted: save it without a password")


def test_a_file_begun_counts_as_not_read(store: Store) -> None:
    """Its failures are forgotten, its documents stay, and only `file` gives it its fingerprint again."""
    with store.writing() as batch:
        batch.put(document("one"), file=A, content="c1")
        batch.failure(A, "line is no document", 3)
        batch.failure(B, "is empty")
        batch.begin(seen(A, "new"))
    with store.ledger() as ledger:
        assert {path: file.fingerprint for path, file in ledger.files().items()} == {A: "", B: "print", C: "print"}
    assert failed(store) == {B: "is empty"}
    assert held(store) == {A: ["one"]}
    with store.writing() as batch:
        batch.file(seen(A, "new"))
    with store.ledger() as ledger:
        assert ledger.files()[A] == seen(A, "new")


@pytest.mark.parametrize(("line", "path"), [(None, A), (1, f"{A}:1"), (12, f"{A}:12")])
def test_the_last_reason_of_a_failure_stands(store: Store, line: int | None, path: str) -> None:
    """A file or line that fails twice is listed once."""
    with store.writing() as batch:
        batch.failure(A, "first", line)
        batch.failure(A, "second", line)
    assert failed(store) == {path: "second"}


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_source_is_named_once(store: Store, times: int) -> None:
    """Naming it again changes nothing."""
    with store.writing() as batch:
        for _ in range(times):
            batch.source("/more")
    with store.ledger() as ledger:
        assert ledger.sources() == ["/files", "/more"]


@pytest.mark.parametrize(("gone", "removed"), [([], 0), ([A], 1), ([B], 0), ([A, B], 2), ([A, B, C], 2), (["/unknown"], 0)])
def test_files_that_went_take_along_what_they_alone_held(store: Store, gone: list[str], removed: int) -> None:
    """A document two files hold goes with the second of them."""
    with store.writing() as batch:
        batch.put(document("one"), file=A, content="c1")
        batch.put(document("two"), file=A, content="c2")
        batch.put(document("two"), file=B, content="c2")
        batch.failure(C, "is empty")
        assert batch.forget_files(iter(gone)) == removed
    assert set(failed(store)) == {C} - set(gone)
    assert set(held(store)) == {A, B} - set(gone)


def test_a_section_id_twice_in_one_document_is_refused(store: Store) -> None:
    """The old text stays where the new cannot be held."""
    twice = Document(id="one", title="one", language="en", media_type="text/plain", sections=document("one").sections * 2)
    with store.writing() as batch:
        batch.put(document("one"), file=A, content="c1")
        with pytest.raises(DuplicateId, match="section id"):
            batch.put(twice, file=A, content="c2")
    assert store.document("one") == document("one")


@dataclass
class Model:
    """The book as plain dicts: contents by id, ids by file, reasons by file."""

    contents: dict[str, str] = field(default_factory=dict)
    holds: dict[str, set[str]] = field(default_factory=lambda: {path: set() for path in FILES})
    reasons: dict[str, str] = field(default_factory=dict)

    def put(self, file: str, identifier: str, content: str) -> str | None:
        """The outcome, or None where the id is refused."""
        before = self.contents.get(identifier)
        if before not in (None, content) and any(identifier in ids for path, ids in self.holds.items() if path != file):
            return None
        self.contents[identifier] = content
        self.holds[file].add(identifier)
        return "added" if before is None else "unchanged" if before == content else "updated"

    def sweep(self) -> int:
        """Documents no file holds go."""
        gone = set(self.contents) - set().union(*self.holds.values())
        for identifier in gone:
            del self.contents[identifier]
        return len(gone)


@dataclass(frozen=True)
class Step:
    """A change: what is done with a file, a second file, a document and a content, as far as it needs them."""

    action: str
    file: str
    twin: str
    identifier: str
    content: str


def put(batch: Batch, model: Model, step: Step) -> None:
    """Store and model put a document alike, or both refuse it."""
    outcome = model.put(step.file, step.identifier, step.content)
    try:
        found = batch.put(document(step.identifier, step.content), file=step.file, content=step.content)
    except DuplicateId:
        assert outcome is None
    else:
        assert found == outcome


def share(batch: Batch, model: Model, step: Step) -> None:
    """Store and model give a file what its twin has."""
    assert sorted(batch.share(step.file, step.twin)) == sorted(model.holds[step.twin])
    model.holds[step.file] |= model.holds[step.twin]
    if step.twin in model.reasons:
        model.reasons[step.file] = model.reasons[step.twin]


def settle(batch: Batch, model: Model, step: Step) -> None:
    """Store and model leave a file one document at most."""
    model.holds[step.file] &= {step.identifier}
    assert batch.settle(step.file, [step.identifier]) == model.sweep()


def fail(batch: Batch, model: Model, step: Step) -> None:
    """Store and model note a failure."""
    batch.failure(step.file, step.content)
    model.reasons[step.file] = step.content


def begin(batch: Batch, model: Model, step: Step) -> None:
    """Store and model forget what failed."""
    batch.begin(seen(step.file))
    model.reasons.pop(step.file, None)


def forget(batch: Batch, model: Model, step: Step) -> None:
    """Store and model lose a file, which is then seen anew."""
    model.holds[step.file] = set()
    model.reasons.pop(step.file, None)
    assert batch.forget_files([step.file]) == model.sweep()
    batch.file(seen(step.file))


ACTIONS = {"put": put, "share": share, "settle": settle, "fail": fail, "begin": begin, "forget": forget}
files = st.sampled_from(FILES)
steps = st.builds(
    Step, st.sampled_from(["put", "put", *ACTIONS]), files, files, st.sampled_from(IDS), st.sampled_from(["c1", "c2"])
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(steps, max_size=6), max_size=4))
def test_any_sequence_of_changes_keeps_the_book(transactions: list[list[Step]]) -> None:
    """Whatever comes in whatever order, the store holds what plain dicts would."""
    with tempfile.TemporaryDirectory() as folder:
        store, model = fresh(Path(folder)), Model()
        for transaction in transactions:
            with store.writing() as batch:
                for step in transaction:
                    ACTIONS[step.action](batch, model, step)
            assert {each: store.document(each).sections[0].text for each in store.ids()} == model.contents
            assert held(store) == {path: sorted(ids) for path, ids in model.holds.items() if ids}
            assert failed(store) == model.reasons
        store.engine.dispose()
