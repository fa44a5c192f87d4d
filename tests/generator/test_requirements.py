"""The tables of what integrations need."""

from __future__ import annotations

import pytest
from helpers import named, operation, spec

from generator.cpp.translate import translate
from generator.cpp.view import RequirementsView
from generator.issues import Issues
from generator.render import render

SUPPORTED = """
    x-integrations: [One, 'Two "2"']
    parameters:
      - { name: a, in: query, schema: { type: string }, x-support: { required: [One], supported: [Two] } }
      - { name: b, in: query, required: true, schema: { type: string } }
      - { name: c, in: query, schema: { type: string }, x-support: { required_count: 2, note: "At length,\\n\\nand more" } }
      - { name: d, in: query, schema: { type: string }, x-support: { supported_count: 40 } }
      - { name: e, in: query, schema: { type: string } }
      - { name: account, in: query, x-call-option: integrated_account_id, schema: { type: string },
          x-support: { required: [One] } }
    requestBody:
      required: true
      content:
        application/json:
          schema: { $ref: '#/components/schemas/Move' }
"""
MOVE = """
    Move:
      type: object
      required: [id]
      properties:
        id: { type: string }
        class: { type: string, x-cpp-name: kind, x-support: { required: [Two], required_count: 1, supported_count: 3 } }
"""


def view(text: str) -> RequirementsView | None:
    """The tables of a description."""
    built, names = named(text)
    issues = Issues()
    files = {each.path: each.view for each in translate(built, names, issues)}
    assert not issues
    found = files.get("truto/api/requirements.hpp")
    assert found is None or isinstance(found, RequirementsView)
    return found


def test_an_argument_is_listed_where_something_is_known_of_use() -> None:
    found = view(spec(operation(SUPPORTED, verb="post"), MOVE))
    assert found
    (row,) = found.operations
    assert row.name == "things_list"
    assert [(each.name, each.elements) for each in row.lists] == [
        ("offered_by", '"One", "Two \\"2\\""'),
        ("query_a_required", '"One"'),
        ("query_a_read", '"Two"'),
        ("body_kind_required", '"Two"'),
    ]
    query, body = ("place", "argument_place::query"), ("place", "argument_place::body")
    assert [each.fields for each in row.arguments] == [
        (query, ("name", '"a"'), ("required", "query_a_required"), ("read", "query_a_read")),
        (query, ("name", '"b"'), ("by_all", "true")),
        (query, ("name", '"c"'), ("required_count", "2"), ("note", '"At length, and more."')),
        (body, ("name", '"id"'), ("by_all", "true")),
        (body, ("name", '"class"'), ("required", "body_kind_required")),
    ]
    assert row.row.fields == (
        ("id", '"things.list"'),
        ("offered_by", "things_list::offered_by"),
        ("arguments", "things_list::arguments"),
    )


@pytest.mark.parametrize(
    "body",
    [
        "",
        "parameters: [{ name: a, in: query, required: true, schema: { type: string } }]",
        "x-integration-count: 4",
        "parameters: [{ name: a, in: query, schema: { type: string }, x-support: { note: A note. } }]",
        "parameters: [{ name: a, in: query, schema: { type: string }, x-support: { supported_count: 2 } }]",
    ],
)
def test_where_nothing_is_published_about_integrations_there_is_no_header(body: str) -> None:
    assert view(spec(operation(body))) is None


def test_operations_of_which_nothing_is_known_have_no_row() -> None:
    other = operation("x-integrations: [One]", path="/things/{id}", verb="delete", name="things.delete")
    other += "\n    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]"
    found = view(spec(operation() + "\n" + other))
    assert found
    assert [row.name for row in found.operations] == ["things_delete"]
    assert found.operations[0].arguments == ()


def test_the_header_includes_nothing_but_the_tables_types() -> None:
    built, names = named(spec(operation(SUPPORTED, verb="post"), MOVE))
    text = render(translate(built, names, Issues()))
    header = text["truto/api/requirements.hpp"]
    includes = [line for line in header.splitlines() if line.startswith("#include")]
    assert includes == ["#include <truto/requirements.hpp>", "#include <string_view>"]
    for path, other in text.items():
        assert "api/requirements.hpp" not in other, path
    assert 'inline constexpr std::string_view query_a_required[] = {"One"};' in header
    assert "inline constexpr requirement_table requirements{requirement_lists::operations};" in header
