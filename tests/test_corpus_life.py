"""The store over its life: opened again, migrated, read by many while one writes, and clean after what went wrong."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from corpus import Document, Section, SeenFile, Store, StoreUnusable, schema
from corpus.originals import Originals, sha256


def document(number: int, words: str = "text") -> Document:
    """A document of two sections."""
    identifier = f"d{number}"
    return Document(
        id=identifier,
        title=f"Document {number}",
        language="en",
        media_type="text/html",
        sections=(
            Section(id=f"{identifier}#1", level=1, heading="One", text=words),
            Section(id=f"{identifier}#2", level=1, heading="Two", text=words),
        ),
    )


def fill(store: Store, *documents: Document, words: str = "") -> None:
    """Put documents in one transaction, of one file."""
    with store.writing() as batch:
        batch.source("/s")
        batch.file(SeenFile("/s/all.jsonl", "/s", 1, 1, "print"))
        for each in documents:
            batch.put(each, file="/s/all.jsonl", content=f"{each.id} {words}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with three documents."""
    with closing(Store.open(tmp_path)) as opened:
        fill(opened, document(1), document(2), document(3))
        yield opened


def test_what_was_kept_is_there_when_opened_again(store: Store, tmp_path: Path) -> None:
    """A store outlives the process that filled it."""
    store.close()
    with closing(Store.open(tmp_path)) as again:
        assert again.ids() == ["d1", "d2", "d3"]
        assert again.document("d2") == document(2)


def test_a_newer_store_is_refused_with_its_cure(store: Store, tmp_path: Path) -> None:
    """An older program does not touch what it does not know."""
    with store.engine.begin() as connection:
        connection.execute(schema.about.update().values(value=str(schema.VERSION + 1)))
    store.close()
    with pytest.raises(StoreUnusable, match="install a newer Bluebook"):
        Store.open(tmp_path)


def test_an_older_store_is_brought_up_to_date(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step from one version to the next runs once, in order, and the documents stay."""
    store.close()
    ran: list[int] = []

    def step(version: int) -> None:
        def migrate(connection: Connection) -> None:
            connection.execute(text(f"CREATE TABLE step_{version} (x INTEGER)"))
            ran.append(version)

        monkeypatch.setitem(schema.MIGRATIONS, version, migrate)

    step(schema.VERSION)
    step(schema.VERSION + 1)
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 2)
    for _ in range(2):
        with closing(Store.open(tmp_path)) as again:
            assert again.count() == (3, 6)
    assert ran == [schema.VERSION - 2, schema.VERSION - 1]


def test_a_file_that_is_no_database_is_one_clear_error(tmp_path: Path) -> None:
    """It names the way out."""
    (tmp_path / "store.sqlite3").write_bytes(b"this is no database, it is a letter to somebody else" * 40)
    with pytest.raises(StoreUnusable, match="--data"):
        Store.open(tmp_path)


def test_the_database_keeps_its_ties(store: Store, tmp_path: Path) -> None:
    """Foreign keys hold, and readers do not wait for a writer."""
    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    with sqlite3.connect(tmp_path / "store.sqlite3") as plain:
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []


def test_readers_go_on_while_one_writes(store: Store) -> None:
    """A reader sees all of a transaction or nothing of it."""
    seen: list[tuple[int, int]] = []
    begun, read = threading.Event(), threading.Event()

    def look() -> None:
        begun.wait(10)
        seen.append(store.count())
        read.set()

    reader = threading.Thread(target=look)
    reader.start()
    with store.writing() as batch:
        batch.put(document(4), file="/s/all.jsonl", content="d4")
        begun.set()
        assert read.wait(10)
    reader.join()
    assert seen == [(3, 6)]
    assert store.count() == (4, 8)


def test_many_threads_read_at_once(store: Store) -> None:
    """Each gets the document it asked for."""
    wrong: list[str] = []

    def look(number: int) -> None:
        for _ in range(30):
            if store.document(f"d{number}").title != f"Document {number}":
                wrong.append(str(number))

    threads = [threading.Thread(target=look, args=(1 + number % 3,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_change_is_known_by_its_revision(store: Store) -> None:
    """What changed since a revision comes oldest first, each document once."""
    at = store.revision()
    assert list(store.changed(at)) == []
    fill(store, document(1, "new"), words="a")
    fill(store, document(3, "new"), words="a")
    fill(store, document(1, "newer"), words="b")
    assert [found.id for _, found in store.changed(at)] == ["d3", "d1"]
    assert [revision for revision, _ in store.changed(0)] == sorted(revision for revision, _ in store.changed(0))


def test_an_id_of_a_removed_document_may_come_again(store: Store) -> None:
    """Its sections are the new ones only."""
    with store.writing() as batch:
        assert batch.settle("/s/all.jsonl", ["d1", "d3"]) == 1
    fill(store, document(2, "again"), words="again")
    assert store.document("d2").sections[0].text == "again"
    assert store.count() == (3, 6)


def test_facts_come_without_sections(store: Store) -> None:
    """What a list of documents needs, and no unknown id."""
    found = store.facts(["d3", "nowhere", "d1"])
    assert set(found) == {"d1", "d3"}
    assert found["d1"].sections == ()
    assert [each.id for each in store.all_facts()] == ["d1", "d2", "d3"]


def test_a_failure_is_told_by_file_and_line(store: Store) -> None:
    """The last reason stands; reading the file anew forgets it."""
    with store.writing() as batch:
        batch.failure("/s/all.jsonl", "old reason", 7)
        batch.failure("/s/all.jsonl", "new reason", 7)
    with store.ledger() as ledger:
        assert [(each.path, each.reason) for each in ledger.failures()] == [("/s/all.jsonl:7", "new reason")]
    with store.writing() as batch:
        batch.begin(SeenFile("/s/all.jsonl", "/s", 1, 1, "print"))
    with store.ledger() as ledger:
        assert ledger.failures() == []
        assert ledger.files()["/s/all.jsonl"].fingerprint == ""


def test_an_original_is_kept_once_by_its_content(tmp_path: Path) -> None:
    """The same bytes under two names are one file; forgetting what is not there is nothing."""
    originals = Originals(tmp_path / "originals")
    for name in ("a.pdf", "b.pdf"):
        path = tmp_path / name
        path.write_bytes(b"%PDF same")
        originals.keep(path, sha256(path))
    digest = sha256(tmp_path / "a.pdf")
    held = [path for path in originals.folder.rglob("*") if path.is_file()]
    assert held == [originals.path(digest)]
    originals.drop(digest)
    originals.drop(digest)
    assert not originals.path(digest).exists()


def test_an_original_that_cannot_be_copied_leaves_nothing(tmp_path: Path) -> None:
    """Whole or not at all."""
    originals = Originals(tmp_path / "originals")
    with pytest.raises(OSError, match="gone"):
        originals.keep(tmp_path / "gone.pdf", "ab" * 32)
    assert [path for path in originals.folder.rglob("*") if path.is_file() and path.stat().st_size] == []
