"""Pictures are drawn by the server: text fits its place, marks say a status by their shape, and nothing in them is unsafe."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Metadata
from corpus.framework import load
from corpus.vocabulary import STATUS
from web import lettering, rows_picture, tracks_picture
from web.marks import PITCH, SHAPES, lines_of, marks, sample
from web.rows_picture import NARROW, WIDE, Row
from web.survey import Instrument, shelf, statuses
from web.svg import element, link, picture, text


@pytest.mark.parametrize(
    ("run", "most", "expected"),
    [
        ("细胞治疗产品", 4, ["细胞治疗", "产品"]),
        ("审查，批准", 2, ["审", "查，", "批准"]),
        ("Trials for registration", 9, ["Trials for", "registration"]),
        ("CAR-T产品 long", 4, ["CAR-T", "产品", "long"]),
        ("", 5, []),
        ("unbreakable", 2, ["unbreakable"]),
    ],
)
def test_lines_break_where_each_script_does(run: str, most: float, expected: list[str]) -> None:
    """Between Han characters, not before closing punctuation; between words elsewhere."""
    assert lettering.lines(run, most) == expected


@given(st.text(alphabet="细胞，。 abcW-1", max_size=60), st.integers(4, 20))
def test_no_line_is_wider_than_its_place(run: str, most: int) -> None:
    """But for one unit that cannot be broken; and nothing but space is lost."""
    found = lettering.lines(run, most)
    assert "".join("".join(found).split()) == "".join(run.split())
    for line in found:
        assert lettering.width(line) <= most + 0.001 or len(line.split()) == 1


def test_what_is_beyond_the_last_line_is_told_by_an_ellipsis() -> None:
    """A reader sees that there is more."""
    assert lettering.lines("一二三四五六七八九十", 4, 2) == ["一二三四", "五六七…"]


def test_elements_escape_what_they_say() -> None:
    """Titles come from files: they can do nothing in a picture."""
    made = element("text", '<b>&"', class_="name", text_anchor="middle", x=1.0, y=2.25, gone=None)
    assert made == '<text class="name" text-anchor="middle" x="1" y="2.2">&lt;b&gt;&amp;&#34;</text>'
    assert element("rect", x=1) == '<rect x="1"/>'


def test_a_part_that_the_keyboard_skips_says_so() -> None:
    """What a list below repeats is not stopped at again."""
    assert 'tabindex="-1"' in link("/a", title="A", reached=False)
    assert "tabindex" not in link("/a?x=1&y=2")
    assert "/a?x=1&amp;y=2" in link("/a?x=1&y=2")


def test_a_picture_has_a_name_and_a_language() -> None:
    """For those who do not see it, and for the right glyphs."""
    made = BeautifulSoup(picture(10, 20.5, text(1, 2, ["a", "b"], leading=5), class_="p", label="What", language="zh-Hans"), "xml")
    svg = made.find("svg")
    assert svg is not None
    assert (svg["aria-label"], svg["role"], svg["lang"], svg["viewBox"]) == ("What", "group", "zh-Hans", "0 0 10 20.5")
    assert [each["y"] for each in made.find_all("text")] == ["2", "7"]


@pytest.mark.parametrize("status", sorted(STATUS))
def test_every_status_has_a_mark_of_its_own_shape(status: str) -> None:
    """Never by colour alone: form tells, but for a draft and what has not begun, whose line is dashed or whole."""
    assert status in SHAPES
    assert f'class="mark {status}"' in sample(status)


def test_marks_stand_in_lines_and_are_counted() -> None:
    """As many marks as instruments, so many to a line."""
    drawn = marks({"in_force": 5, "trial": 2}, 10, 20, 3)
    full = re.search(r'class="mark in_force" d="([^"]+)"', drawn)
    assert full is not None
    assert full[1].count("M") == 5
    assert full[1].startswith(f"M14 24h0M{14 + PITCH} 24h0")
    assert drawn.count('class="mark half"') == 1
    assert 'aria-hidden="true"' in drawn
    assert marks({}, 0, 0, 3) == ""
    assert (lines_of(0, 3), lines_of(3, 3), lines_of(4, 3)) == (0, 1, 2)


def test_marks_of_a_status_lead_to_their_search() -> None:
    """One link a status, with its words."""
    drawn = marks({"draft": 2}, 0, 0, 9, lambda status, count: (f"/search?status={status}", f"{status}: {count}"))
    assert '<a href="/search?status=draft" tabindex="-1"><title>draft: 2</title>' in drawn


def instrument(name: str, status: str, jurisdiction: str = "CN", issued: str = "2020") -> Instrument:
    """An instrument of a survey."""
    about = Metadata(jurisdiction=jurisdiction, instrument_type="law", issued=issued)
    return Instrument(Document(id=name, title=name, language="zh", media_type="text/markdown", metadata=about), status)


def test_a_shelf_stands_in_order() -> None:
    """By status as everywhere, then the newest first, elsewhere apart."""
    held = [
        instrument("old", "in_force", issued="2001"),
        instrument("gone", "superseded"),
        instrument("new", "in_force", issued="2024"),
        instrument("act", "in_force", "US"),
    ]
    made = shelf(held)
    assert [each.document.id for each in made.home] == ["new", "old", "gone"]
    assert [each.document.id for each in made.abroad] == ["act"]
    assert made.count == 4
    assert list(statuses(held).items()) == [("in_force", 3), ("superseded", 1)]


def rows(count: int) -> list[Row]:
    """Rows of a picture with instruments at home and abroad."""
    held = shelf([*(instrument(f"{place}", "in_force") for place in range(40)), instrument("act", "draft", "EU")])
    about = lambda status, count, abroad: (f"/search?status={status}&abroad={abroad}", status)  # noqa: E731
    return [Row(f"行{place}", "说明", f"?rank={place}", str(place), True, held, about) for place in range(count)]


@pytest.mark.parametrize("shape", ["wedge", "path"])
@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_rows_stand_under_one_another_inside_the_picture(frame: rows_picture.Frame, shape: str) -> None:
    """Nothing runs out of the frame, rows do not touch, each name leads to its list."""
    made = BeautifulSoup(rows_picture.draw(rows(3), frame, shape=shape, label="力", language="zh"), "xml")
    svg = made.find("svg")
    assert svg is not None
    _, _, width, height = (float(each) for each in str(svg["viewBox"]).split())
    names = [each for each in made.find_all("text", class_="name") if each.text.startswith("行")]
    heights = [float(str(each["y"])) for each in names]
    assert heights == sorted(heights)
    assert heights[-1] < height
    assert [each["href"] for each in made.find_all("a") if not each.get("tabindex")] == ["?rank=0", "?rank=1", "?rank=2"]
    drawn = made.find_all("path", class_=re.compile("^mark"))
    places = [float(place) for path in drawn for place in re.findall(r"M([\d.]+) ", str(path["d"]))]
    assert 0 < max(places) < width
    assert bool(made.find("path", class_="wedge")) is (shape == "wedge")
    assert bool(made.find("a", tabindex="-1")) is (frame is WIDE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("frame", [tracks_picture.WIDE, tracks_picture.NARROW])
def test_the_tracks_have_a_box_for_every_step(frame: tracks_picture.Frame, language: str) -> None:
    """Each step once, linked to its list, text inside its box."""
    plan = load()
    pen = tracks_picture.Pen(frame, language, lambda step: {"in_force": len(step.instruments)})
    made = BeautifulSoup(tracks_picture.draw(plan, pen, label="tracks"), "xml")
    assert sorted(str(each["href"]) for each in made.find_all("a")) == sorted(f"#{step.id}" for step in plan.steps())
    for each in made.find_all("a"):
        box = each.find("rect")
        assert box is not None
        left, right = float(str(box["x"])), float(str(box["x"])) + float(str(box["width"]))
        low = float(str(box["y"])) + float(str(box["height"]))
        for said in each.find_all("text"):
            em = (16 if frame.told else 14.5) if "name" in str(said["class"]) else 13
            assert left < float(str(said["x"])) < right
            assert float(str(said["x"])) + lettering.width(said.text) * em < right + 2 or " " not in said.text
            assert float(str(said["y"])) < low
