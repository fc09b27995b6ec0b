"""The concepts of the field in both languages: what each is called, in all its forms, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from corpus import plain
from corpus.catalogue import REFERENCE
from corpus.errors import InvalidEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a concept means, in our own words."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept: its preferred name in Chinese and English, other forms, related words, and its meaning."""

    id: str
    category: str
    zh: str
    en: str
    definition: Meaning
    zh_variants: tuple[str, ...] = ()
    zh_hant: tuple[str, ...] = ()
    en_variants: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def forms(self, language: str | None = None) -> tuple[str, ...]:
        """Every form, the preferred first: of `zh` or `en`, or of both; abbreviations belong to both."""
        chinese = (self.zh, *self.zh_variants, *self.zh_hant)
        english = (self.en, *self.en_variants)
        chosen = {"zh": chinese, "en": english}.get(language or "", (*chinese, *english))
        return tuple(dict.fromkeys((*chosen, *self.abbreviations)))


def load(path: Path = REFERENCE / "glossary.yaml") -> dict[str, Concept]:
    """The glossary by concept id. Raises `InvalidEntry`, whose text names the file and the concept."""
    stated = plain.read(path.read_text(encoding="utf-8"))
    concepts = {}
    for identifier, facts in stated.items():
        try:
            concepts[identifier] = msgspec.convert({"id": identifier, **facts}, Concept)
        except (msgspec.ValidationError, TypeError) as error:
            raise InvalidEntry(f"{path.name}: {identifier}: {error}") from error
    return concepts
