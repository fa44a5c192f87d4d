"""What is published about integrations, as tables for the runtime: a header of its own, for those who ask."""

from __future__ import annotations

from ..extensions import Support
from ..ir import Api, Member, Operation, Struct, StructRef
from ..wire import Shapes
from . import docs
from .names import Names
from .view import (
    ConstantFieldsView,
    HeaderView,
    NameListView,
    OperationRequirementsView,
    RequirementsView,
)

HEADERS = ("<truto/requirements.hpp>", "<string_view>")


def requirements_view(api: Api, names: Names, header: HeaderView) -> RequirementsView | None:
    """The tables of an API; nothing where nothing is published about integrations."""
    shapes = Shapes.of(api)
    operations = [each for resource in api.resources for each in resource.operations]
    if not any(_is_about_integrations(each, shapes) for each in operations):
        return None
    made = (_operation(each, names, shapes) for each in operations)
    rows = tuple(row for row in made if row.lists or row.arguments)
    return RequirementsView(header, rows) if rows else None


def _is_about_integrations(operation: Operation, shapes: Shapes) -> bool:
    members = [member for struct in _structs(operation, shapes).values() for member in struct.members]
    return bool(operation.integrations) or any(member.notes.support for member in members)


def _structs(operation: Operation, shapes: Shapes) -> dict[str, Struct]:
    """What holds the arguments that a caller may leave out, by where they are sent."""
    found = {} if operation.query is None else {"query": operation.query}
    if operation.body is not None and isinstance(operation.body.type, StructRef):
        found["body"] = shapes.structs[operation.body.type.name]
    return found


def _operation(operation: Operation, names: Names, shapes: Shapes) -> OperationRequirementsView:
    name = str(names.constants[operation.id])
    lists = [_list("offered_by", operation.integrations)]
    arguments: list[ConstantFieldsView] = []
    for place, struct in _structs(operation, shapes).items():
        for member in struct.members:
            found = _argument(f"{place}_{names.members[struct.name, member.name]}", place, member)
            if found is not None:
                arguments.append(found[0])
                lists += found[1]
    row = [("id", docs.literal(operation.id))]
    row += [("offered_by", f"{name}::offered_by")] if operation.integrations else []
    row += [("arguments", f"{name}::arguments")] if arguments else []
    kept = tuple(each for each in lists if each.elements)
    return OperationRequirementsView(name, kept, tuple(arguments), ConstantFieldsView(tuple(row)))


def _argument(name: str, place: str, member: Member) -> tuple[ConstantFieldsView, list[NameListView]] | None:
    """What is said about an argument, and its lists; nothing if that is of no use for any integration."""
    support = member.notes.support or Support()
    more = (support.required_count or 0) > len(support.required)
    if not (member.notes.required or support.required or support.supported or more):
        return None
    required = _list(f"{name}_required", support.required)
    read = _list(f"{name}_read", support.supported)
    note = " ".join((support.note or "").split())
    fields = [("place", f"argument_place::{place}"), ("name", docs.literal(member.name))]
    fields += [("required", required.name)] if required.elements else []
    fields += [("read", read.name)] if read.elements else []
    fields += [("required_count", str(support.required_count))] if more else []
    fields += [("by_all", "true")] if member.notes.required else []
    fields += [("note", docs.literal(docs.stop(note)))] if note else []
    return ConstantFieldsView(tuple(fields)), [required, read]


def _list(name: str, texts: tuple[str, ...]) -> NameListView:
    return NameListView(name, ", ".join(docs.literal(text) for text in texts))
