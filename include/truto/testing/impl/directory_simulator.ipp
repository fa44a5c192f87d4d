#pragma once

#include <truto/testing/detail/directory_service.hpp>
#include <truto/testing/detail/simulator_connection.hpp>
#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace truto::testing
{

namespace detail
{

/// The server's side of TLS.
TRUTO_DECL asio::ssl::context make_server_context(const server_certificate& certificate,
                                                  const std::string& client_authority_pem)
{
    asio::ssl::context context{asio::ssl::context::tls_server};
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                        asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
    context.use_certificate_chain(asio::buffer(certificate.certificate_pem));
    context.use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
    if (!client_authority_pem.empty())
    {
        context.add_certificate_authority(asio::buffer(client_authority_pem));
        context.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
    }

    // Without a name of their own, sessions of verified clients could not be resumed.
    constexpr std::string_view name = "truto simulator";
    ::SSL_CTX_set_session_id_context(context.native_handle(), reinterpret_cast<const unsigned char*>(name.data()),
                                     static_cast<unsigned>(name.size()));
    return context;
}

/// @throws std::invalid_argument when there is no such resource.
TRUTO_DECL resource known_resource(std::string_view name)
{
    const auto found = resource_named(name);
    if (!found)
    {
        throw std::invalid_argument("there is no resource " + std::string{name});
    }
    return *found;
}

/// A copy with another id.
///
/// @throws std::invalid_argument when there is no such record, or one with that id.
TRUTO_DECL json::object copy_of(const directory_store& store, resource of, std::string_view id, std::string_view like)
{
    const json::object* const model = store.find(of, like);
    if (model == nullptr || id.empty() || store.find(of, id) != nullptr)
    {
        throw std::invalid_argument("cannot add " + std::string{id} + " like " + std::string{like} +
                                    ": the one must not exist, and the other must");
    }
    json::object made = *model;
    made["id"] = id;
    return made;
}

/// Adds a user like another one as it is now, and to the same groups.
TRUTO_DECL void add_user_like(directory_store& store, std::string_view id, std::string_view like)
{
    json::object& user = store.add(resource::users, copy_of(store, resource::users, id, like));
    if (json::object* const native = native_of(user))
    {
        (*native)["id"] = id;
    }
    settlement::settle(store, {}, user);
}

}  // namespace detail

struct directory_simulator::impl
{
    explicit impl(const directory_simulator_options& options)
        : service(options),
          state{service, options.keep_alive},
          acceptor(context, {detail::asio::ip::address_v4::loopback(), options.port})
    {
        if (options.tls)
        {
            const server_certificate certificate =
                options.server_certificate
                    ? *options.server_certificate
                    : certificate_authority{}.issue({.names = {"localhost"}, .addresses = {"127.0.0.1"}});
            certificate_pem = certificate.authority_pem;
            tls.emplace(detail::make_server_context(certificate, options.client_authority_pem));
        }
        port = acceptor.local_endpoint().port();
        base_url =
            (options.tls ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(port) + options.path_prefix;

        detail::asio::co_spawn(context, accept_connections(), detail::asio::detached);
        thread = std::thread([this] { context.run(); });
    }

    ~impl()
    {
        context.stop();
        thread.join();
        // The context's destructor then frees the coroutines, and with them the sockets.
    }

    detail::asio::awaitable<void> accept_connections()
    {
        for (;;)
        {
            auto [error, socket] = co_await acceptor.async_accept(detail::awaited);
            if (error == detail::asio::error::operation_aborted)
            {
                co_return;
            }
            if (error)
            {
                // Most likely out of file descriptors: wait until some are free again.
                detail::asio::steady_timer pause{context, std::chrono::milliseconds{10}};
                co_await pause.async_wait(detail::awaited);
                continue;
            }

            detail::error_code ignored;
            socket.set_option(detail::tcp::no_delay(true), ignored);
            if (tls)
            {
                start(detail::tls_stream(std::move(socket), *tls));
            }
            else
            {
                start(std::move(socket));
            }
        }
    }

    template <class Stream>
    void start(Stream stream)
    {
        using connection = detail::simulator_connection<Stream>;
        auto made = std::make_shared<connection>(state, std::move(stream), ++state.accepted);
        detail::asio::co_spawn(context, connection::run(std::move(made)), detail::asio::detached);
    }

    void close_connections()
    {
        std::promise<void> done;
        detail::asio::post(context,
                           [&]
                           {
                               for (detail::open_connection* const connection : state.open)
                               {
                                   connection->close();
                               }
                               done.set_value();
                           });
        done.get_future().wait();
    }

    // The context comes after what connections use, so that it goes before it.
    detail::directory_service service;
    detail::simulator_state state;
    std::optional<detail::asio::ssl::context> tls;
    std::string certificate_pem;
    std::string base_url;
    unsigned short port = 0;
    detail::asio::io_context context{1};
    detail::tcp::acceptor acceptor;
    std::thread thread;
};

TRUTO_DECL directory_simulator::directory_simulator(directory_simulator_options options)
    : impl_(std::make_unique<impl>(options))
{
}

TRUTO_DECL directory_simulator::~directory_simulator() = default;

TRUTO_DECL const std::string& directory_simulator::base_url() const noexcept
{
    return impl_->base_url;
}

TRUTO_DECL unsigned short directory_simulator::port() const noexcept
{
    return impl_->port;
}

TRUTO_DECL const std::string& directory_simulator::token() const noexcept
{
    return impl_->service.token();
}

TRUTO_DECL const std::string& directory_simulator::account_id() const noexcept
{
    return impl_->service.account_ids().front();
}

TRUTO_DECL const std::vector<std::string>& directory_simulator::account_ids() const noexcept
{
    return impl_->service.account_ids();
}

TRUTO_DECL const std::vector<std::string>& directory_simulator::sandbox_account_ids() const noexcept
{
    return impl_->service.sandbox_ids();
}

TRUTO_DECL const std::string& directory_simulator::certificate_pem() const noexcept
{
    return impl_->certificate_pem;
}

TRUTO_DECL const seeded_directory& directory_simulator::seeded() noexcept
{
    static const seeded_directory ids;
    return ids;
}

TRUTO_DECL void directory_simulator::answer_with(envelope form)
{
    impl_->service.answer_with(form);
}

TRUTO_DECL void directory_simulator::answer_after(std::chrono::milliseconds latency)
{
    impl_->service.answer_after(latency);
}

TRUTO_DECL void directory_simulator::answer_in_part(bool is_partial)
{
    impl_->service.answer_in_part(is_partial);
}

TRUTO_DECL void directory_simulator::end_account_tokens()
{
    impl_->service.end_account_tokens();
}

TRUTO_DECL void directory_simulator::fail_next(scripted_answer answer, std::size_t count)
{
    if (answer.status < 200 || answer.status > 599)
    {
        throw std::invalid_argument("a scripted status is from 200 to 599");
    }
    impl_->service.script(std::move(answer), count);
}

TRUTO_DECL void directory_simulator::fail_next(unsigned status, std::string body, std::string content_type,
                                               std::size_t count)
{
    fail_next({.status = status, .body = std::move(body), .content_type = std::move(content_type)}, count);
}

TRUTO_DECL void directory_simulator::drop_next(connection_fault fault, std::size_t count)
{
    impl_->service.script(fault, count);
}

TRUTO_DECL void directory_simulator::close_connections()
{
    impl_->close_connections();
}

TRUTO_DECL void directory_simulator::reset()
{
    impl_->service.reset();
}

TRUTO_DECL std::vector<recorded_request> directory_simulator::requests() const
{
    return impl_->service.recorded();
}

TRUTO_DECL std::vector<recorded_effect> directory_simulator::effects() const
{
    return impl_->service.effects();
}

TRUTO_DECL std::size_t directory_simulator::effect_count() const
{
    return impl_->service.effect_count();
}

TRUTO_DECL std::size_t directory_simulator::refusals() const
{
    return impl_->service.refusals();
}

TRUTO_DECL std::size_t directory_simulator::refusals(std::string_view account_id) const
{
    return impl_->service.refusals(account_id);
}

TRUTO_DECL void directory_simulator::add_user(std::string_view id, std::string_view like)
{
    impl_->service.change([&](auto& store) { detail::add_user_like(store, id, like); });
}

TRUTO_DECL void directory_simulator::add_organization(std::string_view id)
{
    impl_->service.change(
        [&](auto& store)
        {
            store.add(detail::resource::organizations,
                      detail::copy_of(store, detail::resource::organizations, id, seeded().empty_organization));
        });
}

TRUTO_DECL std::size_t directory_simulator::connections() const noexcept
{
    return impl_->state.accepted;
}

TRUTO_DECL std::size_t directory_simulator::open_connections() const noexcept
{
    return impl_->state.open_count;
}

TRUTO_DECL std::size_t directory_simulator::resumed_handshakes() const noexcept
{
    return impl_->state.resumed;
}

TRUTO_DECL boost::json::array directory_simulator::records(std::string_view resource) const
{
    const detail::resource of = detail::known_resource(resource);
    return impl_->service.read([&](const auto& store) { return store.table(of).to_json(); });
}

TRUTO_DECL boost::json::value directory_simulator::record(std::string_view resource, std::string_view id) const
{
    const detail::resource of = detail::known_resource(resource);
    return impl_->service.read(
        [&](const auto& store)
        {
            const boost::json::object* const found = store.find(of, id);
            return found != nullptr ? boost::json::value(*found) : boost::json::value(nullptr);
        });
}

TRUTO_DECL boost::json::array directory_simulator::users() const
{
    return records("users");
}

TRUTO_DECL boost::json::value directory_simulator::user(std::string_view id) const
{
    return record("users", id);
}

TRUTO_DECL boost::json::array directory_simulator::groups() const
{
    return records("groups");
}

TRUTO_DECL boost::json::value directory_simulator::group(std::string_view id) const
{
    return record("groups", id);
}

TRUTO_DECL boost::json::array directory_simulator::organizations() const
{
    return records("organizations");
}

TRUTO_DECL boost::json::value directory_simulator::organization(std::string_view id) const
{
    return record("organizations", id);
}

TRUTO_DECL boost::json::array directory_simulator::roles() const
{
    return records("roles");
}

TRUTO_DECL boost::json::array directory_simulator::licenses() const
{
    return records("licenses");
}

}  // namespace truto::testing
