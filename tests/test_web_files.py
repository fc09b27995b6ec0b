"""What lies in a source is found once, and seen to have changed when it has."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web import files
from web.files import Found
from web.naming import LONGEST, identifier_for, slug


def names(*sources: Path) -> list[str]:
    """The names of the files found in sources."""
    return [found.path.name for found in files.find([str(source) for source in sources])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A source with two documents, one of them described, a hidden file and something else."""
    for name in ("b.pdf", "a.html", "a.yaml", ".hidden.pdf", "notes.txt", "lone.yaml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "c.docx").write_text("c", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.pdf").write_text("d", encoding="utf-8")
    return tmp_path


def test_a_source_is_gone_through_whole(folder: Path) -> None:
    """Every file but the hidden ones, a description only with its document."""
    assert names(folder) == ["a.html", "b.pdf", "lone.yaml", "notes.txt", "c.docx"]


def test_a_file_in_two_sources_is_found_once(folder: Path) -> None:
    """A source inside another adds nothing."""
    assert names(folder, folder / "deeper", folder / "b.pdf").count("c.docx") == 1
    assert names(folder / "b.pdf") == ["b.pdf"]


def old(path: Path) -> None:
    """Make a file look as if it had not been touched for an hour."""
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))


def found(path: Path) -> Found:
    """A file as it is found now."""
    return next(files.find([str(path)]))


def test_an_untouched_file_need_not_be_read(folder: Path) -> None:
    """Size and time tell, once the file has rested."""
    old(folder / "b.pdf")
    now = found(folder / "b.pdf")
    assert now.same_as(now.seen(files.fingerprint("x", now.metadata)))
    assert not now.same_as(None)
    assert not now.same_as(now.seen("another-version:abc"))


def test_a_file_that_was_touched_just_now_is_read_again(folder: Path) -> None:
    """It may change again within the same tick of the clock."""
    now = found(folder / "b.pdf")
    assert not now.same_as(now.seen(files.fingerprint("x", now.metadata)))


def test_a_change_of_the_description_is_a_change(folder: Path) -> None:
    """The file beside it counts in."""
    for name in ("a.html", "a.yaml"):
        old(folder / name)
    before = found(folder / "a.html")
    print_before = files.fingerprint(files.digest(before.path), before.metadata)
    (folder / "a.yaml").write_text("title: Another", encoding="utf-8")
    after = found(folder / "a.html")
    assert not after.same_as(before.seen(print_before))
    assert files.fingerprint(files.digest(after.path), after.metadata) != print_before


def test_a_link_that_leads_nowhere_is_passed_over(folder: Path) -> None:
    """It is no file."""
    (folder / "z.pdf").symlink_to(folder / "gone.pdf")
    assert "z.pdf" not in names(folder)


def test_rings_of_links_end_and_links_to_other_folders_are_told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a file is that file; a link to a folder is not gone into, and told where it leads out of the source."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "far.html").write_text("far", encoding="utf-8")
    (outside / "other.html").write_text("other", encoding="utf-8")
    (folder / "ring").symlink_to(folder, target_is_directory=True)
    (folder / "deeper" / "away").symlink_to(outside, target_is_directory=True)
    (folder / "near.html").symlink_to(outside / "far.html")
    (folder / "one.pdf").symlink_to(folder / "two.pdf")
    (folder / "two.pdf").symlink_to(folder / "one.pdf")
    closed: dict[Path, str] = {}
    assert [each.path.name for each in files.find([str(folder)], closed.__setitem__)] == [
        "a.html",
        "b.pdf",
        "lone.yaml",
        "near.html",
        "notes.txt",
        "c.docx",
    ]
    assert closed == {folder / "deeper" / "away": "a link to another folder is not followed: name that folder itself"}


def test_a_pipe_or_a_device_is_told_and_not_read(folder: Path) -> None:
    """It may never end, and everything would wait for it."""
    os.mkfifo(folder / "pipe.pdf")
    (folder / "zero.html").symlink_to("/dev/zero")
    closed: dict[Path, str] = {}
    assert len(list(files.find([str(folder)], closed.__setitem__))) == 5
    assert {path.name: reason.partition(",")[0] for path, reason in closed.items()} == {
        "pipe.pdf": "it is no file but a pipe or a device",
        "zero.html": "it is no file but a pipe or a device",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ICH Q9 (R1) guideline", "ICH-Q9-R1-guideline"),
        ("中华人民共和国个人信息保护法", "中华人民共和国个人信息保护法"),
        ("２０２４年第３号", "2024年第3号"),
        ("a/b?c#d", "a-b-c-d"),
        ("...", "document"),
        ("§§", "document"),
    ],
)
def test_ids_are_made_of_names(name: str, expected: str) -> None:
    """A person who knows the file knows the id."""
    assert slug(name) == expected


@given(st.text())
def test_an_id_can_stand_in_an_address(name: str) -> None:
    """Never empty, never long, no character that parts an address."""
    made = slug(name)
    assert 0 < len(made) <= LONGEST
    assert not set(made) & set("/?#% \\\n")


def test_two_files_of_one_name_have_two_ids() -> None:
    """The second is told apart by its place, and each keeps its id."""
    first, second = Path("/a/law.pdf"), Path("/b/law.pdf")
    taken = {"law": str(first)}
    assert identifier_for(first, taken, []) == "law"
    other = identifier_for(second, taken, [])
    assert other.startswith("law-")
    assert identifier_for(second, taken, []) == other
    assert identifier_for(second, {}, [other]) == other
