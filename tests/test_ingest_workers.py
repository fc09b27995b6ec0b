"""Files are read in other processes: whatever one file does to its process, every other file is read all the same."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path

import msgspec
import pytest

from corpus import Document
from ingest import UnreadableFile, Workers
from ingest.worker import BEAT, Answer, Task, answer_to, serve
from ingest.workers import Outcome, cores

PAGE = "<!doctype html><title>{0}</title><h1>{0}</h1><p>The {0} rule applies to every product of its class from its first day.</p>"

# Readers as hostile files would make of ours: each does with its process what the file's text says.
READERS = """
import ctypes, os, time
from pathlib import Path
from corpus.document import Document
from ingest import pulse
from ingest.errors import UnreadableFile

def read(path: Path, identifier: str) -> Document:
    deed = path.read_text()
    if deed == "hang":
        time.sleep(600)
    if deed == "spin":
        while True:
            pass
    if deed == "slow but steady":
        for _ in range(8):
            time.sleep(0.25)
            pulse.beat()
    if deed == "swell":
        held = [bytearray(1 << 20) for _ in range(4096)]
    if deed == "crash":
        ctypes.string_at(8)
    if deed == "abort":
        os.abort()
    if deed == "leave":
        os._exit(3)
    if deed == "raise":
        raise TypeError("not what a library promises")
    if deed == "recurse":
        return read(path, identifier) if read else None
    if deed == "half":
        return Document(id=identifier, title="half a pair \\ud800", language=None, media_type="text/plain")
    if deed == "refuse":
        raise UnreadableFile("it is refused: bring another")
    if deed == "litter":
        import tempfile
        Path(tempfile.mkdtemp(), "left").write_text("behind")
        os.abort()
    return Document(id=identifier, title=f"{deed} {os.getpid()}", language="en", media_type="text/plain")
