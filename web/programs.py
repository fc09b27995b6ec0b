"""The description of the JSON endpoints, as the file for programs and as a page for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from corpus.vocabulary import Label
from web.addresses import encode, segment


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes."""

    name: str
    description: Label


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint; `example` is an address to try, where the description has examples enough for one."""

    method: str
    path: str
    summary: Label
    parameters: Sequence[Parameter]
    example: str | None


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    held: dict[str, Any] = yaml.safe_load(files("web").joinpath("openapi.yaml").read_text(encoding="utf-8"))
    return held


def operations() -> list[Operation]:
    """Every endpoint of the description, in its order."""
    return [_operation(path, method, told) for path, methods in description()["paths"].items() for method, told in methods.items()]


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    named = [_resolved(parameter) for parameter in told.get("parameters", ())]
    example: str | None = path
    for parameter in named:
        if parameter["in"] == "path":
            example = (
                example and parameter.get("example") and example.replace(f"{{{parameter['name']}}}", segment(parameter["example"]))
            )
    query = "&".join(f"{each['name']}={encode(each['example'])}" for each in named if each["in"] == "query" and "example" in each)
    return Operation(
        method=method.upper(),
        path=path,
        summary=Label(told["x-zh"], told["summary"]),
        parameters=[Parameter(each["name"], Label(each["x-zh"], each["description"])) for each in named],
        example=f"{example}?{query}" if example and query else example,
    )


def _resolved(parameter: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in parameter:
        return parameter
    found: dict[str, Any] = description()["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return found
