"""Documents to the IR."""

from __future__ import annotations

import pytest
from helpers import FILE, api, only_operation, operation, spec, structs

from generator.document import Example
from generator.extensions import Pagination
from generator.ir import (
    INPUT,
    Answer,
    AnyJson,
    AnyObject,
    Boolean,
    Enumeration,
    EnumRef,
    EnumValue,
    Integer,
    ListOf,
    MapOf,
    Member,
    Notes,
    Number,
    Records,
    RequestBody,
    Role,
    Secret,
    Sorting,
    Struct,
    StructRef,
    Style,
    Text,
    TimeFilter,
    Timestamp,
    Type,
    Unit,
    ValueFilter,
)
from generator.issues import Location

HERE = Location(FILE, 0, "")
OTHERS = """
Colour: { type: string, enum: [red, green] }
Other: { type: object, properties: { x: { type: string } } }
Others: { type: array, items: { $ref: '#/components/schemas/Other' } }
Name: { type: string }
Tree: { type: array, items: { type: object, properties: { x: { $ref: '#/components/schemas/Tree' } } } }
"""


def members_of(text: str) -> dict[str, Member]:
    """The members of a schema `It` with these properties."""
    built = api(spec(schemas=f"It: {{ type: object, properties: {text} }}\n{OTHERS.strip()}"))
    return {member.name: member for member in structs(built)["It",].members}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ type: string }", Text()),
        ("{ type: string, format: uuid }", Text()),
        ("{ type: string, format: unheard-of }", Text()),
        ("{ type: string, format: password }", Secret()),
        ("{ type: string, format: date-time }", Timestamp()),
        ("{ type: string, format: date }", Timestamp()),
        ("{ type: boolean }", Boolean()),
        ("{ type: integer }", Integer(64)),
        ("{ type: integer, format: int64 }", Integer(64)),
        ("{ type: integer, format: int32 }", Integer(32)),
        ("{ type: number }", Number()),
        ("{ type: number, format: float }", Number()),
        ("{}", AnyJson()),
        ("{ type: [string, integer] }", AnyJson()),
        ("{ type: object }", AnyObject()),
        ("{ type: object, additionalProperties: true }", AnyObject()),
        ("{ type: object, additionalProperties: false }", AnyObject()),
        ("{ type: object, additionalProperties: { type: integer } }", MapOf(Integer())),
        ("{ type: array, items: { type: string } }", ListOf(Text())),
        ("{ type: array, items: { type: array, items: {} } }", ListOf(ListOf(AnyJson()))),
        (
            (
                "{ type: [array, object], items: { $ref: '#/components/schemas/Other' }, "
                "additionalProperties: { $ref: '#/components/schemas/Other' } }"
            ),
            Records(StructRef(("Other",))),
        ),
        (
            "{ type: [array, object, 'null'], items: { type: string }, additionalProperties: { type: string } }",
            Records(Text()),
        ),
        ("{ type: [array, object] }", AnyJson()),
        ("{ type: string, enum: [a] }", EnumRef(("It", "m"))),
        ("{ type: object, properties: { x: {} } }", StructRef(("It", "m"))),
        ("{ type: array, items: { type: object, properties: { x: {} } } }", ListOf(StructRef(("It", "m")))),
        ("{ $ref: '#/components/schemas/Other' }", StructRef(("Other",))),
        ("{ $ref: '#/components/schemas/Others' }", ListOf(StructRef(("Other",)))),
        ("{ $ref: '#/components/schemas/Name' }", Text()),
        ("{ $ref: '#/components/schemas/Tree' }", ListOf(StructRef(("Tree", "item")))),
        ("{ $ref: '#/components/schemas/Colour', description: d }", EnumRef(("Colour",))),
        ("{ allOf: [{ $ref: '#/components/schemas/Other' }], description: d }", StructRef(("Other",))),
        ("{ $ref: '#/components/schemas/It' }", StructRef(("It",))),
    ],
)
def test_types(text: str, expected: Type) -> None:
    assert members_of(f"{{ m: {text} }}")["m"].type == expected


