#pragma once

#include <utility>
#include <vector>

namespace truto
{

/// The records of a page: a `std::vector`, whichever way the server wrote them.
///
/// A list comes as an array, or, where the request asks for it, as an object that holds each record under a value of its
/// own: `{"grp-3": {…}, "grp-4": {…}}`. Both are read into this, in the order of the text. The names of such an object are
/// not kept, since each record has the value as a member. An object that is a record itself is read as the only one.
///
/// Missing, null and empty are the same, and are not written.
template <class T>
struct records : std::vector<T>
{
    using std::vector<T>::vector;

    records() = default;
    records(std::vector<T> all) noexcept : std::vector<T>(std::move(all)) {}
};

}  // namespace truto
