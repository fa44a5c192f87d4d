"""The IR to views: what generated code looks like."""

from __future__ import annotations

import pytest
from helpers import named, operation, spec

from generator.cpp.translate import group_includes, translate
from generator.cpp.view import (
    AccessorView,
    ClientView,
    EnumeratorView,
    EnumView,
    FunctionView,
    HeaderView,
    MemberView,
    ModelView,
    ResourceView,
    StructView,
)
from generator.issues import Issues


def views(text: str) -> dict[str, object]:
    """All views by path."""
    built, names = named(text)
    issues = Issues()
    files = translate(built, names, issues)
    assert not issues
    return {each.path: each.view for each in files}


def functions(
    body: str, path: str = "/things", verb: str = "post", schemas: str = ""
) -> tuple[FunctionView, ...]:
    """The overloads of one operation."""
    view = views(spec(operation(body, path=path, verb=verb), schemas))["truto/api/resources/things.hpp"]
    assert isinstance(view, ResourceView)
    return view.functions


def test_a_model() -> None:
    view = views(
        spec(
            schemas="""
            User:
              type: object
              description: A user.
              required: [id]
              properties:
                id: { type: string, description: The "id". More. }
                state: { $ref: '#/components/schemas/State' }
            State: { type: string, description: A state., enum: [on, 'o"ff'], x-enum-cpp-names: { 'o"ff': off_now },
                     x-enum-descriptions: { on: Works } }
            """
        )
    )
    extra = (
        "Members that this library does not know or whose type was unexpected, as the server sent them.",
    )
    assert view["truto/api/models/user.hpp"] == ModelView(
        HeaderView(
            (
                "// Generated from spec/things.yaml, schema User. Do not edit;",
                "// change the spec and run: python -m generator",
            ),
            (
                ("<truto/api/models/state.hpp>", "<truto/fields.hpp>", "<truto/open_enum.hpp>"),
                ("<boost/json/value.hpp>",),
                ("<optional>", "<string>"),
            ),
            "api",
        ),
        (),
        (),
        (
            StructView(
                ("A user.",),
                "user",
                "user",
                (
                    MemberView(
                        ('The "id". More. Required.',),
                        "std::optional<std::string>",
                        "id",
                        '"id"',
                        r'"The \"id\"."',
                        "",
                    ),
                    MemberView(
                        ("A state.",),
                        "std::optional<open_enum<api::state>>",
                        "state",
                        '"state"',
                        '"A state."',
                        "",
                    ),
                ),
                extra,
            ),
        ),
    )
    state = view["truto/api/models/state.hpp"]
    assert isinstance(state, ModelView)
    assert state.enums == (
        EnumView(
            ("A state. Values that this library does not know are kept as sent.",),
            "state",
            (
                EnumeratorView((), "on", "Works.", '"on"', '"Works."'),
                EnumeratorView((), "off_now", "", r'"o\"ff"', '""'),
            ),
        ),
    )


BODY = (
    "requestBody: { %s content: { application/json: { schema: { type: object, properties: { a: {} } } } } }"
)
QUERY = "parameters: [{ name: q, in: query, schema: { type: string } }]"
BOTH = "parameters:\n  - { name: q, in: query, schema: { type: string } }\n  - { name: H, in: header, schema: { type: string } }"
ID = "parameters: [{ name: id, in: path, required: true, schema: { type: %s } }]"
B, Q, H = (
    "const things_list_body& body",
    "const things_list_query& query",
    "const things_list_headers& headers",
)


@pytest.mark.parametrize(
    ("body", "path", "signatures"),
    [
        ("", "/things", ["Token&& token = {}"]),
        (QUERY, "/things", [f"{Q} = {{}}, Token&& token = {{}}", "Token&& token"]),
        (BODY % "", "/things", [f"{B} = {{}}, Token&& token = {{}}", "Token&& token"]),
        (BODY % "required: true,", "/things", [f"{B}, Token&& token = {{}}"]),
        (
            QUERY + "\n" + BODY % "required: true,",
            "/things",
            [f"{B}, {Q} = {{}}, Token&& token = {{}}", f"{B}, Token&& token"],
        ),
        (
            BOTH + "\n" + BODY % "",
            "/things",
            [
                f"{B} = {{}}, {Q} = {{}}, {H} = {{}}, Token&& token = {{}}",
                f"{B}, {Q}, Token&& token",
                f"{B}, Token&& token",
                "Token&& token",
            ],
        ),
        (ID % "string", "/things/{id}", ["std::string_view id, Token&& token = {}"]),
        (ID % "integer", "/things/{id}", ["std::int64_t id, Token&& token = {}"]),
        (
            ID % "string, enum: [a]",
            "/things/{id}",
            ["const open_enum<things_list_id>& id, Token&& token = {}"],
        ),
    ],
)
def test_arguments_and_overloads(body: str, path: str, signatures: list[str]) -> None:
    found = functions(body, path)
    assert [each.signature for each in found] == [f"auto async_list({each}) const" for each in signatures]
    assert found[0].template == "template <token_for<no_content> Token = default_token>"
    assert all(each.template == "template <token_for<no_content> Token>" for each in found[1:])


