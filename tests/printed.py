"""Lines as a reader gives them, for tests: printed at a place of a page, or paragraphs of a format without pages."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.document import Kind
from ingest.line import Line

LEFT, RIGHT, TOP, STEP = 72.0, 520.0, 100.0, 14.0
SENTENCE = "The applicant should describe the manufacturing process and the controls that assure its consistency"
CLAUSE = "申请人应当对生产工艺和质量控制进行充分的研究并提供相应的资料以支持临床试验的安全性"


def at(
    text: str,
    page: int = 1,
    bottom: float = TOP,
    *,
    left: float = LEFT,
    right: float | None = None,
    size: float = 10.0,
    bold: bool = False,
    italic: bool = False,
    rank: int | None = None,
    block: int | None = None,
    kind: Kind = "body",
) -> Line:
    """A printed line; its right edge as its text is wide, where it is not given."""
    wide = sum(1.0 if c > "\u2e7f" else 0.5 for c in text) * size
    return Line(
        text=text,
        page=page,
        left=left,
        right=left + wide if right is None else right,
        top=bottom - size,
        bottom=bottom,
        size=size,
        bold=bold,
        italic=italic,
        rank=rank,
        block=block,
        kind=kind,
    )


def down(
    texts: Sequence[str],
    page: int = 1,
    top: float = TOP,
    *,
    left: float = LEFT,
    right: float | None = None,
    size: float = 10.0,
    step: float = STEP,
    bold: bool = False,
    block: int | None = None,
) -> list[Line]:
    """Lines one below the other."""
    return [
        at(text, page, top + i * step, left=left, right=right, size=size, bold=bold, block=block) for i, text in enumerate(texts)
    ]


def prose(count: int = 8, page: int = 1, top: float = TOP, *, size: float = 10.0, text: str = SENTENCE) -> list[Line]:
    """A paragraph of full lines that can be told from each other, the last of them short and ended."""
    words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last"]
    texts = [f"{text} in the {words[i % 11]} of {words[page % 11]} cases" for i in range(count - 1)] + [
        f"and so on to the end of the {words[page % 11]}."
    ]
    return [at(each, page, top + i * STEP, right=RIGHT if i + 1 < count else 300.0, size=size) for i, each in enumerate(texts)]


def paragraphs(*texts: str, ranks: Sequence[int | None] = ()) -> list[Line]:
    """Paragraphs of a format without pages, the first of them with these ranks."""
    given = [*ranks, *[None] * (len(texts) - len(ranks))]
    return [Line(text=text, rank=rank) for text, rank in zip(texts, given, strict=True)]


def texts(lines: Sequence[Line]) -> list[str]:
    """What the lines say."""
    return [line.text for line in lines]
