"""Documents and sections as Markdown, whole and plain."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from web_shelf import GUIDELINE, guideline

from web.markdown import branch, whole


def test_a_document_is_whole_with_its_facts(client: FlaskClient) -> None:
    """Facts on top, every section under its heading with its address, tables as tables, nothing that acts."""
    response = client.get(f"/documents/{GUIDELINE}.md")
    assert response.mimetype == "text/markdown"
    text = response.text
    assert text.startswith(f'---\nid: "{GUIDELINE}"\n')
    assert "| 载体 | 整合风险 | 随访年限 |\n| --- | --- | --- |\n| 慢病毒 | 高 | 15 |" in text
    assert f"### [1.1 长期随访](http://localhost/documents/{GUIDELINE}/sections/1.1#1.1) (p. 1)" in text
    assert r"\<script\>" in text
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_section_comes_with_what_stands_below_it(client: FlaskClient) -> None:
    """A chapter brings its sections, and nothing else."""
    text = client.get(f"/documents/{GUIDELINE}/sections/一.md").text
    assert "1.1 长期随访" in text
    assert "二、" not in text
    assert client.get(f"/documents/{GUIDELINE}/sections/nowhere.md").status_code == 404


def test_a_branch_ends_where_its_level_comes_again() -> None:
    """The sections below one, and an unknown label has none."""
    assert [section.label for section in branch(guideline().sections, "一")] == ["一", "1.1", "1.2"]
    assert [section.label for section in branch(guideline().sections, "1.2")] == ["1.2"]
    assert branch(guideline().sections, "x") == []


@pytest.mark.parametrize(
    ("line", "written"), [("# x", r"\# x"), ("1. x", r"\1. x"), ("*x*", r"\*x\*"), ("a|b\tc", r"| a\|b | c |")]
)
def test_signs_of_a_text_stay_signs(line: str, written: str) -> None:
    """Text that looks like Markdown is text."""
    document = guideline()
    section = type(document.sections[0])(id="d#1", level=1, text=line)
    assert written in whole(document, [section], "").splitlines()
