"""Citations: GB/T 7714, plain, RIS and BibTeX, read back by the libraries others use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import bibtexparser
import pytest
import rispy
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from test_web_pages import soup
from web_shelf import GUIDELINE, guidance, guideline, odd

from corpus import Document, Metadata
from web.citing import bibtex, gbt7714, plain, ris
from web.reference import Reference, reference

BASE, SEEN, DIGEST = "https://b.example", date(2026, 11, 22), "ab" * 32


def cited(document: Document, label: str | None = None) -> Reference:
    """A document, or its section, as it is cited."""
    section = next((each for each in document.sections if each.label == label), None)
    return reference(document, section, BASE, DIGEST, SEEN)


@pytest.mark.parametrize(
    ("document", "label", "expected"),
    [
        (
            guideline(),
            "1.1",
            "国家药品监督管理局药品审评中心. 基因治疗产品长期随访技术指导原则（试行）: 2021年第50号, 1.1 长期随访, 第1页[EB/OL]. "
            "(2021-12-03)[2026-11-22]. https://www.example.org/50.",
        ),
        (
            guidance(),
            None,
            "U.S. Food and Drug Administration. Long Term Follow-Up After Administration of Gene Therapy Products[EB/OL]. "
            "(2020-01-30)[2026-11-22]. https://b.example/documents/fda-ltfu.",
        ),
        (odd(), None, "Odd <b>ids</b>[EB/OL]. [2026-11-22]. https://b.example/documents/a%2Fb%20c%3Fd=%231%252F."),
    ],
)
def test_gbt_7714_as_the_standard_has_it(document: Document, label: str | None, expected: str) -> None:
    """Issuer. title: number, place[EB/OL]. (issued)[read]. address."""
    assert gbt7714(cited(document, label)) == expected


def test_the_plain_citation_names_place_address_and_file() -> None:
    """Section, page, permanent address, SHA-256, in the document's language."""
    text = plain(cited(guideline(), "1.1"))
    for part in (
        "基因治疗产品长期随访",
        "1.1 长期随访",
        "第1页",
        "2021年12月3日",
        f"{BASE}/documents/{GUIDELINE}/sections/1.1#1.1",
        DIGEST,
    ):
        assert part in text
    assert "p. 4" in plain(cited(guidance(), "I"))


def test_ris_is_read_back() -> None:
    """A reference manager finds type, issuer, title, date, number, section, page, addresses."""
    (entry,) = rispy.loads(ris(cited(guideline(), "1.1")))
    assert entry["type_of_reference"] == "GOVDOC"
    assert entry["title"] == guideline().title
    assert entry["translated_title"] == guideline().metadata.title_en
    assert (entry["year"], entry["date"]) == ("2021", "2021/12/03")
    assert (entry["number"], entry["start_page"]) == ("2021年第50号", "1")
    assert entry["urls"] == [f"{BASE}/documents/{GUIDELINE}/sections/1.1#1.1", "https://www.example.org/50"]
    assert DIGEST in str(entry["notes"])


def test_bibtex_is_read_back() -> None:
    """BibTeX has one entry with title, issuer, date, section and address."""
    (entry,) = bibtexparser.loads(bibtex(cited(guidance(), "II"))).entries
    assert entry["title"] == "{Long Term Follow-Up After Administration of Gene Therapy Products}"
    assert entry["author"] == "{U.S. Food and Drug Administration}"
    assert (entry["year"], entry["chapter"], entry["pages"]) == ("2020", "II. Scope", "5")
    assert entry["url"] == f"{BASE}/documents/fda-ltfu/sections/II#II"


NASTY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(NASTY, NASTY)
def test_any_title_makes_one_entry(title: str, number: str) -> None:
    """Line ends, braces and signs in a title never break a record in two."""
    document = replace(guidance(), title=title, metadata=Metadata(document_number=number))
    assert len(rispy.loads(ris(cited(document)))) == 1
    assert ris(cited(document)).count("ER  - ") == 1 + title.count("ER  - ") + number.count("ER  - ")
    written = bibtex(cited(document))
    assert written.startswith("@misc{fda-ltfu,")
    assert len(written.splitlines()) == len([line for line in written.split("\n") if line])


def test_an_entry_is_cited_as_ours() -> None:
    """Our own words are never passed off as the instrument: author, title and kind say whose they are."""
    entry = replace(guideline(), metadata=replace(guideline().metadata, role="entry"))
    assert gbt7714(cited(entry)).startswith("Bluebook. 基因治疗产品长期随访技术指导原则（试行）（Bluebook 条目）")
    (record,) = rispy.loads(ris(cited(entry)))
    assert (record["type_of_reference"], record["authors"]) == ("ELEC", ["Bluebook,"])
    assert not {"year", "date", "number"} & record.keys()
    for written in (gbt7714, plain, ris, bibtex):
        assert "2021-12-03" not in written(cited(entry)).replace("/", "-")
        assert "2021年" not in written(cited(entry))
    assert all("www.example.org" not in written(cited(entry)) for written in (gbt7714, plain, ris, bibtex))


def test_the_page_gives_every_form(client: FlaskClient) -> None:
    """Four forms, ready to be copied, two as files."""
    page = soup(client, f"/documents/{GUIDELINE}/cite?section=1.1")
    assert [heading.text for heading in page.select("h2")][:4] == ["GB/T 7714", "Plain text", "RIS", "BibTeX"]
    for link in page.select("a[download]"):
        response = client.get(str(link["href"]))
        assert response.headers["Content-Disposition"].startswith("attachment; filename=citation.")
        assert guideline().title in response.text
    assert client.get(f"/documents/{GUIDELINE}/cite.doc").status_code == 404


def test_a_key_is_ascii_whatever_the_id() -> None:
    """BibTeX keys are plain."""
    key = bibtex(cited(replace(guideline(), id="药品 法"))).partition("{")[2].partition(",")[0]
    assert key.isascii()
    assert " " not in key


def test_the_page_of_an_entry_says_that_it_is_not_the_text(client: FlaskClient) -> None:
    """And its file is called ours, not the original."""
    assert "not the text itself" in soup(client, "/documents/entry/cite").get_text()
    assert "not the text itself" not in soup(client, f"/documents/{GUIDELINE}/cite").get_text()