def test_a_struct_with_all_that_is_said_about_its_members() -> None:
    built = api(
        spec(
            schemas="""
            It:
              type: object
              description: It.
              required: [a]
              properties:
                a: { type: [string, 'null'], description: A., default: x, maxLength: 3, examples: [y] }
                b: { $ref: '#/components/schemas/State', deprecated: true, x-certainty: likely, x-cpp-name: c }
              examples: [{ a: z }]
            State: { type: string, enum: [on, off], description: A state., x-enum-descriptions: { on: Works. } }
            """
        )
    )
    assert built.units == (
        Unit(
            (("It",),),
            (
                Struct(
                    HERE,
                    ("It",),
                    Role.MODEL,
                    (
                        Member(
                            HERE,
                            "a",
                            Text(),
                            True,
                            notes=Notes("A.", required=True, default=("x",), bounds=(("maxLength", 3),)),
                            examples=(Example(HERE, "1", None, "y"),),
                        ),
                        Member(
                            HERE,
                            "b",
                            EnumRef(("State",)),
                            pinned="c",
                            notes=Notes("A state.", deprecated=True, certainty="likely"),
                        ),
                    ),
                    notes=Notes("It."),
                    examples=({"a": "z"},),
                ),
            ),
        ),
        Unit(
            (("State",),),
            (
                Enumeration(
                    HERE, ("State",), (EnumValue("on", "Works."), EnumValue("off")), notes=Notes("A state.")
                ),
            ),
        ),
    )


def test_all_of_is_flattened_in_order() -> None:
    built = api(
        spec(
            schemas="""
            Base: { type: object, required: [id], properties: { id: { type: string }, n: { type: integer } } }
            It:
              allOf:
                - $ref: '#/components/schemas/Base'
                - { type: object, properties: { n: { type: integer }, own: { type: string, enum: [a] } } }
              required: [last]
              properties: { last: { type: boolean } }
            """
        )
    )
    it = structs(built)["It",]
    assert [(each.name, each.type, each.notes.required) for each in it.members] == [
        ("id", Text(), True),
        ("n", Integer(), False),
        ("own", EnumRef(("It", "own")), False),
        ("last", Boolean(), True),
    ]


def test_schemas_that_contain_each_other_stand_together() -> None:
    built = api(
        spec(
            schemas="""
            A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }
            Leaf: { type: object, properties: { x: { type: string } } }
            B: { type: object, properties: { as: { type: array, items: { $ref: '#/components/schemas/A' } } } }
            Self: { type: object, properties: { l: { $ref: '#/components/schemas/Leaf' },
                                                s: { $ref: '#/components/schemas/Self' } } }
            """
        )
    )
    assert [unit.components for unit in built.units] == [(("A",), ("B",)), (("Leaf",),), (("Self",),)]


def test_an_array_may_hold_itself_where_an_object_stands_between() -> None:
    tree = "Tree: { type: array, items: { type: object, properties: { x: { $ref: '#/components/schemas/Tree' } } } }"
    body = "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } }"
    found = structs(api(spec(operation(body, verb="post"), tree)))
    assert {name: [member.type for member in each.members] for name, each in found.items()} == {
        name: [ListOf(StructRef(name))] for name in (("Tree", "item"), ("Tree", INPUT, "item"))
    }


def test_what_only_the_runtime_speaks_of_has_no_model() -> None:
    paths = operation(
        """
        parameters:
          - { name: f, in: query, x-call-option: response_format, schema: { $ref: '#/components/schemas/Format' } }
        responses:
          '204': { description: x }
          '400':
            description: y
            content:
              application/json:
                schema: { type: object, properties: { e: { $ref: '#/components/schemas/Error' } } }
        """
    )
    built = api(
        spec(
            paths,
            """
            Format: { type: string, enum: [a] }
            Error: { type: object, properties: { d: { $ref: '#/components/schemas/Detail' },
                                                 s: { $ref: '#/components/schemas/Shared' } } }
            Detail: { type: object, properties: { x: {} } }
            Shared: { type: object, properties: { x: {} } }
            Unused: { type: object, properties: { s: { $ref: '#/components/schemas/Shared' } } }
            """,
        )
    )
    assert [unit.components for unit in built.units] == [(("Shared",),), (("Unused",),)]
    assert only_operation(built).call_options == (("f", "response_format"),)
    assert only_operation(built).query is None


BOTH = """
Both: { type: object, properties: { n: { type: [string, 'null'] }, e: { type: string, enum: [a] },
                                    p: { type: array, items: { $ref: '#/components/schemas/Part' } } } }
Part: { type: object, properties: { x: { type: [string, 'null'] } } }
Asked: { type: object, properties: { n: { type: [string, 'null'] } } }
"""


