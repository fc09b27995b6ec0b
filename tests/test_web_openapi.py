"""The description for programs is valid OpenAPI 3.1, tells of every endpoint, and is true."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from web_shelf import GUIDELINE

from corpus.vocabulary import FACETS
from search.result import Group, Sort
from web.arguments import LARGEST_PAGE, LARGEST_SIZE
from web.programs import description, operations


def validator(name: str) -> Any:
    """What checks an answer against a schema of the description."""
    return OAS31Validator({"$ref": f"#/components/schemas/{name}", "components": description()["components"]})


def test_the_description_is_valid() -> None:
    """A client generator accepts it."""
    OpenAPIV31SpecValidator(description()).validate()


def test_it_is_served_with_an_entity_tag(client: FlaskClient) -> None:
    """The same document, not sent twice."""
    response = client.get("/api/openapi.json")
    assert response.get_json() == description()
    assert client.get("/api/openapi.json", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_every_endpoint_is_told(app: Flask) -> None:
    """What answers JSON is described, and what is described answers."""
    routes = {
        re.sub(r"<(?:\w+:)?\w+>", "{}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/healthz"))
    }
    assert routes == {re.sub(r"{\w+}", "{}", path) for path in description()["paths"]}


def test_parameters_are_those_that_are_read() -> None:
    """The choices and limits told are the ones that are kept."""
    told = {
        one.get("name") or one["$ref"].rpartition("/")[2]: one for one in description()["paths"]["/api/search"]["get"]["parameters"]
    }
    assert set(FACETS) <= set(told)
    assert set(FACETS) == set(description()["components"]["parameters"])
    assert tuple(told["group"]["schema"]["enum"]) == get_args(Group)
    assert tuple(told["sort"]["schema"]["enum"]) == get_args(Sort)
    assert told["size"]["schema"]["maximum"] == LARGEST_SIZE
    assert told["page"]["schema"]["maximum"] == LARGEST_PAGE


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/api/search?q=长期随访", "Answer"),
        ("/api/search?q=follow-up&group=document&explain=1", "Answer"),
        ("/api/search?q=没有这样的词语组合zzz&status=trial", "Answer"),
        ("/api/search?q=peculiar", "Answer"),
        (f"/api/documents/{GUIDELINE}", "Document"),
        ("/api/documents/law", "Document"),
        ("/api/documents/nowhere", "Error"),
        ("/api/search?page=0", "Error"),
    ],
)
def test_answers_are_as_described(client: FlaskClient, path: str, schema: str) -> None:
    """A program that trusts the description is not surprised."""
    answer = client.get(path).get_json()
    assert [error.message for error in validator(schema).iter_errors(answer)] == []


def test_the_page_for_people_shows_every_operation_with_examples_that_work(client: FlaskClient) -> None:
    """The same description as a page; what it offers to try can be tried."""
    page = client.get("/api").text
    for operation in operations():
        assert operation.path in page
        if operation.example:
            assert client.get(operation.example).status_code == 200
