"""The words of the field: codes of the facets with their names in both languages, and the ranks of legal force.

Ranks follow the hierarchy of Chinese law (Legislation Law, chapters 2 to 5): 1 constitution, 2 law, 3 administrative
regulation, 4 departmental rule and local regulation, 5 normative document, 6 technical guideline and standard, 7 draft. Foreign
and international texts stand at the rank of the Chinese type that has their force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A code's name in Chinese and in English."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """The name in `zh` or `en`."""
        return self.zh if language.startswith("zh") else self.en


STATUS: Mapping[str, Label] = {
    "in_force": Label("现行有效", "In force"),
    "trial": Label("试行", "In force on trial"),
    "draft": Label("征求意见稿", "Draft for comments"),
    "not_yet_in_force": Label("尚未施行", "Not yet in force"),
    "superseded": Label("已被取代", "Superseded"),
    "repealed": Label("已废止", "Repealed"),
    "unknown": Label("效力不明", "Status unknown"),
}

CURRENT = frozenset({"in_force", "trial"})

INSTRUMENT_TYPE: Mapping[str, Label] = {
    "law": Label("法律", "Law"),
    "administrative_regulation": Label("行政法规", "Administrative regulation"),
    "departmental_rule": Label("部门规章", "Departmental rule"),
    "local_regulation": Label("地方性法规", "Local regulation"),
    "normative_document": Label("规范性文件", "Normative document"),
    "notice": Label("通知", "Notice"),
    "standard": Label("标准", "Standard"),
    "technical_guideline": Label("技术指导原则", "Technical guideline"),
    "guidance": Label("监管机构指南", "Agency guidance"),
    "international_guideline": Label("国际指南", "International guideline"),
    "draft": Label("征求意见稿", "Draft"),
}

RANK: Mapping[str, int] = {
    "law": 2,
    "administrative_regulation": 3,
    "departmental_rule": 4,
    "local_regulation": 4,
    "normative_document": 5,
    "notice": 5,
    "standard": 6,
    "technical_guideline": 6,
    "guidance": 6,
    "international_guideline": 6,
    "draft": 7,
}

JURISDICTION: Mapping[str, Label] = {
    "CN": Label("中国", "China"),
    "CN-BJ": Label("北京", "Beijing"),
    "CN-SH": Label("上海", "Shanghai"),
    "CN-TJ": Label("天津", "Tianjin"),
    "CN-HI": Label("海南", "Hainan"),
    "CN-HN": Label("湖南", "Hunan"),
    "CN-SD": Label("山东", "Shandong"),
    "CN-GD-SZ": Label("深圳", "Shenzhen"),
    "CN-FJ-XM": Label("厦门", "Xiamen"),
    "HK": Label("中国香港", "Hong Kong, China"),
    "TW": Label("中国台湾", "Taiwan, China"),
    "US": Label("美国", "United States"),
    "EU": Label("欧盟", "European Union"),
    "JP": Label("日本", "Japan"),
    "KR": Label("韩国", "South Korea"),
    "INT": Label("国际", "International"),
}

LANGUAGE: Mapping[str, Label] = {
    "zh": Label("中文", "Chinese"),
    "zh-Hant": Label("繁体中文", "Traditional Chinese"),
    "en": Label("英文", "English"),
    "ja": Label("日文", "Japanese"),
    "ko": Label("韩文", "Korean"),
}

PRODUCT_CLASS: Mapping[str, Label] = {
    "all_cgt": Label("细胞与基因治疗产品", "All cell and gene therapy"),
    "cell_therapy": Label("细胞治疗", "Cell therapy"),
    "gene_therapy": Label("基因治疗", "Gene therapy"),
    "car_t": Label("CAR-T", "CAR-T"),
    "car_nk": Label("CAR-NK", "CAR-NK"),
    "tcr_t": Label("TCR-T", "TCR-T"),
    "til": Label("TIL", "TIL"),
    "nk": Label("NK细胞", "NK cells"),
    "dc": Label("树突状细胞", "Dendritic cells"),
    "stem_cell": Label("干细胞", "Stem cells"),
    "msc": Label("间充质干细胞", "Mesenchymal stem cells"),
    "hsc": Label("造血干细胞", "Haematopoietic stem cells"),
    "ipsc": Label("诱导多能干细胞", "Induced pluripotent stem cells"),
    "esc": Label("胚胎干细胞", "Embryonic stem cells"),
    "somatic_cell": Label("体细胞", "Somatic cells"),
    "cord_blood": Label("脐带血", "Cord blood"),
    "tissue_engineered": Label("组织工程产品", "Tissue-engineered products"),
    "aav": Label("腺相关病毒", "AAV"),
    "adenovirus": Label("腺病毒", "Adenovirus"),
    "lentivirus": Label("慢病毒", "Lentivirus"),
    "retrovirus": Label("逆转录病毒", "Retrovirus"),
    "plasmid": Label("质粒", "Plasmid"),
    "oncolytic_virus": Label("溶瘤病毒", "Oncolytic virus"),
    "gene_editing": Label("基因编辑", "Gene editing"),
    "mrna": Label("mRNA", "mRNA"),
    "tumor_vaccine": Label("肿瘤疫苗", "Tumour vaccine"),
    "exosome": Label("外泌体", "Exosomes"),
    "biologics_general": Label("生物制品（通用）", "Biologics in general"),
    "drugs_general": Label("药品（通用）", "Medicines in general"),
}

LIFECYCLE_STAGE: Mapping[str, Label] = {
    "discovery": Label("研究发现", "Discovery"),
    "classification": Label("分类界定", "Classification"),
    "nonclinical": Label("非临床研究", "Nonclinical"),
    "cmc": Label("药学研究", "Quality (CMC)"),
    "ind": Label("临床试验申请", "Trial application (IND)"),
    "ethics": Label("伦理审查", "Ethics review"),
    "hgr": Label("人类遗传资源", "Human genetic resources"),
    "clinical": Label("临床研究", "Clinical"),
    "bla": Label("上市许可", "Marketing application"),
    "manufacturing_inspection": Label("生产与检查", "Manufacturing and inspection"),
    "post_market": Label("上市后", "Post-market"),
    "import_export": Label("进出口", "Import and export"),
    "foreign_investment": Label("外商投资", "Foreign investment"),
    "data": Label("数据与个人信息", "Data and privacy"),
    "ip": Label("知识产权", "Intellectual property"),
    "reimbursement": Label("医保支付", "Reimbursement"),
    "industry_policy": Label("产业政策", "Industry policy"),
    "governance": Label("监管体制", "Governance"),
}

RELATIONS: Mapping[str, Label] = {
    "supersedes": Label("取代", "Supersedes"),
    "superseded_by": Label("被取代于", "Superseded by"),
    "amends": Label("修改", "Amends"),
    "amended_by": Label("被修改于", "Amended by"),
    "draft_of": Label("修订草案针对", "Draft revision of"),
    "finalised_as": Label("定稿为", "Finalised as"),
    "drafts": Label("征求意见稿", "Drafts"),
    "implements": Label("实施依据", "Implements"),
    "cites": Label("引用", "Cites"),
    "related": Label("相关", "Related"),
}

RECIPROCAL: Mapping[str, str] = {
    "supersedes": "superseded_by",
    "superseded_by": "supersedes",
    "amends": "amended_by",
    "amended_by": "amends",
    "related": "related",
}

FACETS: Mapping[str, Mapping[str, Label]] = {
    "language": LANGUAGE,
    "jurisdiction": JURISDICTION,
    "authority": {},
    "instrument_type": INSTRUMENT_TYPE,
    "status": STATUS,
    "year": {},
    "product_class": PRODUCT_CLASS,
    "lifecycle_stage": LIFECYCLE_STAGE,
}

FACET_NAMES: Mapping[str, Label] = {
    "language": Label("语言", "Language"),
    "jurisdiction": Label("辖区", "Jurisdiction"),
    "authority": Label("发布机构", "Issuer"),
    "instrument_type": Label("文件类型", "Type"),
    "status": Label("效力状态", "Status"),
    "year": Label("发布年份", "Year issued"),
    "product_class": Label("产品类别", "Product class"),
    "lifecycle_stage": Label("生命周期阶段", "Life-cycle stage"),
}
