"""YAML -> plain dicts, lists and strings, by the fast loader where it was built."""

from __future__ import annotations

from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str) -> Any:
    """What a YAML text says. Raises `yaml.YAMLError`. Only plain values are ever made."""
    return yaml.load(text, Loader)
