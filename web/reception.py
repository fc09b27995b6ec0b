"""Where requests are taken in, and who answers: searches the thread that listens, all else its helpers.

To wake another thread for a search, and to pass the interpreter to it and back, took as long as a quarter of the answer.
"""

from __future__ import annotations

import logging
import select
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import waitress
from waitress.task import ThreadedTaskDispatcher
from waitress.wasyncore import close_all, loop, readwrite

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

QUICK = ("/api/search", "/api/complete", "/healthz")  # what is answered in some milliseconds, for which all others may wait
MOST = 500  # connections of each process; a browser keeps up to six open for two minutes
LOOK = 1.0  # seconds after which connections are looked through for those that nobody uses
LINUX = hasattr(select, "EPOLLEXCLUSIVE")
"""Whether the system wakes one alone of the processes that wait for a connection: of those that are free, the one that began first.
So one answers, with all it needs at hand in the processor's memory, until there is more to do than it can.
"""


class Reception(ThreadedTaskDispatcher):  # type: ignore[misc]  # waitress has no types
    """Takes in what comes over `channels`, waitress's by their files: the listener and its connections."""

    def __init__(self, threads: int) -> None:
        super().__init__()
        self.channels: dict[int, Any] = {}
        self._here: deque[Any] = deque()
        self.set_thread_count(threads)

    def add_task(self, task: Any) -> None:
        """Take in a connection with a request. Who has not read earlier answers yet is not waited for here."""
        asked = task.requests[0]
        if not asked.error and asked.path in QUICK and not task.total_outbufs_len:  # what cannot be read may have no path
            self._here.append(task)
        else:
            super().add_task(task)

    def run(self) -> None:
        """Answer until this process is told to end."""
        waiting = select.epoll() if LINUX else None
        with suppress(SystemExit, KeyboardInterrupt):
            while True:
                if waiting is None:
                    loop(LOOK, True, self.channels, 1)
                else:
                    self._take_in(waiting)
                for _ in range(len(self._here)):  # of a connection one at a time, whatever it has asked
                    _answer(self._here.popleft())
        self.shutdown()

    def _take_in(self, waiting: select.epoll) -> None:
        """Wait until something comes, and read what came."""
        for file, channel in [*self.channels.items()]:
            _watch(waiting, file, channel)
        for file, happened in waiting.poll(LOOK):
            if file in self.channels:  # one that was closed is told of until no process that is being started has it any more
                readwrite(self.channels[file], happened)


@contextmanager
def opened(app: WSGIApplication, listener: socket.socket, threads: int) -> Iterator[Reception]:
    """Who takes in what an application is asked at a socket that listens, with so many threads for what takes its time."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it warns of whoever asks before its threads have started
    reception = Reception(threads)
    server = waitress.create_server(
        app, reception.channels, sockets=[listener], _dispatcher=reception, connection_limit=MOST, ident=""
    )
    with closing(server):
        yield reception
    close_all(reception.channels)


def _answer(channel: Any) -> None:
    """Answer a connection. What goes wrong beyond the application ends that connection alone, as in other threads."""
    try:
        channel.service()
        if channel.connected:
            channel.handle_write()
    except Exception:
        channel.handle_error()


def _watch(waiting: select.epoll, file: int, channel: Any) -> None:
    """Watch a channel for what it can take now; each knows what it was watched for."""
    before, now = channel.__dict__.get("watched", 0), _wanted(channel)
    if before == now:
        return
    if before:
        waiting.unregister(file)
    if now:
        waiting.register(file, now)
    channel.watched = now


def _wanted(channel: Any) -> int:
    readable = select.EPOLLIN if channel.readable() else 0
    if channel.accepting:
        return readable and readable | select.EPOLLEXCLUSIVE
    return readable | (select.EPOLLOUT if channel.writable() else 0)
