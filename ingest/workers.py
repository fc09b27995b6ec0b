"""Reads files in other processes, each file under limits of time and memory: the libraries that read them are not trusted.

Guarantees: (1) every task gets exactly one outcome; (2) a file that crashes, hangs or swells its process costs that process alone,
which is replaced; (3) at most one file a process is in flight; (4) no process is started before there is a file for it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

import msgspec

from corpus.document import Document
from ingest.errors import UnreadableFile
from ingest.worker import BEAT, TOO_MUCH_MEMORY, Answer, Task

Named = tuple[Path, str]
Outcome = Document | UnreadableFile

READER = "ingest.reading:read"
SECONDS = 60.0
MEBIBYTES = 512
_START = "import sys; from ingest.worker import main; main(sys.argv[1:])"
FAREWELL = 5.0  # seconds a worker may take to end by itself


class Workers:
    """Worker processes, alive across files. `jobs` of them at most (default: one a core this process may use).

    `seconds` and `mebibytes` are the limits for one file; `reader` is the function that reads, as `module:name`.
    """

    def __init__(
        self, jobs: int | None = None, *, seconds: float = SECONDS, mebibytes: int = MEBIBYTES, reader: str = READER
    ) -> None:
        self._jobs = jobs or cores()
        self._seconds = seconds
        self._scratch = tempfile.TemporaryDirectory(prefix="bluebook-", ignore_cleanup_errors=True)
        self._command = [reader, str(seconds), str(mebibytes)]
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Worker] = {}

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._busy.values():
            worker.kill()
        for worker in self._idle:
            worker.dismiss()
        for worker in self._idle:
            worker.end()
        self._busy.clear()
        self._idle.clear()
        self._scratch.cleanup()

    def read(self, tasks: Iterable[Named]) -> Iterator[tuple[Named, Outcome]]:
        """Each task, a path and the id for its document, with its outcome, in the order in which they are done."""
        waiting = iter(tasks)
        while True:
            while len(self._busy) < self._jobs and (task := next(waiting, None)) is not None:
                self._give(task)
            if not self._busy:
                return
            yield from self._done()

    def _give(self, task: Named) -> None:
        worker = self._idle.pop() if self._idle else _Worker(self._command, self._scratch.name)
        worker.give(task, self._seconds)
        self._busy[worker.channel] = worker

    def _done(self) -> Iterator[tuple[Named, Outcome]]:
        """The outcomes that the next moment brings: answers, deaths and limits reached."""
        first = min(worker.deadline for worker in self._busy.values())
        ready = wait(list(self._busy), timeout=max(0.0, first - time.monotonic()))
        now = time.monotonic()
        for channel, worker in list(self._busy.items()):
            if channel in ready:
                if (outcome := worker.outcome(self._seconds)) is None:
                    continue
            elif worker.deadline <= now:
                worker.kill()
                outcome = UnreadableFile(f"reading it takes longer than {self._seconds:g} s: split it into smaller files")
            else:
                continue
            del self._busy[channel]
            if worker.alive:
                self._idle.append(worker)
            yield worker.task, outcome


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Worker:
    """One worker process and the channel to it."""

    def __init__(self, arguments: list[str], scratch: str) -> None:
        self.channel, theirs = Pipe()
        self.alive = True
        self.deadline = 0.0
        self.task: Named = (Path(), "")
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(theirs.fileno()), *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": scratch},
                start_new_session=True,
            )

    def give(self, task: Named, seconds: float) -> None:
        """Have a file read within so many seconds from now."""
        self.task, self.deadline = task, time.monotonic() + seconds
        path, identifier = task
        with suppress(BrokenPipeError, ConnectionResetError):  # it died idle: `outcome` will find it out
            self.channel.send_bytes(msgspec.msgpack.encode(Task(os.fsencode(path), identifier)))

    def outcome(self, seconds: float) -> Outcome | None:
        """What came of the task; None, and so many seconds more, where it is still at work. One that died is buried."""
        try:
            message = self.channel.recv_bytes()
        except (EOFError, ConnectionResetError):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(FAREWELL)
            self.kill()
            return UnreadableFile(_cause_of_death(self._process.returncode))
        if message == BEAT:
            self.deadline = time.monotonic() + seconds
            return None
        answer = _decode(message)
        if answer.last:
            self.end()
        return answer.document or UnreadableFile(answer.reason or "")

    def dismiss(self) -> None:
        """Tell the worker that there is no more to do."""
        self.channel.close()

    def end(self) -> None:
        """Let the worker end by itself, which it does where it is dismissed or has said so."""
        self.channel.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(FAREWELL)
        self.kill()

    def kill(self) -> None:
        """End the worker and whatever it started, now."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.channel.close()
        self.alive = False


_decode = msgspec.msgpack.Decoder(Answer).decode


def _cause_of_death(code: int) -> str:
    if -code in (signal.SIGKILL, signal.SIGABRT):
        return TOO_MUCH_MEMORY
    return "the program that reads it broke on it: save it anew from the program that opens it"
