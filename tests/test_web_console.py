"""What the terminal shows: hits in three lines, advice at the end, and a bar only where someone sees it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace

import click
import pytest
from msgspec import structs
from web_shelf import guidance, guideline

from corpus import Document, Located, Metadata, PageQuality
from corpus.document import Grade
from search import Expansion, Hit, Question, Results, Span
from web.bar import STEPS, bar
from web.console import as_json, as_text


class Terminal(io.StringIO):
    """A stream that someone looks at."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


def hit(document: Document, ordinal: int = 0, path: tuple[str, ...] = ()) -> Hit:
    """A hit on a section of a document."""
    located = Located(document.id, ordinal, path, document.sections[ordinal])
    return Hit(score=1.0, document=document, located=located, snippet=(Span("before "), Span("marked", True), Span(" after")))


def results(*hits: Hit, page: int = 1, expansions: tuple[Expansion, ...] = (), suggestion: str | None = None) -> Results:
    """An answer with these hits."""
    return Results(
        question=Question(text="q", page=page),
        interpreted="q",
        expansions=expansions,
        total=len(hits),
        took_ms=1.0,
        hits=hits,
        facets={},
        suggestion=suggestion,
    )


def test_a_hit_says_where_what_and_why() -> None:
    """Breadcrumb, facts of the document with the page, and the passage without colours where nobody sees them."""
    lines = as_text(results(hit(guideline(), 1, ("一、 概述",)))).splitlines()
    assert lines[0] == "1 hits for q"
    assert lines[2] == "1. 一、 概述 > 1.1 长期随访"
    assert lines[3] == "   基因治疗产品长期随访技术指导原则（试行） · 2021年第50号 · in force on trial · 2021-12-03 · p. 1"
    assert lines[4] == "   before marked after"
    assert len(lines) == 5


@pytest.mark.parametrize(("grade", "said"), [("garbled", "see the page itself"), ("ocr", "may have errors"), ("native", "p. 1\n")])
def test_a_page_that_was_not_read_as_printed_says_so(grade: Grade, said: str) -> None:
    """Nobody takes a garbled page or a recognised one for the text as it stands."""
    shown = as_text(results(hit(replace(guideline(), quality=(PageQuality(page=1, grade=grade, reason=None),)), 1)))
    assert said in shown


def test_what_is_not_known_is_not_said() -> None:
    """A document without facts has no empty places between points."""
    document = Document(id="d", title="T", language="en", media_type="text/html", sections=guidance().sections[:1])
    assert "   T · p. 4" in as_text(results(hit(document))).splitlines()


def test_hits_are_counted_on_from_the_page_before() -> None:
    """The third page of ten begins at 21."""
    text = as_text(results(hit(guideline(), 0), hit(guideline(), 1), page=3))
    assert "\n21. " in text
    assert "\n22. " in text


def test_added_terms_and_a_better_spelling_are_told() -> None:
    """What was searched beside the words, and what may have been meant."""
    text = as_text(results(expansions=(Expansion("随访", ("follow-up", "LTFU")),), suggestion="cell therapy"))
    assert "  随访 also as: follow-up, LTFU" in text.splitlines()
    assert text.endswith("Did you mean: cell therapy")


def test_a_terminal_shows_the_words_in_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what was searched for is bold."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    text = as_text(results(hit(guideline(), 1)))
    assert f"before {click.style('marked', bold=True)} after" in text


def test_the_json_of_the_terminal_is_that_of_the_endpoint() -> None:
    """A script reads the same names from both."""
    told = json.loads(as_json(results(hit(guideline(), 1))))
    assert told["total"] == 1
    assert told["hits"][0]["document"]["id"] == guideline().id


def progress(*, shown: bool) -> None:
    """Every step there is, half and whole."""
    with bar(shown=shown) as tell:
        for step in STEPS:
            tell(step, 1, 2)
            tell(step, 2, 2)
        tell("look", 5, 0)


def test_a_bar_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each step by its name, on standard error alone."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress(shown=True)
    assert all(name in terminal.getvalue() for name in STEPS.values())
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("shown", [True, False])
def test_a_file_gets_no_bar(shown: bool, capsys: pytest.CaptureFixture[str]) -> None:
    """What is piped or logged has no control characters in it."""
    progress(shown=shown)
    assert capsys.readouterr() == ("", "")


def test_a_bar_not_wanted_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that asked for JSON sees JSON."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    progress(shown=False)
    assert terminal.getvalue() == ""


def test_a_failure_takes_the_bar_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error passes, and the line is free for its message."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with pytest.raises(KeyError), bar(shown=True) as tell:
        tell("read", 1, 9)
        raise KeyError
    assert terminal.getvalue().endswith("\r")


@pytest.mark.parametrize(("day", "said"), [(None, "superseded"), ("2022-06-01", "in force"), ("2020-06-01", "not yet in force")])
def test_the_terminal_says_how_a_text_stands_on_the_day_as_pages_do(day: str | None, said: str) -> None:
    """Today, or the day asked about; not the word its file once stated."""
    facts = Metadata(status="superseded", issued="2020-01-01", effective="2021-01-01", expires="2023-01-01")
    document = replace(guidance(), metadata=facts)
    shown = as_text(structs.replace(results(hit(document)), question=Question(text="q", as_of=day)))
    assert f" · {said} · " in shown


def test_the_terminal_tells_what_pages_tell_of_the_question() -> None:
    """A value nobody has, a text cut short."""
    assert "  no document has it" in as_text(structs.replace(results(), notes=("no document has it",))).splitlines()
