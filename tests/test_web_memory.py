"""What is loaded lies in large pages where the system has them, and is what it was."""

from __future__ import annotations

import ctypes
import os
import platform
import re
from pathlib import Path

import pytest

from web import memory
from web.memory import LARGE, ROOM, enlarge, make_room

OFFERED = Path("/sys/kernel/mm/transparent_hugepage/enabled")
linux = pytest.mark.skipif(not memory.MAPS.exists(), reason="only Linux tells a process of its memory in /proc")


def offered() -> bool:
    """Whether this system gives large pages to who asks for them."""
    release = tuple(int(each) for each in re.findall(r"\d+", platform.release())[:2])
    return OFFERED.exists() and "[never]" not in OFFERED.read_text() and release >= (6, 1)


def large(address: int) -> int:
    """The kB of large pages around an address of this process."""
    found = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if bounds := re.match(r"([0-9a-f]+)-([0-9a-f]+) ", line):
            found = int(bounds[1], 16) <= address < int(bounds[2], 16)
        elif found and line.startswith("AnonHugePages:"):
            return int(line.split()[1])
    return 0


@linux
def test_what_is_held_lies_in_large_pages_and_is_what_it_was() -> None:
    """Of eight large pages' worth some become large, where the system has them; nothing that is held changes."""
    drawn = os.urandom(LARGE)
    held = bytearray(drawn * 8)
    enlarge()
    assert held == drawn * 8
    place = ctypes.addressof((ctypes.c_char * len(held)).from_buffer(held))
    assert bool(large(place)) == offered()


def test_a_system_that_does_not_tell_its_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Elsewhere than on Linux nothing is asked of the system."""
    monkeypatch.setattr(memory, "MAPS", tmp_path / "none")
    monkeypatch.setattr(memory.ctypes, "CDLL", None)
    enlarge()


@linux
def test_room_is_made_and_given_back() -> None:
    """What is had ahead is free for searches: after it, so much more is asked for without the process growing."""
    make_room()
    before = _resident()
    held = b"1" * (ROOM // 2)
    assert _resident() - before < len(held) // 4


def _resident() -> int:
    """The bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
