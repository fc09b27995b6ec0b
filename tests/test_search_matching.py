"""What is found: the same as by reading every section. Exact quotations by a plain scan, operators by the algebra of sets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from search_shelf import HAN, LATIN, TRADITIONAL, WIDE, Library, document, library, text_of

from corpus import Document, Section
from search.compiler import compile_query
from search.engine import Request
from search.parser import parse

SIMPLIFIED = str.maketrans("細療產藥臨試驗辦註請條應當冊", "细疗产药临试验办注请条应当册")
OLD = str.maketrans("细疗产药临试验办注请条应当册", "細療產藥臨試驗辦註請條應當冊")
WORD = re.compile(r"[\u4e00-\u9fff]|[a-z0-9]+")


def plain(text: str) -> str:
    """A text as a plain scan reads it: words and Han characters between spaces, a bar where punctuation parts Chinese."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    read, end, before = [""], 0, "-"
    for match in WORD.finditer(folded):
        word = match.group()
        if end and folded[end : match.start()].strip(" ") and not (before.isascii() and word.isascii()):
            read.append("|")
        read.append(word)
        end, before = match.end(), word
    return " ".join([*read, ""])


@cache
def every(library: Library) -> tuple[Document, ...]:
    """All documents of a library that does not change."""
    return tuple(library.store.read(library.store.ids()))


def scanned(library: Library, holds: Callable[[Document, Section], bool]) -> set[str]:
    """The sections for which something holds, by reading all of them."""
    return {section.id for document in every(library) for section in document.sections if holds(document, section)}


def sections(library: Library, text: str) -> set[str]:
    """The sections that a question finds by its operators alone, before titles and numbers are looked up."""
    answer = library.engine.search(Request(query=compile_query(parse(text)), size=10_000))
    return {match.located.section.id for match in answer.matches} - {match.document.id for match in answer.matches}


@given(st.data())
@settings(deadline=None, max_examples=100)
def test_a_quotation_finds_exactly_the_sections_that_hold_it(drawn: Library, data: st.DataObject) -> None:
    """Any run cut out of any text, Chinese or not, over punctuation, line ends and tabs: those that hold it and no others."""
    texts = [section.text for document in every(drawn) for section in document.sections if section.text]
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    quoted = text[start : start + data.draw(st.integers(1, 12))]
    wanted = plain(quoted)
    assume(wanted.strip())
    assert sections(drawn, f'text:"{quoted}"') == scanned(drawn, lambda _, section: wanted in plain(section.text))


@given(st.lists(st.sampled_from([*HAN, *TRADITIONAL]), min_size=1, max_size=4).map("".join))
@settings(deadline=None)
def test_chinese_that_may_stand_nowhere_is_found_nowhere_else(drawn: Library, quoted: str) -> None:
    """A run of characters that was made up is found only where it stands, in simplified and traditional texts alike."""
    assert sections(drawn, f'text:"{quoted}"') == scanned(drawn, lambda _, section: plain(quoted) in plain(section.text))


@given(st.lists(st.sampled_from([*LATIN, *WIDE]), min_size=1, max_size=3).map(" ".join))
@settings(deadline=None)
def test_english_phrases_are_found_word_for_word(drawn: Library, quoted: str) -> None:
    """Words stand as they were quoted: no stems, no half words, full width or not."""
    assert sections(drawn, f'text:"{quoted}"') == scanned(drawn, lambda _, section: plain(quoted) in plain(section.text))


