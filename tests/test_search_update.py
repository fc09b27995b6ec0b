"""The index follows the store: through changes, deletions and merges, with readers at work, and after any damage to its files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, document, drawn, library, put

from corpus import Document, Store
from search import IndexBusy, open_engine
from search.engine import Request
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.index import ArrayIndex, ArraySegment
from search.query import Everything, Query, Term

QUESTIONS = ("细胞", "gene", "药品 临床", 'text:"治疗"', "authority:NMPA", "-cells", "临*", "title:细胞")


def everything(shelf: Library) -> dict[str, object]:
    """What a reader sees: hits and facets of several questions, and all sections."""
    seen: dict[str, object] = {"all": shelf.found("")}
    for question in QUESTIONS:
        results = shelf.ask(question, size=10_000, expand=False)
        seen[question] = (
            {hit.located.section.id for hit in results.hits},
            {name: sorted((each.value, each.count) for each in values) for name, values in results.facets.items()},
        )
    return seen


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Library]:
    """A small library that may be changed."""
    with library(tmp_path / "data", *drawn(Random(1), 12)) as opened:
        yield opened


@given(st.lists(st.tuples(st.sampled_from(["put", "change", "drop"]), st.integers(0, 24)), min_size=1, max_size=5))
@settings(deadline=None, max_examples=5)
def test_any_course_of_changes_ends_where_a_fresh_index_begins(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    """Whatever came, changed and went in whatever order: the answers are those of an index built from nothing."""
    pool, changed = drawn(Random(2), 25), drawn(Random(3), 25)
    with library(tmp_path_factory.mktemp("course"), *pool[:5]) as followed:
        for change, number in changes:
            if change == "drop":
                followed.drop(*(each for each in followed.store.ids() if each != pool[number].id))
            else:
                followed.put(pool[number] if change == "put" else replace(changed[number], id=pool[number].id, sections=()))
        with closing(open_engine(tmp_path_factory.mktemp("fresh"))) as engine:
            engine.update(followed.store)
            assert everything(followed) == everything(Library(followed.folder, followed.store, engine))
        hits = followed.ask("", size=10_000).hits
        shown = {hit.located.section.id: (hit.document, hit.located) for hit in hits if hit.document.id != hit.located.section.id}
        assert shown == followed.store.placed(shown), "what a hit shows is what the store holds"


def test_a_changed_document_is_found_by_its_new_words_alone(shelf: Library) -> None:
    """Old words find it no more, new ones do, and it is held once."""
    shelf.put(document("one", "旧的内容 formerly"))
    shelf.put(document("one", "新的内容 nowadays", "第二节"))
    assert shelf.found('text:"formerly"') == set()
    assert shelf.found('text:"nowadays"') == {"one#1"}
    assert shelf.found("document:one") == {"one#1", "one#2"}


def test_a_document_whose_facts_alone_changed_counts_as_it_is_now(shelf: Library) -> None:
    """A new status moves it to another facet value and to another place."""
    shelf.put(document("one", "独特内容", status="draft"))
    assert shelf.found("独特", filters={"status": ("draft",)}) == {"one#1"}
    shelf.put(document("one", "独特内容", status="in_force", issued="2026-01-16"))
    assert shelf.found("独特", filters={"status": ("draft",)}) == set()
    assert shelf.found("独特", filters={"status": ("in_force",), "year": ("2026",)}) == {"one#1"}


def test_everything_may_go_and_come_back(shelf: Library) -> None:
    """An empty library answers, and fills again."""
    before = everything(shelf)
    shelf.drop()
    assert shelf.ask("细胞").total == shelf.ask("").total == 0
    assert shelf.ask("细胞", group="document").hits == ()
    shelf.put(*drawn(Random(1), 12))
    assert everything(shelf) == before


def test_an_index_that_never_was_filled_answers(tmp_path: Path) -> None:
    """Before the first document every question has no hits, and no question an error."""
    with library(tmp_path) as empty:
        for question in ("", "细胞", "gene OR cell", 'text:"x"', "reg*", "status:draft", "国令第717号"):
            assert empty.ask(question).total == 0


def test_nothing_new_is_nothing_done(shelf: Library) -> None:
    """An update without changes leaves every file as it is and tells of no progress."""
    files = {path: path.stat().st_mtime_ns for path in (shelf.folder / "index").rglob("*")}
    told: list[tuple[int, int]] = []
    shelf.engine.update(shelf.store, lambda done, total: told.append((done, total)))
    assert told == []
    assert {path: path.stat().st_mtime_ns for path in (shelf.folder / "index").rglob("*") if "LOCK" not in path.name} == {
        path: when for path, when in files.items() if "LOCK" not in path.name
    }


def test_progress_is_told(tmp_path: Path) -> None:
    """Each document that is indexed is counted, up to all of them."""
    told: list[tuple[int, int]] = []
    with closing(Store.open(tmp_path)) as store, closing(open_engine(tmp_path / "index")) as engine:
        put(store, *drawn(Random(4), 7))
        engine.update(store, lambda done, total: told.append((done, total)))
    assert told[-1] == (7, 7)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_only_what_changed_is_read_again(shelf: Library) -> None:
    """One changed document among many is one step of work."""
    told: list[tuple[int, int]] = []
    put(shelf.store, document("one", "新的"))
    shelf.engine.update(shelf.store, lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


def test_another_process_sees_the_update_without_being_told(shelf: Library) -> None:
    """An engine that was open all the time answers from what another one has brought in line."""
    with closing(open_engine(shelf.folder / "index")) as other:
        reader = Library(shelf.folder, shelf.store, other)
        assert reader.found('text:"brandnew"') == set()
        generation = other.generation()
        shelf.put(document("one", "brandnew words"))
        assert reader.found('text:"brandnew"') == {"one#1"}
        assert other.generation() != generation


def test_a_reader_of_the_empty_index_sees_its_first_documents(tmp_path: Path) -> None:
    """Nothing is a generation of its own: what another engine indexes first is seen."""
    with (
        closing(Store.open(tmp_path)) as store,
        closing(open_engine(tmp_path / "index")) as writer,
        closing(open_engine(tmp_path / "index")) as reader,
    ):
        assert reader.count(Request(query=Query(Everything()))) == 0
        put(store, document("one", "first words"))
        writer.update(store)
        assert reader.count(Request(query=Query(Everything()))) == 1


def test_an_index_that_another_process_built_anew_is_taken(tmp_path: Path) -> None:
    """It has another number than the one that was lost, so that no reader keeps what it had."""
    with closing(Store.open(tmp_path)) as store, closing(open_engine(tmp_path / "index")) as reader:
        put(store, document("one", "first words"))
        reader.update(store)
        lost = reader.generation()
        for path in (tmp_path / "index").iterdir():
            path.unlink()
        put(store, document("two", "second words"))
        with closing(open_engine(tmp_path / "index")) as other:
            other.update(store)
        assert reader.generation() > lost
        assert reader.count(Request(query=Query(Everything()))) == 2


def test_a_closed_engine_opens_again(shelf: Library) -> None:
    """What was indexed is there after a restart, without any work."""
    before = everything(shelf)
    shelf.engine.close()
    with closing(open_engine(shelf.folder / "index")) as again:
        assert everything(Library(shelf.folder, shelf.store, again)) == before


def test_readers_go_on_while_documents_come_and_go(shelf: Library) -> None:
    """Four threads that ask without a pause never meet an error, nor an answer that was true at no time."""
    shelf.put(document("steady", "steadyword " * 3), document("moving", "movingword 0"))
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                steady = shelf.engine.search(Request(query=Query(Term("steadyword", "text")), size=10))
                moving = shelf.engine.search(Request(query=Query(Term("movingword", "text")), size=10))
                if steady.total != 1 or moving.total > 1 or len(moving.matches) != moving.total:
                    wrong.append((steady, moving))
                for question in QUESTIONS:
                    shelf.ask(question)
        except Exception as error:  # whatever it is, it fails the test in the main thread
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(6):
        shelf.put(document("moving", f"movingword {number}"), document(f"n{number}", "gene 细胞 cells"))
        if number % 3 == 2:
            shelf.drop(*(each for each in shelf.store.ids() if each != f"n{number}"))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert shelf.found('text:"movingword"') == {"moving#1"}


def test_a_generation_replaced_while_it_is_read_is_not_taken_for_no_index(tmp_path: Path) -> None:
    """Two readers of the table of contents find a generation at any moment, and none older than one they have seen."""
    index = ArrayIndex(tmp_path)
    index.publish([ArraySegment(1, 1)], {"of": 0})
    seen: list[list[int]] = [[], []]
    done = threading.Event()

    def read(mine: list[int]) -> None:
        while not done.is_set():
            contents = index.contents()
            mine.append(contents.generation if contents.segments else -1)

    threads = [threading.Thread(target=read, args=(mine,)) for mine in seen]
    for thread in threads:
        thread.start()
    for number in range(300):
        index.publish([ArraySegment(1, 1)], {"of": number})
    done.set()
    for thread in threads:
        thread.join()
    assert all(mine and mine[0] > 0 and mine == sorted(mine) for mine in seen)


def test_two_updates_at_once_are_one_update_and_one_refusal_that_names_the_cure(shelf: Library) -> None:
    """Where another process is at work, one line says so; afterwards all is in line."""
    put(shelf.store, *drawn(Random(6), 20))
    refusals: list[str] = []

    def update() -> None:
        with closing(open_engine(shelf.folder / "index")) as engine:
            try:
                engine.update(shelf.store)
            except IndexBusy as busy:
                refusals.append(str(busy))

    threads = [threading.Thread(target=update) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("\n" not in refusal and "wait" in refusal for refusal in refusals)
    shelf.engine.update(shelf.store)
    assert shelf.ask("").total == sum(max(1, len(each.sections)) for each in shelf.store.read(shelf.store.ids()))


def truncate(path: Path) -> None:
    """Keep half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    """Keep nothing of a file."""
    path.write_bytes(b"")


