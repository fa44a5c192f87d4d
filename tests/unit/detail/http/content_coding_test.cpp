#include <truto/detail/http/content_coding.hpp>

#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <vector>

#include "support/compressed.hpp"

using truto::detail::http::decode_content;
using truto::detail::http::decoding;
using namespace truto::test;

namespace
{

constexpr std::uint64_t enough = 1024 * 1024;

const std::string text = R"({"id":"u1","name":"Ines Okafor","roles":[{"id":"role-admin"},{"id":"role-viewer"}]})";

// Made by Python's gzip, of `{"id":"u1"}`.
const std::string foreign_gzip{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\xca\x4c\x51"
                               "\xb2\x52\x2a\x35\x54\xaa\x05\x00\xba\xca\xc1\xef\x0b\x00\x00\x00",
                               31};

/// What becomes of a body.
struct result
{
    decoding how;
    std::string body;
};

result decoded(std::string_view codings, std::string body, std::uint64_t limit = enough)
{
    const auto how = decode_content(codings, body, limit);
    return {how, std::move(body)};
}

}  // namespace

TEST_SUITE("http/content_coding")
{
    TEST_CASE("what gzip and deflate mean is understood, in all their forms")
    {
        struct row
        {
            std::string name;
            std::string codings;
            std::string body;
        };
        using std::string;
        const std::vector<row> rows{
            {"gzip", "gzip", gzip_of(text)},
            {"its old name", "x-gzip", gzip_of(text)},
            {"whatever the case", "GZip", gzip_of(text)},
            {"gzip that says it is text", "gzip", gzip_of(text, 1)},
            {"gzip with a sum of its head", "gzip", gzip_of(text, 2, string{"\0\0", 2})},
            {"gzip with an extra field", "gzip", gzip_of(text, 4, string{"\x03\0abc", 5})},
            {"gzip with an empty extra field", "gzip", gzip_of(text, 4, string{"\0\0", 2})},
            {"gzip with a name", "gzip", gzip_of(text, 8, string{"users.json\0", 11})},
            {"gzip with a comment", "gzip", gzip_of(text, 16, string{"hello\0", 6})},
            {"gzip with all of them", "gzip",
             gzip_of(text, 2 | 4 | 8 | 16,
                     string{"\x01\0x", 3} + string{"n\0", 2} + string{"c\0", 2} + string{"\0\0", 2})},
            {"gzip of several members", "gzip", gzip_of(text.substr(0, 10)) + gzip_of("") + gzip_of(text.substr(10))},
            {"deflate as zlib", "deflate", zlib_of(text)},
            {"deflate as bare data", "deflate", deflated(text)},
            {"no coding", "", text},
            {"identity", "identity", text},
            {"both, the last one was applied last", "gzip, deflate", zlib_of(gzip_of(text))},
            {"with spaces and empty members", " deflate ,,\tgzip , identity", gzip_of(zlib_of(text))},
        };
        for (const auto& each : rows)
        {
            const auto& name = each.name;
            CAPTURE(name);
            const auto end = decoded(each.codings, each.body);
            CHECK(end.how == decoding::done);
            CHECK(end.body == text);
        }
    }

    TEST_CASE("what others made is understood")
    {
        const auto end = decoded("gzip", foreign_gzip);
        CHECK(end.how == decoding::done);
        CHECK(end.body == R"({"id":"u1"})");
    }

    TEST_CASE("members of gzip that hold nothing change nothing, however many there are")
    {
        std::string all;
        for (int i = 0; i != 2000; ++i)
        {
            all += gzip_of("");
        }
        all += gzip_of(text);
        for (int i = 0; i != 2000; ++i)
        {
            all += gzip_of("");
        }
        all += gzip_of(text);
        const auto end = decoded("gzip", all);
        CHECK(end.how == decoding::done);
        CHECK(end.body == text + text);
    }

    TEST_CASE("an empty body is an empty body")
    {
        for (const auto* coding : {"gzip", "deflate", "gzip, deflate"})
        {
            const auto end = decoded(coding, "");
            CHECK(end.how == decoding::done);
            CHECK(end.body.empty());
        }
        CHECK(decoded("gzip", gzip_of("")).how == decoding::done);
        CHECK(decoded("deflate", zlib_of("")).how == decoding::done);
    }

    TEST_CASE("what ends too early is corrupt, wherever it ends, and stays as it was")
    {
        struct row
        {
            std::string coding;
            std::string body;
        };
        for (const auto& each : {row{"gzip", gzip_of(text)},
                                 row{"gzip", gzip_of(text, 4 | 8, std::string{"\x02\0ab", 4} + std::string{"n\0", 2})},
                                 row{"deflate", zlib_of(text)}, row{"deflate", deflated(text)}})
        {
            const auto& coding = each.coding;
            CAPTURE(coding);
            for (std::size_t size = 1; size != each.body.size(); ++size)
            {
                CAPTURE(size);
                const auto part = each.body.substr(0, size);
                const auto end = decoded(coding, part);
                CHECK(end.how == decoding::corrupt);
                CHECK(end.body == part);
            }
        }
    }

    TEST_CASE("a body whose sum or size is wrong is corrupt")
    {
        struct row
        {
            std::string coding;
            std::string body;
            std::size_t from_end;
        };
        for (const auto& each : {row{"gzip", gzip_of(text), 1}, row{"gzip", gzip_of(text), 5},
                                 row{"gzip", gzip_of(text), 8}, row{"deflate", zlib_of(text), 1}})
        {
            auto body = each.body;
            auto& byte = body[body.size() - each.from_end];
            byte = static_cast<char>(byte ^ 1);
            const auto end = decoded(each.coding, body);
            CHECK(end.how == decoding::corrupt);
            CHECK(end.body == body);
        }
    }

    TEST_CASE("what is not what its head says is corrupt, or of an unknown coding")
    {
        CHECK(decoded("gzip", text).how == decoding::corrupt);
        CHECK(decoded("gzip", "\x1f\x8b\x07 and more than ten bytes").how == decoding::corrupt);
        CHECK(decoded("gzip", gzip_of(text) + "x").how == decoding::corrupt);
        CHECK(decoded("deflate", "\xff\xff\xff\xff").how == decoding::corrupt);
        CHECK(decoded("br", text).how == decoding::unknown);
        const auto end = decoded("br, gzip", gzip_of("what br made"));
        CHECK(end.how == decoding::unknown);
        CHECK(end.body == "what br made");
    }

    TEST_CASE("nothing grows beyond the limit, however little there is of it")
    {
        const std::string zeros(4 * 1024 * 1024, '0');
        for (const bool gzip : {true, false})
        {
            CAPTURE(gzip);
            const std::string coding = gzip ? "gzip" : "deflate";
            const auto small = gzip ? gzip_of(zeros) : zlib_of(zeros);
            REQUIRE(small.size() < 20'000);
            CHECK(decoded(coding, small, 100'000).how == decoding::too_large);
            CHECK(decoded(coding, small, zeros.size() - 1).how == decoding::too_large);
            const auto end = decoded(coding, small, zeros.size());
            CHECK(end.how == decoding::done);
            CHECK(end.body == zeros);
        }
        // Members together, and each of several codings.
        CHECK(decoded("gzip", gzip_of(text) + gzip_of(text), text.size() + 1).how == decoding::too_large);
        CHECK(decoded("gzip, gzip", gzip_of(gzip_of(zeros)), 100'000).how == decoding::too_large);
    }
}
