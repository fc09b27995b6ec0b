"""Each family of numbering and each trap of real files is cut as a reader would cut it: goldens, renewed with `--regen`."""

from __future__ import annotations

import json
from pathlib import Path

import golden_lines
import pytest

from corpus.document import Section
from ingest import clean, outline

GOLDENS = Path(__file__).parent / "goldens"
INPUTS = sorted(GOLDENS.glob("*.txt"))


def plain(section: Section) -> dict[str, object]:
    """A section as its golden shows it: what is not said is left out."""
    told = {
        "id": section.label,
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        "kind": section.kind if section.kind != "body" else None,
        "page": section.page,
        "text": section.text.split("\n") if section.text else None,
    }
    return {name: value for name, value in told.items() if value is not None}


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_a_text_is_cut_as_its_golden_says(path: Path, request: pytest.FixtureRequest) -> None:
    """The sections of a golden input are those that were looked at and found right."""
    cut = [plain(section) for section in outline.cut(clean.run(golden_lines.read(path)), path.stem)]
    golden = path.with_suffix(".json")
    if request.config.getoption("--regen"):
        golden.write_text(json.dumps(cut, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert cut == json.loads(golden.read_text(encoding="utf-8"))
