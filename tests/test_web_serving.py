"""Where the server listens: what is free is taken, what is not is named with its cure, and it ends when told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from web_shelf import GUIDELINE

from web.refusal import Refused
from web.serving import listen
from web.settings import InvalidSetting, Settings

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux: processes are looked for in /proc")
FAMILIES = {"127.0.0.1": socket.AF_INET, "::1": socket.AF_INET6}


@pytest.fixture
def handler() -> Iterator[None]:
    """The way this process is told to end, put back afterwards."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture(params=FAMILIES)
def host(request: pytest.FixtureRequest) -> str:
    """An address of this machine, of either family."""
    name = str(request.param)
    try:
        with socket.socket(FAMILIES[name]) as probe:
            probe.bind((name, 0))
    except OSError:
        pytest.skip(f"this machine has no {name}")
    return name


def shown(host: str) -> str:
    """A host as an address has it."""
    return f"[{host}]" if ":" in host else host


def asked(host: str, port: int, path: str = "/api/search?q=x") -> bytes:
    """All that a server answers until it closes the connection."""
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_port_in_use_is_refused_with_a_cure(host: str, tmp_path: Path) -> None:
    """One line with the address as it is written in a browser and the option that mends it; nothing is written to the folder."""
    with socket.socket(FAMILIES[host]) as taken:
        taken.bind((host, 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with pytest.raises(Refused) as refused:
            listen(Settings(data=tmp_path / "data", host=host, port=port))
    assert str(refused.value).startswith(f"cannot listen on {shown(host)}:{port} (")
    assert "--port N" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "a..b", "no host"])
def test_an_address_of_no_one_here_is_refused_with_a_cure(host: str, tmp_path: Path) -> None:
    """An address that is not this machine's, or none, is named with the option that gives another."""
    with pytest.raises(Refused, match="--host"):
        listen(Settings(data=tmp_path / "data", host=host, port=18999))


