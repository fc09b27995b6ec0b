"""Why a hit stands where it does, in the reader's words."""

from __future__ import annotations

from search import Reason
from web.labels import label
from web.messages import say


def told(reason: Reason, language: str) -> str:
    """One reason as a sentence."""
    match reason.kind:
        case "named":
            return say("why.named", language)
        case "past":
            return say("why.past", language, status=label("status", reason.status, language))
        case "score":
            return say("why.score", language, score=f"{reason.score:.2f}")
        case place:
            words = say("why.and", language).join(_counted(word, count, language) for word, count in reason.words)
            return say(f"why.{place}", language, words=say("why.more", language, words=words) if reason.more else words)


def _counted(word: str, count: int, language: str) -> str:
    return say("why.word", language, word=word) if count == 1 else say("why.times", language, word=word, n=count)
