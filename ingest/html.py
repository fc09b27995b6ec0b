"""Web pages: the text of the page without its menus, with headings, anchors, tables and the files it offers."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning

from corpus.document import Attachment
from ingest import blocks, body, elements
from ingest.characters import cleaned
from ingest.elements import Element
from ingest.encoding import decode
from ingest.errors import UnreadableFile
from ingest.line import Line
from ingest.pages import Pages
from ingest.refusal import NO_TEXT, refusal

MEDIA_TYPE = "text/html"
OFFERED = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|wps|et|ofd|rtf|odt)(?:[?#]|$)", re.IGNORECASE)
LONGEST_TITLE = 300

_PARTS = re.compile(r"\s+[|–—·•»-]\s+|--+|_{1,3}|\s*[|｜]\s*")
_LOOSE = re.compile(r"[\W_]+")
_NAMED = (
    ("name", "ArticleTitle"),
    ("property", "og:title"),
    ("name", "twitter:title"),
    ("name", "citation_title"),
    ("name", "DC.title"),
)


def read(path: Path) -> Pages:
    """The lines of a web page. Raises `UnreadableFile` for one that is no document."""
    return pages(path.read_bytes())


def pages(data: bytes) -> Pages:
    """The lines of a web page's bytes."""
    soup = parsed(decode(data))
    page = elements.tree(soup)
    text = blocks.lines(body.main(page))
    if reason := refusal(soup, page, text):
        raise UnreadableFile(reason)
    title = _title(soup, text)
    address = _address(soup)
    offered = tuple(_attachments(page, address))
    text = _without_title(text, title)
    if not text and not offered:
        raise UnreadableFile(NO_TEXT)
    return Pages(
        lines=tuple(text),
        media_type=MEDIA_TYPE,
        title=title,
        source_url=address,
        attachments=offered,
    )


def parsed(markup: str) -> BeautifulSoup:
    """The page's markup, mended as a browser would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", (XMLParsedAsHTMLWarning, MarkupResemblesLocatorWarning))
        return BeautifulSoup(cleaned(markup), "lxml")


def _title(soup: BeautifulSoup, text: list[Line]) -> str | None:
    """What the page states as its title, without the name of its site."""
    stated = [value for key, name in _NAMED if (value := _content(soup, key, name))]
    whole = _spaced(soup.title.get_text()) if soup.title else ""
    heads = [head for h1 in soup.find_all("h1") if (head := _spaced(h1.get_text(" ")))]
    for head in heads:
        if len(head) <= LONGEST_TITLE and any(_loose(head) in _loose(other) for other in (*stated, whole)):
            return head
    full = stated[0] if stated else whole
    first = next((line.text for line in text[:3] if len(line.text) * 2 > len(full) and full.startswith(line.text)), "")
    return first or _bare(full) or None


def _bare(title: str) -> str:
    """A title without what its site adds before or behind."""
    pieces = [piece for piece in _PARTS.split(title) if piece.strip()]
    return max(pieces[:2], key=len).strip()[:LONGEST_TITLE] if pieces else ""


def _content(soup: BeautifulSoup, key: str, name: str) -> str:
    found = soup.find("meta", attrs={key: re.compile(f"^{re.escape(name)}$", re.IGNORECASE)})
    return _spaced(str(found.get("content") or "")) if isinstance(found, Tag) else ""


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _loose(text: str) -> str:
    return _LOOSE.sub("", text).casefold()


def _without_title(text: list[Line], title: str | None) -> list[Line]:
    """The lines without the heading that repeats the title, where it stands before them all."""
    for place, line in enumerate(text[:8]):
        if title and line.rank in (1, 2, None) and _loose(line.text) == _loose(title) and (line.rank or place == 0):
            return text[:place] + text[place + 1 :]
    return text


def _address(soup: BeautifulSoup) -> str | None:
    """Where the page says it stands on the web."""
    link = soup.find("link", rel="canonical")
    address = str(link.get("href") or "") if isinstance(link, Tag) else ""
    address = address or _content(soup, "property", "og:url")
    return address if address.startswith(("http://", "https://")) else None


def _attachments(page: Element, address: str | None) -> list[Attachment]:
    """The files that the page offers, each once."""
    found: dict[str, str] = {}
    for link in page.walk():
        href = link.attributes.get("href", "").strip()
        if link.tag == "a" and OFFERED.search(href):
            found.setdefault(urljoin(address or "", href), _spaced(link.text) or href.rpartition("/")[2])
    return [Attachment(title=title, url=url) for url, title in found.items()]
