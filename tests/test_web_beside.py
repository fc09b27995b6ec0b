"""An official text stands beside its translation, section by section, and what has no counterpart is said to have none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import web_shelf
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from corpus import Document, Metadata, Section
from web import Settings, create_app

OFFICIAL, TRANSLATION = "law-zh", "law-en"
LONG = 60  # articles of some pages each, so that the whole does not go on one page
PAGE = 100_000  # bytes


def text(identifier: str, language: str, numbers: list[str], *, role: str = "text", words: int = 1) -> Document:
    """A text of the law in one language."""
    said = {"zh": "个人信息受法律保护。", "en": "Personal information is protected by law."}[language]
    chapter = {"zh": ("第一章", "总则"), "en": ("Chapter I", "General Provisions")}[language]
    return Document(
        id=identifier,
        title={"zh": "个人信息保护法", "en": "Personal Information Protection Law"}[language],
        language=language,
        media_type="text/html",
        metadata=Metadata(
            title_zh="个人信息保护法", instrument="law", role=role, status="in_force", issued="2021-08-20", jurisdiction="CN"
        ),
        sections=(
            Section(id=f"{identifier}#{chapter[0]}", level=1, number=chapter[0], heading=chapter[1], text=""),
            *(Section(id=f"{identifier}#{number}", level=2, number=number, text=said * words) for number in numbers),
        ),
    )


def held() -> Iterator[Document]:
    """An entry, its official text, a translation that lacks an article and has one more, a second version, and another law."""
    entry = Metadata(instrument="law", role="entry", status="in_force", title_zh="个人信息保护法", title_en="Protection Law")
    sections = (Section(id="law#zh-1", level=1, heading="概要", text="概要。", language="zh"),)
    yield Document(id="law", title="个人信息保护法", language="zh", media_type="text/markdown", metadata=entry, sections=sections)
    yield text(OFFICIAL, "zh", ["第一条", "第二条", "第三条"])
    yield text(TRANSLATION, "en", ["Article 1", "Article 3", "Article 4"], role="translation")
    yield text("a/b zh", "zh", [f"第{number}条" for number in range(1, LONG)], words=90)
    yield text("a/b en", "en", [f"Article {number}" for number in range(1, LONG)], role="translation", words=70)
    yield Document(id="other", title="Another", language="en", media_type="text/html", metadata=Metadata(instrument="another"))


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Someone who reads in English what `held` gives."""
    data = tmp_path_factory.mktemp("beside")
    web_shelf.stock(data, held())
    app = create_app(Settings(data=data))
    app.testing = True
    yield app.test_client()
    app.extensions["library"].close()


def soup(visitor: FlaskClient, address: str, language: str = "en") -> BeautifulSoup:
    """A page as it is read."""
    answer = visitor.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert len(answer.data) < PAGE
    return BeautifulSoup(answer.data, "html.parser")


def rows(page: BeautifulSoup) -> list[list[str]]:
    """The numbers that stand beside one another; what is said where there is none."""
    return [
        [(side.select_one(".number") or side).get_text(" ", strip=True) for side in row.find_all("div", recursive=False)]
        for row in page.select(".beside")
    ]


def test_articles_stand_beside_their_translation_and_what_has_none_says_so(visitor: FlaskClient) -> None:
    """In the order of the official text, with a count on top."""
    page = soup(visitor, f"/documents/{OFFICIAL}/beside/{TRANSLATION}")
    assert rows(page) == [
        ["第一章", "Chapter I"],
        ["第一条", "Article 1"],
        ["第二条", "Not in the translation."],
        ["第三条", "Article 3"],
        ["Not in the official text.", "Article 4"],
    ]
    said = page.select_one(".compare > p")
    assert said is not None
    assert "3 sections side by side, 1 only in the official text, 1 only in the translation" in said.get_text()


def test_the_page_speaks_the_reader_s_language_and_marks_the_language_of_each_text(visitor: FlaskClient) -> None:
    """Each run of text keeps its own."""
    page = soup(visitor, f"/documents/{OFFICIAL}/beside/{TRANSLATION}", "zh-CN")
    assert "译文中没有对应的一节。" in page.get_text()
    assert [each["lang"] for each in page.select(".beside .passage")][:2] == ["zh-Hans", "en"]


@pytest.mark.parametrize("read", [OFFICIAL, TRANSLATION, "law"])
def test_each_text_and_the_entry_lead_to_the_official_text_beside_its_translation(visitor: FlaskClient, read: str) -> None:
    """The official text comes first, from wherever one comes."""
    page = soup(visitor, f"/documents/{read}")
    assert f"/documents/{OFFICIAL}/beside/{TRANSLATION}" in [each["href"] for each in page.select("a[href]")]


def test_a_section_is_found_again_beside_its_counterpart(visitor: FlaskClient) -> None:
    """The way from a section leads to its row."""
    page = soup(visitor, f"/documents/{TRANSLATION}/sections/Article 3")
    way = page.select_one(f"a[href^='/documents/{OFFICIAL}/beside/{TRANSLATION}?section=']")
    assert way is not None
    there = soup(visitor, str(way["href"]))
    asked = there.select_one("[data-asked]")
    assert asked is not None
    assert asked["id"] == "en-Article_3"
    assert str(way["href"]).endswith("#en-Article_3")


def test_long_texts_come_in_parts_that_hold_every_article_of_both(visitor: FlaskClient) -> None:
    """Every part under 100 KB."""
    seen: list[list[str]] = []
    address: str | None = "/documents/a%2Fb%20zh/beside/a%2Fb%20en"
    parts = 0
    while address:
        page = soup(visitor, address)
        seen += rows(page)
        parts += 1
        after = page.select_one("a[rel=next]")
        address = str(after["href"]) if after else None
    assert parts > 1
    assert seen == [["第一章", "Chapter I"], *([f"第{number}条", f"Article {number}"] for number in range(1, LONG))]


def test_words_searched_for_are_marked_on_both_sides(visitor: FlaskClient) -> None:
    """The glossary names them in the other language."""
    page = soup(visitor, f"/documents/{OFFICIAL}/beside/{TRANSLATION}?q=个人信息")
    assert {mark.find_parent(lang=True)["lang"] for mark in page.select(".beside mark")} == {"zh-Hans", "en"}


@pytest.mark.parametrize(
    "address",
    [
        f"/documents/{OFFICIAL}/beside/a%2Fb%20zh",  # one language
        f"/documents/{OFFICIAL}/beside/other",  # another instrument
        f"/documents/law/beside/{TRANSLATION}",  # an entry is no text
        f"/documents/{OFFICIAL}/beside/none",
        f"/documents/{OFFICIAL}/beside/{TRANSLATION}?part=9",
        f"/documents/{OFFICIAL}/beside/{TRANSLATION}?part=x",
    ],
)
def test_what_does_not_belong_together_is_not_shown(visitor: FlaskClient, address: str) -> None:
    """Two versions, two instruments, an entry, no such part."""
    assert visitor.get(address).status_code == 404


def test_a_translation_names_the_title_of_the_text_it_translates(visitor: FlaskClient) -> None:
    """Not its own title in other words."""
    titles = soup(visitor, f"/documents/{TRANSLATION}").select("h1 + .other-title")
    assert [title.get_text() for title in titles] == ["个人信息保护法"]
