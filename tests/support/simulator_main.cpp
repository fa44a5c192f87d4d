// The directory simulator as a program, for tools outside of C++: curl, schemathesis, comparisons with another
// server.
//
// Prints where it is, one KEY=value a line, and serves until SIGTERM or SIGINT. When standard input is a pipe, its
// end is an order to stop as well: the server then never outlives the script that started it.

#include <truto/testing/directory_simulator.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace asio = boost::asio;
namespace testing = truto::testing;

namespace
{

constexpr std::string_view usage = R"(usage: simulator [options]

  --tls            serve HTTPS; the certificate to trust is written to a file
  --ca-file PATH   that file (default: a new one in the directory for temporary files, removed at the end)
  --port N         port on 127.0.0.1 (default: any free one)
  --prefix PATH    what stands before /unified/user-directory, such as /edge/truto
  --envelope NAME  bare, wrapped, id_only, empty_object, null_id, empty_body, no_content or foreign
  --latency MS     hold back every answer that long
  --more-users N   how many people there are beside the 36 with names of their own
  --sandbox        one more account, which is for reading only
  --volatile       changes do not last: every request meets the directory as it was at the beginning
  --help           this text
)";

struct arguments
{
    testing::directory_simulator_options options{.recorded_requests = 0};
    std::string ca_file{};
    bool help = false;
};

template <class Number>
Number number_from(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
    {
        throw std::invalid_argument("not a number in range: " + std::string{text});
    }
    return value;
}

testing::envelope envelope_from(std::string_view name)
{
    using testing::envelope;
    constexpr std::array<std::pair<std::string_view, envelope>, 8> all = {{
        {"bare", envelope::bare},
        {"wrapped", envelope::wrapped},
        {"id_only", envelope::id_only},
        {"empty_object", envelope::empty_object},
        {"null_id", envelope::null_id},
        {"empty_body", envelope::empty_body},
        {"no_content", envelope::no_content},
        {"foreign", envelope::foreign},
    }};
    for (const auto& [known, value] : all)
    {
        if (known == name)
        {
            return value;
        }
    }
    throw std::invalid_argument("not an envelope: " + std::string{name});
}

arguments read_arguments(int count, char** values)
{
    arguments read;
    for (int i = 1; i < count; ++i)
    {
        const std::string_view name = values[i];
        const auto value = [&]() -> std::string_view
        {
            if (i + 1 == count)
            {
                throw std::invalid_argument(std::string{name} + " needs a value");
            }
            return values[++i];
        };

        if (name == "--tls")
        {
            read.options.tls = true;
        }
        else if (name == "--ca-file")
        {
            read.ca_file = value();
        }
        else if (name == "--port")
        {
            read.options.port = number_from<unsigned short>(value());
        }
        else if (name == "--prefix")
        {
            read.options.path_prefix = value();
        }
        else if (name == "--envelope")
        {
            read.options.envelope = envelope_from(value());
        }
        else if (name == "--latency")
        {
            read.options.latency = std::chrono::milliseconds{number_from<int>(value())};
        }
        else if (name == "--more-users")
        {
            read.options.more_users = number_from<std::size_t>(value());
        }
        else if (name == "--sandbox")
        {
            read.options.sandbox_accounts = 1;
        }
        else if (name == "--volatile")
        {
            read.options.persistent = false;
        }
        else if (name == "--help")
        {
            read.help = true;
        }
        else
        {
            throw std::invalid_argument("unknown option " + std::string{name});
        }
    }
    return read;
}

/// The file with the certificate to trust. One that was not asked for by name is removed at the end.
class certificate_file
{
public:
    certificate_file(std::string path, const std::string& pem) : path_(std::move(path)), is_temporary_(path_.empty())
    {
        if (is_temporary_)
        {
            path_ = (std::filesystem::temp_directory_path() / "truto-simulator-XXXXXX").string();
            const int file = ::mkstemp(path_.data());
            if (file == -1)
            {
                throw std::runtime_error("cannot make a file in the directory for temporary files");
            }
            ::close(file);
        }
        std::ofstream out{path_, std::ios::binary | std::ios::trunc};
        if (!(out << pem).flush())
        {
            throw std::runtime_error("cannot write " + path_);
        }
    }

    ~certificate_file()
    {
        if (is_temporary_)
        {
            std::error_code ignored;
            std::filesystem::remove(path_, ignored);
        }
    }

    certificate_file(const certificate_file&) = delete;
    certificate_file& operator=(const certificate_file&) = delete;

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
    bool is_temporary_;
};

// Only a pipe or a socket is worth waiting for: a shell gives background jobs /dev/null, which is at its end at once.
bool is_pipe(int descriptor)
{
    struct stat status{};
    return ::fstat(descriptor, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
}

asio::awaitable<void> read_to_the_end(asio::posix::stream_descriptor& input)
{
    std::array<char, 256> ignored{};
    for (;;)
    {
        const auto [error, size] =
            co_await input.async_read_some(asio::buffer(ignored), asio::as_tuple(asio::use_awaitable));
        if (error)
        {
            co_return;
        }
    }
}

void wait_for_the_end()
{
    asio::io_context context;

    asio::signal_set signals{context, SIGINT, SIGTERM};
    signals.async_wait([&](const boost::system::error_code&, int) { context.stop(); });

    asio::posix::stream_descriptor input{context};
    if (is_pipe(STDIN_FILENO))
    {
        input.assign(::dup(STDIN_FILENO));
        asio::co_spawn(context, read_to_the_end(input), [&](const std::exception_ptr&) { context.stop(); });
    }
    context.run();
}

int run(const arguments& given)
{
    const testing::directory_simulator simulator{given.options};
    std::cout << "TRUTO_API_BASE_URL=" << simulator.base_url() << '\n'
              << "TRUTO_API_TOKEN=" << simulator.token() << '\n'
              << "TRUTO_INTEGRATED_ACCOUNT_ID=" << simulator.account_id() << '\n';

    for (const std::string& id : simulator.sandbox_account_ids())
    {
        std::cout << "TRUTO_SANDBOX_ACCOUNT_ID=" << id << '\n';
    }

    std::optional<certificate_file> trusted;
    if (given.options.tls)
    {
        trusted.emplace(given.ca_file, simulator.certificate_pem());
        std::cout << "TRUTO_CA_FILE=" << trusted->path() << '\n';
    }
    std::cout.flush();

    wait_for_the_end();
    return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** values)
{
    try
    {
        const arguments given = read_arguments(count, values);
        if (given.help)
        {
            std::cout << usage;
            return EXIT_SUCCESS;
        }
        return run(given);
    }
    catch (const std::exception& error)
    {
        std::cerr << "simulator: " << error.what() << "\n\n" << usage;
        return EXIT_FAILURE;
    }
}
