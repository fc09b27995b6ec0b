"""The glossary gives each concept its names and its meaning in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import InvalidEntry, glossary


def test_every_concept_has_both_names_and_both_meanings() -> None:
    """No page of the glossary is half empty."""
    concepts = glossary.load()
    assert len(concepts) >= 305
    for concept in concepts.values():
        assert concept.zh, concept.id
        assert concept.en, concept.id
        assert len(concept.definition.zh) >= 20, concept.id
        assert len(concept.definition.en) >= 60, concept.id


def test_forms_come_by_language_with_the_preferred_first() -> None:
    """An abbreviation is a form in either language; no form stands twice."""
    concept = glossary.load()["cgt"]
    assert concept.forms("zh")[0] == "细胞与基因治疗"
    assert concept.forms("en")[0] == "cell and gene therapy"
    assert "CGT" in concept.forms("zh")
    assert len(set(concept.forms())) == len(concept.forms())
    assert set(concept.forms("zh")) | set(concept.forms("en")) == set(concept.forms())


@pytest.mark.parametrize("text", ['x:\n  zh: "甲"\n', "x: []\n", "x:\n  category: 1\n"])
def test_a_fault_names_the_concept(tmp_path: Path, text: str) -> None:
    """Who edits the file is told where to look."""
    path = tmp_path / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidEntry, match=r"glossary.yaml: x: "):
        glossary.load(path)
