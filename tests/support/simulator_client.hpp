#pragma once

// What tests of the simulator say to it, by Asio and Beast alone: the library's own client has no part in it.

#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace truto::test
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace json = boost::json;
namespace ssl = boost::asio::ssl;
using tcp = asio::ip::tcp;
using truto::testing::directory_simulator;

using field_list = std::vector<std::pair<std::string, std::string>>;

struct reply
{
    http::response<http::string_body> message;

    unsigned status() const { return message.result_int(); }
    std::string field(std::string_view name) const { return std::string{message[name]}; }
    const std::string& text() const { return message.body(); }
    json::value body() const { return json::parse(message.body()); }

    // A member by the names on the way to it; null when there is none.
    json::value at(std::initializer_list<std::string_view> path) const
    {
        json::value value = body();
        for (const std::string_view name : path)
        {
            const json::object* const members = value.if_object();
            json::value next = members != nullptr && members->contains(name) ? members->at(name) : json::value{};
            value = std::move(next);
        }
        return value;
    }
};

inline tcp::endpoint endpoint_of(const directory_simulator& sim)
{
    return {asio::ip::address_v4::loopback(), sim.port()};
}

// One connection, spoken to in the most ordinary way.
template <class Stream>
class basic_client
{
public:
    template <class... Arguments>
    explicit basic_client(const directory_simulator& sim, Arguments&&... arguments)
        : sim_(sim), stream_(context_, std::forward<Arguments>(arguments)...)
    {
        stream_.lowest_layer().connect(endpoint_of(sim));
    }

    Stream& stream() { return stream_; }

    reply exchange(std::string_view method, std::string_view target, std::string_view body = {},
                   const field_list& fields = {})
    {
        http::request<http::string_body> request;
        request.version(11);
        request.method_string(method);
        request.target(target);
        request.set(http::field::host, "localhost");
        request.set(http::field::authorization, "Bearer " + sim_.token());
        if (!body.empty())
        {
            request.set(http::field::content_type, "application/json");
            request.body() = body;
        }
        request.prepare_payload();
        for (const auto& [name, value] : fields)
        {
            value.empty() ? request.erase(name) : (request.set(name, value), std::size_t{1});
        }
        http::write(stream_, request);
        return read_reply(method == "HEAD");
    }

    reply read_reply(bool has_no_body = false)
    {
        http::response_parser<http::string_body> parser;
        parser.skip(has_no_body);
        http::read(stream_, buffer_, parser);
        return {parser.release()};
    }

    // Whether the server has closed the connection, without another byte.
    bool is_at_end()
    {
        char byte{};
        boost::system::error_code error;
        stream_.read_some(asio::buffer(&byte, 1), error);
        return bool(error);
    }

    // An operation with the account, and what else the query holds.
    reply call(std::string_view method, std::string_view path, std::string_view body = {}, std::string_view query = {},
               const field_list& fields = {})
    {
        std::string target{"/unified/user-directory"};
        target.append(path).append("?integrated_account_id=").append(sim_.account_id());
        if (!query.empty())
        {
            target.append("&").append(query);
        }
        return exchange(method, target, body, fields);
    }

private:
    const directory_simulator& sim_;
    asio::io_context context_;
    Stream stream_;
    beast::flat_buffer buffer_;
};

using plain_client = basic_client<tcp::socket>;
using tls_client = basic_client<ssl::stream<tcp::socket>>;

// Sends the bytes, and reads until the server closes.
inline std::string raw_exchange(const directory_simulator& sim, std::string_view bytes)
{
    asio::io_context context;
    tcp::socket socket{context};
    socket.connect(endpoint_of(sim));
    boost::system::error_code error;
    asio::write(socket, asio::buffer(bytes), error);
    socket.shutdown(tcp::socket::shutdown_send, error);
    std::string answer;
    asio::read(socket, asio::dynamic_buffer(answer), error);
    return answer;
}

// Waits for what another thread is about to do.
template <class Condition>
bool eventually(Condition&& condition)
{
    using namespace std::chrono_literals;
    for (int i = 0; i < 10'000; ++i)
    {
        if (condition())
        {
            return true;
        }
        std::this_thread::sleep_for(1ms);
    }
    return false;
}

// Text of a value that is text; empty otherwise.
inline std::string text(const json::value& value)
{
    return value.is_string() ? std::string{std::string_view{value.get_string()}} : std::string{};
}

inline std::set<std::string> ids_in(const json::value& record, std::string_view member)
{
    std::set<std::string> ids;
    const json::value* const list = record.is_object() ? record.as_object().if_contains(member) : nullptr;
    if (list != nullptr && list->is_array())
    {
        for (const json::value& element : list->as_array())
        {
            ids.insert(text(element.at("id")));
        }
    }
    return ids;
}

inline std::set<std::string> members_of(const directory_simulator& sim, std::string_view group)
{
    std::set<std::string> ids;
    const json::value record = sim.group(group);
    for (const json::value& id : record.at("remote_data").at("members").as_array())
    {
        ids.insert(text(id));
    }
    return ids;
}

inline std::string membership(std::string_view group, std::string_view user)
{
    return json::serialize(json::value{{"group_id", group}, {"user_id", user}});
}

}  // namespace truto::test
