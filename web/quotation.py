"""How much of a question is searched: so much that its cost is bounded, but a quotation is never torn."""

from __future__ import annotations

import re

from search.parser import CLOSING, OPENING

LONGEST_TEXT = 2_000  # characters of a question that are searched; of 10,000 a thousand phrases take 4.4 s, here .9 s
LONGEST_QUOTATION = 10_000  # and where they end within a quotation, up to its end: one run of words is found in .2 s
_QUOTE = re.compile(f"[{OPENING}{CLOSING}]")


def searched(text: str, longest: int = LONGEST_QUOTATION) -> str:
    """What of a text is searched: its beginning, and a quotation that is open there to its end, if that is near enough."""
    head = text[:LONGEST_TEXT]
    if len(text) > LONGEST_TEXT and len(_QUOTE.findall(head)) % 2:
        end = _QUOTE.search(text, LONGEST_TEXT, longest)
        return text[: end.end()] if end else head
    return head
