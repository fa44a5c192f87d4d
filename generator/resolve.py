"""Follows references. `lint` reports those that lead nowhere; the other stages only want what they lead
to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeVar

from .document import Body, Document, Parameter, Reference, Response, Schema, pointer_name

T = TypeVar("T", Parameter, Body, Response)

# What may stand beside a `$ref`: it says more about this use of the schema, and leaves the type alone.
ANNOTATIONS: Final = (
    "description",
    "title",
    "deprecated",
    "default",
    "example",
    "examples",
    "nullable",
    "readOnly",
    "writeOnly",
    "x-certainty",
    "x-support",
    "x-cpp-name",
)


class Resolver:
    """Finds the components of one document."""

    def __init__(self, document: Document) -> None:
        self.schemas = dict(document.schemas)
        self.parameters = dict(document.parameters)
        self.bodies = dict(document.bodies)
        self.responses = dict(document.responses)

    def parameter(self, it: Parameter | Reference) -> Parameter | None:
        return _follow(it, "parameters", self.parameters)

    def body(self, it: Body | Reference) -> Body | None:
        return _follow(it, "requestBodies", self.bodies)

    def response(self, it: Response | Reference) -> Response | None:
        return _follow(it, "responses", self.responses)

    def schema_name(self, schema: Schema) -> str | None:
        """The component that the schema refers to, if it is a reference to one that exists."""
        name = None if schema.ref is None else pointer_name(schema.ref, "schemas")
        return name if name in self.schemas else None

    def target(self, schema: Schema) -> tuple[str | None, Schema]:
        """The schema behind references, and the name of the last component on the way.

        An `allOf` of one reference and nothing else is a reference too: OpenAPI 3.0 knows no other way to put
        a description beside one.
        """
        name: str | None = None
        seen: set[str] = set()
        while True:
            schema = _only_reference(schema)
            found = self.schema_name(schema)
            if found is None or found in seen:
                return name, schema if schema.ref is None else replace(schema, ref=None)
            seen.add(found)
            name, schema = found, self.schemas[found]

    def parts(self, schema: Schema) -> Iterator[Schema]:
        """The schema behind references and all that allOf brings to it, each of them once."""
        found: dict[int, Schema] = {}
        todo = [schema]
        while todo:
            target = self.target(todo.pop())[1]
            if id(target) not in found:
                found[id(target)] = target
                yield target
                todo += reversed(target.all_of)

    def members(self, schema: Schema) -> Iterator[tuple[str, Schema]]:
        """The properties of a schema, with those that allOf brings."""
        for part in self.parts(schema):
            yield from part.properties


def walk(schema: Schema) -> Iterator[Schema]:
    """The schema and everything nested in it; references are not followed."""
    yield schema
    inner = [member for _, member in schema.properties] + list(schema.all_of)
    inner += [each for each in (schema.items, schema.property_names) if each is not None]
    inner += [schema.additional] if isinstance(schema.additional, Schema) else []
    for each in inner:
        yield from walk(each)


def _only_reference(schema: Schema) -> Schema:
    single = len(schema.all_of) == 1 and schema.all_of[0].ref is not None
    if single and not schema.has_properties and schema.additional is None and not schema.required:
        return schema.all_of[0]
    return schema


def _follow(it: T | Reference, kind: str, components: dict[str, T | Reference]) -> T | None:
    seen: set[str] = set()
    while isinstance(it, Reference):
        name = pointer_name(it.target, kind)
        if name is None or name in seen or name not in components:
            return None
        seen.add(name)
        it = components[name]
    return it
