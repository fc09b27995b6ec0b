"""What a regulatory professional searches for, in both languages, and what must come first: over the shipped corpus.

Where experts may differ, several instruments stand beside a question; one of them must come first.
"""

from __future__ import annotations

import pytest
from search_shelf import Library

DAL, ORDER_818 = "cn-drug-administration-law-2019", "cn-sc-order-818-biomedical-new-technology"
HGR, REGISTRATION = "cn-hgr-regulations-2019", "cn-samr-27-drug-registration-2020"
IIT, STEM_2015 = "cn-nhc-2024-32-iit", "cn-nhc-2015-48-stem-cell-research"
PROCEDURES = "cn-nmpa-2020-82-breakthrough cn-nmpa-2020-82-conditional-approval cn-nmpa-2020-82-priority-review"

NUMBERS = [
    # orders, under all the names the issuing body goes by
    ("818号令", ORDER_818),
    ("第818号令", ORDER_818),
    ("国务院令第818号", ORDER_818),
    ("国务院第818号令", ORDER_818),
    ("国令第818号", ORDER_818),
    ("国务院令第８１８号", ORDER_818),
    ("國務院令第818號", ORDER_818),
    ("State Council Order 818", ORDER_818),
    ("State Council Order No. 818", ORDER_818),
    ("Order 818", ORDER_818),
    ("国令第717号", HGR),
    ("国务院令第717号", HGR),
    ("中华人民共和国国务院令（第717号）", HGR),
    ("717号令", HGR),
    ("828号令", "cn-drug-law-implementing-regs-2026"),
    ("国务院令第777号", "cn-sc-order-777-2024"),
    ("主席令第三十一号", DAL),
    ("主席令第31号", DAL),
    ("国家市场监督管理总局令第27号", REGISTRATION),
    ("市场监管总局令第27号", REGISTRATION),
    ("SAMR Order 27", REGISTRATION),
    ("国家市场监督管理总局令第28号", "cn-samr-28-drug-manufacturing-2020"),
    ("科学技术部令第21号", "cn-most-21-hgr-rules-2023"),
    ("科技部令第21号", "cn-most-21-hgr-rules-2023"),
    ("卫生部令第79号", "cn-gmp-2010"),
    ("国家卫生计生委令第11号", "cn-nhfpc-order-11-ethics-2016"),
    # numbers with the year in brackets, of whatever style
    ("国卫科教发〔2024〕32号", IIT),
    ("国卫科教发[2024]32号", IIT),
    ("国卫科教发【2024】32号", IIT),
    ("国卫科教发（2024）32号", IIT),
    ("国卫科教发(2024)32号", IIT),
    ("国卫科教发［２０２４］３２号", IIT),
    ("國衛科教發〔2024〕32號", IIT),
    ("国卫科教发 〔2015〕 48 号", STEM_2015),
    ("国卫办科教发〔2015〕46号", "cn-nhc-2015-46-stem-cell-quality"),
    ("国办发〔2024〕53号", "cn-scgo-2024-53-regulatory-reform"),
    ("厅字〔2017〕42号", "cn-cc-sc-2017-innovation-opinions"),
    ("国药监药注〔2024〕21号", "cn-nmpa-2024-30day-pilot"),
    ("国科发监〔2023〕167号", "cn-most-2023-167-ethics-review"),
    ("商资函〔2024〕568号", "cn-mofcom-2024-568-opening"),
    ("药监综药管〔2020〕9号", "cn-nmpa-2020-9-guideline-procedure"),
    ("沪科合〔2026〕5号", "cn-sh-2026-5-cgt-measures"),
    # notices of one year and number, with or without the body
    ("国家药监局药审中心通告2021年第18号", "cn-cde-2021-18-oncolytic-clinical"),
    ("药审中心通告2021年第18号", "cn-cde-2021-18-oncolytic-clinical"),
    ("国家药品监督管理局药品审评中心通告2023年第37号", "cn-cde-2023-37-stem-clinical"),
    ("CDE通告2022年第30号", "cn-cde-2022-30-immune-cell-cmc"),
    ("2022年第30号", "cn-cde-2022-30-immune-cell-cmc"),
    ("第31号 2022", "cn-cde-2022-31-in-vivo-gt-cmc"),
    ("国家药监局公告2020年第82号", PROCEDURES),
    ("国家药监局公告2025年第86号", "cn-nmpa-2025-86-30day"),
    ("总局通告2017年第216号", "cn-cfda-2017-216-cell-therapy"),
    # abroad
    ("FDA-2021-D-0404", "us-fda-2024-cart"),
    ("docket No. FDA-2021-D-0404", "us-fda-2024-cart"),
    ("fda 2021-d-0404", "us-fda-2024-cart"),
    ("FDA-2018-D-2173", "us-fda-2020-ltfu"),
    ("FDA 2018-D-2238", "us-fda-2020-hemophilia"),
    ("FDA-2017-D-6159", "us-fda-2019-expedited-rmt"),
    ("99D-4114", "us-fda-2006-rcr-supplement"),
    ("21 CFR 1271", "us-21cfr-1271"),
    ("21 CFR 1271.10(a)", "us-21cfr-1271"),
    ("21 C.F.R. § 1271.10", "us-21cfr-1271"),
    ("２１ ＣＦＲ Ｐａｒｔ ３１２", "us-21cfr-312"),
    ("21 CFR 312.32", "us-21cfr-312"),
    ("42 U.S.C. 262", "us-phs-act-351"),
    ("Public Law 114-255", "us-cures-act-2016"),
    ("ICH S12", "ich-s12"),
    ("ＩＣＨ Ｓ１２", "ich-s12"),
    ("S12", "ich-s12"),
    ("ICH Q5A(R2)", "ich-q5a-r2"),
    ("ICH Q5A", "ich-q5a-r2"),
    ("Q5A R2", "ich-q5a-r2"),
    ("ICH E6(R3)", "ich-e6-r3"),
    ("ICH Q5E", "ich-q5e"),
    ("Regulation (EC) No 1394/2007", "eu-reg-1394-2007"),
    ("1394/2007", "eu-reg-1394-2007"),
    ("Directive 2001/83/EC", "eu-dir-2001-83"),
    ("Regulation (EU) 2024/1938", "eu-reg-2024-1938"),
    ("EMA/CAT/80183/2014", "eu-ema-gt-80183"),
    ("CHMP/GTWP/671639/2008", "eu-ema-gm-cells-671639"),
    ("C(2017) 7694", "eu-gmp-atmp-2017"),
    ("WHO TRS 1048, Annex 3", "who-trs1048-annex3"),
    ("PE 009-15 Annex 2A", "pics-annex-2a"),
    ("Act No. 85 of 2013", "jp-rm-act-2013"),
]

