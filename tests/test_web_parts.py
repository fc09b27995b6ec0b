"""Long documents in parts: nothing lost, no page too heavy; and an outline that leads to what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus import Section
from web.filling import PART_BYTES
from web.outline import LONGEST, outline
from web.parts import PIECE_BYTES, SECTION_BYTES, parts


def sections(*shape: tuple[int, int]) -> list[Section]:
    """Sections of (level, characters)."""
    return [Section(id=f"d#{place}", level=level, text="药" * size) for place, (level, size) in enumerate(shape)]


SHAPES = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 20_000)), max_size=40)


@given(SHAPES)
def test_parts_hold_every_character_once_and_in_order(shape: list[tuple[int, int]]) -> None:
    """Read one after another, the parts are the document."""
    held = sections(*shape)
    pieces = [piece for part in parts(held) for piece in part]
    for section in held:
        assert "".join(piece.text for piece in pieces if piece.section is section) == section.text
    assert [piece.ordinal for piece in pieces] == sorted(piece.ordinal for piece in pieces)
    assert sum(piece.opens for piece in pieces) == len(held)


@given(SHAPES)
def test_no_part_is_heavier_than_a_page_may_be(shape: list[tuple[int, int]]) -> None:
    """A part has at most the bytes of a part, or is a single piece."""
    for part in parts(sections(*shape)):
        weight = sum(len(piece.text.encode()) + SECTION_BYTES for piece in part)
        assert weight <= PART_BYTES or len(part) == 1
        assert all(len(piece.text.encode()) <= PIECE_BYTES for piece in part)


def test_a_long_text_is_cut_at_the_end_of_a_line() -> None:
    """Where there is a line's end to cut at, no line is torn."""
    text = "\n".join("药" * 100 for _ in range(300))
    pieces = [piece for part in parts([Section(id="d#1", level=1, text=text)]) for piece in part]
    assert len(pieces) > 1
    assert all(piece.text.endswith("\n") for piece in pieces[:-1])


def test_a_short_outline_is_whole() -> None:
    """Every section of a short document is there, and those shown are told."""
    found = outline(sections(*[(1, 1)] * 10), range(2, 5))
    assert [entry.ordinal for entry in found] == list(range(10))
    assert [entry.ordinal for entry in found if entry.shown] == [2, 3, 4]
    assert not any(entry.gap for entry in found)


def test_a_long_outline_leads_to_the_part_shown() -> None:
    """Of a long document: what is above the part, the part, and the top level thinned, with gaps told."""
    held = sections(*[(1 if place % 20 == 0 else 2, 1) for place in range(2000)])
    found = outline(held, range(1005, 1020))
    kept = [entry.ordinal for entry in found]
    assert set(range(1005, 1020)) <= set(kept)
    assert {0, 1000, 1980} <= set(kept)
    assert len(kept) <= LONGEST + 5
    assert any(entry.gap for entry in found)


def test_the_outline_of_articles_alone_stays_short() -> None:
    """A thousand articles without chapters do not make a thousand lines."""
    assert len(outline(sections(*[(1, 1)] * 1000), range(500, 561))) <= LONGEST + 5
