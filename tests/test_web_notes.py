"""What a reader is told of how a question was taken, and that no question makes a page or an answer without end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from web_shelf import guidance, law, stock

from web import Settings, create_app
from web.arguments import MOST_CHOSEN
from web.facets import MOST_ADDRESSES
from web.quotation import LONGEST_TEXT, searched

PAGE = 100_000  # bytes
HAN = "受试者应当接受长期随访并由医疗机构保存全部记录"
LATIN = "long-term follow-up observations continue past the active period of a clinical trial "


def told(client: FlaskClient, query: str, language: str = "en") -> list[str]:
    """The notes of an answer."""
    answer = client.get(f"/api/search?{query}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    notes: list[str] = answer.get_json().get("notes", [])
    return notes


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=随访&status=super", "Status “super”: no document has this value."),
        ("q=随访&authority=CDF", "Issuer “CDF”: no document has this value."),
        ("q=随访&status=trail", "Status “trail”: no document has this value. Did you mean In force on trial (trial)?"),
        ("q=随访&year=1750", "Year issued “1750”: no document has this value."),
    ],
)
def test_a_value_that_no_document_has_is_told_and_the_question_answered(client: FlaskClient, query: str, said: str) -> None:
    """A typing error in a code is not silence."""
    assert told(client, query) == [said]
    page = client.get(f"/search?{query}", headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert said.partition("“")[0] in page


@pytest.mark.parametrize(
    "query", ["q=随访", "q=inspection&status=trial", "q=随访&authority=PROVINCE+01", "q=nothinglikeit&language=zh"]
)
def test_a_value_that_some_document_has_needs_no_note(client: FlaskClient, query: str) -> None:
    """Even where nothing of this question has it."""
    assert told(client, query) == []


@pytest.mark.parametrize("text", ["🧬", "?!…", "***", "AND AND (", '""'])
def test_a_question_without_a_word_lists_everything_and_says_so(client: FlaskClient, text: str) -> None:
    """Nobody takes all there is for what was found."""
    answer, everything = (client.get("/api/search", query_string={"q": asked}).get_json() for asked in (text, ""))
    assert answer["total"] == everything["total"]
    assert answer["notes"] == ["There is no word to search for in the question, so everything is listed."]
    assert "notes" not in everything


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("随访 status:trail", ["Status “trail”: no document has this value. Did you mean In force on trial (trial)?"]),
        ("authority:CDF", ["Issuer “CDF”: no document has this value."]),
        ("status:trial", []),
        ("type:指南", ["Type “指南”: no document has this value. Did you mean Agency guidance (guidance)?"]),
    ],
)
def test_a_fact_in_the_question_that_no_document_has_is_told(client: FlaskClient, asked: str, said: list[str]) -> None:
    """A typing error in the query language is told like one in a facet."""
    assert client.get("/api/search", query_string={"q": asked}).get_json().get("notes", []) == said


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("issued:2024-13-45", "2024-13-45"),
        ("细胞 发布:2024年13月", "2024年13月"),
        ("-issued:2023-02-29 cell", "2023-02-29"),
        ("(year:soon OR cell)", "soon"),
        ("施行：“昨天”", "昨天"),
        ("issued:2020-13..2021", "2020-13..2021"),
    ],
)
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“{}” is no date: write 2024, 2024-05 or 2024-05-31, and 2020..2023 for a span."),
        ("zh-CN", "“{}”不是日期：日期写作 2024、2024-05 或 2024-05-31，区间写作 2020..2023。"),
    ],
)
def test_a_date_that_is_none_is_told(client: FlaskClient, asked: str, value: str, language: str, said: str) -> None:
    """Nobody takes what was searched as words for what was narrowed by a date."""
    answer = client.get("/api/search", query_string={"q": asked}, headers={"Accept-Language": language}).get_json()
    assert answer["notes"] == [said.format(value)]
    page = client.get("/search", query_string={"q": asked}, headers={"Accept-Language": language}).get_data(as_text=True)
    assert said.format(value) in page


@pytest.mark.parametrize(
    "asked",
    ["issued:2024-05-31", "发布:2024年5月", "year:2020..2023", "issued:>=2024", "Year: see below", "reissued:soon", "issued"],
)
def test_a_date_needs_no_note(client: FlaskClient, asked: str) -> None:
    """Whatever way it is written; nor does a sentence that has a colon in it."""
    assert [note for note in told(client, f"q={asked}") if "date" in note.split(":")[0]] == []


@pytest.mark.parametrize("asked", ["《药品管理法》第九百条", "article 900 药品管理法", "药品管理法 第900条 随访"])
def test_an_article_that_the_instrument_does_not_have_is_told(client: FlaskClient, asked: str) -> None:
    """Its other articles are no answer to what was asked."""
    assert told(client, f"q={asked}") == ["Article 900 was not found in “药品管理法”."]
    assert told(client, f"q={asked}", "zh-CN") == ["《药品管理法》中没有找到第900条。"]
    page = client.get("/search", query_string={"q": asked}, headers={"Accept-Language": "zh-CN"}).get_data(as_text=True)
    assert "《药品管理法》中没有找到第900条。" in page


def test_of_an_instrument_with_an_entry_alone_it_is_told_that_its_text_is_not_held(tmp_path: Path) -> None:
    """An entry has no articles; that says nothing of the law."""
    facts = replace(law().metadata, title_en="Drug Law", role="entry")
    stock(tmp_path, [replace(guidance(), title="药品管理法", metadata=facts)])
    app = create_app(Settings(data=tmp_path))
    assert told(app.test_client(), "q=article 7 drug law") == [
        "Article 7 was not found in “Drug Law”: only an entry on it is held here, not its text."
    ]
    assert told(app.test_client(), "q=《药品管理法》第七条", "zh-CN") == [
        "《药品管理法》中没有找到第7条：此处只有该文件的条目，没有全文。"
    ]
    app.extensions["library"].close()


@pytest.mark.parametrize(
    "asked", ["《药品管理法》第二十六条", "药品管理法第200条", "第九百条", "article 900", "《没有的法》第九百条"]
)
def test_an_article_that_is_there_or_of_no_instrument_needs_no_note(client: FlaskClient, asked: str) -> None:
    """Nor one that no instrument is named for."""
    assert told(client, f"q={asked}") == []


def test_of_a_pasted_text_few_dates_are_told(client: FlaskClient) -> None:
    """What is told stays short."""
    assert len(client.get("/api/search", query_string={"q": "year:soon " * 90}).get_json()["notes"]) <= 5


def test_notes_speak_the_language_of_the_reader(client: FlaskClient) -> None:
    """As everything on the page does."""
    assert told(client, "q=随访&status=super", "zh-CN") == ["效力状态“super”：没有任何文件有此值。"]


def test_of_a_very_long_question_the_beginning_is_searched_and_this_is_told(client: FlaskClient) -> None:
    """Any text is answered; what was left out is no secret."""
    answer = client.get("/api/search", query_string={"q": HAN * 400}).get_json()
    assert len(answer["query"]["text"]) == LONGEST_TEXT
    assert answer["notes"] == ["The question is long: its first 2,000 characters were searched."]


@pytest.mark.parametrize(
    "text", [HAN * 5, HAN * 20, HAN * 400, LATIN * 5, LATIN * 90, "期" * 900, '"' + HAN * 30, "(" * 900, '"' + "期" * 9_000 + '"']
)
@pytest.mark.parametrize(
    "more", ["", "&group=document&explain=1&size=100", "&authority=CDE&page=2", "&status=draft&status=nothing"]
)
def test_a_page_of_results_is_light_whatever_was_pasted(client: FlaskClient, text: str, more: str) -> None:
    """Under 100 KB, with the question in the box."""
    answer = client.get("/search", query_string={"q": [text], **parse_qs(more)})
    assert answer.status_code == 200
    assert len(answer.data) < PAGE
    box = BeautifulSoup(answer.data, "html.parser").select_one("#_q")
    assert box is not None
    assert box["value"] == searched(text)


def test_choices_around_a_long_question_are_sent_by_the_form_that_has_it_once(client: FlaskClient) -> None:
    """The form of the box: it keeps what was chosen, leads to the same files and feeds, and changes the language."""
    page = BeautifulSoup(client.get("/search", query_string={"q": LATIN * 9, "authority": "FDA"}).data, "html.parser")
    form = page.select_one("form#_search")
    assert form is not None
    assert [each["value"] for each in page.select("[name=q]")] == [(LATIN * 9)[:LONGEST_TEXT]]
    assert [each["value"] for each in page.select("[form=_search][name=authority][checked]")] == ["FDA"]
    assert not form.select("[name=authority]")
    assert {each["name"] for each in page.select("select")} == {"sort", "group", "expand"}
    assert {"/export.csv", "/export.xlsx", "/export.ris", "/export.jsonl", "/feed", "/api/search"} == {
        each["formaction"] for each in page.select("button[formaction]")
    }
    assert [each["value"] for each in page.select("nav button[name=lang]")] == ["zh"]
    assert all(each["form"] == "_search" for each in page.select("main :is(input, select, button)") if not each.find_parent("form"))


def test_a_quotation_is_searched_to_its_end(client: FlaskClient) -> None:
    """Its last character counts; after it, and where it has no end near enough, the question is cut and this is told."""
    article = "国家对药品的研制、注册、生产和经营实行监督管理，保障公众用药安全。" * 8
    law = "".join(f"{article}（{number}）" for number in range(1, 30))
    assert len(f'text:"{law}"') > LONGEST_TEXT

    def asked(text: str) -> tuple[str, list[str]]:
        answer = client.get("/api/search", query_string={"q": text}).get_json()
        return answer["query"]["text"], answer.get("notes", [])

    for opening, closing in ('""', "“”", "「」"):
        whole = f"text:{opening}{law}{closing}"
        assert asked(whole) == (whole, [])
        assert asked(f"{whole} 药品") == (whole, [f"The question is long: its first {len(whole):,} characters were searched."])
    assert len(asked(f'text:"{law * 3}"')[0]) == LONGEST_TEXT
    assert len(asked(f'"药品" {law}')[0]) == LONGEST_TEXT


def test_the_json_of_a_long_question_is_bounded(client: FlaskClient) -> None:
    """Each address of a value has the whole question, so fewer values are listed, those chosen always; this is told."""
    answer = client.get(
        "/api/search", query_string={"q": 'inspection OR 药 OR "' + "期" * 9_000 + '"', "authority": ["CDE", "NPCSC"]}
    )
    told = answer.get_json()
    assert told["notes"] == ["The question is long: of each facet only the most frequent values are listed."]
    assert sum(len(each["url"]) for values in told["facets"].values() for each in values) < 3 * MOST_ADDRESSES
    assert all(told["facets"][facet] for facet in ("language", "jurisdiction", "status", "year"))
    assert {"CDE", "NPCSC"} <= {each["value"] for each in told["facets"]["authority"]}
    address = next(each["url"] for each in told["facets"]["status"])
    assert client.get(address).get_json()["query"]["text"] == told["query"]["text"]


def test_many_values_and_a_long_question_are_refused_together(client: FlaskClient) -> None:
    """Either is taken alone."""
    many = [f"X{number}" for number in range(200)]
    assert client.get("/api/search", query_string={"q": HAN * 400, "authority": many}).status_code == 400
    assert client.get("/api/search", query_string={"q": HAN, "authority": many}).status_code == 200


def test_a_span_of_many_years_is_a_light_page_too(client: FlaskClient) -> None:
    """A hundred and fifty years, each a parameter."""
    answer = client.get("/search?from=1900&to=2049&q=随访", follow_redirects=True)
    assert answer.status_code == 200
    assert len(answer.data) < PAGE


@pytest.mark.parametrize("name", ["authority", "status", "without", "product_class", "language"])
@pytest.mark.parametrize("path", ["/search", "/api/search", "/feed", "/export.csv"])
def test_thousands_of_values_are_refused(client: FlaskClient, path: str, name: str) -> None:
    """Each would stand in the address of every other choice: hundreds of megabytes."""
    answer = client.get(path, query_string={"q": "随访", name: [f"X{number}" for number in range(3_000)]})
    assert answer.status_code == 400
    assert len(answer.data) < PAGE


def test_the_refusal_names_the_parameter(client: FlaskClient) -> None:
    """In the one shape of errors."""
    answer = client.get("/api/search", query_string={"authority": "X" * (MOST_CHOSEN + 1)})
    assert json.loads(answer.data)["error"]["field"] == "authority"
    assert client.get("/api/search", query_string={"authority": "X" * MOST_CHOSEN}).status_code == 200
