#include <truto/detail/call/any_handler.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <doctest/doctest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using text_handler = truto::detail::call::any_handler<std::string>;

namespace
{

/// Counts what it has given and not yet got back.
template <class T>
struct counting_allocator
{
    using value_type = T;

    explicit counting_allocator(int& counter) noexcept : lent(&counter) {}
    template <class U>
    counting_allocator(const counting_allocator<U>& other) noexcept : lent(other.lent)
    {
    }

    T* allocate(std::size_t size)
    {
        ++*lent;
        return std::allocator<T>().allocate(size);
    }
    void deallocate(T* memory, std::size_t size) noexcept
    {
        --*lent;
        std::allocator<T>().deallocate(memory, size);
    }
    friend bool operator==(const counting_allocator&, const counting_allocator&) = default;

    int* lent;
};

}  // namespace

TEST_SUITE("call/any_handler")
{

    TEST_CASE("what it is called with reaches the handler")
    {
        std::vector<std::string> seen;
        text_handler held{[&](truto::error_code code, std::string value)
                          {
                              CHECK(code == truto::errc::cancelled);
                              seen.push_back(std::move(value));
                          }};
        std::move(held)(truto::errc::cancelled, "abc");
        CHECK(seen == std::vector<std::string>{"abc"});
    }

    TEST_CASE("a handler that only moves is enough, and is moved and not copied")
    {
        int result = 0;
        text_handler first{[&result, owned = std::make_unique<int>(7)](truto::error_code, const std::string&)
                           { result = *owned; }};
        text_handler second{std::move(first)};
        text_handler third{[](truto::error_code, const std::string&) { FAIL("the other one was assigned"); }};
        third = std::move(second);
        std::move(third)({}, "");
        CHECK(result == 7);
    }

    TEST_CASE("one that is never called is destroyed all the same")
    {
        const auto watched = std::make_shared<int>();
        {
            const text_handler held{[watched](truto::error_code, const std::string&) { FAIL("nobody called it"); }};
            CHECK(watched.use_count() == 2);
        }
        CHECK(watched.use_count() == 1);
    }

    TEST_CASE("a step stands between, with all that it carries")
    {
        std::string seen;
        text_handler held{
            [&](truto::error_code, std::string value) { seen = std::move(value); },
            [prefix = std::make_unique<std::string>("step: ")](auto&& then, truto::error_code code, std::string value)
            { std::forward<decltype(then)>(then)(code, *prefix + value); }};
        std::move(held)({}, "abc");
        CHECK(seen == "step: abc");
    }

    TEST_CASE("its executor is that of the handler, or the one that is offered")
    {
        asio::io_context own;
        asio::io_context other;
        const asio::any_completion_executor offered{other.get_executor()};
        const auto nothing = [](truto::error_code, const std::string&) {};

        CHECK(text_handler{nothing}.executor(offered) == offered);
        CHECK(text_handler{asio::bind_executor(own, nothing)}.executor(offered) ==
              asio::any_completion_executor{own.get_executor()});
    }

    TEST_CASE("its cancellation slot is that of the handler")
    {
        asio::cancellation_signal signal;
        const auto nothing = [](truto::error_code, const std::string&) {};

        CHECK_FALSE(text_handler{nothing}.slot().is_connected());
        CHECK(text_handler{asio::bind_cancellation_slot(signal.slot(), nothing)}.slot() == signal.slot());
    }

    TEST_CASE("its memory comes from the handler's allocator, and is back before the handler runs")
    {
        int lent = 0;
        int lent_when_called = -1;
        {
            text_handler held{asio::bind_allocator(counting_allocator<void*>{lent},
                                                   [&](truto::error_code, const std::string&)
                                                   { lent_when_called = lent; })};
            CHECK(lent == 1);
            std::move(held)({}, "");
            CHECK(lent_when_called == 0);
        }
        {
            const text_handler never_called{
                asio::bind_allocator(counting_allocator<void*>{lent}, [](truto::error_code, const std::string&) {})};
            CHECK(lent == 1);
        }
        CHECK(lent == 0);
    }

    TEST_CASE("a handler may ask for more alignment than memory usually has")
    {
        struct alignas(64) wide
        {
            std::uintptr_t* place;
            void operator()(truto::error_code, const std::string&) const
            {
                *place = reinterpret_cast<std::uintptr_t>(this) % 64;
            }
        };
        std::uintptr_t off = 1;
        text_handler held{wide{&off}};
        std::move(held)({}, "");
        CHECK(off == 0);
    }
}
