"""How time and memory grow with the collection: Bluebook beside stock Whoosh, SQLite FTS5 and Tantivy, asked the same.

    python tests/benchmarks/growth.py [--sizes 10000 100000 500000] [--picture docs/growth.png]

Every measurement runs in a process of its own. Stock Whoosh is built up to 100,000 sections only. Needs the `benchmark` group.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import perf_counter

FACETS = {"authority": 40, "instrument_type": 12, "year": 30}
PER_DOCUMENT = 20
REQUESTS = 60
WORDS = 30_000
WHOOSH_MOST = 100_000
Row = tuple[str, str, dict[str, str]]
Ask = Callable[[list[str], str | None], int]


def word(rank: int) -> str:
    """A made word; the same for the same rank."""
    letters = ""
    rank += 26**2
    while rank:
        rank, digit = divmod(rank, 26)
        letters += "etaoinshrdlucmfwypvbgkjqxz"[digit]
    return letters


def sections(count: int) -> Iterator[Row]:
    """Id, text of about 80 words and facets; frequencies of words fall as in language (Zipf)."""
    random = Random(7)
    vocabulary = [word(rank) for rank in range(WORDS)]
    weights, total = [], 0.0
    for rank in range(WORDS):
        total += 1 / (rank + 2)
        weights.append(total)
    for number in range(count):
        document = number // PER_DOCUMENT
        facts = {name: f"{name[0]}{document % values:02}" for name, values in FACETS.items()}
        facts["year"] = str(1990 + document % FACETS["year"])
        yield f"s{number}", " ".join(random.choices(vocabulary, cum_weights=weights, k=random.randint(40, 120))), facts


def requests() -> list[tuple[list[str], str | None]]:
    """Two to four words of all frequencies; a third with one authority chosen."""
    random = Random(11)
    chosen = [[word(int(WORDS ** random.random())) for _ in range(random.randint(2, 4))] for _ in range(REQUESTS)]
    return [(words, f"a{random.randrange(40):02}" if random.random() < 0.33 else None) for words in chosen]


def bluebook(count: int, folder: Path) -> Ask:
    """This engine, from its store. Only the index is timed: store and documents are there before."""
    from corpus import Document, Metadata, Section, SeenFile, Store
    from search.engines.whoosh import WhooshEngine

    store = Store.open(folder)
    with store.writing() as batch:
        batch.source("s")
        batch.file(SeenFile("f", "s", 1, 1, "x"))
        held: list[Section] = []
        for number, (identifier, text, facts) in enumerate(sections(count), 1):
            held.append(Section(id=identifier, level=1, text=text))
            if number % PER_DOCUMENT == 0:
                document = Document(
                    id=f"d{number}", title="", language="en", media_type="x", metadata=Metadata(**facts), sections=tuple(held)
                )
                batch.put(document, file="f", content=str(number))
                held = []
    engine = WhooshEngine(folder / "index")

    def build() -> None:
        engine.update(store)

    timed(build)
    return bluebook_ask(engine)


def bluebook_ask(engine: object) -> Ask:
    """Any of the words, ranked by BM25, ten hits, all facets."""
    from search.engine import Request
    from search.query import Or, Query, Scored, Term

    def ask(words: list[str], authority: str | None) -> int:
        query = Query(Or(tuple(Term(each, "text") for each in words)), tuple(Scored(Term(each, "text")) for each in words))
        filters = {"authority": (authority,)} if authority else {}
        return engine.search(Request(query=query, filters=filters)).total  # type: ignore[attr-defined, no-any-return]

    return ask


def stock_whoosh(count: int, folder: Path) -> Ask:
    """Whoosh as it comes, facets by `groupedby`."""
    from whoosh import fields, index, query
    from whoosh.analysis import RegexTokenizer

    schema = fields.Schema(text=fields.TEXT(RegexTokenizer(), phrase=False), **{name: fields.ID(sortable=True) for name in FACETS})
    stock = index.create_in(str(folder), schema)

    def build() -> None:
        writer = stock.writer(limitmb=256)
        for _, text, facts in sections(count):
            writer.add_document(text=text, **facts)
        writer.commit()

    timed(build)
    searcher = stock.searcher()

    def ask(words: list[str], authority: str | None) -> int:
        wanted = query.Or([query.Term("text", each) for each in words])
        chosen = query.Term("authority", authority) if authority else None
        found = searcher.search(wanted, limit=10, filter=chosen, groupedby=list(FACETS))
        for name in FACETS:
            {value: len(members) for value, members in found.groups(name).items()}
        return len(found)

    return ask


def fts5(count: int, folder: Path) -> Ask:
    """SQLite's full text index, facets by grouping."""
    base = sqlite3.connect(folder / "fts.sqlite3")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', detail=none)")
    base.execute(f"CREATE TABLE facts (id INTEGER PRIMARY KEY, {', '.join(FACETS)})")

    def build() -> None:
        with base:
            for number, (_, text, facts) in enumerate(sections(count)):
                base.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (number, text))
                base.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", (number, *facts.values()))

    timed(build)

    def ask(words: list[str], authority: str | None) -> int:
        match = " OR ".join(f'"{each}"' for each in words)
        where, more = ("AND authority = ?", (authority,)) if authority else ("", ())
        joined = f"FROM texts JOIN facts ON facts.id = texts.rowid WHERE texts MATCH ? {where}"
        base.execute(f"SELECT texts.rowid {joined} ORDER BY bm25(texts) LIMIT 10", (match, *more)).fetchall()
        for name in FACETS:
            base.execute(f"SELECT {name}, count(*) {joined} GROUP BY {name}", (match, *more)).fetchall()
        return int(base.execute(f"SELECT count(*) {joined}", (match, *more)).fetchone()[0])

    return ask


