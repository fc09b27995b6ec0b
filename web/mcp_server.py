"""A Model Context Protocol server over the library: search, get a section, cite, check a quotation, and what is held.

It says what the store holds and nothing more: a text that is not held is reported as not held, which is not the same as missing;
an entry of the catalogue is called an entry, never the text itself. Needs the extra `mcp`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from werkzeug.datastructures import MultiDict

from corpus import Document, Section, UnknownDocument
from search import Hit, Question
from web import answer, arguments
from web.citing import bibtex, gbt7714, plain, ris
from web.errors import BadRequest
from web.library import Library
from web.markdown import branch, whole
from web.notes import noted
from web.reference import reference

INSTRUCTIONS = (
    "Bluebook holds documents of cell and gene therapy regulation, cut into sections. Answer from what its tools return and cite "
    "section ids. `kind` tells entries (Bluebook's own summaries) from texts. What is not found is not held here; it may exist."
)
NOT_HELD = "is not held here, which does not mean that it does not exist"


def make(library: Library) -> MCPServer:
    """The server over an open library."""
    server: MCPServer = MCPServer("bluebook", instructions=INSTRUCTIONS, log_level="WARNING")
    base = library.settings.address or f"http://{library.settings.host}:{library.settings.port}"

    @server.tool()
    def search(query: str, filters: dict[str, list[str]] | None = None, as_of: str = "", size: int = 10) -> dict[str, Any]:
        """Find sections. `filters` has facet names (status, authority, year, ...) with codes; `as_of` is YYYY-MM-DD."""
        given = [("q", query), ("size", str(size)), ("as_of", as_of)]
        given += [(name, value) for name, values in (filters or {}).items() for value in values]
        try:
            results = noted(library.find(arguments.question(MultiDict(given))), library, "en", query)
        except BadRequest as error:
            raise ToolError(error.message) from error
        told = {"total": results.total, "understood_as": results.interpreted, "notes": results.notes}
        return {**told, "hits": [_hit(each, base) for each in results.hits]}

    @server.tool()
    def section(id: str) -> str:
        """The text of a section, with what stands below it and the facts of its document, as Markdown."""
        document, found = _section(library, id)
        return whole(document, branch(document.sections, found.label), base)

    @server.tool()
    def cite(id: str) -> dict[str, str]:
        """Citations of a section: GB/T 7714, plain text, RIS, BibTeX."""
        document, found = _section(library, id)
        original = library.store.original(document.id)
        cited = reference(document, found, base, original.name if original else None, datetime.now(UTC).date())
        return {"gbt7714": gbt7714(cited), "plain": plain(cited), "ris": ris(cited), "bibtex": bibtex(cited)}

    @server.tool()
    def check_quotation(text: str) -> dict[str, Any]:
        """Whether these very words stand in what is held, and where. Not found means not verified here, not that they are false."""
        if not any(char.isalnum() for char in text):
            raise ToolError("there is nothing to check: give the words of the quotation")
        results = library.find(Question(text=f'text:"{text.replace(chr(34), " ")}"', expand=False))
        return {"verified": results.total > 0, "total": results.total, "sections": [_hit(each, base) for each in results.hits]}

    @server.tool()
    def coverage() -> dict[str, Any]:
        """What is held: how many documents and sections, and which instruments with their text or as an entry only."""
        documents, sections = library.store.count()
        texts = {each.metadata.instrument for each in library.store.all_facts() if each.metadata.role != "entry"}
        entries = [each.id for each in library.store.entries()]
        only = [each for each in entries if each not in texts]
        return {"documents": documents, "sections": sections, "instruments": len(entries), "entry_only": only}

    return server


def _section(library: Library, identifier: str) -> tuple[Document, Section]:
    located = library.store.located([identifier]).get(identifier)
    if located is None:
        raise ToolError(f"the section {identifier!r} {NOT_HELD}")
    try:
        return library.store.document(located.document), located.section
    except UnknownDocument as error:
        raise ToolError(f"{error}: it {NOT_HELD}") from error


def _hit(found: Hit, base: str) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(answer.hit(found))
    return {
        "section": told["section"],
        "document": told["document"],
        "kind": found.document.metadata.role,
        "passage": "".join(span.text for span in found.snippet),
        "url": base + told["url"],
    }


def run(library: Library) -> None:
    """Serve over standard input and output until they close."""
    make(library).run("stdio")


__all__: Sequence[str] = ("make", "run")