@pytest.mark.parametrize("place", ["heading", "title"])
@pytest.mark.parametrize("quoted", ["细胞", "治疗", "細胞", "gene", "CAR-T", "of", "临", "２０２０", "第十二条", "post-approval"])
def test_a_quotation_in_a_field_looks_nowhere_else(drawn: Library, place: str, quoted: str) -> None:
    """`heading:` and `title:` find by the heading and by the title alone."""

    def holds(document: Document, section: Section) -> bool:
        return plain(quoted) in plain(section.name if place == "heading" else document.title)

    assert sections(drawn, f'{place}:"{quoted}"') == scanned(drawn, holds)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the sections it must find."""

    text: str
    found: frozenset[str]


LEAVES = [
    *(f'text:"{quoted}"' for quoted in ("细胞", "治疗", "gene", "临床试验", "cells", "管理办法", "of the", "药", "2020")),
    *("gene", "therapies", "细胞", "基因治疗", "post-approval", "CART", "proc*", "临*", "title:细胞", "heading:gene", "第十二条"),
    *(
        "authority:NMPA",
        "status:draft",
        "status:in_force,repealed",
        "product:car_t",
        "year:2020",
        "issued:2020-05..",
        "language:en",
    ),
]


Holds = Callable[[Document, Section], bool]


def quoted(place: str, words: str) -> tuple[str, Holds]:
    """A quotation in a field, and whether a section holds it there, by reading it."""
    read: dict[str, Callable[[Document, Section], str]] = {
        "text": lambda _, section: section.text,
        "heading": lambda _, section: section.name,
        "title": lambda document, _: document.title,
    }
    return f'{place}:"{words}"', lambda document, section: plain(words) in plain(read[place](document, section))


READ: dict[str, Holds] = {
    **dict(quoted("text", words) for words in ("细胞", "治疗产品", "gene", "CAR-T", "of the", "药", "2020", "第十二條", "ＧＭＰ")),
    **dict(quoted("heading", words) for words in ("细胞", "therapy", "管理")),
    **dict(quoted("title", words) for words in ("基因", "cell", "的")),
    "authority:NMPA,CDE": lambda document, _: document.metadata.authority in ("NMPA", "CDE"),
    "status:草": lambda *_: False,
    "效力：征求意见稿": lambda document, _: document.metadata.status == "draft",
    "product:car_t": lambda document, _: "car_t" in document.metadata.product_class,
    "stage: bla": lambda document, _: "bla" in document.metadata.lifecycle_stage,
    "language:en": lambda document, section: (section.language or document.language) == "en",
    "year:2020": lambda document, _: (document.metadata.issued or "").startswith("2020"),
    "issued:2020-05-06..": lambda document, _: (document.metadata.issued or "") >= "2020-05",
    "effective:<2024": lambda document, _: "" < (document.metadata.effective or "") < "2024",
}


def read(tree: tuple[object, ...], document: Document, section: Section) -> bool:
    """Whether a tree holds for one section."""
    match tree:
        case ("leaf", str(leaf)):
            return READ[leaf](document, section)
        case ("NOT", tuple(inner)):
            return not read(inner, document, section)
        case ("AND", tuple(one), tuple(other)):
            return read(one, document, section) and read(other, document, section)
        case ("OR", tuple(one), tuple(other)):
            return read(one, document, section) or read(other, document, section)
        case ("-", tuple(one), tuple(other)):
            return read(one, document, section) and not read(other, document, section)
    raise AssertionError(tree)


def trees(leaves_of: Iterable[str] = LEAVES) -> st.SearchStrategy[tuple[object, ...]]:
    """Questions as trees: a leaf, or an operator over one or two trees."""
    leaves = st.sampled_from(list(leaves_of)).map(lambda leaf: ("leaf", leaf))
    return st.recursive(
        leaves,
        lambda inner: (
            st.tuples(st.sampled_from(["AND", "OR", "-"]), inner, inner) | st.tuples(st.just("NOT"), inner)  # type: ignore[arg-type]
        ),
        max_leaves=6,
    )


def written(tree: tuple[object, ...]) -> str:
    """A tree in the query language."""
    match tree:
        case ("leaf", str(leaf)):
            return leaf
        case ("NOT", tuple(inner)):
            return f"NOT ({written(inner)})"
        case ("-", tuple(one), tuple(other)):
            return f"(({written(one)}) AND -({written(other)}))"
        case (operator, tuple(one), tuple(other)):
            return f"(({written(one)}) {operator} ({written(other)}))"
    raise AssertionError(tree)


def meant(library: Library, tree: tuple[object, ...]) -> set[str]:
    """What a tree finds, by the algebra of sets over what its leaves find alone."""
    match tree:
        case ("leaf", str(leaf)):
            return sections(library, leaf)
        case ("NOT", tuple(inner)):
            return sections(library, "") - meant(library, inner)
        case ("AND", tuple(one), tuple(other)):
            return meant(library, one) & meant(library, other)
        case ("OR", tuple(one), tuple(other)):
            return meant(library, one) | meant(library, other)
        case ("-", tuple(one), tuple(other)):
            return meant(library, one) - meant(library, other)
    raise AssertionError(tree)


@given(trees())
@settings(deadline=None, max_examples=100)
def test_operators_are_the_algebra_of_sets(drawn: Library, tree: tuple[object, ...]) -> None:
    """AND is both, OR is either, NOT is the rest, however deep they are nested and whatever stands in them."""
    assert sections(drawn, written(tree)) == meant(drawn, tree)


@given(trees(READ))
@settings(deadline=None, max_examples=200)
def test_a_tree_finds_what_reading_every_section_finds(drawn: Library, tree: tuple[object, ...]) -> None:
    """Random questions over texts, headings, titles and facts: the engine finds the sections a plain scan finds, and no others."""
    assert sections(drawn, written(tree)) == scanned(drawn, lambda document, section: read(tree, document, section))


@given(st.lists(st.sampled_from([*HAN, *LATIN]), min_size=1, max_size=4).map(" ".join), st.sampled_from(["", "text:", "title:"]))
@settings(deadline=None, max_examples=60)
def test_traditional_and_simplified_find_the_same_in_the_same_order(drawn: Library, text: str, field: str) -> None:
    """A question and its traditional form have the same hits with the same scores, quoted or not, in a field or anywhere."""
    for asked in (field + text, f'{field}"{text}"'):
        one, other = drawn.ask(asked, size=100), drawn.ask(asked.translate(OLD), size=100)
        assert one.total == other.total
        assert [(hit.located.section.id, hit.score) for hit in one.hits] == [
            (hit.located.section.id, hit.score) for hit in other.hits
        ]


@given(trees(), trees(), trees())
@settings(deadline=None, max_examples=50)
def test_the_laws_of_logic_hold(drawn: Library, a: tuple[object, ...], b: tuple[object, ...], c: tuple[object, ...]) -> None:
    """De Morgan's laws, the distributive law, double negation and absorption."""
    one, two, three = written(a), written(b), written(c)

    def same(left: str, right: str) -> bool:
        return sections(drawn, left) == sections(drawn, right)

    assert same(f"NOT ({one} OR {two})", f"(NOT {one}) AND (NOT {two})")
    assert same(f"NOT ({one} AND {two})", f"(NOT {one}) OR (NOT {two})")
    assert same(f"{one} AND ({two} OR {three})", f"({one} AND {two}) OR ({one} AND {three})")
    assert same(f"NOT (NOT {one})", one)
    assert same(f"{one} AND ({one} OR {two})", one)
    assert same(f"{one} OR {two}", f"{two} OR {one}")
    assert same(f"{one} AND {one}", one)
    assert not sections(drawn, f"{one} AND -({one})")
    assert sections(drawn, f"({one}) OR -({one})") == sections(drawn, "")


