// simdjson's side of the decoding benchmark. Behind a plain interface, so that its file alone can be compiled for this
// machine's vector instructions: simdjson's on-demand interface chooses them at compile time.
#pragma once

#include <truto/user_directory/models/user.hpp>

#include <memory>
#include <string>
#include <vector>

namespace benchmark
{

/// A page in the padded storage that simdjson wants, and a parser that is used again and again.
class simdjson_page
{
public:
    explicit simdjson_page(const std::string& text);
    simdjson_page(const simdjson_page&) = delete;
    simdjson_page& operator=(const simdjson_page&) = delete;
    ~simdjson_page();

    /// The users, with `remote_data` and unknown members as `boost::json::value`, as this library keeps them.
    std::vector<truto::user_directory::user> with_values();

    /// The same with `remote_data` and unknown members as JSON text: for programs that hardly look at them.
    std::vector<truto::user_directory::user> with_texts();

    /// Which of simdjson's implementations was compiled in: "haswell", "fallback", …
    static std::string implementation();

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace benchmark
