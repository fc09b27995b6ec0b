"""The production server: the application behind waitress, in one process or several, until it is told to stop."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from types import FrameType

import click
import waitress
from flask import Flask

from search import Question
from web import create_app
from web.refusal import Refused
from web.settings import Settings

YOUNG = 50_000  # objects made before the collector of cycles looks at them: many requests' worth, some MiB


def listen(settings: Settings) -> None:
    """Serve until interrupted or terminated. Raises `Refused` where the address cannot be listened on."""
    listener = _bind(settings.host, settings.port)
    signal.signal(signal.SIGTERM, _stop)
    with _beside(settings, listener):
        _answer(settings, listener, f"Bluebook is open at http://{_shown(settings.host)}:{settings.port} (Ctrl+C closes it).")


def _answer(settings: Settings, listener: socket.socket, opened: str = "") -> None:
    """Answer what comes to a socket, until this process is told to stop."""
    app = create_app(settings)
    server = waitress.create_server(app, sockets=[listener], threads=settings.threads, ident="Bluebook")
    _warm(app)
    if opened:
        click.echo(opened, err=True)
    try:
        server.run()
    finally:
        server.close()


@contextmanager
def _beside(settings: Settings, listener: socket.socket) -> Iterator[None]:
    """Further processes that answer what comes to the same socket, for as long as this one does."""
    spawn = get_context("spawn")
    others = [spawn.Process(target=_help, args=(settings, listener), daemon=True) for _ in range(settings.processes - 1)]
    try:
        for each in others:
            each.start()
        yield
    finally:
        for each in others:
            each.terminate()
            each.join()


def _help(settings: Settings, listener: socket.socket) -> None:
    """Answer beside the process that started this one; end with it, even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _answer(settings, listener)


def _end_with_parent() -> None:
    if (parent := parent_process()) is not None:
        wait([parent.sentinel])
        os._exit(0)


def _warm(app: Flask) -> None:
    """Load beside the first requests what a first search loads, so that nobody waits for it.

    What is loaded then stays: the collector of cycles, which looked through all of it every few requests, leaves it alone. On
    73,577 sections a search takes 4.3 ms of processor time for 5.5.
    """

    def load() -> None:
        app.extensions["library"].find(Question(text="细胞治疗 cell therapy"))
        gc.freeze()
        gc.set_threshold(YOUNG)

    threading.Thread(target=load, daemon=True).start()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = f"cannot listen on {_shown(host)}:{port} ({error.strerror})"
        raise Refused(f"{reason}: name a free port with --port N, or an address of this machine with --host") from error
    return listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
