"""The Model Context Protocol server, driven by the official client: it tells what is held and never more."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from web_shelf import GUIDELINE, HELD

from web.library import Library, open_library
from web.mcp_server import make
from web.settings import Settings


@pytest.fixture
def library(shelf: Path) -> Iterator[Library]:
    """The shelf, open."""
    opened = open_library(Settings(data=shelf))
    yield opened
    opened.close()


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run to its end in a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def call(library: Library, tool: str, **given: Any) -> Any:
    """What a tool answers: its structured content, its text, or the text of its refusal."""

    async def asked() -> Any:
        async with Client(make(library)) as client:
            return await client.call_tool(tool, given)

    result = run(asked())
    text = "".join(getattr(part, "text", "") for part in result.content)
    if result.is_error:
        return f"refused: {text}"
    return json.loads(text) if text.startswith("{") else text


def test_a_search_tells_text_and_place(library: Library) -> None:
    """Hits with their section, document, passage and whole address; filters hold."""
    found = call(library, "search", query="长期随访", filters={"status": ["trial"]}, size=3)
    hit = next(hit for hit in found["hits"] if hit["section"]["id"] == f"{GUIDELINE}#1.1")
    assert hit["kind"] == "text"
    assert "长期随访" in hit["passage"]
    assert hit["url"] == f"http://127.0.0.1:8000/documents/{GUIDELINE}/sections/1.1#1.1"
    assert {hit["document"]["status"] for hit in found["hits"]} == {"trial"}


def test_a_section_comes_whole(library: Library) -> None:
    """Its text with what stands below it; what is not held is said not to be held."""
    text = call(library, "section", id=f"{GUIDELINE}#一")
    assert "长期随访" in text
    assert "其他" not in text
    assert "does not mean that it does not exist" in call(library, "section", id="nowhere#1")


def test_a_citation_comes_in_every_form(library: Library) -> None:
    """GB/T 7714, plain, RIS and BibTeX."""
    forms = call(library, "cite", id=f"{GUIDELINE}#1.1")
    assert "[EB/OL]" in forms["gbt7714"]
    assert forms["ris"].startswith("TY  - ")
    assert forms["bibtex"].startswith("@misc{")


def test_a_quotation_is_verified_or_not(library: Library) -> None:
    """The very words, or nothing."""
    assert call(library, "check_quotation", text="受试者应当接受长期随访")["verified"] is True
    assert call(library, "check_quotation", text="受试者不应当接受长期随访")["verified"] is False


def test_no_part_of_a_quotation_goes_unchecked(library: Library) -> None:
    """However long it is, its last words count; and nothing is no quotation."""
    article = "国家对药品的研制、注册、生产和经营实行监督管理，保障公众用药安全。" * 8
    assert call(library, "check_quotation", text=article)["verified"] is True
    assert call(library, "check_quotation", text=article * 20 + "以外")["verified"] is False
    for nothing in ("", "  ", "。“”", '"'):
        assert "there is nothing to check" in call(library, "check_quotation", text=nothing)


def test_a_code_that_no_document_has_is_told(library: Library) -> None:
    """A model that guesses a code learns that it did."""
    assert call(library, "search", query="随访", filters={"status": ["valid"]})["notes"] == [
        "Status “valid”: no document has this value."
    ]


def test_coverage_counts_what_is_held(library: Library) -> None:
    """Documents and sections as they are."""
    found = call(library, "coverage")
    assert (found["documents"], found["sections"], found["entry_only"]) == (*HELD, ["entry"])


def test_a_wrong_day_is_refused_in_words(library: Library) -> None:
    """The model is told what is wrong."""
    assert "as_of is a day" in call(library, "search", query="x", as_of="soon")


def test_the_command_speaks_the_protocol(shelf: Path) -> None:
    """`bluebook mcp` is found by the client with its five tools."""

    async def tools() -> set[str]:
        command = str(Path(sys.executable).parent / "bluebook")
        async with Client(StdioServerParameters(command=command, args=["--data", str(shelf), "mcp"])) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    assert run(tools()) == {"search", "section", "cite", "check_quotation", "coverage"}
