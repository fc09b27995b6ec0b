"""What counts more or less whatever the words say: what is in force, the place and the language a question speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from search import weights
from search.analysis import HAN_CHAR
from search.fold import fold
from search.query import Prior

DRAFT: Final = re.compile(r"征求意见|草案|送审稿|\bdrafts?\b|\bproposed\b")
PAST: Final = re.compile(r"废止|失效|已被取代|旧版|历史|\brepealed\b|\bsuperseded\b|\bwithdrawn\b|\bformer\b")
ENGLISH: Final = re.compile(r"\b[A-Za-z]?[a-z]{2,}\b")
PLACES: Final[Mapping[str, re.Pattern[str]]] = {
    "CN": re.compile(r"中国|我国|国内|\bchina\b|\bchinese\b|\bprc\b|国家药监局|药审中心|卫健委|\bnmpa\b|\bcde\b|\bnhc\b"),
    "US": re.compile(r"美国|\bfda\b|\bu\.?s\.?a?\b|united states|\bamerican?\b|\bcber\b|\bcfr\b"),
    "EU": re.compile(r"欧盟|欧洲|\beu\b|\bema\b|european|\beurope\b"),
    "JP": re.compile(r"日本|\bjapan(?:ese)?\b|\bpmda\b|\bmhlw\b"),
    "KR": re.compile(r"韩国|\bkorean?\b|\bmfds\b"),
    "HK": re.compile(r"香港|hong kong"),
    "TW": re.compile(r"台湾|\btaiwan\b"),
    "INT": re.compile(r"\bich\b|\bwho\b|国际协调"),
    "CN-BJ": re.compile(r"北京|\bbeijing\b"),
    "CN-SH": re.compile(r"上海|浦东|\bshanghai\b|\bpudong\b"),
    "CN-TJ": re.compile(r"天津|\btianjin\b"),
    "CN-HI": re.compile(r"海南|博鳌|乐城|\bhainan\b|\bboao\b|\blecheng\b"),
    "CN-HN": re.compile(r"湖南|\bhunan\b"),
    "CN-SD": re.compile(r"山东|\bshandong\b"),
    "CN-GD-SZ": re.compile(r"深圳|\bshenzhen\b"),
    "CN-FJ-XM": re.compile(r"厦门|\bxiamen\b"),
}


def priors(text: str) -> tuple[Prior, ...]:
    """What a question makes count more or less; the same few combinations for most questions."""
    folded = fold(text)
    known = list(weights.NOTES)
    if not PAST.search(folded):
        known += weights.PAST
    if not DRAFT.search(folded):
        known += weights.DRAFTS
    places = [code for code, pattern in PLACES.items() if pattern.search(folded)]
    chinese = HAN_CHAR.search(folded) is not None
    known += [Prior("jurisdiction", code, weights.PLACE) for code in places]
    if chinese and not places:
        known.append(Prior("jurisdiction", "CN", weights.HOME))
    if chinese or ENGLISH.search(text):  # a name as CAR-T or GCP is written alike in both
        known.append(Prior("language", "en" if chinese else "zh", weights.OTHER_LANGUAGE))
    return tuple(known)
