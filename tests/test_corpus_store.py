"""The store keeps what it is given, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus import Document, DuplicateId, Metadata, Relation, Section, SeenFile, Store, StoreUnusable, UnknownDocument


def guideline(identifier: str = "ich-s12", text: str = "Assays should be sensitive.") -> Document:
    """A small document of two levels, with a relation."""
    return Document(
        id=identifier,
        title="Biodistribution",
        language="en",
        media_type="application/pdf",
        pages=3,
        metadata=Metadata(issued="2023-03-14", product_class=("gene_therapy",)),
        sections=(
            Section(id=f"{identifier}#1", level=1, number="1", heading="Scope", text="Gene therapy products."),
            Section(id=f"{identifier}#1.1", level=2, number="1.1", heading="Assays", text=text, page=2),
        ),
        relations=(Relation(type="cites", target="ICH Q5A", target_id="ich-q5a", section=f"{identifier}#1"),),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store with one source, and one file seen in it."""
    opened = Store.open(tmp_path / "data")
    with opened.writing() as batch:
        batch.source("/files")
        for name in ("/files/a.pdf", "/files/b.pdf"):
            batch.file(SeenFile(name, "/files", 10, 20, f"print of {name}"))
    return opened


def put(store: Store, document: Document, file: str = "/files/a.pdf", content: str = "c1") -> str:
    """Put one document in a transaction of its own."""
    with store.writing() as batch:
        return batch.put(document, file=file, content=content)


def test_a_document_comes_back_as_it_was_put(store: Store) -> None:
    """Nothing of a document is lost on the way through the store."""
    assert put(store, guideline()) == "added"
    assert store.document("ich-s12") == guideline()
    assert store.count() == (1, 2)


def test_an_unknown_document_is_said_to_be_unknown(store: Store) -> None:
    """Asking for what is not held is an error of its own, not an empty answer."""
    with pytest.raises(UnknownDocument, match="nowhere"):
        store.document("nowhere")


def test_the_same_content_again_changes_nothing(store: Store) -> None:
    """A second file of the same content is one more path of the same document."""
    put(store, guideline())
    assert put(store, guideline(), file="/files/b.pdf") == "unchanged"
    with store.ledger() as ledger:
        assert ledger.paths_of("ich-s12") == ["/files/a.pdf", "/files/b.pdf"]
    assert store.revision() == 1


def test_changed_content_replaces_the_sections(store: Store) -> None:
    """A new version of a file takes the place of the old, and is seen as a change since."""
    put(store, guideline())
    assert put(store, guideline(text="Other text."), content="c2") == "updated"
    assert store.document("ich-s12").sections[1].text == "Other text."
    assert [(revision, document.id) for revision, document in store.changed(1)] == [(2, "ich-s12")]


def test_an_id_held_by_another_file_is_refused_whole(store: Store) -> None:
    """A document whose id or whose section ids another holds leaves no trace."""
    put(store, guideline())
    with pytest.raises(DuplicateId):
        put(store, guideline(text="Other."), file="/files/b.pdf", content="c2")
    clash = Document(id="other", title="Other", language="en", media_type="x", sections=guideline().sections)
    with store.writing() as batch:
        with pytest.raises(DuplicateId):
            batch.put(clash, file="/files/b.pdf", content="c3")
        batch.put(guideline("third"), file="/files/b.pdf", content="c4")
    assert store.ids() == ["ich-s12", "third"]


def test_a_document_goes_with_its_last_file(store: Store) -> None:
    """A document stays while one file holds it, and its original with it."""
    original = store.originals.folder.parent / "a.pdf"
    original.write_bytes(b"%PDF")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    with store.writing() as batch:
        batch.put(guideline(), file="/files/a.pdf", content="c1", original=(original, digest))
        batch.put(guideline(), file="/files/b.pdf", content="c1")
    kept = store.original("ich-s12")
    assert kept is not None
    assert kept.read_bytes() == b"%PDF"
    with store.writing() as batch:
        assert batch.forget_files(["/files/a.pdf"]) == 0
        assert batch.forget_files(["/files/b.pdf"]) == 1
    assert store.count() == (0, 0)
    assert not kept.exists()


