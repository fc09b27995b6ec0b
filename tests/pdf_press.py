"""A small press for PDFs: text at a place of a page, in a size and a font, with tags and bookmarks where a test wants them.

Latin text is set in Helvetica with its true widths, Han text in a font that is named only and maps its codes to Unicode, as
office programs write it. Nothing here is more than the PDF reference asks of a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 595.0, 842.0  # points of a page, A4
LEFT, RIGHT, TOP = 72.0, 523.0, 90.0
STEP = 1.4  # of the size, from one line to the next

# Widths of Helvetica from the space to the tilde, in thousandths of the size.
_HELVETICA = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 "
    "556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 "
    "469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 "
    "334 584"
)
_WIDTHS = dict(zip(map(chr, range(32, 127)), map(int, _HELVETICA.split()), strict=True))
FONTS = {"regular": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique", "han": "SimSun", "black": "SimHei"}
_HAN = frozenset({"han", "black"})
# Chinese fonts that name a map of the PDF reference and give no other: the font, the map, the encoding of their codes.
MAPPED = {"song": ("STSong-Light", "UniGB-UCS2-H", "utf-16-be"), "fang": ("FangSong_GB2312", "GBK-EUC-H", "gbk")}


@dataclass(frozen=True, slots=True)
class Ink:
    """A run of text with its left edge and its baseline from the page's top, in points; `mode` 3 is unseen, `turned`
    text runs up the page.
    """

    text: str
    left: float
    bottom: float
    size: float
    font: str
    role: str | None = None
    mode: int = 0
    turned: bool = False


@dataclass(slots=True)
class Sheet:
    """A page that is being set; `down` is where the next line of running text goes."""

    inks: list[Ink] = field(default_factory=list)
    down: float = TOP
    picture: bool = False

    def put(
        self,
        text: str,
        left: float = LEFT,
        bottom: float | None = None,
        *,
        size: float = 10.0,
        font: str = "",
        role: str | None = None,
        mode: int = 0,
    ) -> None:
        """Sets one line at a place, or below the last one of the running text."""
        if bottom is None:
            self.down += STEP * size
            bottom = self.down
        self.inks.append(Ink(text, left, bottom, size, font or fitting(text), role, mode))

    def paragraph(
        self,
        text: str,
        left: float = LEFT,
        right: float = RIGHT,
        *,
        size: float = 10.0,
        font: str = "",
        role: str | None = None,
        indent: float = 0.0,
    ) -> None:
        """Sets a paragraph in lines of even width, its first line indented."""
        chosen = font or fitting(text)
        for i, line in enumerate(broken(text, right - left - indent, size)):
            self.put(line, left + (indent if i == 0 else 0.0), size=size, font=chosen, role=role)

    def skip(self, points: float) -> None:
        """Leaves a gap."""
        self.down += points


@dataclass(slots=True)
class Press:
    """A PDF that is being made: its sheets, its title, its bookmarks as (title, page from 1, depth from 1)."""

    sheets: list[Sheet] = field(default_factory=list)
    title: str | None = None
    bookmarks: list[tuple[str, int, int]] = field(default_factory=list)

    def sheet(self) -> Sheet:
        """A new page."""
        self.sheets.append(Sheet())
        return self.sheets[-1]

    def save(self, path: Path) -> Path:
        """Writes the file and gives its path back."""
        path.write_bytes(self.bytes())
        return path

    def bytes(self) -> bytes:
        """The whole file."""
        return _file(_objects(self))


def fitting(text: str) -> str:
    """The font of the running text for what is set."""
    return "regular" if all(c in _WIDTHS or c in "\u2019\u2013\u2014\u2022\u00a7\u00e9" for c in text) else "han"


def width(text: str, size: float) -> float:
    """How wide text is set, in points."""
    return sum(_WIDTHS.get(c, 1000 if c > "\u2e7f" else 556) for c in text) * size / 1000


def broken(text: str, measure: float, size: float) -> Iterator[str]:
    """The lines of a paragraph: broken between words, or anywhere beside Han characters."""
    line = ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size) > measure:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    word = ""
    for c in text:
        if c > "\u2e7f":
            if word:
                yield word
            word = ""
            yield c
        elif c == " ":
            yield word + c
            word = ""
        else:
            word += c
    if word:
        yield word


def _objects(press: Press) -> list[bytes]:
    """The objects of a file from number 1: catalog, pages, fonts, then each page with its content, then tags and bookmarks."""
    objects: list[bytes] = [b"", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    fonts = " ".join(f"/{name} {number} 0 R" for name, number in _fonts(add))
    pages = [_page(add, sheet, fonts, i) for i, sheet in enumerate(press.sheets)]
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{n} 0 R' for n in pages)}]>>".encode()
    parts = "".join((_outline(objects, press, pages), _tags(objects, press, pages)))
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{parts}>>".encode()
    objects.append(f"<</Title {_string(press.title)}>>".encode() if press.title else b"<<>>")
    return objects


def _fonts(add: object) -> Iterator[tuple[str, int]]:
    assert callable(add)
    for name, (base, mapping, _) in MAPPED.items():
        inner = add(
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{base}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
            f"/DW 1000/FontDescriptor {add(_descriptor(base))} 0 R>>".encode()
        )
        font = f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/{mapping}/DescendantFonts[{inner} 0 R]>>"
        yield name, add(font.encode())
    wide = add(_stream(_to_unicode()))
    for name, base in FONTS.items():
        if name not in _HAN:
            yield name, add(f"<</Type/Font/Subtype/Type1/BaseFont/{base}/Encoding/WinAnsiEncoding>>".encode())
            continue
        described = add(_descriptor(base))
        inner = add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/DW 1000/W[32 126 {556}]/FontDescriptor {described} 0 R>>".encode()
        )
        yield (
            name,
            add(
                f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]"
                f"/ToUnicode {wide} 0 R>>".encode()
            ),
        )


def _descriptor(base: str) -> bytes:
    return (
        f"<</Type/FontDescriptor/FontName/{base}/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
        f"/CapHeight 700/StemV 80>>".encode()
    )


def _to_unicode() -> bytes:
    """A map that gives every two-byte code the character of that number."""
    rows = [f"<{block:02x}00><{block:02x}ff><{block:02x}00>" for block in range(256)]
    ranges = "\n".join(
        f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange" for part in (rows[i : i + 64] for i in range(0, 256, 64))
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def /CMapType 2 def\n"
        f"1 begincodespacerange <0000><ffff> endcodespacerange\n{ranges}\nendcmap end end"
    ).encode()


def _page(add: object, sheet: Sheet, fonts: str, number: int) -> int:
    assert callable(add)
    content = add(_stream(_content(sheet)))
    return int(
        add(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH:g} {HEIGHT:g}]/Resources<</Font<<{fonts}>>>>"
            f"/Contents {content} 0 R/StructParents {number}>>".encode()
        )
    )


def _content(sheet: Sheet) -> bytes:
    parts = ["0 0 595 842 re f"] if sheet.picture else []
    for i, ink in enumerate(sheet.inks):
        matrix = "0 1 -1 0" if ink.turned else "1 0 0 1"
        place = f"{matrix} {ink.left:g} {HEIGHT - ink.bottom:g} Tm"
        shown = f"BT /{ink.font} {ink.size:g} Tf {ink.mode} Tr {place} {_shown(ink)} Tj ET"
        parts.append(f"/{ink.role} <</MCID {i}>> BDC {shown} EMC" if ink.role else shown)
    return "\n".join(parts).encode("latin-1")


def _shown(ink: Ink) -> str:
    if ink.font in MAPPED:
        return f"<{ink.text.encode(MAPPED[ink.font][2]).hex()}>"
    if ink.font in _HAN:
        return f"<{ink.text.encode('utf-16-be').hex()}>"
    return f"<{ink.text.encode('cp1252').hex()}>"


def _outline(objects: list[bytes], press: Press, pages: Sequence[int]) -> str:
    """Bookmarks as a tree; each knows its parent and its neighbours."""
    if not press.bookmarks:
        return ""
    root = len(objects) + 1
    numbers = [root + 1 + i for i in range(len(press.bookmarks))]
    parents: list[int] = []
    path: list[int] = []
    for number, (_, _, depth) in zip(numbers, press.bookmarks, strict=True):
        del path[depth - 1 :]
        parents.append(path[-1] if path else root)
        path.append(number)
    below = {up: [n for n, p in zip(numbers, parents, strict=True) if p == up] for up in {root, *parents}}
    objects.append(f"<</Type/Outlines/First {below[root][0]} 0 R/Last {below[root][-1]} 0 R>>".encode())
    for number, parent, (title, page, _) in zip(numbers, parents, press.bookmarks, strict=True):
        beside = below[parent]
        place = beside.index(number)
        links = f"/Prev {beside[place - 1]} 0 R" if place else ""
        links += f"/Next {beside[place + 1]} 0 R" if place + 1 < len(beside) else ""
        if number in below:
            links += f"/First {below[number][0]} 0 R/Last {below[number][-1]} 0 R/Count {len(below[number])}"
        objects.append(f"<</Title {_string(title)}/Parent {parent} 0 R/Dest[{pages[page - 1]} 0 R/Fit]{links}>>".encode())
    return f"/Outlines {root} 0 R"


def _tags(objects: list[bytes], press: Press, pages: Sequence[int]) -> str:
    """A structure tree: an element for each run of inks of one role, table cells (`TD`) inside rows by their baseline."""
    if not any(ink.role for sheet in press.sheets for ink in sheet.inks):
        return ""
    root, kids, parents = len(objects) + 1, [], []
    objects.append(b"")
    for i, sheet in enumerate(press.sheets):
        owner: dict[int, int] = {}
        for group in _groups(sheet.inks):
            number = len(objects) + 1
            row = sheet.inks[group[0][0]].role == "TD"
            inner = [number + 1 + k for k in range(len(group))] if row else []
            kids.append(number)
            marks = " ".join(map(str, (m for run in group for m in run)))
            held = " ".join(f"{n} 0 R" for n in inner) if row else marks
            role = "TR" if row else sheet.inks[group[0][0]].role
            objects.append(f"<</Type/StructElem/S/{role}/P {root} 0 R/Pg {pages[i]} 0 R/K[{held}]>>".encode())
            for n, run in zip(inner, group, strict=False):
                cell = f"<</Type/StructElem/S/TD/P {number} 0 R/Pg {pages[i]} 0 R/K[{' '.join(map(str, run))}]>>"
                objects.append(cell.encode())
                owner |= dict.fromkeys(run, n)
            if not row:
                owner |= {m: number for run in group for m in run}
        parents.append(f"{i} [{' '.join(f'{owner[m]} 0 R' if m in owner else 'null' for m in range(len(sheet.inks)))}]")
    objects[root - 1] = (
        f"<</Type/StructTreeRoot/K[{' '.join(f'{n} 0 R' for n in kids)}]/ParentTree<</Nums[{' '.join(parents)}]>>>>".encode()
    )
    return f"/StructTreeRoot {root} 0 R/MarkInfo<</Marked true>>"


def _groups(inks: Sequence[Ink]) -> Iterator[list[list[int]]]:
    """Runs of marks that make one element: lines of a role below each other, or the cells on one baseline."""
    group: list[list[int]] = []
    last: Ink | None = None
    for i, ink in enumerate(inks):
        if ink.role is None:
            continue
        beside = last is not None and ink.role == last.role == "TD" and ink.bottom == last.bottom
        below = last is not None and ink.role == last.role != "TD" and ink.bottom - last.bottom < 1.6 * ink.size
        if group and beside:
            group.append([i])
        elif group and below:
            group[-1].append(i)
        else:
            if group:
                yield group
            group = [[i]]
        last = ink
    if group:
        yield group


def _string(text: str | None) -> str:
    marked = "\ufeff" + (text or "")
    return f"<{marked.encode('utf-16-be').hex()}>"


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    """Objects with their numbers, the table of their places, the trailer; the last object is the information dictionary."""
    done = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(done))
        done += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(done)
    done += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    done += b"".join(b"%010d 00000 n \n" % place for place in places)
    done += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), start)
    return bytes(done)
