"""Official texts are fetched politely, kept with their provenance, and never from where they should not come."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.fetch import Fetched, Shelf, fetch
from ingest.visit import AGENT, Manners, Visitor, VisitRefused


class Site(ThreadingHTTPServer):
    """A publisher's site on this machine that remembers who asked for what."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {
            "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n"),
            "/law.pdf": (200, {"Content-Type": "application/pdf", "ETag": '"one"'}, b"%PDF-1.7 one"),
            "/notice": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<h1>Notice</h1>"),
            "/private/x": (200, {"Content-Type": "text/html"}, b"secret"),
            "/moved": (302, {"Location": "/law.pdf"}, b""),
            "/lured": (302, {"Location": "/private/x"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/film": (200, {"Content-Type": "video/mp4"}, b"film"),
            "/huge": (200, {"Content-Type": "application/pdf"}, b"x" * 3000),
        }
        self.asked: list[tuple[str, str]] = []

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answers(BaseHTTPRequestHandler):
    """Answers with the site's pages."""

    server: Site

    def do_GET(self) -> None:
        """One page."""
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        status, headers, content = self.server.pages.get(self.path, (404, {}, b""))
        if self.headers.get("If-None-Match") and self.headers["If-None-Match"] == headers.get("ETag"):
            status, content = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that is up for one test."""
    server = Site()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def visitor(**manners: float) -> Visitor:
    """A visitor that may go to this machine, without long pauses."""
    return Visitor(Manners(**{"pause": 0.0, "inside": True, "largest": 2000} | manners))  # type: ignore[arg-type]


def run(site: Site, shelf: Shelf, *paths: str, anew: bool = False) -> list[Fetched]:
    """Fetch pages of the site, each as the text of an instrument named after it."""
    return list(fetch([(path.strip("/").replace(".", "-"), site.address + path) for path in paths], shelf, visitor(), anew=anew))


def test_a_text_is_kept_with_where_it_came_from(site: Site, tmp_path: Path) -> None:
    """Address, time and SHA-256 stand beside the file."""
    (done,) = run(site, Shelf(tmp_path), "/law.pdf")
    assert done.result == "fetched"
    assert (tmp_path / "law-pdf.pdf").read_bytes() == b"%PDF-1.7 one"
    assert "instrument: law-pdf" in (tmp_path / "law-pdf.yaml").read_text()
    kept = Shelf(tmp_path).held["law-pdf"]
    assert kept.sha256 == hashlib.sha256(b"%PDF-1.7 one").hexdigest()
    assert kept.url == f"{site.address}/law.pdf"
    assert kept.fetched.endswith("+00:00")


def test_what_is_held_is_not_asked_for_again(site: Site, tmp_path: Path) -> None:
    """A run that was cut off goes on with what is missing."""
    run(site, Shelf(tmp_path), "/law.pdf")
    again = run(site, Shelf(tmp_path), "/law.pdf", "/notice")
    assert [each.result for each in again] == ["held", "fetched"]
    assert [path for path, _ in site.asked].count("/law.pdf") == 1


def test_a_changed_page_is_told(site: Site, tmp_path: Path) -> None:
    """Asked anew, a page is unchanged by its tag or by its bytes, or it changed."""
    run(site, Shelf(tmp_path), "/law.pdf", "/notice")
    assert [each.result for each in run(site, Shelf(tmp_path), "/law.pdf", "/notice", anew=True)] == ["unchanged", "unchanged"]
    site.pages["/law.pdf"] = (200, {"Content-Type": "text/html", "ETag": '"two"'}, b"now a page")
    assert [each.result for each in run(site, Shelf(tmp_path), "/law.pdf", anew=True)] == ["changed"]
    assert not (tmp_path / "law-pdf.pdf").exists()
    assert (tmp_path / "law-pdf.html").read_bytes() == b"now a page"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/private/x", "robots.txt"),
        ("/lured", "robots.txt"),
        ("/gone", "404"),
        ("/film", "video/mp4"),
        ("/huge", "larger than"),
        ("/round", "30"),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_reason(site: Site, tmp_path: Path, path: str, reason: str) -> None:
    """The site's wish, its answer, the type and the size each have their word; nothing is kept."""
    (done,) = run(site, Shelf(tmp_path), path)
    assert done.result == "refused"
    assert reason in done.detail
    assert [each for each in tmp_path.iterdir() if each.name != ".provenance.json"] == []


def test_a_redirect_is_followed_to_where_it_leads(site: Site, tmp_path: Path) -> None:
    """The address that answered is kept."""
    (done,) = run(site, Shelf(tmp_path), "/moved")
    assert done.detail == f"{site.address}/law.pdf"


def test_the_agent_gives_its_name_and_reads_the_rules_first(site: Site, tmp_path: Path) -> None:
    """robots.txt is asked for once a site, before anything else."""
    run(site, Shelf(tmp_path), "/law.pdf", "/notice")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/law.pdf", "/notice"]
    assert {agent for _, agent in site.asked} == {AGENT}


def test_a_failing_rules_file_keeps_us_out(site: Site, tmp_path: Path) -> None:
    """Where the rules cannot be read for the site's own fault, nothing is fetched."""
    site.pages["/robots.txt"] = (503, {}, b"")
    (done,) = run(site, Shelf(tmp_path), "/law.pdf")
    assert done.result == "refused"


def test_a_site_without_rules_lets_us_in(site: Site, tmp_path: Path) -> None:
    """No robots.txt means nothing is forbidden."""
    del site.pages["/robots.txt"]
    (done,) = run(site, Shelf(tmp_path), "/law.pdf")
    assert done.result == "fetched"


def test_there_is_a_pause_between_requests(site: Site) -> None:
    """The second request to a site waits."""
    slow = visitor(pause=0.3)
    slow.fetch(f"{site.address}/law.pdf")
    assert slow._last[site.address.removeprefix("http://")] > 0
    assert slow.fetch(f"{site.address}/notice") is not None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{port}/law.pdf", "https://127.0.0.1:{port}/law.pdf", "file:///etc/passwd", "https:///x"]
)
def test_only_public_https_addresses_are_visited(site: Site, url: str) -> None:
    """With its own manners a visitor goes neither inside nor by plain http, and reads no files."""
    with pytest.raises(VisitRefused):
        Visitor(Manners(pause=0.0, timeout=2.0)).fetch(url.format(port=site.server_address[1]))
    assert site.asked == []


def test_a_site_that_is_not_there_is_told(tmp_path: Path) -> None:
    """No network, no traceback."""
    (done,) = fetch([("x", "http://127.0.0.1:9/x")], Shelf(tmp_path), visitor())
    assert done.result == "refused"
    assert "cannot be reached" in done.detail
