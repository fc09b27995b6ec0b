"""Names of the values people choose from: facet values, statuses, issuers, in the language of the interface."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import yaml

from corpus.vocabulary import FACETS, Label


@lru_cache(maxsize=1)
def authorities() -> Mapping[str, Label]:
    """Issuing bodies by code."""
    held = yaml.safe_load(files("corpus").joinpath("reference/authorities.yaml").read_text(encoding="utf-8"))
    return {code: Label(names["zh"], names["en"]) for code, names in held.items()}


@lru_cache(maxsize=20_000)
def label(facet: str, value: str, language: str) -> str:
    """The name of a facet's value; a value without one is its own name."""
    known = authorities() if facet == "authority" else FACETS[facet]
    return known[value].get(language) if value in known else value
