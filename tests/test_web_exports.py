"""All hits of a search as files: none lost, opened by the programs they are for, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import openpyxl
import pytest
import rispy
from flask.testing import FlaskClient
from web_shelf import GUIDELINE, guidance

from corpus import Located, Section
from search import Hit, Span
from web import exports
from web.exports import COLUMNS, as_csv, as_xlsx

QUERY = 'q="监督管理"'


def rows(text: str) -> list[dict[str, str]]:
    """A CSV file by its columns."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def identifiers(client: FlaskClient, ending: str) -> list[str]:
    """The section ids an export has."""
    data = client.get(f"/export.{ending}?{QUERY}").data
    if ending == "csv":
        return [row["section"] for row in rows(data.decode())]
    if ending == "jsonl":
        return [json.loads(line)["section"]["id"] for line in data.splitlines()]
    if ending == "ris":
        return [entry["id"] for entry in rispy.loads(data.decode())]
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).active
    assert sheet is not None
    found = list(sheet.iter_rows(values_only=True))
    assert found[0] == COLUMNS
    return [str(row[COLUMNS.index("section")]) for row in found[1:]]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ris", "jsonl"])
def test_no_hit_is_lost(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """However many there are: every hit once, in the order of the search."""
    monkeypatch.setattr(exports, "AT_ONCE", 30)
    found = identifiers(client, ending)
    assert len(found) == len(set(found)) == 200
    first = client.get(f"/api/search?{QUERY}&size=100").get_json()["hits"]
    assert found[:100] == [hit["section"]["id"] for hit in first]


def test_a_row_says_what_a_hit_says(client: FlaskClient) -> None:
    """Document, section, place, passage and a whole address; filters hold."""
    found = rows(client.get("/export.csv?q=长期随访&status=trial").text)
    row = next(row for row in found if row["section"] == f"{GUIDELINE}#1.1")
    assert (row["document"], row["number"], row["heading"], row["path"], row["page"]) == (
        GUIDELINE,
        "1.1",
        "长期随访",
        "一、 概述",
        "1",
    )
    assert row["url"] == f"http://localhost/documents/{GUIDELINE}/sections/1.1#1.1"
    assert {row["status"] for row in found} == {"trial"}
    kinds = {row["document"]: row["kind"] for row in rows(client.get("/export.csv?q=征求意见").text)}
    assert (kinds["entry"], kinds["cde-ltfu-draft"]) == ("entry", "text")


def test_the_file_has_a_name_and_a_type(client: FlaskClient) -> None:
    """Saved, not shown, under the right type; CSV with the mark that spreadsheets need for Chinese."""
    response = client.get("/export.csv?q=随访")
    assert response.headers["Content-Disposition"] == "attachment; filename=bluebook.csv"
    assert response.data.startswith(b"\xef\xbb\xbf")
    assert client.get("/export.csv?size=1000").status_code == 400


def hit(heading: str) -> Hit:
    """A hit whose section is called as given."""
    located = Located("fda-ltfu", 0, (), Section(id="fda-ltfu#I", level=1, text="x", heading=heading))
    return Hit(score=1, document=replace(guidance(), sections=()), located=located, snippet=(Span("x"),))


PLAIN = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx")
HIDDEN = (" =1+1", "\u3000=1", "\xa0-1", "\u200b@x", "\ufeff=1", "\x7f=1", "＝1+1", "\u202e =1")


@pytest.mark.parametrize("heading", [*PLAIN, *HIDDEN])
def test_a_cell_is_never_a_formula(heading: str) -> None:
    """What a document says does not calculate in anybody's spreadsheet."""
    (row,) = rows(b"".join(as_csv([hit(heading)], "")).decode())
    assert row["heading"] == f"'{heading}"
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(as_xlsx([hit(heading)], "")))).active
    assert sheet is not None
    cell = sheet.cell(2, COLUMNS.index("heading") + 1)
    assert (cell.value, cell.data_type) == (heading, "s")


@pytest.mark.parametrize("heading", ["第十二条", "§ 3", "1 = 1", "（-）", "· -x", "a@b", ""])
def test_a_cell_that_is_no_formula_stays_as_it_is(heading: str) -> None:
    """Nothing is put before what no spreadsheet would calculate."""
    (row,) = rows(b"".join(as_csv([hit(heading)], "")).decode())
    assert row["heading"] == heading
