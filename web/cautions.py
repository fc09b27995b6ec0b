"""What a document's reader warned of, in the language of the page."""

from __future__ import annotations

import re

from web.messages import say

_NO_TEXT = re.compile(
    r"no text: (?:no text on page (?P<pages>[\d, .]+)|no page has text); (?P<tried>text recognition found none)?.*"
)
_FIELDS = re.compile(r"(?P<name>.+\.yaml): (?P<fields>.+): no such field; there are (?P<known>.+)")


def caution(warning: str, language: str) -> str:
    """A warning in the reader's language; one of another kind as it stands."""
    if match := _NO_TEXT.fullmatch(warning):
        pages = match["pages"]
        where = say("caution.pages", language, pages=pages) if pages else say("caution.nowhere", language)
        return where + say("caution.tried" if match["tried"] else "caution.install", language)
    if match := _FIELDS.fullmatch(warning):
        return say("caution.fields", language, **match.groupdict())
    return warning
