"""Two versions of a text are compared as a lawyer would: clause by clause, by what they say and not by their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Section
from corpus.comparison import Clause, changes_between, compare

SCOPE = "本办法适用于在境内开展的细胞治疗产品临床研究及其监督管理活动。"
CONSENT = "研究者应当向受试者充分说明研究的目的、过程和可能的风险，并取得书面知情同意。"
FOLLOW = "申办者应当对全部受试者开展长期随访，随访期限不少于五年，并定期提交报告。"
REPORT = "发生严重不良反应的，应当在七日内向审评机构报告，并提出处理意见。"
STORAGE = "临床研究资料应当保存至临床研究结束后三十年。"


def text(*clauses: str, first: int = 1, prefix: str = "d") -> list[Section]:
    """Articles numbered in order."""
    return [
        Section(id=f"{prefix}#{number}", level=1, number=f"第{number}条", text=clause)
        for number, clause in enumerate(clauses, first)
    ]


def kinds(old: list[Section], new: list[Section]) -> list[tuple[str, str | None, str | None]]:
    """Each clause as kind, old number, new number."""
    return [
        (each.kind, each.old.number if each.old else None, each.new.number if each.new else None)
        for each in compare(old, new).clauses
    ]


def test_a_text_is_the_same_as_itself() -> None:
    """Nothing changed is all folded away."""
    assert compare(text(SCOPE, CONSENT), text(SCOPE, CONSENT, prefix="e")).counts == {"same": 2}


def test_an_added_clause_renumbers_those_after_it() -> None:
    """Only the new clause is new; the others keep their words under another number."""
    assert kinds(text(SCOPE, REPORT), text(SCOPE, CONSENT, REPORT, prefix="e")) == [
        ("same", "第1条", "第1条"),
        ("added", None, "第2条"),
        ("renumbered", "第2条", "第3条"),
    ]


def test_a_clause_taken_out_stands_where_it_stood() -> None:
    """A reader sees what went between its neighbours."""
    assert kinds(text(SCOPE, CONSENT, REPORT), text(SCOPE, REPORT, prefix="e")) == [
        ("same", "第1条", "第1条"),
        ("removed", "第2条", None),
        ("renumbered", "第3条", "第2条"),
    ]


def test_a_moved_clause_is_recognised() -> None:
    """A clause put elsewhere is neither added nor removed."""
    found = kinds(text(FOLLOW, SCOPE, CONSENT, REPORT), text(SCOPE, CONSENT, REPORT, FOLLOW, prefix="e"))
    assert ("moved", "第1条", "第4条") in found
    assert not [each for each in found if each[0] in ("added", "removed")]


def changed(old: str, new: str) -> Clause:
    """The one clause of two texts of one clause."""
    (clause,) = compare(text(old), text(new, prefix="e")).clauses
    return clause


def test_chinese_is_marked_by_character() -> None:
    """Five years become fifteen: one character was added."""
    clause = changed(FOLLOW, FOLLOW.replace("五年", "十五年"))
    assert clause.kind == "changed"
    assert [(each.operation, each.text) for each in clause.changes if each.operation != "same"] == [("added", "十")]


def test_english_is_marked_by_word() -> None:
    """A word is exchanged whole, never a few of its letters."""
    clause = changed("Sponsors should follow subjects for five years.", "Sponsors should follow subjects for fifteen years.")
    assert [(each.operation, each.text) for each in clause.changes if each.operation != "same"] == [
        ("removed", "five"),
        ("added", "fifteen"),
    ]


@pytest.mark.parametrize("other", [STORAGE, "The applicant keeps records."])
def test_unlike_clauses_are_not_taken_for_versions(other: str) -> None:
    """What has nothing in common was taken out and put in."""
    assert compare(text(CONSENT), text(other, prefix="e")).counts == {"added": 1, "removed": 1}


def test_a_heading_that_changed_is_a_change() -> None:
    """The heading belongs to the clause."""
    old = [Section(id="a#1", level=1, number="1", heading="Scope", text=SCOPE)]
    new = [Section(id="b#1", level=1, number="1", heading="Scope and aim", text=SCOPE)]
    assert compare(old, new).counts == {"changed": 1}


def test_long_clauses_are_compared_by_sentence() -> None:
    """A clause of many pages is compared in time, and still gives both texts back."""
    old, new = SCOPE * 300, SCOPE * 150 + REPORT + SCOPE * 150
    changes = changes_between(old, new)
    assert [each.text for each in changes if each.operation == "added"] == [REPORT]


@given(st.text(max_size=80), st.text(max_size=80))
def test_changes_give_both_texts_back(old: str, new: str) -> None:
    """No character is lost or made up by the marks."""
    changes = changes_between(old, new)
    assert "".join(each.text for each in changes if each.operation != "added") == old
    assert "".join(each.text for each in changes if each.operation != "removed") == new


@given(
    st.lists(st.sampled_from([SCOPE, CONSENT, FOLLOW, REPORT, STORAGE]), max_size=7),
    st.lists(st.sampled_from([SCOPE, CONSENT, FOLLOW, REPORT]), max_size=7),
)
def test_every_clause_stands_once(old: list[str], new: list[str]) -> None:
    """Each clause of both texts is in the comparison exactly once, those of the newer in its order."""
    olds, news = text(*old), text(*new, prefix="e")
    clauses = compare(olds, news).clauses
    assert [each.new for each in clauses if each.new] == news
    assert sorted(each.old.id for each in clauses if each.old) == sorted(each.id for each in olds)


def test_very_long_texts_are_paired_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where weighing every clause against every other would take too long, equal clauses and equal numbers still meet."""
    monkeypatch.setattr("corpus.comparison.MOST", 3)
    old, new = text(SCOPE, CONSENT, REPORT, FOLLOW), text(SCOPE, CONSENT + "补充。", REPORT + "补充。", STORAGE, prefix="e")
    assert [kind for kind, _, _ in kinds(old, new)] == ["same", "changed", "changed", "changed"]
    moved = text(FOLLOW, SCOPE, REPORT, first=7)
    assert {kind for kind, _, _ in kinds(moved, text(STORAGE, CONSENT, prefix="e"))} == {"added", "removed"}


def test_words_rewritten_in_a_long_english_clause_are_found_quickly() -> None:
    """Spaces do not count as text in common; joined again, both texts come back as they were."""
    old = " ".join(f"word{number % 400}" for number in range(1900))
    new = " ".join(f"word{number % 400}" if number % 7 else "other" for number in range(1900))
    changes = changes_between(old, new)
    assert "".join(each.text for each in changes if each.operation != "added") == old
    assert "".join(each.text for each in changes if each.operation != "removed") == new
