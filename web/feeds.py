"""Atom feeds (RFC 4287): any search with its facets, the newest first; and what changed in the framework."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from flask import Blueprint, Response, request
from msgspec.structs import replace
from werkzeug.wrappers import Response as Conditional

from corpus import Document
from search import Hit
from web import addresses, arguments
from web.citations import base_address
from web.labels import label
from web.language import Language, wanted
from web.library import library
from web.messages import HTML_LANGUAGE, day, say

blueprint = Blueprint("feeds", __name__)

ATOM = "http://www.w3.org/2005/Atom"
LENGTH = 50  # entries
EPOCH = "1970-01-01"
_NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # XML 1.0, 2.2
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. `id` never changes for the same thing; `updated` is a day `YYYY-MM-DD`."""

    id: str
    title: str
    updated: str
    url: str
    summary: str
    author: str
    language: str


@blueprint.get("/feed")
def searched() -> Conditional:
    """A search as a feed: its sections (or documents) by date of issue."""
    question = replace(arguments.question(request.args), page=1, size=LENGTH, sort="-issued")
    held, language = library(), wanted()
    results = held.find(question)
    base = base_address(held)
    title = say("feed.title", language, query=question.text or say("all", language))
    page = base + addresses.search_path(replace(question, size=10, sort="relevance"))
    return _reply(title, page, [_of_hit(hit, base, language) for hit in results.hits], base, language)


@blueprint.get("/feed/changes")
def changed() -> Conditional:
    """What changed: issued, opened for comments, come into force, ceased to be in force; the latest first."""
    held, language = library(), wanted()
    base = base_address(held)
    today = datetime.now(UTC).date().isoformat()
    found = sorted(
        (each for document in held.store.all_facts() for each in _changes(document, base, language)), key=_newest, reverse=True
    )
    entries = [each for each in found if each.updated <= today][:LENGTH]
    return _reply(say("feed.changes", language), f"{base}/", entries, base, language)


def _newest(entry: Entry) -> tuple[str, str]:
    return entry.updated, entry.id


def whole(date: str | None) -> str:
    """A date of the corpus as a whole day, the first one it may mean; one that is not told is the epoch."""
    return f"{date}{'-01-01'[3 * (date.count('-')) :]}" if date else EPOCH


def _of_hit(hit: Hit, base: str, language: Language) -> Entry:
    document, section = hit.document, hit.located.section
    return Entry(
        id=_tag(base, section.id),
        title=" · ".join(filter(None, (section.name, document.title))),
        updated=whole(document.metadata.issued),
        url=base + addresses.section_path(document.id, section.label),
        summary="".join(span.text for span in hit.snippet),
        author=label("authority", document.metadata.authority or "", language),
        language=section.language or document.language or "",
    )


def _changes(document: Document, base: str, language: Language) -> Iterator[Entry]:
    about = document.metadata
    opened = "drafted" if about.status == "draft" or about.instrument_type == "draft" else "issued"
    begun = about.effective if about.effective != about.issued else None
    for kind, date in ((opened, about.issued), ("effective", begun), ("expired", about.expires)):
        if date:
            yield Entry(
                id=_tag(base, f"{document.id}:{kind}"),
                title=say(f"change.{kind}", language, title=document.title),
                updated=whole(date),
                url=base + addresses.document_path(document.id),
                summary=" · ".join(
                    filter(None, (about.document_number, day(date, language), label("status", about.status or "unknown", language)))
                ),
                author=label("authority", about.authority or "", language),
                language=document.language or "",
            )


def _tag(base: str, identifier: str) -> str:
    """A tag URI (RFC 4151), stable as long as the host is."""
    return f"tag:{urlsplit(base).hostname},2024:{addresses.segment(identifier)}"


def _reply(title: str, page: str, entries: Iterable[Entry], base: str, language: Language) -> Conditional:
    response = Response(
        atom(title, page, f"{base}{request.full_path.rstrip('?')}", list(entries), language), mimetype="application/atom+xml"
    )
    response.vary.update(("Accept-Language", "Cookie"))
    response.add_etag()
    return response.make_conditional(request)


def atom(title: str, page: str, own: str, entries: list[Entry], language: Language) -> bytes:
    """The feed as XML. `page` is where people see the same, `own` the feed's address."""
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed", {"xml:lang": HTML_LANGUAGE[language]})
    _add(feed, "id", own)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max((entry.updated for entry in entries), default=EPOCH)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=own)
    _add(feed, "link", rel="alternate", type="text/html", href=page)
    _add(_add(feed, "author"), "name", "Bluebook")
    for entry in entries:
        item = _add(feed, "entry")
        if _LANGUAGE.fullmatch(entry.language):
            item.set("xml:lang", entry.language)
        _add(item, "id", entry.id)
        _add(item, "title", entry.title)
        _add(item, "updated", _moment(entry.updated))
        _add(item, "link", rel="alternate", type="text/html", href=entry.url)
        if entry.author:
            _add(_add(item, "author"), "name", entry.author)
        _add(item, "summary", entry.summary)
    text: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def _moment(date: str) -> str:
    return f"{date}T00:00:00Z"


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text:
        child.text = _NO_XML.sub("", text)
    return child
