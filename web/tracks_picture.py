"""The picture of the two tracks: what parts them on top, their steps side by side, and the regimes both meet across the foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from corpus.framework import Framework, Step
from web import lettering
from web.marks import PITCH, lines_of, marks
from web.svg import element, link, picture, text

Counts = Callable[[Step], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a picture in its own units; `told` says whether a box has its sentence."""

    width: int
    gap: int
    leading: int
    told: bool
    shared: int

    @property
    def column(self) -> float:
        """The width of a track."""
        return (self.width - self.gap) / 2


WIDE = Frame(960, 40, 20, told=True, shared=5)
NARROW = Frame(360, 14, 18, told=False, shared=2)


@dataclass(frozen=True, slots=True)
class Pen:
    """What every box is drawn with: the measures, the language, and how a step's instruments stand."""

    frame: Frame
    language: str
    counts: Counts

    def said(self, step: Step) -> tuple[str, str]:
        """The step's name and sentence."""
        title, told = getattr(step.title, self.language), getattr(step.text, self.language)
        return title, told if self.frame.told else ""

    def written(self, step: Step, width: float) -> tuple[list[str], list[str]]:
        """Name and sentence of a step as lines that fit."""
        title, told = self.said(step)
        em = 16 if self.frame.told else 14.5  # bold letters are wider
        return lettering.lines(title, (width - 24) / em, 3), lettering.lines(told, (width - 24) / 13, 3)

    def height(self, step: Step, width: float) -> float:
        """How high the step's box must be."""
        title, told = self.written(step, width)
        across = int((width - 24) / PITCH)
        return 22 + len(title) * self.frame.leading + len(told) * 17 + lines_of(sum(self.counts(step).values()), across) * PITCH

    def box(self, step: Step, x: float, y: float, width: float, height: float, name: str = "box") -> Markup:
        """The box of a step: its name and sentence, and a mark for each instrument; it leads to the step's list."""
        title, told = self.written(step, width)
        leading, counts = self.frame.leading, self.counts(step)
        shapes = marks(counts, x + 12, y + height - 8 - self._marked(step, width), int((width - 24) / PITCH))
        return link(
            f"#{step.id}",
            element("rect", class_=name, x=x, y=y, width=width, height=height, rx=3),
            text(x + 12, y + 5 + leading * 0.8, title, leading=leading, class_="name"),
            text(x + 12, y + 5 + leading * (len(title) + 0.7), told, leading=17, class_="note"),
            shapes,
        )

    def _marked(self, step: Step, width: float) -> float:
        return lines_of(sum(self.counts(step).values()), int((width - 24) / PITCH)) * PITCH


def draw(framework: Framework, pen: Pen, *, label: str) -> Markup:
    """The whole picture."""
    frame = pen.frame
    top = pen.height(framework.boundary, frame.width)
    parts = [pen.box(framework.boundary, 0.5, 0.5, frame.width - 1, top, "box fork")]
    y, drawn = _tracks(framework, pen, top + 34)
    parts += drawn
    y, drawn = _shared(framework.shared, pen, y + 22)
    name = f"tracks {'wide' if frame.told else 'narrow'}"
    return picture(
        frame.width, y + 1, *parts, *drawn, class_=name, label=label, language="zh-Hans" if pen.language == "zh" else "en"
    )


def _tracks(framework: Framework, pen: Pen, y: float) -> tuple[float, list[Markup]]:
    """Both tracks from `y` on, step beside step. Returns where they end, too."""
    frame = pen.frame
    lefts = [0.5 + place * (frame.column + frame.gap) for place in range(len(framework.tracks))]
    parts, below = [], y
    for track, x in zip(framework.tracks, lefts, strict=True):
        lead = lettering.lines(getattr(track.lead, pen.language), frame.column / (13 if frame.told else 12), 5)
        parts.append(element("path", class_="way", d=_arrow(x + frame.column / 2, y - 32, y - 6)))
        parts.append(text(x, y + 18, [getattr(track.title, pen.language)], class_=f"track {track.id}"))
        parts.append(text(x, y + 40, lead, leading=17, class_="note"))
        below = max(below, y + 40 + len(lead) * 17)
    y = below
    for place in range(max(len(track.steps) for track in framework.tracks)):
        steps = [track.steps[place] if place < len(track.steps) else None for track in framework.tracks]
        height = max(pen.height(step, frame.column - 1) for step in steps if step)
        for step, x, track in zip(steps, lefts, framework.tracks, strict=True):
            if step is None:
                continue
            if place:
                parts.append(element("path", class_="way", d=_arrow(x + frame.column / 2, y - 20, y - 2)))
            parts.append(pen.box(step, x, y, frame.column - 1, height, f"box {track.id}"))
        y += height + 22
    return y - 22, parts


def _shared(steps: Sequence[Step], pen: Pen, y: float) -> tuple[float, list[Markup]]:
    """The boxes of what lies across both tracks, as many beside one another as the frame takes."""
    frame, parts = pen.frame, []
    for first in range(0, len(steps), frame.shared):
        line = steps[first : first + frame.shared]
        width = (frame.width - 1 - (len(line) - 1) * 10) / len(line)
        height = max(pen.height(step, width) for step in line)
        parts += [pen.box(step, 0.5 + place * (width + 10), y, width, height, "box across") for place, step in enumerate(line)]
        y += height + 10
    return y - 10, parts


def _arrow(x: float, start: float, end: float) -> str:
    return f"M{x:.1f} {start:.1f}V{end:.1f}m-4-5l4 5l4-5"
