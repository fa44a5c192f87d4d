#pragma once

#include <truto/headers.hpp>

#include <truto/detail/http/field_name.hpp>

#include <algorithm>
#include <utility>

namespace truto
{

TRUTO_DECL void headers::add(std::string_view name, std::string_view value)
{
    auto& [text, places] = *content_;
    const auto begin = static_cast<std::uint32_t>(text.size());
    const auto middle = begin + static_cast<std::uint32_t>(name.size());
    if (text.capacity() - text.size() < name.size() + value.size())
    {
        // Either may be a view into this object: the old characters go when both are copied.
        std::string grown;
        grown.reserve(std::max(2 * text.size(), text.size() + name.size() + value.size()));
        grown.append(text).append(name).append(value);
        text = std::move(grown);
    }
    else
    {
        text.append(name).append(value);
    }
    places.push_back({begin, middle, middle + static_cast<std::uint32_t>(value.size())});
}

TRUTO_DECL void headers::set(std::string_view name, std::string_view value)
{
    const std::string kept_name{name};  // either may be a view into this object
    const std::string kept_value{value};
    erase(kept_name);
    add(kept_name, kept_value);
}

TRUTO_DECL std::size_t headers::erase(std::string_view name)
{
    const std::string kept{name};
    auto& all = *content_;
    const auto gone =
        std::erase_if(all.places, [&](const place& each) { return detail::http::same_name(all.name_of(each), kept); });
    if (gone != 0)
    {
        // Their characters go as well: what is set again for each call must not grow with every one.
        std::string left;
        left.reserve(all.text.size());
        for (auto& each : all.places)
        {
            const auto begin = static_cast<std::uint32_t>(left.size());
            left.append(all.text, each.name, each.end - each.name);
            each = {begin, begin + (each.value - each.name), begin + (each.end - each.name)};
        }
        all.text = std::move(left);
    }
    return gone;
}

TRUTO_DECL std::string_view headers::operator[](std::string_view name) const noexcept
{
    for (std::size_t i = 0; i != size(); ++i)
    {
        const auto each = at(i);
        if (detail::http::same_name(each.name, name))
        {
            return each.value;
        }
    }
    return {};
}

TRUTO_DECL bool headers::contains(std::string_view name) const noexcept
{
    const auto& all = *content_;
    for (const auto& each : all.places)
    {
        if (detail::http::same_name(all.name_of(each), name))
        {
            return true;
        }
    }
    return false;
}

TRUTO_DECL headers::entry headers::at(std::size_t i) const noexcept
{
    const auto& all = *content_;
    const auto& each = all.places[i];
    return {all.name_of(each), std::string_view{all.text}.substr(each.value, each.end - each.value)};
}

TRUTO_DECL void headers::reserve(std::size_t count, std::size_t bytes)
{
    content_->places.reserve(count);
    content_->text.reserve(bytes);
}

TRUTO_DECL bool operator==(const headers& a, const headers& b) noexcept
{
    if (a.size() != b.size())
    {
        return false;
    }
    for (std::size_t i = 0; i != a.size(); ++i)
    {
        if (!detail::http::same_name(a.at(i).name, b.at(i).name) || a.at(i).value != b.at(i).value)
        {
            return false;
        }
    }
    return true;
}

}  // namespace truto
