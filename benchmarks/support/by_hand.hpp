// Filling the models without this library: what a person writes who has the structs and a JSON library. The chains of
// comparisons stand here once; a reader says how its JSON library spells "is it a text", "the next member" and so on.
#pragma once

#include <truto/user_directory/models/user.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace benchmark
{

namespace directory = truto::user_directory;

/// What a JSON value is, as far as filling a struct asks.
enum class json_kind
{
    null,
    text,
    boolean,
    array,
    object,
    number,
};

/// A reader has a type `source` (a JSON value) and static functions:
/// `kind(source&)`; `text(source&)`, a view; `boolean(source&)`; `each_element(source&, use)`;
/// `each_member(source&, use)` with name and value; `keep(source&)`, the value as a `boost::json::value`.
template <class Reader>
class by_hand
{
public:
    using source = typename Reader::source;

    /// Reads an array of users.
    static std::vector<directory::user> users(source& from)
    {
        std::vector<directory::user> all;
        Reader::each_element(from, [&](source& each) { fill(each, all.emplace_back()); });
        return all;
    }

private:
    /// Reads one object: known members where they belong, the others into `extra`, as are values of another type.
    template <class Struct>
    static void fill(source& from, Struct& to)
    {
        Reader::each_member(from,
                            [&](std::string_view name, source& value)
                            {
                                if (!member(name, value, to))
                                {
                                    to.extra.emplace(name, Reader::keep(value));
                                }
                            });
    }

    static bool member(std::string_view name, source& from, directory::user& to)
    {
        return name == "id"                  ? read(from, to.id)
               : name == "external_id"       ? read(from, to.external_id)
               : name == "identifiers"       ? read(from, to.identifiers)
               : name == "first_name"        ? read(from, to.first_name)
               : name == "last_name"         ? read(from, to.last_name)
               : name == "title"             ? read(from, to.title)
               : name == "name"              ? read(from, to.name)
               : name == "username"          ? read(from, to.username)
               : name == "emails"            ? read(from, to.emails)
               : name == "phones"            ? read(from, to.phones)
               : name == "status"            ? read(from, to.status)
               : name == "status_changed_at" ? read(from, to.status_changed_at)
               : name == "is_email_verified" ? read(from, to.is_email_verified)
               : name == "is_2fa_enabled"    ? read(from, to.is_2fa_enabled)
               : name == "roles"             ? read(from, to.roles)
               : name == "groups"            ? read(from, to.groups)
               : name == "organizations"     ? read(from, to.organizations)
               : name == "workspaces"        ? read(from, to.workspaces)
               : name == "licenses"          ? read(from, to.licenses)
               : name == "languages"         ? read(from, to.languages)
               : name == "urls"              ? read(from, to.urls)
               : name == "avatar"            ? read(from, to.avatar)
               : name == "bio"               ? read(from, to.bio)
               : name == "timezone"          ? read(from, to.timezone)
               : name == "user_type"         ? read(from, to.user_type)
               : name == "activated_at"      ? read(from, to.activated_at)
               : name == "created_at"        ? read(from, to.created_at)
               : name == "updated_at"        ? read(from, to.updated_at)
               : name == "last_active_at"    ? read(from, to.last_active_at)
               : name == "last_login_at"     ? read(from, to.last_login_at)
               : name == "remote_data"       ? read(from, to.remote_data)
                                             : false;
    }

    static bool member(std::string_view name, source& from, directory::user_email& to)
    {
        return name == "email"        ? read(from, to.email)
               : name == "type"       ? read(from, to.type)
               : name == "is_primary" ? read(from, to.is_primary)
                                      : false;
    }

    static bool member(std::string_view name, source& from, directory::user_phone& to)
    {
        return name == "number"      ? read(from, to.number)
               : name == "extension" ? read(from, to.extension)
               : name == "type"      ? read(from, to.type)
                                     : false;
    }

    static bool member(std::string_view name, source& from, directory::user_role& to)
    {
        return name == "id"             ? read(from, to.id)
               : name == "name"         ? read(from, to.name)
               : name == "group"        ? read(from, to.group)
               : name == "organization" ? read(from, to.organization)
               : name == "workspace"    ? read(from, to.workspace)
                                        : false;
    }

    static bool member(std::string_view name, source& from, directory::user_group& to)
    {
        return name == "id"             ? read(from, to.id)
               : name == "name"         ? read(from, to.name)
               : name == "organization" ? read(from, to.organization)
                                        : false;
    }

    static bool member(std::string_view name, source& from, directory::user_organization& to)
    {
        return name == "id" ? read(from, to.id) : name == "name" ? read(from, to.name) : false;
    }

    static bool member(std::string_view name, source& from, directory::user_workspace& to)
    {
        return name == "id" ? read(from, to.id) : name == "name" ? read(from, to.name) : false;
    }

    static bool member(std::string_view name, source& from, directory::user_license& to)
    {
        return name == "id"               ? read(from, to.id)
               : name == "name"           ? read(from, to.name)
               : name == "organization"   ? read(from, to.organization)
               : name == "last_active_at" ? read(from, to.last_active_at)
                                          : false;
    }

    static bool member(std::string_view name, source& from, directory::user_url& to)
    {
        return name == "url" ? read(from, to.url) : name == "type" ? read(from, to.type) : false;
    }

    // Each says whether the value was of the member's type; null is of every type and leaves the member away.

    static bool read(source& from, std::optional<std::string>& to)
    {
        const json_kind what = Reader::kind(from);
        if (what == json_kind::text)
        {
            to.emplace(Reader::text(from));
        }
        return what == json_kind::text || what == json_kind::null;
    }

    static bool read(source& from, std::optional<truto::timestamp>& to)
    {
        const json_kind what = Reader::kind(from);
        if (what == json_kind::text)
        {
            to.emplace(std::string{Reader::text(from)});
        }
        return what == json_kind::text || what == json_kind::null;
    }

    template <class Enum>
    static bool read(source& from, std::optional<truto::open_enum<Enum>>& to)
    {
        const json_kind what = Reader::kind(from);
        if (what == json_kind::text)
        {
            to.emplace(Reader::text(from));
        }
        return what == json_kind::text || what == json_kind::null;
    }

    static bool read(source& from, std::optional<bool>& to)
    {
        const json_kind what = Reader::kind(from);
        if (what == json_kind::boolean)
        {
            to = Reader::boolean(from);
        }
        return what == json_kind::boolean || what == json_kind::null;
    }

    static bool read(source& from, std::optional<std::vector<std::string>>& to)
    {
        const json_kind what = Reader::kind(from);
        if (what == json_kind::array)
        {
            auto& list = to.emplace();
            Reader::each_element(from, [&](source& each) { list.emplace_back(Reader::text(each)); });
        }
        return what == json_kind::array || what == json_kind::null;
    }

    template <class Struct>
    static bool read(source& from, std::optional<std::vector<Struct>>& to)
    {
        const json_kind what = Reader::kind(from);
        if (what == json_kind::array)
        {
            auto& list = to.emplace();
            Reader::each_element(from, [&](source& each) { fill(each, list.emplace_back()); });
        }
        return what == json_kind::array || what == json_kind::null;
    }

    static bool read(source& from, std::optional<boost::json::object>& to)
    {
        const json_kind what = Reader::kind(from);
        if (what == json_kind::object)
        {
            to = std::move(Reader::keep(from).as_object());
        }
        return what == json_kind::object || what == json_kind::null;
    }

    static bool read(source& from, std::optional<boost::json::value>& to)
    {
        if (Reader::kind(from) != json_kind::null)
        {
            to = Reader::keep(from);
        }
        return true;
    }
};

/// Reads from Boost.JSON's tree, and empties it: what is kept is moved out, not copied, where the storage allows.
struct tree_reader
{
    using source = boost::json::value;

    static json_kind kind(const source& from) noexcept
    {
        switch (from.kind())
        {
        case boost::json::kind::null:
            return json_kind::null;
        case boost::json::kind::bool_:
            return json_kind::boolean;
        case boost::json::kind::string:
            return json_kind::text;
        case boost::json::kind::array:
            return json_kind::array;
        case boost::json::kind::object:
            return json_kind::object;
        case boost::json::kind::int64:
        case boost::json::kind::uint64:
        case boost::json::kind::double_:
            break;
        }
        return json_kind::number;
    }

    static std::string_view text(const source& from)
    {
        const boost::json::string& text = from.as_string();
        return {text.data(), text.size()};
    }

    static bool boolean(const source& from) { return from.as_bool(); }

    template <class Use>
    static void each_element(source& from, Use use)
    {
        for (source& element : from.as_array())
        {
            use(element);
        }
    }

    template <class Use>
    static void each_member(source& from, Use use)
    {
        for (auto& each : from.as_object())
        {
            use(each.key(), each.value());
        }
    }

    static boost::json::value keep(source& from)
    {
        // The default storage, whatever the tree's own: the struct outlives the tree. A move where both are the same.
        return boost::json::value(std::move(from), boost::json::storage_ptr{});
    }
};

}  // namespace benchmark
