"""The shipped catalogue with a few files beside it, brought in as a user would: for the framework and the legal life of texts."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from corpus import Store
from corpus.catalogue import SHIPPED
from search import open_engine
from web.reindex import reindex

OLD, NEW = "cn-nhc-2021-iit-trial", "cn-nhc-2024-32-iit"
LAW = "cn-drug-administration-law-2019"
MISSING = "某市细胞制剂临时管理规定"
ARTICLES = (
    "为了加强研究者发起的临床研究的管理，保护受试者权益，制定本办法。",
    "医疗卫生机构应当设立临床研究管理委员会，每年至少召开两次会议。",
    "主要研究者应当具备高级职称，并接受过相应的培训和考核。",
    "开展临床研究前应当通过科学性审查和伦理审查，两者缺一不可。",
    "临床研究项目经费由本单位财务部门统一收支，实行单独核算。",
    "受试者有权随时退出研究，退出后的诊疗不受任何影响。",
    "严重不良事件应当在获知后二十四小时内报告所在单位。",
    "原始记录和知情同意书应当妥善保存，期限不少于十年。",
    "临床研究信息应当在国家医学研究登记备案信息系统登记并公开。",
    "违反本办法的，由卫生健康主管部门责令改正，情节严重的予以通报。",
)
ADDED = "依照《中华人民共和国药品管理法》第二十条，并参照《某市细胞制剂临时管理规定》，不得向受试者收取与研究有关的费用。"


def old_articles() -> list[str]:
    """The older text."""
    return list(ARTICLES)


def new_articles() -> list[str]:
    """The newer: one changed, one taken out, one put to the end, one added."""
    changed = ARTICLES[1].replace("每年至少召开两次会议", "每季度召开一次会议并形成纪要")
    kept = [ARTICLES[0], changed, *ARTICLES[3:4], *ARTICLES[5:]]
    return [*kept[:5], ADDED, *kept[5:], ARTICLES[2]]


def page(title: str, articles: list[str]) -> str:
    """A web page of a text in articles."""
    numbers = "〇一二三四五六七八九十"
    body = "".join(f"<p>第{numbers[place]}条　{text}</p>" for place, text in enumerate(articles, 1))
    return f"<html lang='zh'><head><title>{title}</title></head><body><h1>{title}</h1><h2>第一章　总则</h2>{body}</body></html>"


def write_files(folder: Path) -> None:
    """Two texts of instruments of the catalogue, one in English that belongs to none, and a file that cannot be read."""
    title = "医疗卫生机构开展研究者发起的临床研究管理办法"
    for name, instrument, heading, articles in (
        ("iit-2021", OLD, f"{title}（试行）", old_articles()),
        ("iit-2024", NEW, title, new_articles()),
    ):
        (folder / f"{name}.html").write_text(page(heading, articles), encoding="utf-8")
        (folder / f"{name}.yaml").write_text(f"instrument: {instrument}\n", encoding="utf-8")
    notes = "<html lang='en'><head><title>Follow-up notes</title></head><body><h1>Follow-up notes</h1><h2>1. Scope</h2>"
    (folder / "follow-up-notes.html").write_text(f"{notes}<p>These notes are about patients after treatment.</p></body></html>")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing more")


def write_provenance(data: Path) -> None:
    """The record of one text having been fetched."""
    origin = {"asked": "https://example.org/a", "url": "https://example.org/b", "fetched": "2026-10-01T08:00:00+00:00"}
    folder = data / "fetched"
    folder.mkdir(parents=True)
    record = {NEW: {**origin, "sha256": "ab" * 32, "file": f"{NEW}.html", "etag": None}}
    (folder / ".provenance.json").write_text(json.dumps(record), encoding="utf-8")


def fill(data: Path, files: Path) -> None:
    """Bring the catalogue and the files into a data folder."""
    files.mkdir()
    write_files(files)
    with closing(Store.open(data)) as store, closing(open_engine(data / "index")) as engine:
        reindex(store, engine, [SHIPPED / "instruments", files], data=data, jobs=1)
    write_provenance(data)
