"""Who issued a document: the bodies under the names that stand in its head and its signature, and their jurisdictions."""

from __future__ import annotations

import re

from corpus.numbers import BODIES

_NAMES: dict[str, str] = {
    **{name: code for name, code in BODIES.items() if name not in ("国", "国务院", "主席")},
    "全国人民代表大会常务委员会": "NPCSC",
    "全国人民代表大会": "NPC",
    "国务院办公厅": "SCGO",
    "国家中医药管理局": "NATCM",
    "国家疾病预防控制局": "NDCPA",
    "国家医疗保障局": "NHSA",
    "中国食品药品检定研究院": "NIFDC",
    "中国生物技术发展中心": "CNCBD",
    "最高人民法院": "SPC",
    "最高人民检察院": "SPP",
    "深圳市人民代表大会常务委员会": "SZ_NPCSC",
    "湖南省人民代表大会常务委员会": "HN_NPCSC",
    "海南省人民代表大会常务委员会": "HI_NPCSC",
    "天津市人民代表大会常务委员会": "TJ_NPCSC",
    "厦门市人民代表大会常务委员会": "XM_NPCSC",
    "上海市人民代表大会常务委员会": "SH_NPCSC",
    "上海市药品监督管理局": "SH_MPA",
    "Center for Biologics Evaluation and Research": "FDA_CBER",
    "U.S. Food and Drug Administration": "FDA",
    "Food and Drug Administration": "FDA",
    "Committee for Advanced Therapies": "EMA_CAT",
    "European Medicines Agency": "EMA",
    "European Parliament and of the Council": "EP_COUNCIL",
    "European Commission": "EC",
    "ICH Harmonised": "ICH",
    "ICH HARMONISED": "ICH",
    "International Conference on Harmonisation": "ICH",
    "International Council for Harmonisation": "ICH",
    "World Health Organization": "WHO",
    "Pharmaceutical Inspection Co-operation Scheme": "PICS",
}
_LONGEST_FIRST = sorted(_NAMES, key=len, reverse=True)
_ANY = re.compile("|".join(re.escape(name) for name in _LONGEST_FIRST))
_ORDER = re.compile(r"(?:国务院令|国令|中华人民共和国国务院令)\s*[(（]?\s*第")
_STATUTE = re.compile(r"主席令|全国人民代表大会常务委员会.{0,20}(?:通过|会议)")
_OUTSIDE = {
    "FDA": "US",
    "FDA_CBER": "US",
    "US_CONGRESS": "US",
    "EMA": "EU",
    "EMA_CAT": "EU",
    "EC": "EU",
    "EP_COUNCIL": "EU",
    "ICH": "INT",
    "WHO": "INT",
    "PICS": "INT",
    "WMA": "INT",
    "ISSCR": "INT",
    "JP_DIET": "JP",
    "KR_NA": "KR",
    "TW_LY": "TW",
    "HK_LEGCO": "HK",
    "SZ_NPCSC": "CN-GD-SZ",
    "XM_NPCSC": "CN-FJ-XM",
}
_PLACES = frozenset({"BJ", "SH", "TJ", "HI", "HN", "SD"})


def find(front: str, tail: str) -> str | None:
    """The code of the issuing body: by the kind of order, the signature at the end, else the first body named in the head."""
    if _ORDER.search(front):
        return "SC"
    if _STATUTE.search(front):
        return "NPCSC"
    signed = [match[0] for match in re.finditer(rf"^\s*(?:{_ANY.pattern})\s*$", tail, re.M)]
    if signed:
        return _NAMES[signed[0].strip()]
    first = _ANY.search(front[:1500])
    return _NAMES[first[0]] if first else None


def jurisdiction(authority: str | None) -> str | None:
    """The jurisdiction of a body: that of its place, else China's."""
    if authority is None:
        return None
    place = authority.partition("_")[0]
    return _OUTSIDE.get(authority) or (f"CN-{place}" if place in _PLACES else "CN")