TITLES = [
    ("药品管理法", DAL),
    ("《药品管理法》", DAL),
    ("中华人民共和国药品管理法", DAL),
    ("藥品管理法", DAL),
    ("Drug Administration Law", DAL),
    ("PRC Drug Administration Law", DAL),
    ("药品注册管理办法", REGISTRATION),
    ("Provisions for Drug Registration", REGISTRATION),
    ("药品生产监督管理办法", "cn-samr-28-drug-manufacturing-2020"),
    ("生物安全法", "cn-biosecurity-law-2020"),
    ("Biosecurity Law", "cn-biosecurity-law-2020"),
    ("Data Security Law", "cn-data-security-law-2021"),
    ("Personal Information Protection Law", "cn-pipl-2021"),
    ("Civil Code", "cn-civil-code-2020"),
    ("药品管理法实施条例", "cn-drug-law-implementing-regs-2026"),
    ("药品管理法实施条例 2026年修订", "cn-drug-law-implementing-regs-2026"),
    ("药物临床试验质量管理规范", "cn-gcp-2020"),
    ("药物非临床研究质量管理规范", "cn-glp-2017"),
    ("药物警戒质量管理规范", "cn-gvp-2021"),
    ("中国药典2025年版", "cn-chp-2025"),
    ("科学技术进步法", "cn-st-progress-law-2021"),
    ("赫尔辛基宣言", "wma-helsinki-2024"),
    ("Declaration of Helsinki", "wma-helsinki-2024"),
    ("再生医疗推进法", "jp-rm-promotion-act-2013"),
    ("Act on the Safety of Regenerative Medicine", "jp-rm-act-2013"),
    ("再生醫療法", "tw-regenerative-medicine-act-2024"),
    ("深圳细胞和基因产业促进条例", "cn-sz-cell-gene-regs-2022"),
    # twins: the one that is named, not the one that sounds like it
    ("人类遗传资源管理条例", HGR),
    ("人類遺傳資源管理條例", HGR),
    ("人类遗传资源管理条例实施细则", "cn-most-21-hgr-rules-2023"),
    ("人类遗传资源管理暂行办法", "cn-hgr-interim-measures-1998"),
    ("涉及人的生物医学研究伦理审查办法", "cn-nhfpc-order-11-ethics-2016"),
    ("涉及人的生命科学和医学研究伦理审查办法", "cn-nhc-2023-4-ethics"),
    ("免疫细胞治疗产品药学研究与评价技术指导原则", "cn-cde-2022-30-immune-cell-cmc"),
    ("免疫细胞治疗产品药学研究与评价技术指导原则（试行）", "cn-cde-2022-30-immune-cell-cmc"),
    ("免疫细胞治疗产品药学研究与评价技术指导原则（征求意见稿）", "cn-cde-2020-immune-cmc-draft"),
    ("免疫细胞治疗产品临床试验技术指导原则", "cn-cde-2021-14-immune-cell-clinical"),
    ("体内基因治疗产品药学研究与评价技术指导原则", "cn-cde-2022-31-in-vivo-gt-cmc"),
    ("基因治疗产品药学研究与评价技术指导原则（征求意见稿）", "cn-cde-2020-gt-cmc-draft"),
    ("基因治疗产品长期随访临床研究技术指导原则", "cn-cde-2021-50-gt-ltfu"),
    ("国家药监局药审中心关于发布《基因治疗产品长期随访临床研究技术指导原则（试行）》的通告", "cn-cde-2021-50-gt-ltfu"),
    ("干细胞临床研究管理办法", STEM_2015),
    ("幹細胞臨床研究管理辦法", STEM_2015),
    ("人源干细胞产品药学研究与评价技术指导原则", "cn-cde-2023-33-stem-cmc"),
    ("人源性干细胞产品药学研究与评价技术指导原则（征求意见稿）", "cn-cde-2021-stem-cmc-draft"),
    ("医疗卫生机构开展研究者发起的临床研究管理办法", IIT),
    ("Human Gene Therapy for Hemophilia", "us-fda-2020-hemophilia"),
    ("Guideline on human cell-based medicinal products", "eu-ema-hcbmp-410869"),
]  # fmt: skip