EQUAL = [
    ("gene cell", "gene OR cell"),
    ("gene of the cell", "gene cell"),
    ("+gene +cell", "gene AND cell"),
    ("gene && cell", "gene AND cell"),
    ("gene || cell", "gene OR cell"),
    ("gene | cell", "gene OR cell"),
    ("gene -cell", "gene AND NOT cell"),
    ("gene NOT cell", "gene -cell"),
    ("gene －cell", "gene -cell"),
    ("gene –cell", "gene -cell"),
    ("gene !cell", "gene -cell"),
    ("细胞 -基因", "细胞 AND NOT 基因"),
    ("细胞 -（基因 OR 临床）", "细胞 -基因 -临床"),
    ("gene AND cell OR study", "(gene AND cell) OR study"),
    ("gene OR cell AND study", "gene OR (cell AND study)"),
    ("heading:(gene OR cell)", "heading:gene OR heading:cell"),
    ("text:(细胞 治疗)", "text:细胞 AND text:治疗"),
    ("-title:gene", "NOT title:gene"),
    ("-text:“细胞”", "NOT text:「细胞」"),
    ("status:draft,repealed", "status:draft OR status:repealed"),
    ("status:draft、repealed", "状态：征求意见稿 OR 效力：repealed"),
    ("authority:NMPA", "机关：NMPA"),
    ("authority:NMPA gene", "authority:NMPA AND gene"),
    ("year:2020", "issued:2020"),
    ("year:2019..2020", "year:2019 OR year:2020"),
    ("issued:>=2020", "issued:2020.."),
    ("issued:<2020", "issued:..2019"),
    ("issued:>2019", "issued:2020.."),
    ("issued:<=2020-05", "issued:..2020-05"),
    ("GENE", "gene"),
    ("ＧＥＮＥ", "gene"),
    ("細胞治療", "细胞治疗"),
    ("第十二條", "第12条"),
    ("therapy", "therapies"),
    ("study", "Studies"),
    ("car t", "CAR T"),
    ("“gene”", '"gene"'),
    ("AND gene", "gene"),
    ("gene AND", "gene"),
    ("gene OR", "gene"),
    ("gene AND AND cell", "gene AND cell"),
    ("((gene))", "gene"),
    ("(gene", "gene"),
    ('"gene', '"gene"'),
    ("gene gene", "gene"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_two_ways_to_ask_find_the_same(drawn: Library, one: str, other: str) -> None:
    """What the manual says is the same, is the same."""
    assert sections(drawn, one) == sections(drawn, other)
    assert sections(drawn, one) not in (set(), sections(drawn, ""))


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*LEAVES, "AND", "OR", "NOT", "(", ")", '"', "-", "+", "text:", "😀"])).map(" ".join)
)
@settings(deadline=None, max_examples=40)
def test_any_text_is_answered(drawn: Library, text: str) -> None:
    """No text at all is refused: there is an answer, with a total that is that of its facets' sections."""
    results = drawn.ask(text)
    assert results.total >= len(results.hits)
    assert drawn.ask(text, group="document").total <= results.total


