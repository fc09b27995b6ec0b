"""The life of an instrument as events in time: its drafts, its issue, what it took the place of, what changed it, what ended it.

Ties are told on one side or on both and by several names; here each becomes one step from an older text to a newer one. From an
instrument the versions are followed back and forward to their ends; the drafts and amendments of each version hang on it and are
not followed further, so that a decision that changes many regulations does not tie their lives together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from corpus.document import Document, Metadata, Relation

Step = Literal["superseded", "finalised", "revised", "amended"]
Moment = Literal["drafted", "issued", "effective", "amended", "ended"]
Touching = Callable[[Collection[str]], Iterable[tuple[str, Relation]]]

# Each kind of tie as a step, and whether the document that has it is the older of the two.
STEPS: Mapping[str, tuple[Step, bool]] = {
    "supersedes": ("superseded", False),
    "superseded_by": ("superseded", True),
    "finalised_as": ("finalised", True),
    "drafts": ("finalised", False),
    "draft_of": ("revised", False),
    "amends": ("amended", False),
    "amended_by": ("amended", True),
}


@dataclass(frozen=True, slots=True)
class Lineage:
    """The texts of one line, and the steps between them as (older, newer) by kind."""

    members: frozenset[str]
    steps: Mapping[Step, frozenset[tuple[str, str]]]

    def before(self, step: Step, identifier: str) -> tuple[str, ...]:
        """What stands before a text by a step, in order of id."""
        return tuple(sorted(old for old, new in self.steps.get(step, ()) if new == identifier))

    def after(self, step: Step, identifier: str) -> tuple[str, ...]:
        """What follows a text by a step, in order of id."""
        return tuple(sorted(new for old, new in self.steps.get(step, ()) if old == identifier))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a text on a date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None where it is not known).

    `effective` is told apart from `issued` only where they differ; `of` names the texts it ends, finalises, revises or amends.
    """

    identifier: str
    moment: Moment
    date: str | None
    of: tuple[str, ...] = ()


def steps(ties: Iterable[tuple[str, Relation]]) -> dict[Step, frozenset[tuple[str, str]]]:
    """Ties with their owners as steps, each a pair of ids (older, newer)."""
    found: dict[Step, set[tuple[str, str]]] = defaultdict(set)
    for owner, relation in ties:
        if relation.type in STEPS and relation.target_id and relation.target_id != owner:
            step, older = STEPS[relation.type]
            found[step].add((owner, relation.target_id) if older else (relation.target_id, owner))
    found["finalised"] -= {pair[::-1] for pair in found["revised"]}  # `drafts` is said of drafts that revise a text, too
    return {step: frozenset(pairs) for step, pairs in found.items() if pairs}


def lineage(identifier: str, touching: Touching) -> Lineage:
    """The line an instrument stands in. `touching` gives the ties of some documents, in both directions, with their owners."""
    ties: list[tuple[str, Relation]] = []
    asked: set[str] = set()
    versions = {identifier}
    while fresh := versions - asked:
        asked |= fresh
        ties.extend(touching(fresh))
        versions |= _versions(identifier, steps(ties))
    found = steps(ties)
    hung = (pair for step, pairs in found.items() if step != "superseded" for pair in pairs)
    near = {one for pair in hung for one in pair if versions.intersection(pair)}
    members = frozenset(versions | near)
    return Lineage(members, {step: frozenset(pair for pair in pairs if members.issuperset(pair)) for step, pairs in found.items()})


def _versions(identifier: str, found: Mapping[Step, Collection[tuple[str, str]]]) -> set[str]:
    """The versions of a text; of a draft those of what it became or revises."""
    successions = found.get("superseded", ())
    begun = {identifier}
    begun |= {new for old, new in found.get("finalised", ()) if old == identifier}
    begun |= {old for old, new in found.get("revised", ()) if new == identifier}
    back = _followed(begun, [(new, old) for old, new in successions])
    return back | _followed(begun, successions)


def _followed(begun: set[str], pairs: Collection[tuple[str, str]]) -> set[str]:
    """All that is reached from a set along pairs, each text once however the pairs run."""
    reached, fresh = set(begun), set(begun)
    while fresh:
        fresh = {second for first, second in pairs if first in fresh} - reached
        reached |= fresh
    return reached


def events(line: Lineage, held: Mapping[str, Document]) -> list[Event]:
    """What happened to the texts of a line that are held, the earliest first, what has no date last."""
    found: list[Event] = []
    for identifier in sorted(line.members & held.keys()):
        found.extend(_of_text(identifier, held[identifier].metadata, line))
    order = {"drafted": 0, "ended": 1, "amended": 2, "issued": 3, "effective": 4}
    return sorted(found, key=lambda each: (each.date or "9999", order[each.moment], each.identifier))


def _of_text(identifier: str, facts: Metadata, line: Lineage) -> Iterable[Event]:
    if facts.instrument_type == "draft" or facts.status == "draft":
        yield Event(identifier, "drafted", facts.issued, line.before("revised", identifier))
        return
    amended, replaced = line.before("amended", identifier), line.before("superseded", identifier)
    moment: Moment = "amended" if amended and not replaced else "issued"
    of = amended if moment == "amended" else (*replaced, *line.before("finalised", identifier))
    yield Event(identifier, moment, facts.issued or facts.effective, of)
    if facts.issued and facts.effective and facts.effective != facts.issued:
        yield Event(identifier, "effective", facts.effective)
    if facts.expires and not line.after("superseded", identifier):
        yield Event(identifier, "ended", facts.expires)
