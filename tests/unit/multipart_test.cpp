#include <truto/error.hpp>
#include <truto/multipart.hpp>

#include <boost/system/system_error.hpp>

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>

namespace
{

/// The body with its boundary written as B.
std::string plain(const truto::multipart& form)
{
    const auto body = form.finish();
    const std::string_view prefix = "multipart/form-data; boundary=";
    const auto type = body.content_type.str();
    REQUIRE(type.substr(0, prefix.size()) == prefix);
    const auto boundary = type.substr(prefix.size());
    auto text = body.bytes.str();
    for (auto at = text.find(boundary); at != std::string::npos; at = text.find(boundary, at))
    {
        text.replace(at, boundary.size(), "B");
    }
    return text;
}

}  // namespace

TEST_SUITE("multipart")
{
    TEST_CASE("a form is written part by part (RFC 7578)")
    {
        truto::multipart form;
        CHECK(plain(form) == "--B--\r\n");
        form.add("team", "platform").add_file("people", "p.csv", "text/csv", "a,b\r\n1,2");
        CHECK(plain(form) == "--B\r\nContent-Disposition: form-data; name=\"team\"\r\n\r\nplatform\r\n"
                             "--B\r\nContent-Disposition: form-data; name=\"people\"; filename=\"p.csv\"\r\n"
                             "Content-Type: text/csv\r\n\r\na,b\r\n1,2\r\n--B--\r\n");
    }

    TEST_CASE("names can't end their quotes or their line")
    {
        truto::multipart form;
        form.add("a\"b\r\nc", "").add_file("f", "x\"\n.txt", "text/plain", "");
        const auto text = plain(form);
        CHECK(text.find("name=\"a%22b%0D%0Ac\"") != std::string::npos);
        CHECK(text.find("filename=\"x%22%0A.txt\"") != std::string::npos);
    }

    TEST_CASE("a type that can't be a header's value is refused")
    {
        for (const auto* type : {"", "text/plain\r\nX: y"})
        {
            truto::multipart form;
            try
            {
                form.add_file("f", "f", type, "x");
                FAIL("it was accepted");
            }
            catch (const boost::system::system_error& e)
            {
                CHECK(e.code() == truto::errc::invalid_argument);
            }
            CHECK(plain(form) == "--B--\r\n");
        }
    }

    TEST_CASE("every form has a boundary of its own, of characters that need no quotes")
    {
        std::set<std::string> met;
        for (int i = 0; i != 100; ++i)
        {
            const auto type = truto::multipart{}.finish().content_type.str();
            CHECK(met.insert(type).second);
            CHECK(type.size() == std::string_view{"multipart/form-data; boundary=truto-"}.size() + 40);
            CHECK(type.find_first_of("\"'()<>@,:\\?") == std::string::npos);
        }
    }
}