def garble(path: Path) -> None:
    """Put other bytes in a file's place."""
    path.write_bytes(b"\x93NUMPY what is this" * 9)


DAMAGE = {"truncated": truncate, "empty": empty, "garbled": garble, "missing": Path.unlink}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("which", [0, 0.3, 0.7, 1])
def test_a_broken_index_is_built_again_and_never_an_error(tmp_path: Path, damage: str, which: float) -> None:
    """Whichever file is cut, emptied, overwritten or gone: the update at the next start makes it whole."""
    with library(tmp_path, *drawn(Random(1), 12)) as opened:
        before = everything(opened)
    files = sorted(path for path in (tmp_path / "index").rglob("*") if path.is_file() and "LOCK" not in path.name)
    DAMAGE[damage](files[round(which * (len(files) - 1))])
    with closing(Store.open(tmp_path)) as store, closing(open_engine(tmp_path / "index")) as engine:
        engine.update(store)
        assert everything(Library(tmp_path, store, engine)) == before


def test_files_that_are_no_index_do_no_harm(tmp_path: Path) -> None:
    """Whatever lies in the index folder, an index is built beside it."""
    folder = tmp_path / "index"
    folder.mkdir(parents=True)
    (folder / "_bluebook_7.toc").write_text("not json", encoding="utf-8")
    (folder / "README").write_text("hello", encoding="utf-8")
    with library(tmp_path, *drawn(Random(1), 5)) as opened:
        assert opened.ask("").total > 0


