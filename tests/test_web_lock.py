"""One reindex at a time on a data folder; one that was stopped, however that was, is known to be unfinished."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Store
from search import open_engine
from web.lock import alone, unfinished
from web.refusal import Refused
from web.reindex import Report, reindex

FILES = 3


def run(root: Path, *paths: Path, kill: int = 0, at: str = "") -> Report:
    """One run over some files, in which a signal comes to this process at a step."""

    def tell(step: str, _done: int, _total: int) -> None:
        if step == at:
            os.kill(os.getpid(), kill)

    data = root / "data"
    with closing(Store.open(data)) as store, closing(open_engine(data / "index")) as engine:
        return reindex(store, engine, paths, data=data, jobs=1, progress=tell)


@pytest.mark.parametrize(
    ("kill", "at"),
    [
        (signal.SIGKILL, "look"),
        (signal.SIGKILL, "read"),
        (signal.SIGKILL, "index"),
        (signal.SIGTERM, "read"),
        (signal.SIGINT, "read"),
    ],
)
def test_a_run_that_was_stopped_is_unfinished_until_the_next(tmp_path: Path, kill: int, at: str) -> None:
    """The mark outlives the process, whatever ended it and wherever it was; the next run, without a path named, takes it away."""
    files = tmp_path / "files"
    files.mkdir()
    for number in range(FILES):
        (files / f"{number}.html").write_text(f"<title>{number}</title><h1>Number {number}</h1><p>Zebrafish.</p>")
    spawn = multiprocessing.get_context("spawn")
    process = spawn.Process(target=run, args=(tmp_path, files), kwargs={"kill": kill, "at": at})
    process.start()
    process.join()
    assert process.exitcode
    assert unfinished(tmp_path / "data")
    assert run(tmp_path).documents == FILES
    assert not unfinished(tmp_path / "data")


def test_a_run_at_work_is_alone_and_was_not_stopped(tmp_path: Path) -> None:
    """A second is refused, and nobody is told to finish what goes on."""
    with alone(tmp_path):
        assert not unfinished(tmp_path)
        with pytest.raises(Refused, match="another reindex"), alone(tmp_path):
            pass
    assert not unfinished(tmp_path)


def test_a_run_that_was_refused_leaves_what_the_other_left(tmp_path: Path) -> None:
    """A path that is not there stops nothing that was begun; a run that failed is one that was stopped."""
    with pytest.raises(Refused, match="is not there"):
        run(tmp_path, tmp_path / "nowhere")
    assert not unfinished(tmp_path / "data")
    with pytest.raises(ZeroDivisionError), alone(tmp_path / "data"):
        raise ZeroDivisionError
    assert unfinished(tmp_path / "data")
    with pytest.raises(Refused, match="is not there"):
        run(tmp_path, tmp_path / "nowhere")
    assert unfinished(tmp_path / "data")


def test_a_folder_where_nothing_ran_has_nothing_unfinished(tmp_path: Path) -> None:
    """To look writes nothing."""
    assert not unfinished(tmp_path)
    assert not unfinished(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
