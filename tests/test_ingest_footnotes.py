"""Footnotes are set apart from the text they interrupt."""

from __future__ import annotations

import printed
import pytest

from ingest import footnotes

NOTES = ["1 See section 351 of the Act.", "12 Ibid.", "* Draft.", "† As amended.", "① 见附件。", "3 Regulation (EC) No 1394/2007."]


@pytest.mark.parametrize("text", NOTES)
def test_small_print_with_a_mark_at_the_foot_is_a_note(text: str) -> None:
    """Whatever the mark is."""
    lines = footnotes.set_apart([*printed.prose(20), printed.at(text, 1, 780, size=8)])
    assert [line.kind for line in lines] == ["body"] * 20 + ["note"]


def test_a_note_goes_on_over_its_lines() -> None:
    """All the small print below its mark belongs to it."""
    foot = printed.down(["1 A note that runs on for", "another line.", "2 A second one."], top=740, size=8)
    lines = footnotes.set_apart([*printed.prose(20), *foot])
    assert [line.text for line in lines if line.kind == "note"] == printed.texts(foot)


def test_notes_do_not_swallow_the_next_page() -> None:
    """The text goes on above, in its own size."""
    first = [*printed.prose(20, 1), printed.at("1 A note.", 1, 780, size=8)]
    lines = footnotes.set_apart([*first, *printed.prose(20, 2)])
    assert [line.text for line in lines if line.kind == "note"] == ["1 A note."]


@pytest.mark.parametrize(
    ("text", "size"),
    [("12 patients were treated.", 10.0), ("Small print without any mark.", 8.0), ("2 mg\t4 mg", 8.0)],
)
def test_what_is_no_note_stays_text(text: str, size: float) -> None:
    """A number in the text's own size, small print without a mark, a table."""
    lines = footnotes.set_apart([*printed.prose(20), printed.at(text, 1, 780, size=size)])
    assert {line.kind for line in lines} == {"body"}


def test_a_page_all_in_small_print_is_text() -> None:
    """An annex set small is no footnote."""
    annex = printed.down(["1 The first of the terms", "2 The second of the terms"], page=2, size=8)
    lines = footnotes.set_apart([*printed.prose(20), *annex])
    assert {line.kind for line in lines} == {"body"}


def test_paragraphs_without_sizes_stay() -> None:
    """A format without pages says itself what a note is."""
    lines = printed.paragraphs("text", "1 like a note")
    assert footnotes.set_apart(lines) == lines


def test_no_text_is_changed() -> None:
    """Only the kind is."""
    made = [*printed.prose(20), printed.at("1 A note.", 1, 780, size=8)]
    assert printed.texts(footnotes.set_apart(made)) == printed.texts(made)


@pytest.mark.parametrize(
    ("texts", "notes"),
    [
        (["67 Draft guidance on labels, which", "is not final.", "68 Id.", "69 Id. at 17"], ["67", "68", "69"]),
        (["1 See 21 CFR", "312.23 for more", "2 Id."], ["1", "2"]),
        (["* As amended", "† As repealed"], ["*", "†"]),
        (["①见第三条", "②见第四条"], ["①见", "②见"]),
        (["rest of a note of the page before", "3 Id."], ["res", "3"]),
    ],
)
def test_each_note_is_told_from_the_next(texts: list[str], notes: list[str]) -> None:
    """By the number that follows the last; one amid a note is none."""
    found = footnotes.each(printed.down(texts))
    assert [note[0].text[: len(mark)] for note, mark in zip(found, notes, strict=True)] == notes
    assert [line.text for note in found for line in note] == texts
