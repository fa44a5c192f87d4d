"""Lists that come page by page: which operations they are, and what of its page each of them uses.

A page is a struct like any other until an operation says with x-pagination how it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .ir import (
    Definition,
    ListOf,
    Name,
    Operation,
    PageParts,
    Records,
    Struct,
    StructRef,
    Text,
    Unit,
)
from .issues import Issues


def mark_pages(
    operations: list[Operation], units: tuple[Unit, ...], issues: Issues
) -> tuple[list[Operation], tuple[Unit, ...]]:
    """The same with the parts of each page. An operation that names what is not there is no list."""
    definitions = [each for unit in units for each in unit.definitions]
    definitions += [each for operation in operations for each in operation.definitions]
    structs = {each.name: each for each in definitions if isinstance(each, Struct)}
    pages: dict[Name, tuple[PageParts, Operation]] = {}
    listing: set[str] = set()
    for operation in operations:
        page = _page(operation, structs)
        parts = None if page is None else _parts(operation, page)
        if page is None or parts is None:
            continue
        listing.add(operation.id)
        first, other = pages.setdefault(page.name, (parts, operation))
        if first != parts:
            message = f"{other.id} answers the same page, but its x-pagination has other items or next"
            issues.add(operation.at, f"{message}; make them equal, or give each a page of its own")
    found = {name: parts for name, (parts, _) in pages.items()}
    return (
        [
            replace(
                each,
                definitions=_marked(each.definitions, found),
                pagination=each.pagination if each.id in listing else None,
            )
            for each in operations
        ],
        tuple(replace(unit, definitions=_marked(unit.definitions, found)) for unit in units),
    )


def _page(operation: Operation, structs: dict[Name, Struct]) -> Struct | None:
    """What an operation answers, if that is a struct, and if its query can say where to go on."""
    if operation.pagination is None or operation.query is None or not isinstance(operation.result, StructRef):
        return None
    cursors = [each for each in operation.query.members if each.name == operation.pagination.cursor]
    return structs.get(operation.result.name) if any(each.type == Text() for each in cursors) else None


def _parts(operation: Operation, page: Struct) -> PageParts | None:
    """The members that x-pagination names, if they are of the right type."""
    named = operation.pagination
    if named is None:
        return None
    types = {each.name: each.type for each in page.members}
    has_items = isinstance(types.get(named.items), ListOf | Records)
    return PageParts(named.items, named.next) if has_items and types.get(named.next) == Text() else None


def _marked(definitions: Iterable[Definition], pages: dict[Name, PageParts]) -> tuple[Definition, ...]:
    return tuple(
        _with_parts(each, pages[each.name]) if isinstance(each, Struct) and each.name in pages else each
        for each in definitions
    )


def _with_parts(page: Struct, parts: PageParts) -> Struct:
    """No records, null, and none are the same to who reads a list."""
    members = tuple(
        replace(each, type=Records(each.type.item))
        if each.name == parts.items and isinstance(each.type, ListOf)
        else each
        for each in page.members
    )
    return replace(page, members=members, page=parts)
