"""Titles of instruments: the bare title inside its wrapper, and the form under which two writings of one title are the same.

After the anatomy of Chinese documents: the wrapper 关于发布《…》的通告 and the bare title name one record; marks change from
《》 to 〈〉 inside another title; suffixes like （试行） or （2019年修订） tell versions apart; mirrors drop brackets and widths.
"""

from __future__ import annotations

import re
import unicodedata

_WRAPPED = re.compile(r"(?:关于|有关).{0,12}?(?:印发|发布|公开征求|征求|公布|颁布|修订|同意).{0,6}?[《〈](?P<title>.{2,120})[》〉]")
_SUFFIX = re.compile(
    r"[(（]\s*(试行|暂行|征求意见稿|送审稿|修订草案|修订(?:草案)?征求意见稿|草案|修订|(?:19|20)\d{2}\s*年?\s*(?:版|修订|修正|修订版|修正本)?|第[一二三四五六七八九十\d]+版)\s*[)）]"
)
_STATE = re.compile(
    r"^(?:中华人民共和国|国家药监局|国家药品监督管理局)|\s+of\s+the\s+(?:PRC|People['’]s\s+Republic\s+of\s+China)\b", re.IGNORECASE
)


def bare(title: str) -> str:
    """The title inside a wrapper: 关于发布《X》的通告（2023年第33号） -> X; a title without wrapper as it is."""
    match = _WRAPPED.search(title)
    inner = match["title"] if match else title
    opened, closed = inner.count("《"), inner.count("》")
    if opened > closed:
        inner += "》" * (opened - closed)
    return inner.strip()


def suffixes(title: str) -> tuple[str, ...]:
    """What tells versions of a title apart: ("试行", "2020年版"), in order, widths folded."""
    return tuple(re.sub(r"\s+", "", match[1]) for match in _SUFFIX.finditer(unicodedata.normalize("NFKC", title)))


def plain(title: str) -> str:
    """The title for comparison: bare, without suffixes, marks, punctuation, spaces, width, case and the name of the state."""
    text = _SUFFIX.sub("", unicodedata.normalize("NFKC", bare(title)).replace("(", "（").replace(")", "）"))
    return re.sub(r"[\W_]+", "", _STATE.sub("", text.strip("《》〈〉 ")), flags=re.UNICODE).casefold()
