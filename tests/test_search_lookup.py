"""Look-ups: a question that names an instrument, by title or number, leads straight to it; one that does not, does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_shelf import Library, document, library

from corpus import Document, Section, catalogue
from search.register import nicknames


def statute(identifier: str, title: str, *numbers: int, english: bool = False, **facts: object) -> Document:
    """A law in articles; the articles speak of other articles, too."""
    return document(
        identifier,
        *(
            Section(
                id=str(number),
                level=1,
                number=f"Article {number}" if english else f"第{number}条",
                text=f"See Article {number + 1} of this law on drugs."
                if english
                else f"依照本法第{number + 1}条的规定办理药品事项。",
            )
            for number in numbers
        ),
        title=title,
        language="en" if english else "zh",
        **{"status": "in_force", **facts},
    )


SHELF = (
    statute(
        "dal",
        "中华人民共和国药品管理法（2019年修订）",
        *range(1, 40),
        title_en="Drug Administration Law of the PRC",
        document_number="主席令第三十一号",
        issued="2019-08-26",
    ),
    statute(
        "dal-2001",
        "中华人民共和国药品管理法（2001年修订）",
        *range(1, 30),
        document_number="主席令第四十五号",
        issued="2001-02-28",
        status="superseded",
    ),
    statute("regs", "中华人民共和国药品管理法实施条例", *range(1, 10), document_number="国务院令第360号", issued="2002-08-04"),
    statute("hgr", "人类遗传资源管理条例", *range(1, 10), document_number="国令第717号", issued="2019-05-28"),
    statute("hgr-rules", "人类遗传资源管理条例实施细则", *range(1, 10), document_number="科学技术部令第21号", issued="2023-05-26"),
    statute(
        "iit", "医疗卫生机构开展研究者发起的临床研究管理办法", 1, 2, document_number="国卫科教发〔2024〕32号", issued="2024-09-18"
    ),
    statute(
        "stem",
        "干细胞临床研究管理办法（试行）",
        1,
        2,
        document_number="国卫科教发〔2015〕48号",
        issued="2015-07-20",
        status="trial",
    ),
    statute("device-27", "医疗器械某规则", 1, document_number="国家药监局公告2020年第27号", issued="2020-03-02"),
    statute("notice-27", "药品某通告", 1, document_number="国家药监局通告2020年第27号", issued="2020-04-02"),
    statute("notice-27-2021", "药品另一通告", 1, document_number="国家药监局通告2021年第27号", issued="2021-04-02"),
    statute("samr-27", "药品注册管理办法", *range(1, 9), document_number="国家市场监督管理总局令第27号", issued="2020-01-22"),
    statute(
        "sfda-28", "旧药品注册管理办法", 1, document_number="国家食品药品监督管理局令第28号", issued="2007-07-10", status="repealed"
    ),
    statute("samr-28", "药品生产监督管理办法", 1, document_number="国家市场监督管理总局令第28号", issued="2020-01-22"),
    statute("cell-draft", "细胞治疗产品指导原则（征求意见稿）", 1, issued="2020-01-01", status="draft"),
    statute("cell-final", "细胞治疗产品指导原则（试行）", 1, issued="2021-01-01", status="trial"),
    statute(
        "cart",
        "Considerations for the Development of CAR T Cell Products",
        1,
        english=True,
        document_number="FDA-2021-D-0404",
        issued="2024-01-30",
    ),
    statute(
        "cfr-1271", "21 CFR Part 1271 — Human Cells and Tissues", 1, english=True, document_number="21 CFR Part 1271", issued="2001"
    ),
    statute("q5a", "ICH Q5A(R2) Viral Safety Evaluation", 1, english=True, document_number="ICH Q5A(R2)", issued="2023-11-01"),
    statute(
        "q5a-old",
        "ICH Q5A(R1) Viral Safety Evaluation",
        1,
        english=True,
        document_number="ICH Q5A(R1)",
        issued="1999-09-23",
        status="superseded",
    ),
    statute("s12", "ICH S12 Nonclinical Biodistribution", 1, english=True, document_number="ICH S12", issued="2023-03-14"),
    statute(
        "atmp",
        "Regulation (EC) No 1394/2007 on advanced therapy medicinal products",
        1,
        english=True,
        document_number="Regulation (EC) No 1394/2007",
    ),
    statute("code", "Directive 2001/83/EC on the Community code", 1, english=True, document_number="Directive 2001/83/EC"),
    statute(
        "amending", "Directive 2009/120/EC amending Directive 2001/83/EC", 1, english=True, document_number="Directive 2009/120/EC"
    ),
    statute("act", "Act on the Safety of Regenerative Medicine", *range(1, 9), english=True, document_number="Act No. 85 of 2013"),
    document(
        "citing",
        "依照《药品管理法》第二十六条和国务院令第717号，参照国卫科教发〔2024〕32号。" * 6,
        "药品管理法 药品管理法 第26条",
        title="某解读",
    ),
    document("citing-en", "See FDA-2021-D-0404, 21 CFR 1271.10(a) and ICH Q5A(R2). " * 6, title="A comment", language="en"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Laws, notices and guidances with the numbers they have, and texts that cite them often."""
    with library(tmp_path_factory.mktemp("lookup"), *SHELF) as opened:
        yield opened


