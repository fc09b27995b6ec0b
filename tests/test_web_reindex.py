"""Reindex brings store and index in line with files: only what changed, whatever happens in between."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Store
from search import Engine, Question, find, open_engine
from web.refusal import Refused
from web.reindex import Report, reindex

PAGE = "<!doctype html><title>{title}</title><h1>{title}</h1><h2>1 Scope</h2><p>{text} This applies to every applicant.</p>"


class Bench:
    """A data folder with its store and engine, and a folder of files as source."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.files = root / "files"
        self.files.mkdir()
        self.store = Store.open(self.data)
        self.engine: Engine = open_engine(self.data / "index")

    def write(self, name: str, text: str, title: str | None = None) -> Path:
        """A page of one section; its time is made old so that it counts as rested."""
        path = self.files / name
        path.write_text(PAGE.format(title=title or name.partition(".")[0], text=text), encoding="utf-8")
        return self.rest(path)

    def lines(self, name: str, *documents: dict[str, object]) -> Path:
        """A collection, a document a line."""
        path = self.files / name
        path.write_text("\n".join(json.dumps(each) for each in documents), encoding="utf-8")
        return self.rest(path)

    def rest(self, path: Path) -> Path:
        """Let a file seem an hour old, at a time of its own."""
        moment = time.time() - 3600 - random.random() * 1000
        os.utime(path, (moment, moment))
        return path

    def run(self, *paths: Path, full: bool = False) -> Report:
        """One run; with no paths named, over the folder of files."""
        return reindex(self.store, self.engine, paths or [self.files], data=self.data, full=full, jobs=1)

    def hits(self, words: str) -> set[str]:
        """The documents a search finds."""
        return {hit.document.id for hit in find(Question(text=words, size=100), self.engine, self.store).hits}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An empty bench."""
    made = Bench(tmp_path)
    with closing(made.store), closing(made.engine):
        yield made


def document(identifier: str, text: str) -> dict[str, object]:
    """A line of a collection."""
    return {"id": identifier, "title": identifier, "sections": [{"id": f"{identifier}-1", "heading": "Scope", "text": text}]}


def counts(report: Report) -> tuple[int, int, int, int]:
    """Added, updated, removed, unchanged."""
    return report.added, report.updated, report.removed, report.unchanged


def test_only_what_changed_is_done_again(bench: Bench) -> None:
    """New, changed, vanished and untouched files are told apart, and searches follow."""
    bench.write("one.html", "Zebrafish assays are described.")
    two = bench.write("two.html", "Viscosimetry is described.")
    assert counts(bench.run()) == (2, 0, 0, 0)
    assert counts(bench.run()) == (0, 0, 0, 2)
    bench.write("two.html", "Chromatography is described now.")
    bench.write("three.html", "Potency is described.")
    assert counts(bench.run()) == (1, 1, 0, 1)
    assert bench.hits("chromatography") == {"two"}
    assert bench.hits("viscosimetry") == set()
    two.unlink()
    assert counts(bench.run()) == (0, 0, 1, 2)
    assert bench.hits("chromatography") == set()
    assert bench.hits("zebrafish") == {"one"}


def test_all_is_done_again_when_asked(bench: Bench) -> None:
    """A full run reads every file, and changes no id."""
    bench.write("one.html", "Zebrafish assays.")
    bench.run()
    assert counts(bench.run(full=True)) == (0, 1, 0, 0)
    assert bench.hits("zebrafish") == {"one"}


def test_files_of_one_content_are_one_document(bench: Bench) -> None:
    """A copy is a second path of the same document, and either may go."""
    first = bench.write("one.html", "Zebrafish assays.", title="Assays")
    second = bench.write("copy.html", "Zebrafish assays.", title="Assays")
    report = bench.run()
    assert (report.documents, *counts(report)) == (1, 1, 0, 0, 1)
    (kept,) = bench.hits("zebrafish")
    first.unlink()
    assert (bench.run().documents, bench.hits("zebrafish")) == (1, {kept})
    second.unlink()
    assert bench.run().documents == 0


def test_a_bad_file_is_reported_and_stops_nothing(bench: Bench) -> None:
    """Its reason is told in every run until it is mended."""
    bench.write("good.html", "Zebrafish assays.")
    bad = bench.files / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 broken")
    for _ in range(2):
        report = bench.run()
        assert [Path(each.path).name for each in report.failed] == ["bad.pdf"]
        assert report.failed[0].reason
        assert "Traceback" not in report.failed[0].reason
        assert report.documents == 1
    bad.unlink()
    assert bench.run().failed == ()


def test_a_file_that_cannot_be_opened_is_told(bench: Bench) -> None:
    """A file the program may not read, here a socket, stops nothing and is tried again."""
    bench.write("good.html", "Zebrafish assays.")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(bench.files / "door.pdf"))
        for _ in range(2):
            report = bench.run()
            assert report.documents == 1
            assert "no file but a pipe" in report.failed[0].reason


def test_every_file_is_accounted_for(bench: Bench) -> None:
    """What is no document at all is named with the kinds that are."""
    bench.write("good.html", "Zebrafish assays.")
    (bench.files / "table.csv").write_text("a,b")
    report = bench.run()
    assert [Path(each.path).name for each in report.failed] == ["table.csv"]
    assert ".pdf" in report.failed[0].reason


def test_a_collection_is_kept_by_line(bench: Bench) -> None:
    """One changed line is one updated document; a bad line is named by its number; a line taken out is gone."""
    bench.lines("all.jsonl", document("a", "zebrafish"), document("b", "viscosimetry"), {"title": "no id"})
    report = bench.run()
    assert counts(report) == (2, 0, 0, 0)
    assert report.failed[0].path.endswith("all.jsonl:3")
    bench.lines("all.jsonl", document("a", "zebrafish"), document("b", "potency"))
    report = bench.run()
    assert counts(report) == (0, 1, 0, 1)
    assert report.failed == ()
    bench.lines("all.jsonl", document("b", "potency"))
    assert counts(bench.run()) == (0, 0, 1, 1)
    assert bench.hits("zebrafish potency") == {"b"}


def test_an_id_is_held_once(bench: Bench) -> None:
    """A second document of an id is that document's failure, in one file or in two."""
    bench.lines("a.jsonl", document("x", "zebrafish"), document("x", "viscosimetry"))
    bench.lines("b.jsonl", document("x", "potency"))
    report = bench.run()
    assert report.documents == 1
    assert sorted(Path(each.path).name for each in report.failed) == ["a.jsonl:2", "b.jsonl:1"]
    assert bench.hits("zebrafish") == {"x"}


