"""Characters that look right and are not: radicals for ideographs, presentation forms, spaces between Han, controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ingest.line import Line

# CJK Radicals Supplement, U+2E80-2EFF: compatibility decomposition knows only two of them. Each with the ideograph it stands for.
_PAIRS = (
    "⺁厂 ⺆冂 ⺈刀 ⺊卜 ⺌小 ⺍小 ⺕彐 ⺗心 ⺙攴 ⺛旡 ⺝月 ⺟母 ⺠民 ⺡水 ⺣火 ⺤爪 ⺧牛 ⺨犬 ⺩玉 ⺪疋 ⺬示 ⺭示 "
    "⺮竹 ⺯糸 ⺱网 ⺲网 ⺳网 ⺴网 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹老 ⺺聿 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衣 ⻃西 ⻄西 "
    "⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒長 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 "
    "⻛风 ⻜飞 ⻝食 ⻞食 ⻟食 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 "
    "⻱龜 ⻲亀 ⻳龟 "
)
_RADICALS = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06c\uf06e\uf0a8\uf09f"
_ODD = re.compile(
    f"[{_BULLETS}\u2e80-\u2fdf\ufb00-\ufb06\uf900-\ufaff\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]"
)
_HAN = "\u2e80-\u9fff\uf900-\ufaff\u3001-\u3003\u3005-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_GAP = re.compile(rf"(?<=[{_HAN}])[ \u00a0]+(?=[{_HAN}])")
_HEAD = re.compile(r"第\s*[〇零○一二三四五六七八九十百千两\d\s]+?\s*(?:分\s*编|[编章节条])[ \u00a0\u3000]+")


def mend(lines: Sequence[Line]) -> list[Line]:
    """Lines with every character as it was meant."""
    return [line if (text := mended(line.text)) == line.text else replace(line, text=text) for line in lines]


def mended(text: str) -> str:
    """Text with radicals, ligatures, controls and gaps between Han characters set right; a gap after 第一条 stays."""
    if text.isascii() and text.isprintable():
        return text
    if _ODD.search(text):
        text = _ODD.sub(_meant, text)
    text = text.replace("\u00a0", " ")
    head = _HEAD.match(text)
    if head is None:
        return _GAP.sub("", text)
    label = re.sub(r"\s+", "", head[0])
    return f"{label}\u3000{_GAP.sub('', text[head.end() :])}"


def _meant(match: re.Match[str]) -> str:
    char = match[0]
    if char in _BULLETS:
        return "•"
    if "\u2e80" <= char <= "\u2eff":
        return char.translate(_RADICALS)
    if char < " " or char in "\x7f\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff":
        return ""
    return unicodedata.normalize("NFKC", char)
