#pragma once

namespace truto
{

/// Where a page has its records, and where it says how to go on. Each model of a page has a function `parts` that gives
/// this, for @ref pager.
template <class Page, class Items, class Cursor>
struct page_parts
{
    /// The records.
    Items Page::* items;

    /// The cursor of the next page; none, null or empty on the last one.
    Cursor Page::* next;
};

template <class Page, class Items, class Cursor>
page_parts(Items Page::*, Cursor Page::*) -> page_parts<Page, Items, Cursor>;  // clang 14 needs to be told

}  // namespace truto
