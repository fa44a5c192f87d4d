#pragma once

// Who may ask, for which account, and how often.

#include <truto/headers.hpp>
#include <truto/testing/detail/parameters.hpp>
#include <truto/testing/detail/refusal.hpp>
#include <truto/testing/detail/request_window.hpp>
#include <truto/testing/directory_simulator_options.hpp>

#include <boost/beast/core/string.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace truto::testing::detail
{

/// Random text that nobody can guess, in lower-case hexadecimal digits.
inline std::string random_hex(std::size_t digits)
{
    std::random_device source;
    std::uniform_int_distribution<std::size_t> digit{0, 15};
    std::string text;
    for (std::size_t i = 0; i < digits; ++i)
    {
        text += "0123456789abcdef"[digit(source)];
    }
    return text;
}

/// A random UUID (version 4).
inline std::string random_uuid()
{
    std::string text = random_hex(32);
    text[12] = '4';
    text[16] = "89ab"[static_cast<std::size_t>(text[16]) % 4];
    for (const std::size_t place : {8U, 13U, 18U, 23U})
    {
        text.insert(place, 1, '-');
    }
    return text;
}

/// Whose token a request carries.
struct caller
{
    bool is_known = false;
    std::optional<std::size_t> account{};  // of an integrated-account token: the only one it is good for
};

/// The token, the accounts, the tokens that were made for single accounts, and the limits of all of them.
class api_access
{
public:
    /// How long a token for one account is good.
    static constexpr std::chrono::minutes account_token_life{15};

    explicit api_access(const directory_simulator_options& options)
        : token_("truto-simulator-" + random_hex(40)),
          account_ids_(options.accounts),
          sandbox_ids_(options.sandbox_accounts),
          token_limit_(options.token_limit),
          account_limit_(options.account_limit)
    {
        if (account_ids_.empty())
        {
            throw std::invalid_argument("there must be an account");
        }
        std::generate(account_ids_.begin(), account_ids_.end(), random_uuid);
        std::generate(sandbox_ids_.begin(), sandbox_ids_.end(), random_uuid);
        all_ids_ = account_ids_;
        all_ids_.insert(all_ids_.end(), sandbox_ids_.begin(), sandbox_ids_.end());
        reset();
    }

    const std::string& token() const noexcept { return token_; }
    const std::vector<std::string>& account_ids() const noexcept { return account_ids_; }
    const std::vector<std::string>& sandbox_ids() const noexcept { return sandbox_ids_; }
    const std::string& id_of(std::size_t account) const { return all_ids_[account]; }
    bool is_sandbox(std::size_t account) const noexcept { return account >= account_ids_.size(); }
    std::size_t count() const noexcept { return all_ids_.size(); }

    void reset()
    {
        token_window_ = request_window(token_limit_);
        account_windows_.assign(all_ids_.size(), request_window(account_limit_));
        account_tokens_.clear();
    }

    /// A token for one account.
    std::string make_account_token(std::size_t account)
    {
        // What nobody can use any more is no longer worth remembering.
        std::erase_if(account_tokens_, [](const auto& each) { return each.second.end <= clock::now(); });
        std::string token = "truto-account-" + random_hex(40);
        account_tokens_[token] = {account, clock::now() + account_token_life};
        return token;
    }

    /// As if their time had come.
    void end_account_tokens() { account_tokens_.clear(); }

    caller identify(std::string_view authorization) const
    {
        constexpr std::string_view scheme = "Bearer ";
        if (authorization.size() <= scheme.size() ||
            !boost::beast::iequals(authorization.substr(0, scheme.size()), scheme))
        {
            return {};
        }
        const std::string_view given = authorization.substr(scheme.size());
        if (given == token_)
        {
            return {.is_known = true};
        }
        const auto made = account_tokens_.find(given);
        if (made == account_tokens_.end() || made->second.end <= clock::now())
        {
            return {};
        }
        return {.is_known = true, .account = made->second.account};
    }

    /// The account with that id.
    ///
    /// @throws refusal 404 when there is none.
    std::size_t account_with(std::string_view id) const
    {
        const auto place = std::find(all_ids_.begin(), all_ids_.end(), id);
        if (place == all_ids_.end())
        {
            throw refusal(404, "There is no integrated account with this id");
        }
        return static_cast<std::size_t>(place - all_ids_.begin());
    }

    /// The account that a query names, or a token implies.
    std::size_t account_of(const caller& who, const json::object& query) const
    {
        const auto named = text_parameter(query, "integrated_account_id");
        if (named && !named->empty())
        {
            const std::size_t account = account_with(*named);
            if (who.account && *who.account != account)
            {
                throw refusal(403, "This token is for another integrated account");
            }
            return account;
        }
        if (!who.account)
        {
            throw refusal::missing("missing_required_query_parameters", {"integrated_account_id"});
        }
        return *who.account;
    }

    /// Counts a request by the token, and says how many more there may be, if that is limited.
    std::optional<std::size_t> count_token(truto::headers& told) { return count(token_window_, told, std::nullopt); }

    /// Counts a request for an account. What is told is about the limit that has less left.
    void count_account(std::size_t account, truto::headers& told, std::optional<std::size_t> left_of_token)
    {
        count(account_windows_[account], told, left_of_token);
    }

    /// How many requests the limits refused.
    std::size_t refusals() const
    {
        std::size_t sum = token_window_.refusals();
        for (const request_window& each : account_windows_)
        {
            sum += each.refusals();
        }
        return sum;
    }

    /// How many requests the limit of that account refused.
    std::size_t refusals(std::string_view account_id) const
    {
        const auto place = std::find(all_ids_.begin(), all_ids_.end(), account_id);
        return place != all_ids_.end() ? account_windows_[static_cast<std::size_t>(place - all_ids_.begin())].refusals()
                                       : 0;
    }

private:
    using clock = std::chrono::steady_clock;

    struct account_token
    {
        std::size_t account;
        clock::time_point end;
    };

    static std::optional<std::size_t> count(request_window& window, truto::headers& told,
                                            std::optional<std::size_t> left_elsewhere)
    {
        if (!window.is_limited())
        {
            return std::nullopt;
        }
        const auto made = window.take(clock::now());
        if (made.is_refused || !left_elsewhere || made.left <= *left_elsewhere)
        {
            told = window.fields(made, std::chrono::system_clock::now());
        }
        if (made.is_refused)
        {
            throw refusal(429, "Rate limit exceeded");
        }
        return made.left;
    }

    std::string token_;
    std::vector<std::string> account_ids_;
    std::vector<std::string> sandbox_ids_;
    std::vector<std::string> all_ids_;  // the former, then the latter
    request_limit token_limit_;
    request_limit account_limit_;
    request_window token_window_{{}};
    std::vector<request_window> account_windows_;
    std::map<std::string, account_token, std::less<>> account_tokens_;
};

}  // namespace truto::testing::detail
