"""What a document says of itself is found: title without its wrapper, number, issuer, status, kind, language."""

from __future__ import annotations

from collections.abc import Sequence

import printed
import pytest

from corpus import vocabulary
from corpus.document import Metadata
from ingest import facts, issuers, outline, titles
from ingest.facts import Facts
from ingest.line import Line

PRINCIPLES = "人源干细胞产品药学研究与评价技术指导原则（试行）"
WHEREAS = "为规范和指导人源干细胞产品的药学研究与评价，药审中心组织制定了本指导原则，经国家药品监督管理局审查同意，现予发布。"


def of(lines: Sequence[Line], stated: str | None = None) -> Facts:
    """The facts of a document of these lines."""
    return facts.detect(lines, outline.cut(lines, "doc"), stated)


def said(*texts: str, stated: str | None = None) -> Facts:
    """The facts of paragraphs without places."""
    return of(printed.paragraphs(*texts), stated)


def notice(number: str = "2023年第33号", day: str = "2023年4月26日", name: str = PRINCIPLES) -> list[str]:
    """A notice that publishes a guideline, as the reviewing centre words it."""
    return [
        f"国家药监局药审中心关于发布《{name}》的通告（{number}）",
        f"{WHEREAS}本指导原则自发布之日起施行。",
        "特此通告。",
        f"附件：{name}",
        "国家药监局药审中心",
        day,
    ]


WRAPPED = [
    (f"国家药监局药审中心关于发布《{PRINCIPLES}》的通告（2023年第33号）", PRINCIPLES),
    ("关于印发《干细胞临床研究管理办法（试行）》的通知", "干细胞临床研究管理办法（试行）"),
    ("关于公开征求《基因治疗产品长期随访指导原则（征求意见稿）》意见的通知", "基因治疗产品长期随访指导原则（征求意见稿）"),
    ("国家药监局关于发布《药物临床试验质量管理规范》的公告", "药物临床试验质量管理规范"),
    ("关于发布〈免疫细胞治疗产品药学研究技术指导原则〉的通告", "免疫细胞治疗产品药学研究技术指导原则"),
    ("关于印发《医疗技术临床应用管理办法》等文件的通知", "医疗技术临床应用管理办法"),
    ("国务院关于公布《生物安全管理条例》的决定", "生物安全管理条例"),
]


@pytest.mark.parametrize(("wrapper", "bare"), WRAPPED)
def test_the_title_is_what_the_wrapper_publishes(wrapper: str, bare: str) -> None:
    """关于发布《…》的通告 and the guideline are one record under the guideline's title."""
    assert said(wrapper, WHEREAS, "特此通告。").title == bare


def test_a_wrapper_over_two_lines_is_one_title() -> None:
    """Printed large over the width of the page, broken anywhere."""
    lines = [
        printed.at("国家药监局药审中心关于发布《人源干细胞产品", 1, 100, size=22),
        printed.at("药学研究与评价技术指导原则（试行）》的通告", 1, 132, size=22),
        printed.at("（2023年第33号）", 1, 164, size=16),
        *printed.prose(8, top=220, text=printed.CLAUSE, size=16),
    ]
    assert of(lines).title == PRINCIPLES


PLAIN = [
    (["中华人民共和国药品管理法", "（1984年9月20日通过）", "第一条　为了加强药品管理，制定本法。"], "中华人民共和国药品管理法"),
    (
        ["生物医学新技术临床研究和临床转化应用管理条例", "第一章　总则", "第一条　为了规范，制定本条例。"],
        "生物医学新技术临床研究和临床转化应用管理条例",
    ),
    (
        ["附件", "干细胞制剂质量控制及临床前研究指导原则（试行）", "一、前言", "干细胞是一类细胞。"],
        "干细胞制剂质量控制及临床前研究指导原则（试行）",
    ),
    (["国家药品监督管理局令", "第27号", "药品注册管理办法", "第一条　为规范药品注册行为，制定本办法。"], "药品注册管理办法"),
    (
        ["目录", "涉及人的生命科学和医学研究伦理审查办法", "一、总则", "为保护人的生命和健康。"],
        "涉及人的生命科学和医学研究伦理审查办法",
    ),
]


@pytest.mark.parametrize(("texts", "title"), PLAIN)
def test_the_title_of_an_instrument_is_its_name(texts: list[str], title: str) -> None:
    """Not the order that carries it, not the word above it."""
    assert said(*texts).title == title