TOPICS = [
    ("818号令什么时候施行？", ORDER_818),
    ("When does State Council Order 818 take effect?", ORDER_818),
    ("生物医学新技术临床研究由谁备案", f"{ORDER_818} cn-cncbd-filing-guide-2026"),
    ("植入基因编辑胚胎 刑法", "cn-criminal-law-amendment-xi-2020"),
    ("CAR-T 风险管理计划", "cn-cde-2022-15-cart-rmp"),
    ("CART 风险管理计划", "cn-cde-2022-15-cart-rmp"),
    ("嵌合抗原受体T细胞 风险管理计划", "cn-cde-2022-15-cart-rmp"),
    ("CAR T risk management plan for marketing application in China", "cn-cde-2022-15-cart-rmp"),
    ("溶瘤病毒 药学", "cn-cde-2023-2-oncolytic-cmc"),
    ("溶瘤病毒 临床试验设计", "cn-cde-2021-18-oncolytic-clinical"),
    ("基因治疗 长期随访", "cn-cde-2021-50-gt-ltfu"),
    ("FDA long term follow-up gene therapy", "us-fda-2020-ltfu"),
    ("创新药临床试验30日通道", "cn-nmpa-2025-86-30day"),
    ("30-day channel for innovative drugs", "cn-nmpa-2025-86-30day"),
    ("突破性治疗药物", "cn-nmpa-2020-82-breakthrough"),
    ("breakthrough therapy designation China", "cn-nmpa-2020-82-breakthrough"),
    ("附条件批准", "cn-nmpa-2020-82-conditional-approval"),
    ("优先审评审批", "cn-nmpa-2020-82-priority-review"),
    ("干细胞 双备案", STEM_2015),
    ("幹細胞雙備案", STEM_2015),
    ("人遗条例", HGR),
    ("人遗实施细则", "cn-most-21-hgr-rules-2023"),
    ("IIT管理办法 伦理", IIT),
    ("818条例", ORDER_818),
    ("研究者发起的临床研究 IIT", IIT),
    ("investigator-initiated clinical research China", IIT),
    ("拓展性同情使用", "cn-nmpa-expanded-access-draft-2017"),
    ("真实世界证据", "cn-nmpa-2020-1-rwe"),
    ("药品上市后变更", "cn-nmpa-2021-8-post-approval-change"),
    ("post-approval changes of drugs in China", "cn-nmpa-2021-8-post-approval-change"),
    ("细胞治疗 药学变更", "cn-cde-2026-13-cell-cmc-changes"),
    ("生物制品分段生产", "cn-nmpa-2024-segmented-manufacturing"),
    ("生物制品批签发", "cn-samr-33-lot-release-2020"),
    ("药品年度报告", "cn-nmpa-2022-annual-report"),
    ("基因治疗 生物分布", "ich-s12"),
    ("nonclinical biodistribution gene therapy", "ich-s12"),
    ("vector shedding", "ich-considerations-shedding us-fda-2015-shedding"),
    ("minimal manipulation and homologous use", "us-fda-2020-minimal-manipulation"),
    ("same surgical procedure exception", "us-fda-2017-same-surgical"),
    ("potency assurance draft", "us-fda-2023-potency-draft"),
    ("replication competent retrovirus testing", "us-fda-2020-rcr"),
    ("RMAT expedited programs", "us-fda-2019-expedited-rmt"),
    ("donor eligibility HCT/P", "us-fda-2007-donor-eligibility us-21cfr-1271"),
    ("hospital exemption ATMP", "eu-reg-1394-2007"),
    ("欧盟 医院豁免", "eu-reg-1394-2007"),
    ("insertional mutagenesis", "eu-ema-insertional-190186"),
    ("lentiviral vectors development manufacture EMA", "eu-ema-lentiviral-2458"),
    ("科技伦理审查", "cn-most-2023-167-ethics-review"),
    ("人胚胎干细胞研究伦理", "cn-most-2003-460-hesc-ethics"),
    ("人类基因组编辑 伦理", "cn-nstec-2024-genome-editing-ethics"),
    ("个人信息出境标准合同", "cn-cac-13-standard-contract"),
    ("数据跨境流动", "cn-cac-16-data-flows"),
    ("两用物项出口管制", "cn-dual-use-export-regs-2024"),
    ("外商投资负面清单", "cn-negative-list-2024"),
    ("脐带血造血干细胞库", "cn-moh-1999-247-cord-blood"),
    ("血友病 基因治疗 临床试验", "cn-cde-haemophilia-gt"),
    ("罕见病基因治疗 临床试验", "cn-cde-2024-rare-gt-clinical"),
    ("罕见病基因治疗 征求意见稿", "cn-cde-2023-rare-gt-draft"),
    ("间充质干细胞 移植物抗宿主病", "cn-cde-2024-msc-gvhd"),
    ("mesenchymal stem cells graft-versus-host disease", "cn-cde-2024-msc-gvhd"),
    ("细胞治疗产品 GMP 指南", "cn-cfdi-2022-4-cell-gmp-guide"),
    ("单臂临床试验 抗肿瘤药", "cn-cde-2023-single-arm"),
    ("rAAV 申报上市 药学", "cn-cde-2025-raav-bla-cmc"),
    ("细胞治疗药品 范围和归类", "cn-cde-2026-39-cell-classification"),
    ("基因治疗药品 归类", "cn-cde-2026-40-gene-classification"),
    ("商业健康保险 创新药目录", "cn-nhsa-2025-commercial-list"),
    ("外资 人体干细胞 扩大开放试点", "cn-mofcom-2024-568-opening"),
    ("湖南 细胞和基因产业", "cn-hn-cell-gene-regs-2025"),
    ("天津 基因和细胞产业", "cn-tj-cell-gene-regs"),
    ("厦门 细胞产业", "cn-xm-cell-regs-2026"),
    ("山东 区域细胞制备中心", "cn-sd-cell-prep-centre-2026"),
    ("香港 先進療法製品", "hk-atp-ordinance-2020"),
    ("韩国 先进再生医学", "kr-arm-act-2019"),
    ("臺灣 再生醫療", "tw-regenerative-medicine-act-2024"),
    ("gene therapy for retinal disorders", "us-fda-2020-retinal"),
    ("genome editing FDA guidance", "us-fda-2024-genome-editing"),
    ("药品临床试验机构备案", "cn-nmpa-clinical-site-2019-101"),
    ("药物临床试验登记与信息公示", "cn-cde-2020-trial-registration"),
    ("危害药品安全 刑事案件 解释", "cn-spc-spp-drug-safety-2022"),
    ("第三类医疗技术 取消准入审批", "cn-nhc-2015-71-abolish-class-iii"),
    ("药审中心 沟通交流 细胞和基因治疗", "cn-cde-2023-60-cgt-communication"),
]  # fmt: skip

