"""The ranks of legal force as a reader meets them: what stands at each, who makes it, and how far it binds.

After the Legislation Law, chapters 2 to 5, and the notice on technical guidelines (药监综药管〔2020〕9号).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.vocabulary import RANK, Label


@dataclass(frozen=True, slots=True)
class Rank:
    """One rank, 1 the highest."""

    number: int
    name: Label
    note: Label

    @property
    def types(self) -> tuple[str, ...]:
        """The types of instrument that stand at it."""
        return tuple(kind for kind, rank in RANK.items() if rank == self.number)


RANKS: Sequence[Rank] = (
    Rank(1, Label("宪法", "Constitution"), Label("最高法律效力；本目录未收", "The highest force; not in this catalogue")),
    Rank(
        2,
        Label("法律", "Laws"),
        Label(
            "全国人大及其常委会制定，主席令公布", "Made by the NPC or its Standing Committee, promulgated by order of the President"
        ),
    ),
    Rank(
        3,
        Label("行政法规", "Administrative regulations"),
        Label("国务院制定，国务院令公布", "Made by the State Council, by its order"),
    ),
    Rank(
        4,
        Label("部门规章与地方性法规", "Departmental rules and local regulations"),
        Label("部门令公布的规章；地方人大制定的法规", "Rules by order of a ministry; regulations of local people's congresses"),
    ),
    Rank(
        5,
        Label("规范性文件", "Normative documents"),
        Label(
            "公告、通告、通知、意见，以及不以令发布的办法", "Announcements, notices and opinions, and measures not issued by order"
        ),
    ),
    Rank(
        6,
        Label("技术指导原则与标准", "Technical guidelines and standards"),
        Label(
            "指导原则不具强制力，审评时参照；药典是强制标准",
            "Guidelines do not bind, yet reviewers apply them; the Pharmacopoeia is mandatory",
        ),
    ),
    Rank(7, Label("征求意见稿", "Drafts for comments"), Label("无效力，可见动向", "No force; they show where things are going")),
)
