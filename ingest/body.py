"""Which part of a web page is its text.

First what calls itself something else is dropped, then the way goes down from the page to the smallest element that holds nearly
all whole paragraphs, then lists of links are dropped there. Where that loses a numbered provision of a statute or a rulebook, the
text is taken from higher up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest import boilerplate
from ingest.elements import Element

MOST = 0.75  # share of the weight below which the way down ends
NAMED = 0.35  # share of the weight from which an element that calls itself the text is believed
RULES = 5  # numbered provisions from which a page is a statute or a rulebook
LEAST = 250  # measure of text below which too much may have been taken away
TENFOLD = 10  # times as much as is left

_TEXT = re.compile(
    r"article-?_?(?:body|text|content)|(?:post|entry|story|news|blog|page|main)[\w-]*[-_]?(?:body|content|text)|body-?(?:copy|text|content)|articlebody"
    r"|trs_editor|pages_content|ue_table|news_?content|content-?inner|article__body|wysiwyg|richtext|rich-text"
)


def main(page: Element) -> Element:
    """The element of the page that is its text, without what is not."""
    known = boilerplate.without_strangers(page)
    text = _cleaned(_inmost(_named(known)))
    if max(boilerplate.provisions(text), RULES - 1) < boilerplate.provisions(known):
        text = boilerplate.without_links(_holding_provisions(known), boilerplate.DENSE)
    if text.length < LEAST and known.length > TENFOLD * text.length:
        return known
    return text


def _cleaned(root: Element) -> Element:
    return boilerplate.without_links(boilerplate.without_cards(root))


def _named(page: Element) -> Element:
    """The innermost element that calls itself the text and holds a good share of it, else the page."""
    named = [e for e in _blocks(page) if (_TEXT.search(e.hint) or e.tag in {"article", "main"}) and e.weight >= NAMED * page.weight]
    most = max((e.weight for e in named), default=0)
    return next((e for e in reversed(named) if e.weight >= 0.9 * most), page) if most else page


def _inmost(root: Element) -> Element:
    """Down to the element below which the paragraphs part ways, never into a paragraph."""
    while True:
        heaviest = max(root.elements, key=lambda e: e.weight, default=None)
        if heaviest is None or heaviest.weight < MOST * root.weight or not any(part.block for part in heaviest.elements):
            return root
        root = heaviest


def _holding_provisions(root: Element) -> Element:
    """The smallest element with all numbered provisions."""
    count = boilerplate.provisions(root)
    while True:
        inner = next((e for e in root.elements if e.block and boilerplate.provisions(e) == count), None)
        if inner is None:
            return root
        root = inner


def _blocks(root: Element) -> Iterator[Element]:
    return (e for e in root.walk() if e.block)
