"""Text recognition by Tesseract, where it is installed: the picture of a page -> its lines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from statistics import median

import numpy as np
import numpy.typing as npt

from corpus.document import PageQuality
from ingest import languages, pulse, quality
from ingest.characters import cleaned
from ingest.drawing import PageImage
from ingest.line import Line

PROGRAM = "tesseract"
WANTED = ("chi_sim", "chi_tra", "eng")
INSTALL = (
    "to have pictures of pages read, install Tesseract (for example apt-get install tesseract-ocr tesseract-ocr-chi-sim"
    " tesseract-ocr-chi-tra), then bluebook reindex --full"
)
SECONDS = 40.0  # for one run over one page
MOST_PAGES = 400  # of one file
INK = 0.001  # share of dark pixels below which a page is blank
FEW = 8  # words below which a page is a drawing
SURE = 65.0  # mean certainty, of 100, from which a first try is taken
DOUBTFUL = 45.0  # mean certainty below which what was read is not text
WORD = 25.0  # certainty below which a word is left out
CELL = 2.5  # of the size of a line: a gap so wide parts the cells of a row
RULES = frozenset("|¦｜")
ALIKE = 1.8  # lines whose heights differ by less are set in one size: in a scan of one, up to 1.7 were measured
BROAD = 0.9  # of the height: titles are at least .99 as broad as tall, lines read together with the next .8 at most

_NARROW = {"zh": ("chi_sim", "eng"), "zh-Hant": ("chi_tra", "eng"), "en": ("eng",)}

_LEADER = re.compile(r"(.)\1{5}|[|_=~]{2}")  # dots between a title and its page, and the rules of tables, as they are misread

_LABEL = re.compile(r"[1-9]\d?(?:\.\d{1,2}){0,3}")  # the number of a heading, which a space parts from its words

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Word:
    """A word recognised: the line it belongs to, its box in pixels, its certainty of 100."""

    line: tuple[str, str, str]
    left: int
    top: int
    width: int
    height: int
    certainty: float
    text: str


@cache
def installed() -> tuple[str, ...]:
    """The languages wanted that the installed Tesseract knows; none where it is not there."""
    if shutil.which(PROGRAM) is None:
        return ()
    listed = _run(["--list-langs"], b"").split()
    return tuple(language for language in WANTED if language in listed)


class Recogniser:
    """Recognises the pages of one file; the language of its first pages tells what to look for on the others."""

    def __init__(self) -> None:
        self._languages = installed()
        self._left = MOST_PAGES

    def __call__(self, image: PageImage) -> list[Line]:
        """The lines of a page in reading order, places in points; none where nothing can be read with some certainty."""
        pixels = np.frombuffer(image.pixels, np.uint8).reshape(image.height, image.width)
        if not self._languages or not self._left or np.count_nonzero(pixels < 128) < INK * pixels.size:
            return []
        self._left -= 1
        words = self._words(pixels, round(image.scale * 72))
        found = list(lines(words, image))
        known = tuple(_NARROW.get(languages.guess("\n".join(line.text for line in found)) or "", ()))
        if len(words) > 50 and set(known) <= set(installed()):
            self._languages = known or self._languages
        return found

    def _words(self, pixels: Pixels, dpi: int) -> list[Word]:
        """The words of a page; one that gives little is tried again upright, then in all languages."""
        best = _read(pixels, dpi, self._languages)
        if (_certainty(best) < SURE or len(best) < FEW) and (turns := _turns(pixels, dpi)):
            pixels = np.rot90(pixels, -turns)
            best = max(best, _read(pixels, dpi, self._languages), key=_certainty)
        if len(best) >= FEW and _certainty(best) < SURE and self._languages != installed():
            best = max(best, _read(pixels, dpi, installed()), key=_certainty)
        return best if len(best) >= FEW and _certainty(best) >= DOUBTFUL else []


def warning(grades: Sequence[PageQuality]) -> str | None:
    """What to say of pages that have no text, and what would help; None where all have."""
    empty = [str(page.page) for page in quality.lacking(grades)]
    if not empty:
        return None
    pages = (
        "no page has text"
        if len(empty) == len(grades)
        else f"no text on page {', '.join(empty[:20])}{' ...' if len(empty) > 20 else ''}"
    )
    return f"no text: {pages}; " + ("text recognition found none" if installed() else INSTALL)


def _read(pixels: Pixels, dpi: int, known: Sequence[str]) -> list[Word]:
    """The words of a page taken as one column: so numbers stay on the line of what they number, and cells on that of their row."""
    options = ["--psm", "4", "--dpi", str(dpi), "-c", "tessedit_do_invert=0"]
    table = _run(["stdin", "stdout", "-l", "+".join(known), *options, "tsv"], _picture(pixels))
    return [word for row in table.splitlines()[1:] if (word := _word(row.split("\t"))) and word.certainty >= WORD]


def _word(cells: Sequence[str]) -> Word | None:
    if len(cells) < 12 or cells[0] != "5" or not (text := cleaned(cells[11]).strip()) or _LEADER.search(text):
        return None
    left, top, width, height = map(int, cells[6:10])
    return Word((cells[2], cells[3], cells[4]), left, top, width, height, float(cells[10]), text)


def _certainty(words: Sequence[Word]) -> float:
    """The mean certainty of the characters read."""
    return float(np.average([word.certainty for word in words], weights=[len(word.text) for word in words])) if words else 0.0


def _turns(pixels: Pixels, dpi: int) -> int:
    """By how many quarters of a turn, clockwise, a page has to be turned to stand upright."""
    told = _run(["stdin", "stdout", "--psm", "0", "--dpi", str(dpi)], _picture(pixels))
    degrees = next((row.split(":")[1] for row in told.splitlines() if row.startswith("Rotate:")), "0")
    return int(degrees) // 90


def _picture(pixels: Pixels) -> bytes:
    """The picture in the plainest format, PGM."""
    height, width = pixels.shape
    return b"P5 %d %d 255\n" % (width, height) + np.ascontiguousarray(pixels).tobytes()


def _run(arguments: Sequence[str], given: bytes) -> str:
    """What Tesseract prints, nothing where it fails. One thread each: pages are read in parallel by the workers."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            [PROGRAM, *arguments], input=given, capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    finally:
        pulse.beat()
    return done.stdout.decode("utf-8", "replace")


