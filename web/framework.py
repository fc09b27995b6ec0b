"""The framework at a glance: the two tracks, the hierarchy of force, and the life cycle, each drawn from the catalogue on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flask import Blueprint, render_template, request
from markupsafe import Markup

from corpus.framework import Framework, Step, load
from corpus.vocabulary import LIFECYCLE_STAGE
from search import Question
from web import rows_picture, tracks_picture
from web.labels import label
from web.language import wanted
from web.library import library
from web.messages import say
from web.ranks import RANKS
from web.rows_picture import Row
from web.searches import search_for
from web.standing import chosen_day, today
from web.survey import Instrument, Shelf, shelf, statuses, survey

blueprint = Blueprint("framework", __name__, url_prefix="/framework")

# The stages that follow one another; all others lie across the life of a product.
IN_ORDER: Sequence[str] = tuple(LIFECYCLE_STAGE)[: tuple(LIFECYCLE_STAGE).index("post_market") + 1]
ACROSS: Sequence[str] = tuple(stage for stage in LIFECYCLE_STAGE if stage not in IN_ORDER)
SHOWN = 3  # instruments of a row at home, and one abroad, before all of them are asked for: 18 rows and 2 pictures are 90 KB
RECENT = 10


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a picture with its list: all instruments where `whole`, else the first of them; `all_url` has them all."""

    key: str
    name: str
    note: str
    counts: Sequence[tuple[str, int, str | None]]
    shelf: Shelf
    whole: bool
    all_url: str
    search_url: str

    @property
    def home(self) -> Sequence[Instrument]:
        """The instruments of China to list."""
        return self.shelf.home if self.whole else self.shelf.home[:SHOWN]

    @property
    def abroad(self) -> Sequence[Instrument]:
        """The instruments of elsewhere to list."""
        return self.shelf.abroad if self.whole else self.shelf.abroad[:1]