def test_metadata_beside_a_file_wins_and_counts_as_its_change(bench: Bench) -> None:
    """What a person states stands over what was detected."""
    bench.write("one.html", "Zebrafish assays.")
    bench.run()
    (bench.files / "one.yaml").write_text('title: Stated title\nissued: "2024-05-06"\nstatus: draft\n', encoding="utf-8")
    assert counts(bench.run()) == (0, 1, 0, 0)
    held = bench.store.document("one")
    assert (held.title, held.metadata.issued, held.metadata.status) == ("Stated title", "2024-05-06", "draft")


def test_the_text_of_a_catalogued_instrument_joins_it(bench: Bench) -> None:
    """Recognised by its title, it takes the instrument's facts."""
    bench.write("law.html", "第一条 为了保护个人信息权益，制定本法。", title="中华人民共和国个人信息保护法")
    bench.run()
    held = bench.store.document("law")
    assert held.metadata.instrument == "cn-pipl-2021"
    assert held.metadata.status == "in_force"


def test_a_source_that_is_away_keeps_its_documents(bench: Bench, tmp_path: Path) -> None:
    """An unmounted folder is told of, not taken for emptied."""
    bench.write("one.html", "Zebrafish assays.")
    bench.run()
    bench.files.rename(tmp_path / "away")
    report = reindex(bench.store, bench.engine, data=bench.data, jobs=1)
    assert report.documents == 1
    assert "bring it back" in report.failed[0].reason


