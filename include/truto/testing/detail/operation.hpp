#pragma once

#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/paging.hpp>
#include <truto/testing/detail/resources.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace truto::testing::detail
{

struct order;
struct outcome;

/// One operation of the directory.
struct operation
{
    std::string_view name;    // in the description
    std::string_view method;  // the only one that is allowed, next to those of other operations at the same path
    std::string_view path;    // below the base; `{id}` stands for one segment
    resource of;
    outcome (*carry_out)(directory_store&, const order&);
    std::string_view action{};  // what the log of activities says about it; empty for those that change nothing
};

/// Who asks for what.
struct order
{
    const operation& what;
    const std::string& id;  // from the path; often empty
    const json::object& query;
    const json::object& body;
};

/// What came of it.
struct outcome
{
    json::object record{};              // of everything but a list
    std::optional<record_page> page{};  // of a list
    std::string changed_id{};           // of an operation that changes something: the record that it was about
    std::string group_id{};             // the group that a user joined or left
};

}  // namespace truto::testing::detail
