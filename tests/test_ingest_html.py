"""A web page becomes its text: title, headings, paragraphs, anchors, tables and offered files, and nothing of its site."""

from __future__ import annotations

from pathlib import Path

import pytest

import ingest
from ingest import UnreadableFile, html
from ingest.pages import Pages

LONG = "The holder keeps records of each donor, of each batch and of each patient for thirty years after the last use."
MENU = '<nav><a href="/">Home</a> <a href="/rules">Rules</a></nav>'
FOOT = '<div class="footer"><a href="/privacy">Privacy</a> Copyright of the agency, all rights are reserved by it.</div>'


def page(body: str, head: str = "<title>Rule 5</title>") -> Pages:
    """The reading of a page."""
    return html.pages(f"<!doctype html><html><head>{head}</head><body>{MENU}{body}{FOOT}</body></html>".encode())


def texts(body: str, head: str = "<title>Rule 5</title>") -> list[str]:
    """The lines of a page."""
    return [line.text for line in page(body, head).lines]


def test_a_page_is_its_text() -> None:
    """Without the menu above and the notice below, with headings ranked as they are tagged."""
    found = page(f"<h2>Scope</h2><p>{LONG}</p><h3>Records</h3><p>{LONG}</p>")
    assert [(line.rank, line.text) for line in found.lines] == [(2, "Scope"), (None, LONG), (3, "Records"), (None, LONG)]
    assert found.media_type == "text/html"
    assert found.count is None


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Rule 5 on cells</title>", "", "Rule 5 on cells"),
        ("<title>Rule 5 on cells | Agency for Medicines</title>", "<h1>Rule 5 on cells</h1>", "Rule 5 on cells"),
        ("<title>Rule 5 on cells - Agency</title>", "", "Rule 5 on cells"),
        ("<title>药品管理办法--政策法规--国家局</title>", "", "药品管理办法"),
        ("<title>药品管理办法-国家局</title>", "<p>药品管理办法</p>", "药品管理办法"),
        ('<title>x</title><meta property="og:title" content="Rule 5 on cells">', "", "Rule 5 on cells"),
        (
            '<title>网站</title><meta name="ArticleTitle" content="关于发布《药品管理办法》的公告">',
            "",
            "关于发布《药品管理办法》的公告",
        ),
        ("<title>Rule 5 on cells</title>", "<h1>Agency</h1><h1>Rule 5 <br>on cells</h1>", "Rule 5 on cells"),
        ("", "", None),
    ],
)
def test_the_title_is_the_documents_not_the_sites(head: str, body: str, title: str | None) -> None:
    """What the page states, without the name of its site."""
    assert page(f"{body}<p>{LONG}</p>", head).title == title


def test_the_title_is_not_repeated() -> None:
    """The heading that only repeats the title is not a section of the text; another first heading is."""
    assert texts(f"<h1>Rule 5</h1><p>{LONG}</p>") == [LONG]
    assert texts(f"<h1>1 Scope</h1><p>{LONG}</p>") == ["1 Scope", LONG]


def test_the_address_and_the_files_of_a_notice() -> None:
    """Attachments are listed with whole addresses, each once, and stay named in the text."""
    found = page(
        f'<p>{LONG}</p><p>附件：<a href="files/rule.docx">规则.docx</a></p><p>Annex: <a href="/a/table.PDF?x=1">Table</a>'
        '<a href="/a/table.PDF?x=1">again</a><a href="/other.html">other</a><a href="b.zip"></a></p>',
        '<title>Notice</title><link rel="canonical" href="https://agency.example/notices/7.html">',
    )
    assert found.source_url == "https://agency.example/notices/7.html"
    assert [(file.title, file.url) for file in found.attachments] == [
        ("规则.docx", "https://agency.example/notices/files/rule.docx"),
        ("Table", "https://agency.example/a/table.PDF?x=1"),
        ("b.zip", "https://agency.example/notices/b.zip"),
    ]
    assert any("附件" in line.text for line in found.lines)