def tantivy(count: int, folder: Path) -> Ask:
    """Tantivy through its Python binding, facets by aggregation; one thread."""
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", fast=True)
    schema = builder.build()
    index = library.Index(schema, path=str(folder))

    def build() -> None:
        writer = index.writer(256_000_000, 1)
        for _, text, facts in sections(count):
            writer.add_document(library.Document(text=text, **facts))
        writer.commit()
        writer.wait_merging_threads()

    timed(build)
    index.reload()
    searcher, query, should, must = index.searcher(), library.Query, library.Occur.Should, library.Occur.Must

    def ask(words: list[str], authority: str | None) -> int:
        wanted = query.boolean_query([(should, query.term_query(schema, "text", each)) for each in words])
        if authority:
            wanted = query.boolean_query([(must, wanted), (must, query.term_query(schema, "authority", authority))])
        searcher.aggregate(wanted, {name: {"terms": {"field": name, "size": 50}} for name in FACETS})
        return int(searcher.search(wanted, 10).count)

    return ask


ENGINES: dict[str, Callable[[int, Path], Ask]] = {
    "Bluebook": bluebook,
    "Whoosh": stock_whoosh,
    "SQLite FTS5": fts5,
    "Tantivy": tantivy,
}
BUILT: list[float] = []


def timed(build: Callable[[], None]) -> None:
    """Run what builds an index and keep how long it took, in seconds."""
    started = perf_counter()
    build()
    BUILT.append(perf_counter() - started)


def one(name: str, count: int) -> dict[str, float]:
    """Build seconds, median and 95th percentile of a request in milliseconds, and memory of the whole process in MiB."""
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        ask = ENGINES[name](count, Path(folder))
        asked = requests()
        totals = [ask(*each) for each in asked]
        took = []
        for each in asked:
            started = perf_counter()
            ask(*each)
            took.append((perf_counter() - started) * 1000)
        took.sort()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "build": BUILT[0],
            "p50": took[len(took) // 2],
            "p95": took[int(len(took) * 0.95)],
            "memory": memory,
            "found": sum(totals),
        }


def picture(measured: dict[str, dict[int, dict[str, float]]], path: Path) -> None:
    """Three panels against the number of sections, all scales by powers of ten."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    titles = {"p50": "A faceted request, median ms", "build": "Building the index, s", "memory": "Memory of the process, MiB"}
    figure, panels = pyplot.subplots(1, len(titles), figsize=(13, 4))
    for panel, (measure, title) in zip(panels, titles.items(), strict=True):
        for name, by_size in measured.items():
            panel.loglog(list(by_size), [found[measure] for found in by_size.values()], marker="o", label=name)
        panel.set_title(title)
        panel.set_xlabel("sections")
        panel.grid(alpha=0.3)
    panels[0].legend()
    figure.text(0.01, 0.01, "Stock Whoosh is measured up to 100,000 sections.", fontsize=8)
    figure.tight_layout(rect=(0, 0.03, 1, 1))
    figure.savefig(path, dpi=110)


def main() -> None:
    """Measure every engine at every size, print a table, draw the picture."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 500_000])
    command.add_argument("--picture", type=Path)
    command.add_argument("--one", nargs=2, metavar=("ENGINE", "SIZE"))
    chosen = command.parse_args()
    if chosen.one:
        print(json.dumps(one(chosen.one[0], int(chosen.one[1]))))
        return
    measured: dict[str, dict[int, dict[str, float]]] = {name: {} for name in ENGINES}
    for size in chosen.sizes:
        for name in ENGINES:
            if name != "Whoosh" or size <= WHOOSH_MOST:
                done = subprocess.run(
                    [sys.executable, __file__, "--one", name, str(size)], check=True, capture_output=True, text=True
                )
                found = measured[name][size] = json.loads(done.stdout)
                print(f"{size:7} {name:12} " + "  ".join(f"{key} {value:.2f}" for key, value in found.items()), flush=True)
    if chosen.picture:
        picture(measured, chosen.picture)


if __name__ == "__main__":
    main()
