"""Pages that are no documents: error pages, login walls, pages that only a script would fill."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup

from ingest.elements import Element
from ingest.line import Line

SHORT = 1000  # measure of text from which a page is believed to be a document whatever it is titled
BRIEF = 400

_ERROR = re.compile(
    r"\b(?:4(?:0[0-9]|1[0-9]|2[0-9]|51)|5(?:0[0-9]|1[01]|2[0-9]))\b.{0,40}"
    r"\b(?:error|not found|forbidden|denied|unavailable|unauthori[sz]ed|bad gateway|gone)"
    r"|\b(?:error|http|status)\b.{0,20}\b(?:4(?:0[0-9]|10|29)|50[0-9])\b"
    r"|page (?:not found|cannot be found|doesn.t exist|does not exist|no longer exists|has moved)|(?:^|\W)not found$"
    r"|access (?:denied|is denied|to this page has been denied)|forbidden|internal server error"
    r"|bad gateway|service unavailable"
    r"|(?:site|page|website|server) (?:is )?(?:temporarily )?(?:unavailable|down|cannot be displayed)"
    r"|just a moment|attention required"
    r"|request (?:blocked|rejected)|are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human"
    r"|unusual traffic|captcha|security check"
    r"|(?:页面|网页|内容)(?:不存在|未找到|已删除)|找不到(?:页面|网页|该页)|无法(?:访问|找到|显示)|访问(?:被拒绝|受限|的页面|出错)"
    r"|(?:系统|服务器|页面)(?:错误|出错|繁忙|异常)|抱歉.{0,12}(?:不存在|已删除|无法|找不到)|安全验证|人机验证",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|log on|authentication required|members only|session (?:has )?expired)\b|登录|登陆|登入|请先注册",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|requires?|turn on|activate) java ?script|java ?script (?:is )?(?:disabled|required|not enabled)"
    r"|启用.{0,4}javascript",
    re.IGNORECASE,
)

NO_TEXT = "the page holds no text, a script may have to fill it: open it in a browser and save the complete page"
FETCH = "open it in a browser and save the page anew"


def refusal(soup: BeautifulSoup, page: Element, text: Sequence[Line]) -> str | None:
    """Why the page is no document, and what would help; None for a document."""
    said = " ".join(line.text for line in text)
    length = sum(len(line.text) for line in text)
    titled = " ".join(soup.title.get_text().split()) if soup.title else ""
    if not said:
        return (
            f"the page holds no text, a script would fill it: {FETCH} as complete page"
            if soup.find("script")
            else f"the page holds no text: {FETCH}"
        )
    if length > SHORT:
        return None
    opening = f"{titled}\n{said[:BRIEF]}"
    if length <= BRIEF and _SCRIPT.search(page.text):
        return NO_TEXT
    if match := _ERROR.search(titled) or (_ERROR.search(opening) if length <= BRIEF else None):
        return f"it is an error page ({' '.join(match[0].split())}), not the document: {FETCH}"
    if soup.find("input", type="password") and (length <= BRIEF or _LOGIN.search(titled)):
        return f"it is a login page, not the document: log in, {FETCH}"
    return None
