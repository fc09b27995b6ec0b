"""Polite visits to publishers' sites: a named agent, robots.txt kept, a pause between requests, public https addresses only.

The address that was really connected to is checked before a byte is sent, so that neither a redirect nor a name that resolves
to another place the second time leads inside.
"""

from __future__ import annotations

import http.client
import ipaddress
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "Bluebook/0.1 (policy document search)"


class VisitRefused(Exception):
    """A page was not fetched; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What a visit may do. Seconds and bytes; `inside` allows plain http and addresses of this machine or its network."""

    pause: float = 3.0
    timeout: float = 30.0
    largest: int = 50 * 1024 * 1024
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What a site sent: the address it came from in the end, its media type, its bytes, and what tells whether it changed."""

    url: str
    media_type: str
    content: bytes
    etag: str | None


def _guarded(kind: type[http.client.HTTPConnection], manners: Manners) -> type[http.client.HTTPConnection]:
    """A connection that goes on only where the other end is a public address."""

    class Guarded(kind):  # type: ignore[misc, valid-type]  # a class known only when called
        def connect(self) -> None:
            super().connect()
            peer = ipaddress.ip_address(self.sock.getpeername()[0])
            if not manners.inside and not peer.is_global:
                self.close()
                raise VisitRefused(f"{self.host} is at {peer}, which is no public address")

    return Guarded


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, manners: Manners) -> None:
        super().__init__()
        self._connection = _guarded(http.client.HTTPSConnection, manners)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, request)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, manners: Manners) -> None:
        super().__init__()
        self._manners = manners
        self._connection = _guarded(http.client.HTTPConnection, manners)

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        if not self._manners.inside:
            raise VisitRefused(f"{request.full_url} is not https")
        return self.do_open(self._connection, request)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects that robots.txt of the new place allows."""

    max_redirections = 5

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if not urlsplit(req.full_url).path.endswith("/robots.txt"):
            self._visitor.allowed(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(slots=True)
class Visitor:
    """Fetches pages one at a time, with the manners given."""

    manners: Manners = field(default_factory=Manners)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, etag: str | None = None) -> Page | None:
        """The page at an address; None where it has not changed since it bore `etag`. Raises `VisitRefused`."""
        self.allowed(url)
        headers = {"If-None-Match": etag} if etag else {}
        try:
            with self._open(url, headers) as answer:
                content = answer.read(self.manners.largest + 1)
                if len(content) > self.manners.largest:
                    raise VisitRefused(f"larger than {self.manners.largest // 1024 // 1024} MiB")
                return Page(answer.url, answer.headers.get_content_type(), content, answer.headers.get("ETag"))
        except urllib.error.HTTPError as error:
            with error:
                if error.code == http.HTTPStatus.NOT_MODIFIED:
                    return None
                raise VisitRefused(f"the site answered {error.code} {error.reason}") from error
        except (OSError, http.client.HTTPException) as error:
            raise VisitRefused(f"the site cannot be reached ({getattr(error, 'reason', None) or error})") from error

    def allowed(self, url: str) -> None:
        """Whether robots.txt of the site lets us in; a site without one does. Raises `VisitRefused`."""
        parts = urlsplit(url)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise VisitRefused(f"{url} is no address of a page")
        place = urljoin(url, "/robots.txt")
        if place not in self._robots:
            self._robots[place] = self._rules(place)
        if not self._robots[place].can_fetch(AGENT, url):
            raise VisitRefused("the site's robots.txt asks programs to stay away from this page")

    def _rules(self, place: str) -> RobotFileParser:
        """The site's rules; as RFC 9309 has it, 4xx means all is allowed, an unreachable or failing file that nothing is."""
        rules = RobotFileParser(place)
        try:
            with self._open(place, {}) as answer:
                rules.parse(answer.read(512 * 1024).decode("utf-8", "replace").splitlines())
        except urllib.error.HTTPError as error:
            with error:
                rules.parse(["User-agent: *", "Disallow: /"] if error.code >= 500 else [])
        except (OSError, http.client.HTTPException) as error:
            raise VisitRefused(f"the site cannot be reached ({getattr(error, 'reason', None) or error})") from error
        return rules

    def _open(self, url: str, headers: dict[str, str]) -> Any:
        """Ask for a page, after a pause where its site was asked just before."""
        site = urlsplit(url).netloc
        wait = self._last.get(site, 0.0) + self.manners.pause - time.monotonic()
        if site in self._last and wait > 0:
            time.sleep(wait)
        self._last[site] = time.monotonic()
        opener = urllib.request.OpenerDirector()
        for handler in (
            _Https(self.manners),
            _Http(self.manners),
            _Redirects(self),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ):
            opener.add_handler(handler)
        request = urllib.request.Request(url, headers={"User-Agent": AGENT, **headers})
        return opener.open(request, timeout=self.manners.timeout)
