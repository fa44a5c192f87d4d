#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace truto
{

/// Names a type in a function's arguments: `fields(type<user>)`, `names(type<user_status>)`.
template <class T>
struct type
{
};

/// How a query parameter spells arrays and objects on the wire.
enum class query_style : unsigned char
{
    brackets,     ///< `a[]=1&a[]=2`, `a[0][id]=1`, `a[k]=1`: what the API documents.
    form,         ///< OpenAPI's `form` with `explode`: `a=1&a=2`; an object's members stand alone.
    form_comma,   ///< OpenAPI's `form` without `explode`: `a=1,2`.
    deep_object,  ///< OpenAPI's `deepObject`: `a[k]=1`, with arrays inside as `a[k]=1&a[k]=2`.
};

/// One described member of a struct.
template <auto Member>
struct field
{
    /// The member itself.
    static constexpr auto member = Member;

    /// Its name in JSON, in a query or in a header.
    std::string_view name;

    /// One sentence on its meaning; may be empty.
    std::string_view doc{};

    /// How it is written into a query.
    query_style style = query_style::brackets;
};

/// The described members of a struct, in order.
template <class... Fields>
struct field_list
{
    constexpr field_list(const Fields&... fields) : names{fields.name...}, docs{fields.doc...}, styles{fields.style...}
    {
    }

    static constexpr std::size_t size = sizeof...(Fields);

    // By kind, not by member: arrays are far cheaper to compile than a tuple of fields.
    std::array<std::string_view, size> names;
    std::array<std::string_view, size> docs;
    std::array<query_style, size> styles;

    /// Calls `visit(field)` for each member.
    template <class Visitor>
    constexpr void for_each(Visitor&& visit) const
    {
        [[maybe_unused]] std::size_t i = 0;  // without members
        (visit_one<Fields>(visit, i++), ...);
    }

private:
    template <class Field, class Visitor>
    constexpr void visit_one(Visitor& visit, std::size_t i) const
    {
        visit(Field{names[i], docs[i], styles[i]});
    }
};

/// A struct whose members are described by a `fields(type<T>)` that argument-dependent lookup finds.
template <class T>
concept described = requires { fields(type<T>{}).styles; };

/// Calls `visit(field, value)` for each described member of `object`, in order.
///
/// `field.name` and `field.doc` say what it is; `value` is a reference to the member, const where `object` is.
/// For printing, comparing, writing CSV and the like.
template <class T, class Visitor>
    requires described<std::remove_cvref_t<T>>
constexpr void for_each_field(T&& object, Visitor&& visit)
{
    fields(type<std::remove_cvref_t<T>>{})
        .for_each([&]<auto Member>(const field<Member>& each) { visit(each, object.*Member); });
}

}  // namespace truto