OPENING, CLOSING = "〔[（(【［", "〕]）)】］"

NAMED = [
    # bracket numbers
    *((f"国卫科教发{opening}2024{closing}32号", "iit") for opening, closing in zip(OPENING, CLOSING, strict=True)),
    ("国卫科教发〔2015〕48号", "stem"),
    ("国卫科教发〔2015〕第48号", "stem"),
    ("国卫科教发 〔2015〕 48 号", "stem"),
    ("國衛科教發〔2024〕32號", "iit"),
    ("请问国卫科教发〔2024〕32号还有效吗？", "iit"),
    # orders
    ("国令第717号", "hgr"),
    ("国务院令第717号", "hgr"),
    ("国务院令第七百一十七号", "hgr"),
    ("中华人民共和国国务院令（第717号）", "hgr"),
    ("717号令", "hgr"),
    ("主席令第三十一号", "dal"),
    ("主席令第31号", "dal"),
    ("科技部令第21号", "hgr-rules"),
    ("科学技术部令第21号", "hgr-rules"),
    ("国家市场监督管理总局令第28号", "samr-28"),
    ("国家食品药品监督管理局令第28号", "sfda-28"),
    # series that restart each year, and are apart from each other
    ("国家药监局公告2020年第27号", "device-27"),
    ("国家药监局通告2020年第27号", "notice-27"),
    ("国家药监局通告2021年第27号", "notice-27-2021"),
    ("国家药监局通告（2021年第27号）", "notice-27-2021"),
    ("第27号 2021", "notice-27-2021"),
    # abroad
    ("FDA-2021-D-0404", "cart"),
    ("fda-2021-d-0404", "cart"),
    ("FDA 2021-D-0404", "cart"),
    ("Docket No. FDA-2021-D-0404", "cart"),
    ("21 CFR 1271", "cfr-1271"),
    ("21 CFR Part 1271", "cfr-1271"),
    ("21 C.F.R. § 1271.10(a)", "cfr-1271"),
    ("21CFR1271", "cfr-1271"),
    ("ICH Q5A(R2)", "q5a"),
    ("ICH Q5A (R2)", "q5a"),
    ("Q5A(R2)", "q5a"),
    ("ICH Q5A(R1)", "q5a-old"),
    ("ICH Q5A", "q5a"),
    ("ICH S12", "s12"),
    ("s12", "s12"),
    ("Regulation (EC) No 1394/2007", "atmp"),
    ("Regulation 1394/2007", "atmp"),
    ("1394/2007/EC", "atmp"),
    ("Directive 2001/83/EC", "code"),
    ("2001/83/EC", "code"),
    ("Directive 2009/120/EC", "amending"),
    ("Act No. 85 of 2013", "act"),
    # titles
    ("药品管理法", "dal"),
    ("《药品管理法》", "dal"),
    ("〈药品管理法〉", "dal"),
    ("中华人民共和国药品管理法", "dal"),
    ("藥品管理法", "dal"),
    ("药品管理法实施条例", "regs"),
    ("人类遗传资源管理条例", "hgr"),
    ("人类遗传资源管理条例实施细则", "hgr-rules"),
    ("药品注册管理办法", "samr-27"),
    ("Drug Administration Law", "dal"),
    ("the drug administration law of the PRC", "dal"),
    ("DRUG ADMINISTRATION LAW", "dal"),
    ("Act on the Safety of Regenerative Medicine", "act"),
    ("细胞治疗产品指导原则（征求意见稿）", "cell-draft"),
    ("细胞治疗产品指导原则（试行）", "cell-final"),
    ("细胞治疗产品指导原则", "cell-final"),
]


@pytest.mark.parametrize(("question", "expected"), NAMED)
def test_a_name_leads_to_its_instrument(shelf: Library, question: str, expected: str) -> None:
    """However often others cite it, what is named is the first hit and the first document."""
    assert shelf.documents(question, size=1)[0] == expected
    assert shelf.documents(question, group="document")[0] == expected


ARTICLES = [
    ("《药品管理法》第二十六条", "dal#26"),
    ("《中华人民共和国药品管理法》（2019年修订）第二十六条", "dal#26"),
    ("药品管理法第26条", "dal#26"),
    ("药品管理法 第 26 条", "dal#26"),
    ("第二十六条 药品管理法", "dal#26"),
    ("藥品管理法第二十六條", "dal#26"),
    ("药品管理法第二十六条第二款", "dal#26"),
    ("article 26 drug administration law", "dal#26"),
    ("Drug Administration Law, Article 26", "dal#26"),
    ("Drug Administration Law art. 26", "dal#26"),
    ("what does article 26 of the Drug Administration Law say?", "dal#26"),
    ("药品管理法实施条例第三条", "regs#3"),
    ("人类遗传资源管理条例实施细则第五条", "hgr-rules#5"),
    ("717号令第三条", "hgr#3"),
    ("国务院令第717号第九条", "hgr#9"),
    ("Act on the Safety of Regenerative Medicine Article 4", "act#4"),
    ("主席令第三十一号 第十二条", "dal#12"),
]


