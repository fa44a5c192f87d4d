// Everybody in a file, one JSON object a line, and again from where it stopped: resume FILE. Until it is whole it is
// called FILE.part, and the place is kept in FILE.cursor. Without arguments it shows itself being interrupted, in a folder
// of its own.
#include <truto/json.hpp>
#include <truto/user_directory.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <system_error>

#include "support/somewhere.hpp"
#include "support/terminal_text.hpp"

namespace asio = boost::asio;
namespace directory = truto::user_directory;
namespace fs = std::filesystem;

namespace
{

/// Where an export stands: how much of the file is good, the cursor of the page after that, and whose list it is.
struct place
{
    std::uintmax_t size = 0;
    std::string cursor{};
    std::string whose{};
};

place read_place(const fs::path& file)
{
    std::ifstream in{file};
    place result;
    in >> result.size;
    in.ignore();
    std::getline(in, result.cursor);
    std::getline(in, result.whose);
    return result;
}

/// Written beside it and moved there: it is the old place or the new one, and never half of one.
void write_place(const fs::path& file, const place& where)
{
    auto fresh = file;
    fresh += ".new";
    std::ofstream out{fresh, std::ios::trunc};
    out << where.size << '\n' << where.cursor << '\n' << where.whose << '\n';
    out.close();
    if (!out)
    {
        throw std::runtime_error("can't write " + fresh.string());
    }
    fs::rename(fresh, file);
}

fs::path beside(fs::path file, const char* end)
{
    return file += end;
}

/// Where to begin: after the last page that is in the file as a whole, else at the beginning. `whose` names the list.
place find_place(const fs::path& part, const fs::path& cursor_file, const std::string& whose)
{
    std::error_code none;
    const auto size = fs::file_size(part, none);
    auto where = fs::exists(cursor_file) ? read_place(cursor_file) : place{};
    if (!where.cursor.empty() && where.whose != whose)
    {
        throw std::runtime_error(part.string() + " is of " + where.whose + ", not of " + whose);
    }
    if (none || where.cursor.empty() || size < where.size)  // the place got to the disk, and what was before it did not
    {
        where = {.whose = whose};
        fs::remove(cursor_file);
    }
    std::ofstream{part, std::ios::binary | std::ios::app};
    fs::resize_file(part, where.size);  // what came after the last page that counts is there again in a moment
    return where;
}

/// Goes on with an export, for so many pages at most. Gives whether it came to its end.
asio::awaitable<bool> go_on(directory::client api, std::string whose, fs::path file, std::size_t pages_at_most)
{
    const auto part = beside(file, ".part");
    const auto cursor_file = beside(file, ".cursor");
    auto where = find_place(part, cursor_file, whose);
    std::ofstream out{part, std::ios::binary | std::ios::app};

    //! [resume]
    auto pages = api.users().list({.limit = 10, .next_cursor = where.cursor});
    for (std::size_t count = 0; count != pages_at_most; ++count)
    {
        const auto page = co_await pages.async_next();
        if (!page)
        {
            break;
        }
        for (const auto& user : page->result)
        {
            out << boost::json::serialize(truto::encode(user)) << '\n';
        }
        if (!out.flush())
        {
            throw std::runtime_error("can't write " + part.string());
        }
        if (!pages.has_ended())
        {
            write_place(cursor_file, {static_cast<std::uintmax_t>(out.tellp()), pages.cursor(), whose});
        }
    }
    //! [resume]

    out.close();
    if (!out)
    {
        throw std::runtime_error("can't write " + part.string());
    }
    if (pages.has_ended())
    {
        fs::rename(part, file);  // in this order: without a place, a part is begun anew
        fs::remove(cursor_file);
    }
    co_return pages.has_ended();
}

bool run(const truto::client_options& options, const fs::path& file,
         std::size_t pages_at_most = std::numeric_limits<std::size_t>::max())
{
    asio::io_context context;
    directory::client api{context, options};
    bool is_whole = false;
    asio::co_spawn(context, go_on(api, options.base_url + " " + options.integrated_account_id, file, pages_at_most),
                   [&](std::exception_ptr failure, bool ended)
                   {
                       if (failure)
                       {
                           std::rethrow_exception(failure);
                       }
                       is_whole = ended;
                   });
    context.run();
    std::ifstream in{is_whole ? file : beside(file, ".part")};
    const auto lines = std::count(std::istreambuf_iterator<char>{in}, {}, '\n');
    std::cout << file.filename().string() << ": " << example::counted(static_cast<std::size_t>(lines), "user")
              << (is_whole ? ", everybody" : ", to be continued") << '\n';
    return is_whole;
}

/// A folder that goes when this does.
class temporary_folder
{
public:
    temporary_folder()
    {
        std::string name = (fs::temp_directory_path() / "truto-resume-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
        {
            throw std::system_error(errno, std::generic_category(), "can't make a folder");
        }
        path_ = name;
    }
    ~temporary_folder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    fs::path file(const char* name) const { return path_ / name; }

private:
    fs::path path_;
};

}  // namespace

int main(int count, char** values)
{
    try
    {
        const example::somewhere here;
        if (count == 2 && !here.is_simulated())
        {
            return run(here.options(), values[1]) ? EXIT_SUCCESS : EXIT_FAILURE;
        }
        if (count > 1 || !here.is_simulated())
        {
            std::cerr << "usage: resume FILE, with TRUTO_API_TOKEN; or resume alone, to see it\n";
            return 2;
        }
        const temporary_folder folder;
        const auto file = folder.file("users.jsonl");
        const bool is_whole_at_once = run(here.options(), file, 2);
        std::ofstream{beside(file, ".part"), std::ios::app} << "{\"id\":\"half a line, as of a power cut";
        return !is_whole_at_once && run(here.options(), file) ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    catch (const std::exception& failure)
    {
        std::cerr << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
