"""Two headers, to the letter: what a reader of generated code sees."""

from __future__ import annotations

from helpers import named, operation, spec

from generator.cpp.translate import translate
from generator.emit import format_files
from generator.issues import Issues
from generator.render import render


def headers(text: str) -> dict[str, str]:
    """The finished files of a description, by their path below truto/api/."""
    built, names = named(text)
    issues = Issues()
    made = format_files(render(translate(built, names, issues)))
    assert not issues
    return {path.removeprefix("truto/api/"): content for path, content in made.items()}


MODEL = """\
// Generated from spec/things.yaml, schema UserRole. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/api/models/scope.hpp>
#include <truto/fields.hpp>
#include <truto/open_enum.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::api
{

/// A role that a user holds.
struct user_role
{
    /// Provider's identifier of the role.
    std::optional<std::string> id{};

    /// Where it holds.
    std::optional<open_enum<api::scope>> scope{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const user_role&, const user_role&) = default;
};

/// The members of @ref user_role, in the order of the description.
constexpr auto fields(type<user_role>)
{
    return field_list{
        field<&user_role::id>{"id", "Provider's identifier of the role."},
        field<&user_role::scope>{"scope", "Where it holds."},
    };
}

}  // namespace truto::api
"""

ENUM = """\
// Generated from spec/things.yaml, schema Scope. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/open_enum.hpp>

#include <array>

namespace truto::api
{

/// Where a role holds. Values that this library does not know are kept as sent.
enum class scope
{
    group,         ///< In one group.
    whole_tenant,  ///< Everywhere.
};

/// The values of @ref scope and their spelling.
constexpr auto names(type<scope>)
{
    return std::array{
        enum_name{scope::group, "group", "In one group."},
        enum_name{scope::whole_tenant, "whole-tenant", "Everywhere."},
    };
}

}  // namespace truto::api
"""

SCHEMAS = """
UserRole:
  type: object
  description: A role that a user holds.
  properties:
    id: { type: string, description: Provider's identifier of the role. }
    scope: { $ref: '#/components/schemas/Scope', description: Where it holds. }
Scope:
  type: string
  description: Where a role holds.
  x-enum: [group, whole-tenant]
  x-enum-descriptions: { group: In one group., whole-tenant: Everywhere. }
"""


def test_a_model_and_an_enumeration() -> None:
    made = headers(spec(schemas=SCHEMAS))
    assert made["models/user_role.hpp"] == MODEL
    assert made["models/scope.hpp"] == ENUM


RESOURCE = """\
// Generated from spec/things.yaml, tag things. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/api/models/user_role.hpp>
#include <truto/fields.hpp>
#include <truto/format.hpp>
#include <truto/list.hpp>
#include <truto/operation.hpp>
#include <truto/resource.hpp>
#include <truto/text.hpp>

#include <truto/detail/json/record.hpp>

#include <string_view>
#include <utility>

namespace truto::api
{

/// Query of @ref things_as::async_list.
struct things_list_query
{
    /// Only these. Required by Asana.
    list<text> tags{};

    friend bool operator==(const things_list_query&, const things_list_query&) = default;
};

/// The members of @ref things_list_query, in the order of the description.
constexpr auto fields(type<things_list_query>)
{
    return field_list{
        field<&things_list_query::tags>{"tag", "Only these.", query_style::form},
    };
}

namespace operations
{

/// `GET /things/{id}`
inline constexpr operation things_list{
    .id = "things.list",
    .resource = "things",
    .method = "GET",
    .path = "/things/{id}",
    .idempotent = true,
    .unwrap_result = true,
    .without_account = true,
};

}  // namespace operations

/// Things of all kinds.
///
/// Obtained from @ref client::things; cheap to copy; any thread may use it.
template <response_format Format>
class things_as : public resource_as<Format>
{
public:
    using resource_as<Format>::resource_as;

    /// Does it.
    ///
    /// `GET /things/{id}`
    ///
    /// @param id Which thing.
    /// @param query Parameters of the query.
    /// @param token Receives a `response<user_role>`.
    template <token_for<user_role, Format> Token = default_token>
    auto async_list(std::string_view id, const things_list_query& query, Token&& token = {}) const
    {
        return async_call<user_role>(*this, operations::things_list, {.path = {id}, .query = query},
                                     std::forward<Token>(token));
    }

    /// The same with the server's defaults for everything optional.
    template <token_for<user_role, Format>... Token>
    auto async_list(std::string_view id, Token&&... token) const
    {
        return async_call<user_role>(*this, operations::things_list, {.path = {id}}, std::forward<Token>(token)...);
    }
};

}  // namespace truto::api

#if defined(TRUTO_SEPARATE_COMPILATION)
// Compiled where <truto/api/src.hpp> is included.
namespace truto::detail::json
{

extern template const record_table& record_table_of<truto::api::user_role>() noexcept;
extern template const record_table& argument_table_of<truto::api::things_list_query>() noexcept;

}  // namespace truto::detail::json

#endif
"""

BODY = """
parameters:
  - { name: id, in: path, required: true, description: Which thing, schema: { type: string } }
  - name: tag
    in: query
    description: Only these.
    x-cpp-name: tags
    x-support: { required: [Asana] }
    schema: { type: array, items: { type: string } }
responses:
  '200':
    description: It.
    content:
      application/json:
        x-result-wrapper: result
        schema: { $ref: '#/components/schemas/UserRole' }
"""


def test_a_resource() -> None:
    text = spec(
        operation(BODY, path="/things/{id}"),
        SCHEMAS,
        tags="[{ name: things, description: Things of all kinds. }]",
    )
    assert headers(text)["resources/things.hpp"] == RESOURCE
