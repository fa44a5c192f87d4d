// JSON texts to measure with: one user as a DELETE answers it, and a page of users. The same text in every run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace benchmark
{

/// A user with nearly every member, about 1.4 KB, as the answer to a DELETE.
inline std::string one_user()
{
    return R"({"id":"00u7k2mQx9Example","external_id":"emp-20417",)"
           R"("identifiers":{"employee_number":"20417","legacy_id":881},)"
           R"("first_name":"Ines","last_name":"Okafor","name":"Ines Okafor","username":"ines.okafor",)"
           R"("title":"Site Reliability Engineer",)"
           R"("emails":[{"email":"ines.okafor@example.com","type":"work","is_primary":true},)"
           R"({"email":"ines@example.net","type":"home","is_primary":false}],)"
           R"("phones":[{"number":"+351210000001","extension":"42","type":"work"},)"
           R"({"number":"+351910000002","extension":null,"type":"mobile"}],)"
           R"("status":"active","status_changed_at":"2026-02-11T08:15:00.000Z",)"
           R"("is_email_verified":true,"is_2fa_enabled":false,)"
           R"("roles":[{"id":"role-admin","name":"Administrator","organization":"org-1","workspace":null},)"
           R"({"id":"role-viewer","name":"Viewer","workspace":"ws-7","group":"grp-3"}],)"
           R"("groups":[{"id":"grp-3","name":"Platform","organization":"org-1"}],)"
           R"("organizations":[{"id":"org-1","name":"Example Lda"}],)"
           R"("workspaces":[{"id":"ws-7","name":"Production"}],)"
           R"("licenses":[{"id":"lic-ent","name":"Enterprise","organization":"org-1"}],)"
           R"("languages":["pt-PT","en"],)"
           R"("urls":[{"url":"https://people.example.com/ines","type":"profile"}],)"
           R"("avatar":"https://img.example.com/u/20417.png",)"
           R"("timezone":"Europe/Lisbon","user_type":"end_user",)"
           R"("activated_at":"2024-05-02T09:00:00Z","created_at":"2024-05-01T17:22:31.000Z",)"
           R"("updated_at":"2026-11-01T10:00:00.000Z","last_login_at":null,)"
           R"("remote_data":{"id":"00u7k2mQx9Example","profile":{"login":"ines.okafor"}}})";
}

/// Writes users that differ from one another, from a counter and no other source of chance.
class user_writer
{
public:
    /// Appends `{…}` for the next user. Members are left out, null, raw or unknown about as often as in real pages:
    /// integrations map part of the schema each, and put what they cannot map into `remote_data`.
    void append_user(std::string& out)
    {
        ++count_;
        const std::string number = std::to_string(10000 + count_);
        const std::string_view first = pick(first_names_);
        const std::string_view last = pick(last_names_);

        out += R"({"id":"00u)" + number + R"(mQx9",)";
        out += chance(4) ? R"("external_id":null,)" : R"("external_id":"emp-)" + number + R"(",)";
        out.append(R"("first_name":")").append(first).append(R"(","last_name":")").append(last).append(R"(",)");
        out.append(R"("name":")").append(first).append(" ").append(last).append(R"(",)");
        out += R"("title":)";
        out += chance(3) ? std::string{"null,"} : "\"" + std::string{pick(titles_)} + "\",";
        append_contacts(out, number);
        out.append(R"("status":")").append(pick(statuses_)).append(R"(",)");
        out += chance(2) ? R"("is_2fa_enabled":true,)" : R"("is_2fa_enabled":null,)";
        append_memberships(out);
        if (chance(5))
        {
            out.append(R"("bio":")").append(pick(bios_)).append(R"(",)");
        }
        out += R"("created_at":"2024-0)" + std::to_string(1 + count_ % 9) + R"(-11T17:22:31.000Z",)";
        out += R"("updated_at":"2026-11-0)" + std::to_string(1 + count_ % 9) + R"(T10:00:00Z","last_login_at":null,)";
        if (chance(3))  // members that the description does not name
        {
            out += R"("cost_center":"cc-)" + std::to_string(count_ % 40) + R"(","seats":)" +
                   std::to_string(count_ % 7) + ",";
        }
        append_remote_data(out, number);
        out += "}";
    }

private:
    std::uint32_t random()
    {
        state_ = state_ * 1664525U + 1013904223U;
        return state_ >> 8U;
    }

    bool chance(std::uint32_t one_in) { return random() % one_in == 0; }

    template <std::size_t Size>
    std::string_view pick(const std::array<std::string_view, Size>& choices)
    {
        return choices[random() % Size];
    }

    void append_contacts(std::string& out, const std::string& number)
    {
        out += R"("emails":[{"email":"u)" + number + R"(@example.com","type":"work","is_primary":true})";
        if (chance(3))
        {
            out += R"(,{"email":"u)" + number + R"(@example.net","type":"home","is_primary":false})";
        }
        out += "],";
        if (chance(2))
        {
            out += R"("phones":[{"number":"+35121)" + number + R"(00","extension":null,"type":"work"}],)";
        }
        else
        {
            out += R"("phones":null,)";
        }
    }

    void append_memberships(std::string& out)
    {
        const std::string group = std::to_string(random() % 24);
        out += R"("roles":[{"id":"role-)" + std::to_string(random() % 6) + R"(","name":"Member"}],)";
        out += R"("groups":[{"id":"grp-)" + group + R"(","name":"Team )" + group + R"("}],)";
        if (chance(3))
        {
            out += R"("licenses":[{"id":"lic-ent","name":"Enterprise","last_active_at":"2026-11-18T16:40:12Z"}],)";
        }
        out += chance(2) ? R"("languages":["pt-PT","en"],)" : R"("languages":[],)";
    }

    void append_remote_data(std::string& out, const std::string& number)
    {
        out += R"("remote_data":{"uid":)" + number + R"(,"profile":{"login":"u)" + number + R"(","mobile":null},)";
        out +=
            R"("flags":[)" + std::to_string(count_ % 3) + R"(,true],"score":0.)" + std::to_string(1 + count_ % 8) + "}";
    }

    static constexpr std::array<std::string_view, 6> first_names_{"Ines", "Łukasz",     "美咲",
                                                                  "Ana",  "Jos\\u00e9", "Mette"};
    static constexpr std::array<std::string_view, 5> last_names_{"Okafor", "Sørensen", "O'Neil", "\\u0160imi\\u0107",
                                                                 "Brandt"};
    static constexpr std::array<std::string_view, 4> titles_{"Engineer", "Head of \\\"People\\\"", "Büroleiterin",
                                                             "Site Reliability Engineer"};
    static constexpr std::array<std::string_view, 5> statuses_{"active", "active", "inactive", "invited",
                                                               "DEPROVISIONED"};
    static constexpr std::array<std::string_view, 2> bios_{"Keeps things running.\\nAsk first.",
                                                           "Likes \\u2615 and quiet pagers."};

    std::uint32_t state_{20261121};
    std::size_t count_{0};
};

/// A JSON array of `count` users.
inline std::string array_of_users(std::size_t count)
{
    std::string text{"["};
    user_writer writer;
    for (std::size_t index = 0; index < count; ++index)
    {
        if (index != 0)
        {
            text += ",";
        }
        writer.append_user(text);
    }
    text += "]";
    return text;
}

}  // namespace benchmark
