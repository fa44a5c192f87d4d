// Generated from spec/user-directory.yaml, schema BillingRecord. Do not edit;
// change the spec and run: python -m generator

#pragma once

#include <truto/fields.hpp>
#include <truto/open_enum.hpp>
#include <truto/timestamp.hpp>
#include <truto/user_directory/models/billing_frequency.hpp>

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace truto::user_directory
{

/// A bill, an invoice or a subscription.
struct billing_record
{
    /// Id of the record in the connected product.
    std::optional<std::string> id{};

    /// What is charged for.
    std::optional<std::string> description{};

    /// The currency of the amounts, in most cases its three letters.
    std::optional<std::string> currency{};

    /// When the period begins that is charged for. Not certain: inferred, not published.
    std::optional<timestamp> start_date{};

    /// When that period ends. Not certain: inferred, not published.
    std::optional<timestamp> end_date{};

    /// How often it is charged for.
    std::optional<open_enum<user_directory::billing_frequency>> billing_frequency{};

    /// What is to be paid, as a decimal number in a text.
    std::optional<std::string> total_amount{};

    /// The tax within, as a decimal number in a text.
    std::optional<std::string> tax_amount{};

    /// When the record was created. Not certain: inferred, not published.
    std::optional<timestamp> created_at{};

    /// When the record was last changed. Not certain: inferred, not published.
    std::optional<timestamp> updated_at{};

    /// The record as the connected product sent it; in most cases an object.
    std::optional<boost::json::value> remote_data{};

    /// Members that this library does not know or whose type was unexpected, as the server sent them.
    boost::json::object extra{};

    friend bool operator==(const billing_record&, const billing_record&) = default;
};

/// The members of @ref billing_record, in the order of the description.
constexpr auto fields(type<billing_record>)
{
    return field_list{
        field<&billing_record::id>{"id", "Id of the record in the connected product."},
        field<&billing_record::description>{"description", "What is charged for."},
        field<&billing_record::currency>{"currency", "The currency of the amounts, in most cases its three letters."},
        field<&billing_record::start_date>{"start_date", "When the period begins that is charged for."},
        field<&billing_record::end_date>{"end_date", "When that period ends."},
        field<&billing_record::billing_frequency>{"billing_frequency", "How often it is charged for."},
        field<&billing_record::total_amount>{"total_amount", "What is to be paid, as a decimal number in a text."},
        field<&billing_record::tax_amount>{"tax_amount", "The tax within, as a decimal number in a text."},
        field<&billing_record::created_at>{"created_at", "When the record was created."},
        field<&billing_record::updated_at>{"updated_at", "When the record was last changed."},
        field<&billing_record::remote_data>{"remote_data",
                                            "The record as the connected product sent it; in most cases an object."},
    };
}

}  // namespace truto::user_directory
