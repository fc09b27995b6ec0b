"""Feeds that readers accept and whose entries stay the same; what browsers and robots ask for."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import feedparser
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from test_web_pages import one, soup
from web_shelf import GUIDELINE

from web.feeds import ATOM, Entry, atom, whole

DAY = "T00:00:00Z"


@pytest.mark.parametrize("path", ["/feed", "/feed?q=随访&status=trial", "/feed?q=nothing-at-all-like-it", "/feed/changes"])
def test_a_feed_is_read(client: FlaskClient, path: str) -> None:
    """A reader of feeds has nothing to complain of."""
    response = client.get(path)
    assert response.mimetype == "application/atom+xml"
    read = feedparser.parse(response.data)
    assert read.version == "atom10"
    assert not read.bozo


def test_a_search_is_followed_with_its_filters(client: FlaskClient) -> None:
    """The newest first, only what the filters let through, each entry leading to its section."""
    read = feedparser.parse(client.get("/feed?q=随访&jurisdiction=CN").data)
    days = [entry.updated for entry in read.entries]
    assert days == sorted(days, reverse=True)
    assert f"http://localhost/documents/{GUIDELINE}/sections/1.1#1.1" in [entry.link for entry in read.entries]
    assert "fda-ltfu" not in str(read.entries)


def test_entries_stay_the_same(client: FlaskClient) -> None:
    """Asked again, in another language or another search, the same section has the same id; nothing changed is not sent."""
    one_, other = (feedparser.parse(client.get(path).data) for path in ("/feed?q=长期随访", "/feed?q=受试者&lang=zh"))
    ids = {entry.link: entry.id for entry in one_.entries}
    assert all(ids.get(entry.link, entry.id) == entry.id for entry in other.entries)
    first = client.get("/feed?q=随访")
    assert client.get("/feed?q=随访", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_changes_tell_drafts_from_law(client: FlaskClient) -> None:
    """A draft was opened, a guideline was issued, each on its day."""
    titles = {entry.title: entry.updated for entry in feedparser.parse(client.get("/feed/changes?lang=en").data).entries}
    assert titles["Issued: 基因治疗产品长期随访技术指导原则（试行）"] == f"2021-12-03{DAY}"
    assert titles["Opened for comments: 基因治疗产品长期随访技术指导原则（征求意见稿）"] == f"2021-08-01{DAY}"


@pytest.mark.parametrize(
    ("date", "day"), [("2021", "2021-01-01"), ("2021-08", "2021-08-01"), ("2021-08-09", "2021-08-09"), (None, "1970-01-01")]
)
def test_a_date_told_in_part_begins_its_time(date: str | None, day: str) -> None:
    """Atom needs a whole day."""
    assert whole(date) == day


def test_what_xml_cannot_hold_is_left_out() -> None:
    """Control characters in a text do not break a feed."""
    entry = Entry("tag:x", "a\x00b\x0bc", "2021-01-01", "http://x", "<&\x1f>", "", "zh")
    read = feedparser.parse(atom("t", "http://x", "http://x/feed", [entry], "en"))
    assert not read.bozo
    assert read.entries[0].title == "abc"


def test_pages_tell_of_their_feed_and_of_the_search_engine(client: FlaskClient) -> None:
    """A browser or reader finds both by itself."""
    page = soup(client, "/search?q=随访&status=trial")
    assert client.get(str(one(page, "link[rel=alternate]")["href"])).status_code == 200
    description = Xml.fromstring(client.get(str(one(page, "link[rel=search]")["href"])).data)
    templates = {url.get("type"): url.get("template", "") for url in description if url.tag.endswith("Url")}
    for template in templates.values():
        assert client.get(template.replace("http://localhost", "").replace("{searchTerms}", "follow")).status_code == 200
    assert client.get("/opensearch/suggestions?q=foll").get_json()[0] == "foll"


def test_robots_leave_filters_alone(client: FlaskClient) -> None:
    """Documents may be indexed, searches not."""
    assert "Disallow: /search" in client.get("/robots.txt").text


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=6))
def test_any_text_makes_a_feed_that_can_be_read(title: str, summary: str, language: str) -> None:
    """Whatever a document or a question holds: noncharacters, halves of pairs, a language that is none."""
    entry = Entry("tag:x,1970:1", title, "2024-01-01", "http://x/1", summary, summary, language)
    root = Xml.fromstring(atom(title, "http://x", "http://x/feed", [entry], "en"))
    assert len(root.findall(f"{{{ATOM}}}entry")) == 1


@pytest.mark.parametrize("text", ["\ufffe", "\uffff", "\ufdd0", "\x00", "\x0b", "a\x7fb"])
def test_a_question_of_odd_characters_has_a_feed(client: FlaskClient, text: str) -> None:
    """They are left out of its title."""
    answer = client.get("/feed", query_string={"q": text})
    assert answer.status_code == 200
    Xml.fromstring(answer.data)
