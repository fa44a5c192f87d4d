"""Turns a document into the IR: follows references, flattens `allOf`, names what is nested, groups what is
recursive.

Names are given while walking, from the place where a type stands, so that no later stage has to guess them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from .document import Document, Example, Operation, Parameter, Response, Schema
from .extensions import CHOICE, RANGE, SORT
from .ir import (
    INPUT,
    Answer,
    AnyJson,
    AnyObject,
    Api,
    Boolean,
    Definition,
    Enumeration,
    EnumRef,
    EnumValue,
    Integer,
    ListOf,
    MapOf,
    Member,
    Name,
    Notes,
    Number,
    Records,
    RequestBody,
    Resource,
    Role,
    Secret,
    Sorting,
    Struct,
    StructRef,
    Style,
    Text,
    TimeFilter,
    Timestamp,
    Type,
    Unit,
    ValueFilter,
    owner,
    references,
)
from .ir import Operation as IrOperation
from .issues import Issues
from .pages import mark_pages
from .resolve import Resolver, walk

IDEMPOTENT_VERBS = ("get", "head", "put", "delete")


def build(document: Document, name: str, issues: Issues) -> Api:
    """The API of this document; `name` is what its folder and namespace are called."""
    resolver = Resolver(document)
    types = _Types(document, resolver, issues)
    operations = [_Operation(document, resolver, types, issues).build(each) for each in document.operations]
    operations, units = mark_pages(operations, _units(document, types, operations), issues)
    resources = tuple(
        Resource(
            tag.at,
            tag.name,
            tag.description,
            tuple(op for op in operations if op.resource == tag.name),
            tag.cpp_name,
        )
        for tag in document.tags
    )
    return Api(
        document.at,
        name,
        document.at.file,
        document.title,
        document.summary,
        document.description,
        document.api_version,
        document.base_path,
        units,
        tuple(resource for resource in resources if resource.operations),
    )


@dataclass(slots=True)
class _Place:
    """Where a type is being made: its name if it needs one, its role, and where its definition goes."""

    name: Name
    role: Role
    sink: list[Definition] = field(default_factory=list)

    def inner(self, step: str) -> _Place:
        return _Place((*self.name, step), self.role, self.sink)


class _Types:
    """Makes types from schemas."""

    def __init__(self, document: Document, resolver: Resolver, issues: Issues) -> None:
        self._resolver = resolver
        self._issues = issues
        self._expanding: list[str] = []
        self._open: set[Name] = set()
        self._aliases: dict[Name, Type] = {}
        self._flat: dict[str, dict[str, Schema]] = {}
        self._answered = _answered(document, resolver)

    def component(self, name: Name) -> list[Definition]:
        """The definitions of a component, nested ones first; none for a mere alias of a built-in type."""
        schema = self._resolver.schemas[name[0]]
        place = _Place(name, Role.MODEL if len(name) == 1 else Role.INPUT)
        if self._resolver.target(schema)[0] is None:
            self._make(schema, place, schema.cpp_name)
        return place.sink

    def type_of(self, schema: Schema, place: _Place) -> Type:
        """The type of a use of a schema. Requests have their own form of each struct."""
        name, target = self._resolver.target(schema)
        if name is None:
            return self._make(target, place, None)
        model = place.role is Role.MODEL
        if self._is_struct(target):
            return StructRef((name,) if model else (name, INPUT))
        if target.values is not None:
            return EnumRef((name,))
        inner = _Place((name,), Role.MODEL) if model else _Place((name, INPUT), Role.INPUT)
        if inner.name in self._aliases:
            return self._aliases[inner.name]
        if name in self._expanding:
            self._issues.add(schema.at, f'"{name}" contains itself without an object between; add one')
            return AnyJson()
        before = len(self._issues)
        self._expanding.append(name)
        kind = self._make(target, inner, None)
        self._expanding.pop()
        if len(self._issues) == before:
            self._aliases[inner.name] = kind
        return kind

    def nullable(self, schema: Schema, place: _Place) -> bool:
        """Whether null means something here.

        A component that answers hold too takes null because answers do; in a request it means nothing.
        """
        if place.role is Role.INPUT and place.name[0] in self._answered:
            return False
        name, target = self._resolver.target(schema)
        of_target = target.nullable and (place.role is Role.MODEL or name not in self._answered)
        return schema.nullable or of_target

    def notes(self, schema: Schema, required: bool) -> Notes:
        """What is known about a member; what stands beside a reference comes before what it refers to."""
        target = self._resolver.target(schema)[1]
        return Notes(
            schema.description or target.description,
            required,
            schema.deprecated or target.deprecated,
            schema.default or target.default,
            schema.bounds or target.bounds,
            schema.read_only or target.read_only,
            schema.write_only or target.write_only,
            schema.certainty or target.certainty,
            schema.support or target.support,
        )

    @staticmethod
    def _is_struct(schema: Schema) -> bool:
        return schema.has_properties or bool(schema.all_of)

    def _make(self, schema: Schema, place: _Place, pinned: str | None) -> Type:
        if self._is_struct(schema):
            return self._struct(schema, place, pinned)
        if schema.values is not None:
            return self._enumeration(schema, place, pinned)
        if schema.is_keyed and schema.items is not None:
            return self._records(schema, schema.items, place)
        if len(schema.types) != 1:
            return AnyJson()
        match schema.types[0]:
            case "string":
                return self._text(schema.format, place)
            case "boolean":
                return Boolean()
            case "integer":
                return Integer(32 if schema.format == "int32" else 64)
            case "number":
                return Number()
            case "array":
                return ListOf(AnyJson() if schema.items is None else self._inner(schema.items, place))
            case _:
                return self._map(schema, place)

    @staticmethod
    def _text(form: str | None, place: _Place) -> Type:
        """Arguments are made of other types than models, and who writes a secret there has it anyway."""
        if form == "password" and place.role is Role.MODEL:
            return Secret()
        return Timestamp() if form in ("date-time", "date") else Text()

    def _map(self, schema: Schema, place: _Place) -> Type:
        if not isinstance(schema.additional, Schema):
            return AnyObject()
        return MapOf(self._inner(schema.additional, place))

    def _records(self, schema: Schema, item: Schema, place: _Place) -> Type:
        if place.role is Role.MODEL:
            return Records(self._inner(item, place))
        message = "only an answer has arrays that may be objects"
        self._issues.add(schema.at, f"{message}; write one of the two types")
        return ListOf(self._inner(item, place))

    def _inner(self, schema: Schema, place: _Place) -> Type:
        """The type of an array's elements or a map's values; directly in a component it is called `item`."""
        return self.type_of(schema, place.inner("item") if place.name == owner(place.name) else place)

    def _enumeration(self, schema: Schema, place: _Place, pinned: str | None) -> Type:
        if place.role is Role.INPUT:
            return EnumRef(tuple(step for step in place.name if step != INPUT))
        descriptions, names = dict(schema.value_descriptions), dict(schema.value_names)
        values = tuple(
            EnumValue(text, descriptions.get(text), names.get(text)) for text in schema.values or ()
        )
        notes = self.notes(schema, False)
        place.sink.append(Enumeration(schema.at, place.name, values, pinned, notes, schema.examples))
        return EnumRef(place.name)

    def _struct(self, schema: Schema, place: _Place, pinned: str | None) -> Type:
        """A struct of its own. What it is an element of may stand in it again: then its name will do."""
        if place.name in self._open:
            return StructRef(place.name)
        self._open.add(place.name)
        around, self._expanding = self._expanding, []
        required = {name for part in self._resolver.parts(schema) for name in part.required}
        members = tuple(
            self._member(name, member, place, name in required)
            for name, member in self._properties(schema, schema).items()
        )
        self._open.remove(place.name)
        self._expanding = around
        place.sink.append(
            Struct(
                schema.at, place.name, place.role, members, pinned, self.notes(schema, False), schema.examples
            )
        )
        return StructRef(place.name)

    def _member(self, name: str, schema: Schema, place: _Place, required: bool) -> Member:
        return Member(
            schema.at,
            name,
            self.type_of(schema, place.inner(name)),
            self.nullable(schema, place),
            schema.cpp_name,
            Style.BRACKETS,
            self.notes(schema, required),
            tuple(Example(schema.at, str(n), None, value) for n, value in enumerate(schema.examples, 1)),
        )

    def _properties(self, schema: Schema, whole: Schema) -> dict[str, Schema]:
        """Every property, those of `allOf` first; the same property twice has to be the same twice.

        `whole` is the component or the nested schema that this one is a part of.
        """
        found: dict[str, Schema] = {}
        parts = [self._part(part, whole) for part in schema.all_of]
        for name, member in [each for part in parts for each in part.items()] + list(schema.properties):
            first = found.setdefault(name, member)
            if first is not member and first != member:
                message = f'allOf brings "{name}" twice with different schemas, first on line {first.at.line}'
                self._issues.add(member.at, f"{message}; keep one of them, or make them equal")
        return found

    def _part(self, part: Schema, whole: Schema) -> dict[str, Schema]:
        name, target = self._resolver.target(part)
        if name is not None and any(each is whole for each in self._resolver.parts(target)):
            self._issues.add(
                part.at, f'allOf leads back to "{name}"; a schema cannot contain itself this way'
            )
            return {}
        if not self._is_struct(target) and (
            target.types not in ((), ("object",)) or target.values is not None
        ):
            self._issues.add(part.at, "allOf combines objects only; name objects with properties here")
            return {}
        if name is None:
            return self._properties(target, whole)
        if name not in self._flat:
            self._flat[name] = self._properties(target, target)
        return self._flat[name]


class _Operation:
    """Makes one operation."""

    def __init__(self, document: Document, resolver: Resolver, types: _Types, issues: Issues) -> None:
        self._document = document
        self._resolver = resolver
        self._types = types
        self._issues = issues

    def build(self, operation: Operation) -> IrOperation:
        resource, _, method = operation.id.partition(".")
        sink: list[Definition] = []
        base = _Place((resource, method), Role.BODY, sink)
        parameters = [found for each in operation.parameters if (found := self._resolver.parameter(each))]
        body = self._body(operation, base)
        query = self._aggregate(operation, parameters, "query", Role.QUERY, sink)
        headers = self._aggregate(operation, parameters, "header", Role.HEADERS, sink)
        result, unwrap = self._result(operation, sink)
        return IrOperation(
            operation.at,
            operation.id,
            resource,
            method,
            operation.verb,
            self._document.base_path + operation.path,
            operation.cpp_name,
            operation.summary,
            operation.description,
            self._path_parameters(operation, parameters, base),
            body,
            query,
            headers,
            tuple((each.name, each.call_option) for each in parameters if each.call_option),
            result,
            tuple(sink),
            self._answers(operation),
            operation.verb in IDEMPOTENT_VERBS if operation.idempotent is None else operation.idempotent,
            operation.deprecated,
            operation.successor,
            unwrap,
            operation.integrations,
            operation.integration_count,
            operation.response_support,
            operation.pagination,
        )

    def _body(self, operation: Operation, base: _Place) -> RequestBody | None:
        body = None if operation.body is None else self._resolver.body(operation.body)
        if body is None:
            return None
        kind = self._types.type_of(body.schema, base.inner("body"))
        return RequestBody(kind, body.required, body.description, body.examples)

    def _aggregate(
        self,
        operation: Operation,
        parameters: list[Parameter],
        where: str,
        role: Role,
        sink: list[Definition],
    ) -> Struct | None:
        """The struct of an operation's query or headers; call options are no part of it."""
        resource, _, method = operation.id.partition(".")
        place = _Place((resource, method, role.value), role, sink)
        chosen = [each for each in parameters if each.place == where and each.call_option is None]
        if not chosen:
            return None
        members = tuple(self._parameter(each, place) for each in chosen)
        struct = Struct(operation.at, place.name, role, members)
        sink.append(struct)
        return struct

    def _path_parameters(
        self, operation: Operation, parameters: list[Parameter], base: _Place
    ) -> tuple[Member, ...]:
        """In the order in which the path names them."""
        by_name = {each.name: each for each in parameters if each.place == "path"}
        names = re.findall(r"\{([^{}]*)\}", operation.path)
        return tuple(self._parameter(by_name[name], base) for name in names if name in by_name)

    def _parameter(self, parameter: Parameter, place: _Place) -> Member:
        notes = self._types.notes(parameter.schema, parameter.required)
        return Member(
            parameter.at,
            parameter.name,
            self._parameter_type(parameter, place.inner(parameter.name)),
            self._types.nullable(parameter.schema, place),
            parameter.cpp_name,
            self._style(parameter),
            replace(
                notes,
                description=parameter.description or notes.description,
                deprecated=parameter.deprecated or notes.deprecated,
                certainty=parameter.certainty or notes.certainty,
                support=parameter.support or notes.support,
            ),
            parameter.examples,
        )

    def _parameter_type(self, parameter: Parameter, place: _Place) -> Type:
        names = parameter.schema.property_names
        if parameter.filter is None or parameter.place != "query":
            return self._types.type_of(parameter.schema, place)
        if parameter.filter == SORT and names is not None:
            field = self._types.type_of(names, place)
            return Sorting(field) if isinstance(field, EnumRef) else AnyObject()
        kind = self._types.type_of(parameter.schema, place)
        if parameter.filter == RANGE:
            return TimeFilter()
        return ValueFilter(kind) if parameter.filter == CHOICE else kind

    def _style(self, parameter: Parameter) -> Style:
        """Brackets for scalars too: there is nothing to spell, and the default needs no mention."""
        types = self._resolver.target(parameter.schema)[1].types
        scalar = bool(types) and not {"array", "object"} & set(types)
        if parameter.place != "query" or parameter.brackets or scalar:
            return Style.BRACKETS
        if parameter.style == "deepObject":
            return Style.DEEP_OBJECT
        return Style.FORM_COMMA if parameter.explode is False else Style.FORM

    def _successes(self, operation: Operation) -> list[tuple[str, Response]]:
        found = [(status, self._resolver.response(each)) for status, each in operation.responses]
        return [(status, each) for status, each in found if each and status.startswith("2")]

    def _result(self, operation: Operation, sink: list[Definition]) -> tuple[Type | None, bool]:
        """The one type of all successful answers that have a body."""
        resource, _, method = operation.id.partition(".")
        kinds: dict[Type, Response] = {}
        definitions: list[Definition] = []
        for _, response in self._successes(operation):
            if response.schema is not None:
                place = _Place((resource, method, "result"), Role.MODEL, [])
                kinds.setdefault(self._types.type_of(response.schema, place), response)
                definitions = self._same(definitions, place.sink, response)
        sink.extend(definitions)
        if len(kinds) > 1:
            at = list(kinds.values())[1].at
            self._issues.add(
                at, "successful answers differ in their schema; give them one schema with all members"
            )
        wrapped = any(response.wrapped for _, response in self._successes(operation))
        return next(iter(kinds), None), wrapped

    def _same(
        self, first: list[Definition], second: list[Definition], response: Response
    ) -> list[Definition]:
        """Schemas written out in two answers have one name, so they have to be equal."""
        if first and second and first != second:
            self._issues.add(response.at, "successful answers differ in their schema; give them one schema")
        return first or second

    def _answers(self, operation: Operation) -> tuple[Answer, ...]:
        found = [(status, self._resolver.response(each)) for status, each in operation.responses]
        return tuple(
            Answer(
                status,
                each.description,
                each.schema is not None,
                each.schema.certainty if each.schema else None,
                each.examples if status.startswith("2") else (),
            )
            for status, each in found
            if each
        )


