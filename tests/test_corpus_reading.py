"""Sections are read by id, each with its document and its place, however many are asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Metadata, Relation, Section, SeenFile, Store
from corpus.reading import MOST, Located

FILE = "/files/a.pdf"
WIDE = MOST * 2 + 30  # sections of the widest document: three statements' worth


def law(identifier: str, count: int) -> Document:
    """Chapters of nine articles, every tenth section the chapter itself."""
    return Document(
        id=identifier,
        title=f"Law {identifier}",
        language="zh",
        media_type="application/pdf",
        metadata=Metadata(issued="2023-03-14", product_class=("gene_therapy",)),
        sections=tuple(
            Section(
                id=f"{identifier}#{place}",
                level=2 if place % 10 else 1,
                number=f"第{place}条" if place % 10 else None,
                heading=None if place % 10 else f"Chapter {place // 10}",
                text=f'Text {place}\tof {identifier}\'s "words"',
                page=place + 1,
                kind="table" if place % 3 == 0 else "body",
                anchor=f"a{place}",
                language="en" if place % 2 else None,
            )
            for place in range(count)
        ),
        relations=(Relation(type="cites", target="ICH Q5A"),),
    )


LAWS = {document.id: document for document in (law("wide", WIDE), law("small", 3), law("empty", 0), law("法'规; --", 2))}
SECTIONS = {section.id: section for document in LAWS.values() for section in document.sections}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of a few documents, opened for reading."""
    folder: Path = tmp_path_factory.mktemp("reading")
    store = Store.open(folder / "data")
    with store.writing() as batch:
        batch.source("/files")
        batch.file(SeenFile(FILE, "/files", 1, 1, "print"))
        for document in LAWS.values():
            batch.put(document, file=FILE, content=document.id)
    return store


@pytest.mark.parametrize("identifier", ["wide#0", "wide#1", "wide#19", "small#0", "small#2", "法'规; --#1"])
def test_a_section_comes_back_as_it_was_put(store: Store, identifier: str) -> None:
    """Every field of the section, tabs and quotation marks included."""
    ((document, located),) = store.placed([identifier]).values()
    assert located.section == SECTIONS[identifier]
    assert located.document == document.id == identifier.partition("#")[0]


@pytest.mark.parametrize(
    ("identifier", "ordinal", "path"),
    [
        ("wide#0", 0, ()),
        ("wide#1", 1, ("Chapter 0",)),
        ("wide#10", 10, ()),
        ("wide#29", 29, ("Chapter 2",)),
        (f"wide#{WIDE - 1}", WIDE - 1, (f"Chapter {(WIDE - 1) // 10}",)),
        ("small#2", 2, ("Chapter 0",)),
    ],
)
def test_a_section_is_shown_where_it_stands(store: Store, identifier: str, ordinal: int, path: tuple[str, ...]) -> None:
    """Its place in the document from 0, and the names above it."""
    _, located = store.placed([identifier])[identifier]
    assert located == Located(identifier.partition("#")[0], ordinal, path, SECTIONS[identifier])


def test_the_document_of_a_section_has_its_facts_alone(store: Store) -> None:
    """Whole laws are not read for a section."""
    document, _ = store.placed(["wide#7"])["wide#7"]
    assert (document.title, document.metadata) == ("Law wide", LAWS["wide"].metadata)
    assert (document.sections, document.relations) == ((), ())
    assert store.facts(["wide"]) == {"wide": document}


def test_sections_of_one_document_share_it(store: Store) -> None:
    """The facts of a document are decoded once."""
    owners = [document for document, _ in store.placed(["small#0", "small#1", "small#2"]).values()]
    assert owners[0] is owners[1] is owners[2]


@pytest.mark.parametrize("count", [0, 1, 2, MOST - 1, MOST, MOST + 1, 2 * MOST, WIDE])
def test_any_number_of_sections_may_be_asked_for(store: Store, count: int) -> None:
    """Where one statement is not enough, the next goes on without gap or repetition."""
    wanted = [f"wide#{place}" for place in range(count)]
    found = store.placed(wanted)
    assert sorted(found) == sorted(wanted)
    assert all(located.ordinal == int(identifier.partition("#")[2]) for identifier, (_, located) in found.items())


@pytest.mark.parametrize("unknown", ["", "wide", "wide#", "wide#99999", "WIDE#1", "%", "wide#_", "' OR 1=1 --"])
def test_an_unknown_section_is_left_out(store: Store, unknown: str) -> None:
    """What is not held is not there; nothing is matched by likeness."""
    assert store.placed([unknown]) == {}
    assert list(store.placed([unknown, "small#1"])) == ["small#1"]


@pytest.mark.parametrize("unknown", ["", "small#1", "Small", "%", "smal_", "' OR 1=1 --"])
def test_an_unknown_document_is_left_out(store: Store, unknown: str) -> None:
    """The same for documents."""
    assert store.facts([unknown]) == {}
    assert list(store.facts([unknown, "empty"])) == ["empty"]


@given(wanted=st.lists(st.sampled_from([*SECTIONS, "nowhere#1", "wide#-1"]), max_size=12))
def test_what_is_read_is_what_was_asked_for_and_is_held(store: Store, wanted: list[str]) -> None:
    """In whatever order, however often an id is named."""
    found = store.placed(iter(wanted))
    assert set(found) == set(wanted) & set(SECTIONS)
    assert all(located.section == SECTIONS[identifier] for identifier, (_, located) in found.items())


@given(wanted=st.lists(st.sampled_from([*LAWS, "nowhere", "small#1"]), max_size=8))
def test_facts_are_those_of_the_documents_named(store: Store, wanted: list[str]) -> None:
    """Each document held, once."""
    found = store.facts(iter(wanted))
    assert {identifier: document.title for identifier, document in found.items()} == {
        identifier: LAWS[identifier].title for identifier in set(wanted) & set(LAWS)
    }


def test_many_threads_read_at_once(store: Store) -> None:
    """Readers do not get one another's rows."""
    asked = [[f"wide#{place + step}" for step in range(place % 7 + 1)] for place in range(60)]
    with ThreadPoolExecutor(4) as pool:
        for wanted, found in zip(asked, pool.map(store.placed, asked), strict=True):
            assert sorted(found) == sorted(wanted)
