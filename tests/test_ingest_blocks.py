"""The tree of a page is cut into lines as a reader sees them: paragraphs, headings, items, rows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import blocks, elements, html
from ingest.line import Line


def lines(markup: str) -> list[Line]:
    """The lines of a piece of markup."""
    return blocks.lines(elements.tree(html.parsed(f"<body>{markup}</body>")))


def texts(markup: str) -> list[str]:
    """Their texts."""
    return [line.text for line in lines(markup)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<p>one <b>two</b>, <i>th</i>ree</p>", ["one two, three"]),
        ("<div>loose <p>one</p> end</div>", ["loose", "one", "end"]),
        ("<p>  white\n\t space&nbsp;and　wide\u200b  </p>", ["white space and wide"]),
        ("<p>　　第一条　为了规范<br>　　第二条　凡在境内</p>", ["第一条 为了规范", "第二条 凡在境内"]),
        ("<p>a sentence that is broken<br>in the middle of it</p>", ["a sentence that is broken in the middle of it"]),
        ("<pre>one\n  two\n</pre>", ["one", "two"]),
        ("<span>a<span>b<p>c</p>d</span>e</span>", ["a", "b", "c", "d", "e"]),
        ("<dl><dt>claim</dt><dd>means a valid claim</dd></dl>", ["claim", "means a valid claim"]),
        ("<p>the rule<sup><a href='#n4'>4</a></sup> holds</p>", ["the rule [4] holds"]),
        ("<p>m<sup>2</sup> and H<sub>2</sub>O</p>", ["m² and H2O"]),
        ("<p>kept<!-- not --></p><textarea>not</textarea><p>&lt;tag&gt; &amp; more</p>", ["kept", "<tag> & more"]),
    ],
)
def test_paragraphs(markup: str, expected: list[str]) -> None:
    """A paragraph is a line, with its white space as a browser shows it."""
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>one</li><li><p>two</p><p>more</p></li></ul>", ["• one", "• two", "more"]),
        ("<ol><li>one</li><li>two</li></ol>", ["1. one", "2. two"]),
        ("<ol start=3><li>one</li><li value=7>two</li><li>three</li></ol>", ["3. one", "7. two", "8. three"]),
        ("<ol type=a><li>one</li><li>two</li></ol>", ["a. one", "b. two"]),
        ("<ol type=A start=26><li>one</li><li>two</li></ol>", ["Z. one", "27. two"]),
        ("<ol type=i start=4><li>one</li><li>two</li></ol>", ["iv. one", "v. two"]),
        ("<ol type=I start=9><li>one</li></ol>", ["IX. one"]),
        ("<ol start=x><li>one</li></ol>", ["1. one"]),
        ("<ol><li>(1) one</li><li>(2) two</li></ol>", ["(1) one", "(2) two"]),
        ("<ol><li>第三条 文字</li></ol>", ["第三条 文字"]),
        ("<ul class=no-bullet><li>one</li></ul>", ["one"]),
        ("<ol><li>one<ul><li>inner</li></ul></li><li>two</li></ol>", ["1. one", "• inner", "2. two"]),
        ("<ul>stray<li>one</li></ul>", ["stray", "• one"]),
    ],
)
def test_items(markup: str, expected: list[str]) -> None:
    """Items bear the number that a browser draws, unless they bear their own."""
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><th>a<th>b</tr><tr><td>1</td><td>2</td></tr></table>", ["a\tb", "1\t2"]),
        ("<table><caption>Limits</caption><tr><td>a</td><td></td><td>c</td></tr></table>", ["Limits", "a\t\tc"]),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c\td</td></tr></table>", ["a b\tc d"]),
        ("<table><tr><td>one cell</td></tr><tr><td>another</td></tr></table>", ["one cell", "another"]),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", ["a\tb", "c"]),
        ("<table><tr><td><p>第一条 甲</p><p>第二条 乙</p></td><td>x</td></tr></table>", ["第一条 甲", "第二条 乙", "x"]),
        ("<table><tr><td></td><td></td></tr></table>", []),
        (
            "<table><tr><th rowspan=2>a<th colspan=2>b<th>c<tr><td>1<td>2<td>3<tr><td>4<td>5<td>6<td rowspan=x>7</table>",
            ["a\tb\t\tc", "\t1\t2\t3", "4\t5\t6\t7"],
        ),
        (f"<table><tr><td>{'word ' * 800}</td><td>x</td></tr></table>", [("word " * 800).strip(), "x"]),
    ],
)
def test_tables(markup: str, expected: list[str]) -> None:
    """A row of data is one line with tabs between its cells; a table that lays out the page is seen through."""
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<div class=a><p>3.4</p></div><div><p>The firm reports.</p></div>", ["3.4 The firm reports."]),
        ("<p>13</p><h3>Subrogation</h3>", ["13 Subrogation"]),
        ("<p>13</p><p>loose number</p>", ["13", "loose number"]),
        ("<p>1.1A</p><p>text</p>", ["1.1A text"]),
        ("<p>5A</p><h3>Insurers</h3><p>5A.1</p><p>text</p>", ["5A Insurers", "5A.1 text"]),
        ("<p>(a)</p><p>text</p><p>(b)</p>", ["(a) text", "(b)"]),
        ("<p>第三条</p><p>文字</p>", ["第三条 文字"]),
        ("<p>1.1</p><p>1.2</p><p>text</p>", ["1.1", "1.2 text"]),
    ],
)
def test_a_number_alone_is_joined_to_what_it_numbers(markup: str, expected: list[str]) -> None:
    """Rulebooks set the number in a column of its own."""
    assert texts(markup) == expected


def test_headings_and_weight() -> None:
    """Tagged headings have their rank, paragraphs in bold their weight, notes their kind."""
    found = lines(
        "<h1>A</h1><h4><b>B</b></h4><p><strong>C</strong></p><p><b>D</b> e</p><div class=footnotes><p>f</p></div><h2>G</h2>"
    )
    assert [(line.text, line.rank, line.bold, line.kind) for line in found] == [
        ("A", 1, False, "body"),
        ("B", 4, True, "body"),
        ("C", None, True, "body"),
        ("D e", None, False, "body"),
        ("f", None, False, "note"),
        ("G", 2, False, "body"),
    ]


def test_anchors_are_kept_on_the_first_line() -> None:
    """Those of headings, of containers, of old-fashioned named anchors and of rows; the nearest wins."""
    found = lines(
        "<div id=part><h2 id=head>A</h2><p>b</p></div><section id=sec><div><p>c</p><p>d</p></div></section>"
        "<p><a name=old></a>e</p><table><tr id=row><td>f</td><td>g</td></tr></table><p>3.4</p><p id=x>h</p>"
    )
    assert [(line.text, line.anchor) for line in found] == [
        ("A", "head"),
        ("b", None),
        ("c", "sec"),
        ("d", None),
        ("e", "old"),
        ("f\tg", "row"),
        ("3.4 h", "x"),
    ]


TAGS = ["p", "div", "span", "b", "li", "ul", "ol", "td", "tr", "table", "h2", "section", "a", "br", "sup", "pre", "dl"]
MARKUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ['<a href="#1">', "<p id=x>"]),
        st.text(alphabet="abcXYZ 第一条规定12.()、\n", min_size=1, max_size=12),
    ),
    max_size=40,
)


@given(MARKUP)
def test_every_character_stands_in_one_line(pieces: list[str]) -> None:
    """Whatever the markup: each character of the page's text is in the lines, in order, and only marks of lists are added."""
    root = elements.tree(html.parsed(f"<body>{''.join(pieces)}</body>"))
    wanted = re.sub(r"\s+", "", root.text)
    kept = iter("".join(line.text for line in blocks.lines(root)))
    assert all(any(c == k for k in kept) for c in wanted)


@given(MARKUP)
def test_lines_are_lines(pieces: list[str]) -> None:
    """None is blank, none holds a line end, white space is single."""
    for line in lines("".join(pieces)):
        assert line.text.strip()
        assert not re.search(r"[\n\r\x1f]|  ", line.text)
