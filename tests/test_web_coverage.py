"""The coverage page says what is held and what is not, what failed and why, and stays small however much that is."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from test_web_pages import one, soup, text

from corpus import Document, Failure, Metadata, PageQuality, Relation, SeenFile, Store
from search import open_engine
from web import Settings, create_app
from web.coverage import SIZE, place, sliced
from web.holdings import holdings


def row(page: BeautifulSoup, section: str, name: str) -> list[str]:
    """The figures of a row of a table."""
    for each in page.select(f"#{section} tr"):
        if each.select("th[scope=row]") and text(each, "th") == name:
            return [cell.text for cell in each.select("td")]
    raise AssertionError(name)


def test_what_is_held_is_counted_by_kind(reader: FlaskClient) -> None:
    """By jurisdiction, type and status: with a text, with an entry alone, and what is in no catalogue."""
    page = soup(reader, "/coverage")
    assert "Instruments in the catalogue: 261, with a text here: 2" in text(page, ".lead")
    assert row(page, "held", "China") == ["2", "157", "–"]
    assert row(page, "held", "United States") == ["–", "39", "–"]
    assert row(page, "held", "Not told")[2] == "1"
    for table in page.select("#held table"):
        figures = [int(cell.text) for cell in table.select("tbody td") if cell.text != "–"]
        assert sum(figures) == 262
    assert reader.get(str(one(page, "#held tbody a")["href"])).status_code == 200


def test_what_failed_is_told_with_the_cure(reader: FlaskClient) -> None:
    """The file from its source on, not the whole path of the server."""
    page = soup(reader, "/coverage", "zh")
    cells = [cell.text for cell in page.select("#failures td")]
    assert cells[0] == "files/broken.pdf"
    assert "not a readable PDF" in cells[1]
    assert row(page, "sources", "files") == ["4", "3", "1"]


def test_what_was_fetched_is_told_with_its_day(reader: FlaskClient) -> None:
    """Which texts were checked against their addresses, and when."""
    page = soup(reader, "/coverage")
    assert "1 October 2026" in text(page, "#fetched li")
    assert one(page, "#fetched a")["href"] == "/documents/cn-nhc-2024-32-iit"


def test_what_is_not_verified_is_counted(reader: FlaskClient, book_app: Flask) -> None:
    """Fact by fact, and the instruments of which nothing was read."""
    page = soup(reader, "/coverage")
    held = holdings(book_app.extensions["library"].store)
    assert row(page, "doubts", "Status") == [str(held.unverified["status"])]
    assert sum(held.confidence.values()) == held.instruments == 261
    assert all(not each.metadata.verified_fields for each in held.doubtful)
    assert len(page.select("#doubts li")) == min(SIZE, len(held.doubtful))
    later = soup(reader, "/coverage?doubts=2#doubts")
    assert len(later.select("#doubts li")) == len(held.doubtful) - SIZE


def test_citations_not_resolved_are_counted(reader: FlaskClient) -> None:
    """With how often each is named."""
    assert "某市细胞制剂临时管理规定 ×1" in text(soup(reader, "/coverage"), "#unresolved li")


@pytest.mark.parametrize(
    ("path", "sources", "expected"),
    [
        ("/data/in/a/b.pdf", ["/data/in"], "in/a/b.pdf"),
        ("/data/in/x.jsonl:7", ["/other", "/data/in"], "in/x.jsonl:7"),
        ("/elsewhere/b.pdf", ["/data/in"], "b.pdf"),
        ("/data/one.pdf", ["/data/one.pdf"], "one.pdf"),
    ],
)
def test_a_place_is_told_from_its_source_on(path: str, sources: list[str], expected: str) -> None:
    """The reader needs to find the file, not the server's folders."""
    assert place(Failure(path, "reason"), sources) == expected


@pytest.mark.parametrize(
    ("asked", "page", "first", "count"),
    [("", 1, 0, SIZE), ("2", 2, SIZE, SIZE), ("3", 3, 2 * SIZE, 5), ("99", 3, 2 * SIZE, 5), ("0", 1, 0, SIZE), ("x", 1, 0, SIZE)],
)
def test_a_long_list_comes_in_pages(book_app: Flask, asked: str, page: int, first: int, count: int) -> None:
    """A page that is not there is the nearest that is."""
    with book_app.test_request_context(f"/coverage?rows={asked}"):
        found = sliced("rows", range(2 * SIZE + 5))
    assert (found.page, found.items[0], len(found.items), found.pages, found.total) == (page, first, count, 3, 2 * SIZE + 5)
    assert (found.before is None) is (page == 1)
    assert (found.after is None) is (page == 3)


def crowded(folder: Path) -> Path:
    """A store where thousands of files failed and some pages could not be read."""
    data = folder / "data"
    with closing(Store.open(data)) as store, closing(open_engine(data / "index")) as engine:
        with store.writing() as batch:
            batch.source("/in")
            for number in range(3000):
                batch.file(SeenFile(f"/in/{number:04}.pdf", "/in", 1, 1, ""))
                batch.failure(
                    f"/in/{number:04}.pdf", "not a readable PDF: it may be cut off; <open> it in a viewer and save it again"
                )
            quality = tuple(PageQuality(page=page, grade="garbled" if page % 2 else "ocr") for page in range(1, 8))
            relations = tuple(Relation(type="cites", target=f"Regulation {number}") for number in range(3000))
            document = Document(
                id="scan", title="Scan", language="en", media_type="application/pdf", quality=quality, relations=relations
            )
            batch.put(document, file="/in/0000.pdf", content="scan")
        engine.update(store)
    return data


def test_thousands_of_failures_make_a_small_page(tmp_path: Path) -> None:
    """Paged, escaped, quick to turn; doubtful pages are told by grade."""
    app = create_app(Settings(data=crowded(tmp_path)))
    client = app.test_client()
    try:
        response = client.get("/coverage")
        assert len(response.data) < 60_000
        page = BeautifulSoup(response.text, "html.parser")
        assert len(page.select("#failures tbody tr")) == SIZE
        assert "<open>" in text(page, "#failures tbody td:last-child")
        assert row(page, "pages", "Scan") == ["3", "4", "–"]
        assert "4 pages garbled" in text(page, "#pages p")
        last = soup(client, "/coverage?failures=75&unresolved=75")
        assert last.select("#failures tbody tr code")[-1].text == "in/2999.pdf"
        assert not last.select("#failures a[rel=next]")
    finally:
        app.extensions["library"].close()


def test_counts_follow_the_store(tmp_path: Path) -> None:
    """What is new is counted at once."""
    with closing(Store.open(tmp_path)) as store:
        assert holdings(store).documents == 0
        with store.writing() as batch:
            batch.source("/in")
            batch.file(SeenFile("/in/a", "/in", 1, 1, "a"))
            about = Metadata(instrument="one", role="entry", confidence="low", title_zh="一", verified_fields=())
            entry = Document(id="one", title="一", language="zh", media_type="text/markdown", metadata=about)
            text_of = Document(id="t", title="一", language="zh", media_type="text/html", metadata=Metadata(instrument="one"))
            batch.put(entry, file="/in/a", content="a")
        before = holdings(store)
        assert (before.instruments, before.with_text, before.unverified["title"]) == (1, 0, 1)
        with store.writing() as batch:
            batch.put(text_of, file="/in/a", content="b")
        after = holdings(store)
        assert (after.instruments, after.with_text, after.documents) == (1, 1, 2)
        assert after.tallies["status"][""].with_text == 1
