"""Documents and sections as Markdown, for language models and for notes: facts on top, headings, text, tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from corpus import Document, Section
from web import addresses
from web.citations import base_address
from web.library import library

blueprint = Blueprint("markdown", __name__)

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_LEADING = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s)")


@blueprint.get("/documents/<path:identifier>.md")
def document(identifier: str) -> Response:
    """A whole document."""
    held = library()
    found = held.store.document(identifier)
    return _reply(whole(found, found.sections, base_address(held)))


@blueprint.get("/documents/<path:identifier>/sections/<path:label>.md")
def section(identifier: str, label: str) -> Response:
    """A section with what stands below it."""
    held = library()
    found = held.store.document(identifier)
    kept = branch(found.sections, label)
    if not kept:
        raise NotFound(f"no section {label!r} in {identifier}")
    return _reply(whole(found, kept, base_address(held)))


def _reply(text: str) -> Response:
    return Response(text, mimetype="text/markdown")


def branch(sections: Sequence[Section], label: str) -> list[Section]:
    """A section and the sections below it; nothing where there is no such section."""
    kept: list[Section] = []
    for each in sections:
        if kept and each.level <= kept[0].level:
            break
        if kept or each.label == label:
            kept.append(each)
    return kept


def whole(found: Document, sections: Sequence[Section], base: str) -> str:
    """Facts as YAML, then the sections."""
    about = found.metadata
    facts = {
        "id": found.id,
        "kind": about.role,
        "title": found.title,
        "title_en": about.title_en,
        "document_number": about.document_number,
        "authority": about.authority,
        "status": about.status,
        "issued": about.issued,
        "effective": about.effective,
        "source_url": about.source_url,
        "address": base + addresses.document_path(found.id),
    }
    lines = ["---", *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value), "---", ""]
    lines += [f"# {_plain(found.title)}", ""]
    for each in sections:
        address = base + addresses.section_path(found.id, each.label)
        page = f" (p. {each.page})" if each.page else ""
        lines += [f"{'#' * min(each.level + 1, 6)} [{_plain(each.name or each.label)}]({address}){page}", ""]
        lines += _blocks(each.text)
    return "\n".join(lines).rstrip() + "\n"


def _blocks(text: str) -> Iterator[str]:
    for is_row, group in groupby((line for line in text.split("\n") if line.strip()), lambda line: "\t" in line):
        if is_row:
            rows = [[_plain(cell).replace("|", r"\|") for cell in line.split("\t")] for line in group]
            width = max(map(len, rows))
            padded = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
            yield from [padded[0], f"|{' --- |' * width}", *padded[1:], ""]
        else:
            for line in group:
                yield from (_LEADING.sub(r"\1\\\2", _plain(line)), "")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