def test_a_folder_that_cannot_be_looked_into_keeps_its_documents(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """What may still be there is not let go of, and the folder is told of."""
    (bench.files / "inner").mkdir()
    bench.write("inner/one.html", "Zebrafish assays.", title="One")
    bench.run()

    def closed(folder: object, *, onerror: Callable[[OSError], None]) -> list[object]:
        onerror(PermissionError(13, "Permission denied", str(bench.files / "inner")))
        return []

    monkeypatch.setattr(os, "walk", closed)
    report = bench.run()
    assert (report.documents, report.removed) == (1, 0)
    assert "cannot be looked into" in report.failed[0].reason


def test_a_name_that_is_no_text_is_that_file_s_failure(bench: Bench) -> None:
    """The others are read; the name is told as far as it can be written."""
    bench.write("good.html", "Zebrafish assays.")
    os.close(os.open(os.fsencode(bench.files) + b"/bad\xff.html", os.O_CREAT | os.O_WRONLY))
    report = bench.run()
    assert report.documents == 1
    assert "not text in UTF-8" in report.failed[0].reason
    report.failed[0].path.encode()


def test_a_path_that_is_not_there_is_refused(bench: Bench) -> None:
    """Nothing becomes a source by a slip of the pen."""
    with pytest.raises(Refused, match="is not there"):
        bench.run(bench.files / "nowhere")


def test_two_runs_at_once_are_refused(bench: Bench) -> None:
    """The second says what to do."""
    bench.write("one.html", "Zebrafish assays.")
    told: list[str] = []

    def meddle(step: str, done: int, total: int) -> None:
        if not told:
            with pytest.raises(Refused) as caught:
                bench.run()
            told.append(str(caught.value))

    reindex(bench.store, bench.engine, [bench.files], data=bench.data, jobs=1, progress=meddle)
    assert "another reindex" in told[0]


def _run_apart(root: Path, files: Path) -> None:
    """A whole run in a process of its own, to be killed."""
    os.setpgid(0, 0)
    store, engine = Store.open(root / "data"), open_engine(root / "data" / "index")
    reindex(store, engine, [files], data=root / "data", jobs=1)


@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.2, 1.6])
def test_a_run_killed_at_any_moment_is_finished_by_the_next(tmp_path: Path, seconds: float) -> None:
    """Nothing is lost, nothing is there twice."""
    bench = Bench(tmp_path)
    bench.lines("all.jsonl", *(document(f"d{number}", f"zebrafish number {number}") for number in range(600)))
    for number in range(3):
        bench.write(f"page{number}.html", f"Zebrafish page {number}.")
    process = multiprocessing.get_context("spawn").Process(target=_run_apart, args=(tmp_path, bench.files))
    process.start()
    time.sleep(seconds)
    if process.is_alive() and process.pid:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:  # not yet the head of its group
            process.kill()
    process.join()
    with closing(bench.store), closing(bench.engine):
        report = bench.run()
        assert (report.documents, report.sections, report.failed) == (603, 603, ())
        assert find(Question(text="zebrafish"), bench.engine, bench.store).total == 603


CHANGE = st.tuples(st.sampled_from("abc"), st.sampled_from(["zebrafish", "viscosimetry", None]))


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CHANGE, min_size=1, max_size=3), max_size=3))
def test_any_history_ends_as_if_made_afresh(
    tmp_path_factory: pytest.TempPathFactory, history: list[list[tuple[str, str | None]]]
) -> None:
    """Whatever was written and removed before each run, search finds what the files say in the end."""
    bench = Bench(tmp_path_factory.mktemp("history"))
    final: dict[str, str | None] = {}
    with closing(bench.store), closing(bench.engine):
        for changes in history:
            for name, word in changes:
                if word is None:
                    (bench.files / f"{name}.html").unlink(missing_ok=True)
                else:
                    bench.write(f"{name}.html", f"About {word}.", title=f"Title {name}")
                final[name] = word
            bench.run()
        for word in ("zebrafish", "viscosimetry"):
            held = {Path(path).stem for each in bench.hits(word) for path in _paths(bench.store, each)}
            assert held == {name for name, said in final.items() if said == word}


def _paths(store: Store, identifier: str) -> list[str]:
    with store.ledger() as ledger:
        return ledger.paths_of(identifier)
