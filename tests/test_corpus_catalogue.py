"""The catalogue is whole, and says which file and which field is wrong where it is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus import InvalidEntry, catalogue
from corpus.catalogue import Entry

GOOD = """---
id: cn-x
title:
  zh: "某办法"
  en: "Some Measures"
authorities: ["NMPA"]
jurisdiction: CN
instrument_type: normative_document
status: in_force
language: zh
document_number: null
issued: "2024-01-02"
effective: null
official_url: null
product_classes: [car_t]
lifecycle_stages: [cmc]
relations: {}
verified_fields: [title]
confidence: high
source_kind: official
source: "read"
note: null
---

# zh

## 概要

一段话。

- 第一点
- 第二点

### 细节

更多。

# en

## In brief

A paragraph.
"""


@pytest.fixture(scope="module")
def shipped() -> dict[str, Entry]:
    """The catalogue as it is shipped; loading it checks every file, every code and every relation."""
    return catalogue.load()


def write(folder: Path, text: str = GOOD, name: str = "cn-x") -> Path:
    """A catalogue file."""
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_read_with_its_sections(tmp_path: Path) -> None:
    """Facts from the top, passages from below, bullets as lines."""
    entry = catalogue.read_entry(write(tmp_path))
    assert entry.instrument.title.en == "Some Measures"
    assert [(each.language, each.level, each.heading) for each in entry.passages] == [
        ("zh", 1, "概要"),
        ("zh", 2, "细节"),
        ("en", 1, "In brief"),
    ]
    assert entry.passages[0].text == "一段话。\n• 第一点\n• 第二点"


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('issued: "2024-01-02"', 'issued: "2 January"', "cn-x.md: issued:"),
        ('issued: "2024-01-02"', "issued: 2024-01-02", "cn-x.md: issued:"),
        ("status: in_force", "status: valid", "cn-x.md: status: 'valid' is none of"),
        ("product_classes: [car_t]", "product_classes: [cart]", "cn-x.md: product_classes: 'cart'"),
        ('  en: "Some Measures"\n', "", "cn-x.md: title: "),
        ("id: cn-x\n", "", "cn-x.md: "),
        ("relations: {}", "relations: {replaces: [cn-y]}", "cn-x.md: relations: 'replaces'"),
        ("---\nid", "id", "cn-x.md: the facts are missing"),
        ("relations: {}", "relations: {", "cn-x.md: the facts are not YAML"),
        ("# zh\n", "# de\n", "cn-x.md: # de"),
        ("## 概要\n", "", "cn-x.md: text stands before"),
    ],
)
def test_a_fault_names_file_and_field(tmp_path: Path, wrong: str, right: str, told: str) -> None:
    """Who edits the file is told where to look."""
    with pytest.raises(InvalidEntry) as caught:
        catalogue.read_entry(write(tmp_path, GOOD.replace(wrong, right, 1)))
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("{supersedes: [cn-y]}", "{}", "does not say superseded_by: cn-x"),
        ("{cites: [cn-z]}", "{}", "is no other instrument"),
        ("{cites: [cn-x]}", "{}", "is no other instrument"),
    ],
)
def test_a_relation_holds_on_both_sides(tmp_path: Path, first: str, second: str, told: str) -> None:
    """A tie that leads nowhere or is told on one side only is a fault."""
    write(tmp_path, GOOD.replace("relations: {}", f"relations: {first}"))
    write(tmp_path, GOOD.replace("cn-x", "cn-y").replace("relations: {}", f"relations: {second}"), "cn-y")
    with pytest.raises(InvalidEntry, match=told):
        catalogue.load(tmp_path)


def test_a_file_is_named_by_its_id(tmp_path: Path) -> None:
    """The file's name is the address of the instrument."""
    write(tmp_path, name="other")
    with pytest.raises(InvalidEntry, match="must be the file's name"):
        catalogue.load(tmp_path)


def test_every_issuer_has_its_names(shipped: dict[str, Entry]) -> None:
    """No code of an authority is shown bare."""
    names = catalogue.authorities()
    used = {code for entry in shipped.values() for code in entry.instrument.authorities}
    assert used - set(names) == set()
    assert all(set(name) == {"zh", "en"} for name in names.values())


def test_every_instrument_has_an_entry_in_both_languages(shipped: dict[str, Entry]) -> None:
    """The same sections in Chinese and in English, none of them only a heading."""
    assert len(shipped) >= 261
    for identifier, entry in shipped.items():
        by_language = {language: [each for each in entry.passages if each.language == language] for language in ("zh", "en")}
        assert [each.level for each in by_language["zh"]] == [each.level for each in by_language["en"]], identifier
        for passages in by_language.values():
            assert sum(len(each.text) for each in passages) >= 120, identifier
            for each, after in zip(passages, [*passages[1:], None], strict=True):
                assert each.text or (after is not None and after.level > each.level), (identifier, each.heading)


@pytest.mark.parametrize("kind", ["superseded_by", "finalised_as", "amended_by", "implements"])
def test_chains_have_no_loops(shipped: dict[str, Entry], kind: str) -> None:
    """Following what replaced a text always comes to an end."""

    def follow(identifier: str, met: tuple[str, ...]) -> None:
        assert identifier not in met, (*met, identifier)
        for after in shipped[identifier].instrument.relations.get(kind, ()):
            follow(after, (*met, identifier))

    for identifier in shipped:
        follow(identifier, ())


def test_nothing_is_in_force_and_superseded_on_one_day(shipped: dict[str, Entry]) -> None:
    """What has been replaced by a text that is in force says so itself."""
    today = date.today().isoformat()
    for identifier, entry in shipped.items():
        for after in entry.instrument.relations.get("superseded_by", ()):
            began = shipped[after].instrument.effective or shipped[after].instrument.issued or ""
            if began and began <= today and shipped[after].instrument.status in ("in_force", "trial"):
                assert entry.instrument.status in ("superseded", "repealed"), (identifier, after)
