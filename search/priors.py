"""What counts more or less whatever the words say: what is in force, the place and the language a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from search import weights
from search.analysis import HAN_CHAR
from search.fold import fold
from search.query import Prior

DRAFT, PAST = "draft", "past"
PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "CN": ("中国", "我国", "国内", "china", "chinese", "prc", "国家药监局", "药审中心", "卫健委", "nmpa", "cde", "nhc"),
    "US": ("美国", "fda", "us", "usa", "u.s", "u.s.a", "u.s.c", "united states", "america", "american", "cber", "cfr"),
    "EU": ("欧盟", "欧洲", "eu", "ema", "european", "europeans", "europe"),
    "JP": ("日本", "japan", "japanese", "pmda", "mhlw"),
    "KR": ("韩国", "korea", "korean", "mfds"),
    "HK": ("香港", "hong kong"),
    "TW": ("台湾", "taiwan"),
    "INT": ("ich", "who", "国际协调"),
    "CN-BJ": ("北京", "beijing"),
    "CN-SH": ("上海", "浦东", "shanghai", "pudong"),
    "CN-TJ": ("天津", "tianjin"),
    "CN-HI": ("海南", "博鳌", "乐城", "hainan", "boao", "lecheng"),
    "CN-HN": ("湖南", "hunan"),
    "CN-SD": ("山东", "shandong"),
    "CN-GD-SZ": ("深圳", "shenzhen"),
    "CN-FJ-XM": ("厦门", "xiamen"),
}
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    DRAFT: ("征求意见", "草案", "送审稿", "draft", "drafts", "proposed"),
    PAST: ("废止", "失效", "已被取代", "旧版", "历史", "repealed", "superseded", "withdrawn", "former"),
    **PLACES,
}
TOLD_BY: Final = {name: told for told, names in NAMES.items() for name in names}
ANYWHERE: Final = tuple(name for name in TOLD_BY if not name.isascii() or " " in name)
ANY: Final = re.compile("|".join(ANYWHERE))
WORD: Final = re.compile(r"\w(?:\.\w\b)+|\w+")
ENGLISH: Final = re.compile(r"\b[A-Za-z]?[a-z]{2,}\b")


def priors(text: str) -> tuple[Prior, ...]:
    """What a question makes count more or less; the same few combinations for most questions."""
    folded = fold(text)
    told = _told(folded)
    known = list(weights.NOTES)
    if PAST not in told:
        known += weights.PAST
    if DRAFT not in told:
        known += weights.DRAFTS
    places = [code for code in PLACES if code in told]
    chinese = HAN_CHAR.search(folded) is not None
    known += [Prior("jurisdiction", code, weights.PLACE) for code in places]
    if chinese and not places:
        known.append(Prior("jurisdiction", "CN", weights.HOME))
    if chinese or ENGLISH.search(text):  # a name as CAR-T or GCP is written alike in both
        known.append(Prior("language", "en" if chinese else "zh", weights.OTHER_LANGUAGE))
    return tuple(known)


def _told(folded: str) -> set[str]:
    """What the names in a folded text tell: Latin ones as words of their own, Chinese ones wherever they stand."""
    told = {TOLD_BY[word] for word in WORD.findall(folded) if word in TOLD_BY}
    return told.union(TOLD_BY[name] for name in ANYWHERE if name in folded) if ANY.search(folded) else told
