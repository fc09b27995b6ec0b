"""The command line does what it says, and what goes wrong is one line that names the cure."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Store
from web.cli import main
from web.lock import alone

Run = Callable[..., tuple[int, str, str]]

COLLECTION = [
    {
        "id": "gl",
        "title": "Long-term follow-up of gene therapy",
        "authority": "CDE",
        "status": "trial",
        "issued": "2021-12-03",
        "sections": [{"id": "gl-1", "heading": "Duration", "text": "Subjects are followed for fifteen years."}],
    },
    {
        "id": "zh",
        "title": "个人信息保护规定",
        "authority": "CAC",
        "status": "in_force",
        "sections": [{"id": "zh-1", "heading": "出境", "text": "个人信息出境应当进行安全评估。"}],
    },
]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command on a data folder of the test; gives exit code, output and errors."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--data", str(tmp_path / "data"), *map(str, arguments)])
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return call


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a small collection and a page."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "all.jsonl").write_text("\n".join(json.dumps(each) for each in COLLECTION), encoding="utf-8")
    (folder / "page.html").write_text(
        "<title>A page</title><h1>Potency assays</h1><p>They measure what a product does.</p>", encoding="utf-8"
    )
    return folder


def one_line(text: str) -> bool:
    """Whether a text is one line of an error, without a traceback."""
    return text.count("\n") == 1 and text.startswith("bluebook: ") and "Traceback" not in text


def test_reindex_reports_in_json(run: Run, files: Path) -> None:
    """One object with the counts and the failures."""
    (files / "bad.pdf").write_bytes(b"no pdf")
    code, out, _ = run("reindex", files, "--json", "--jobs", "1")
    report = json.loads(out)
    assert code == 0
    assert {key: report[key] for key in ("documents", "sections", "added", "updated", "removed", "unchanged")} == {
        "documents": 3,
        "sections": 3,
        "added": 3,
        "updated": 0,
        "removed": 0,
        "unchanged": 0,
    }
    assert [set(each) for each in report["failed"]] == [{"path", "reason"}]
    assert report["seconds"] > 0


def test_reindex_tells_a_person(run: Run, files: Path) -> None:
    """A sentence, and a line for each file that was not read."""
    (files / "bad.pdf").write_bytes(b"no pdf")
    code, out, err = run("reindex", files, "--jobs", "1")
    assert code == 0
    assert "3 documents with 3 sections are held: 3 added" in out
    assert "not read: " in err
    assert "bad.pdf" in err


def test_search_finds_in_both_languages(run: Run, files: Path) -> None:
    """For people a few lines, for programs what the endpoint answers."""
    run("reindex", files, "--json", "--jobs", "1")
    code, out, _ = run("search", "个人信息 出境", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["hits"][0]["section"]["id"] == "zh-1"
    assert answer["hits"][0]["url"]
    _, out, _ = run("search", "follow-up", "--limit", "1")
    assert "Long-term follow-up of gene therapy" in out
    assert "Duration" in out
    _, out, _ = run("search", "individuals OR subjects OR 个人信息", "--authority", "CAC", "--json")
    assert {hit["document"]["authority"] for hit in json.loads(out)["hits"]} == {"CAC"}


def test_sources_are_listed_and_removed(run: Run, files: Path) -> None:
    """Removing a source takes its documents out of store and index."""
    run("reindex", files, "--json", "--jobs", "1")
    code, out, _ = run("sources")
    assert code == 0
    assert out == f"{files}\t2 files\t3 documents\t0 failures\n"
    code, out, _ = run("sources", "--remove", files)
    assert (code, out) == (0, "")
    assert json.loads(run("search", "potency", "--json")[1])["total"] == 0


def test_parse_prints_and_stores_nothing(run: Run, files: Path, tmp_path: Path) -> None:
    """A document as JSON in the contract's shape, or as an outline for people."""
    code, out, _ = run("parse", files / "page.html", "--json")
    document = json.loads(out)
    assert code == 0
    assert {"id", "title", "language", "media_type", "pages", "metadata", "sections", "warnings"} <= set(document)
    assert {"id", "level", "number", "heading", "page", "page_end", "kind", "text"} <= set(document["sections"][0])
    _, out, _ = run("parse", files / "page.html")
    assert "Potency assays" in out
    _, out, _ = run("parse", files / "all.jsonl", "--json")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["gl", "zh"]
    assert not (tmp_path / "data" / "store.sqlite3").exists()


