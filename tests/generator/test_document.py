"""Nodes to the typed mirror of OpenAPI."""

from __future__ import annotations

import pytest
from helpers import FILE, document, operation, schema, spec

from generator.document import Body, Example, Operation, Parameter, Reference, Response, Schema, Tag
from generator.extensions import MappedMember, Support
from generator.issues import Location

HERE = Location(FILE, 0, "places do not count when documents are compared")


@pytest.mark.parametrize(
    ("text", "version", "expected"),
    [
        ("type: string", "3.1.0", Schema(HERE, types=("string",))),
        ("type: [string, 'null']", "3.1.0", Schema(HERE, types=("string",), nullable=True)),
        ("type: string\nnullable: true", "3.0.3", Schema(HERE, types=("string",), nullable=True)),
        ("type: string\nnullable: false", "3.0.3", Schema(HERE, types=("string",))),
        ("type: [integer, string]", "3.1.0", Schema(HERE, types=("integer", "string"))),
        ("{}", "3.1.0", Schema(HERE)),
        ("title: A title.", "3.1.0", Schema(HERE, description="A title.")),
        (
            "type: [string, 'null']\nenum: [a, null, b]",
            "3.1.0",
            Schema(HERE, types=("string",), nullable=True, values=("a", "b")),
        ),
        ("type: string\nx-enum: [a]", "3.1.0", Schema(HERE, types=("string",), values=("a",))),
        ("type: object\nadditionalProperties: {}", "3.1.0", Schema(HERE, types=("object",), additional=True)),
        (
            "type: object\nadditionalProperties: { type: integer, format: int32 }",
            "3.1.0",
            Schema(HERE, types=("object",), additional=Schema(HERE, types=("integer",), format="int32")),
        ),
        (
            "$ref: '#/components/schemas/It'\ndescription: d\ndeprecated: true",
            "3.1.0",
            Schema(HERE, ref="#/components/schemas/It", description="d", deprecated=True),
        ),
        (
            "type: integer\nminimum: 0\nexclusiveMinimum: true",
            "3.0.3",
            Schema(HERE, types=("integer",), bounds=(("minimum", 0), ("exclusiveMinimum", True))),
        ),
        (
            "type: string\nmaxLength: 3\npattern: '^a'\ndefault: null\nexample: x\nexamples: [y, z]",
            "3.1.0",
            Schema(
                HERE,
                types=("string",),
                bounds=(("maxLength", 3), ("pattern", "^a")),
                default=(None,),
                examples=("x", "y", "z"),
            ),
        ),
        (
            "type: object\nproperties: { a: true }\nrequired: [a]\nx-cpp-name: it_is\nx-certainty: likely",
            "3.1.0",
            Schema(
                HERE,
                types=("object",),
                properties=(("a", Schema(HERE)),),
                has_properties=True,
                required=("a",),
                cpp_name="it_is",
                certainty="likely",
            ),
        ),
        (
            "type: string\nx-support: { required: [A], supported: [B], supported_count: 9, note: n }",
            "3.1.0",
            Schema(HERE, types=("string",), support=Support(("A",), ("B",), None, 9, "n")),
        ),
    ],
)
def test_schemas(text: str, version: str, expected: Schema) -> None:
    assert schema(text, version) == expected


def test_an_operation_with_everything() -> None:
    body = """
        description: d
        deprecated: true
        x-successor: things.other
        x-integrations: [A, B]
        x-response-support: { id: [A], name: 2 }
        x-idempotent: true
        x-cpp-name: all
        parameters:
          - $ref: '#/components/parameters/p'
          - name: q
            in: query
            style: form
            explode: false
            x-style: brackets
            schema: { type: string }
            example: e
        requestBody:
          description: b
          required: true
          content:
            application/json:
              schema: { type: boolean }
              examples: { one: { summary: s, value: [1] } }
        responses:
          '200':
            description: r
            content:
              application/json:
                x-result-wrapper: result
                schema: { type: integer }
          default: { $ref: '#/components/responses/r' }
    """
    found = document(spec(operation(body, verb="post"))).operations
    assert found == (
        Operation(
            HERE,
            path="/things",
            verb="post",
            id="things.list",
            tags=("things",),
            summary="Does it.",
            description="d",
            deprecated=True,
            parameters=(
                Reference(HERE, "#/components/parameters/p"),
                Parameter(
                    HERE,
                    name="q",
                    place="query",
                    schema=Schema(HERE, types=("string",)),
                    style="form",
                    explode=False,
                    brackets=True,
                    examples=(Example(HERE, "example", None, "e"),),
                ),
            ),
            body=Body(HERE, "b", True, Schema(HERE, types=("boolean",)), (Example(HERE, "one", "s", [1]),)),
            responses=(
                ("200", Response(HERE, "r", Schema(HERE, types=("integer",)), True)),
                ("default", Reference(HERE, "#/components/responses/r")),
            ),
            integrations=("A", "B"),
            response_support=(MappedMember("id", ("A",)), MappedMember("name", (), 2)),
            successor="things.other",
            idempotent=True,
            cpp_name="all",
        ),
    )


def test_an_operation_replaces_a_parameter_of_its_path() -> None:
    text = """
        /things:
          parameters:
            - { name: a, in: query, description: path, schema: { type: string } }
            - { name: b, in: query, description: path, schema: { type: string } }
          get:
            operationId: things.list
            tags: [things]
            summary: Lists.
            parameters: [{ name: a, in: query, description: own, schema: { type: string } }]
            responses: { '204': { description: x } }
    """
    (single,) = document(spec(text)).operations
    assert [(each.name, each.description) for each in single.parameters if isinstance(each, Parameter)] == [
        ("b", "path"),
        ("a", "own"),
    ]


def test_the_servers_give_the_path_that_all_requests_begin_with() -> None:
    assert document(spec(head="servers: [{ url: https://a.example/x/y/ }]")).base_path == "/x/y"
    assert document(spec(head="servers: [{ url: https://a.example }]")).base_path == ""
    assert document(spec()).base_path == ""


def test_tags_and_titles() -> None:
    read = document(spec(tags="[{ name: a, description: d, x-cpp-name: b }]"))
    assert read.tags == (Tag(HERE, "a", "d", "b"),)
    assert (read.title, read.api_version, read.version) == ("Things", "1", "3.1")


def test_places_are_those_of_the_file() -> None:
    read = document(spec(operation(), "A:\n  type: object\n  properties:\n    b: { type: string }"))
    assert read.operations[0].at == Location(FILE, 6, "paths./things.get")
    assert read.schemas[0][1].properties[0][1].at == Location(FILE, 16, "components.schemas.A.properties.b")
