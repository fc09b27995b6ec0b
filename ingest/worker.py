"""The process in which untrusted files are read: told a file, it answers with a document or a reason, until told no more.

Started by `ingest.workers` alone: told the descriptor of the channel, the reader as `module:name`, the limits of time and memory.
"""

from __future__ import annotations

import importlib
import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from corpus.document import Document
from ingest import pulse
from ingest.errors import UnreadableFile

Reader = Callable[[Path, str], Document]

MEBIBYTE = 1 << 20
BEAT = b""  # the message of a reader at work
TIRED = 0.5  # share of the memory limit above which a worker ends after a file: what it holds it seldom gives back


class Task(msgspec.Struct):
    """A file to read, its path as bytes of the file system, and the id for its document."""

    path: bytes
    identifier: str


class Answer(msgspec.Struct):
    """What a file gave: a document, or the reason why not. `last` says that the worker ends with it."""

    document: Document | None = None
    reason: str | None = None
    last: bool = False


def serve(channel: Connection, reader: Reader, seconds: float, mebibytes: int) -> None:
    """Answer each task that comes through the channel until it is closed."""

    def beat() -> None:
        channel.send_bytes(BEAT)
        _limit_time(seconds)

    decode = msgspec.msgpack.Decoder(Task).decode
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with pulse.heard_by(beat), suppress(EOFError, BrokenPipeError, ConnectionResetError):  # who asks is gone
        last = False
        while not last:
            task = decode(channel.recv_bytes())
            _limit_time(seconds)
            answer = answer_to(task, reader)
            signal.alarm(0)
            last = answer.last = answer.last or resident() > TIRED * mebibytes * MEBIBYTE
            channel.send_bytes(_encoded(answer))


def _encoded(answer: Answer) -> bytes:
    try:
        return msgspec.msgpack.encode(answer)
    except UnicodeEncodeError:  # half a surrogate pair that a reader let through
        return msgspec.msgpack.encode(Answer(reason=FAILED.format("UnicodeEncodeError"), last=answer.last))


def answer_to(task: Task, reader: Reader) -> Answer:
    """Read one file; whatever it provokes becomes a reason."""
    try:
        return Answer(document=reader(Path(os.fsdecode(task.path)), task.identifier))
    except UnreadableFile as error:
        return Answer(reason=str(error))
    except MemoryError:
        return Answer(reason=TOO_MUCH_MEMORY, last=True)
    except Exception as error:  # a hostile file can provoke anything in a library, and must not stop the other files
        return Answer(reason=FAILED.format(type(error).__name__))


FAILED = "its reader failed on it ({}): save it anew from the program that opens it"
TOO_MUCH_MEMORY = "it takes more memory than a file may: split it into smaller files"


def _limit_time(seconds: float) -> None:
    """End this process where it goes on far beyond the limit, even if nobody is left to end it."""
    signal.alarm(int(seconds * 2) + 1)


def limit_memory(mebibytes: int) -> None:
    """Keep the memory this process may write to under the limit; beyond it allocations fail."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = mebibytes * MEBIBYTE if most == resource.RLIM_INFINITY else min(mebibytes * MEBIBYTE, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def resident() -> int:
    """The most memory this process ever had, in bytes; Linux tells what it had before it began as its starter's too."""
    status = Path("/proc/self/status")
    if status.exists() and (told := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(told[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main(arguments: list[str]) -> None:
    """Serve on the channel whose file descriptor is given."""
    descriptor, name, seconds, mebibytes = arguments
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    limit_memory(int(mebibytes))
    with Connection(int(descriptor)) as channel:
        serve(channel, reader, float(seconds), int(mebibytes))
