"""The words of the interface in Chinese and English, with dates and plurals as each language has them.

The texts are in `messages.yaml`: one key a text; a text that counts something has its plural forms by CLDR category.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

Text = str | Mapping[str, str]

LOCALES: Mapping[str, Locale] = {"zh": Locale("zh", "CN", script="Hans"), "en": Locale("en", "GB")}
HTML_LANGUAGE: Mapping[str, str] = {"zh": "zh-Hans", "en": "en"}

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@lru_cache(maxsize=1)
def texts() -> Mapping[str, Mapping[str, Text]]:
    """Every text of the interface: key -> language -> text."""
    held: Mapping[str, Mapping[str, Text]] = yaml.safe_load(files("web").joinpath("messages.yaml").read_text(encoding="utf-8"))
    return held


def say(key: str, language: str, **values: object) -> str:
    """A text of the interface; `n` chooses the plural form. Whole numbers are written as the language groups them."""
    text = texts()[key][language]
    if not isinstance(text, str):
        count = values["n"]
        form = LOCALES[language].plural_form(count) if isinstance(count, int) else "other"
        text = text.get(form) or text["other"]
    if not values:
        return text
    return text.format(**{name: number(value, language) if type(value) is int else value for name, value in values.items()})


def number(value: int, language: str) -> str:
    """A count with its thousands parted."""
    return str(format_decimal(value, locale=LOCALES[language]))


def day(value: str | None, language: str) -> str:
    """A date of the corpus (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) as the language writes it; anything else as it stands."""
    if not value or not (match := _PARTIAL.fullmatch(value)):
        return value or ""
    year, month, of_month = match.groups()
    if month is None:
        return f"{year}年" if language == "zh" else year
    try:
        if of_month is None:
            pattern = "y年M月" if language == "zh" else "MMMM y"
            return format_date(date(int(year), int(month), 1), pattern, locale=LOCALES[language])
        return format_date(date.fromisoformat(value), "long", locale=LOCALES[language])
    except ValueError:
        return value
