#pragma once

#include <truto/headers.hpp>

#include <boost/beast/http/status.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace truto::testing::detail
{

/// A request that is not carried out, with the error envelope that says why. Thrown, because the checks that find the
/// reason are spread over many small functions, and the one place that answers is far above them.
class refusal : public std::exception
{
public:
    refusal(unsigned status, std::string_view message) : status_(status)
    {
        body_["statusCode"] = status;
        body_["error"] = json_text(boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status)));
        body_["message"] = message;
    }

    /// A parameter or member with a value that cannot be used.
    static refusal invalid(std::string_view path, std::string_view reason)
    {
        refusal made(400, std::string{path} + ' ' + std::string{reason});
        made.body_["details"] = {
            {"failures", boost::json::array{boost::json::object{{"path", path}, {"reason", reason}}}}};
        return made;
    }

    /// Parameters or members that are not there; `kind` is the key of the insight.
    static refusal missing(std::string_view kind, const std::vector<std::string>& names)
    {
        std::string list;
        for (const std::string& name : names)
        {
            list.append(list.empty() ? "" : ", ").append(name);
        }
        refusal made(400, list + (names.size() == 1 ? " is required" : " are required"));
        made.add_insight(kind, {{"description", "This method cannot do without them."},
                                {"value", boost::json::array(names.begin(), names.end())}});
        return made;
    }

    /// What the provider says about a request that reached it.
    static refusal remote(unsigned status, std::string_view code, std::string_view message)
    {
        refusal made(status, message);
        made.body_["truto_is_remote_error"] = true;
        made.body_["raw_response"] = {{"error", {{"code", code}, {"message", message}}}};
        made.add_insight("remote_error", {{"description", "The provider refused the call."}});
        return made;
    }

    static refusal remote_not_found(std::string_view message) { return remote(404, "not_found", message); }

    void add_insight(std::string_view key, boost::json::object hint)
    {
        auto& insight = body_["truto_error_insight"];
        if (!insight.is_object())
        {
            insight.emplace_object();
        }
        insight.as_object()[key] = std::move(hint);
    }

    refusal with_header(std::string_view name, std::string_view value) &&
    {
        headers_.add(name, value);
        return std::move(*this);
    }

    refusal with_headers(truto::headers fields) &&
    {
        headers_ = std::move(fields);
        return std::move(*this);
    }

    unsigned status() const noexcept { return status_; }
    const boost::json::object& body() const noexcept { return body_; }
    const truto::headers& headers() const noexcept { return headers_; }
    const char* what() const noexcept override { return "the simulated API refused the request"; }

private:
    template <class Text>
    static boost::json::string_view json_text(const Text& text)
    {
        return {text.data(), text.size()};
    }

    unsigned status_;
    boost::json::object body_;
    truto::headers headers_;
};

}  // namespace truto::testing::detail
