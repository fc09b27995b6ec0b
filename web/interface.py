"""What every template can say: texts, dates, names of values, addresses, and which language a run of text is in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any

from flask import Flask, request
from werkzeug.urls import uri_to_iri

from corpus import Document, Section
from corpus.force import standing
from corpus.vocabulary import RANK
from search import Question
from web import addresses, passages
from web.addresses import encode
from web.answer import grade
from web.beside import counterparts
from web.caching import asset
from web.cautions import caution
from web.instrument import surroundings
from web.labels import label
from web.language import remember, wanted
from web.marks import sample
from web.messages import HTML_LANGUAGE, day, number, say
from web.quotation import LONGEST_TEXT
from web.reasons import told
from web.results_page import without
from web.standing import standing_of
from web.years import histogram

MOST_KEPT = 200  # parameters of an address that stay when the language changes
UNNAMED = {"front": "section.front", "note": "section.note"}  # what stands for the name of a section that has none
SCRIPT = {"zh": "zh-Hans", "zh-Hant": "zh-Hant", "en": "en"}


def furnish(app: Flask) -> None:
    """Give templates their words."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["iri"] = uri_to_iri  # a page with a hundred links says Han in 3 bytes a character, not in 9
    app.jinja_env.globals.update(
        anchor=addresses.anchor,
        beside_path=addresses.beside_path,
        asset=asset,
        counterparts=counterparts,
        document_path=addresses.document_path,
        grade=grade,
        histogram=histogram,
        language_of=language_of,
        marked=passages.marked,
        rank=RANK.get,
        sample=sample,
        section_name=section_name,
        section_path=addresses.section_path,
        search_path=addresses.search_path,
        standing=status_of,
        stands=standing_of,
        surroundings=surroundings,
        title_of=title_of,
        within=addresses.within,
        without=without,
    )

    @app.context_processor
    def words() -> dict[str, Any]:
        language = wanted()
        return {
            "language": language,
            "html_language": HTML_LANGUAGE[language],
            "t": lambda key, **values: say(key, language, **values),
            "day": partial(day, language=language),
            "number": partial(number, language=language),
            "caution": partial(caution, language=language),
            "label": lambda facet, value: label(facet, value, language) if value else "",
            "other_language": _in_language("en" if language == "zh" else "zh"),
            "hidden": hidden,
            "why": partial(told, language=language),
            "named": partial(named, language=language),
            "brief": brief,
        }

    app.after_request(remember)


def language_of(document: Document, section: Section | None = None) -> str:
    """The `lang` of a run of text; empty where it is not known."""
    held = (section.language if section else None) or document.language or ""
    return SCRIPT.get(held, held)


def status_of(document: Document, day: str | None = None) -> str | None:
    """The status to show: as it is on a day, else today."""
    about = document.metadata
    return standing(about, day or datetime.now(UTC).date().isoformat()) if about.status else None


def section_name(section: Section, text: Callable[[str], str]) -> str:
    """Number and heading, or what stands for a section that has neither."""
    return section.name or text(UNNAMED.get(section.kind, "section.unnamed"))


def title_of(document: Document, language: str) -> str:
    """The title in a language where it is known, else as it is."""
    about = document.metadata
    return (about.title_zh if language.startswith("zh") else about.title_en) or document.title


def named(document: Document, language: str) -> tuple[str, str]:
    """The title in a language where it is known, else as it is, with its `lang`."""
    title = title_of(document, language)
    return title, language_of(document) if title == document.title else SCRIPT[language]


def hidden(question: Question) -> list[tuple[str, str]]:
    """What a search form keeps of the question beside its text, as hidden fields."""
    kept = [
        ("size", str(question.size), "10"),
        ("group", question.group, "section"),
        ("sort", question.sort, "relevance"),
        ("as_of", question.as_of or "", ""),
    ]
    found = [(name, value) for name, value, default in kept if value != default]
    return found + [(facet, value) for facet, values in question.filters.items() for value in values]


def brief(text: str, most: int = 200) -> str:
    """A text that may be of any length, cut where it would fill the page."""
    return text if len(text) <= most else f"{text[:most]}…"


def _in_language(other: str) -> str:
    """The address of this page in the other language."""
    given = islice(request.args.items(multi=True), MOST_KEPT)
    kept = [f"{encode(name)}={encode(value[:LONGEST_TEXT])}" for name, value in given if name != "lang"]
    return f"?{'&'.join([*kept, f'lang={other}'])}"