"""


@pytest.fixture
def deeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for files that say what is to be done; its reader can be imported by the workers."""
    (tmp_path / "deed_readers.py").write_text(READERS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def told(folder: Path, *deeds: str) -> list[tuple[Path, str]]:
    """A file for each deed, as tasks."""
    tasks = []
    for number, deed in enumerate(deeds):
        path = folder / f"{number}.txt"
        path.write_text(deed, encoding="utf-8")
        tasks.append((path, f"d{number}"))
    return tasks


def outcomes(folder: Path, *deeds: str, jobs: int = 2, seconds: float = 20.0) -> dict[str, Outcome]:
    """What comes of each deed, by the deed."""
    tasks = told(folder, *deeds)
    names = {path: deed for (path, _), deed in zip(tasks, deeds, strict=True)}
    with Workers(jobs, seconds=seconds, reader="deed_readers:read") as workers:
        return {names[path]: outcome for (path, _), outcome in workers.read(tasks)}


def test_pages_become_documents(tmp_path: Path) -> None:
    """Real files through the real readers: each task comes back once, with its own document."""
    tasks = []
    for name in ("alpha", "beta", "gamma", "delta"):
        path = tmp_path / f"{name}.html"
        path.write_text(PAGE.format(name), encoding="utf-8")
        tasks.append((path, f"id-{name}"))
    with Workers(2) as workers:
        found = dict(workers.read(tasks))
    assert sorted(found) == sorted(tasks)
    for (path, identifier), outcome in found.items():
        assert isinstance(outcome, Document)
        assert outcome.id == identifier
        assert path.stem in outcome.sections[0].text


@pytest.mark.parametrize(
    ("deed", "cure"),
    [
        ("swell", "split it"),
        ("crash", "save it anew"),
        ("leave", "save it anew"),
        ("raise", "save it anew"),
        ("recurse", "save it anew"),
        ("half", "save it anew"),
        ("refuse", "bring another"),
    ],
)
def test_a_bad_file_costs_itself_alone(deeds: Path, deed: str, cure: str) -> None:
    """It is reported with what would help, and the files before and after it are read."""
    found = outcomes(deeds, "good", deed, "fine", "well", jobs=1)
    assert isinstance(found[deed], UnreadableFile)
    assert cure in str(found[deed])
    assert "\n" not in str(found[deed])
    assert all(isinstance(found[name], Document) for name in ("good", "fine", "well"))


@pytest.mark.parametrize("deed", ["hang", "spin"])
def test_a_file_that_takes_too_long_is_given_up(deeds: Path, deed: str) -> None:
    """After its time is over its process is ended, and another goes on."""
    started = time.monotonic()
    found = outcomes(deeds, deed, "good", "fine", seconds=2.0)
    assert time.monotonic() - started < 15
    assert "longer than 2 s" in str(found[deed])
    assert isinstance(found["good"], Document)
    assert isinstance(found["fine"], Document)


def test_a_long_reading_that_shows_signs_of_life_is_waited_for(deeds: Path) -> None:
    """The limit is for each step of the work, so that a scan of many pages is read to its end."""
    found = outcomes(deeds, "slow but steady", seconds=1.5)
    assert isinstance(found["slow but steady"], Document)


def test_a_process_serves_many_files(deeds: Path) -> None:
    """Workers are kept alive; one that ended is replaced by one."""
    found = outcomes(deeds, "a", "b", "c", "abort", "d", "e", jobs=1)
    pids = {done.title.split()[1] for name, done in found.items() if name in set("abcde") and isinstance(done, Document)}
    assert len(pids) == 2


def test_no_process_starts_without_a_file(deeds: Path) -> None:
    """Tasks are taken one by one as processes are free, and none is started for none."""
    taken = []

    def tasks() -> Iterator[tuple[Path, str]]:
        for task in told(deeds, *"abcdef"):
            taken.append(task)
            yield task

    with Workers(2, reader="deed_readers:read") as workers:
        assert list(workers.read([])) == []
        stream = workers.read(tasks())
        assert taken == []
        next(stream)
        assert len(taken) <= 3
        assert len(list(stream)) == 5


def test_leaving_in_the_middle_ends_every_process(deeds: Path) -> None:
    """Where the caller stops, so do those at work, at once."""
    started = time.monotonic()
    with Workers(2, reader="deed_readers:read") as workers:
        for _ in workers.read(told(deeds, "good", "hang", "hang")):
            break
    assert time.monotonic() - started < 20


def test_nothing_is_left_behind(deeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process that broke left in the folder for temporary files is cleared away."""
    scratch = deeds / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    outcomes(deeds, "litter", "good")
    assert list(scratch.iterdir()) == []


def test_nothing_is_said_on_standard_error(deeds: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever goes wrong in a process is told as a reason, never as a traceback."""
    outcomes(deeds, "raise", "crash", "abort", "swell", "good")
    assert capfd.readouterr() == ("", "")


def test_a_worker_that_dies_idle_is_replaced(deeds: Path) -> None:
    """Its next file is reported, the one after it is read."""
    first, second, third = told(deeds, "one", "two", "three")
    with Workers(1, reader="deed_readers:read") as workers:
        ((_, outcome),) = workers.read([first])
        assert isinstance(outcome, Document)
        os.kill(int(outcome.title.split()[1]), signal.SIGKILL)
        time.sleep(0.3)
        found = [outcome for _, outcome in workers.read([second, third])]
    assert isinstance(found[-1], Document)


def test_there_is_a_core() -> None:
    """By default there are as many processes as cores."""
    assert cores() >= 1


@pytest.mark.parametrize(
    ("deed", "expected"),
    [("good", None), ("refuse", "it is refused: bring another"), ("raise", "its reader failed on it (TypeError)")],
)
def test_an_answer_is_a_document_or_a_reason(deeds: Path, deed: str, expected: str | None) -> None:
    """The same in this process, where it can be looked at."""
    ((path, identifier),) = told(deeds, deed)
    import deed_readers  # type: ignore[import-not-found]

    answer = answer_to(Task(os.fsencode(path), identifier), deed_readers.read)
    if expected is None:
        assert answer.document is not None
        assert answer.document.id == "d0"
    else:
        assert answer.reason is not None
        assert answer.reason.startswith(expected)


def test_the_worker_speaks_until_the_channel_is_closed(deeds: Path) -> None:
    """A sign of life is an empty message; the answer follows it."""
    import deed_readers

    ours, theirs = Pipe()
    previous = signal.getsignal(signal.SIGALRM)

    def ask() -> list[bytes]:
        found = []
        for path, identifier in told(deeds, "good", "slow but steady"):
            ours.send_bytes(msgspec.msgpack.encode(Task(os.fsencode(path), identifier)))
            found.append(ours.recv_bytes())
            while found[-1] == BEAT:
                found.append(ours.recv_bytes())
        ours.close()
        return found

    heard: list[bytes] = []
    asking = threading.Thread(target=lambda: heard.extend(ask()))
    asking.start()
    serve(theirs, deed_readers.read, 30.0, 1 << 20)
    asking.join()
    signal.signal(signal.SIGALRM, previous)
    assert heard.count(BEAT) == 8
    assert [msgspec.msgpack.decode(message, type=Answer).reason for message in heard if message != BEAT] == [None, None]