ARTICLES = [
    ("《药品管理法》第二十六条", DAL, "第二十六条"),
    ("药品管理法第26条", DAL, "第二十六条"),
    ("藥品管理法第二十六條", DAL, "第二十六条"),
    ("药品管理法 第十九条", DAL, "第十九条"),
    ("article 26 drug administration law", DAL, "art. 26"),
    ("Drug Administration Law art. 26", DAL, "art. 26"),
    ("818号令第五十五条", ORDER_818, "第五十五条"),
    ("国务院令第818号 第三条", ORDER_818, "第三条"),
    ("Order 818 Article 55", ORDER_818, "Art. 55"),
    ("生物医学新技术临床研究和临床转化应用管理条例第五十五条", ORDER_818, "第五十五条"),
    ("刑法第三百三十六条之一", "cn-criminal-law-amendment-xi-2020", "第三百三十六条之一"),
]


@pytest.mark.parametrize(("question", "expected"), NUMBERS + TITLES)
def test_what_is_named_by_number_or_title_comes_first(shipped: Library, question: str, expected: str) -> None:
    """A number in any style, a title in either language: the instrument itself is the first hit, grouped or not."""
    assert shipped.ask(question, size=1).hits[0].document.id in expected.split()
    assert shipped.ask(question, size=1, group="document").hits[0].document.id in expected.split()


