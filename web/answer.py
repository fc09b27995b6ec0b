"""The answer to a search as the contract's JSON. On the path of every request: plain dicts, addresses built by hand."""

from __future__ import annotations

from typing import Any

import msgspec

from corpus import Document, Located
from search import Hit, Results
from web import addresses
from web.facets import choices
from web.messages import say
from web.reasons import told

SEARCH = "/api/search"


def encode(results: Results, language: str) -> bytes:
    """The whole answer in JSON, labels in the language given."""
    return msgspec.json.encode(whole(results, language))


def whole(results: Results, language: str) -> dict[str, Any]:
    """The whole answer, labels in the language given."""
    question, facets = results.question, choices(results, SEARCH, language)
    answer: dict[str, Any] = {
        "query": {
            "text": question.text,
            "interpreted": results.interpreted,
            "expansions": [{"term": each.term, "added": each.added} for each in results.expansions],
        },
        "total": results.total,
        "page": question.page,
        "size": question.size,
        "took_ms": round(results.took_ms, 3),
        "hits": [hit(each, language) for each in results.hits],
        "facets": facets,
        "suggestion": results.suggestion,
    }
    if results.relief:
        answer["relief"] = results.relief
    notes = list(results.notes)
    if any(len(facets[name]) < len(values) for name, values in results.facets.items()):
        notes.append(say("note.values", language))
    if notes:
        answer["notes"] = notes
    return answer


def hit(found: Hit, language: str = "en") -> dict[str, Any]:
    """One hit, with its next best sections where it is grouped by document; its reasons in the language given."""
    shown: dict[str, Any] = {
        "score": found.score,
        "document": facts(found.document),
        "section": section(found.located, found.document),
        "snippet": found.snippet,
        "url": addresses.section_path(found.document.id, found.located.section.label),
    }
    if found.more:
        shown["more"] = [hit(each, language) for each in found.more]
    if found.explanation:
        shown["explanation"] = [told(each, language) for each in found.explanation]
    return shown


def facts(document: Document) -> dict[str, Any]:
    """What a hit says of its document."""
    about = document.metadata
    shown = {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "status": about.status,
        "authority": about.authority,
        "issued": about.issued,
        "effective": about.effective,
        "instrument_type": about.instrument_type,
        "document_number": about.document_number,
        "jurisdiction": about.jurisdiction,
        "kind": about.role,
        "url": addresses.document_path(document.id),
    }
    if about.title_en and about.title_en != document.title:
        shown["title_en"] = about.title_en
    if about.title_zh and about.title_zh != document.title:
        shown["title_zh"] = about.title_zh
    return shown


def section(located: Located, document: Document) -> dict[str, Any]:
    """What a hit says of its section; `quality` says how its page's text was had, where that is known."""
    held = located.section
    return {
        "id": held.id,
        "number": held.number,
        "heading": held.heading,
        "path": located.path,
        "page": held.page,
        "kind": held.kind,
        "language": held.language or document.language,
        "quality": grade(document, held.page),
    }


def grade(document: Document, page: int | None) -> str | None:
    """How the text of a page was had; None where the document does not say."""
    if page is None or not document.quality:
        return None
    if page <= len(document.quality) and document.quality[page - 1].page == page:
        return document.quality[page - 1].grade
    return next((each.grade for each in document.quality if each.page == page), None)