def lines(words: Sequence[Word], image: PageImage) -> Iterator[Line]:
    """The printed lines of a page's words; the cells of a row are parted by tabs."""
    printed = [word for word in words if word.text not in RULES]
    rows = [list(group) for _, group in groupby(printed, key=lambda word: word.line)]
    usual = median(map(_height, rows)) if rows else 0.0
    for row in rows:
        size = _size(row, usual)
        yield Line(
            text=_joined(row, CELL * size),
            page=image.page,
            left=min(word.left for word in row) / image.scale,
            right=max(word.left + word.width for word in row) / image.scale,
            top=min(word.top for word in row) / image.scale,
            bottom=max(word.top + word.height for word in row) / image.scale,
            size=round(size / image.scale, 1),
        )


def _size(row: Sequence[Word], usual: float) -> float:
    """The size of a line: the usual one, unless it is much smaller, or taller and as wide as such letters are."""
    height = _height(row)
    if usual / ALIKE < height < usual * ALIKE or (height > usual and _breadth(row) < BROAD * height):
        return usual
    return height


def _breadth(row: Sequence[Word]) -> float:
    """How wide the squares of a line are; a letter takes half of one."""
    squares = sum(1.0 if languages.is_wide(character) else 0.5 for word in row for character in word.text)
    return sum(word.width for word in row) / squares


def _height(row: Sequence[Word]) -> float:
    """How tall the words of a line are: most of them, for one may be read together with a rule or the line below."""
    return float(np.percentile([word.height for word in row], 75))


def _joined(row: Sequence[Word], cell: float) -> str:
    """The words of a line, parted by tabs where the gap is as wide as between cells; one sign alone is of a spaced title."""
    text = ""
    end = row[0].left
    for word in row:
        if len(text) > 1 and word.left - end > cell and not text.endswith("\t"):
            text += "\t"
        end = word.left + word.width
        wide = not _LABEL.fullmatch(text) and (
            text[-1:] in ("", "\t") or languages.is_wide(text[-1]) or languages.is_wide(word.text[0])
        )
        text += word.text if wide else f" {word.text}"
    return text.strip()