def test_a_component_in_a_request_gets_a_form_of_its_own() -> None:
    body = """
        requestBody:
          content: { application/json: { schema: { $ref: '#/components/schemas/Both' } } }
        responses:
          '200':
            description: x
            content: { application/json: { schema: { $ref: '#/components/schemas/Both' } } }
    """
    built = api(spec(operation(body, verb="post"), BOTH))
    assert only_operation(built).body == RequestBody(StructRef(("Both", INPUT)), False, None)
    assert only_operation(built).result == StructRef(("Both",))
    assert [unit.components for unit in built.units] == [
        (("Both",),),
        (("Part",),),
        (("Asked",),),
        (("Both", INPUT),),
        (("Part", INPUT),),
    ]
    both = structs(built)["Both", INPUT]
    assert both.role is Role.INPUT
    assert [(each.name, each.type, each.nullable) for each in both.members] == [
        ("n", Text(), False),
        ("e", EnumRef(("Both", "e")), False),
        ("p", ListOf(StructRef(("Part", INPUT))), False),
    ]


def test_null_means_something_in_components_that_only_requests_hold() -> None:
    body = (
        "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Asked' } } } }"
    )
    built = api(spec(operation(body, verb="post"), BOTH))
    assert structs(built)["Asked", INPUT].members[0].nullable


@pytest.mark.parametrize(
    ("text", "nullable"),
    [
        ("{ $ref: '#/components/schemas/State' }", False),
        ("{ $ref: '#/components/schemas/Wish' }", True),
        ("{ type: [string, 'null'] }", True),
        ("{ type: string }", False),
    ],
)
def test_null_in_a_body(text: str, nullable: bool) -> None:
    body = f"""
        requestBody:
          content: {{ application/json: {{ schema: {{ type: object, properties: {{ m: {text} }} }} }} }}
        responses:
          '200':
            description: x
            content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Answer' }} }} }}
    """
    schemas = """
        Answer: { type: object, properties: { s: { $ref: '#/components/schemas/State' } } }
        State: { type: [string, 'null'], enum: [a] }
        Wish: { type: [string, 'null'], enum: [a] }
    """
    built = api(spec(operation(body, verb="post"), schemas))
    assert structs(built)["things", "list", "body"].members[0].nullable is nullable


def test_an_operation_with_everything() -> None:
    body = """
        parameters:
          - { name: b, in: path, required: true, schema: { type: integer } }
          - { name: a, in: path, required: true, schema: { type: string } }
          - { name: H, in: header, schema: { type: string } }
          - name: q
            in: query
            required: true
            description: Q.
            schema: { type: object, properties: { k: { type: string } } }
            style: deepObject
        requestBody:
          required: true
          description: B.
          content:
            application/json:
              schema: { type: object, properties: { n: { type: object, properties: { m: { type: [string, 'null'] } } } } }
        responses:
          '200':
            description: Good.
            content:
              application/json:
                x-result-wrapper: result
                schema: { type: array, items: { type: object, properties: { id: { type: string } } } }
                examples: { e: { value: [] } }
          '204': { description: Nothing. }
    """
    built = api(
        spec(operation(body, path="/{a}/{b}", verb="post"), head="servers: [{ url: https://x.example/base }]")
    )
    it = only_operation(built)
    assert (it.id, it.resource, it.method, it.verb, it.path) == (
        "things.list",
        "things",
        "list",
        "post",
        "/base/{a}/{b}",
    )
    assert [(each.name, each.type) for each in it.path_parameters] == [("a", Text()), ("b", Integer())]
    assert it.query is not None
    assert [(each.name, each.type, each.style, each.notes) for each in it.query.members] == [
        ("q", StructRef(("things", "list", "query", "q")), Style.DEEP_OBJECT, Notes("Q.", required=True))
    ]
    assert it.headers is not None
    assert [(each.name, each.type) for each in it.headers.members] == [("H", Text())]
    assert it.body == RequestBody(StructRef(("things", "list", "body")), True, "B.")
    assert it.result == ListOf(StructRef(("things", "list", "result")))
    assert it.unwrap_result
    assert not it.idempotent
    assert [(each.name[2:], each.role) for each in it.definitions if isinstance(each, Struct)] == [
        (("body", "n"), Role.BODY),
        (("body",), Role.BODY),
        (("query", "q"), Role.QUERY),
        (("query",), Role.QUERY),
        (("headers",), Role.HEADERS),
        (("result",), Role.MODEL),
    ]
    assert it.answers == (
        Answer("200", "Good.", True, None, (Example(HERE, "e", None, []),)),
        Answer("204", "Nothing.", False),
    )


