"""Answers as a terminal shows them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from corpus.force import standing
from search import Hit, Results
from web import answer
from web.labels import label
from web.messages import say


def as_json(results: Results) -> str:
    """What the JSON endpoint answers."""
    return answer.encode(results, "en").decode()


def as_text(results: Results) -> str:
    """A hit in three lines: where it stands, in what, and the passage."""
    lines = [f"{results.total} hits for {results.interpreted}"]
    for expansion in results.expansions:
        lines.append(f"  {expansion.term} also as: {', '.join(expansion.added)}")
    lines += [f"  {note}" for note in results.notes]
    day = results.question.as_of or datetime.now(UTC).date().isoformat()
    for number, hit in enumerate(results.hits, (results.question.page - 1) * results.question.size + 1):
        lines += ["", *_hit(number, hit, day)]
    if results.suggestion:
        lines += ["", f"Did you mean: {results.suggestion}"]
    return "\n".join(lines)


def _hit(number: int, hit: Hit, day: str) -> list[str]:
    """Where it stands and how on the day, and how its page was read where that is not as it was printed."""
    section, about = hit.located.section, hit.document.metadata
    stands = label("status", standing(about, day), "en").lower() if about.status else None
    page = f"p. {section.page}" if section.page else None
    grade = answer.grade(hit.document, section.page)
    read = say(f"quality.{grade}.long", "en") if grade in ("ocr", "garbled", "empty") else None
    facts = (hit.document.title, about.document_number, stands, about.issued, page, read)
    passage = "".join(click.style(span.text, bold=True) if span.mark else span.text for span in hit.snippet)
    return [
        f"{number}. {' > '.join((*hit.located.path, section.name or section.id))}",
        f"   {' · '.join(fact for fact in facts if fact)}",
        f"   {passage if sys.stdout.isatty() else click.unstyle(passage)}",
    ]
