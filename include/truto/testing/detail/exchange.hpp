#pragma once

#include <truto/headers.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/simulated_faults.hpp>

#include <boost/beast/core/string.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

inline constexpr std::string_view json_type = "application/json; charset=utf-8";

/// A request as it came over HTTP. Everything is a view into the connection's buffers.
struct incoming_request
{
    std::string_view method;
    std::string_view target;
    std::string_view body;
    std::vector<std::pair<std::string_view, std::string_view>> headers{};
    std::size_t connection = 0;

    std::string_view header(std::string_view name) const noexcept
    {
        for (const auto& [field, value] : headers)
        {
            if (boost::beast::iequals(field, name))
            {
                return value;
            }
        }
        return {};
    }
};

/// What goes back, without the fields that HTTP itself asks for.
struct outgoing_answer
{
    unsigned status = 200;
    std::string body{};
    std::string content_type{};  // empty: no such field
    truto::headers headers{};
    bool streamed = false;  // in chunks, piece by piece
};

inline outgoing_answer answer_to(const refusal& reason)
{
    return {reason.status(), boost::json::serialize(reason.body()), std::string{json_type}, reason.headers()};
}

/// An answer, and what becomes of it.
struct verdict
{
    outgoing_answer answer{};
    std::optional<connection_fault> fault{};
    std::chrono::milliseconds delay{0};
};

}  // namespace truto::testing::detail