@pytest.mark.parametrize(("question", "expected"), TOPICS)
def test_the_instrument_of_a_subject_comes_first(shipped: Library, question: str, expected: str) -> None:
    """Words as a professional types them, or a whole question: the instrument that rules the subject leads the documents."""
    assert shipped.documents(question, group="document")[0] in expected.split()


@pytest.mark.parametrize("question", ["CAR-T 效价", "potency assay CAR-T"])
def test_a_concept_of_many_names_does_not_drown_the_other(shipped: Library, question: str) -> None:
    """Half the names of CAR-T hold the word again: what says them all is no better for it than the guidance on potency."""
    assert shipped.documents(question)[0] == "us-fda-2011-potency"


@pytest.mark.parametrize(("question", "expected", "cited"), ARTICLES)
def test_an_article_that_is_named_is_opened_at_its_place(shipped: Library, question: str, expected: str, cited: str) -> None:
    """An instrument with an article leads to the section of that instrument that holds the article."""
    first = shipped.ask(question, size=1).hits[0]
    assert first.document.id == expected
    assert cited in first.located.section.name or cited in first.located.section.text
    assert first.located.section.kind != "note"


TWINS = [
    ("818号令", "国务院令第818号"),
    ("CAR-T 风险管理计划", "CART 风险管理计划"),
    ("药品管理法第二十六条", "《药品管理法》第26条"),
    ("國卫科教发〔2024〕32號", "国卫科教发[2024]32号"),
    ("人類遺傳資源", "人类遗传资源"),
    ("臨床試驗默示許可", "临床试验默示许可"),
    ("幹細胞製劑質量控制", "干细胞制剂质量控制"),
    ("ＩＣＨ Ｑ５Ａ（Ｒ２）", "ich q5a(r2)"),
    ("ＧＭＰ", "gmp"),
    ("post‑approval change", "post-approval change"),
    ("2025年9月28日", "２０２５年９月２８日"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_two_ways_to_write_one_search_lead_to_the_same_instrument(shipped: Library, one: str, other: str) -> None:
    """Traditional or simplified, full or half width, hyphen or none: the first document is the same."""
    assert shipped.documents(one, size=1) == shipped.documents(other, size=1)


SCRIPTS = [
    ("人類遺傳資源管理條例", "人类遗传资源管理条例"),
    ("臨床試驗 默示許可", "临床试验 默示许可"),
    ("ＧＭＰ 附录", "GMP 附录"),
    ("幹細胞", "干细胞"),
    ("第二十六條", "第二十六条"),
    ('text:"知情同意書"', 'text:"知情同意书"'),
    ("細胞 -藥學", "细胞 -药学"),
]


@pytest.mark.parametrize(("one", "other"), SCRIPTS)
def test_another_script_gives_the_same_hits_in_the_same_order(shipped: Library, one: str, other: str) -> None:
    """Traditional and full-width questions are the simplified and half-width ones, hit for hit."""
    asked, plain = shipped.ask(one, size=50), shipped.ask(other, size=50)
    assert asked.total == plain.total > 0
    assert [hit.located.section.id for hit in asked.hits] == [hit.located.section.id for hit in plain.hits]


INSTEAD = [
    ("Medicare", "medical"),
    ("饱和", "保和"),
    ("细胞", "千胞"),
]


@pytest.mark.parametrize(("asked", "never"), INSTEAD)
def test_a_word_is_never_taken_for_another_that_sounds_alike(shipped: Library, asked: str, never: str) -> None:
    """Nothing is found for what only resembles the word: every hit holds it, or shows what the glossary added."""
    for hit in shipped.ask(asked, expand=False, size=20).hits:
        text = " ".join((hit.located.section.text, hit.located.section.name, hit.document.title, *hit.located.path))
        assert asked.casefold() in text.casefold()
        assert all(span.text != never for span in hit.snippet if span.mark)


FORCE = [
    ("人类遗传资源管理", HGR, "cn-hgr-interim-measures-1998"),
    ("药品管理法实施条例", "cn-drug-law-implementing-regs-2026", "cn-drug-law-implementing-regs-2002"),
    ("外商投资准入负面清单", "cn-negative-list-2024", "cn-negative-list-2021"),
    ("药典", "cn-chp-2025", "cn-chp-2020"),
    ("CAR T cell products considerations", "us-fda-2024-cart", "us-fda-2022-cart-draft"),
    ("Human Gene Therapy for Hemophilia", "us-fda-2020-hemophilia", "us-fda-2018-hemophilia-draft"),
    ("基因治疗 长期随访 临床研究", "cn-cde-2021-50-gt-ltfu", "cn-cde-2021-ltfu-draft"),
    ("细胞和基因治疗 沟通交流", "cn-cde-2023-60-cgt-communication", "cn-cde-2023-cgt-communication-draft"),
    ("研究者发起的临床研究管理办法", IIT, "cn-nhc-2021-iit-trial"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "current", "former"), FORCE)
def test_what_is_in_force_comes_before_what_it_replaced_and_hides_nothing(
    shipped: Library, question: str, current: str, former: str
) -> None:
    """Of two versions of one text the current one leads, and the former one is still among the answers."""
    found = shipped.documents(question, size=100, group="document")
    assert former in found
    assert found.index(current) < found.index(former)


ACROSS = [
    ("默示许可", "en"),
    ("implied approval", "zh"),
    ("嵌合抗原受体T细胞", "en"),
    ("chimeric antigen receptor T cell", "zh"),
    ("溶瘤病毒", "en"),
    ("oncolytic virus", "zh"),
    ("长期随访", "en"),
    ("informed consent", "zh"),
    ("人类遗传资源", "en"),
    ("human genetic resources", "zh"),
]


@pytest.mark.parametrize(("question", "language"), ACROSS)
def test_a_term_of_one_language_finds_sections_in_the_other(shipped: Library, question: str, language: str) -> None:
    """Through the glossary, visibly; with expansion off, never more are found, and fewer where no word of it is common to both."""
    results = shipped.ask(question, filters={"language": (language,)})
    assert results.total > 0
    assert results.expansions
    plain = shipped.ask(question, filters={"language": (language,)}, expand=False)
    assert plain.total < results.total or (plain.total == results.total and "T" in question)
