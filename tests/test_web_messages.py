"""The words of the interface: all there in both languages, all in use, dates and plurals right."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from web.messages import LOCALES, day, number, say, texts

WEB = Path(__file__).parent.parent / "web"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for kind in ("*.py", "templates/*.html") for path in WEB.glob(kind))


def fields(text: object) -> set[str]:
    """The places a text has for values, over all its forms."""
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for _, name, _, _ in Formatter().parse(str(form)) if name}


@pytest.mark.parametrize("key", sorted(texts()))
def test_a_text_is_there_in_both_languages_with_the_same_values(key: str) -> None:
    """Nobody meets a text of the other language or a missing value."""
    told = texts()[key]
    assert set(told) == set(LOCALES)
    assert fields(told["zh"]) == fields(told["en"])
    if isinstance(told["en"], dict):
        assert set(told["en"]) == {"one", "other"}


def test_every_text_asked_for_is_there() -> None:
    """No template names a text that does not exist."""
    asked = set(re.findall(r"""\b(?:t|say|text)\(\s*["']([a-z_0-9.]+)["']""", SOURCES))
    whole, begun = {key for key in asked if not key.endswith(".")}, {key for key in asked if key.endswith(".")}
    assert whole - set(texts()) == set()
    assert all(any(key.startswith(start) for key in texts()) for start in begun)


@pytest.mark.parametrize("key", sorted(texts()))
def test_every_text_is_in_use(key: str) -> None:
    """No text is left behind when what said it is gone: it is named whole, or by a beginning with a name put after it."""
    starts = [key[: place + 1] for place, char in enumerate(key) if char == "."]
    quoted = {f'"{key}"', f"'{key}'"} | {f'"{start}"' for start in starts} | {f'"{start}{{' for start in starts}
    assert any(name in SOURCES for name in quoted), key


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("2021-12-03", "2021年12月3日", "3 December 2021"),
        ("2021-08", "2021年8月", "August 2021"),
        ("2021", "2021年", "2021"),
        ("2021-13-45", "2021-13-45", "2021-13-45"),
        ("soon", "soon", "soon"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(date: str | None, zh: str, en: str) -> None:
    """Whole, by month, by year; what is no date stays as it is."""
    assert (day(date, "zh"), day(date, "en")) == (zh, en)


def test_counting_follows_the_language() -> None:
    """One section, two sections; thousands parted; Chinese has one form."""
    assert say("total.section", "en", n=1) == "1 section"
    assert say("total.section", "en", n=12345) == "12,345 sections"
    assert say("total.section", "zh", n=1) == "1 个条款"
    assert number(1234567, "en") == "1,234,567"
