"""What a text cites is found with its place: titles, articles, numbers; and what it does to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import vocabulary
from corpus.document import Relation, Section
from ingest import citations


def of(text: str) -> tuple[Relation, ...]:
    """The relations of a section with this text."""
    return citations.find([Section(id="doc#1", level=1, text=text)])


TITLES = [
    ("应当符合《药品管理法》的规定。", "药品管理法", None),
    ("《药品管理法》第十九条规定", "药品管理法", "第十九条"),
    ("《药品管理法》第 19 条规定", "药品管理法", "第19条"),
    ("依照《中华人民共和国刑法》第三百三十六条之一处罚", "中华人民共和国刑法", "第三百三十六条之一"),
    ("《行政许可法》第六十九条第一款", "行政许可法", "第六十九条第一款"),
    ("《行政许可法》第六十九条第一款第（三）项的规定", "行政许可法", "第六十九条第一款第（三）项"),
    ("《药品注册管理办法》（国家市场监督管理总局令第27号）第二十四条", "药品注册管理办法", "第二十四条"),
    ("《药品注册管理办法》的第二十四条", "药品注册管理办法", "第二十四条"),
    (
        "见《关于发布〈人源干细胞产品药学研究技术指导原则（试行）〉的通告》",
        "关于发布〈人源干细胞产品药学研究技术指导原则（试行）〉的通告",
        None,
    ),
    ("《细胞治疗产品研究与评价技术指导原则（试行）》", "细胞治疗产品研究与评价技术指导原则（试行）", None),
    ("《中国药典》2020年版", "中国药典", None),
]


@pytest.mark.parametrize(("text", "target", "article"), TITLES)
def test_a_title_in_marks_is_a_citation(text: str, target: str, article: str | None) -> None:
    """With the article that is meant, in whichever way it is named behind the title."""
    first = of(text)[0]
    assert (first.target, first.article) == (target, article)


NUMBERS = [
    ("按照国卫科教发〔2024〕32号文件执行", "国卫科教发〔2024〕32号"),
    ("见国家药监局公告2020年第57号", "国家药监局公告2020年第57号"),
    ("21 CFR 1271.10(a) applies", "21 CFR 1271.10(a)"),
    ("under 21 CFR Part 312 and others", "21 CFR Part 312"),
    ("section 351 (42 U.S.C. 262) of the Act", "42 U.S.C. 262"),
    ("Regulation (EC) No 1394/2007 lays down", "Regulation (EC) No 1394/2007"),
    ("of Directive 2001/83/EC, as amended", "Directive 2001/83/EC"),
    ("see ICH Q5A(R2) for viral safety", "ICH Q5A(R2)"),
    ("guideline EMA/CAT/80183/2014 on quality", "EMA/CAT/80183/2014"),
    ("docket FDA-2021-D-0404 is open", "FDA-2021-D-0404"),
    ("Public Law 114-255 added", "Public Law 114-255"),
    ("WHO TRS 1048, Annex 3 gives", "WHO TRS 1048, Annex 3"),
    ("PE 009-15 Annex 2A of PIC/S", "PE 009-15 Annex 2A"),
]


@pytest.mark.parametrize(("text", "target"), NUMBERS)
def test_a_number_is_a_citation(text: str, target: str) -> None:
    """As it stands in the text."""
    assert [relation.target for relation in of(text)] == [target]


TYPES = [
    ("根据《中华人民共和国药品管理法》，制定本办法。", ["implements"]),
    ("依据《生物安全法》《人类遗传资源管理条例》，制定本细则。", ["implements", "implements"]),
    ("为贯彻落实《疫苗管理法》，制定本规范。", ["implements"]),
    ("按照《药物非临床研究质量管理规范》的要求开展研究。", ["implements"]),
    ("应当符合《药品管理法》的规定。", ["cites"]),
    ("1999年公布的《新药审批办法》同时废止。", ["supersedes"]),
    ("《新药审批办法》和《新生物制品审批办法》同时废止。", ["supersedes", "supersedes"]),
    ("《体细胞治疗申报资料要求》自本办法施行之日起废止。", ["supersedes"]),
    ("《暂行办法》予以废止。本办法依照《药品管理法》执行。", ["supersedes", "implements"]),
    ("国务院决定修改《人类遗传资源管理条例》。", ["amends"]),
    ("对《药品管理法》作如下修改：", ["amends"]),
    ("《药品管理法》未规定废止。", ["cites"]),
    ("This guidance supersedes the guidance of docket FDA-2017-D-6159.", ["supersedes"]),
    ("This guideline replaces guideline EMEA/CHMP/GTWP/125459/2006.", ["supersedes"]),
    ("It should be read with guideline EMA/CAT/80183/2014.", ["cites"]),
]


@pytest.mark.parametrize(("text", "types"), TYPES)
def test_what_is_done_to_an_instrument_is_told(text: str, types: list[str]) -> None:
    """Made under it, in place of it, changing it, or only naming it."""
    assert [relation.type for relation in of(text)] == types


NO_CITATIONS = [
    "",
    "第十二条规定的情形除外。",
    "没有引用的句子。",
    "《》",
    "《a》",
    "一个《未完的书名",
    "共有30号患者",
    "2019年 COVID-19",
    "Act now",
    "Room 21 of the building",
]


@pytest.mark.parametrize("text", NO_CITATIONS)
def test_text_without_citations_has_none(text: str) -> None:
    """An article alone is one of the same instrument; an unfinished mark is none."""
    assert of(text) == ()


def test_a_title_does_not_run_over_a_paragraph() -> None:
    """A mark that was never closed does not swallow the page."""
    assert [relation.target for relation in of("《未完\n《药品管理法》")] == ["药品管理法"]


def test_a_number_inside_a_title_is_not_cited_twice() -> None:
    """It belongs to the instrument that the title names."""
    (only,) = of("见《国家药监局药审中心关于发布〈指导原则〉的通告（2023年第33号）》。")
    assert only.target.startswith("国家药监局药审中心")


def test_citations_come_from_every_section_in_order() -> None:
    """Each knows its own."""
    sections = [Section(id=f"doc#{i}", level=1, text=f"依照《第{i}号办法》。") for i in range(1, 4)]
    assert [(relation.section, relation.target) for relation in citations.find(sections)] == [
        ("doc#1", "第1号办法"),
        ("doc#2", "第2号办法"),
        ("doc#3", "第3号办法"),
    ]


def test_a_number_deep_in_a_long_text_is_found() -> None:
    """A code of laws is one text of a million characters."""
    filling = "申请人应当提交资料。" * 20_000
    (only,) = of(f"{filling}参照ICH Q5A(R2)。{filling}")
    assert only.start == len(filling) + 2


def test_every_number_of_a_list_is_found() -> None:
    """Side by side, without anything between them but a comma."""
    listed = ["国卫科教发〔2015〕48号", "国药监药注〔2021〕31号", "药监综药管〔2020〕9号"]
    assert [relation.target for relation in of("、".join(listed))] == listed


@given(st.lists(st.sampled_from([text for text, *_ in [*TITLES, *NUMBERS, *TYPES]]), min_size=1, max_size=6))
def test_places_are_those_of_the_text(parts: list[str]) -> None:
    """What a citation marks in its section is what it says, so that a link can be set on it."""
    text = "\n".join(parts)
    for relation in of(text):
        assert relation.start is not None
        assert relation.end is not None
        marked = text[relation.start : relation.end]
        assert marked.startswith((f"《{relation.target}》", relation.target))
        assert relation.article is None or marked.replace(" ", "").endswith(relation.article)
        assert relation.type in vocabulary.RELATIONS


@given(st.text(alphabet="《》〈〉根据第一条款之〔2024〕号令公告（）0123456789 ICHQ5CFR.\n", max_size=80))
def test_any_text_can_be_searched_for_citations(text: str) -> None:
    """Places lie in the text."""
    for relation in of(text):
        assert relation.start is not None
        assert relation.end is not None
        assert 0 <= relation.start < relation.end <= len(text)
