"""The command `bluebook`. Each command is a few lines over a function that can be called without it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec
from sqlalchemy.exc import DatabaseError
from werkzeug.datastructures import MultiDict

from corpus import CorpusError, Document
from corpus.vocabulary import FACETS
from search import EngineError, IndexBusy
from web.errors import BadRequest
from web.library import Library, open_library
from web.lock import unfinished
from web.refusal import Refused
from web.settings import InvalidSetting, Settings

if TYPE_CHECKING:
    from web.reindex import Report


@contextmanager
def _opened(settings: Settings) -> Iterator[Library]:
    """The store and the index of the data folder, closed afterwards."""
    with closing(open_library(settings)) as library:
        yield library


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path), help="The folder that holds everything the program writes (default: ./data)."
)
@click.version_option(package_name="policy-bluebook", prog_name="bluebook")
@click.pass_context
def cli(context: click.Context, data: Path | None) -> None:
    """The rules of a field as documents cut into sections, and a search that finds the section that answers."""
    settings = Settings.from_env(os.environ)
    context.obj = replace(settings, data=data) if data else settings


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="Read and index everything again.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many files to read at once (default: one a core).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def reindex(settings: Settings, paths: Sequence[Path], full: bool, jobs: int | None, as_json: bool) -> None:
    """Bring store and index in line with files: each PATH becomes a source; with none, all sources are gone through."""
    from web.bar import bar
    from web.reindex import reindex as run

    with _opened(settings) as library, bar(shown=not as_json) as progress:
        report = run(library.store, library.engine, paths, data=settings.data, full=full, jobs=jobs, progress=progress)
    if as_json:
        click.echo(msgspec.json.encode(report).decode())
    else:
        _print_report(report)


def _print_report(report: Report) -> None:
    for failure in report.failed:
        click.echo(f"not read: {failure.path}: {failure.reason}", err=True)
    click.echo(
        f"{report.documents} documents with {report.sections} sections are held: {report.added} added, {report.updated} updated, "
        f"{report.removed} removed, {report.unchanged} unchanged, {len(report.failed)} failed, in {report.seconds:.1f} s."
    )


@cli.command()
@click.option("--remove", type=click.Path(path_type=Path), help="Take this source's documents out of store and index.")
@click.pass_obj
def sources(settings: Settings, remove: Path | None) -> None:
    """List the sources with what each holds, or remove one."""
    with _opened(settings) as library:
        if remove is not None:
            _remove_source(library, remove)
        with library.store.ledger() as ledger:
            for source in ledger.summary():
                click.echo(f"{source.path}\t{source.files} files\t{source.documents} documents\t{source.failures} failures")


def _remove_source(library: Library, path: Path) -> None:
    with library.store.ledger() as ledger:
        known = ledger.sources()
    name = next((name for name in (str(path), str(path.resolve())) if name in known), None)
    if name is None:
        raise Refused(f"{path} is no source: bluebook sources lists them")
    with library.store.writing() as batch:
        batch.forget_source(name)
    library.engine.update(library.store)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the document as JSON.")
def parse(file: Path, as_json: bool) -> None:
    """Parse one file and print the document; store nothing."""
    import ingest
    from web.naming import identifier_for

    if not file.is_file():
        raise Refused(f"{file} is not there: name a file that exists")
    try:
        for document in ingest.read_all(file, identifier_for(file, {}, ())):
            click.echo(msgspec.json.encode(document).decode() if as_json else _outline(document))
    except ingest.UnreadableFile as error:
        raise Refused(f"{file}: {error}") from error


def _outline(document: Document) -> str:
    """A document as a person reads it in a terminal."""
    facts = {key: value for key, value in document.to_dict()["metadata"].items() if value and key != "role"}
    lines = [
        document.title,
        *(f"  {key}: {value}" for key, value in facts.items()),
        *(f"  warning: {text}" for text in document.warnings),
        "",
    ]
    for section in document.sections:
        page = f"  p. {section.page}" if section.page else ""
        lines.append(f"{'  ' * (section.level - 1)}{section.name or section.kind}{page}")
    return "\n".join(lines)


@cli.command()
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Print what the JSON endpoint answers.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="How many hits.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--group", type=click.Choice(["section", "document"]), default="section", show_default=True)
@click.option("--sort", type=click.Choice(["relevance", "-issued", "issued"]), default="relevance", show_default=True)
@click.option("--as-of", metavar="DATE", help="Only what was in force on this date (YYYY-MM-DD).")
@click.option("--no-expand", is_flag=True, help="Search no other-language forms beside the words given.")
@click.pass_obj
def search(settings: Settings, /, query: str, as_json: bool, limit: int, **options: Any) -> None:
    """Search the sections; the facets' options keep only what they name, and may be repeated."""
    from web.arguments import question
    from web.console import as_json as encoded
    from web.console import as_text
    from web.notes import noted

    given = MultiDict({"q": query, "size": str(limit), "expand": "0" if options.pop("no_expand") else "1"})
    for name, value in options.items():
        given.setlist(name, [str(each) for each in value] if isinstance(value, tuple) else [str(value or "")])
    with _opened(settings) as library:
        with suppress(IndexBusy):  # a reindex is at work: the last index answers
            library.engine.update(library.store)
        results = noted(library.find(question(given)), library, "en")
    click.echo(encoded(results) if as_json else as_text(results))


