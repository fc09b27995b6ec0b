"""Feeds and the description for browsers are held to their schemas, and to the rules that no schema can say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from lxml import etree
from lxml.etree import _Element as Element

from web.feeds import ATOM, Entry, atom

SCHEMAS = Path(__file__).parent / "schemas"
NAMES = {"a": ATOM, "o": "http://a9.com/-/spec/opensearch/1.1/"}
TAG = re.compile(r"tag:[A-Za-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:\S+")  # RFC 4151, 2.1
FEEDS = (
    "/feed",
    "/feed?q=随访&status=trial",
    "/feed?q=%E9%9A%8F%E8%AE%BF+OR+follow-up&group=document&lang=zh",
    "/feed?q=follow-up&lang=en&as_of=2024-01-01&explain=1&expand=0",
    "/feed?q=nothing-at-all-like-it",
    "/feed?q=" + "long-term follow-up " * 60,
    "/feed?q=<b>%26amp;\"'</b>",
    "/feed?q=peculiar",
    "/feed/changes",
    "/feed/changes?lang=zh",
)


def schema(name: str) -> etree.RelaxNG:
    """A schema by its name."""
    return etree.RelaxNG(etree.parse(SCHEMAS / f"{name}.rng"))


def held_to(name: str, data: bytes) -> Element:
    """The root of a document that is as its schema says."""
    root, rules = etree.fromstring(data), schema(name)
    assert rules.validate(root), rules.error_log
    return root


def texts(node: Element, path: str) -> list[str]:
    """What a path finds, as text."""
    found = node.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(each) for each in found]


def entries(feed: Element) -> Sequence[Element]:
    """The entries of a feed."""
    return feed.findall(f"{{{ATOM}}}entry")


def check(feed: Element, asked: str) -> None:
    """What RFC 4287 demands beyond its grammar, and what readers of feeds rely on."""
    assert texts(feed, "a:link[@rel='self']/@href") == [asked]
    assert texts(feed, "a:id/text()") == [asked]
    assert texts(feed, "a:author/a:name/text()")  # 4.1.1: or every entry has one
    ids = texts(feed, "a:entry/a:id/text()")
    assert len(ids) == len(set(ids))  # 4.2.6: of two entries with one id a reader shows one
    assert all(TAG.fullmatch(each) for each in ids)
    days = [datetime.fromisoformat(each) for each in texts(feed, "a:entry/a:updated/text()")]
    assert days == sorted(days, reverse=True)
    assert all(day.tzinfo for day in days)
    if days:
        assert datetime.fromisoformat(texts(feed, "a:updated/text()")[0]) == days[0]
    for each in (feed, *entries(feed)):
        (link,) = texts(each, "a:link[@rel='alternate']/@href")  # 4.1.1, 4.1.2: one of a type and language
        assert urlsplit(link).netloc == urlsplit(asked).netloc
        assert len(texts(each, "a:summary/text()")) <= 1


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_of_texts_is_valid(address: str, path: str) -> None:
    """Asked for over HTTP, as a reader of feeds does."""
    asked = address + sent(path)
    with urlopen(asked) as answer:
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        check(held_to("atom", answer.read()), asked)


@pytest.mark.parametrize("path", ["/feed?jurisdiction=CN&status=in_force", "/feed/changes", "/feed/changes?lang=zh"])
def test_a_feed_of_the_book_is_valid(reader: FlaskClient, path: str) -> None:
    """Hundreds of instruments, the newest fifty; each entry leads to a page that is there."""
    feed = held_to("atom", reader.get(path).data)
    check(feed, f"http://localhost{path}")
    assert len(entries(feed)) == 50
    for link in texts(feed, "a:entry/a:link/@href"):
        assert reader.get(link.removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(
    ("broken", "by"),
    [
        ("an entry without an id", lambda feed: feed.find(".//{*}entry").remove(feed.find(".//{*}entry/{*}id"))),
        ("two titles", lambda feed: feed.append(feed.find("{*}title").__copy__())),
        ("a day for a moment", lambda feed: setattr(feed.find("{*}updated"), "text", "2024-01-01")),
        ("an address that is none", lambda feed: setattr(feed.find(".//{*}entry/{*}id"), "text", "1.1")),
        ("a link without an address", lambda feed: feed.find("{*}link").attrib.pop("href")),
        ("an author without a name", lambda feed: feed.find("{*}author").remove(feed.find("{*}author/{*}name"))),
        ("a language that is none", lambda feed: feed.set("{http://www.w3.org/XML/1998/namespace}lang", "zh_CN!")),
        ("an element unknown to Atom", lambda feed: etree.SubElement(feed, f"{{{ATOM}}}pubDate")),
    ],
)
def test_the_schema_finds_what_is_broken(broken: str, by: object) -> None:
    """What checks is checked: each of these is refused, the same feed unbroken is not."""
    entry = Entry("tag:x,2024:1", "t", "2024-01-01", "http://x/1", "s", "", "zh")
    feed = etree.fromstring(atom("t", "http://x", "http://x/feed", [entry], "en"))
    assert schema("atom").validate(feed)
    assert callable(by)
    by(feed)
    assert not schema("atom").validate(feed), broken


def test_the_description_for_browsers_is_valid(client: FlaskClient) -> None:
    """OpenSearch 1.1: every address asks for the words, answers in the type told, and the picture is there."""
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = held_to("opensearch", answer.data)
    found = root.findall("o:Url", NAMES)
    assert {each.get("type") for each in found} >= {"text/html", "application/atom+xml", "application/x-suggestions+json"}
    for each in found:
        template = str(each.get("template")).removeprefix("http://localhost")
        assert template.count("{searchTerms}") == 1
        assert client.get(template.replace("{searchTerms}", "follow-up")).mimetype == each.get("type")
    image = root.find("o:Image", NAMES)
    assert image is not None
    assert client.get(str(image.text).removeprefix("http://localhost"), buffered=True).mimetype == image.get("type")


def sent(path: str) -> str:
    """A path as a browser sends it."""
    return re.sub(r"[^!-~]|[<>\"' ]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), path)