def test_an_address_without_host_is_none() -> None:
    """A canonical address that leads nowhere is not kept; that of the page's description is."""
    assert page(f"<p>{LONG}</p>", '<link rel="canonical" href="/7">').source_url is None
    assert page(f"<p>{LONG}</p>", '<meta property="og:url" content="https://a.example/7">').source_url == "https://a.example/7"


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.</p>", "error page"),
        ("[ERROR fetching https://agency.example/x]: 404 Client Error: Not Found for url", "error page"),
        ("<title>Access Denied</title><p>You don't have permission to access this page.</p>", "error page"),
        ("<title>Just a moment...</title><p>Checking your browser before you go on.</p>", "error page"),
        ("<title>提示</title><p>抱歉，您访问的页面不存在或已删除！</p>", "error page"),
        ("<title>502 Bad Gateway</title><center>nginx</center>", "error page"),
        ("<title>Log in</title><form>Name <input name=u><input type=password></form><p>Please log in to go on.</p>", "login page"),
        ("<title>统一身份认证</title><p>请登录后访问</p><input type=password>", "login page"),
        ("<title>App</title><div id=root></div><script>start()</script>", "no text"),
        ("<title>App</title><p>You need to enable JavaScript to run this app.</p>", "no text"),
        ("<title>Empty</title>", "no text"),
        ("<title>Rule 5</title><h1>Rule 5</h1>", "no text"),
        ("<html>", "no text"),
    ],
)
def test_what_is_no_document_is_refused(markup: str, told: str) -> None:
    """Error pages, login walls and empty shells, each with what to do."""
    with pytest.raises(UnreadableFile) as caught:
        html.pages(markup.encode())
    assert told in str(caught.value)
    assert "open it in a browser" in str(caught.value)


@pytest.mark.parametrize(
    "markup",
    [
        "<title>Rules on error reports</title><p>A holder that learns of an error tells the agency within 15 days of it.</p>",
        "<title>Canary guideline</title><h1>1 Scope</h1><p>The canary sentence stands here.</p>",
        f"<title>Sign in | Agency</title><p>{LONG * 12}</p><input type=password>",
        f"<title>404 days of rules</title><p>{LONG * 3}</p>",
        "<p>第一条 为了规范登录管理，制定本办法。</p>",
    ],
)
def test_what_only_speaks_of_errors_is_kept(markup: str) -> None:
    """A document may be short, and may be about errors or logging in."""
    assert html.pages(markup.encode()).lines


def test_a_page_that_lies_about_its_encoding_is_read() -> None:
    """UTF-8 that declares GB2312 gives the empty page in some parsers."""
    markup = '<html><head><meta http-equiv="content-type" content="text/html;charset=GB2312"><title>规则</title></head>'
    found = html.pages(f"{markup}<body><p>第一条 本规则适用于细胞治疗产品的生产和管理活动。</p></body></html>".encode())
    assert found.lines[0].text == "第一条 本规则适用于细胞治疗产品的生产和管理活动。"


@pytest.mark.parametrize("depth", [50, 400, 5000])
def test_deep_markup_keeps_its_text(depth: int) -> None:
    """However deep the tags are nested, nothing is lost and nothing overflows."""
    found = page("<div>" * depth + f"<p>{LONG}</p>" + "</div>" * depth + f"<p>{LONG}</p>")
    assert any(LONG in line.text for line in found.lines)


def test_a_page_becomes_a_document(tmp_path: Path) -> None:
    """By the door of the room: sections with number, heading and anchor, facts from the page."""
    path = tmp_path / "rule.html"
    path.write_text(
        f'<!doctype html><title>Rule 5</title><link rel="canonical" href="https://a.example/5"><body>{MENU}'
        f'<h2 id="scope">1. Scope</h2><p>{LONG}</p><h2 id="records">2. Records</h2><p>{LONG}</p>',
        encoding="utf-8",
    )
    found = ingest.read(path, "rule-5")
    assert found.title == "Rule 5"
    assert found.metadata.source_url == "https://a.example/5"
    assert [(s.heading, s.anchor, s.text) for s in found.sections] == [("Scope", "scope", LONG), ("Records", "records", LONG)]
