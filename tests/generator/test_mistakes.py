"""Every kind of mistake, and exactly what is printed about it.

The texts stand in data/mistakes.txt, one section for each case below. After a change, read what
`python tests/generator/test_mistakes.py` prints, and put it there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers import DATA, listing, mistakes, operation, page, spec


def query(text: str) -> str:
    """An operation with one query parameter that has `text`."""
    return operation(f"parameters:\n  - {{ name: q, in: query, schema: {{ type: string }}, {text} }}")


def filtered(kind: str, schema: str, more: str = "") -> str:
    """An operation with a parameter that is a filter."""
    return operation(f"parameters:\n  - {{ name: q, in: query, {more}x-filter: {kind}, schema: {schema} }}")


def thing(member: str) -> str:
    """A schema with one member."""
    return "Thing:\n  type: object\n  properties:\n    a: " + member


CASES = [
    # YAML
    ("an empty file", ""),
    ("only a comment", "# nothing\n"),
    ("a list at the top", "- a\n- b\n"),
    ("a text at the top", "hello\n"),
    ("broken syntax", "openapi: [3.1.0\ninfo: 1\n"),
    ("a tab as indentation", "openapi: 3.1.0\ninfo:\n\ttitle: x\n"),
    ("a control character", "openapi: 3.1.0\ninfo: \x07\n"),
    (
        "an escaped half of a surrogate pair",
        spec(schemas='Thing:\n  type: object\n  description: "\\ud800"\n  properties: {}'),
    ),
    (
        "an escape beyond the last character",
        spec(schemas='Thing:\n  type: object\n  description: "\\U00110000"\n  properties: {}'),
    ),
    ("an escape far beyond the last character", 'openapi: 3.1.0\ninfo: "\\UFFFFFFFF"\n'),
    ("a version of YAML in too many digits", "%YAML 1." + "9" * 5000 + "\n---\n" + spec()),
    ("a second document", spec() + "---\na: 1\n"),
    ("an anchor and its alias", spec(schemas="A: &a\n  type: object\n  properties: {}\nB: *a")),
    ("an alias that leads back to itself", spec(schemas="A: &a\n  type: object\n  properties:\n    a: *a")),
    ("a merge key", spec(schemas="A:\n  <<: { type: object }\n  properties: {}")),
    ("a tag", spec(schemas="A: !!map\n  type: object\n  properties: {}")),
    ("a duplicate key", spec(schemas="A:\n  type: object\n  properties: {}\n  type: array")),
    ("a collection as a key", spec(schemas="A:\n  type: object\n  properties: {}\n  [a, b]: c")),
    ("deep nesting", spec() + "x-deep: " + "[" * 5000 + "]" * 5000 + "\n"),
    ("an infinite number", spec(schemas="A: { type: number, minimum: .inf }")),
    ("a number of too many digits", spec(schemas="A: { type: integer, minimum: " + "9" * 5000 + " }")),
    (
        "numbers that are too large",
        spec(schemas=f"A: {{ type: number, minimum: 1e999 }}\nB: {{ type: number, minimum: {'9' * 309} }}"),
    ),
    # unknown keys
    ("a misspelt key of the document", spec() + "component: {}\n"),
    ("a misspelt key of an operation", spec(operation("descripton: x"))),
    ("a misspelt key of a schema", spec(schemas="A: { type: object, propertys: {} }")),
    ("an x- key that nobody declared", spec(operation("x-colour: red"))),
    ("an x- key in the wrong place", spec(operation("x-enum: [a]"))),
    ("a version that is not supported", "openapi: 2.0.0\ninfo: { title: T, version: '1' }\npaths: {}\n"),
    ("a missing version", "info: { title: T, version: '1' }\npaths: {}\n"),
    ("a Swagger document", "swagger: '2.0'\ninfo: { title: T, version: '1' }\npaths: {}\n"),
    ("a missing title", "openapi: 3.1.0\ninfo: { version: '1' }\npaths: {}\n"),
    (
        "a security scheme other than bearer",
        spec() + "components: { securitySchemes: { key: { type: apiKey, in: header, name: k } } }\n",
    ),
    (
        "servers with different paths",
        spec(head="servers: [{ url: https://a.example/x }, { url: https://b.example/y }]"),
    ),
    ("a server with a variable", spec(head="servers: [{ url: 'https://a.example/{x}' }]")),
    # wrong types
    ("a list where a mapping belongs", spec() + "components: []\n"),
    (
        "a mapping where a list belongs",
        "openapi: 3.1.0\ninfo: { title: T, version: '1' }\ntags: {}\npaths: {}\n",
    ),
    ("a number where a text belongs", spec(operation("description: 7"))),
    ("a text where a boolean belongs", spec(operation("deprecated: 'yes'"))),
    ("an empty text", spec(operation("description: ''"))),
    ("a schema that is a text", spec(schemas="A: string")),
    # references
    (
        "a reference to nothing",
        spec(schemas="Thing: { type: object, properties: { a: { $ref: '#/components/schemas/Thingy' } } }"),
    ),
    ("a reference to another file", spec(schemas=thing("{ $ref: 'other.yaml#/components/schemas/A' }"))),
    ("a reference to the web", spec(schemas=thing("{ $ref: 'https://example.com/a.json' }"))),
    ("a reference to no component", spec(schemas=thing("{ $ref: '#/paths' }"))),
    (
        "a reference to a component of another kind",
        spec(operation("parameters: [{ $ref: '#/components/schemas/Thing' }]"), thing("{ type: string }")),
    ),
    (
        "a reference to itself",
        spec(schemas="A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }"),
    ),
    (
        "a type beside a reference",
        spec(
            schemas="A: { type: string }\nB: { type: object, properties: { a: { $ref: '#/components/schemas/A', format: date } } }"
        ),
    ),
    (
        "an array that contains itself",
        spec(schemas="A: { type: array, items: { $ref: '#/components/schemas/A' } }"),
    ),
    (
        "allOf that contains itself",
        spec(
            schemas="A:\n  properties: { x: { type: string } }\n  allOf: [{ $ref: '#/components/schemas/A' }]"
        ),
    ),
    # schemas
    ("oneOf", spec(schemas="A: { oneOf: [{ type: string }] }")),
    ("anyOf", spec(schemas="A: { anyOf: [{ type: string }] }")),
    ("not", spec(schemas="A: { type: string, not: {} }")),
    ("if, then and else", spec(schemas="A: { type: object, properties: {}, if: {}, then: {}, else: {} }")),
    ("const", spec(schemas="A: { type: string, const: a }")),
    ("patternProperties", spec(schemas="A: { type: object, patternProperties: {} }")),
    ("prefixItems", spec(schemas="A: { type: array, items: {}, prefixItems: [] }")),
    ("$defs", spec(schemas="A: { type: object, properties: {}, $defs: {} }")),
    ("a discriminator", spec(schemas="A: { type: object, properties: {}, discriminator: {} }")),
    ("an unknown type", spec(schemas="A: { type: strnig }")),
    ("null that is not quoted", spec(schemas="A: { type: [string, null] }")),
    ("a bare null as type", spec(schemas="A: { type: }")),
    (
        "nullable in 3.1",
        spec(schemas="A: { type: object, properties: { a: { type: string, nullable: true } } }"),
    ),
    (
        "a list of types in 3.0",
        spec(schemas="A: { type: object, properties: { a: { type: [string, 'null'] } } }", version="3.0.3"),
    ),
    ("an array without items", spec(schemas="A: { type: array }")),
    ("properties without a type", spec(schemas="A: { properties: { a: { type: string } } }")),
    ("an enum of numbers", spec(schemas="A: { type: integer, enum: [1, 2] }")),
    ("an empty enum", spec(schemas="A: { type: string, enum: [] }")),
    ("a value that stands twice", spec(schemas="A: { type: string, enum: [a, b, a] }")),
    ("enum and x-enum", spec(schemas="A: { type: string, enum: [a], x-enum: [a] }")),
    (
        "a description of no value",
        spec(schemas="A: { type: string, enum: [alpha], x-enum-descriptions: { alhpa: x } }"),
    ),
    ("a format of another type", spec(schemas="A: { type: integer, format: float }")),
    ("a format without a type", spec(schemas="A: { format: date }")),
    (
        "a required member that is none",
        spec(schemas="A: { type: object, required: [nmae], properties: { name: { type: string } } }"),
    ),
    (
        "a required member that no part of allOf has",
        spec(
            schemas="A:\n  allOf: [{ $ref: '#/components/schemas/B' }]\n  required: [id, nmae]\n"
            "  properties: { x: { type: string } }\n"
            "B: { type: object, properties: { id: { type: string }, name: { type: string } } }"
        ),
    ),
    (
        "a lower bound above the upper one",
        spec(
            schemas="A: { type: integer, minimum: 5, maximum: 1 }\n"
            "B: { type: string, minLength: 2, maxLength: 1 }\n"
            "C: { type: array, items: {}, minItems: 1, maxItems: 0 }\n"
            "D: { type: integer, minimum: 1, maximum: 1 }"
        ),
    ),
    (
        "typed additionalProperties beside properties",
        spec(schemas="A: { type: object, properties: {}, additionalProperties: { type: string } }"),
    ),
    (
        "allOf of something else",
        spec(schemas="A: { allOf: [{ type: string }, { type: object, properties: {} }] }"),
    ),
    (
        "allOf with contradicting members",
        spec(
            schemas="A:\n  allOf:\n    - { type: object, properties: { x: { type: string } } }\n    - { type: object, properties: { x: { type: integer } } }"
        ),
    ),
    (
        "an example that does not fit",
        spec(
            schemas="A: { type: object, properties: { a: { type: array, items: { type: integer } } }, examples: [{ a: [1, x] }] }"
        ),
    ),
    (
        "a default that does not fit",
        spec(schemas="A: { type: object, properties: { a: { type: integer, default: many } } }"),
    ),
    (
        "integers that do not fit",
        spec(
            schemas=f"""
            A: {{ type: integer, format: int32, examples: [2147483647, 2147483648, -2147483649] }}
            B: {{ type: object, properties: {{ n: {{ type: integer }} }}, examples: [{{ n: {10**30} }}, {{ n: {-(2**63)} }}] }}
            C: {{ type: integer, default: 1e18, example: 1.0 }}
            D: {{ type: number, example: {10**30} }}
            """
        ),
    ),
    ("an unknown certainty", spec(schemas="A: { type: string, x-certainty: likly }")),
    (
        "contradicting support",
        spec(
            query(
                "x-support: { required: [A], supported: [A], required_count: 0, supported_count: 1, by: x }"
            )
        ),
    ),
    # operations
    ("an operationId of another form", spec(operation(name="listThings"))),
    (
        "an operation without a summary",
        spec(
            "/things:\n  get:\n    operationId: things.list\n    tags: [things]\n    responses: { '204': { description: x } }"
        ),
    ),
    ("a tag that is not declared", spec(operation(name="thongs.list").replace("[things]", "[thongs]"))),
    (
        "a tag other than the resource",
        spec(operation(name="others.list"), tags="[{ name: things }, { name: others }]"),
    ),
    ("an operationId that stands twice", spec(operation() + "\n" + operation(path="/others"))),
    (
        "a tag that stands twice",
        spec(tags="[{ name: things }, { name: things }]").replace(
            "{ name: things }, {", "{ name: things },\n  {"
        ),
    ),
    ("no successful answer", spec(operation("responses: { '404': { description: x } }"))),
    ("no answer at all", spec("/things:\n  get: { operationId: things.list, tags: [things], summary: x }")),
    (
        "a status that is none",
        spec(operation("responses: { '204': { description: x }, okay: { description: y } }")),
    ),
    (
        "answers that differ",
        spec(
            operation(
                "responses:\n  '200': { description: a, content: { application/json: { schema: { type: string } } } }\n  '201': { description: b, content: { application/json: { schema: { type: integer } } } }"
            )
        ),
    ),
    (
        "a body that is no JSON",
        spec(
            operation("requestBody: { content: { text/plain: { schema: { type: string } } } }", verb="post")
        ),
    ),
    (
        "a GET with a body",
        spec(operation("requestBody: { content: { application/json: { schema: { type: string } } } }")),
    ),
    ("callbacks", spec(operation("callbacks: {}"))),
    ("an operation for TRACE", spec(operation(verb="trace"))),
    ("headers of a response", spec(operation("responses: { '204': { description: x, headers: {} } }"))),
    (
        "a parameter in a cookie",
        spec(operation("parameters: [{ name: c, in: cookie, schema: { type: string } }]")),
    ),
    ("a parameter without a schema", spec(operation("parameters: [{ name: c, in: query }]"))),
    (
        "a parameter that stands twice",
        spec(
            operation(
                "parameters:\n  - { name: c, in: query, schema: { type: string } }\n  - { name: c, in: query, schema: { type: string } }"
            )
        ),
    ),
    (
        "a header that stands twice in another case",
        spec(
            operation(
                "parameters:\n  - { name: X-A, in: header, schema: { type: string } }\n  - { name: x-a, in: header, x-cpp-name: b, schema: { type: string } }"
            )
        ),
    ),
    ("a style that is not supported", spec(query("style: spaceDelimited"))),
    (
        "a query of objects in form style",
        spec(
            operation(
                "parameters:\n  - { name: q, in: query, schema: { type: object, properties: {} } }\n  - { name: r, in: query, schema: { type: array, items: { type: object } } }"
            )
        ),
    ),
    (
        "deepObject for an array",
        spec(
            operation(
                "parameters: [{ name: q, in: query, style: deepObject, schema: { type: array, items: {} } }]"
            )
        ),
    ),
    (
        "a parameter that takes null",
        spec(operation("parameters: [{ name: q, in: query, schema: { type: [string, 'null'] } }]")),
    ),
    (
        "a header that the client sets",
        spec(operation("parameters: [{ name: Authorization, in: header, schema: { type: string } }]")),
    ),
    (
        "a header with a line break",
        spec(operation('parameters: [{ name: "X\\r\\nY", in: header, schema: { type: string } }]')),
    ),
    ("a call option that does not exist", spec(query("x-call-option: remote_qery"))),
    # filters, pages
    ("a filter that does not exist", spec(query("x-filter: ranges"))),
    ("a range of texts", spec(query("x-filter: range"))),
    ("a choice of moments", spec(filtered("choice", "{ type: string, format: date-time }"))),
    ("a choice of numbers", spec(filtered("choice", "{ type: integer }"))),
    (
        "a filter in the path",
        spec(
            operation(
                "parameters: [{ name: id, in: path, required: true, x-filter: choice, schema: { type: string } }]",
                path="/things/{id}",
            )
        ),
    ),
    ("a text to sort by", spec(filtered("sort", "{ type: string }"))),
    (
        "to sort by members without an enum",
        spec(
            filtered("sort", "{ type: object, propertyNames: { type: string }, additionalProperties: true }")
        ),
    ),
    (
        "to sort in a direction that does not exist",
        spec(
            filtered(
                "sort",
                "{ type: object, propertyNames: { $ref: '#/components/schemas/Way' }, additionalProperties: { $ref: '#/components/schemas/Way' } }",
                "style: deepObject, x-style: brackets, ",
            ),
            "Way: { type: string, enum: [up, down] }",
        ),
    ),
    (
        "to sort by two members",
        spec(
            filtered(
                "sort",
                "{ type: object, propertyNames: { $ref: '#/components/schemas/Way' }, additionalProperties: { $ref: '#/components/schemas/Way' } }",
                "style: deepObject, x-style: brackets, examples: { a: { value: { asc: desc, desc: asc } } }, ",
            ),
            "Way: { type: string, enum: [asc, desc] }",
        ),
    ),
    (
        "names of members where one does not sort",
        spec(filtered("choice", "{ type: object, propertyNames: { type: string } }")),
    ),
    ("x-pagination that is a word", spec(operation("x-pagination: cursor"))),
    ("x-pagination that lacks half", spec(operation("x-pagination: { cursor: c, limits: l }"))),
    (
        "x-pagination of what is not there",
        spec(
            operation(
                """
                x-pagination: { cursor: cursor, limit: limit, items: results, next: next }
                parameters: [{ name: limits, in: query, schema: { type: integer } }]
                responses:
                  '200':
                    description: x
                    content:
                      application/json:
                        schema: { type: object, properties: { result: { type: array, items: {} }, next: { type: integer } } }
                """
            )
        ),
    ),
    ("a cursor that is a number", spec(listing("schema: { type: integer }"), page())),
    ("a cursor that is a date", spec(listing("schema: { type: string, format: date }"), page())),
    ("a cursor of a few values", spec(listing("schema: { type: string, enum: [a] }"), page())),
    ("a cursor that is a filter", spec(listing("x-filter: choice, schema: { type: string }"), page())),
    (
        "a cursor that is a call option",
        spec(listing("x-call-option: remote_query, schema: { type: string }"), page()),
    ),
    ("a next cursor that is a date", spec(listing(), page(then="type: string, format: date-time"))),
    ("a next cursor of a few values", spec(listing(), page(then="type: string, enum: [a]"))),
    ("records that are a text too", spec(listing(), page("type: [array, string], items: {}"))),
    ("x-pagination of an answer that is an array", spec(listing(page="{ type: array, items: {} }"))),
    (
        "x-pagination of an operation that answers nothing",
        spec(
            operation(
                "x-pagination: { cursor: c, items: i, next: n }\n"
                "parameters: [{ name: c, in: query, schema: { type: string } }]"
            )
        ),
    ),
    (
        "lists of one page that differ",
        spec("\n".join([listing(), listing(items="some", path="/b", name="things.other")]), page()),
    ),
    (
        "an array that may be an object of something else",
        spec(
            schemas=thing(
                "{ type: [array, object], items: { type: string }, additionalProperties: { type: integer } }"
            )
        ),
    ),
    (
        "an array that may be anything",
        spec(schemas=thing("{ type: [array, object], additionalProperties: { type: integer } }")),
    ),
    (
        "an array that may be an object in a request",
        spec(
            operation(
                """
                requestBody:
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          a: { type: [array, object], items: { type: string }, additionalProperties: { type: string } }
                """,
                verb="post",
            )
        ),
    ),
    (
        "a path parameter that the path lacks",
        spec(operation("parameters: [{ name: id, in: path, required: true, schema: { type: string } }]")),
    ),
    ("a path that lacks its parameter", spec(operation(path="/things/{id}"))),
    (
        "a path parameter that is optional",
        spec(
            operation("parameters: [{ name: id, in: path, schema: { type: string } }]", path="/things/{id}")
        ),
    ),
    (
        "a path parameter that is an object",
        spec(
            operation(
                "parameters: [{ name: id, in: path, required: true, schema: { type: object } }]",
                path="/things/{id}",
            )
        ),
    ),
    (
        "too many path parameters",
        spec(
            operation(
                "parameters:\n"
                + "\n".join(
                    f"  - {{ name: {n}, in: path, required: true, schema: {{ type: string }} }}"
                    for n in "abcde"
                ),
                path="/{a}/{b}/{c}/{d}/{e}",
            )
        ),
    ),
    (
        "paths that differ in the name of their parameter only",
        spec(
            "\n".join(
                operation(
                    f"parameters: [{{ name: {n}, in: path, required: true, schema: {{ type: string }} }}]",
                    path=f"/things/{{{n}}}",
                    verb=verb,
                    name=f"things.{method}",
                )
                for n, verb, method in (("a", "get", "get"), ("b", "get", "find"), ("c", "put", "set"))
            )
        ),
    ),
    ("a path with a quote", spec(operation(path="'/thi\"ngs'"))),
    ("a path without a slash", spec(operation(path="things"))),
    ("a successor that does not exist", spec(operation("deprecated: true\nx-successor: things.lst"))),
    ("a successor of an operation in use", spec(operation("x-successor: things.list"))),
    ("integrations by name and by number", spec(operation("x-integrations: [A]\nx-integration-count: 1"))),
    ("an example by reference", spec(query("examples: { a: { $ref: '#/x' } }"))),
    # names
    (
        "a member that is a keyword",
        spec(schemas="A: { type: object, properties: { class: { type: string } } }"),
    ),
    *[
        (
            f"a member that is the macro {m}",
            spec(schemas=thing("x").replace("    a: x", f"    {m}: {{ type: string }}")),
        )
        for m in ("linux", "unix", "errno", "major", "minor", "assert", "stdin", "signbit")
    ],
    ("a member called extra", spec(schemas="A: { type: object, properties: { extra: { type: string } } }")),
    (
        "a member called like a namespace",
        spec(
            schemas="A: { type: object, properties: { std: { type: string }, truto: { type: string }, api: { type: string } } }"
        ),
    ),
    (
        "members that become the same name",
        spec(
            schemas="A:\n  type: object\n  properties:\n    first-name: { type: string }\n    firstName: { type: string }"
        ),
    ),
    (
        "a member that begins with a digit",
        spec(schemas="A: { type: object, properties: { 2fa: { type: string } } }"),
    ),
    (
        "a member with no letter",
        spec(schemas="A: { type: object, properties: { '*': { type: string }, '': { type: string } } }"),
    ),
    (
        "a member in another alphabet",
        spec(schemas="A: { type: object, properties: { größe: { type: string } } }"),
    ),
    (
        "an x-cpp-name that is no name",
        spec(schemas="A: { type: object, properties: { a: { type: string, x-cpp-name: 'a; int b' } } }"),
    ),
    ("a value that is a keyword", spec(schemas="A: { type: string, enum: [default, ok] }")),
    ("values that become the same name", spec(schemas="A: { type: string, enum: [a-b, a_b] }")),
    ("a schema called like a resource", spec(operation(), "Things: { type: object, properties: {} }")),
    (
        "a schema called like a class of the runtime",
        spec(
            schemas="Operation: { type: object, properties: {} }\nTimestamp: { type: object, properties: {} }"
        ),
    ),
    (
        "schemas called like what a list or a format needs",
        spec(
            listing(),
            "\n".join(
                [
                    page(),
                    *(
                        f"{each}: {{ type: object, properties: {{}} }}"
                        for each in ("ThingsAs", "ClientAs", "Parts", "Pager", "PageParts", "Unified")
                    ),
                ]
            ),
        ),
    ),
    (
        "schemas that become the same name",
        spec(
            schemas="UserRole: { type: object, properties: {} }\nuser_role: { type: object, properties: {} }"
        ),
    ),
    (
        "a nested struct called like a schema",
        spec(
            schemas="User: { type: object, properties: { role: { type: object, properties: {} } } }\nUserRole: { type: object, properties: {} }"
        ),
    ),
    (
        "a resource called like a class of the runtime",
        spec(operation(name="client.get").replace("[things]", "[client]"), tags="[{ name: client }]"),
    ),
    (
        "a method of the client as resource",
        spec(operation(name="account.get").replace("[things]", "[account]"), tags="[{ name: account }]"),
    ),
    ("a method that is the runtime's", spec(operation(name="things.call"))),
    ("a list called like a member of the runtime's", spec(listing(name="things.core"), page())),
    ("a list called like a class of the runtime", spec(listing(name="things.pager"), page())),
    (
        "a list whose pager is called like another operation",
        spec(
            "\n".join([listing(name="things.async_find"), operation(name="things.find", path="/b")]), page()
        ),
    ),
    (
        "resources whose classes become the same name",
        spec(
            "\n".join(
                [
                    operation(),
                    operation(path="/b", name="things_as.get").replace("[things]", "[things_as]"),
                ]
            ),
            tags="[{ name: things }, { name: things_as }]",
        ),
    ),
    (
        "a path parameter called like another argument",
        spec(
            operation(
                "parameters: [{ name: query, in: path, required: true, schema: { type: string } }]",
                path="/things/{query}",
            )
        ),
    ),
    (
        "integrations that are spelled in two ways",
        spec(
            operation(
                """
                x-integrations: [Slack Enterprise]
                parameters:
                  - { name: a, in: query, schema: { type: string }, x-support: { required: [slack-enterprise] } }
                  - { name: b, in: query, schema: { type: string, x-support: { supported: [SlackEnterprise, Slack] } } }
                """
            )
        ),
    ),
    (
        "path parameters called like a member of the class, and like the class",
        spec(
            operation(
                """
                parameters:
                  - { name: resource, in: path, required: true, schema: { type: string } }
                  - { name: things, in: path, required: true, schema: { type: string } }
                """,
                path="/{resource}/{things}",
            )
        ),
    ),
    (
        "names that are too long",
        spec(
            operation(name=f"{'t' * 201}.list").replace("[things]", f"[{'t' * 201}]"),
            f"{'S' * 200}: {{ type: object, properties: {{}} }}\n{'s' * 250}: {{ type: object, properties: {{}} }}",
            tags=f"[{{ name: {'t' * 201} }}]",
        ),
    ),
    ("a component with spaces in its name", spec(schemas="'a b': { type: object, properties: {} }")),
]


def expected() -> dict[str, list[str]]:
    """The sections of data/mistakes.txt."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (DATA / "mistakes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            lines = sections.setdefault(line.removeprefix("## "), [])
        elif line:
            lines.append(line)
    return sections


@pytest.mark.parametrize(("title", "text"), CASES, ids=[title for title, _ in CASES])
def test_it_is_reported_with_its_place_and_a_remedy(title: str, text: str) -> None:
    found = mistakes(text)
    assert found == expected()[title]
    for line in found:
        number, _, message = line.partition(": ")
        assert number.isdigit(), line
        assert ";" in message or "did you mean" in message or "is not supported in" in message, line


def test_every_expectation_has_a_case() -> None:
    assert sorted(expected()) == sorted(title for title, _ in CASES)


def test_several_mistakes_come_in_one_run_in_the_order_of_lines() -> None:
    text = spec(
        operation("parameters: [{ name: id, in: path, schema: { type: string } }]\nsumary: x"),
        "A: { type: object, properties: { class: { type: strnig } } }\nB: { $ref: '#/components/schemas/C' }",
    )
    found = mistakes(text)
    lines = [int(line.partition(":")[0]) for line in found]
    assert len(found) == 6
    assert lines == sorted(lines)


if __name__ == "__main__":
    for case_title, case_text in CASES:
        print(f"## {case_title}", *mistakes(case_text), sep="\n", end="\n\n")
