"""The text of a page is told from what stands around it; numbered provisions are never lost."""

from __future__ import annotations

import pytest

from ingest import blocks, body, elements, html

PARAGRAPH = (
    "The applicant shall describe the process, the controls and the limits, and shall justify each of them from its own data."
)
OTHER = "Somewhere else on the site there is a story of a very different kind, with words that nobody would look for on this page."
ARTICLE = "".join(f"<p>Paragraph {number}. {PARAGRAPH}</p>" for number in range(1, 7))


def text(markup: str) -> str:
    """What is kept of a page."""
    root = elements.tree(html.parsed(markup))
    return "\n".join(line.text for line in blocks.lines(body.main(root)))


@pytest.mark.parametrize(
    "around",
    [
        f'<div class="sidebar"><p>{OTHER}</p></div>',
        f'<div id="comments"><h2>Comments</h2><p>{OTHER}</p><p>{OTHER}</p></div>',
        f"<aside><p>{OTHER}</p></aside>",
        f"<footer><p>{OTHER}</p></footer>",
        f'<div class="cookie-notice"><p>{OTHER}</p></div>',
        f'<div class="cli-modal"><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p><p>{OTHER}</p></div>',
        f'<div style="display:none"><p>{OTHER}</p></div>',
        f"<div hidden><p>{OTHER}</p></div>",
        f"<script>var story = '{OTHER}'</script>",
        f"<noscript><p>{OTHER}</p></noscript>",
        f"<ul><li><a href=1>{OTHER}</a></li><li><a href=2>{OTHER}</a></li></ul>",
        f"<div>{f'<div class=c><h3><a href=1>A story</a></h3><p>{OTHER}</p></div>' * 3}</div>",
        f'<figure><img><figcaption class="caption">{OTHER}</figcaption></figure>',
        f'<p class="byline">By someone, {OTHER}</p>',
        f'<p>Related: <a href="/x">{OTHER}</a></p>',
        f'<p>相关阅读：<a href="/x">{OTHER}</a></p>',
        f"<select><option>{OTHER}</option></select>",
        f"<button>{OTHER}</button>",
    ],
)
def test_what_stands_around_the_text_is_left_out(around: str) -> None:
    """Whether before it, behind it or in its middle; the text itself is kept whole."""
    for markup in (f"{around}<div>{ARTICLE}</div>", f"<div>{ARTICLE}</div>{around}", f"<div>{ARTICLE}{around}{ARTICLE}</div>"):
        kept = text(f"<html><body>{markup}</body></html>")
        assert "Somewhere else" not in kept
        assert kept.count(PARAGRAPH) == markup.count(PARAGRAPH)


@pytest.mark.parametrize(
    "container",
    [
        '<div class="comments">{}</div>',
        '<article class="post tag-gene category-promo share">{}</article>',
        '<main class="sidebar-left">{}</main>',
        '<div class="related">{}</div>',
        "<footer>{}</footer>",
        '<table><tr><td class="menu">{}</td></tr></table>',
        "<form>{}</form>",
        "<center><font>{}</font></center>",
    ],
)
def test_the_text_is_kept_whatever_it_is_called(container: str) -> None:
    """A name is a witness, not a proof: what is nearly all of a page's text is the text."""
    assert text(f"<body>{container.format(ARTICLE)}</body>").count(PARAGRAPH) == 6


def test_a_section_named_for_its_subject_is_kept() -> None:
    """An id that repeats the heading tells the subject, as "advertising" in a law on it."""
    about = f'<div id="advertising"><h2>Advertising</h2><p>{OTHER}</p></div>'
    assert OTHER in text(f"<body><div>{ARTICLE}{about}</div></body>")


RULES = [
    ("第{}条 申请人应当对生产过程进行研究，并保存全部记录。", "一二三四五六七八九十"),
    ("1.{} The holder keeps the records.", "123456789"),
    ("Article {} The holder keeps the records.", "123456789"),
    ("§ {} The holder keeps the records.", "123456789"),
    ("（{}）持有人保存全部记录。", "一二三四五六七八九"),
]


@pytest.mark.parametrize(("form", "numbers"), RULES)
def test_no_numbered_provision_is_lost(form: str, numbers: str) -> None:
    """Though one part is far longer than the others, though a part is named like a menu, though provisions are short."""
    provisions = [form.format(number) for number in numbers]
    first, rest = provisions[:2], provisions[2:]
    markup = (
        '<body><ul class="nav"><li><a href=1>Home</a></li></ul><div>'
        f'<div class="related">{"".join(f"<p>{p}</p>" for p in first)}</div>'
        f"<div>{''.join(f'<p>{p}</p>' for p in rest)}{ARTICLE * 5}</div></div></body>"
    )
    kept = text(markup)
    assert [provision for provision in provisions if provision not in kept] == []
    assert "Home" not in kept


def test_links_within_the_text_are_text() -> None:
    """A rulebook links its defined words; a list of them is no menu where sentences go with them."""
    item = (
        '<li>the <a href="#t">firm</a> reports each <a href="#t">material event</a> to the <a href="#t">agency</a> in ten days</li>'
    )
    assert text(f"<body><div>{ARTICLE}<ul>{item * 3}</ul></div></body>").count("material event") == 3


def test_a_rulebook_that_links_every_defined_word_is_kept() -> None:
    """Its provisions are mostly links, yet are sentences; the list of versions beside each is not."""

    def rule(number: str) -> str:
        words = "".join(
            f'<a href="#{word}">{word}</a> ' for word in ("protected", "claim", "relevant", "person", "eligible", "claimant")
        )
        return (
            f'<div class="row"><div><p>7.{number}</p></div><div><p>Any {words} is one:</p></div></div>'
            '<div class="info"><ul class="list-links"><li><a href="/then">Past version of the rule</a></li></ul></div>'
        )

    kept = text(f"<body><main>{''.join(map(rule, '1234567'))}</main></body>")
    assert kept.count("protected claim relevant person eligible claimant is one:") == 7
    assert "7.4 Any protected" in kept
    assert "Past version" not in kept


def test_a_page_of_nothing_but_links_is_kept() -> None:
    """An index of guidelines is all that such a page has to say."""
    items = "".join(f'<li><a href="/{n}">Guideline number {n} on cell products</a></li>' for n in range(30))
    assert text(f"<body><ul>{items}</ul></body>").count("Guideline number") == 30


def test_a_page_that_calls_its_text_by_name_is_believed() -> None:
    """The element named for the article is taken before a longer part beside it."""
    short = f'<div class="article-body"><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></div>'
    longer = f"<div><p>{OTHER}</p><p>{OTHER}</p></div>"
    kept = text(f"<body><div>{short}{longer}</div></body>")
    assert kept.count(PARAGRAPH) == 2
    assert OTHER not in kept


@pytest.mark.parametrize(
    "markup", ["", "<p></p>", "plain words", "<a href=1>one link</a>", "<table></table>", "<ul><li></li></ul>"]
)
def test_next_to_nothing_is_no_trouble(markup: str) -> None:
    """Pages without text, without markup, without anything."""
    assert isinstance(text(markup), str)
