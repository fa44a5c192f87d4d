#pragma once

#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

namespace example
{

/// The command line is wrong, or asks for what is refused.
class usage_error : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

inline constexpr std::string_view usage = R"(usage: offboard [options]

  --user ID          somebody to offboard; repeatable
  --group ID         a group that each of them leaves; repeatable
  --legacy-group ID  the same with the API's deprecated operation; repeatable
  --role ID          a role that each of them loses; repeatable
  --organization ID  an organization to delete after that
  --concurrency N    how many people at once, 1 to 1000 (default 4)
  --yes              do not ask before anything is deleted
  --dry-run          send nothing, show the requests as curl commands
  --json             one JSON object a result on standard output, nothing else
  --help             this text

Works on the account of TRUTO_API_TOKEN and TRUTO_INTEGRATED_ACCOUNT_ID, at TRUTO_API_BASE_URL if that is set. Without
TRUTO_API_TOKEN it starts a simulator, which takes ids of the people in there; without any it offboards a few of them.
The first Ctrl-C lets the calls under way end and starts no others, the second one abandons them.

Exit status: 0 when everything is done, or was not there any more; 1 when something failed, may or may not have been
carried out, or was not started; 2 when the command line was refused or the question was not answered with yes.
)";

/// What the command line asks for. Lists hold no id twice.
struct offboarding
{
    std::vector<std::string> users{};
    std::vector<std::string> groups{};
    std::vector<std::string> legacy_groups{};
    std::vector<std::string> roles{};
    std::optional<std::string> organization{};
    std::size_t concurrency = 4;
    bool yes = false;
    bool dry_run = false;
    bool json = false;
    bool help = false;

    std::size_t steps_per_person() const noexcept { return groups.size() + legacy_groups.size() + roles.size() + 1; }
    std::size_t steps() const noexcept { return users.size() * steps_per_person() + (organization ? 1 : 0); }

    /// Whether anything is named at all.
    bool names_something() const noexcept
    {
        return !users.empty() || steps_per_person() != 1 || organization.has_value();
    }
};

/// Reads the command line.
/// @throws usage_error
inline offboarding read_arguments(int count, char** values)
{
    offboarding asked;
    const std::initializer_list<std::pair<std::string_view, std::vector<std::string>*>> lists{
        {"--user", &asked.users},
        {"--group", &asked.groups},
        {"--legacy-group", &asked.legacy_groups},
        {"--role", &asked.roles},
    };
    const std::initializer_list<std::pair<std::string_view, bool*>> switches{
        {"--yes", &asked.yes}, {"--dry-run", &asked.dry_run}, {"--json", &asked.json}, {"--help", &asked.help}};

    for (int i = 1; i < count; ++i)
    {
        const std::string_view argument{values[i]};
        const auto equals = argument.find('=');
        const std::string name{argument.substr(0, equals)};
        const auto value = [&]() -> std::string
        {
            // What looks like an option is one: an id that begins so is written --user=--id.
            const bool is_next = equals == std::string_view::npos;
            const bool is_there = !is_next || (i + 1 < count && !std::string_view{values[i + 1]}.starts_with("--"));
            std::string text{!is_there ? "" : is_next ? values[++i] : argument.substr(equals + 1)};
            if (text.empty())
            {
                throw usage_error(name + " needs a value");
            }
            return text;
        };
        const auto read = [&]
        {
            for (const auto& [known, list] : lists)
            {
                if (name == known)
                {
                    list->push_back(value());
                    return true;
                }
            }
            for (const auto& [known, is_set] : switches)
            {
                if (argument == known)
                {
                    *is_set = true;
                    return true;
                }
            }
            if (name == "--organization")
            {
                if (std::exchange(asked.organization, value()))
                {
                    throw usage_error("--organization can be given once");
                }
                return true;
            }
            if (name == "--concurrency")
            {
                const auto text = value();
                const auto* const end = text.data() + text.size();
                const auto [rest, error] = std::from_chars(text.data(), end, asked.concurrency);
                if (error != std::errc{} || rest != end || asked.concurrency < 1 || asked.concurrency > 1000)
                {
                    throw usage_error("--concurrency is a number from 1 to 1000");
                }
                return true;
            }
            return false;
        };
        if (!read())
        {
            throw usage_error("unknown argument " + std::string{argument});
        }
    }

    for (const auto& [name, list] : lists)
    {
        std::unordered_set<std::string> seen;
        std::erase_if(*list, [&](const std::string& id) { return !seen.insert(id).second; });
    }
    if (asked.dry_run && asked.json)
    {
        throw usage_error("--dry-run shows commands and --json results: choose one");
    }
    if (asked.users.empty() && asked.names_something())
    {
        throw usage_error("nobody is named: give at least one --user");
    }
    return asked;
}

}  // namespace example
