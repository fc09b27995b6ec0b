"""How requests are taken in: quick ones at once, slow ones aside, and by the first of the processes that is free."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest
from waitress.channel import HTTPChannel

from web import reception
from web.processes import stop
from web.reception import QUICK, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

QUICKLY = QUICK[0]
LARGE = 4_000_000  # bytes, more than a system takes in for a client that does not read


class Desk:
    """An application that says which thread and which process answers, waits where told to, and ends where told to."""

    def __init__(self) -> None:
        self.entered, self.go, self.order = threading.Semaphore(0), threading.Event(), list[str]()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """An answer."""
        wish = environ["QUERY_STRING"]
        self.order.append(wish)
        if wish == "end":
            raise SystemExit
        if wish == "fail":
            raise ValueError(wish)
        if wish == "wait":
            self.entered.release()
            self.go.wait(20)
        if wish == "sleep":
            time.sleep(1.5)
        body = b"#" * LARGE if wish == "large" else f"{wish} {threading.current_thread().name} {os.getpid()}".encode()
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]


@contextmanager
def listening() -> Iterator[tuple[socket.socket, int]]:
    """A socket that listens, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener, listener.getsockname()[1]


@pytest.fixture
def desk() -> Desk:
    """The application."""
    return Desk()


@pytest.fixture(params=[reception.LINUX, False], ids=["here", "elsewhere"])
def port(desk: Desk, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where a reception takes in what the application is asked, in a thread named after it; also as on other systems than Linux."""
    monkeypatch.setattr(reception, "LINUX", request.param)
    with listening() as (listener, number), opened(desk, listener, 2) as taking:
        thread = threading.Thread(target=taking.run, name="reception")
        thread.start()
        yield number
        desk.go.set()
        with connected(number) as last:
            last.sendall(sent(f"{QUICKLY}?end"))
            thread.join(20)
        assert not thread.is_alive()


def connected(port: int) -> socket.socket:
    """A connection."""
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def sent(path: str, *, keep: bool = False) -> bytes:
    """A request as it is sent."""
    return f"GET {path} HTTP/1.1\r\nHost: here\r\nConnection: {'keep-alive' if keep else 'close'}\r\n\r\n".encode()


def rest(connection: socket.socket) -> bytes:
    """All that comes until the other side closes the connection."""
    return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def asked(port: int, path: str) -> str:
    """What is answered, without headers."""
    with connected(port) as connection:
        connection.sendall(sent(path))
        return rest(connection).partition(b"\r\n\r\n")[2].decode()


@pytest.mark.parametrize("path", QUICK)
def test_what_is_quick_is_answered_by_who_listens(port: int, path: str) -> None:
    """No other thread is woken for it."""
    assert asked(port, f"{path}?q").split()[1] == "reception"


def test_what_takes_its_time_holds_nobody_up(port: int, desk: Desk) -> None:
    """A page is made aside; who asks for something quick meanwhile has it at once."""
    with connected(port) as slow:
        slow.sendall(sent("/documents/x?wait"))
        desk.entered.acquire()
        assert asked(port, f"{QUICKLY}?q").split()[1] == "reception"
        desk.go.set()
        assert b"wait waitress-" in rest(slow)


def test_requests_sent_together_are_answered_in_their_order(port: int) -> None:
    """Quick and slow ones of a connection do not overtake each other."""
    paths = [f"{path}?{number}" for number, path in enumerate([QUICKLY, "/search", QUICKLY, QUICKLY, "/search", "/"] * 3)]
    with connected(port) as connection:
        connection.sendall(b"".join(sent(path, keep=True) for path in paths[:-1]) + sent(paths[-1]))
        answers = rest(connection).split(b"HTTP/1.1 200 OK")[1:]
    assert [int(answer.partition(b"\r\n\r\n")[2].split()[0]) for answer in answers] == [*range(len(paths))]


def test_a_connection_may_ask_again(port: int) -> None:
    """It stays open until one side wants it closed."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        for number in range(5):
            connection.request("GET", f"{QUICKLY}?{number}")
            assert connection.getresponse().read().startswith(f"{number} reception".encode())


def test_who_does_not_read_holds_nobody_up(port: int) -> None:
    """What is too much for a connection at once is sent as it is read; others are answered meanwhile, and all of it comes."""
    with connected(port) as lazy:
        lazy.sendall(sent(f"{QUICKLY}?large", keep=True) + sent(f"{QUICKLY}?large"))
        assert asked(port, f"{QUICKLY}?q").split()[1] == "reception"
        assert rest(lazy).count(b"#") == 2 * LARGE


def test_who_asks_much_holds_nobody_up(port: int, desk: Desk) -> None:
    """Of one who sends many requests together, one is answered at a time; who comes meanwhile need not wait for the last."""
    with connected(port) as greedy, connected(port) as modest:
        greedy.sendall(sent(f"{QUICKLY}?wait", keep=True) + sent(f"{QUICKLY}?more", keep=True) * 40)
        desk.entered.acquire()
        modest.sendall(sent(f"{QUICKLY}?modest"))
        desk.go.set()
        assert b"modest" in rest(modest)
        while desk.order.count("more") < 40:
            time.sleep(0.01)
    assert "more" in desk.order[desk.order.index("modest") :]


def test_many_who_stay_connected_hold_nobody_up(port: int) -> None:
    """Browsers keep connections open for what may come; as many as a department has leave room for more."""
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(connected(port))
        assert asked(port, f"{QUICKLY}?q").startswith("q ")


def test_a_failure_is_an_answer(port: int, caplog: pytest.LogCaptureFixture) -> None:
    """It is told as the server's, without its inside, and the next one is answered."""
    assert "ValueError" not in asked(port, f"{QUICKLY}?fail")
    assert "Exception while serving" in caplog.text
    assert asked(port, f"{QUICKLY}?q").startswith("q ")


def test_a_failure_of_the_server_itself_ends_one_connection(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is answered."""
    with monkeypatch.context() as broken:
        broken.setattr(HTTPChannel, "task_class", None)
        broken.setattr(HTTPChannel, "error_task_class", None)
        assert asked(port, f"{QUICKLY}?q") == ""
    assert asked(port, f"{QUICKLY}?q").startswith("q ")


@pytest.mark.parametrize("nonsense", [b"", b"GET ", sent(QUICKLY + "?wait")[:-4], b"\x00\xff\r\n\r\n", b"GET / HTTP/9\r\n\r\n"])
def test_who_leaves_or_sends_nonsense_holds_nobody_up(port: int, nonsense: bytes) -> None:
    """A connection that ends amid a request ends alone."""
    with connected(port) as connection:
        connection.sendall(nonsense)
    assert asked(port, f"{QUICKLY}?q").startswith("q ")


@pytest.mark.parametrize("earlier", [[], [QUICKLY], ["/search"], [QUICKLY, "/search", QUICKLY]])
@pytest.mark.parametrize("nonsense", [b"get / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"])
def test_what_cannot_be_read_is_refused_in_its_turn(port: int, earlier: list[str], nonsense: bytes) -> None:
    """Whoever answered before it: it ends its connection, and nothing else."""
    with connected(port) as connection:
        connection.sendall(b"".join(sent(path, keep=True) for path in earlier) + nonsense)
        answers = rest(connection).split(b"HTTP/1.")[1:]
    assert [answer.split()[1] for answer in answers] == [b"200"] * len(earlier) + [b"400"]
    assert asked(port, f"{QUICKLY}?q").startswith("q ")


@pytest.fixture
def processes() -> Iterator[tuple[int, list[int]]]:
    """A port and the two processes that take in what is asked there, in the order in which they began."""
    context, started = get_context("fork"), []
    with listening() as (listener, port):
        try:
            for _ in range(2):
                ready = context.Event()
                started.append(context.Process(target=_receive, args=(listener, ready), daemon=True))
                started[-1].start()
                assert ready.wait(20)
            yield port, [process.pid or 0 for process in started]
        finally:
            for process in started:
                process.terminate()
                process.join()


@pytest.mark.skipif(not reception.LINUX, reason="needs Linux: elsewhere whoever wakes first answers")
def test_the_first_process_that_is_free_answers(processes: tuple[int, list[int]]) -> None:
    """Asked now and then, one answers, with what it needs at hand; asked while one is busy, the other."""
    port, (first, second) = processes

    def answering() -> int:
        time.sleep(0.05)
        return int(asked(port, f"{QUICKLY}?q").split()[2])

    assert [answering() for _ in range(10)].count(first) > 5
    with connected(port) as slow:
        slow.sendall(sent(f"{QUICKLY}?sleep"))
        free = {answering() for _ in range(5)}
        busy = int(rest(slow).split()[-1])
    assert free == {first, second} - {busy}


def _receive(listener: socket.socket, ready: threading.Event) -> None:
    """Take in what is asked, and say so once it is; end when told to, whatever the process that began this one does then."""
    signal.signal(signal.SIGTERM, stop)
    with opened(Desk(), listener, 1) as taking:
        threading.Timer(0.3, ready.set).start()
        taking.run()
