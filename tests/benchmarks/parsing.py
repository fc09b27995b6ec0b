"""Times the reading of PDFs, with sections and all, beside pypdf's bare `extract_text` on the same files in one run.

    python tests/benchmarks/parsing.py [FILE.pdf ...] [--jobs 2]

Prints pages per second on one core and on several, and the two ratios. Exit 1 where parsing is not at least 5 times as fast as
pypdf, or two jobs not at least 1.7 times as fast as one. Without files it makes some, statutes and guidelines of the usual
length; pypdf is slow on their fonts, so that only the figures of real files tell anything.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

from pypdf import PdfReader

sys.path.insert(0, str(Path(__file__).parent.parent))

import pdf_press

import ingest

WANTED = 5.0
TOGETHER = 1.7
SENTENCE = "The applicant should describe the manufacturing process and the controls that assure its consistency. "
CLAUSE = "申请人应当对生产工艺和质量控制进行充分的研究，并提供相应的资料以支持临床试验的安全性。"


def main() -> int:
    """Runs the benchmark of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = given.files or made(Path(folder))
        parse(files[0])  # libraries are loaded before the clock starts
        pages, ours, theirs = beside(files)
        alone, together = spread(files, 1), spread(files, given.jobs)
    print(f"{pages} pages of {len(files)} files")
    print(f"bluebook, one core   {pages / ours:8.1f} pages/s")
    print(f"pypdf, one core      {pages / theirs:8.1f} pages/s   bluebook is {theirs / ours:.1f} times as fast")
    print(f"bluebook, {given.jobs} jobs     {pages / together:8.1f} pages/s   {alone / together:.2f} times one job")
    return 0 if theirs / ours >= WANTED and (given.jobs < 2 or alone / together >= TOGETHER) else 1


def beside(files: Sequence[Path]) -> tuple[int, float, float]:
    """The pages, and the seconds of one core that either takes: file by file in turn, so that a busy machine slows both alike."""
    pages, ours, theirs = 0, 0.0, 0.0
    for path in files:
        start = time.process_time()
        pages += parse(path)
        between = time.process_time()
        extract(path)
        ours += between - start
        theirs += time.process_time() - between
    return pages, ours, theirs


def parse(path: Path) -> int:
    """Reads one file into a document; how many pages it has."""
    return ingest.read(path, path.stem).pages or 0


def extract(path: Path) -> int:
    """Takes the bare text out by pypdf; how many pages the file has."""
    reader = PdfReader(path)
    for page in reader.pages:
        page.extract_text()
    return len(reader.pages)


def spread(files: Sequence[Path], jobs: int) -> float:
    """Seconds that several processes take for the files, the longest first."""
    order = sorted(files, key=lambda path: -path.stat().st_size)
    with get_context("spawn").Pool(jobs) as pool:
        pool.map(parse, order[:1] * jobs, chunksize=1)
        start = time.perf_counter()
        pool.map(parse, order, chunksize=1)
        return time.perf_counter() - start


def made(folder: Path) -> list[Path]:
    """Files of the two kinds that are met most: a guideline in English, a statute in Chinese, four of each."""
    return [guideline(folder / f"guideline-{i}.pdf", 30) for i in range(4)] + [
        statute(folder / f"statute-{i}.pdf", 20) for i in range(4)
    ]


def guideline(path: Path, pages: int) -> Path:
    """A guideline with numbered headings, a running head and page numbers."""
    press = pdf_press.Press(title="Considerations for Samples")
    for page in range(1, pages + 1):
        sheet = press.sheet()
        sheet.put("Contains Nonbinding Recommendations", 200, 40, size=9)
        sheet.put(f"{page}. PART {page} OF THE GUIDELINE", size=12, font="bold")
        for part in range(1, 4):
            sheet.put(f"{page}.{part}. Topic {part}", size=11, font="bold")
            sheet.paragraph(SENTENCE * 8)
        sheet.put(str(page), 290, 800, size=9)
    return press.save(path)


def statute(path: Path, pages: int) -> Path:
    """A statute of articles in chapters."""
    press = pdf_press.Press()
    number = 0
    for page in range(pages):
        sheet = press.sheet()
        sheet.put(f"第{page + 1}章　规定", 250, size=12, font="black")
        for _ in range(7):
            number += 1
            sheet.paragraph(f"第{number}条　{CLAUSE * 2}", size=11, indent=22)
    return press.save(path)


if __name__ == "__main__":
    sys.exit(main())
