"""The house keeps its shape: four rooms, one direction, small files named by one noun, functions a reader holds in the head."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "ingest", "search", "web")
SOURCE = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST_FILE, MEDIAN_FILE = 300, 95
LONGEST_FUNCTION, P90_FUNCTION, MEDIAN_FUNCTION = 60, 22, 8
VAGUE = {"utils", "util", "helpers", "common", "misc", "base", "core", "manager", "tools"}


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its length in lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_run_one_way() -> None:
    """Every room points to the corpus or comes from the web."""
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_only_the_way_of_files_imports_the_readers() -> None:
    """Of the web room, what answers people never imports what reads publishers' files."""
    allowed = {"cli.py", "reindex.py", "intake.py", "files.py", "fetching.py"}
    for path in (ROOT / "web").rglob("*.py"):
        named = {
            name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        }
        assert "ingest" not in named or path.name in allowed, path


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_and_named_by_a_noun(path: Path) -> None:
    """No file is over the cap, none is a drawer for the rest."""
    assert lines(path) <= LONGEST_FILE
    assert path.stem not in VAGUE


def test_files_are_small_as_a_rule() -> None:
    """Half of the files fit on a page and a half."""
    assert median(lines(path) for path in SOURCE if path.name != "__init__.py") <= MEDIAN_FILE


def test_functions_are_small_as_a_rule() -> None:
    """A function is read at one look; the longest still fits on a screen."""
    lengths = dict(pair for path in SOURCE for pair in functions(path))
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert quantiles(lengths.values(), n=10)[-1] <= P90_FUNCTION
    assert median(lengths.values()) <= MEDIAN_FUNCTION


def test_there_are_as_many_lines_of_tests_as_of_source() -> None:
    """Between 1.0 and 1.7 lines of test for each of source."""
    ratio = sum(map(lines, TESTS)) / sum(map(lines, SOURCE))
    assert 1.0 <= ratio <= 1.7, ratio


def test_locks_name_hashes_and_no_address() -> None:
    """What is installed is pinned by hash, from whichever index the reader's machine uses."""
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")
