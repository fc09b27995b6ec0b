"""Word files are read in the order of the document, with the numbers that Word only draws, with tables, boxes and notes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

import ingest
from ingest import UnreadableFile, word
from ingest.line import Line

TEXT = "申请人应当对生产工艺进行充分的研究。"


def saved(folder: Path, fill: Callable[[Any], None]) -> Path:
    """A Word file that was filled."""
    document = docx.Document()
    fill(document)
    path = folder / "rule.docx"
    document.save(str(path))
    return path


def read(folder: Path, fill: Callable[[Any], None]) -> list[Line]:
    """The lines of a Word file that was filled."""
    return list(word.read(saved(folder, fill)).lines)


def add(document: Any, xml: str, *, before_end: bool = True) -> Any:
    """XML put at the end of the document's body; `w:` stands for its namespace."""
    element = parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
    document.element.body.insert(len(document.element.body) - before_end, element)
    return element


def numbered(document: Any, text: str, level: int = 0, list_id: int = 9) -> None:
    """A paragraph of a list."""
    add(
        document,
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>",
    )


def define(document: Any, *levels: tuple[str, str], start: int = 1, list_id: int = 9, shared: int = 90) -> None:
    """A list whose levels have a format and a text."""
    written = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    space = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="{shared}">{written}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="{list_id}"><w:abstractNumId w:val="{shared}"/></w:num>'))


def test_paragraphs_headings_and_tables_stand_in_order(tmp_path: Path) -> None:
    """Headings by style have their rank; a row of a table is a line with tabs."""

    def fill(document: Any) -> None:
        document.add_heading("一、范围", 1)
        document.add_paragraph(TEXT)
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip((c for row in table.rows for c in row.cells), ("项目", "限度", "无菌\n检查", "阴性"), strict=True):
            cell.text = text
        document.add_heading("（一）细则", 2)
        document.add_paragraph().add_run("加粗").bold = True

    found = read(tmp_path, fill)
    assert [(line.rank, line.bold, line.text) for line in found] == [
        (1, True, "一、范围"),
        (None, False, TEXT),
        (None, False, "项目\t限度"),
        (None, False, "无菌 检查\t阴性"),
        (2, True, "（一）细则"),
        (None, True, "加粗"),
    ]


