"""What a reader should know of how a question was taken: a text cut short or without a word, a date that is none, an article that
its instrument does not have, a value of a facet that no document has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from msgspec.structs import replace

from corpus.vocabulary import FACET_NAMES
from search import Question, Results
from search.fields import undated
from search.result import Absent
from web.interface import title_of
from web.labels import label
from web.library import Library
from web.messages import say
from web.quotation import LONGEST_TEXT

FACT = re.compile(rf"(?<![^\s(+-])({'|'.join(FACET_NAMES)}):\"?([^\s\")]+)")
NEAR = 3  # values named that are like one nobody has
MOST = 4  # dates told that are none; a pasted text may have hundreds


def noted(results: Results, held: Library, language: str, asked: str = "") -> Results:
    """The results with what is to be told of the question as it was `asked`, in the reader's language."""
    notes = tuple(_notes(results, held, language, asked))
    return replace(results, notes=(*results.notes, *notes)) if notes else results


def _notes(results: Results, held: Library, language: str, asked: str) -> Iterator[str]:
    question = results.question
    if len(question.text) == LONGEST_TEXT or len(asked) > len(question.text):
        yield say("note.cut", language, length=len(question.text))
    if question.text.strip() and not any(char.isalnum() for char in results.interpreted):
        yield say("note.wordless", language)
    for value in undated(question.text)[:MOST]:
        yield say("note.undated", language, value=value[:80])
    yield from (_absent(each, language) for each in results.absent)
    suspects = [
        (facet, each.value) for facet in question.filters for each in results.facets[facet] if each.selected and not each.count
    ]
    if not results.total:
        suspects += [(name, value) for name, values in FACT.findall(results.interpreted) for value in values.split(",")]
    known = _known(held, held.engine.generation()) if suspects else {}
    for facet, value in suspects:
        if value not in known.get(facet, ()):
            yield _unknown(facet, value, known, language)


@lru_cache(maxsize=2)
def _known(held: Library, _generation: int) -> Mapping[str, list[str]]:
    """Every value of each facet that some document has; kept until the library changes, for looking takes as long as a search."""
    return {facet: [each.value for each in values] for facet, values in held.find(Question(text="", size=1)).facets.items()}


def _near(facet: str, value: str, codes: Iterable[str]) -> list[str]:
    """The codes of which the code itself or a name in either language holds a value or is like it."""
    forms = {form.casefold(): code for code in codes for form in (code, label(facet, code, "zh"), label(facet, code, "en"))}
    asked = value.casefold()
    held = [form for form in forms if asked in form]
    return list(dict.fromkeys(forms[form] for form in (*held, *get_close_matches(asked, forms, NEAR, 0.7))))[:NEAR]


def _absent(absent: Absent, language: str) -> str:
    article = absent.article if language == "zh" else f"Article {'-'.join(re.findall('[0-9]+', absent.article))}"
    key = "note.absent.entry" if absent.document.metadata.role == "entry" else "note.absent"
    return say(key, language, title=title_of(absent.document, language), article=article)


def _unknown(facet: str, value: str, known: Mapping[str, list[str]], language: str) -> str:
    told = say("note.unknown", language, facet=FACET_NAMES[facet].get(language), value=value[:80])
    meant = [f"{label(facet, each, language)} ({each})" for each in _near(facet, value, known.get(facet, ()))]
    comma, space = ("、", "") if language == "zh" else (", ", " ")
    return told + space + say("note.near", language, values=comma.join(meant)) if meant else told