def _units(document: Document, types: _Types, operations: list[IrOperation]) -> tuple[Unit, ...]:
    """Units in the order of the description.

    What only the runtime speaks of, that is failures, call options and directions to sort in, needs no model,
    and neither does what is only a part of others. Schemas that nothing refers to are kept: they may be there
    for the reader's own use.
    """
    made: dict[Name, list[Definition]] = {(name,): types.component((name,)) for name, _ in document.schemas}
    roots = {owner(name) for operation in operations for name in _operation_uses(operation)}
    made.update(_inputs(types, roots))
    graph = {name: {owner(used) for used in _uses(each)} & made.keys() for name, each in made.items()}
    runtime = _reach(graph, _runtime_roots(document))
    runtime |= _parts(document) - {used for each in graph.values() for used in each}
    runtime -= _reach(graph, roots | (made.keys() - runtime))
    kept = [name for name in made if name not in runtime and made[name]]
    return tuple(
        Unit(group, tuple(definition for name in group for definition in made[name]))
        for group in _groups(kept, graph)
    )


def _inputs(types: _Types, roots: set[Name]) -> dict[Name, list[Definition]]:
    """The components that requests hold, in their form for requests, and what they hold in turn."""
    found: dict[Name, list[Definition]] = {}
    todo = sorted(name for name in roots if len(name) > 1)
    while todo:
        name = todo.pop(0)
        if name not in found:
            found[name] = types.component(name)
            todo += sorted(used for used in map(owner, _uses(found[name])) if len(used) > 1)
    return found


