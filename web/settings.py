"""What an operator can set, each with its default and a sentence; read from the environment once, at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any


class InvalidSetting(ValueError):
    """A setting that cannot be meant; the message names the variable and what it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this Bluebook runs. A field `name` is read from the environment variable `BLUEBOOK_NAME`."""

    data: Path = field(default=Path("data"), metadata={"help": "Folder that holds everything the program writes."})
    database: str = field(default="", metadata={"help": "SQLAlchemy URL of a shared database; empty: SQLite in the data folder."})
    host: str = field(default="127.0.0.1", metadata={"help": "Address the server listens on."})
    port: int = field(default=8000, metadata={"help": "Port the server listens on."})
    threads: int = field(
        default=8, metadata={"help": "Pages that each process makes at the same time; searches it answers in turn."}
    )
    processes: int = field(
        default=2, metadata={"help": "Processes that answer, best one for each core; each needs memory of its own."}
    )
    address: str = field(default="", metadata={"help": "Public address, as https://example.org, for links in feeds and citations."})

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """The settings as the environment has them. Raises `InvalidSetting`."""
        given: dict[str, Any] = {}
        for setting in fields(cls):
            if value := environment.get(variable(setting)):
                given[setting.name] = _parse(setting, value)
        return cls(**given)


def variable(setting: Field[Any]) -> str:
    """The environment variable of a setting."""
    return f"BLUEBOOK_{setting.name.upper()}"


def _parse(setting: Field[Any], value: str) -> object:
    if setting.type == "Path":
        return Path(value)
    if setting.type == "int":
        if not (value.isascii() and value.isdecimal() and len(value) < 6 and 0 < int(value) < 65536):
            raise InvalidSetting(f"{variable(setting)} is a whole number from 1 to 65535, not {value!r}")
        return int(value)
    return value.rstrip("/") if setting.name == "address" else value
