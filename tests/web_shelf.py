"""A small library for the tests of the web room: what a store would hold after reading a few files, written out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from corpus import Document, Metadata, PageQuality, Relation, Section, SeenFile, Store
from corpus.originals import sha256
from search import open_engine

GUIDELINE = "cde-ltfu"
CITING = "受试者应当接受长期随访。依照《药品管理法》第二十六条，随访一般不少于十五年。"
TABLE = "随访年限见下表。\n载体\t整合风险\t随访年限\n慢病毒\t高\t15\n腺相关病毒\t低\t5"
HOSTILE = "<script>alert(1)</script> & \"随访\" 'x'"


def guideline() -> Document:
    """A Chinese guideline in chapters, with a citation, a table and a text that would be HTML if it were not escaped."""
    start = CITING.index("《")
    return Document(
        id=GUIDELINE,
        title="基因治疗产品长期随访技术指导原则（试行）",
        language="zh",
        media_type="application/pdf",
        pages=2,
        metadata=Metadata(
            title_zh="基因治疗产品长期随访技术指导原则（试行）",
            title_en="Guideline for Long-Term Follow-Up of Gene Therapy Products",
            document_number="2021年第50号",
            jurisdiction="CN",
            authority="CDE",
            instrument_type="technical_guideline",
            status="trial",
            issued="2021-12-03",
            effective="2021-12-03",
            product_class=("gene_therapy", "car_t"),
            lifecycle_stage=("clinical",),
            source_url="https://www.example.org/50",
            verified_fields=("title", "issued"),
        ),
        sections=(
            Section(id=f"{GUIDELINE}#一", level=1, number="一、", heading="概述", text="", page=1),
            Section(id=f"{GUIDELINE}#1.1", level=2, number="1.1", heading="长期随访", text=CITING, page=1, page_end=1),
            Section(id=f"{GUIDELINE}#1.2", level=2, number="1.2", heading="年限", text=TABLE, page=2, page_end=2),
            Section(id=f"{GUIDELINE}#二", level=1, number="二、", heading="其他", text=HOSTILE, page=2, page_end=2),
        ),
        relations=(
            Relation(
                type="cites",
                target="药品管理法",
                target_id="law",
                article="第二十六条",
                section=f"{GUIDELINE}#1.1",
                start=start,
                end=start + 12,
            ),
            Relation(type="cites", target="ICH S12"),
        ),
        quality=(PageQuality(page=1, grade="native"), PageQuality(page=2, grade="ocr")),
        warnings=("page 2 was read by OCR",),
    )


def draft() -> Document:
    """The draft behind the guideline: not in force, finalised as it."""
    return Document(
        id="cde-ltfu-draft",
        title="基因治疗产品长期随访技术指导原则（征求意见稿）",
        language="zh",
        media_type="text/html",
        metadata=Metadata(status="draft", instrument_type="draft", authority="CDE", jurisdiction="CN", issued="2021-08"),
        sections=(Section(id="cde-ltfu-draft#1", level=1, number="1", heading="随访", text="长期随访的草案。"),),
        relations=(Relation(type="finalised_as", target="50", target_id=GUIDELINE),),
    )


def law() -> Document:
    """A law of many articles, long enough to be shown in parts."""
    article = "国家对药品的研制、注册、生产和经营实行监督管理，保障公众用药安全。" * 8
    return Document(
        id="law",
        title="药品管理法",
        language="zh",
        media_type="text/html",
        metadata=Metadata(status="in_force", instrument_type="law", authority="NPCSC", jurisdiction="CN", issued="2019-08-26"),
        sections=tuple(
            Section(id=f"law#第{number}条", level=1, number=f"第{number}条", text=article + f"（{number}）")
            for number in range(1, 201)
        ),
    )


def guidance() -> Document:
    """An English guidance."""
    text = "Long-term follow-up observations continue past the active follow-up period of a clinical trial."
    return Document(
        id="fda-ltfu",
        title="Long Term Follow-Up After Administration of Gene Therapy Products",
        language="en",
        media_type="application/json",
        metadata=Metadata(
            status="in_force",
            instrument_type="guidance",
            authority="FDA",
            jurisdiction="US",
            issued="2020-01-30",
            product_class=("gene_therapy",),
        ),
        sections=(
            Section(id="fda-ltfu#I", level=1, number="I.", heading="Introduction", text=text, page=4),
            Section(
                id="fda-ltfu#II", level=1, number="II.", heading="Scope", text=f"This guidance covers follow-up. {text}", page=5
            ),
        ),
    )


def odd() -> Document:
    """A document of a collection whose ids are anything but tidy."""
    return Document(
        id="a/b c?d=#1%2F",
        title="Odd <b>ids</b>",
        language=None,
        media_type="application/json",
        sections=(Section(id="x/y z&w", level=1, text="peculiar words"),),
    )


def entry() -> Document:
    """An entry of the catalogue in both languages, of the guideline's draft."""
    told = {"zh": ("概要", "征求意见", "本条目概述征求意见稿。"), "en": ("In brief", "Comments", "This entry sums up the draft.")}
    sections = []
    for language, (first, second, text) in told.items():
        sections.append(Section(id=f"entry#{language}-1", level=1, heading=first, text=text, language=language))
        sections.append(Section(id=f"entry#{language}-1.1", level=2, heading=second, text=f"· {text}", language=language))
    return Document(
        id="entry",
        title="征求意见办法",
        language="zh",
        media_type="text/markdown",
        metadata=Metadata(
            title_zh="征求意见办法",
            title_en="Measures on Comments",
            role="entry",
            instrument="entry",
            status="in_force",
            jurisdiction="CN",
        ),
        sections=tuple(sections),
    )


def notices() -> Iterator[Document]:
    """Short notices of many provinces, so that some facets are long."""
    for number in range(1, 21):
        yield Document(
            id=f"notice-{number}",
            title=f"Notice {number}",
            language="en",
            media_type="application/json",
            metadata=Metadata(
                authority=f"PROVINCE {number:02}", jurisdiction="CN", instrument_type="notice", issued=f"{1990 + number}"
            ),
            sections=(Section(id=f"notice-{number}#1", level=1, number="1", text="Provincial notice on inspection."),),
        )


def everything() -> list[Document]:
    """All that is on the shelf."""
    return [guideline(), draft(), law(), guidance(), odd(), entry(), *notices()]


def pdf(*pages: str) -> bytes:
    """A PDF file with a line of Latin text on each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        resources = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


HELD = (len(everything()), sum(len(document.sections) for document in everything()))  # documents and sections


def fill(data: Path, files: Path) -> None:
    """Put the shelf into a data folder, originals and all, and index it."""
    printed, page = files / "guideline.pdf", files / "draft.html"
    printed.write_bytes(pdf("Long-term follow-up of patients", "Vectors and follow-up years"))
    page.write_text("<html><script>alert(1)</script><p>长期随访的草案。</p></html>", encoding="utf-8")
    stock(data, everything(), {GUIDELINE: printed, "cde-ltfu-draft": page})


def stock(data: Path, documents: Iterable[Document], originals: Mapping[str, Path] = MappingProxyType({})) -> None:
    """Put documents into a data folder, with the files they came from, and index them."""
    with closing(Store.open(data)) as store, closing(open_engine(data / "index")) as engine:
        with store.writing() as batch:
            batch.source("/shelf")
            batch.file(SeenFile("/shelf/all.jsonl", "/shelf", 1, 1, "print"))
            for document in documents:
                original = originals.get(document.id)
                kept = (original, sha256(original)) if original else None
                batch.put(document, file="/shelf/all.jsonl", content=document.id, original=kept)
        engine.update(store)