def _uses(definitions: Iterable[Definition]) -> set[Name]:
    types = [member.type for each in definitions if isinstance(each, Struct) for member in each.members]
    return {name for each in types for name in references(each)}


def _operation_uses(operation: IrOperation) -> set[Name]:
    direct = [member.type for member in operation.path_parameters]
    direct += [each for each in (operation.result, operation.body.type if operation.body else None) if each]
    return _uses(operation.definitions) | {name for each in direct for name in references(each)}


def _answered(document: Document, resolver: Resolver) -> set[str]:
    """The components that successful answers hold."""
    graph = {
        name: {used for each in walk(schema) if (used := resolver.schema_name(each))}
        for name, schema in document.schemas
    }
    responses = [each for operation in document.operations for each in operation.responses]
    good = [resolver.response(each) for status, each in responses if status.startswith("2")]
    schemas = [each.schema for each in good if each and each.schema]
    return _reach(
        graph, {name for schema in schemas for each in walk(schema) if (name := resolver.schema_name(each))}
    )


def _parts(document: Document) -> set[Name]:
    """The components that allOf of another one refers to."""
    resolver = Resolver(document)
    parts = [part for _, schema in document.schemas for each in walk(schema) for part in each.all_of]
    return {(name,) for part in parts if (name := resolver.schema_name(part))}


