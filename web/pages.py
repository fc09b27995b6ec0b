"""The pages people search with: home, results, and the plain pages that explain."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from msgspec.structs import replace
from werkzeug.wrappers import Response

from search import Question
from web import arguments
from web.home import overview
from web.language import wanted
from web.library import library
from web.notes import noted
from web.programs import operations
from web.results_page import present
from web.years import chosen_years

blueprint = Blueprint("pages", __name__)

LARGEST_SIZE = 15  # hits on a page, which then stays under 100 KB


@blueprint.get("/")
def home() -> str:
    """The box, examples, and what is held."""
    return render_template("home.html", overview=overview(library(), wanted()), question=Question(text=""))


@blueprint.get("/search")
def find() -> str | Response:
    """Results of a search; years typed as a span become years chosen."""
    if (address := chosen_years(request.args)) is not None:
        return redirect(address, 303)
    question = arguments.question(request.args)
    held, language = library(), wanted()
    results = noted(held.find(replace(question, size=min(question.size, LARGEST_SIZE))), held, language, request.args.get("q", ""))
    if any(hit.document.media_type == "application/pdf" for hit in results.hits):
        held.renderer.warm()
    return render_template("search.html", question=results.question, results=results, around=present(results, language))


@blueprint.get("/language")
def language() -> str:
    """What the search understands, with examples to try."""
    return render_template("language.html", question=Question(text=""))


@blueprint.get("/api")
def programs() -> str:
    """The interfaces for programs."""
    return render_template("api.html", operations=operations(), question=Question(text=""))