@pytest.mark.parametrize(("question", "expected"), ARTICLES)
def test_an_article_that_is_named_is_the_first_hit(shelf: Library, question: str, expected: str) -> None:
    """The article of that instrument, not one that only speaks of it, and not the article of another law."""
    assert shelf.ranked(question)[0] == expected


@given(st.integers(1, 38), st.sampled_from(["药品管理法第{}条", "《药品管理法》第{}条", "article {} drug administration law"]))
@settings(deadline=None, max_examples=30)
def test_every_article_is_found_by_its_number(shelf: Library, number: int, form: str) -> None:
    """Whichever number is asked for, that article comes first."""
    assert shelf.ranked(form.format(number))[0] == f"dal#{number}"


@pytest.mark.parametrize(
    "question", ["药品管理法第三百条", "国卫科教发〔2024〕999号", "999号令", "21 CFR 9999", "FDA-1999-D-9999", "ICH Q99"]
)
def test_a_name_that_nothing_bears_is_answered_like_any_words(shelf: Library, question: str) -> None:
    """No error, and no instrument is passed off as another."""
    results = shelf.ask(question, explain=True)
    assert results.total >= 0
    if "第三百条" not in question:
        assert not any(reason.kind == "named" for hit in results.hits for reason in hit.explanation)


@pytest.mark.parametrize(
    "question", ["药品", "管理", "细胞治疗产品", "27", "2020", "law", "safety", "第二十六条", "article 26", "令", "号"]
)
def test_words_that_name_nothing_pin_nothing(shelf: Library, question: str) -> None:
    """Common words are no titles: nothing is lifted for them."""
    hits = shelf.ask(question, explain=True).hits
    assert not any(reason.kind == "named" for hit in hits for reason in hit.explanation)


def test_other_hits_follow_the_named_instrument(shelf: Library) -> None:
    """What cites the instrument is still found, after it."""
    found = shelf.documents("国卫科教发〔2024〕32号", size=100)
    assert found[0] == "iit"
    assert "citing" in shelf.documents("FDA-2021-D-0404 国务院令第717号", size=100)


def test_further_words_choose_the_section_of_the_named_instrument(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A title with further words opens the section that holds them."""
    parts = ("总则说明本办法的目的。", "申报资料包括研究报告。", "附则规定施行日期。")
    with library(
        tmp_path_factory.mktemp("further"),
        document("a", *parts, title="药品注册管理办法"),
        document("b", "申报资料 申报资料 申报资料", title="别的办法"),
    ) as opened:
        assert opened.ranked("药品注册管理办法 申报资料")[0] == "a#2"
        assert opened.ranked("《药品注册管理办法》的施行日期")[0] == "a#3"


def test_the_words_that_name_an_article_are_no_title(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A text that is called Article is not the law whose article is asked for."""
    with library(
        tmp_path_factory.mktemp("called"),
        statute("called", "Article", 1, 2, english=True),
        statute("law", "Fisheries Law", *range(1, 20), english=True),
    ) as opened:
        assert opened.ask("article 12").absent == ()
        assert opened.ranked("article 12 fisheries law")[0] == "law#12"
        assert [each.document.id for each in opened.ask("article 900 fisheries law").absent] == ["law"]


def test_a_nickname_is_a_name() -> None:
    """Each belongs to one instrument of the catalogue, and to no title."""
    entries = catalogue.load()
    called = [name for names_of in nicknames().values() for name in names_of]
    assert nicknames().keys() <= entries.keys()
    assert len(called) == len(set(called)) > 10
    assert not set(called) & {
        title for entry in entries.values() for title in (entry.instrument.title.zh, entry.instrument.title.en)
    }


def test_filters_hold_for_what_is_named_too(shelf: Library) -> None:
    """A named instrument that a filter leaves out is not shown."""
    assert "dal" not in shelf.documents("药品管理法", filters={"status": ("superseded",)}, size=100)
    assert shelf.documents("药品管理法", filters={"status": ("superseded",)}, size=1) == ["dal-2001"]
    assert "iit" not in shelf.documents("国卫科教发〔2024〕32号", as_of="2010-01-01", size=100)


def test_what_is_named_says_so(shelf: Library) -> None:
    """The explanation of a hit tells that it was named."""
    hit = shelf.ask("国令第717号", explain=True).hits[0]
    assert any(reason.kind == "named" for reason in hit.explanation)


def test_a_new_instrument_can_be_looked_up_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """After an update the titles and numbers of what came are known, and of what went forgotten."""
    with library(tmp_path_factory.mktemp("new"), document("old", "国令第717号", title="旧文")) as opened:
        assert opened.documents("国令第717号") == ["old"]
        opened.put(document("new", "内容", title="人类遗传资源管理条例", document_number="国令第717号"))
        assert opened.documents("国令第717号")[0] == "new"
        opened.drop("old")
        assert opened.documents("国令第717号") == ["old"]
