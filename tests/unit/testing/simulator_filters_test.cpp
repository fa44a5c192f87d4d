#include <truto/testing/directory_simulator.hpp>

#include <boost/json.hpp>

#include <doctest/doctest.h>
#include <set>
#include <string>

#include "support/simulator_client.hpp"

using namespace truto::test;

namespace
{

using client = plain_client;
using ids = std::set<std::string>;

struct filter_row
{
    std::string path;
    std::string query;
    ids expected;
};

ids found(client& api, const std::string& path, const std::string& query)
{
    const auto answer = api.call("GET", path, "", "truto_ignore_limit=true&" + query);
    CHECK_MESSAGE(answer.status() == 200, answer.text());
    ids made;
    const json::value records = answer.at({"result"});
    for (const json::value& record : records.as_array())
    {
        made.insert(text(record.at(path == "/utilization" ? "name" : "id")));
    }
    return made;
}

}  // namespace

TEST_SUITE("simulator filters")
{
    TEST_CASE("lists are narrowed down by what their parameters say")
    {
        const filter_row rows[] = {
            {"/users", "first_name=Ines", {"00u7k2"}},
            {"/users", "first_name=ines", {}},
            {"/users", "last_name=O'Connell", {"00ur8s"}},
            {"/users", "first_name=Ines&last_name=Rojas", {}},
            {"/users", "emails=ines.okafor@example.com", {"00u7k2"}},
            {"/users", "emails[email]=ines.okafor@example.net", {"00u7k2"}},
            {"/users", "emails[email]=ines.okafor@example.net&emails[is_primary]=true", {}},
            {"/users",
             "emails[0][email]=ines.okafor@example.com&emails[1][email]=wei.zhang@example.com",
             {"00u7k2", "00uc6q"}},
            {"/users", "status=invited", {"00up4r", "00uz6u"}},
            {"/users", "status[in]=invited,deleted", {"00up4r", "00uz6u", "00ui0s", "00uo7e"}},
            {"/users", "status[in][]=invited&status[in][]=deleted", {"00up4r", "00uz6u", "00ui0s", "00uo7e"}},
            {"/users", "status[in]=gone", {}},
            {"/users", "group_id=grp-labs", {"00uy1b", "00uf5z"}},
            {"/users", "group_id=grp-labs&status=active", {}},
            {"/users", "organization_id=org-labs", {"00uy1b", "00uf5z"}},
            {"/users", "organization_id=org-archive", {}},
            {"/users", "workspace_id=ws-production&status=inactive", {"00uy1b"}},
            {"/users", "user_type=admin", {"00u7k2", "00u3fd"}},
            {"/users", "product=anything&group_id=grp-labs", {"00uy1b", "00uf5z"}},

            {"/groups", "organization_id=org-labs", {"grp-labs"}},
            {"/groups", "workspace_id=ws-bench", {"grp-labs"}},
            {"/groups", "workspace_id=ws-none", {}},
            {"/groups", "group_type=department", {"grp-finance", "grp-people"}},
            {"/groups", "name=Security", {"grp-security"}},
            {"/groups", "description=Counts", {"grp-finance"}},
            {"/groups", "user_id=00u7k2", {"grp-platform", "grp-security"}},
            {"/groups", "user_id=nobody", {}},
            {"/groups", "is_group=true&name=Finance", {"grp-finance"}},

            {"/organizations", "user_id=00uy1b", {"org-labs"}},
            {"/organizations", "name=Quillmoor%20Archive", {"org-archive"}},

            {"/licenses", "organization_id=org-archive", {"lic-guest"}},
            {"/licenses", "product=onedrive&organization_id=org-labs", {"lic-guest"}},

            {"/workspaces", "organization_id=org-labs", {"ws-bench"}},
            {"/workspaces", "group_id=grp-labs", {"ws-bench"}},
            {"/workspaces", "status=inactive", {"ws-bench"}},
            {"/workspaces", "status[in]=inactive,active&name=Sandbox", {"ws-sandbox"}},
            {"/workspaces", "description=What%20customers%20see", {"ws-production"}},
            {"/workspaces", "workspace_id=ws-production&include_nested=true", {"ws-canary"}},

            {"/role_assignments", "role_id=role-admin", {"ra-1", "ra-3"}},
            {"/role_assignments", "role_id=role-viewer&group_id=grp-platform", {"ra-2"}},
            {"/role_assignments", "workspace_id=ws-production&role_id=role-viewer&group_id=grp-platform", {"ra-2"}},
            {"/role_assignments", "workspace_id=ws-none", {}},

            {"/activities", "action=login_failed&actor_id=00ub2k", {}},
            {"/activities", "action=calibration.sign&ip_address=192.0.2.10", {"act-111"}},
            {"/activities",
             "entity=doc-17&entity_type=document&organization_id=org-quillmoor",
             {"act-112", "act-124", "act-136", "act-148", "act-160"}},
            {"/activities", "actor[type]=system&action=updated", {}},
            {"/activities", "actor[user][id]=00u7k2&action=login", {"act-101"}},
            {"/activities", "actor_id=00u7k2&action=login", {"act-101"}},

            {"/utilization", "utilization_type=licenses", {"Licenses"}},
            {"/utilization", "utilization_type=shared-storage", {"Shared storage"}},
            {"/roles",
             "anything=else&limit=1",
             {"role-admin", "role-manager", "role-member", "role-billing", "role-viewer"}},
        };
        const directory_simulator sim;
        client api{sim};
        for (const filter_row& r : rows)
        {
            CAPTURE(r.path);
            CAPTURE(r.query);
            CHECK(found(api, r.path, r.query) == r.expected);
        }
    }

    TEST_CASE("times are compared as moments, whatever they look like")
    {
        // The first activities are of 2026-10-01 at 07:00 and 18:01, and of 2026-10-02 at 05:02.
        const filter_row rows[] = {
            {"/activities", "created_at=2026-10-01T07:00:00Z", {"act-101"}},
            {"/activities", "created_at=2026-10-01T09:00:00%2B02:00", {"act-101"}},
            {"/activities", "created_at=2026-10-01", {}},
            {"/activities", "created_at[lt]=2026-10-01T18:01:00Z", {"act-101"}},
            {"/activities", "created_at[lte]=2026-10-01T18:01:00Z", {"act-101", "act-102"}},
            {"/activities", "created_at[gt]=2026-10-01T07:00:00Z&created_at[lt]=2026-10-02T05:02:00Z", {"act-102"}},
            {"/activities", "created_at[gte]=2026-10-01T07:00:00Z&created_at[lt]=2026-10-02", {"act-101", "act-102"}},
            {"/activities", "created_at%5Bgte%5D=2026-10-28", {"act-160"}},
            {"/users", "created_at[gt]=2030-01-01", {}},
        };
        const directory_simulator sim;
        client api{sim};
        for (const filter_row& r : rows)
        {
            CAPTURE(r.query);
            CHECK(found(api, r.path, r.query) == r.expected);
        }
        for (const char* list : {"/users", "/groups", "/organizations", "/workspaces"})
        {
            CAPTURE(list);
            const auto all = found(api, list, "");
            const auto late = found(api, list, "updated_at[gte]=2025-06-01");
            const auto early = found(api, list, "updated_at[lt]=2025-06-01");
            CHECK_FALSE(late.empty());
            CHECK_FALSE(early.empty());
            CHECK(late.size() + early.size() <= all.size());
        }
    }

    TEST_CASE("a record by its id is there only if it is where the query says")
    {
        const directory_simulator sim;
        client api{sim};
        CHECK(api.call("GET", "/users/00uy1b", "", "organization_id=org-labs&group_id=grp-labs").status() == 200);
        CHECK(api.call("GET", "/users/00uy1b", "", "organization_id=org-quillmoor").status() == 404);
        CHECK(api.call("GET", "/users/00uy1b", "", "product=teams").status() == 200);
        CHECK(api.call("GET", "/roles/role-admin", "", "workspace_id=w&group_id=g").status() == 200);
    }

    TEST_CASE("filters that make no sense are refused")
    {
        const std::string wrong[] = {
            "/users?created_at=yesterday",
            "/users?created_at[gt]=",
            "/users?created_at[near]=2026-01-01",
            "/users?created_at[]=2026-01-01",
            "/users?status[not]=active",
            "/users?status[in][a][b]=x",
            "/users?first_name[]=a",
            "/users?first_name=a&first_name=b",
            "/groups?is_group=maybe",
            "/groups?name[in]=a,b",
            "/workspaces?include_nested=1",
            "/activities?actor=user",
            "/users?truto_ignore_limit=maybe",
            "/users?truto_key_by[]=id",
            "/users?product[a]=b",
        };
        const directory_simulator sim;
        client api{sim};
        for (const std::string& each : wrong)
        {
            CAPTURE(each);
            const auto question = each.find('?');
            const auto answer = api.call("GET", each.substr(0, question), "", each.substr(question + 1));
            CHECK(answer.status() == 400);
            CHECK(answer.at({"truto_is_remote_error"}).is_null());
            CHECK(answer.at({"details", "failures"}).as_array().size() == 1);
        }
    }
}
