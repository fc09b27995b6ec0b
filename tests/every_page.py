"""An address of every kind of page and of its states, by the shelf that has it: for what must hold on all of them."""

from __future__ import annotations

from book_shelf import NEW, OLD
from test_web_beside import OFFICIAL, TRANSLATION
from web_shelf import GUIDELINE

SHELF = (
    "/",
    "/search",
    "/search?q=随访 OR follow-up&status=trial&status=in_force&jurisdiction=CN&year=2021&as_of=2024-01-01",
    "/search?q=inspection&sort=-issued",
    "/search?q=nothing-like-it&status=trial",
    "/search?q=随访&group=document&explain=1",
    "/search?q=" + "受试者应当接受长期随访" * 12,
    "/search?q=随访&page=99",
    f"/documents/{GUIDELINE}?q=随访",
    f"/documents/{GUIDELINE}/sections/1.1",
    "/documents/cde-ltfu-draft",
    "/documents/law?part=2",
    "/documents/entry?show=both",
    f"/documents/{GUIDELINE}/pages/2?q=follow-up",
    f"/documents/{GUIDELINE}/pages/1?zoom=200",
    f"/documents/{GUIDELINE}/cite?section=1.1",
    "/language",
    "/api",
    "/nowhere",
    "/search?page=0",
)
BOOK = (
    "/",
    "/framework",
    "/framework?as_of=2019-06-01",
    "/framework/tracks",
    "/framework/force",
    "/framework/force?rank=3",
    "/framework/life",
    f"/documents/{NEW}",
    f"/documents/{NEW}?show=both",
    f"/documents/{OLD}/cite",
    "/documents/eu-reg-2024-1938",
    "/compare",
    f"/compare?old={OLD}&new={NEW}",
    "/glossary",
    "/glossary?find=溶瘤",
    "/glossary?find=nothing-like-it",
    "/glossary/car-t",
    "/coverage",
)
BESIDE = (f"/documents/{OFFICIAL}/beside/{TRANSLATION}?q=个人信息",)
# What answers with something else than a page of ours: JSON, XML, files, a picture, another address.
NO_PAGES = {
    "static",
    "api.find",
    "api.complete",
    "api.document",
    "api.openapi",
    "api.health",
    "reader.article",
    "originals.original",
    "sheets.picture",
    "markdown.document",
    "markdown.section",
    "citations.save",
    "exports.export",
    "feeds.searched",
    "feeds.changed",
    "browsers.description",
    "browsers.suggestions",
    "browsers.icon",
    "browsers.robots",
    "comparing.compared",
}
