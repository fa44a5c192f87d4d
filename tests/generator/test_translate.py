"""The IR to views: what generated code looks like."""

from __future__ import annotations

import pytest
from helpers import listing, named, operation, page, spec

from generator.cpp.translate import group_includes, translate
from generator.cpp.view import (
    AccessorView,
    ClientView,
    EnumeratorView,
    EnumView,
    FunctionView,
    HeaderView,
    IndexView,
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
        (QUERY, "/things", [f"{Q}, Token&& token = {{}}", "Token&&... token"]),
        (BODY % "", "/things", [f"{B}, Token&& token = {{}}", "Token&&... token"]),
        (BODY % "required: true,", "/things", [f"{B}, Token&& token = {{}}"]),
        (
            QUERY + "\n" + BODY % "required: true,",
            "/things",
            [f"{B}, {Q}, Token&& token = {{}}", f"{B}, Token&&... token"],
        ),
        (
            BOTH + "\n" + BODY % "",
            "/things",
            [
                f"{B}, {Q}, {H}, Token&& token = {{}}",
                f"{B}, {Q}, Token&&... token",
                f"{B}, Token&&... token",
                "Token&&... token",
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
    assert found[0].template == "template <token_for<no_content, Format> Token = default_token>"
    assert all(each.template == "template <token_for<no_content, Format>... Token>" for each in found[1:])


def test_what_is_passed_on_has_the_order_of_the_runtimes_struct() -> None:
    found = functions(BOTH + "\n" + BODY % "")
    assert [each.body for each in found] == [
        "return async_call<no_content>(*this, operations::things_list, "
        f"{{{arguments}}}, std::forward<Token>(token){pack});"
        for arguments, pack in (
            (".query = query, .headers = headers, .body = body", ""),
            (".query = query, .body = body", "..."),
            (".body = body", "..."),
            ("", "..."),
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


def test_the_member_for_what_is_not_known_hides_no_type() -> None:
    view = views(
        spec(schemas="Extra: { type: object, properties: { of: { $ref: '#/components/schemas/Extra' } } }")
    )["truto/api/models/extra.hpp"]
    assert isinstance(view, ModelView)
    (struct,) = view.structs
    assert struct.self == "api::extra"
    assert struct.members[0].type == "std::optional<indirect<api::extra>>"


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
        ("without_account", "true"),
    )


def listed(*paths: str, schemas: str = "") -> ResourceView:
    """The resource with these operations and their page."""
    view = views(spec("\n".join(paths), "\n".join([page(), schemas])))["truto/api/resources/things.hpp"]
    assert isinstance(view, ResourceView)
    return view


def pagers(view: ResourceView) -> list[str]:
    """The signatures of a resource's pagers."""
    return [each.signature for each in view.functions if not each.template]


def test_a_list_has_a_pager() -> None:
    view = listed(listing())
    assert [each.signature for each in view.functions] == [
        "auto async_list(const things_list_query& query, Token&& token = {}) const",
        "auto async_list(Token&&... token) const",
        "pager<page, Format> list(things_list_query query = {}) const",
    ]
    pager = view.functions[-1]
    assert pager.doc == (
        "The pages of @ref async_list, one after another; see @ref pager.",
        "",
        "They begin at the query's `from`, or without one at the beginning.",
    )
    assert pager.body == (
        "return {*this, operations::things_list, {.query = query}, std::exchange(query.from, {})};"
    )
    assert ("cursor", '"from"') in view.constants[0].fields
    assert "<truto/pager.hpp>" in view.header.include_groups[0]


def test_what_is_no_list_has_none() -> None:
    view = listed(operation())
    assert pagers(view) == []
    assert "cursor" not in dict(view.constants[0].fields)
    assert "<truto/pager.hpp>" not in view.header.include_groups[0]


def test_a_pager_takes_the_path_and_the_body_before_the_query() -> None:
    path = "- { name: id, in: path, required: true, schema: { type: string, enum: [a] } }"
    body = "    requestBody: { required: true, content: { application/json: { schema: { type: array, items: { type: string } } } } }"
    operation_ = listing(path="/things/{id}", verb="post", more=path)
    view = listed(operation_ + "\n" + body)
    given = "const open_enum<things_list_id>& id, const truto::list<text>& body"
    assert pagers(view) == [f"pager<page, Format> list({given}, things_list_query query = {{}}) const"]
    assert view.functions[-1].body == (
        "return {*this, operations::things_list, {.path = {id}, .query = query, .body = body}, "
        "std::exchange(query.from, {})};"
    )


def test_two_lists_of_a_resource_have_two_pagers() -> None:
    view = listed(listing(), listing(path="/b", name="things.export"))
    assert pagers(view) == [
        "pager<page, Format> list(things_list_query query = {}) const",
        "pager<page, Format> export_pages(things_export_query query = {}) const",
    ]


def test_a_deprecated_list_has_a_deprecated_pager() -> None:
    view = listed(listing().replace("summary:", "deprecated: true\n    summary:"))
    assert {each.attribute for each in view.functions} == {'[[deprecated("deprecated by the API")]]'}


def test_names_of_pagers_hide_no_type() -> None:
    """Where a class has a function `list` or `page`, these words mean the function."""
    body = "requestBody: { required: true, content: { application/json: { schema: { type: array, items: { type: string } } } } }"
    view = listed(
        listing(), listing(path="/b", name="things.page"), operation(body, "/c", "post", "things.pack")
    )
    assert pagers(view) == [
        "pager<api::page, Format> list(things_list_query query = {}) const",
        "pager<api::page, Format> page(things_page_query query = {}) const",
    ]
    assert view.functions[0].template == "template <token_for<api::page, Format> Token = default_token>"
    assert view.functions[-1].signature == (
        "auto async_pack(const truto::list<text>& body, Token&& token = {}) const"
    )


def test_a_page_says_where_its_parts_are() -> None:
    view = views(spec(listing(), page()))["truto/api/models/page.hpp"]
    assert isinstance(view, ModelView)
    (struct,) = view.structs
    assert struct.parts == "page_parts{&page::all, &page::then}"
    assert "<truto/page_parts.hpp>" in view.header.include_groups[0]
    types = {each.name: each.type for each in struct.members}
    assert types["all"] == "records<std::string>", "no records, null and none are the same in a list"
    assert types["some"] == "std::optional<std::vector<std::string>>"


def test_a_page_that_no_list_reads_is_a_struct_like_any_other() -> None:
    view = views(spec(schemas=page()))["truto/api/models/page.hpp"]
    assert isinstance(view, ModelView)
    assert view.structs[0].parts == ""
    assert "<truto/page_parts.hpp>" not in view.header.include_groups[0]


def test_the_index_shows_the_pager_of_a_list() -> None:
    view = views(spec(listing(), page()))["truto/api/operations.md"]
    assert isinstance(view, IndexView)
    (shown,) = view.resources[0].operations
    assert shown.signatures == (
        "`things().async_list(query, token) → response<page>`",
        "`things().list(query) → pager<page>`",
    )
    assert "`api.as<truto::raw>()`" in view.about_calls


def test_the_client_has_a_function_for_each_resource() -> None:
    view = views(spec(operation(), tags="[{ name: things, description: Things. All of them. }]"))
    client = view["truto/api/client.hpp"]
    assert isinstance(client, ClientView)
    assert client.accessors == (AccessorView(("Things.",), "api::things_as<Format>", "things"),)
    assert client.base_path == '""'


def test_the_files_of_an_api() -> None:
    text = spec(operation(), "User: { type: object, properties: {} }\nName: { type: string }")
    assert list(views(text)) == [
        "truto/api.hpp",
        "truto/api/client.hpp",
        "truto/api/fwd.hpp",
        "truto/api/models/user.hpp",
        "truto/api/operations.md",
        "truto/api/resources/things.hpp",
        "truto/api/src.hpp",
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


@pytest.mark.parametrize(
    ("parameter", "sent"),
    [
        ("{ name: a, in: query, x-call-option: integrated_account_id, schema: { type: string } }", True),
        ("{ name: a, in: query, x-call-option: response_format, schema: { type: string } }", False),
        ("{ name: integrated_account_id, in: query, schema: { type: string } }", False),
    ],
)
def test_the_account_is_sent_where_the_description_has_a_parameter_for_it(parameter: str, sent: bool) -> None:
    view = views(spec(operation(f"parameters: [{parameter}]")))["truto/api/resources/things.hpp"]
    assert isinstance(view, ResourceView)
    (constant,) = view.constants
    assert dict(constant.fields).get("without_account") == (None if sent else "true")
