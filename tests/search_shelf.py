"""What the tests of the search room share: a library of a real store and a real engine, and texts drawn from a seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from msgspec import structs

import ingest
from corpus import Document, Metadata, Section, SeenFile, Store, catalogue
from corpus.catalogue import SHIPPED
from corpus.recognition import Register
from search import Engine, Question, Results, find, open_engine

FILE = SeenFile("/shelf/all.jsonl", "/shelf", 1, 1, "print")


@dataclass(frozen=True, slots=True)
class Library:
    """A store with an engine in line with it, and the short ways to ask them."""

    folder: Path
    store: Store
    engine: Engine

    def ask(self, text: str, **more: object) -> Results:
        """The answer to a question."""
        return find(Question(text=text, **more), self.engine, self.store)  # type: ignore[arg-type]

    def found(self, text: str, **more: object) -> set[str]:
        """The ids of all sections found; of a document without sections, its own."""
        return set(self.ranked(text, **more))

    def ranked(self, text: str, **more: object) -> list[str]:
        """The ids of all sections found, best first."""
        results = self.ask(text, **{"size": 10_000, "expand": False, **more})
        assert len(results.hits) == results.total
        return [hit.located.section.id for hit in results.hits]

    def documents(self, text: str, **more: object) -> list[str]:
        """The documents of the hits of one page, best first, each once."""
        return list(dict.fromkeys(hit.document.id for hit in self.ask(text, **more).hits))

    def put(self, *documents: Document) -> None:
        """Hold documents, and bring the engine in line."""
        put(self.store, *documents)
        self.engine.update(self.store)

    def drop(self, *kept: str) -> None:
        """Let go of all documents but some, and bring the engine in line."""
        with self.store.writing() as batch:
            batch.settle(FILE.path, kept)
        self.engine.update(self.store)


def put(store: Store, *documents: Document) -> None:
    """Hold documents, whatever was held of them before."""
    with store.writing() as batch:
        batch.source(FILE.source)
        batch.file(FILE)
        for document in documents:
            batch.put(document, file=FILE.path, content=str(hash(document)))


@contextmanager
def library(folder: Path, *documents: Document) -> Iterator[Library]:
    """A library of some documents in a data folder."""
    store = Store.open(folder)
    engine = open_engine(folder / "index")
    try:
        if documents:
            put(store, *documents)
        engine.update(store)
        yield Library(folder, store, engine)
    finally:
        engine.close()
        store.close()


def document(identifier: str, *texts: str | Section, title: str = "", language: str | None = "zh", **facts: object) -> Document:
    """A document with a section for each text; a section that is given as such keeps its place and gets the document's id."""
    sections = tuple(
        structs.replace(text, id=f"{identifier}#{text.id}")
        if isinstance(text, Section)
        else Section(id=f"{identifier}#{number}", level=1, text=text)
        for number, text in enumerate(texts, 1)
    )
    return Document(
        id=identifier,
        title=title or identifier,
        language=language,
        media_type="text/plain",
        metadata=Metadata(**facts),  # type: ignore[arg-type]
        sections=sections,
    )


def shipped_documents() -> Iterator[Document]:
    """The documents of the shipped corpus as a reindex holds them: the catalogue's entries and our readers' guides."""
    register = Register.of(entry.instrument for entry in catalogue.load().values())
    for path in sorted(SHIPPED.rglob("*")):
        if path.suffix == ".jsonl":
            yield from (read for _, _, read in ingest.read_lines(path) if isinstance(read, Document))
        elif path.suffix in ingest.SUFFIXES:
            read = ingest.read(path, path.stem)
            if read.metadata.role == "entry":
                yield replace(read, metadata=replace(read.metadata, expires=register.end(read.id)))
            else:
                yield register.join(read)


HAN = (
    *("细胞", "治疗", "产品", "药品", "临床", "试验", "基因", "管理", "办法", "注册", "申请"),
    *("第十二条", "的", "和", "在", "应当", "研究"),
)
TRADITIONAL = ("細胞", "治療", "產品", "藥品", "臨床", "試驗", "基因", "管理", "辦法", "註冊", "申請", "第十二條", "應當", "研究")
LATIN = (
    *("gene", "cell", "cells", "therapy", "Therapies", "CAR-T", "CART", "post-approval", "of", "the", "and", "ICH", "Q5A"),
    *("2020", "IND", "study", "studies", "GMP", "process", "processes", "21"),
)
WIDE = ("ＧＭＰ", "ＣＡＲ－Ｔ", "２０２０", "ｇｅｎｅ")
MARKS = ("，", "。", "、", "；", "\n", "\t", " ", "  ", "（", "）", "《", "》", ", ", ". ", "-", "—", "/")


def text_of(random: Random, *, most: int = 30) -> str:
    """A text of Chinese, old and new characters, English, full-width letters and marks, as nobody writes but anything may hold."""
    kinds = random.choice(((HAN,), (HAN, MARKS), (LATIN,), (LATIN, HAN), (TRADITIONAL, MARKS), (HAN, LATIN, WIDE, MARKS)))
    parts = []
    for _ in range(random.randint(0, most)):
        chosen = random.choice(kinds)
        parts.append(random.choice(chosen))
        if chosen in (LATIN, WIDE) or random.random() < 0.1:
            parts.append(random.choice((" ", " ", " ", "\n", ", ", "（", "-")))
    return "".join(parts)


AUTHORITIES, STATUSES = ("NMPA", "CDE", "FDA", None), ("in_force", "draft", "repealed", "superseded", None)
PRODUCTS, STAGES, DATES = (
    ("car_t", "stem_cell", "gene_therapy"),
    ("ind", "clinical", "bla"),
    (None, "2019", "2020-05", "2020-05-06", "2024-12-31", "2024-12"),
)


def drawn(random: Random, count: int) -> list[Document]:
    """Documents with sections and facts drawn from a seed; some have no sections, some no facts, some sections in two languages."""
    return [
        document(
            f"d{number:03}",
            *(
                Section(
                    id=str(place),
                    level=random.randint(1, 3),
                    text=text_of(random),
                    heading=random.choice((None, text_of(random, most=4))),
                    language=random.choice((None, None, "en")),
                )
                for place in range(random.randint(0, 6))
            ),
            title=text_of(random, most=6) or f"d{number}",
            language=random.choice(("zh", "en", None)),
            jurisdiction=random.choice(("CN", "US", None)),
            authority=random.choice(AUTHORITIES),
            instrument_type=random.choice(("law", "guidance", None)),
            status=random.choice(STATUSES),
            issued=random.choice(DATES),
            effective=random.choice(DATES),
            product_class=tuple(random.sample(PRODUCTS, random.randint(0, 3))),
            lifecycle_stage=tuple(random.sample(STAGES, random.randint(0, 2))),
        )
        for number in range(count)
    ]


def runs(spans: Sequence[object]) -> list[tuple[str, bool]]:
    """The spans of a snippet as pairs."""
    return [(span.text, span.mark) for span in spans]  # type: ignore[attr-defined]
