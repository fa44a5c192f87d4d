#pragma once

#include <truto/indirect.hpp>

#include <concepts>
#include <cstddef>
#include <deque>
#include <functional>
#include <initializer_list>
#include <type_traits>
#include <utility>
#include <vector>

namespace truto
{

/// A vector to write arguments in: `{.roles = {{.id = "role-admin"}, {.id = "role-auditor"}}}`.
///
/// Up to eight elements may stand in the braces; more come as a `std::vector`. It is not a `std::vector` itself because
/// of what gcc 12 does in `co_await` expressions: see @ref indirect. For the same reason there is no constructor from a
/// `std::initializer_list`, which that compiler refuses there.
template <class T>
class list
{
public:
    using value_type = T;

    /// What the elements are kept in. A `std::vector<bool>` has no elements to refer to.
    using container = std::conditional_t<std::is_same_v<T, bool>, std::deque<bool>, std::vector<T>>;
    using const_iterator = typename container::const_iterator;

    list() = default;

    /// From a whole container. A template, so that braces never mean it: gcc would take two texts in them for a range.
    template <class Container>
        requires std::same_as<std::remove_cvref_t<Container>, container>
    list(Container&& elements) : elements_(std::forward<Container>(elements))
    {
    }
    list(const T& a) : elements_(copies({a})) {}
    list(const T& a, const T& b) : elements_(copies({a, b})) {}
    list(const T& a, const T& b, const T& c) : elements_(copies({a, b, c})) {}
    list(const T& a, const T& b, const T& c, const T& d) : elements_(copies({a, b, c, d})) {}
    list(const T& a, const T& b, const T& c, const T& d, const T& e) : elements_(copies({a, b, c, d, e})) {}
    list(const T& a, const T& b, const T& c, const T& d, const T& e, const T& f) : elements_(copies({a, b, c, d, e, f}))
    {
    }
    list(const T& a, const T& b, const T& c, const T& d, const T& e, const T& f, const T& g)
        : elements_(copies({a, b, c, d, e, f, g}))
    {
    }
    list(const T& a, const T& b, const T& c, const T& d, const T& e, const T& f, const T& g, const T& h)
        : elements_(copies({a, b, c, d, e, f, g, h}))
    {
    }

    bool empty() const noexcept { return size() == 0; }
    std::size_t size() const noexcept { return elements_.get() != nullptr ? elements_.get()->size() : 0; }
    const_iterator begin() const noexcept
    {
        return elements_.get() != nullptr ? elements_.get()->begin() : const_iterator();
    }
    const_iterator end() const noexcept
    {
        return elements_.get() != nullptr ? elements_.get()->end() : const_iterator();
    }
    const T& operator[](std::size_t i) const noexcept { return (*elements_.get())[i]; }

    void push_back(T element) { elements_->push_back(std::move(element)); }
    T& emplace_back() { return elements_->emplace_back(); }
    void pop_back() { elements_->pop_back(); }

    /// All elements.
    const container& elements() const noexcept { return *elements_; }

    friend bool operator==(const list&, const list&) = default;

private:
    // All at once: room for them is made for exactly so many, and nothing that grows is compiled.
    static indirect<container> copies(std::initializer_list<std::reference_wrapper<const T>> elements)
    {
        return indirect<container>(std::in_place, elements.begin(), elements.end());
    }

    indirect<container> elements_;
};

}  // namespace truto
