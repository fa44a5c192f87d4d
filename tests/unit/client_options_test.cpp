#include <truto/client_options.hpp>
#include <truto/error.hpp>

#include <boost/system/system_error.hpp>

#include <chrono>
#include <cstdlib>
#include <doctest/doctest.h>
#include <optional>
#include <string>
#include <utility>

using truto::client_options;

namespace
{

/// Sets or removes a variable of the environment while it lives.
class variable
{
public:
    variable(const char* name, const char* value) : name_(name)
    {
        if (const char* before = std::getenv(name))
        {
            before_ = before;
        }
        set(value);
    }
    variable(const variable&) = delete;
    variable& operator=(const variable&) = delete;
    ~variable() { set(before_ ? before_->c_str() : nullptr); }

private:
    void set(const char* value)
    {
        if (value != nullptr)
        {
            ::setenv(name_, value, 1);
        }
        else
        {
            ::unsetenv(name_);
        }
    }

    const char* name_;
    std::optional<std::string> before_;
};

struct environment
{
    const char* token = nullptr;
    const char* url = nullptr;
    const char* account = nullptr;
};

client_options read(const environment& from)
{
    const variable token{"TRUTO_API_TOKEN", from.token};
    const variable url{"TRUTO_API_BASE_URL", from.url};
    const variable account{"TRUTO_INTEGRATED_ACCOUNT_ID", from.account};
    return client_options::from_environment();
}

}  // namespace

TEST_SUITE("client_options")
{

    TEST_CASE("settings are read from the environment")
    {
        struct row
        {
            environment from;
            std::string token;
            std::string url;
            std::string account;
        };
        const row rows[] = {
            {{.token = "tok-1"}, "tok-1", "https://api.truto.one", ""},
            {{.token = "tok-1", .url = "", .account = ""}, "tok-1", "https://api.truto.one", ""},
            {{.token = "tok-1", .url = "http://127.0.0.1:8080/v2"}, "tok-1", "http://127.0.0.1:8080/v2", ""},
            {{.token = "tok-1", .account = "62f44730"}, "tok-1", "https://api.truto.one", "62f44730"},
            {{.token = "tok-2", .url = "https://eu.example.com", .account = "62f44730"},
             "tok-2",
             "https://eu.example.com",
             "62f44730"},
        };
        for (const auto& each : rows)
        {
            CAPTURE(each.token);
            const auto options = read(each.from);
            CHECK(options.token.reveal() == each.token);
            CHECK(options.base_url == each.url);
            CHECK(options.integrated_account_id == each.account);
        }
    }

    TEST_CASE("what the environment says nothing about has its default")
    {
        const auto options = read({.token = "tok-1"});
        const client_options defaults;
        CHECK(options.timeout == std::chrono::seconds{60});
        CHECK(options.timeout == defaults.timeout);
        CHECK(options.max_connections == defaults.max_connections);
        CHECK(options.max_body_size == defaults.max_body_size);
        CHECK(options.tls.use_system_trust);
        CHECK_FALSE(options.strict_decoding);
        CHECK(defaults.token.empty());
    }

    TEST_CASE("a missing token is an error that names the variable and shows nothing else")
    {
        for (const auto* each : {static_cast<const char*>(nullptr), ""})
        {
            try
            {
                read({.token = each, .url = "https://eu.example.com", .account = "62f44730"});
                FAIL("no error");
            }
            catch (const boost::system::system_error& error)
            {
                const std::string what = error.what();
                CAPTURE(what);
                CHECK(error.code() == truto::errc::invalid_argument);
                CHECK(what.find("TRUTO_API_TOKEN") != std::string::npos);
                CHECK(what.find("62f44730") == std::string::npos);
            }
        }
    }

}  // TEST_SUITE