for _facet in FACETS:
    search.params.append(click.Option([f"--{_facet.replace('_', '-')}", _facet], multiple=True, metavar="CODE"))


@cli.command()
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (default: 8000).")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve pages and JSON; first finish a reindex that was stopped, or index the shipped corpus on an empty data folder."""
    from web.serving import listen

    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    with _opened(settings) as library:
        _ready(library)
    listen(settings)


def _ready(library: Library) -> None:
    """Finish what was begun, start where there is nothing; else a look at the index is all."""
    if unfinished(library.settings.data):
        reason = "The last reindex was stopped before its end: finishing it first."
    elif not library.store.count()[0]:
        reason = "The data folder is empty: indexing the shipped corpus first."
    else:
        library.engine.update(library.store)
        return
    from web.bar import bar
    from web.reindex import reindex as run

    click.echo(reason, err=True)
    with bar(shown=True) as progress:
        run(library.store, library.engine, data=library.settings.data, progress=progress)


@cli.command(name="mcp")
@click.pass_obj
def protocol(settings: Settings) -> None:
    """Serve language models over standard input and output (Model Context Protocol); needs the extra `mcp`."""
    try:
        from web.mcp_server import run
    except ModuleNotFoundError as error:
        raise Refused(f"{error.name} is not installed: {sys.executable} -m pip install mcp") from error
    with _opened(settings) as library:
        library.engine.update(library.store)
        run(library)


@cli.command()
@click.argument("identifiers", nargs=-1, metavar="[ID ...]")
@click.option("--anew", is_flag=True, help="Ask again for what is held already, and tell what changed.")
@click.option(
    "--pause", type=click.FloatRange(1.0, 600.0), default=3.0, show_default=True, help="Seconds between requests to a site."
)
@click.pass_obj
def fetch(settings: Settings, identifiers: Sequence[str], anew: bool, pause: float) -> None:
    """Bring official texts from their addresses, politely, and reindex; with no ID, of every instrument that has an address."""
    from web.fetching import addresses, bring
    from web.reindex import reindex as run

    folder = settings.data / "fetched"
    with _opened(settings) as library:
        for done in bring(addresses(identifiers), folder, anew=anew, pause=pause):
            click.echo(f"{done.result}\t{done.instrument}\t{done.detail}")
        _print_report(run(library.store, library.engine, [folder], data=settings.data))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. Errors of the user are one line; exit 2 for bad usage, 1 for the rest."""
    try:
        done = cli.main(arguments, prog_name="bluebook", standalone_mode=False)
    except click.UsageError as error:
        place = error.ctx.command_path if error.ctx else "bluebook"
        _fail(f"{error.format_message()} See {place} --help", 2)
    except click.Abort:
        _fail("stopped", 130)
    except (BadRequest, InvalidSetting) as error:
        _fail(str(error), 2)
    except (CorpusError, EngineError, Refused) as error:
        _fail(str(error), 1)
    except (OSError, DatabaseError) as error:
        _fail(f"the data folder cannot be used ({getattr(error, 'orig', None) or error}): name another with --data DIR", 1)
    sys.exit(done if isinstance(done, int) else 0)


def _fail(text: str, code: int) -> None:
    click.echo(f"bluebook: {' '.join(text.split())}", err=True)
    sys.exit(code)