def cover(*parts: tuple[str, float, bool], text: str = printed.SENTENCE) -> list[Line]:
    """A title page: lines with their size and weight, then prose."""
    lines: list[Line] = []
    bottom = 80.0
    for words, size, bold in parts:
        bottom += 3 * size
        lines.append(printed.at(words, 1, bottom, size=size, bold=bold))
    return [*lines, *printed.prose(20, 2, text=text), *printed.prose(20, 3, text=text)]


COVERS = [
    (
        "Human Gene Therapy for Rare Diseases",
        [
            ("Contains Nonbinding Recommendations", 10.0, False),
            ("Human Gene Therapy for Rare Diseases", 24.0, True),
            ("Guidance for Industry", 18.0, True),
            ("January 2020", 12.0, True),
        ],
    ),
    (
        "Guideline on quality aspects of gene therapy products",
        [
            ("14 May 2020", 10.0, False),
            ("EMA/CAT/80183/2014", 10.0, False),
            ("Guideline on quality aspects of gene therapy products", 14.0, True),
            ("Draft", 11.0, False),
        ],
    ),
    (
        "Viral Safety Evaluation of Biotechnology Products",
        [
            ("ICH HARMONISED GUIDELINE", 16.0, True),
            ("Viral Safety Evaluation of Biotechnology Products", 16.0, True),
            ("Final version", 11.0, False),
        ],
    ),
    (
        "基因治疗产品长期随访临床研究技术指导原则",
        [("附件", 14.0, False), ("基因治疗产品长期随访临床研究技术指导原则", 22.0, True), ("目录", 16.0, True)],
    ),
]


@pytest.mark.parametrize(("title", "parts"), COVERS, ids=[title for title, _ in COVERS])
def test_the_largest_print_of_the_cover_is_the_title(title: str, parts: list[tuple[str, float, bool]]) -> None:
    """But for what every cover says: guidance for industry, the series, the date, 目录."""
    assert of(cover(*parts)).title == title


@pytest.mark.parametrize(
    "stated",
    [
        "Microsoft Word - draft3.docx",
        "untitled",
        "guideline_final_v2.pdf",
        "目录",
        "Guidance",
        "A title that stands nowhere in the text",
        "",
        None,
    ],
)
def test_a_title_that_the_file_only_claims_is_not_believed(stated: str | None) -> None:
    """What a program filled in is not what the page says."""
    lines = cover(("Human Gene Therapy for Rare Diseases", 24.0, True), ("Guidance for Industry", 18.0, True))
    assert of(lines, stated).title == "Human Gene Therapy for Rare Diseases"


def test_a_title_that_the_file_states_and_the_page_shows_is_taken() -> None:
    """It is known where it ends, whatever it is printed in."""
    lines = cover(("Considerations for Plasmid Products", 12.0, False), ("Volume 4 of the rules", 18.0, True))
    assert of(lines, "Considerations for Plasmid Products").title == "Considerations for Plasmid Products"


def test_the_first_heading_of_a_page_is_its_title() -> None:
    """h1 of a web page."""
    lines = printed.paragraphs("How to apply for a licence", "Send the form.", "Forms", "Use it.", ranks=[1, None, 2])
    assert of(lines).title == "How to apply for a licence"


NUMBERS = [
    (["中华人民共和国卫生行业标准", "WS 445.10—2014", "电子病历基本数据集"], "WS 445.10-2014"),
    (["中华人民共和国医药行业标准", "YY/T 0907 一 2013", "医用无针注射器"], "YY/T 0907-2013"),
    (["医用无针注射器注册审查指导原则", "应符合 YY/T 0907—2013《医用无针注射器》的要求。"], None),
    (notice(), "通告 2023 33"),
    (["国卫科教发〔2024〕32号", "关于印发《干细胞临床研究管理办法》的通知", "现印发给你们，请遵照执行。"], "国卫科教发 2024 32"),
    (["国药监药注[2021]31号", "关于印发《审评要点》的通知", "请遵照执行。"], "国药监药注 2021 31"),
    (["中华人民共和国国务院令", "第818号", "生物医学新技术管理条例", "第一条 为了规范。"], "SC 令 818"),
    (["国家市场监督管理总局令第27号", "药品注册管理办法", "第一条　为规范。"], "SAMR 令 27"),
    (["国家药监局公告2020年第57号", "药物临床试验质量管理规范", "第一条　为保证。"], "NMPA 公告 2020 57"),
    (["指导原则", "根据国药监药注〔2021〕31号文件的要求，制定本指导原则。"], None),
    (["指导原则", "见《国家药监局公告2020年第57号》的规定。"], None),
    (["指导原则", "应当符合《医疗器械命名规则》（国家食品药品监督管理总局令第19号）的规定。"], None),
    (["指导原则", "见《监督管理条例》（中华人民共和国国务院令第680号）和《分类目录》（国药监械〔2002〕302号）。"], None),
    (["指导原则", "为规范研究，制定本指导原则。"], None),
]


