"""Segments: merged they hold what one built at once holds; whatever is broken or killed, the next update puts it right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Document, Section, SeenFile, Store
from search.engine import EngineError, IndexBusy, Request
from search.engines.whoosh import WhooshEngine, texts, union
from search.engines.whoosh.builder import Builder
from search.engines.whoosh.inverted import Inverted
from search.engines.whoosh.merge import merge
from search.engines.whoosh.segment import FACETS, Segment
from search.engines.whoosh.tokens import Vocabulary
from search.query import Everything, Query, Term

TEXT = st.lists(st.sampled_from(["药品", "细胞治疗", "。", " ", "gene", "therapies", "CAR-T", "第十二条"]), max_size=6).map("".join)
SHELF = st.lists(st.tuples(st.lists(TEXT, max_size=4), TEXT, st.booleans()), min_size=1, max_size=8)


def document(number: int, texts: list[str], title: str) -> Document:
    """A document with a section for each text."""
    sections = tuple(Section(id=f"{number}#{each}", level=1, text=text, heading=title) for each, text in enumerate(texts))
    return Document(id=str(number), title=title, language="zh" if number % 2 else "en", media_type="x", sections=sections)


def segment(documents: list[Document]) -> Segment:
    """A segment built from documents at once."""
    builder = Builder(Vocabulary())
    for each in documents:
        builder.add(each, int(each.id))
    return builder.segment()


def same(one: Inverted, other: Inverted) -> None:
    """Two inverted indexes are equal in every array."""
    for entry in fields(Inverted):
        np.testing.assert_allclose(getattr(one, entry.name), getattr(other, entry.name), rtol=1e-6, err_msg=entry.name)


@pytest.mark.parametrize("size", [3, 2_000_000])
@settings(deadline=None, max_examples=25)
@given(shelf=SHELF, cut=st.integers(0, 8))
def test_merged_segments_are_as_built_at_once(size: int, shelf: list[tuple[list[str], str, bool]], cut: int) -> None:
    """Two segments merged without their deleted documents, in slices of any size, are the segment of the documents that stay."""
    every = [document(number, texts, title) for number, (texts, title, _) in enumerate(shelf)]
    keep = [stays for *_, stays in shelf]
    whole = segment([each for each, stays in zip(every, keep, strict=True) if stays])
    before, union.SLICE = union.SLICE, size
    try:
        with TemporaryDirectory() as folder:
            kept = [np.array(keep[:cut], np.bool_), np.array(keep[cut:], np.bool_)]
            merged = merge([segment(every[:cut]), segment(every[cut:])], kept, Path(folder), "m")
            merged.save(Path(folder), "m")
            read = Segment.load(Path(folder), "m")
            for found in (merged, read):
                same(found.inside, whole.inside)
                same(found.about, whole.about)
                np.testing.assert_array_equal(found.texts.units, whole.texts.units)
                assert found.sections.ids.all() == whole.sections.ids.all()
                assert found.documents.ids.all() == whole.documents.ids.all()
                assert found.documents.first.tolist() == whole.documents.first.tolist()
                assert len(found.documents.facet_codes) == len(FACETS)
                assert set(whole.words.forms.all()) <= set(found.words.forms.all())
    finally:
        union.SLICE = before


@pytest.mark.parametrize(("most", "width"), [(2, np.uint32), (1 << 16, np.uint16)])
def test_the_words_of_texts_are_numbered_from_the_most_frequent(monkeypatch: pytest.MonkeyPatch, most: int, width: type) -> None:
    """In two bytes each, or in four where two are too few."""
    monkeypatch.setattr(texts, "MOST", most)
    found = segment([document(1, ["cell of a gene, cell", "细胞 cell gene"], "title")]).texts
    often = np.bincount(found.units, minlength=found.count + 1)[1:].tolist()
    assert found.units.dtype == width
    assert often == sorted(often, reverse=True) == [3, 2, 1, 1, 1, 1]
    assert sorted(number for number in found.numbers.tolist() if number) == list(range(1, found.count + 1))


def shelf(folder: Path, count: int, text: str = "药品注册 process validation") -> Store:
    """A store of documents with ten sections each."""
    store = Store.open(folder)
    with store.writing() as batch:
        batch.source("s")
        batch.file(SeenFile("f", "s", 1, 1, "x"))
        for number in range(count):
            batch.put(document(number, [f"{text} {number} {each}" for each in range(10)], "t"), file="f", content=text)
    return store


def total(engine: WhooshEngine) -> int:
    """How many sections are found without any word."""
    return engine.count(Request(query=Query(Everything())))


@pytest.mark.parametrize("harm", ["toc", "empty toc", "array", "short array", "gone array", "older format"])
def test_a_broken_index_is_built_anew(tmp_path: Path, harm: str) -> None:
    """Whatever is broken in the index, the next update builds it again, though the store has not changed."""
    store = shelf(tmp_path, 3)
    WhooshEngine(tmp_path / "index").update(store)
    toc = next((tmp_path / "index").glob("*.toc"))
    array = next((tmp_path / "index").glob("*.inside.rows.npy"))
    if harm == "gone array":
        array.unlink()
    else:
        target = toc if "toc" in harm or harm == "older format" else array
        content = target.read_bytes()
        older = content.replace(b'"format"', b'"formed"')
        target.write_bytes({"empty toc": b"", "short array": content[:90], "older format": older}.get(harm, b"{]"))
    engine = WhooshEngine(tmp_path / "index")
    engine.update(store)
    assert total(engine) == 30
    store.close()


@pytest.mark.parametrize("part", ["sections.data", "sections.starts", "documents.data", "documents.starts"])
def test_what_hits_show_is_told_as_broken_where_it_was_overwritten(tmp_path: Path, part: str) -> None:
    """Bytes that lie where others lay: whoever searches is told the cure, which is to index all again."""
    store = shelf(tmp_path, 3)
    WhooshEngine(tmp_path / "index").update(store)
    store.close()
    array = next((tmp_path / "index").glob(f"*.stored.{part}.npy"))
    head = array.read_bytes()[:128]
    array.write_bytes(head + b"\xc1" * (array.stat().st_size - len(head)))
    with WhooshEngine(tmp_path / "index") as engine, pytest.raises(EngineError, match="reindex --full"):
        engine.search(Request(query=Query(Everything())))


def test_a_killed_update_is_finished_by_the_next(tmp_path: Path) -> None:
    """Killed at any moment, an update leaves the last generation whole, and the next one brings the index in line."""
    store = shelf(tmp_path, 60)
    script = (
        "import sys\nfrom pathlib import Path\nfrom corpus import Store\nfrom search import open_engine\n"
        "folder = Path(sys.argv[1])\nengine = open_engine(folder / 'index')\n"
        "print('go', flush=True)\nengine.update(Store.open(folder))"
    )
    for wait in (0.0, 0.02, 0.08, 0.2):
        child = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert total(WhooshEngine(tmp_path / "index")) in (0, 600)
    engine = WhooshEngine(tmp_path / "index")
    engine.update(store)
    assert total(engine) == 600
    named = {each.segment_id() for each in engine._index.contents().segments}
    assert {path.name.partition(".")[0] for path in (tmp_path / "index").glob("*.npy")} == named
    store.close()


def test_another_store_is_not_taken_for_the_same(tmp_path: Path) -> None:
    """A store made anew with other content, but as many documents, does not leave the old index in place."""
    first = shelf(tmp_path / "one", 3)
    engine = WhooshEngine(tmp_path / "index")
    engine.update(first)
    second = shelf(tmp_path / "two", 3, "另一内容")
    engine.update(second)
    assert engine.count(Request(query=Query(Term("另一", "text")))) == 30
    assert engine.count(Request(query=Query(Term("注册", "text")))) == 0
    first.close()
    second.close()


def test_two_updates_do_not_meet(tmp_path: Path) -> None:
    """While one process updates, another is told so in one line; an index in line asks for no lock."""
    store = shelf(tmp_path, 2)
    engine = WhooshEngine(tmp_path / "index")
    lock = engine._index.lock("WRITELOCK")
    assert lock.acquire()
    try:
        with pytest.raises(IndexBusy, match="wait until it has finished"):
            engine.update(store)
    finally:
        lock.release()
    engine.update(store)
    lock.acquire()
    engine.update(store)
    lock.release()
    store.close()
