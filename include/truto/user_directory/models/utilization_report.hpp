// Generated from spec/user-directory.yaml, schema UtilizationReport. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/user_directory/models/utilization_column.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

namespace truto::user_directory
{

/// A report on how much of the connected product is used, in the form of a table. It has no id; what
/// tells it from others is its name.
struct utilization_report
{
    /// What the report is about.
    std::optional<std::string> name{};

    /// What holds for the report as a whole.
    std::optional<boost::json::object> metadata{};

    /// The columns of the table, in order.
    std::optional<std::vector<utilization_column>> columns{};

    /// The rows of the table, each with a value of any kind for each column.
    std::optional<std::vector<std::vector<boost::json::value>>> rows{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const utilization_report&, const utilization_report&) = default;
};

/// The members of @ref utilization_report, in the order of the description.
constexpr auto fields(type<utilization_report>)
{
    return field_list{
        field<&utilization_report::name>{"name", "What the report is about."},
        field<&utilization_report::metadata>{"metadata", "What holds for the report as a whole."},
        field<&utilization_report::columns>{"columns", "The columns of the table, in order."},
        field<&utilization_report::rows>{"rows",
                                         "The rows of the table, each with a value of any kind for each column."},
        field<&utilization_report::remote_data>{
            "remote_data", "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
