#pragma once

#include <boost/json/value.hpp>

#include <concepts>
#include <string>
#include <string_view>

// The response formats of the API, as types: `api.as<truto::raw>()` gives a client whose operations answer in them.
// A format is a struct with the `name` that is sent as `truto_response_format`, and the type of an `answer` whose model
// is a `T`. One that the library does not know derives from the one that it is read like.
namespace truto
{

class body_stream;

/// The API's own models. The default.
struct unified
{
    static constexpr std::string_view name = "unified";

    template <class T>
    using answer = T;
};

/// The provider's answer as it came: any bytes. `*answer` is the body, which `response::body()` then no longer has; the
/// headers tell what it is.
struct raw
{
    static constexpr std::string_view name = "raw";

    template <class T>
    using answer = std::string;
};

/// "Mappings applied", in a shape that the API does not publish: read as JSON of any kind.
struct normalized
{
    static constexpr std::string_view name = "normalized";

    template <class T>
    using answer = boost::json::value;
};

/// A model, and how the API came by it.
template <class T>
struct debug_answer
{
    T value{};

    /// What the API asked the provider and what that answered; null where there was nothing to ask. It may hold the
    /// provider's credentials (`requestOptions`): never log it.
    boost::json::value debug{};
};

/// The API's own models, with a report on what was asked of the provider.
struct debug
{
    static constexpr std::string_view name = "debug";

    template <class T>
    using answer = debug_answer<T>;
};

/// The body piece by piece, for answers that are large or not JSON: see @ref body_stream.
struct stream
{
    static constexpr std::string_view name = "stream";

    template <class T>
    using answer = body_stream;
};

/// What can stand in `api.as<Format>()`.
template <class Format>
concept response_format = requires {
    { Format::name } -> std::convertible_to<std::string_view>;
    typename Format::template answer<int>;
};

/// What an operation answers in a format, when its model is a `T`.
template <class T, response_format Format>
using answer_in = typename Format::template answer<T>;

}  // namespace truto