def test_an_index_of_another_version_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When what a word is has changed, nothing of the old index is kept."""
    with library(tmp_path, *drawn(Random(1), 6)) as opened:
        before, generation = everything(opened), opened.engine.generation()
    monkeypatch.setitem(__import__("search.engines.whoosh.update", fromlist=["VERSIONS"]).VERSIONS, "analysis", -1)
    told: list[int] = []
    with closing(Store.open(tmp_path)) as store, closing(open_engine(tmp_path / "index")) as engine:
        engine.update(store, lambda done, total: told.append(total))
        assert told[-1] == 6
        assert everything(Library(tmp_path, store, engine)) == before
        assert engine.generation() > generation


def test_an_index_of_another_store_is_brought_in_line(tmp_path: Path) -> None:
    """A store that was put in the place of another is what the index is made from."""
    with library(tmp_path / "one", *drawn(Random(1), 6)):
        pass
    with closing(Store.open(tmp_path / "two")) as other, closing(open_engine(tmp_path / "one" / "index")) as engine:
        put(other, document("only", "这里只有一个 document"))
        engine.update(other)
        assert Library(tmp_path, other, engine).found("") == {"only#1"}


class Stopped(Exception):
    """The update is cut off here, as by a kill."""


@pytest.mark.parametrize("after", [1, 5, 12])
def test_an_update_that_is_cut_off_leaves_the_last_index_and_is_done_again(shelf: Library, after: int) -> None:
    """Nothing is published before all is written: readers keep what they had, and the next update does the whole difference."""
    before = everything(shelf)
    put(shelf.store, *(document(f"late{number}", "lateword") for number in range(12)))

    def stop(done: int, _: int) -> None:
        if done == after:
            raise Stopped

    with pytest.raises(Stopped):
        shelf.engine.update(shelf.store, stop)
    assert shelf.engine.search(Request(query=Query(Term("lateword", "text")))).total == 0
    assert everything(shelf) == before
    shelf.engine.update(shelf.store)
    assert len(shelf.found('text:"lateword"')) == 12


def test_many_single_changes_keep_files_and_segments_few(shelf: Library) -> None:
    """After twenty changes one by one there are a handful of segments, and no file of a former one is left."""
    for number in range(20):
        shelf.put(document(f"n{number % 10}", f"change number {number}"))
    assert isinstance(shelf.engine, WhooshEngine)
    assert len(shelf.engine.snapshot().parts) < 8
    files = [path for path in (shelf.folder / "index").rglob("*") if path.is_file()]
    parts = len(shelf.engine.snapshot().parts)
    assert len(files) < 74 * parts + 10
    assert shelf.found("change") == {f"n{number}#1" for number in range(10)}


@pytest.mark.parametrize(("count", "sections"), [(1, 1), (3, 40), (50, 3)])
def test_sizes_of_all_kinds_are_indexed(tmp_path: Path, count: int, sections: int) -> None:
    """One section or many, every one is found."""
    made: list[Document] = [
        document(f"d{number}", *(f"word{number}x{place} 共同内容" for place in range(sections))) for number in range(count)
    ]
    with library(tmp_path, *made) as opened:
        answer = opened.engine.search(Request(query=Query(Everything()), size=10_000))
        assert answer.total == count * sections
        assert all(opened.found(f'text:"word{n}x{p}"') == {f"d{n}#{p + 1}"} for n in range(count) for p in range(0, sections, 7))


def test_strange_texts_are_indexed_and_found(tmp_path: Path) -> None:
    """Control characters, lone surrogates, emoji and very long words do no harm to others."""
    texts = ["a\x00b\x1ec separatorword", "\ud800 surrogateword", "😀 emojiword", "x" * 100_000 + " longword", "\u202e rtlword", ""]
    storable = [text for text in texts if "\ud800" not in text]
    with library(tmp_path, document("odd", *storable), document("plain", "plainword")) as opened:
        assert opened.found('text:"plainword"') == {"plain#1"}
        assert opened.found('text:"separatorword"') == {"odd#1"}
        assert opened.found('text:"emojiword"') == {"odd#2"}
        assert opened.found('text:"longword"') == {"odd#3"}
        assert opened.found('text:"rtlword"') == {"odd#4"}