@pytest.mark.usefixtures("handler")
def test_it_serves_until_it_is_told_to_stop(host: str, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The line on standard error is an address that answers; a polite end is an end without error, and the port is free again."""
    with socket.socket(FAMILIES[host]) as probe:
        probe.bind((host, 0))
        port = int(probe.getsockname()[1])
    address, answers = f"http://{shown(host)}:{port}", list[bytes]()

    def visit() -> None:
        try:
            for _ in range(500):
                try:
                    answers.append(asked(host, port))
                    return
                except ConnectionRefusedError:
                    time.sleep(0.02)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    visitor = threading.Thread(target=visit)
    visitor.start()
    listen(replace(Settings(), data=shelf, host=host, port=port, processes=1))
    visitor.join()
    (answer,) = answers
    assert answer.startswith(b"HTTP/1.0 200 OK")
    assert b"\r\nServer:" not in answer
    assert f"Bluebook is open at {address} (Ctrl+C closes it)." in capsys.readouterr().err
    with socket.socket(FAMILIES[host]) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


@pytest.mark.parametrize("name", ["port", "threads", "processes"])
@pytest.mark.parametrize("value", ["1.5", "1e3", " 8", "+8", "0x10", "", "eight", "٨", "²", "9" * 5000, "-0", "8\n"])
def test_a_number_is_a_number_or_named(name: str, value: str) -> None:
    """Nothing but plain digits is taken; nothing at all is the default."""
    environment = {f"BLUEBOOK_{name.upper()}": value}
    if not value:
        assert Settings.from_env(environment) == Settings()
        return
    with pytest.raises(InvalidSetting, match=f"BLUEBOOK_{name.upper()} is a whole number from 1 to 65535"):
        Settings.from_env(environment)


@pytest.mark.parametrize("value", ["1", "80", "65535", "00080"])
def test_the_first_and_the_last_number_are_taken(value: str) -> None:
    """The ends of the range belong to it."""
    assert Settings.from_env({"BLUEBOOK_PORT": value}).port == int(value)


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(shelf: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The command that serves the shelf with two processes, answering already, in a group of its own as in a terminal."""
    command = [Path(sys.executable).parent / "bluebook", "--data", shelf, "serve", "--port", str(port)]
    two = os.environ | {"BLUEBOOK_PROCESSES": "2"}
    with subprocess.Popen(command, env=two, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert until(lambda: asked("127.0.0.1", port).startswith(b"HTTP/1.0 200 OK"))
        yield process
        process.kill()


def test_a_first_health_check_waits_for_nothing_that_only_words_need(shelf: Path) -> None:
    """It searches, and reads a section; the tables of what characters fold to are for whoever asks for words."""
    ask = """if True:
        import sys
        from pathlib import Path
        from search.fold import joining
        from web import Settings, create_app
        client = create_app(Settings(data=Path(sys.argv[1]))).test_client()
        for path in "/healthz", "/api/search?q=随访":
            print(client.get(path).status_code, joining.cache_info().currsize)
    """
    done = subprocess.run([sys.executable, "-c", ask, shelf], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == ["200 0", "200 1"]


def until(holds: Callable[[], bool]) -> bool:
    """Whether something becomes true within half a minute; not to be connected is not yet."""
    for _ in range(300):
        with suppress(OSError):
            if holds():
                return True
        time.sleep(0.1)
    return False


@LINUX
def test_a_second_process_answers_while_the_first_is_busy(server: subprocess.Popen[bytes], port: int) -> None:
    """Both take what comes to the one port: with one of them held up, questions are answered and pages are drawn.

    Told to stop, both end politely.
    """
    assert until(lambda: len(helpers(server)) == 1)
    server.send_signal(signal.SIGSTOP)
    try:
        assert until(lambda: asked("127.0.0.1", port).startswith(b"HTTP/1.0 200 OK"))
        assert until(lambda: asked("127.0.0.1", port, f"/documents/{GUIDELINE}/pages/1").startswith(b"HTTP/1.0 200 OK"))
    finally:
        server.send_signal(signal.SIGCONT)
    server.terminate()
    assert server.wait(30) == 0
    assert until(lambda: free(port))


@LINUX
def test_a_killed_server_leaves_no_process_behind(server: subprocess.Popen[bytes], port: int) -> None:
    """However the first process ends, the port is free soon after."""
    assert until(lambda: len(helpers(server)) == 1)
    server.kill()
    assert until(lambda: free(port))


def at_once(_server: subprocess.Popen[bytes], _port: int) -> bool:
    """The first process answers, and the other is being started."""
    return True


def beside(server: subprocess.Popen[bytes], _port: int) -> bool:
    """The second process was just started and still loads; Python would hear an interruption already."""
    return until(lambda: bool([pid for pid in helpers(server) if catches(pid, signal.SIGINT)]))


def drawn(_server: subprocess.Popen[bytes], port: int) -> bool:
    """A page was drawn, in one more process."""
    return until(lambda: asked("127.0.0.1", port, f"/documents/{GUIDELINE}/pages/1/160.png").startswith(b"HTTP/1.0 200 OK"))


@LINUX
@pytest.mark.parametrize("moment", [at_once, beside, drawn])
def test_an_interruption_is_one_quiet_end(
    server: subprocess.Popen[bytes], port: int, moment: Callable[[subprocess.Popen[bytes], int], bool]
) -> None:
    """Ctrl+C reaches every process of the group; the first alone heeds it, and ends the others, which say nothing."""
    assert moment(server, port)
    os.killpg(server.pid, signal.SIGINT)
    _, told = server.communicate(timeout=30)
    assert server.returncode == 0
    assert told.decode().splitlines() == [f"Bluebook is open at http://127.0.0.1:{port} (Ctrl+C closes it)."]
    assert free(port)


@LINUX
def test_a_second_process_that_was_lost_is_replaced(server: subprocess.Popen[bytes], port: int) -> None:
    """Another one is there soon, nothing is left of the first, and the end is as ever."""
    assert until(lambda: len(helpers(server)) == 1)
    (lost,) = helpers(server)
    os.kill(int(lost), signal.SIGKILL)
    assert until(lambda: helpers(server) not in ([], [lost]))
    assert not Path(f"/proc/{lost}").exists()
    server.terminate()
    assert server.wait(30) == 0
    assert until(lambda: free(port))


def helpers(server: subprocess.Popen[bytes]) -> list[str]:
    """The processes that a server has started to answer beside it."""
    started = Path(f"/proc/{server.pid}/task").glob("*/children")
    return [pid for each in started for pid in each.read_text().split() if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]


def catches(pid: str, kind: signal.Signals) -> bool:
    """Whether a process has a handler for a signal."""
    status = Path(f"/proc/{pid}/status").read_text()
    (caught,) = (int(line.split()[1], 16) for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(caught >> (kind - 1) & 1)


def free(port: int) -> bool:
    """Whether nobody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