@dataclass(frozen=True, slots=True)
class View:
    """What every page of the framework knows: the day, whether it was chosen, and how the catalogue stood."""

    day: str
    asked: str | None
    instruments: Sequence[Instrument]

    @property
    def words(self) -> str:
        """The day as it goes on in links."""
        return f"?as_of={self.asked}" if self.asked else ""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many instruments there are of each status."""
        return statuses(self.instruments)


@lru_cache(maxsize=1)
def tracks() -> Framework:
    """The tracks as the reference has them."""
    return load()


def _view() -> View:
    asked = chosen_day()
    day = asked or today()
    return View(day, asked, survey(library().store, day))


def _page(template: str, view: View, **values: object) -> str:
    return render_template(template, view=view, question=Question(text=""), **values)


@blueprint.get("")
def index() -> str:
    """What there is, what is coming, and the ways in."""
    view = _view()
    coming = [each for each in view.instruments if each.status in ("draft", "not_yet_in_force") and not each.abroad]
    newest = shelf(each for each in view.instruments if each.status in ("in_force", "trial"))
    recent = sorted(newest.home, key=lambda each: each.document.metadata.effective or "", reverse=True)
    return _page("framework.html", view, coming=shelf(coming).home, recent=recent[:RECENT])


@blueprint.get("/tracks")
def two_tracks() -> str:
    """The drug track and the technology track, step by step."""
    view = _view()
    held = {each.document.id: each for each in view.instruments}
    language, plan = wanted(), tracks()

    def carriers(step: Step) -> list[Instrument]:
        return [held[identifier] for identifier in step.instruments if identifier in held]

    def searched(step: Step) -> str:
        return search_for(step.search, view.asked)

    def drawn(frame: tracks_picture.Frame) -> Markup:
        pen = tracks_picture.Pen(frame, language, lambda step: statuses(carriers(step)))
        return tracks_picture.draw(plan, pen, label=say("framework.tracks", language))

    pictures = [drawn(frame) for frame in (tracks_picture.WIDE, tracks_picture.NARROW)]
    return _page("tracks.html", view, plan=plan, carriers=carriers, searched=searched, pictures=pictures)


@blueprint.get("/force")
def force() -> str:
    """The hierarchy of legal force, from the constitution to drafts."""
    view, language = _view(), wanted()
    chosen = request.args.get("rank", "")
    bands, rows = [], []
    for rank in RANKS:
        instruments = shelf(each for each in view.instruments if each.rank == rank.number)
        filters = {"instrument_type": rank.types}
        bands.append(_band(str(rank.number), rank.name.get(language), rank.note.get(language), instruments, filters, view, chosen))
        rows.append(_row(bands[-1], str(rank.number), False, filters, view, language))
    pictures = _pictures(rows, "wedge", say("framework.force", language), language)
    return _page("force.html", view, bands=_shown(bands, chosen), pictures=pictures, chosen=chosen)


@blueprint.get("/life")
def life() -> str:
    """The life of a product, from research to what follows the market."""
    view, language = _view(), wanted()
    chosen = request.args.get("stage", "")
    bands, rows = [], []
    for stage in (*IN_ORDER, *ACROSS):
        instruments = shelf(each for each in view.instruments if stage in each.document.metadata.lifecycle_stage)
        filters = {"lifecycle_stage": (stage,)}
        bands.append(_band(stage, label("lifecycle_stage", stage, language), "", instruments, filters, view, chosen))
        number = str(IN_ORDER.index(stage) + 1) if stage in IN_ORDER else ""
        heading = say("framework.throughout", language) if stage == ACROSS[0] else ""
        rows.append(replace(_row(bands[-1], number, stage in IN_ORDER[:-1], filters, view, language), heading=heading))
    pictures = _pictures(rows, "path", say("framework.life", language), language)
    return _page(
        "life.html", view, bands=_shown(bands, chosen), pictures=pictures, chosen=chosen, kind="stage", ordered=len(IN_ORDER)
    )


def _shown(bands: Sequence[Band], chosen: str) -> Sequence[Band]:
    """The bands to list: the chosen one alone, where one is."""
    return [band for band in bands if band.key == chosen] or bands


def _band(key: str, name: str, note: str, held: Shelf, filters: Mapping[str, tuple[str, ...]], view: View, chosen: str) -> Band:
    kind = "stage" if "lifecycle_stage" in filters else "rank"
    counts = [
        (status, count, None if view.asked else search_for({**filters, "status": (status,)}, None))
        for status, count in statuses([*held.home, *held.abroad]).items()
    ]
    day = f"&as_of={view.asked}" if view.asked else ""
    return Band(key, name, note, counts, held, key == chosen, f"?{kind}={key}{day}#{key}", search_for(filters, view.asked))


def _row(band: Band, number: str, flows: bool, filters: Mapping[str, tuple[str, ...]], view: View, language: str) -> Row:
    def about(status: str, count: int, abroad: bool) -> tuple[str, str]:
        held = band.shelf.abroad if abroad else band.shelf.home
        places = tuple(dict.fromkeys(each.document.metadata.jurisdiction or "" for each in held if each.status == status))
        chosen = {**filters, "jurisdiction": places}
        url = search_for(chosen, view.asked) if view.asked else search_for({**chosen, "status": (status,)}, None)
        return url, f"{label('status', status, language)}: {count}"

    return Row(band.name, _tally(band, language), band.all_url, number, flows, band.shelf, about)


def _tally(band: Band, language: str) -> str:
    """How many are in force, and how many there are; of drafts how many are open."""
    if not band.shelf.count:
        return say("framework.none", language)
    if all(each.document.metadata.instrument_type == "draft" for each in (*band.shelf.home, *band.shelf.abroad)):
        return say("framework.open", language, open=dict(each[:2] for each in band.counts).get("draft", 0), n=band.shelf.count)
    current = sum(count for status, count, _ in band.counts if status in ("in_force", "trial"))
    return say("framework.tally", language, current=current, n=band.shelf.count)


def _pictures(rows: Sequence[Row], shape: str, name: str, language: str) -> list[Markup]:
    return [
        rows_picture.draw(rows, frame, shape=shape, label=name, language=language)
        for frame in (rows_picture.WIDE, rows_picture.NARROW)
    ]