PASTED = "本办法所称细胞治疗产品，是指经过体外操作的人源活细胞产品。" * 300
ENDLESS = [
    PASTED,
    *(part * (10_000 // len(part)) for part in ("字", "字词", "word ", "a OR ", "(", '"', "-", "text:", "CAR-T ", "proc* ")),
]


@pytest.mark.parametrize(
    "text",
    [*ENDLESS, "细胞 OR 基因 AND " * 600],
    ids=lambda text: text[:12],
)
def test_ten_thousand_characters_are_answered_soon(drawn: Library, text: str) -> None:
    """A pasted page is a question like any other."""
    assert drawn.ask(text).took_ms < 5_000


FORMS = [
    # a word finds its other forms and no other word
    ("therapy", "Gene therapies", True),
    ("therapies", "a therapy", True),
    ("process", "processes", True),
    ("authorise", "authorized", True),
    ("tumour", "tumors", True),
    ("analysis", "analysed", True),
    ("foetal", "fetal", True),
    ("interferon gamma", "Interferon-γ", True),
    ("TGFβ", "TGF-beta", True),
    ("the sponsor's", "s. 12", False),
    ("Medicare", "medical care", False),
    ("medical", "Medicare", False),
    ("organ", "organisation", False),
    # compounds and how they are joined
    ("CAR-T", "CART cells", True),
    ("CART", "CAR-T cells", True),
    ("CAR-T", "CAR T cells", True),
    ("CART", "a CAR‑T product", True),
    ("post-approval", "postapproval changes", True),
    ("postapproval", "post-approval changes", True),
    ("post approval", "post-approval changes", True),
    ("post approval", "postapproval changes", True),
    ("CAR T", "CART cells", True),
    ("20 20", "in 2020", False),
    ("in form", "inform them", False),
    ("iPSC", "ipsc", True),
    ("CAR-T", "a cart", True),
    # Chinese: parts of longer runs, single characters, spaces of a scan
    ("处理", "待处理事项", True),
    ("工程", "在建工程", True),
    ("药", "中药材", True),
    ("细胞", "细 胞", True),
    ("细胞", "细，胞", False),
    ("景点", "经典", False),
    ("着作", "著作权", False),
    ("干细胞", "幹細胞製劑", True),
    ("後續", "后续研究", True),
    ("臨床試驗", "临床试验", True),
    # numbers and dates in any digits
    ("第十二条", "依照第12条", True),
    ("第12条", "依照第十二条", True),
    ("第 12 条", "第十二条", True),
    ("第１２条", "第十二条", True),
    ("2025年9月28日", "二〇二五年九月二十八日", True),
    ("二○二五年九月二十八日", "2025年9月28日", True),
    ("article 12", "第十二条", True),
]


@pytest.mark.parametrize(("asked", "text", "found"), FORMS)
def test_which_forms_of_a_word_are_the_same_word(tmp_path: Path, asked: str, text: str, found: bool) -> None:
    """A word finds its inflections, spellings, scripts and digits, and never a word that only looks or sounds like it."""
    with library(tmp_path, document("a", text), document("b", "无关")) as shelf:
        assert ("a#1" in sections(shelf, asked)) == found


@pytest.mark.parametrize(
    ("quoted", "text", "found"),
    [
        ("细胞治疗", "细胞治疗", True),
        ("细胞治疗", "细胞和治疗", False),
        ("细胞治疗", "治疗细胞", False),
        ("细胞治疗", "细胞，治疗", False),
        ("细胞治疗", "细胞\n治疗", False),
        ("细胞治疗", "细胞\t治疗", False),
        ("细胞治疗", "细 胞 治 疗", True),
        ("第十二条", "第一百一十二条", False),
        ("第十二条", "第十二条之一", True),
        ("细胞，治疗", "细胞。治疗", True),
        ("细胞，治疗", "细胞的治疗", False),
        ("信息披露", "信息的披露", False),
        ("信息披露", "披露信息", False),
        ("信息披露", "信息披漏", False),
        ("T细胞", "T 细胞", True),
        ("T细胞", "CART细胞", False),
        ("bank of China", "bank of the China", False),
        ("bank of China", "bank China", False),
        ("bank of China", "the Bank of China, Ltd", True),
        ("therapy", "therapies", False),
        ("cell", "cells", False),
        ("postapproval", "post-approval", False),
        ("post-approval", "post approval", True),
        ("gene, therapy", "gene therapy", True),
        ("the", "the", True),
        ("的", "我的", True),
        ("21 CFR 1271.10(a)", "see 21 CFR 1271.10 (a) there", True),
        ("Q5A(R2)", "ICH Q5A (R2)", True),
        ("café", "CAFÉ", True),
        ("café", "cafe", False),
        ("ﬁnal", "final", True),
        ("㎎", "5 mg", True),
        ("车间", "⻋间", True),
    ],
)
def test_a_quotation_is_taken_at_its_word(tmp_path: Path, quoted: str, text: str, found: bool) -> None:
    """Width, case and script are folded in a quotation; nothing is stemmed, left out or put in another order."""
    with library(tmp_path, document("a", text)) as shelf:
        assert shelf.found(f'text:"{quoted}"') == ({"a#1"} if found else set())
        assert shelf.found(f'-text:"{quoted}"') == (set() if found else {"a#1"})


def test_every_part_of_every_chinese_run_is_found(tmp_path: Path) -> None:
    """Cut two to eight characters out of any place of a text: the section is found, quoted or not."""
    random = Random(5)
    text = "生物医学新技术临床研究发起机构应当与临床研究机构订立书面协议并共同制定研究方案"
    with library(tmp_path, document("a", text), document("b", "Nothing of the kind")) as shelf:
        for _ in range(150):
            start, length = random.randrange(len(text) - 2), random.randint(2, 8)
            part = text[start : start + length]
            assert "a#1" in shelf.found(f'text:"{part}"')
            assert "a#1" in sections(shelf, part)


def test_a_section_without_text_is_found_by_its_heading_and_a_document_without_sections_by_its_title(tmp_path: Path) -> None:
    """Whatever is held can be found by what is known of it."""
    bare = document("bare", title="细胞制备中心管理办法", document_number="京药监〔2020〕7号")
    headed = document("headed", Section(id="1", level=1, text="", heading="附则"), title="别的")
    with library(tmp_path, bare, headed) as shelf:
        assert shelf.found("附则") == {"headed#1"}
        assert shelf.documents("细胞制备中心") == ["bare"]
        assert shelf.documents('number:"京药监〔2020〕7号"') == ["bare"]
        assert shelf.ask("-附则").total == 1


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=30)
def test_a_text_finds_itself(drawn: Library, seed: int) -> None:
    """A whole sentence pasted as it is finds the section that it comes from."""
    random = Random(seed)
    chosen = random.choice([section for document in every(drawn) for section in document.sections])
    assume(any(len(word) > 1 for word in plain(chosen.text).split()))
    assert chosen.id in sections(drawn, re.sub(r"[-—+－（()]", " ", chosen.text))


def test_made_up_text_is_never_an_error(drawn: Library) -> None:
    """Texts like those that are held are questions, too."""
    random = Random(8)
    for _ in range(30):
        assert drawn.ask(text_of(random)).total >= 0
