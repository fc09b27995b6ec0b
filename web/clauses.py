"""A comparison as it is shown: clauses as rows, those unchanged folded together, long ones cut, the whole in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from corpus import Section
from corpus.comparison import Change, Clause, Comparison, Kind, Operation
from web.filling import filled

RUN = 900  # characters of an unchanged run inside a clause before its middle is left out
KEPT = 250  # characters kept at each end of it
SINGLE = 6_000  # characters shown of a clause that only one text has, or that did not change
QUIET: frozenset[Kind] = frozenset({"same"})


@dataclass(frozen=True, slots=True)
class Row:
    """A clause with both columns, or, where `folded` is filled, clauses that did not change; `number` counts rows from 1."""

    number: int
    clause: Clause
    old: Markup
    new: Markup
    folded: Sequence[Section] = ()

    @property
    def weight(self) -> int:
        """About how many bytes it adds to a page."""
        return len(self.old.encode()) + len(self.new.encode()) + 700 + 160 * len(self.folded)


def rows(comparison: Comparison) -> list[Row]:
    """Every row of a comparison."""
    found: list[Row] = []
    for quiet, group in groupby(comparison.clauses, lambda clause: clause.kind in QUIET):
        clauses = list(group)
        if quiet:
            folded = [clause.new for clause in clauses if clause.new]
            found.append(Row(len(found) + 1, clauses[0], Markup(), Markup(), folded))
        else:
            found += [_row(number, clause) for number, clause in enumerate(clauses, len(found) + 1)]
    return found


def rows_beside(comparison: Comparison) -> list[Row]:
    """The rows of two texts that each say a thing in words of their own: what only one has is not marked as new or gone.

    Sections of one heading stand beside one another.
    """
    added = {clause.new.heading: clause.new for clause in comparison.clauses if clause.kind == "added" and clause.new}
    partners = {
        clause.old.id: added.pop(clause.old.heading)
        for clause in comparison.clauses
        if clause.kind == "removed" and clause.old and clause.old.heading in added
    }
    taken = {section.id for section in partners.values()}
    found: list[Row] = []
    for clause in comparison.clauses:
        if clause.old is None and clause.new and clause.new.id in taken:
            continue
        new = clause.new or (partners.get(clause.old.id) if clause.old else None)
        old_text, new_text = (_cut(section.text) if section else Markup() for section in (clause.old, new))
        number = len(found) + 1
        plain = Row(number, Clause(clause.kind if new is clause.new else "changed", clause.old, new), old_text, new_text)
        found.append(_row(number, clause) if clause.changes else plain)
    return found


def _row(number: int, clause: Clause) -> Row:
    if clause.changes:
        return Row(number, clause, _side(clause.changes, "added"), _side(clause.changes, "removed"))
    old, new = (_cut(section.text) if section else Markup() for section in (clause.old, clause.new))
    return Row(number, clause, _whole(old, "del") if clause.new is None else old, _whole(new, "ins") if clause.old is None else new)


def _whole(text: Markup, tag: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if text else text


def _cut(text: str) -> Markup:
    return Markup('{} <span class="cut">…</span>').format(text[:SINGLE]) if len(text) > SINGLE else escape(text)


def _side(changes: Iterable[Change], without: Operation) -> Markup:
    """One column: what both texts have and what only this one has."""
    return Markup("").join(_change(change) for change in changes if change.operation != without)


def _change(change: Change) -> Markup:
    if change.operation == "same":
        return _middle_out(change.text)
    return _whole(_cut(change.text), "del" if change.operation == "removed" else "ins")


def _middle_out(text: str) -> Markup:
    """A long run that did not change, without its middle."""
    if len(text) <= RUN:
        return escape(text)
    return Markup('{} <span class="cut">[…]</span> {}').format(text[:KEPT], text[-KEPT:])


def pages(found: Sequence[Row]) -> list[list[Row]]:
    """The rows in pages none of which is too heavy, each row whole on one page."""
    return filled(found)


def changed(cut: Sequence[Sequence[Row]]) -> Iterator[tuple[int, Row]]:
    """Every row that is a change, with the number of its page from 1."""
    for number, page in enumerate(cut, 1):
        for row in page:
            if not row.folded:
                yield number, row
