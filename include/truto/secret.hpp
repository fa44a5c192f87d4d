#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace truto
{

/// A text that must not be shown: an API token. It prints as `***`.
class secret
{
public:
    secret() = default;
    secret(std::string value) : value_(std::move(value)) {}
    secret(const char* value) : value_(value) {}

    /// Whether there is none.
    bool empty() const noexcept { return value_.empty(); }

    /// The text itself. Call it where the text is sent, nowhere else.
    const std::string& reveal() const noexcept { return value_; }

    friend bool operator==(const secret&, const secret&) = default;
    friend std::ostream& operator<<(std::ostream& out, const secret&) { return out << "***"; }

private:
    std::string value_;
};

}  // namespace truto