@pytest.mark.parametrize(("texts", "number"), NUMBERS, ids=lambda value: str(value)[:30])
def test_the_document_s_own_number_is_in_normal_form(texts: list[str], number: str | None) -> None:
    """Told from numbers that it cites, also where it stands on two lines."""
    assert said(*texts).metadata.document_number == number


ENGLISH_NUMBERS = [
    ("EMA/CAT/80183/2014", [("EMA/CAT/80183/2014", 10.0, False), ("Guideline on gene therapy", 16.0, True)]),
    ("ICH Q1A(R2)", [("ICH HARMONISED GUIDELINE", 10.0, False), ("Stability testing", 16.0, True), ("Q1A(R2)", 16.0, True)]),
    ("FDA-2018-D-2258", [("Docket Number FDA-2018-D-2258", 10.0, False), ("Human Gene Therapy", 16.0, True), ("FDA", 12.0, True)]),
]


@pytest.mark.parametrize(("number", "parts"), ENGLISH_NUMBERS)
def test_foreign_numbers_are_kept_as_printed(number: str, parts: list[tuple[str, float, bool]]) -> None:
    """A docket, a reference of the European agency."""
    assert of(cover(*parts)).metadata.document_number == number


STATUS = [
    ("干细胞临床研究管理办法（试行）", "trial"),
    ("干细胞临床研究管理办法(试行)", "trial"),
    ("新药审批暂行规定", "trial"),
    ("人胚胎干细胞研究伦理暂行办法", "trial"),
    ("基因治疗产品指导原则（征求意见稿）", "draft"),
    ("药品管理法（修订草案）", "draft"),
    ("药品注册管理办法（送审稿）", "draft"),
    ("Draft guideline on gene therapy", "draft"),
    ("药品注册管理办法（已废止）", "repealed"),
    ("药品注册管理办法（失效）", "repealed"),
    ("药品注册管理办法", None),
    ("药品试行标准转正技术要求", None),
    ("Human Gene Therapy for Rare Diseases", None),
    ("Drafting rules for labels", None),
]


@pytest.mark.parametrize(("title", "status"), STATUS)
def test_the_title_tells_the_status(title: str, status: str | None) -> None:
    """（试行）, 征求意见稿, 废止; a word that only sounds like one tells nothing."""
    assert titles.status(title, "") == status


@pytest.mark.parametrize(
    "front", ["This draft guidance, when finalized, will represent", "公开征求意见稿", "Draft Guidance for Industry"]
)
def test_the_head_tells_a_draft_too(front: str) -> None:
    """Where the title does not."""
    assert titles.status("Human Gene Therapy", front) == "draft"


KINDS = [
    ("中华人民共和国药品管理法", None, "law"),
    ("中华人民共和国民法典", None, "law"),
    ("中华人民共和国药品管理法（2019年修订）", None, "law"),
    ("人类遗传资源管理条例", "SC", "administrative_regulation"),
    ("深圳经济特区细胞和基因产业促进条例", "SZ_NPCSC", "local_regulation"),
    ("药品注册管理办法", "SAMR", "normative_document"),
    ("药品生产质量管理规范", "NMPA", "normative_document"),
    ("人源干细胞产品药学研究与评价技术指导原则（试行）", "CDE", "technical_guideline"),
    ("体细胞治疗产品技术要求", None, "technical_guideline"),
    ("关于开展试点工作的通知", None, "notice"),
    ("人类间充质干细胞行业标准", None, "standard"),
    ("基因治疗产品指导原则（征求意见稿）", "CDE", "draft"),
    ("Human Gene Therapy for Rare Diseases", "FDA", "guidance"),
    ("Guideline on quality aspects", None, "guidance"),
    ("Questions and Answers on Reports as Required by the Consumer Protection Act", "FDA", "guidance"),
    ("Consumer Protection Act", None, "law"),
    ("Viral Safety Evaluation", "ICH", "international_guideline"),
    ("Regulation (EC) No 1394/2007", None, "law"),
    ("一封信", None, None),
]


