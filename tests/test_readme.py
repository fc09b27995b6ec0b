"""What the README says is so: its commands, options, settings, addresses and forms of query."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from search_shelf import Library

from corpus.vocabulary import FACETS
from web.cli import cli
from web.settings import Settings, variable

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def row(command: str) -> str:
    """The line of the table of commands that tells of one."""
    return next(line for line in README.splitlines() if line.startswith(f"| `bluebook {command}"))


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_told_with_its_options(name: str) -> None:
    """No command and no option without a word; the facets' options are told together."""
    told = row(name)
    for parameter in cli.commands[name].params:
        option = parameter.opts[-1] if isinstance(parameter, click.Option) else (parameter.metavar or "").strip("[] .")
        assert parameter.name in FACETS or option.upper() in told.upper(), option
    if name == "search":
        assert all(f"--{facet.replace('_', '-')}" in told for facet in FACETS)


def test_no_command_is_told_that_is_not_there() -> None:
    """Every `bluebook WORD` of the README is a command, and every option told is one."""
    named = set(re.findall(r"bluebook (?:--data \S+ )?([a-z]+)\b", README))
    assert named <= set(cli.commands), named
    known = {option for command in (cli, *cli.commands.values()) for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known | {"--regen", "--data-urlencode"}


def test_every_command_has_its_help() -> None:
    """Commands say in a sentence what they do."""
    assert all(command.help for command in cli.commands.values())


def test_the_settings_are_the_settings() -> None:
    """Each setting with its default and its sentence, no other."""
    told = re.findall(r"^\| `(BLUEBOOK_\w+)` \| (.*?) \| (.*?) \|$", README, re.MULTILINE)
    real = [(variable(each), f"`{each.default}`" if each.default != "" else "", each.metadata["help"]) for each in fields(Settings)]
    assert told == real


def test_the_two_commands_are_targets() -> None:
    """`make run` and `make test` are there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"^    make (\w+)$", README, re.MULTILINE)) | {"run", "test"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def examples() -> list[str]:
    """The queries in the last column of the table of what one can write."""
    table = README.partition("| you write | you find | for example |")[2].partition("\n\n")[0]
    return [query for line in table.splitlines()[2:] for query in re.findall(r"`([^`]+)`", line.rsplit("|", 2)[1])]


@pytest.mark.parametrize("query", examples())
def test_every_example_of_a_query_finds_something(shipped: Library, query: str) -> None:
    """Each form of the language answers on the shipped corpus."""
    assert shipped.ask(query).total > 0


FIRST = {
    "国卫科教发[2024]32号": "cn-nhc-2024-32-iit",
    "818号令": "cn-sc-order-818-biomedical-new-technology",
    "第30号 2022": "cn-cde-2022-30-immune-cell-cmc",
    "FDA-2021-D-0404": "us-fda-2024-cart",
    "ICH S12": "ich-s12",
    "《药品管理法》第二十六条": "cn-drug-administration-law-2019",
    "21 CFR 1271.10(a)": "us-21cfr-1271",
}


@pytest.mark.parametrize("query", FIRST)
def test_the_look_ups_of_the_table_lead_to_their_instrument(shipped: Library, query: str) -> None:
    """Numbers and articles come first."""
    assert query in examples()
    assert shipped.documents(query)[0] == FIRST[query]


@pytest.mark.parametrize(
    ("query", "status"), [("status:draft", "draft"), ("状态:draft", "draft"), ("status:trial 干细胞", "trial")]
)
def test_a_fact_in_the_query_narrows(shipped: Library, query: str, status: str) -> None:
    """By the names of fields in either language."""
    hits = shipped.ask(query).hits
    assert hits
    assert {hit.document.metadata.status for hit in hits} == {status}


def test_the_counts_are_true() -> None:
    """How much the catalogue and the glossary hold."""
    from corpus import catalogue, glossary

    assert f"{len(catalogue.load())} instruments" in README
    assert f"glossary of {len(glossary.load())} concepts" in README
