#pragma once

#include <truto/testing/detail/directory_operations.hpp>
#include <truto/testing/detail/directory_store.hpp>
#include <truto/testing/detail/json_access.hpp>
#include <truto/testing/detail/operation.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace truto::testing::detail
{

/// How many activities are kept: the oldest are forgotten, so that a load test does not fill the memory.
inline constexpr std::size_t activity_limit = 1000;

/// Adds what was done to the activities of the directory.
inline void log_activity(directory_store& store, const operation& what, const outcome& made)
{
    const std::string_view organization = text_of(made.record, "organization");

    json::object entry;
    entry["id"] = store.next_id("act-");
    entry["actor"] = {{"type", "user"}, {"user", {{"id", directory_operations::connected_user}}}};
    entry["organization"] = organization.empty() ? json::value(seeded_organizations[0].id) : json::value(organization);
    entry["group"] = made.group_id.empty() ? json::value{} : json::value(made.group_id);
    entry["entity"] = made.changed_id;
    entry["entity_type"] = singular(made.group_id.empty() ? what.of : resource::users);
    entry["action"] = what.action;
    entry["description"] = "Called " + std::string{what.name};
    entry["context"] = {{"ip_address", "127.0.0.1"}, {"user_agent", nullptr}};
    entry["created_at"] = now_as_text();
    entry["remote_data"] = {{"event", what.name}};
    store.add(resource::activities, std::move(entry));

    const record_table& all = store.table(resource::activities);
    if (all.size() > activity_limit)
    {
        store.erase(resource::activities, std::string{text_of(all.all().begin()->second, "id")});
    }
}

}  // namespace truto::testing::detail