@pytest.mark.parametrize(("title", "authority", "kind"), KINDS)
def test_the_title_tells_the_kind_of_instrument(title: str, authority: str | None, kind: str | None) -> None:
    """In words of the vocabulary."""
    assert titles.kind(title, authority) == kind
    assert kind is None or kind in vocabulary.INSTRUMENT_TYPE


BODIES = [
    ("国家药监局药审中心关于发布《X》的通告", "", "CDE", "CN"),
    ("", "国家药品监督管理局药品审评中心\n2023年4月26日", "CDE", "CN"),
    ("", "国家药监局\n2023年4月26日", "NMPA", "CN"),
    ("国家卫生健康委员会文件", "", "NHC", "CN"),
    ("国家市场监督管理总局令第27号", "", "SAMR", "CN"),
    ("中华人民共和国国务院令第818号", "", "SC", "CN"),
    ("中华人民共和国主席令第三十一号", "", "NPCSC", "CN"),
    ("（2020年10月17日第十三届全国人民代表大会常务委员会第二十二次会议通过）", "", "NPCSC", "CN"),
    ("上海市药品监督管理局关于印发", "", "SH_MPA", "CN-SH"),
    ("湖南省人民代表大会常务委员会公告", "", "HN_NPCSC", "CN-HN"),
    ("U.S. Department of Health and Human Services\nFood and Drug Administration", "", "FDA", "US"),
    ("Center for Biologics Evaluation and Research", "", "FDA_CBER", "US"),
    ("European Medicines Agency", "", "EMA", "EU"),
    ("Committee for Advanced Therapies (CAT)", "", "EMA_CAT", "EU"),
    ("REGULATION OF THE European Parliament and of the Council", "", "EP_COUNCIL", "EU"),
    ("ICH HARMONISED GUIDELINE", "", "ICH", "INT"),
    ("World Health Organization", "", "WHO", "INT"),
    ("Some company", "", None, None),
    ("", "", None, None),
]


@pytest.mark.parametrize(("front", "tail", "code", "place"), BODIES)
def test_the_issuer_is_the_body_that_signs_or_heads(front: str, tail: str, code: str | None, place: str | None) -> None:
    """Under any of its names; its place gives the jurisdiction."""
    assert issuers.find(front, tail) == code
    assert issuers.jurisdiction(code) == place
    assert place is None or place in vocabulary.JURISDICTION


def test_the_signature_outweighs_bodies_that_the_text_names() -> None:
    """The centre publishes what the administration approved."""
    assert said(*notice()).metadata.authority == "CDE"


def test_a_notice_tells_all_its_facts() -> None:
    """One look at a whole one."""
    found = said(*notice())
    assert found.language == "zh"
    assert found.metadata == Metadata(
        title_zh=PRINCIPLES,
        document_number="通告 2023 33",
        jurisdiction="CN",
        authority="CDE",
        instrument_type="technical_guideline",
        status="trial",
        issued="2023-04-26",
        effective="2023-04-26",
        year="2023",
    )


def test_an_english_guidance_tells_all_its_facts() -> None:
    """As its cover gives them."""
    lines = cover(
        ("Human Gene Therapy for Rare Diseases", 24.0, True),
        ("Guidance for Industry", 18.0, True),
        ("U.S. Department of Health and Human Services Food and Drug Administration", 12.0, False),
        ("January 2020", 12.0, True),
    )
    found = of(lines)
    assert found.language == "en"
    assert found.metadata == Metadata(
        title_en="Human Gene Therapy for Rare Diseases",
        jurisdiction="US",
        authority="FDA",
        instrument_type="guidance",
        issued="2020-01",
        year="2020",
    )


@pytest.mark.parametrize("texts", [[], [""], ["x"], ["1"], ["第一条"], ["***"], ["《"], ["》关于发布《"], ["关于发布《》的通告"]])
def test_a_document_that_says_nothing_has_no_facts(texts: list[str]) -> None:
    """It is no reason to fail."""
    found = said(*texts)
    assert found.metadata.document_number is None
    assert found.metadata.issued is None
    assert found.metadata.authority is None


