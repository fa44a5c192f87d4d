// Generated from spec/user-directory.yaml, schema UtilizationColumn. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A column of a report.
struct utilization_column
{
    /// The heading.
    std::optional<std::string> label{};

    /// What stands in the column.
    std::optional<std::string> description{};

    /// How the values are meant, in the product's own words.
    std::optional<std::string> format{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const utilization_column&, const utilization_column&) = default;
};

/// The members of @ref utilization_column, in the order of the description.
constexpr auto fields(type<utilization_column>)
{
    return field_list{
        field<&utilization_column::label>{"label", "The heading."},
        field<&utilization_column::description>{"description", "What stands in the column."},
        field<&utilization_column::format>{"format", "How the values are meant, in the product's own words."},
    };
}

}  // namespace truto::user_directory
