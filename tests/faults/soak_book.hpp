#pragma once

// What callers were told, compared with what the server did.

#include <truto/testing/directory_simulator_options.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace truto::test
{

/// A call, and what its caller was told. Each call is about a record of its own.
struct told_call
{
    std::string id{};           ///< The record.
    std::string operation{};    ///< Its name in the description.
    bool is_idempotent = true;  ///< By its method.

    bool has_succeeded = false;
    bool maybe_executed = false;
    bool request_sent = true;
    bool is_cancelled = false;
    bool is_timeout = false;
    unsigned attempts = 1;
    std::string key{};   ///< The `Idempotency-Key`; empty without.
    std::string note{};  ///< For people: options, error, times.
};

/// What the caller and the server have to say about one call.
struct call_story
{
    const told_call* told = nullptr;
    std::vector<const testing::recorded_effect*> effects{};
    std::vector<const testing::recorded_request*> requests{};
};

/// A promise that was not kept.
struct violation
{
    std::string what;
    std::string story;  ///< All that is known, in several lines.
};

/// The record that a request is about; empty when it names none.
inline std::string subject_of(const testing::recorded_request& request)
{
    if (request.method == "DELETE")
    {
        const std::string path = request.target.substr(0, request.target.find('?'));
        return path.substr(path.rfind('/') + 1);
    }
    boost::system::error_code error;
    const boost::json::value body = boost::json::parse(request.body, error);
    const boost::json::object* const members = body.if_object();
    if (error || members == nullptr)
    {
        return {};
    }
    for (const char* const name : {"user_id", "id"})
    {
        const boost::json::value* const value = members->if_contains(name);
        if (value != nullptr && value->is_string())
        {
            return std::string{value->get_string()};
        }
    }
    return {};
}

inline std::string text_of(const call_story& story)
{
    std::string text;
    if (story.told != nullptr)
    {
        text.append("  ").append(story.told->operation).append(" of ").append(story.told->id).append(": ");
        text.append(story.told->has_succeeded ? "success" : "failure");
        text.append(story.told->maybe_executed ? ", maybe executed" : "");
        text.append(story.told->request_sent ? "" : ", nothing sent");
        text.append(", ").append(std::to_string(story.told->attempts)).append(" attempts");
        text.append(story.told->key.empty() ? "" : ", key ").append(story.told->key);
        text.append("; ").append(story.told->note).append("\n");
    }
    for (const auto* each : story.requests)
    {
        text.append("  server: ").append(each->method).append(" on connection ");
        text.append(std::to_string(each->connection)).append(", status ").append(std::to_string(each->status));
        text.append(each->cut_status != 0 ? ", cut short " + std::to_string(each->cut_status) : "");
        text.append(each->had_effect ? ", carried out" : "");
        const std::string_view key = each->headers["Idempotency-Key"];
        text.append(key.empty() ? "" : ", key ").append(key).append("\n");
    }
    for (const auto* each : story.effects)
    {
        text.append("  effect: ").append(each->operation).append(" of ").append(each->id).append("\n");
    }
    return text;
}

/// All promises that were not kept.
inline std::vector<violation> compare_books(const std::vector<told_call>& calls,
                                            const std::vector<testing::recorded_effect>& effects,
                                            const std::vector<testing::recorded_request>& requests)
{
    std::map<std::string, call_story> stories;
    for (const told_call& each : calls)
    {
        stories[each.id].told = &each;
    }
    for (const auto& each : effects)
    {
        stories[each.id].effects.push_back(&each);
    }
    for (const auto& each : requests)
    {
        stories[subject_of(each)].requests.push_back(&each);
    }

    std::vector<violation> found;
    std::map<std::string, std::string> owners;  // of keys
    for (const auto& each_story : stories)
    {
        const std::string& id = each_story.first;
        const call_story& story = each_story.second;
        const auto blame = [&found, &story](std::string_view what)
        { found.push_back({std::string{what}, text_of(story)}); };

        if (story.told == nullptr)
        {
            blame("the server did something that nobody asked for");
            continue;
        }
        const told_call& told = *story.told;
        const std::size_t count = story.effects.size();
        if (told.has_succeeded && count == 0)
        {
            blame("told as success, but not done");
        }
        if (count > 1)
        {
            blame("done more than once");
        }
        if (!told.has_succeeded && !told.maybe_executed && count != 0)
        {
            blame("told as not done, but done");
        }
        if (told.has_succeeded && told.maybe_executed)
        {
            blame("told as done, and as maybe done");
        }
        if (!told.request_sent && !story.requests.empty())
        {
            blame("told as not sent, but received");
        }
        if (story.requests.size() > told.attempts)
        {
            blame("received more often than it was tried");
        }
        for (const auto* each : story.effects)
        {
            if (each->operation != told.operation)
            {
                blame("something else was done");
            }
        }
        for (std::size_t i = 0; i != story.requests.size(); ++i)
        {
            const auto& each = *story.requests[i];
            if (each.headers["Idempotency-Key"] != told.key)
            {
                blame("a request carries another key than its call");
            }
            // A refusal for the rate is known to have done nothing, also when the rest of the answer is lost.
            const bool is_last = i + 1 == story.requests.size();
            const bool is_refused = each.status == 429 || each.cut_status == 429;
            if (!told.is_idempotent && told.key.empty() && !is_last && !is_refused)
            {
                blame("repeated, although that may do harm");
            }
        }
        if (!told.key.empty() && !owners.emplace(told.key, id).second)
        {
            blame("the key of another call");
        }
    }
    return found;
}

}  // namespace truto::test