FILTERED = """
State: { type: string, enum: [a] }
Field: { type: string, enum: [b], x-cpp-name: member }
Way: { type: string, enum: [asc, desc] }
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x-filter: range, schema: { type: string, format: date-time }", TimeFilter()),
        ("x-filter: range, schema: { type: string, format: date }", TimeFilter()),
        ("x-filter: choice, schema: { type: string }", ValueFilter(Text())),
        (
            "x-filter: choice, schema: { $ref: '#/components/schemas/State' }",
            ValueFilter(EnumRef(("State",))),
        ),
        (
            (
                "x-filter: sort, x-style: brackets, schema: { type: object, "
                "propertyNames: { $ref: '#/components/schemas/Field' }, "
                "additionalProperties: { $ref: '#/components/schemas/Way' } }"
            ),
            Sorting(EnumRef(("Field",))),
        ),
    ],
)
def test_filters(text: str, expected: Type) -> None:
    built = api(spec(operation(f"parameters: [{{ name: q, in: query, {text} }}]"), FILTERED))
    query = only_operation(built).query
    assert query is not None
    assert (query.members[0].type, query.members[0].style) == (expected, Style.BRACKETS)
    kept = [unit.components for unit in built.units]
    # The directions are the runtime's, and have no model where one sorts by them.
    assert ((("Way",),) in kept) is not isinstance(expected, Sorting)
    assert (("Field",),) in kept


def test_what_is_only_a_part_of_others_has_no_model() -> None:
    built = api(
        spec(
            schemas="""
            Base: { type: object, properties: { x: { type: string } } }
            Used: { type: object, properties: { x: { type: string } } }
            One: { allOf: [{ $ref: '#/components/schemas/Base' }], properties: { y: { type: string } } }
            Two:
              allOf: [{ $ref: '#/components/schemas/Base' }, { $ref: '#/components/schemas/Used' }]
              properties: { u: { $ref: '#/components/schemas/Used' } }
            """
        )
    )
    assert [unit.components for unit in built.units] == [(("Used",),), (("One",),), (("Two",),)]


def test_a_list_says_how_it_is_read() -> None:
    body = """
        x-pagination: { cursor: from, items: things, next: then }
        parameters: [{ name: from, in: query, schema: { type: string } }]
        responses:
          '200':
            description: x
            content:
              application/json:
                schema:
                  allOf:
                    - type: object
                      properties: { things: { type: array, items: {} }, then: { type: [string, 'null'] } }
    """
    built = only_operation(api(spec(operation(body))))
    assert built.pagination == Pagination("from", None, "things", "then")


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("schema: { type: array, items: { type: string } }", Style.FORM),
        ("style: form, explode: true, schema: { type: array, items: { type: string } }", Style.FORM),
        ("explode: false, schema: { type: array, items: { type: string } }", Style.FORM_COMMA),
        (
            "explode: false, x-style: brackets, schema: { type: array, items: { type: string } }",
            Style.BRACKETS,
        ),
        ("style: deepObject, schema: { type: object }", Style.DEEP_OBJECT),
        ("style: deepObject, x-style: brackets, schema: { type: object }", Style.BRACKETS),
        ("schema: { type: string }", Style.BRACKETS),
        ("schema: {}", Style.FORM),
    ],
)
def test_query_styles(text: str, style: Style) -> None:
    built = api(spec(operation(f"parameters: [{{ name: q, in: query, {text} }}]")))
    query = only_operation(built).query
    assert query is not None
    assert query.members[0].style is style


@pytest.mark.parametrize(
    ("verb", "extra", "idempotent"),
    [
        ("get", "", True),
        ("put", "", True),
        ("delete", "", True),
        ("post", "", False),
        ("patch", "", False),
        ("post", "x-idempotent: true", True),
        ("delete", "x-idempotent: false", False),
    ],
)
def test_idempotency_is_the_methods_unless_the_description_says_otherwise(
    verb: str, extra: str, idempotent: bool
) -> None:
    assert only_operation(api(spec(operation(extra, verb=verb)))).idempotent is idempotent
