#pragma once

#include <truto/client_options.hpp>
#include <truto/testing/directory_simulator.hpp>

#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace example
{

/// Whether the environment names an API to work on.
inline bool has_token()
{
    const char* token = std::getenv("TRUTO_API_TOKEN");
    return token != nullptr && *token != '\0';
}

/// Where an example works: on the API that the environment names, or without `TRUTO_API_TOKEN` on a simulator in this
/// process, with which it talks over TLS on loopback.
class somewhere
{
public:
    somewhere()
    {
        if (!has_token())
        {
            simulator_.emplace(truto::testing::directory_simulator_options{.tls = true});
            std::cerr << "TRUTO_API_TOKEN is not set: working on a simulator in this process, nobody real is meant.\n";
        }
    }

    bool is_simulated() const noexcept { return simulator_.has_value(); }

    truto::client_options options() const
    {
        if (!simulator_)
        {
            return truto::client_options::from_environment();
        }
        truto::client_options options;
        options.base_url = simulator_->base_url();
        options.token = simulator_->token();
        options.integrated_account_id = simulator_->account_id();
        options.tls.ca_pem = simulator_->certificate_pem();
        return options;
    }

    /// Whether the simulator has, or had, a user with this id. Somebody who is taken for real is not in there.
    bool simulates(const std::string& user) const
    {
        return !simulator_->user(user).is_null() || user == truto::testing::directory_simulator::seeded().deleted_user;
    }

    /// The ids on the command line, `least` to `most`. Without any, `seeded`, but only in the simulator: a real account is
    /// never asked for invented ids.
    std::vector<std::string> ids(int count, char** values, const std::vector<std::string>& seeded, std::size_t least,
                                 std::size_t most = std::numeric_limits<std::size_t>::max()) const
    {
        if (count == 1 && simulator_)
        {
            return seeded;
        }
        const std::vector<std::string> given{values + 1, values + count};
        if (given.size() < least || given.size() > most)
        {
            throw std::runtime_error("name what to work on: " + std::to_string(least) +
                                     (least == most ? "" : " or more") + " on the command line");
        }
        return given;
    }

    /// The same for programs that take as many as there are in `seeded`.
    std::vector<std::string> ids(int count, char** values, const std::vector<std::string>& seeded) const
    {
        return ids(count, values, seeded, seeded.size(), seeded.size());
    }

private:
    std::optional<truto::testing::directory_simulator> simulator_;
};

/// Makes a program that reads its settings from the environment find a simulator there, whatever was there before.
///
/// Over plain HTTP: the environment has no room for a certificate to trust. Make it before anything else runs.
class simulator_in_environment
{
public:
    simulator_in_environment()
    {
        ::setenv("TRUTO_API_TOKEN", simulator_.token().c_str(), 1);
        ::setenv("TRUTO_API_BASE_URL", simulator_.base_url().c_str(), 1);
        ::setenv("TRUTO_INTEGRATED_ACCOUNT_ID", simulator_.account_id().c_str(), 1);
    }

private:
    truto::testing::directory_simulator simulator_;
};

}  // namespace example
