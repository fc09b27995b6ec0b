"""How far a page's text can be trusted."""

from __future__ import annotations

from corpus.document import PageQuality


def grade(page: int, text: str, invisible: bool) -> PageQuality:
    """The grade of a page from its text and from whether that text is printed invisibly over a picture."""
    if not text.strip():
        return PageQuality(page=page, grade="empty", reason="no text layer")
    if invisible:
        return PageQuality(page=page, grade="ocr", reason="the text layer lies invisible over a picture")
    return PageQuality(page=page, grade="native")
