"""What on a web page is not its text: by the name its author gave it, by its tag, by its links.

A name is a witness, not a proof: what holds much of the page's text, or numbered provisions, stays whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingest.elements import Element, with_parts

MUCH = 0.4  # share of the page's weight that keeps an element with a doubtful name
NEARLY_ALL = 0.9  # and one with a telling name
LINKS = 0.5  # share of link text from which an element is a list of links
DENSE = 0.9  # and from which it is one in a rulebook, whose sentences link each defined word
CARD = 700  # measure of text up to which an element with a linked heading is a teaser

_EDGE = r"(?:^|[\s_/.-])"
_END = r"(?=$|[\s_/.-])"
# Never text, whatever it holds.
_TELLING = re.compile(
    rf"cookie|gdpr|fb-comments|livefyre|{_EDGE}(?:consent|cli-modal|disqus|outbrain|taboola|skip-?link|nav-bypass|breadcrumbs?)"
    rf"|{_EDGE}advertisement|{_EDGE}comments?(?:-?(?:list|area|form|section|container|wrapper|thread))?{_END}"
)
_DOUBTFUL = re.compile(
    rf"{_EDGE}(?:paywall|newsletter|respond|reply|social|follow|subscribe|subscription|sign-?up|related|recommend\w*|promo\w*|sponsor\w*"
    rf"|adverts?|advertising|ads?|banner|crumbs?|widget\w*|popup|modal|overlay|masthead|navigation|nav|navbar|menu\w*|pagination|pager"
    rf"|toolbar|tool-bar|utilities|byline|authors?|bio|dateline|timestamp|pub-?date|metadata|meta|tags?|taglist|taxonomy|categories"
    rf"|captions?|credits?|gallery|slideshow|carousel|copyright|disclaimer|popular|trending|up-?next|print-?only|visually-?hidden|sr-only"
    rf"|screen-reader\w*|footer|header|rating|donate|infobox|toc|teaser|rail|aside|sidebar|side-bar|rightrail|right-rail|contributors?"
    rf"|correction|syndication|hatom-extra|jp-relatedposts|sharedaddy|sharing|share\w*){_END}"
    rf"|{_EDGE}(?:author|byline|social|share|related|more|most|read|recirc|sponsored|newsletter|subscribe|comment|signup|follow|tag|meta"
    rf"|footer|promo)[\s_-]"
    rf"|[\s_-](?:author|byline|social|share|related|tags|meta|promo|ads?|caption|credit|footer|widget|nav|menu|links){_END}"
    rf"|{_EDGE}(?:author|share|sharing|social|related|recirc|mostread|byline)[a-z]+{_END}"
)
_INTRODUCES_LINKS = re.compile(
    r"(?:(?:you (?:may|might) (?:also )?(?:like|enjoy)|related|recommended|more (?:from|on|in|stories|great|news|coverage)"
    r"|read (?:more|next|also|this)|see also|also (?:on|read|see)|don.t miss|watch|listen|most (?:read|popular)"
    r"|trending|share (?:this|on)"
    r"|follow us|subscribe|sign up|filed under|tags?:|topics:?$|advertisement$|continue reading|click here to|story continues"
    r"|leave a (?:reply|comment)|comments?(?: \(\d+\))?$)"
    r"|相关(?:新闻|阅读|链接|推荐|文章)|延伸阅读|推荐阅读|热门|分享(?:到|至)|扫一扫|上一篇|下一篇"
    r"|[（(【]?(?:责任编辑|责编|编辑)[:：]|【?打印|【?关闭)",
    re.IGNORECASE,
)
_PROVISION = re.compile(
    r"\s*(?:第\s*[〇零○一二三四五六七八九十百千\d]+\s*[编章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|§"
    r"|\(?\d{1,3}(?:\.\d{1,3})+[\s.)]"
    r"|(?:Article|Section|Chapter|Part|Annex|Schedule|ARTICLE|SECTION|CHAPTER|PART|ANNEX|SCHEDULE)\s+[\dIVXLC]+\b)"
)
_SLUG = re.compile(r"[\W_]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset(
    {"div", "ul", "ol", "dl", "table", "section", "article", "center", "form", "fieldset", "tbody", "tr", "span", "td"}
)


def without_strangers(page: Element) -> Element:
    """The page without what names itself a menu, a teaser, a comment and the like."""
    known = _filtered(page, lambda part: not _is_stranger(part, page.weight))
    return _filtered(known, lambda part: not _is_doubtful(part, known.weight))


def without_links(root: Element, share: float = LINKS) -> Element:
    """The text without what is, by this share, links, and what introduces it."""
    return _filtered(root, lambda part: not (_is_links(part, share) or _is_invitation(part)))


def without_cards(root: Element) -> Element:
    """The text without rows of teasers: siblings that each begin with a linked heading."""
    cards = [part for part in root.elements if _is_card(part)]
    row = {id(card) for card in cards} if len(cards) > 1 else set()
    return with_parts(
        root,
        (part if isinstance(part, str) or not part.block else without_cards(part) for part in root.parts if id(part) not in row),
    )


def provisions(root: Element) -> int:
    """How many paragraphs begin with the number of a provision."""
    leaf = root.block and root.linked <= LINKS * root.length and not any(part.block for part in root.elements)
    own = leaf and _PROVISION.match(root.text)
    return (1 if own else 0) + sum(provisions(part) for part in root.elements if part.block)


def _filtered(root: Element, stays: Callable[[Element], bool]) -> Element:
    def parts() -> Iterator[Element | str]:
        for part in root.parts:
            if isinstance(part, str) or not part.block:
                yield part
            elif stays(part):
                yield _filtered(part, stays)

    return with_parts(root, parts())


def _is_stranger(part: Element, total: int) -> bool:
    return part.weight <= NEARLY_ALL * total and bool(_TELLING.search(part.hint)) and not provisions(part)


def _is_doubtful(part: Element, total: int) -> bool:
    if part.weight > MUCH * total or part.tag in _HEADINGS or part.tag in {"article", "main"}:
        return False
    named = part.tag in {"aside", "footer", "header", "figcaption"} or _DOUBTFUL.search(part.hint)
    return bool(named) and not provisions(part) and not _is_topic(part)


def _is_topic(part: Element) -> bool:
    """Whether an element's id only repeats its heading: it is named for what it says, not for what it is."""
    anchor = _SLUG.sub("", part.attributes.get("id", "")).lower()
    heading = next((e.text for e in part.walk() if e.tag in _HEADINGS), "")
    return bool(anchor) and anchor in _SLUG.sub("", heading).lower()


def _is_links(part: Element, share: float) -> bool:
    if part.tag not in _CONTAINERS or not part.length or part.linked <= share * part.length:
        return False
    return part.weight < LINKS * part.length


def _is_invitation(part: Element) -> bool:
    """A short paragraph or heading that leads the reader elsewhere."""
    if part.length > 150 or any(e.block for e in part.elements):
        return False
    text = part.text.strip()
    return bool(_INTRODUCES_LINKS.match(text)) and (part.linked > 0 or part.tag in _HEADINGS or part.length < 40)


def _is_card(part: Element) -> bool:
    if not part.block or part.length > CARD or not part.linked:
        return False
    return any(e.tag in _HEADINGS and e.linked > 0.8 * e.length > 0 for e in part.walk())
