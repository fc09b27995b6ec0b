"""The production server: the application behind waitress, in one process or several, until it is told to stop."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import click
from flask import Flask

from search import EngineError
from web import create_app
from web.memory import enlarge, make_room
from web.processes import beside, stop
from web.reception import Reception, opened
from web.refusal import Refused
from web.settings import Settings

SOON = 0.3  # seconds in which whoever waits for the server to begin has seen that it did; then all is loaded that searches need
LATER = 1.0  # seconds after which there is time for a process in place of one that was lost
WHOLE = 256 * 1024  # bytes of an answer that are sent at once: in pieces of 16 KB, as it is by default, each wakes who waits for it
LAST = 19  # the lowest priority
YOUNG = 50_000  # objects made before the collector of cycles looks at them: many requests' worth, some MiB


def listen(settings: Settings) -> None:
    """Serve until interrupted or terminated. Raises `Refused` where the address cannot be listened on."""
    listener = _bind(settings.host, settings.port)
    signal.signal(signal.SIGTERM, stop)
    with _made(settings, listener) as (app, reception), beside(settings.processes - 1, LATER, _answer, settings, listener):
        later = threading.Timer(SOON, _load, (app,))
        later.daemon = True
        later.start()
        click.echo(f"Bluebook is open at http://{_shown(settings.host)}:{settings.port} (Ctrl+C closes it).", err=True)
        make_room()
        reception.run()


def _answer(settings: Settings, listener: socket.socket) -> None:
    """Answer beside another process, until this one is told to stop; not before all is loaded that a search waits for."""
    with _made(settings, listener) as (app, reception):
        make_room()
        loading = threading.Thread(target=_load_last, args=(app,), daemon=True)
        loading.start()
        loading.join()
        reception.run()


@contextmanager
def _made(settings: Settings, listener: socket.socket) -> Iterator[tuple[Flask, Reception]]:
    """The application, and who takes requests in for it. With it ends the process that draws pages, which would hold it up."""
    app = create_app(settings)
    with opened(app, listener, settings.threads) as reception, closing(app.extensions["library"]):
        yield app, reception


def _load(app: Flask) -> None:
    """Load what a first search loads, so that nobody waits for it.

    What is loaded then stays: the collector of cycles, which looked through all of it every few requests, leaves it alone. On
    73,577 sections a search takes 4.3 ms of processor time for 5.5.
    """
    with suppress(EngineError):  # told to whoever asks
        app.extensions["library"].warm()
    gc.freeze()
    gc.set_threshold(YOUNG)
    enlarge()


def _load_last(app: Flask) -> None:
    """Load when nobody else needs the processor, for another process answers meanwhile: it took up to a tenth longer."""
    if sys.platform == "linux":  # where each thread has a priority of its own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LAST)
    _load(app)


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, WHOLE)
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
