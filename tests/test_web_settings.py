"""Settings come from the environment once; what cannot be meant is named with its cure."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from web.settings import InvalidSetting, Settings, variable


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing need be set."""
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env({"BLUEBOOK_PORT": "", "PORT": "9"}) == Settings()


def test_every_setting_is_read_from_its_variable() -> None:
    """`name` is `BLUEBOOK_NAME`."""
    given = {
        "data": "/x",
        "database": "sqlite://",
        "host": "0.0.0.0",
        "port": "81",
        "threads": "2",
        "processes": "3",
        "address": "https://b.example/",
    }
    found = Settings.from_env({f"BLUEBOOK_{name.upper()}": value for name, value in given.items()})
    expected = Settings(
        data=Path("/x"), database="sqlite://", host="0.0.0.0", port=81, threads=2, processes=3, address="https://b.example"
    )
    assert found == expected
    assert {field.name for field in fields(Settings)} == set(given)


def test_every_setting_says_what_it_is() -> None:
    """A sentence each, for help and documentation."""
    for setting in fields(Settings):
        assert setting.metadata["help"].endswith(".")
        assert variable(setting).startswith("BLUEBOOK_")


@pytest.mark.parametrize("value", ["x", "0", "-1", "65536", "８０"])
def test_a_number_that_is_none_is_refused_by_name(value: str) -> None:
    """The message names the variable and what it takes."""
    with pytest.raises(InvalidSetting, match=r"BLUEBOOK_PORT is a whole number from 1 to 65535"):
        Settings.from_env({"BLUEBOOK_PORT": value})


def test_settings_do_not_change_while_the_program_runs() -> None:
    """They are facts."""
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]