def test_cells_that_span_columns_leave_the_next_below_their_heads(tmp_path: Path) -> None:
    """Merged across, and merged down."""

    def fill(document: Any) -> None:
        table = document.add_table(rows=3, cols=3)
        for row, texts in zip(table.rows, (("危害", "", "后果"), ("能量", "热能", "灼伤"), ("", "电能", "触电")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 0).merge(table.cell(2, 0))

    assert [line.text for line in read(tmp_path, fill)] == ["危害\t\t后果", "能量\t热能\t灼伤", "\t电能\t触电"]


def test_raised_digits_are_powers(tmp_path: Path) -> None:
    """10⁻⁶ is not 10-6; the number of a source in brackets and other raised text stay as they are."""

    def fill(document: Any) -> None:
        paragraph = document.add_paragraph()
        for text, raised in (("应达到1×10", False), ("-6", True), ("，见[", False), ("3", True), ("]；5", False), ("th", True)):
            paragraph.add_run(text).font.superscript = raised

    assert [line.text for line in read(tmp_path, fill)] == ["应达到1×10⁻⁶，见[3]；5th"]


def test_an_outline_level_is_a_rank(tmp_path: Path) -> None:
    """Many agencies set outline levels on plain paragraphs; the tenth level is body text."""

    def fill(document: Any) -> None:
        for level in (0, 2, 9):
            add(document, f'<w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr><w:r><w:t>level {level}</w:t></w:r></w:p>')

    assert [line.rank for line in read(tmp_path, fill)] == [1, 3, None]


def test_drawn_numbers_are_read(tmp_path: Path) -> None:
    """A list counts over the whole document, its lower levels anew under each higher one."""

    def fill(document: Any) -> None:
        define(document, ("chineseCountingThousand", "第%1条"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
        for level in (0, 1, 1, 2, 0, 1):
            numbered(document, "文", level)
        document.add_paragraph("between")
        numbered(document, "文")

    assert [line.text for line in read(tmp_path, fill)] == [
        "第一条 文",
        "一.1 文",
        "一.2 文",
        "(a) 文",
        "第二条 文",
        "二.1 文",
        "between",
        "第三条 文",
    ]


@pytest.mark.parametrize(
    ("style", "start", "expected"),
    [
        ("decimal", 9, ["9.", "10."]),
        ("decimalZero", 9, ["09.", "10."]),
        ("lowerLetter", 26, ["z.", "aa."]),
        ("upperLetter", 2, ["B.", "C."]),
        ("lowerRoman", 9, ["ix.", "x."]),
        ("upperRoman", 4, ["IV.", "V."]),
        ("chineseCounting", 10, ["十.", "十一."]),
        ("taiwaneseCountingThousand", 100, ["一百.", "一百零一."]),
        ("decimalEnclosedCircle", 20, ["⑳.", "21."]),
        ("ideographTraditional", 1, ["甲.", "乙."]),
        ("someFormatOfTomorrow", 1, ["1.", "2."]),
        ("bullet", 1, ["•", "•"]),
    ],
)
def test_formats_of_drawn_numbers(tmp_path: Path, style: str, start: int, expected: list[str]) -> None:
    """Each format met in guidelines is written as Word draws it."""

    def fill(document: Any) -> None:
        define(document, (style, "%1."), start=start)
        numbered(document, "x")
        numbered(document, "x")

    assert [line.text for line in read(tmp_path, fill)] == [f"{number} x" for number in expected]


def test_a_legal_level_counts_in_digits(tmp_path: Path) -> None:
    """Where Word is told to, the numbers of higher levels stand in digits whatever their own format."""

    def fill(document: Any) -> None:
        define(document, ("upperRoman", "Article %1."), ("decimal", "%1.%2"))
        level = document.part.numbering_part.element.find(qn("w:abstractNum")).findall(qn("w:lvl"))[1]
        level.append(OxmlElement("w:isLgl"))
        numbered(document, "x")
        numbered(document, "y", 1)

    assert [line.text for line in read(tmp_path, fill)] == ["Article I. x", "1.1 y"]


def test_a_list_that_is_not_defined_draws_nothing(tmp_path: Path) -> None:
    """Nor does a paragraph that was taken out of its list, or a level without a definition."""

    def fill(document: Any) -> None:
        define(document, ("decimal", "%1."))
        numbered(document, "no list", list_id=77)
        numbered(document, "taken out", list_id=0)
        numbered(document, "too deep", level=5)

    assert [line.text for line in read(tmp_path, fill)] == ["no list", "taken out", "too deep"]


def test_a_style_gives_number_and_rank(tmp_path: Path) -> None:
    """Numbering may be set on the style, or on the style that is based on."""

    def fill(document: Any) -> None:
        define(document, ("decimal", "%1"), ("decimal", "%1.%2"))
        for style, level in (("Heading 1", 0), ("Heading 2", 1)):
            properties = document.styles[style].element.get_or_add_pPr()
            properties.append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="9"/></w:numPr>'),
            )
        derived = document.styles.add_style("Clause", 1)
        derived.base_style = document.styles["Heading 2"]
        document.add_heading("Scope", 1)
        document.add_heading("Cells", 2)
        document.add_paragraph("Genes", style="Clause")

    assert [(line.rank, line.text) for line in read(tmp_path, fill)] == [(1, "1 Scope"), (2, "1.1 Cells"), (2, "1.2 Genes")]


def test_what_is_shown_is_read(tmp_path: Path) -> None:
    """Inserted text and text in controls and links is read; deleted text, field codes and hidden bookmarks are not."""

    def fill(document: Any) -> None:
        add(
            document,
            "<w:p>"
            '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkStart w:id="2" w:name="scope"/><w:r><w:t>one </w:t></w:r>'
            '<w:ins w:id="1" w:author="a"><w:r><w:t>two </w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="a"><w:r><w:delText>gone </w:delText></w:r></w:del>'
            "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>three</w:t></w:r></w:hyperlink>"
            "<w:r><w:noBreakHyphen/><w:t>four</w:t><w:tab/><w:t>five</w:t><w:br/><w:t>six</w:t></w:r></w:p>",
        )
        add(document, "<w:sdt><w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>")

    found = read(tmp_path, fill)
    assert [(line.text, line.anchor) for line in found] == [
        ("one two three-four five", "scope"),
        ("six", None),
        ("controlled", None),
    ]


BOX = (
    '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    """Word keeps its text twice, for itself and for older programs."""
    assert [line.text for line in read(tmp_path, lambda document: add(document, BOX))] == ["before", "in the box"]


def test_a_frame_is_no_table(tmp_path: Path) -> None:
    """A table of single cells only draws a box around paragraphs; a table in a cell is read with it."""

    def fill(document: Any) -> None:
        frame = document.add_table(rows=1, cols=1).cell(0, 0)
        frame.text = "第一条 文"
        frame.add_paragraph("第二条 文")
        outer = document.add_table(rows=1, cols=2)
        inner = outer.cell(0, 0).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text, outer.cell(0, 1).text = "a", "b", "c"

    assert [line.text for line in read(tmp_path, fill)] == ["第一条 文", "第二条 文", "a b\tc"]


def with_notes(path: Path) -> Path:
    """The file with a part of footnotes put into it."""
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}><w:footnote w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/><w:t> See the act.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    noted = path.with_name("noted.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(noted, "w") as new:
        for name in old.namelist():
            held = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else ""
            if name == "[Content_Types].xml":
                held = held.replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>')
            if name == "word/_rels/document.xml.rels":
                held = held.replace(
                    "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                )
            new.writestr(name, held or old.read(name))
        new.writestr("word/footnotes.xml", body)
    return noted


def test_a_note_stands_behind_its_paragraph(tmp_path: Path) -> None:
    """Numbered in the order of the text, as Word draws it, whatever its inner number; in the text stands its mark."""

    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("The rule")
        run = OxmlElement("w:r")
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), "5")
        run.append(reference)
        paragraph._p.append(run)
        document.add_paragraph("goes on")

    found = word.read(with_notes(saved(tmp_path, fill))).lines
    assert [(line.kind, line.text) for line in found] == [
        ("body", "The rule [1]"),
        ("note", "[1] See the act."),
        ("body", "goes on"),
    ]


@pytest.mark.parametrize(
    ("stated", "lines", "title"),
    [
        ("细胞产品指导原则", ["附件4", "细胞产品指导原则", TEXT], "细胞产品指导原则"),
        ("附件4", ["附件4", "细胞产品指导原则", TEXT], "细胞产品指导原则"),
        ("Microsoft Word", ["细胞产品", "药学研究指导原则", "（试行）", TEXT], "细胞产品药学研究指导原则（试行）"),
        ("", ["Guidance for Industry", "Potency Tests", "I. Introduction", "Text."], "Guidance for Industry Potency Tests"),
        ("", ["国卫科教发〔2015〕48号", "干细胞临床研究管理办法", "第一条 为规范干细胞临床研究"], "干细胞临床研究管理办法"),
        ("", [TEXT, TEXT], None),
        ("", [f"item {n}" for n in range(20)], None),
    ],
)
def test_the_title_stands_above_the_text(tmp_path: Path, stated: str, lines: list[str], title: str | None) -> None:
    """Word keeps titles of long gone templates: one is believed where the text agrees, else the first lines tell."""

    def fill(document: Any) -> None:
        document.core_properties.title = stated
        for line in lines:
            document.add_paragraph(line)

    assert word.read(saved(tmp_path, fill)).title == title


def test_a_paragraph_with_an_outline_level_is_no_heading(tmp_path: Path) -> None:
    """Whole sentences are given one by mistake, so that they show in the navigation pane."""

    def fill(document: Any) -> None:
        document.add_heading(TEXT * 4, 2)
        document.add_heading("申请人应当提交的资料包括：", 2)

    assert [line.rank for line in read(tmp_path, fill)] == [None, 2]


def test_a_file_becomes_a_document(tmp_path: Path) -> None:
    """By the door of the room: sections from the headings, facts from the text."""

    def fill(document: Any) -> None:
        document.add_paragraph("细胞治疗产品研究指导原则（试行）")
        document.add_heading("一、范围", 1)
        document.add_paragraph(TEXT)

    found = ingest.read(saved(tmp_path, fill), "rule")
    assert found.language == "zh"
    assert found.pages is None
    assert [(s.number, s.heading, s.text) for s in found.sections][-1] == ("一、", "范围", TEXT)


def damaged(folder: Path, name: str, held: bytes) -> Path:
    """A Word file with one part replaced."""
    path = saved(folder, lambda document: document.add_paragraph(TEXT))
    broken = folder / "broken.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for part in old.namelist():
            new.writestr(part, held if part == name else old.read(part))
    return broken


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b""),
        ("word/document.xml", b"<a/>"),
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/_rels/document.xml.rels", b"\xff\xfe"),
    ],
)
def test_a_damaged_file_is_told(tmp_path: Path, name: str, held: bytes) -> None:
    """Whatever python-docx makes of it."""
    with pytest.raises(UnreadableFile, match="damaged Word file: open it in Word"):
        word.read(damaged(tmp_path, name, held))


def test_an_entity_bomb_does_not_swell(tmp_path: Path) -> None:
    """Entities are not expanded without limit."""
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % ((98 + i,) + (97 + i,) * 10) for i in range(12)
    )
    body = bomb + f"]><w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>".encode()
    with pytest.raises(UnreadableFile):
        word.read(damaged(tmp_path, "word/document.xml", body))


def test_a_file_without_text_is_told(tmp_path: Path) -> None:
    """Pictures alone are no text."""
    with pytest.raises(UnreadableFile, match="holds no text"):
        word.read(saved(tmp_path, lambda document: None))


def test_a_file_that_swells_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what the archive says of its parts, before any is unpacked."""
    monkeypatch.setattr(word, "LARGEST", 1000)
    with pytest.raises(UnreadableFile, match="unpacks to more than"):
        word.read(saved(tmp_path, lambda document: document.add_paragraph(TEXT)))
