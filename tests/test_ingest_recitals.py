"""The numbered reasons of European acts are told from what stands before them and from each other."""

from __future__ import annotations

import printed
import pytest

from ingest import outline, recitals

REASONS = ["(1) Samples are kept.", "(2) They should be kept well.", "(2a) Anywhere.", "(3) This Regulation should apply."]


def numbers(*texts: str) -> list[str | None]:
    """The numbers of the recitals among paragraphs."""
    return [each.number for each in recitals.part(printed.paragraphs(*texts))[1]]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Having regard to it,", "Whereas:", *REASONS], ["(1)", "(2)", "(2a)", "(3)"]),
        (["WHEREAS :", *REASONS, "HAVE ADOPTED THIS REGULATION:"], ["(1)", "(2)", "(2a)", "(3)", None]),
        (["Whereas:", *REASONS, "HAS DECIDED AS FOLLOWS:", "Be it so."], ["(1)", "(2)", "(2a)", "(3)", None]),
        (["Whereas:", REASONS[0], "(7) of the Treaty", *REASONS[1:]], ["(1)", "(2)", "(2a)", "(3)"]),
        (["Whereas:", *REASONS[:2]], []),
        (["Whereas:", "it is so.", *REASONS], []),
        (["Whereas this is so,", *REASONS], []),
        (REASONS, []),
        ([], []),
    ],
)
def test_recitals_count_from_one(texts: list[str], found: list[str | None]) -> None:
    """Behind the word that opens them, three at least; a number out of turn is text, and so is what does not open so."""
    assert numbers(*texts) == found


def test_each_recital_has_its_own_text_and_no_line_is_lost() -> None:
    """The number stands apart, the rest below it stays with it."""
    before, found = recitals.part(printed.paragraphs("Having regard to it,", "Whereas:", *REASONS, "for a year."))
    assert printed.texts(before) == ["Having regard to it,", "Whereas:"]
    assert [printed.texts(each.lines) for each in found][::3] == [
        ["Samples are kept."],
        ["This Regulation should apply.", "for a year."],
    ]


def test_a_recital_is_a_section_before_the_articles() -> None:
    """Cited by its number, of the front matter, one level below what opens it."""
    articles = [text for n in (1, 2, 3) for text in (f"Article {n}", f"Rule {n} holds.")]
    cut = outline.cut(printed.paragraphs("Whereas:", *REASONS, "HAVE ADOPTED THIS REGULATION:", *articles), "act")
    assert [(s.number, s.level, s.kind) for s in cut[:6]] == [
        (None, 1, "front"),
        *[(number, 2, "front") for number in ("(1)", "(2)", "(2a)", "(3)")],
        (None, 1, "front"),
    ]
    assert cut[5].text == "HAVE ADOPTED THIS REGULATION:"
