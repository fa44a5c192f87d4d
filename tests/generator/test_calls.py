"""A call of each operation, as the index shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers import named, only_operation, operation, spec

from generator.cpp.calls import Calls, Sample, alias
from generator.cpp.names import Identifier
from generator.wire import Shapes

SCHEMAS = """
State: { type: string, x-enum: [on, off-line] }
Role: { type: object, properties: { id: { type: string }, size: { type: integer } } }
"""


def sample_of(body: str, path: str = "/things", verb: str = "post") -> Sample | None:
    """The call of an operation."""
    built, names = named(spec(operation(body, path=path, verb=verb), SCHEMAS))
    return Calls(names, Shapes.of(built)).sample(only_operation(built))


def body_of(properties: str, *examples: str) -> str:
    """A request body with these properties and examples."""
    values = ", ".join(f"e{number}: {{ value: {each} }}" for number, each in enumerate(examples))
    schema = f"{{ type: object, properties: {properties} }}"
    return f"requestBody: {{ content: {{ application/json: {{ schema: {schema}, examples: {{ {values} }} }} }} }}"


def query_of(*parameters: str) -> str:
    """Parameters of the query."""
    return "parameters:\n" + "\n".join(f"  - {{ in: query, {each} }}" for each in parameters)


@pytest.mark.parametrize(
    ("text", "verb", "call"),
    [
        ("", "get", "api.things().async_list()"),
        (
            body_of("{ a: { type: string }, n: { type: integer } }", '{ n: 3, a: "x" }'),
            "post",
            'api.things().async_list({.a = "x", .n = 3})',
        ),
        (
            body_of("{ a: { type: [string, 'null'] }, b: { type: boolean } }", "{ a: null, b: true }"),
            "patch",
            "api.things().async_list({.a = truto::null, .b = true})",
        ),
        (
            body_of(
                "{ r: { type: array, items: { $ref: '#/components/schemas/Role' } } }",
                "{ r: [{ id: a }, { size: 1 }] }",
            ),
            "post",
            'api.things().async_list({.r = {{.id = "a"}, {.size = 1}}})',
        ),
        (
            body_of(
                "{ r: { type: [array, 'null'], items: { $ref: '#/components/schemas/Role' } } }",
                "{ r: [{ id: a }] }",
            ),
            "patch",
            'api.things().async_list({.r = truto::list<api::role_input>{{.id = "a"}}})',
        ),
        (
            body_of(
                "{ r: { $ref: '#/components/schemas/Role' }, s: { $ref: '#/components/schemas/State' } }",
                "{ r: { id: a }, s: off-line }",
            ),
            "post",
            'api.things().async_list({.r = api::role_input{.id = "a"}, .s = api::state::off_line})',
        ),
        (
            body_of("{ s: { $ref: '#/components/schemas/State' } }", "{ s: odd }"),
            "post",
            'api.things().async_list({.s = truto::open_enum<api::state>{"odd"}})',
        ),
        (
            body_of(
                "{ i: { type: integer }, j: { type: integer }, n: { type: number }, m: { type: number } }",
                f"{{ i: 1.0, j: {-(2**63)}, n: 2.0, m: {10**30} }}",
            ),
            "post",
            "api.things().async_list({.i = 1, .j = -9223372036854775807 - 1, .n = 2.0, .m = 1e+30})",
        ),
        # An example that says nothing is not the one to show, and neither is one that needs a line of its own.
        (
            body_of(
                "{ a: { type: string }, f: { type: object } }", "{}", "{ a: x, f: { b: 1 } }", "{ a: y }"
            ),
            "post",
            'api.things().async_list({.a = "y"})',
        ),
        (
            query_of(
                "name: a, schema: { type: string }, examples: { x: { value: one } }",
                "name: b, schema: { type: string }",
                "name: c, schema: { type: integer }, examples: { x: { value: 2 } }",
                "name: d, schema: { type: string }, examples: { x: { value: four } }",
            ),
            "get",
            'api.things().async_list({.a = "one", .c = 2})',
        ),
        (
            query_of(
                "name: a, schema: { type: string }, examples: { x: { value: one } }",
                "name: t, x-filter: range, schema: { type: string, format: date }, examples: { x: { value: d1 } }",
                "name: u, x-filter: range, schema: { type: string, format: date }, examples: { x: { value: d2 } }",
                "name: s, x-filter: choice, schema: { $ref: '#/components/schemas/State' }, "
                "examples: { x: { value: 'on' }, y: { value: odd } }",
            ),
            "get",
            (
                'api.things().async_list({.t = truto::since("d1"), '
                '.s = truto::one_of(api::state::on, truto::open_enum<api::state>{"odd"})})'
            ),
        ),
    ],
)
def test_how_a_call_is_written(text: str, verb: str, call: str) -> None:
    sample = sample_of(text, verb=verb)
    assert sample is not None
    assert sample.before == ()
    assert sample.written() == call


@pytest.mark.parametrize(
    ("example", "written"),
    [
        ("{ 'on': asc }", "truto::ascending(api::state::on)"),
        ("{ other: desc }", 'truto::descending("other")'),
    ],
)
def test_how_a_list_is_sorted(example: str, written: str) -> None:
    schema = (
        "{ type: object, propertyNames: { $ref: '#/components/schemas/State' }, "
        "additionalProperties: { $ref: '#/components/schemas/Way' } }"
    )
    sort = f"name: q, style: deepObject, x-style: brackets, x-filter: sort, schema: {schema}"
    text = query_of(f"{sort}, examples: {{ x: {{ value: {example} }} }}")
    schemas = SCHEMAS + "Way: { type: string, enum: [asc, desc] }"
    built, names = named(spec(operation(text), schemas))
    sample = Calls(names, Shapes.of(built)).sample(only_operation(built))
    assert sample is not None
    assert sample.written() == f"api.things().async_list({{.q = {written}}})"


@pytest.mark.parametrize(
    ("example", "literal"),
    [
        ('{ a: [1, "x"] }', 'R"({"a": [1, "x"]})"'),
        ('{ a: "Ann (HR)" }', 'R"json({"a": "Ann (HR)"})json"'),
    ],
)
def test_a_free_form_value_stands_before_the_call(example: str, literal: str) -> None:
    sample = sample_of(body_of("{ f: { type: object } }", f"{{ f: {example} }}"))
    assert sample is not None
    assert sample.before == (f"const auto value = boost::json::parse({literal}).as_object();",)
    assert sample.written("done") == "api.things().async_list({.f = value}, done)"


def test_a_call_with_a_path() -> None:
    parameter = (
        "{ name: id, in: path, required: true, schema: { type: string }, examples: { x: { value: 'a\"b' } } }"
    )
    sample = sample_of(f"parameters: [{parameter}]", "/things/{id}", "get")
    assert sample is not None
    assert sample.written() == 'api.things().async_list("a\\"b")'
    assert sample.written("done") == 'api.things().async_list("a\\"b", done)'
    assert (sample.path, sample.query, sample.body) == ({"id": 'a"b'}, {}, ())


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("parameters: [{ name: id, in: path, required: true, schema: { type: string } }]", "/things/{id}"),
        (body_of("{ a: { type: string } }"), "/things"),
        (
            "requestBody: { content: { application/json: { schema: {}, examples: { x: { value: 1 } } } } }",
            "/things",
        ),
    ],
)
def test_without_examples_there_is_no_call(text: str, path: str) -> None:
    assert sample_of(text, path) is None


def test_the_size_of_a_page_is_shown() -> None:
    text = (
        "x-pagination: { cursor: c, limit: n, items: l, next: c }\n"
        + query_of(
            "name: c, schema: { type: string }, examples: { x: { value: k } }",
            "name: n, schema: { type: integer }, examples: { x: { value: 5 } }",
        )
        + """
responses:
  '200':
    description: x
    content:
      application/json:
        schema: { type: object, properties: { c: { type: string }, l: { type: array, items: {} } } }
"""
    )
    sample = sample_of(text, verb="get")
    assert sample is not None
    assert sample.query == {"c": "k", "n": 5}


@pytest.mark.parametrize(
    ("space", "short"), [("user_directory", "directory"), ("platform", "platform"), ("sink_3_0", "sink_3_0")]
)
def test_the_short_name_of_a_namespace(space: str, short: str) -> None:
    _, names = named(spec())
    assert alias(replace(names, space=Identifier(space))) == short
