"""Citations: GB/T 7714-2015 (electronic resources, EB/OL), plain text, RIS and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from corpus import Metadata
from web.messages import day
from web.reference import Reference

_UNSAFE_KEY = re.compile(r"[^A-Za-z0-9:_.-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_BIBTEX = str.maketrans(
    {char: f"\\{char}" for char in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def gbt7714(cited: Reference) -> str:
    """GB/T 7714-2015, 4.6: issuer. title: number, place[EB/OL]. (date)[date read]. address."""
    title = cited.title + (f": {cited.number}" if cited.number else "")
    issuers = ", ".join(cited.issuers[:3]) + (("，等" if cited.language == "zh" else ", et al") if len(cited.issuers) > 3 else "")
    issued = f"({cited.issued})" if cited.issued else ""
    place = "".join(f", {part}" for part in _place(cited))
    return f"{issuers + '. ' if issuers else ''}{title}{place}[EB/OL]. {issued}[{cited.seen.isoformat()}]. {cited.source}."


def plain(cited: Reference) -> str:
    """In words, with the permanent address and the SHA-256 of the file that was read."""
    parts = [cited.title, *_place(cited), *cited.issuers, cited.number, day(cited.issued, cited.language)]
    text = ("，" if cited.language == "zh" else ", ").join(part for part in parts if part)
    stop = "。" if cited.language == "zh" else ". "
    digest = f"{stop}SHA-256 {cited.digest}" if cited.digest else ""
    official = f"{stop}{cited.source}" if cited.source != cited.address else ""
    return f"{text}{stop}{cited.address}{official}{digest}"


def ris(cited: Reference) -> str:
    """One RIS record, as reference managers read it."""
    about = cited.document.metadata
    tags = [
        ("TY", _type(about)),
        ("ID", cited.key),
        *(("AU", f"{issuer},") for issuer in cited.issuers),
        ("TI", cited.title),
        ("TT", about.title_en if about.title_en != cited.document.title else None),
        ("PY", (cited.issued or "")[:4]),
        ("DA", "/".join(cited.issued.split("-")) if cited.issued else None),
        ("IS", cited.number),
        ("SE", cited.section.name if cited.section else None),
        ("SP", str(cited.section.page) if cited.section and cited.section.page else None),
        ("PB", cited.issuers[0] if cited.issuers else None),
        ("LA", cited.document.language),
        ("UR", cited.address),
        ("UR", cited.source if cited.source != cited.address else None),
        ("Y2", cited.seen.strftime("%Y/%m/%d")),
        ("N1", f"SHA-256 {cited.digest}" if cited.digest else None),
    ]
    lines = [f"{tag}  - {_CONTROL.sub(' ', value)}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(cited: Reference) -> str:
    """One BibTeX entry."""
    fields = {
        "title": f"{{{_escaped(cited.title)}}}",
        "author": " and ".join(f"{{{_escaped(issuer)}}}" for issuer in cited.issuers),
        "year": (cited.issued or "")[:4],
        "date": cited.issued or "",
        "number": _escaped(cited.number or ""),
        "chapter": _escaped(cited.section.name) if cited.section else "",
        "pages": str(cited.section.page) if cited.section and cited.section.page else "",
        "url": cited.address,
        "urldate": cited.seen.isoformat(),
        "note": f"SHA-256 {cited.digest}" if cited.digest else "",
    }
    key = _UNSAFE_KEY.sub("-", cited.key) if cited.key.isascii() else _UNSAFE_KEY.sub("-", cited.key.encode("punycode").decode())
    body = "".join(f"  {name} = {{{_CONTROL.sub(' ', value)}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{body}}}\n"


FORMATS: Mapping[str, tuple[str, Callable[[Reference], str]]] = {
    "txt": ("text/plain", plain),
    "ris": ("application/x-research-info-systems", ris),
    "bib": ("application/x-bibtex", bibtex),
}


def _type(about: Metadata) -> str:
    if about.role == "entry":
        return "ELEC"
    return "STAT" if about.instrument_type in ("law", "administrative_regulation") else "GOVDOC"


def _place(cited: Reference) -> list[str]:
    if cited.section is None:
        return []
    page = cited.section.page
    printed = [] if page is None else [f"第{page}页" if cited.language == "zh" else f"p. {page}"]
    return [part for part in (cited.section.name, *printed) if part]


def _escaped(text: str) -> str:
    return text.translate(_BIBTEX)