def _runtime_roots(document: Document) -> set[Name]:
    """The components that failures, call options and directions to sort in refer to."""
    resolver = Resolver(document)
    responses = [each for operation in document.operations for each in operation.responses]
    failures = [resolver.response(each) for status, each in responses if not status.startswith("2")]
    schemas = [each.schema for each in failures if each and each.schema]
    used = [each for operation in document.operations for each in operation.parameters]
    parameters = [resolver.parameter(each) for each in (*used, *resolver.parameters.values())]
    schemas += [each.schema for each in parameters if each and each.call_option]
    sorts = [each.schema.additional for each in parameters if each and each.filter == SORT]
    schemas += [each for each in sorts if isinstance(each, Schema)]
    return {(name,) for schema in schemas for each in walk(schema) if (name := resolver.schema_name(each))}


K = TypeVar("K", str, Name)


def _reach(graph: dict[K, set[K]], roots: set[K]) -> set[K]:
    found: set[K] = set()
    todo = sorted(roots & graph.keys())
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(sorted(graph[name]))
    return found


def _groups(names: list[Name], graph: dict[Name, set[Name]]) -> list[tuple[Name, ...]]:
    """Schemas that reach each other stand together; everything else alone."""
    reach = {name: _reach(graph, graph[name]) for name in names}
    groups: dict[tuple[Name, ...], None] = {}
    for name in names:
        groups[
            tuple(each for each in names if each == name or (each in reach[name] and name in reach[each]))
        ] = None
    return list(groups)