WRONG: list[tuple[list[str], int, str]] = [
    (["reindex", "nowhere"], 1, "is not there"),
    (["reindex", "--jobs", "0"], 2, "--jobs"),
    (["reindex", "--fast"], 2, "--fast"),
    (["frobnicate"], 2, "frobnicate"),
    (["search"], 2, "QUERY"),
    (["search", "x", "--limit", "0"], 2, "--limit"),
    (["search", "x", "--limit", "1000"], 2, "--limit"),
    (["search", "x", "--page", "0"], 2, "--page"),
    (["search", "x", "--group", "chapter"], 2, "--group"),
    (["search", "x", "--sort", "random"], 2, "--sort"),
    (["search", "x", "--as-of", "yesterday"], 2, "as_of"),
    (["search", "x", "--year", "last"], 2, "year"),
    (["parse", "nowhere.pdf"], 1, "is not there"),
    (["sources", "--remove", "nowhere"], 1, "is no source"),
    (["serve", "--port", "99999"], 2, "--port"),
    (["fetch", "nothing-known"], 1, "is no instrument"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_mistake_is_one_line(run: Run, arguments: list[str], code: int, told: str) -> None:
    """Exit 2 for bad usage, 1 for the rest, and the line says what is wrong."""
    ended, _, err = run(*arguments)
    assert ended == code
    assert one_line(err), err
    assert told in err


def test_ctrl_c_is_quiet_while_the_command_is_loaded() -> None:
    """Whatever is being loaded when it comes, from the first on: no word, and the code a shell has for it."""
    interrupted = """
import sys
import web.__main__
class Ctrl:
    def find_spec(self, *name):
        raise KeyboardInterrupt
sys.meta_path.insert(0, Ctrl())
web.__main__.main()
"""
    ended = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_an_unreadable_file_is_one_line(run: Run, tmp_path: Path) -> None:
    """The reason a reader gives stands in it."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4\nbroken")
    code, _, err = run("parse", path)
    assert code == 1
    assert one_line(err)
    assert "broken.pdf" in err


def test_a_data_folder_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    """It names the way out."""
    (tmp_path / "data").write_text("a file in the way")
    code, _, err = run("search", "x")
    assert code == 1
    assert one_line(err)
    assert "--data" in err


def test_a_bad_setting_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the variable."""
    monkeypatch.setenv("BLUEBOOK_PORT", "eighty")
    code, _, err = run("sources")
    assert code == 2
    assert one_line(err)
    assert "BLUEBOOK_PORT" in err


def free_port() -> int:
    """A port no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_in_use_is_one_line(run: Run, files: Path) -> None:
    """It names the option that mends it."""
    run("reindex", files, "--json", "--jobs", "1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, err = run("serve", "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert one_line(err)
    assert "--port" in err


def test_serve_first_finishes_what_was_stopped(run: Run, files: Path, tmp_path: Path) -> None:
    """All files are held before it answers, and the next start is silent; what is no source any more stays away."""
    data = tmp_path / "data"
    other = files.parent / "other.html"
    other.write_text("<title>Another</title><h1>Viscosimetry</h1><p>It measures.</p>", encoding="utf-8")
    run("reindex", other, "--json", "--jobs", "1")
    run("sources", "--remove", other)
    with closing(Store.open(data)) as store, store.writing() as batch:
        batch.source(str(files))
    with pytest.raises(KeyboardInterrupt), alone(data):
        raise KeyboardInterrupt
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        first, second = run("serve", "--port", port)[2], run("serve", "--port", port)[2]
    assert first.startswith("The last reindex was stopped before its end: finishing it first.\n")
    assert one_line(second)
    assert run("sources")[1] == f"{files}\t2 files\t3 documents\t0 failures\n"


def test_serve_on_an_empty_folder_indexes_the_shipped_corpus(tmp_path: Path) -> None:
    """One command from nothing to an answer, and it ends when it is told to."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "bluebook"), "--data", str(tmp_path / "data"), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "default"}) as server:
        try:
            answer = wait_for(f"http://127.0.0.1:{port}/api/search?q=ICH+S12", server)
            assert answer["hits"][0]["document"]["id"] == "ich-s12"
        finally:
            server.send_signal(signal.SIGTERM)
            _, err = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in err
    assert f"http://127.0.0.1:{port}" in err


def wait_for(url: str, server: subprocess.Popen[str]) -> dict[str, list[dict[str, dict[str, str]]]]:
    """The JSON at an address, once the server answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                found: dict[str, list[dict[str, dict[str, str]]]] = json.load(answer)
                return found
        except OSError:
            assert server.poll() is None, server.stderr and server.stderr.read()
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