def test_the_subject_of_a_letter_is_its_title() -> None:
    """As the European institutions state it, over as many lines as it takes."""
    lines = [
        printed.at("Council of the European Union", 1, 60, bold=True),
        printed.at("To:\tPermanent Representatives", 1, 100),
        printed.at("Subject:\tProposal for a Regulation laying down rules", 1, 118),
        printed.at("on cells and tissues", 1, 130, left=150),
        printed.at("- Analysis of the final text", 1, 150, left=150),
        *printed.prose(10, 1, 200),
    ]
    assert of(lines).title == "Proposal for a Regulation laying down rules on cells and tissues"


def test_a_notice_of_the_federal_register_is_named_above_its_agency() -> None:
    """The end of another notice may stand before it."""
    lines = [
        *printed.prose(3, 1, 60),
        printed.at("DEPARTMENT OF HEALTH", 1, 150, bold=True),
        printed.at("Laboratory Developed Tests: Small", 1, 180, bold=True),
        printed.at("Entity Guide; Availability", 1, 191, bold=True),
        printed.at("AGENCY: Food and Drug Administration.", 1, 206),
        *printed.prose(10, 1, 230),
    ]
    assert of(lines).title == "Laboratory Developed Tests: Small Entity Guide; Availability"


def test_the_cover_of_a_standard_names_the_standard() -> None:
    """Not the kind of standard, though that is printed largest."""
    lines = [
        printed.at("中华人民共和国卫生行业标准", 1, 100, size=32),
        printed.at("电子病历基本数据集", 1, 200, size=24),
        *printed.prose(8, 2, text=printed.CLAUSE),
    ]
    assert of(lines).title == "电子病历基本数据集"


def test_an_announcement_is_none_of_the_standards_it_lists() -> None:
    """It has a number of its own."""
    found = said("国家药监局关于发布医疗器械行业标准的公告", "（2022年第12号）", "YY/T 0316-2016", "特此公告。")
    assert found.metadata.document_number != "YY/T 0316-2016"
    assert found.metadata.instrument_type != "standard"


def test_an_act_is_named_as_it_says_it_is_called() -> None:
    """Where no title stands above it."""
    for words in ("is called the Consumer Protection Act, 2008, and comes", "may be cited as the Consumer Protection Act, 2008."):
        assert (
            said("ACT", "To promote a fair market.", "1. Definitions", f"This Act {words}").title == "Consumer Protection Act, 2008"
        )


def test_the_lines_of_a_title_in_capitals_may_differ_in_size() -> None:
    """Close to each other; the code of the guideline below is none of them."""
    lines = [
        printed.at("ICH HARMONISED TRIPARTITE GUIDELINE", 1, 175, bold=True),
        printed.at("STABILITY TESTING OF", 1, 218, size=18, bold=True),
        printed.at("NEW DRUG SUBSTANCES AND PRODUCTS", 1, 243, size=14.5, bold=True),
        printed.at("Q1A(R2)", 1, 268, size=16, bold=True),
        *printed.prose(20, 2),
    ]
    assert of(lines).title == "STABILITY TESTING OF NEW DRUG SUBSTANCES AND PRODUCTS"


def test_a_body_that_a_guideline_cites_did_not_issue_it() -> None:
    """An order in brackets behind a title belongs to that; 国 is no body."""
    cited = said("样本研究指导原则", "我国的样本应当符合《监督管理条例》（中华人民共和国国务院令第680号）的要求。").metadata
    assert (cited.authority, cited.jurisdiction) == (None, "CN")


def test_a_title_in_quotation_marks_is_what_they_quote() -> None:
    """Some programs put the marks of a title around it."""
    assert (
        said("中华人民共和国合同法", "第一条　为了保护当事人的合法权益。", stated="《中华人民共和国合同法》").title
        == "中华人民共和国合同法"
    )


def test_the_lines_of_a_scanned_title_differ_in_size() -> None:
    """Recognition measures each line by its letters."""
    title = [printed.at("电子病历基本数据集技术规范", 1, 100, size=18), printed.at("第10部分：住院病案首页", 1, 130, size=16.6)]
    found = of([*title, *printed.prose(20, 2, text=printed.CLAUSE)])
    assert found.title == "电子病历基本数据集技术规范第10部分：住院病案首页"