def test_what_is_passed_on_has_the_order_of_the_runtimes_struct() -> None:
    found = functions(BOTH + "\n" + BODY % "")
    assert [each.body for each in found] == [
        f"return async_call<no_content>(operations::things_list, {{{arguments}}}, std::forward<Token>(token));"
        for arguments in (
            ".query = query, .headers = headers, .body = body",
            ".query = query, .body = body",
            ".body = body",
            "",
        )
    ]


def test_argument_names_hide_no_type() -> None:
    schemas = "Query: { type: object, properties: {} }"
    body = "requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Query' } } } }"
    parameters = "parameters: [{ name: query_input, in: path, required: true, schema: { type: string } }]"
    (found,) = functions(f"{parameters}\n{body}", "/things/{query_input}", schemas=schemas)
    assert found.signature == (
        "auto async_list(std::string_view query_input, const api::query_input& body, Token&& token = {}) const"
    )


def test_deprecated_operations_name_their_successor() -> None:
    (old,) = functions("deprecated: true")
    assert old.attribute == '[[deprecated("deprecated by the API")]]'
    text = spec(
        operation("deprecated: true\nx-successor: things.renew", verb="post")
        + "\n"
        + operation(path="/new", name="things.renew")
    )
    view = views(text)["truto/api/resources/things.hpp"]
    assert isinstance(view, ResourceView)
    assert [each.attribute for each in view.functions] == ['[[deprecated("use things().async_renew")]]', ""]


def test_the_documentation_of_an_operation() -> None:
    body = """
        description: At length.
        x-integrations: [A, B]
        parameters: [{ name: id, in: path, required: true, description: Which., schema: { type: string } }]
        requestBody: { required: true, description: What, content: { application/json: { schema: {} } } }
    """
    (found,) = functions(body, "/things/{id}")
    assert found.doc == (
        "Does it.",
        "",
        "`POST /things/{id}`",
        "",
        "At length.",
        "",
        "Offered by A and B.",
        "",
        "@param id Which.",
        "@param body What.",
        "@param token Receives a `response<no_content>`.",
    )


def test_the_constant_of_an_operation() -> None:
    view = views(spec(operation("deprecated: true", verb="delete")))["truto/api/resources/things.hpp"]
    assert isinstance(view, ResourceView)
    (constant,) = view.constants
    assert constant.name == "things_list"
    assert constant.fields == (
        ("id", '"things.list"'),
        ("resource", '"things"'),
        ("method", '"DELETE"'),
        ("path", '"/things"'),
        ("idempotent", "true"),
        ("deprecated", "true"),
    )


def test_the_client_has_a_function_for_each_resource() -> None:
    view = views(spec(operation(), tags="[{ name: things, description: Things. All of them. }]"))
    client = view["truto/api/client.hpp"]
    assert isinstance(client, ClientView)
    assert client.accessors == (AccessorView(("Things.",), "api::things", "things"),)


def test_the_files_of_an_api() -> None:
    text = spec(operation(), "User: { type: object, properties: {} }\nName: { type: string }")
    assert list(views(text)) == [
        "truto/api.hpp",
        "truto/api/client.hpp",
        "truto/api/fwd.hpp",
        "truto/api/models/user.hpp",
        "truto/api/operations.md",
        "truto/api/resources/things.hpp",
    ]


def test_includes_are_grouped_sorted_and_never_twice() -> None:
    headers = [
        "<vector>",
        "<truto/b.hpp>",
        "<boost/json/value.hpp>",
        "<truto/detail/x.hpp>",
        "<array>",
        "<truto/a.hpp>",
    ]
    assert group_includes([*headers, "", "<vector>", "<truto/own.hpp>"], "<truto/own.hpp>") == (
        ("<truto/a.hpp>", "<truto/b.hpp>"),
        ("<truto/detail/x.hpp>",),
        ("<boost/json/value.hpp>",),
        ("<array>", "<vector>"),
    )