def test_what_a_file_gives_no_longer_is_let_go(store: Store) -> None:
    """A line taken out of a .jsonl file takes its document with it."""
    put(store, guideline("one"))
    put(store, guideline("two"), content="c2")
    with store.writing() as batch:
        assert batch.settle("/files/a.pdf", ["two"]) == 1
    assert store.ids() == ["two"]


def test_an_error_undoes_the_whole_transaction(store: Store) -> None:
    """What was begun and not finished is as if it had never been."""
    with pytest.raises(RuntimeError), store.writing() as batch:
        batch.put(guideline(), file="/files/a.pdf", content="c1")
        raise RuntimeError
    assert store.count() == (0, 0)


def test_sections_are_found_with_their_place(store: Store) -> None:
    """A section by its id comes with its document and the names above it."""
    put(store, guideline())
    found = store.located(["ich-s12#1.1", "unknown"])
    assert list(found) == ["ich-s12#1.1"]
    assert found["ich-s12#1.1"].path == ("1 Scope",)
    assert found["ich-s12#1.1"].document == "ich-s12"


def test_who_cites_a_document_is_known(store: Store) -> None:
    """A relation is found from its target too."""
    put(store, guideline())
    assert [(owner, relation.section) for owner, relation in store.cited_by("ich-q5a")] == [("ich-s12", "ich-s12#1")]


def test_sources_say_what_they_hold_and_go_with_it(store: Store) -> None:
    """Removing a source takes its documents along."""
    put(store, guideline())
    with store.writing() as batch:
        batch.failure("/files/b.pdf", "cannot be opened: it is encrypted")
    with store.ledger() as ledger:
        (summary,) = ledger.summary()
        assert (summary.files, summary.documents, summary.failures) == (2, 1, 1)
        assert ledger.held() == {"/files/a.pdf": ["ich-s12"]}
    with store.writing() as batch:
        assert batch.forget_source("/files") == 1
    with store.ledger() as ledger:
        assert ledger.files() == {}
        assert ledger.failures() == []


def test_a_folder_that_cannot_be_used_is_one_clear_error(tmp_path: Path) -> None:
    """The error names the cure."""
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreUnusable, match="--data"):
        Store.open(tmp_path / "file")


def entry(identifier: str) -> Document:
    """An entry of a catalogue."""
    return Document(
        id=identifier,
        title=identifier,
        language="zh",
        media_type="text/markdown",
        metadata=Metadata(instrument=identifier, role="entry"),
        relations=(
            Relation(type="supersedes", target="old", target_id="old"),
            Relation(type="cites", target="old", target_id="old"),
        ),
    )


def test_entries_are_told_from_texts(store: Store) -> None:
    """An instrument has an entry and texts; only its entry belongs to the catalogue."""
    put(store, entry("new"))
    put(store, Document(id="text", title="t", language="zh", media_type="application/pdf", metadata=Metadata(instrument="new")))
    put(store, Document(id="self", title="t", language="zh", media_type="application/pdf", metadata=Metadata(instrument="self")))
    assert [document.id for document in store.entries()] == ["new"]
    assert [document.id for document in store.texts_of("new")] == ["new", "text"]
    assert store.texts_of("nowhere") == []
    put(store, guideline())
    assert store.instruments_of(["text", "new", "ich-s12", "nowhere"]) == {"text": "new", "new": "new"}


def test_ties_are_found_from_either_end(store: Store) -> None:
    """Of the kinds asked for, whichever of the two documents has the tie."""
    put(store, entry("new"))
    found = [(owner, relation.type, relation.target_id) for owner, relation in store.ties(["old"], ["supersedes"])]
    assert (
        found
        == [("new", "supersedes", "old")]
        == [(owner, tie.type, tie.target_id) for owner, tie in store.ties(["new"], ["supersedes"])]
    )
    assert store.ties(["old"], ["amends"]) == []
