"""The house rules of a description, and the references in it.

Everything that would come out wrong, or not at all, in the client is found here, with a sentence on how to
mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .document import (
    Body,
    Document,
    Example,
    Operation,
    Parameter,
    Reference,
    Response,
    Schema,
    pointer_name,
)
from .extensions import DIRECTIONS, RANGE, SORT, WRAPPER, Pagination
from .issues import Issues, Location, did_you_mean
from .load import Json
from .resolve import ANNOTATIONS, Resolver, walk

MAX_PATH_PARAMETERS: Final = 4
OWN_HEADERS: Final = (
    "accept",
    "content-type",
    "authorization",
    "host",
    "content-length",
    "connection",
    "idempotency-key",
)
MOMENTS: Final = ("date", "date-time")
RANGES: Final = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
_FORMATS: Final = {
    "integer": ("int32", "int64"),
    "number": ("float", "double"),
    "boolean": (),
    "array": (),
    "object": (),
}


def lint(document: Document, issues: Issues) -> None:
    """Adds an issue for everything in the document that breaks a rule."""
    resolver = Resolver(document)
    _References(document, resolver, issues).check()
    schemas = _Schemas(resolver, issues)
    for schema in _all_schemas(document):
        for each in walk(schema):
            schemas.check(each)
    for name, schema in document.schemas:
        if not re.fullmatch(r"[A-Za-z0-9._-]+", name):
            issues.add(
                schema.at, f'"{name}" is no name for a component; use letters, digits, "." "_" and "-"'
            )
    _check_spelling(document, issues)
    operations = _Operations(document, resolver, issues)
    for operation in document.operations:
        operations.check(operation)
    operations.check_together()
    _Examples(resolver, issues).check(document)


def _parameters(document: Document) -> Iterator[Parameter]:
    for _, component in document.parameters:
        if isinstance(component, Parameter):
            yield component
    for operation in document.operations:
        for each in operation.parameters:
            if isinstance(each, Parameter):
                yield each


def _bodies(document: Document) -> Iterator[Body]:
    candidates = [body for _, body in document.bodies] + [each.body for each in document.operations]
    yield from (each for each in candidates if isinstance(each, Body))


def _responses(document: Document) -> Iterator[Response]:
    candidates = [response for _, response in document.responses]
    candidates += [response for each in document.operations for _, response in each.responses]
    yield from (each for each in candidates if isinstance(each, Response))


def _all_schemas(document: Document) -> Iterator[Schema]:
    yield from (schema for _, schema in document.schemas)
    yield from (each.schema for each in _parameters(document))
    yield from (each.schema for each in _bodies(document))
    yield from (each.schema for each in _responses(document) if each.schema is not None)


def _check_spelling(document: Document, issues: Issues) -> None:
    """An integration has one spelling: tables of requirements compare names by letters and digits alone."""
    lists = [(each.at, each.integrations) for each in document.operations]
    supports = [(each.at, each.support) for each in _parameters(document)]
    supports += [(each.at, each.support) for schema in _all_schemas(document) for each in walk(schema)]
    lists += [(at, (*each.required, *each.supported)) for at, each in supports if each is not None]
    spellings: dict[str, str] = {}
    for at, names in lists:
        for name in names:
            first = spellings.setdefault(re.sub(r"[^a-z0-9\x80-\U0010ffff]", "", name.lower()), name)
            if first != name:
                issues.add(
                    at, f'the integration "{name}" is spelled "{first}" elsewhere; spell it in one way'
                )


class _References:
    """Every `$ref` leads to a component of the right kind."""

    def __init__(self, document: Document, resolver: Resolver, issues: Issues) -> None:
        self._document = document
        self._resolver = resolver
        self._issues = issues

    def check(self) -> None:
        for schema in _all_schemas(self._document):
            for each in walk(schema):
                if each.ref is not None:
                    self._leads(each.at, each.ref, "schemas", tuple(self._resolver.schemas))
                    self._schema_cycle(each)
        it, operations = self._resolver, self._document.operations
        self._named([each for op in operations for each in op.parameters], "parameters", dict(it.parameters))
        self._named([op.body for op in operations], "requestBodies", dict(it.bodies))
        self._named([each for op in operations for _, each in op.responses], "responses", dict(it.responses))

    def _named(self, used: Iterable[object], kind: str, components: dict[str, object]) -> None:
        """References to anything but schemas, in operations and among the components."""
        for each in (*components.values(), *used):
            if isinstance(each, Reference) and self._leads(each.at, each.target, kind, tuple(components)):
                self._cycle(each, kind, components)

    def _leads(self, at: Location, target: str, kind: str, known: tuple[str, ...]) -> bool:
        if not target.startswith("#"):
            message = (
                f'the reference "{target}" leads out of this file; copy what it means to components.{kind}'
            )
            self._issues.add(at, f"{message} and refer to that")
            return False
        name = pointer_name(target, kind)
        if name is None or "/" in name:
            self._issues.add(
                at, f'"{target}" is no reference to a component; write #/components/{kind}/<name>'
            )
            return False
        if name not in known:
            hint = did_you_mean(name, known)
            self._issues.add(at, f'"{target}" is not defined{hint}; define it under components.{kind}')
            return False
        return True

    def _schema_cycle(self, schema: Schema) -> None:
        seen: set[str] = set()
        while (name := self._resolver.schema_name(schema)) is not None:
            if name in seen:
                self._issues.add(
                    schema.at, f'the reference to "{name}" leads back to itself; define a type there'
                )
                return
            seen.add(name)
            schema = self._resolver.schemas[name]

    def _cycle(self, reference: Reference, kind: str, components: dict[str, object]) -> None:
        seen: set[str] = set()
        it: object = reference
        while isinstance(it, Reference):
            name = pointer_name(it.target, kind) or ""
            if name in seen:
                message = f'the reference to "{name}" leads back to itself; write it out in one place'
                self._issues.add(it.at, message)
                return
            seen.add(name)
            it = components.get(name)


class _Schemas:
    """The keys of one schema go together."""

    def __init__(self, resolver: Resolver, issues: Issues) -> None:
        self._resolver = resolver
        self._issues = issues

    def check(self, it: Schema) -> None:
        if it.ref is not None:
            self._siblings(it)
            return
        self._type_fits(it)
        self._object(it)
        self._format(it)
        self._values(it)
        self._bounds(it)
        if it.types == ("array",) and it.items is None:
            self._issues.add(it.at, "an array without `items`; add them, {} for any JSON")
        if it.is_keyed and it.items != it.additional:
            message = "an array that may be an object has the same schema in `items` and additionalProperties"
            self._issues.add(it.at, f"{message}; make them equal")

    def _siblings(self, it: Schema) -> None:
        extra = [key for key in it.keys if key != "$ref" and key not in ANNOTATIONS]
        if extra:
            message = f"{', '.join(extra)} beside $ref would change the type; combine them with allOf instead"
            self._issues.add(it.at, f"{message}, or keep to {', '.join(ANNOTATIONS)}")

    def _type_fits(self, it: Schema) -> None:
        """A key that speaks of one type needs that type."""
        wanted = (
            ("properties", it.has_properties, "object"),
            ("additionalProperties", it.additional is not None, "object"),
            ("items", it.items is not None, "array"),
            ("enum", it.values is not None, "string"),
        )
        for key, present, kind in wanted:
            if it.is_keyed and key in ("items", "additionalProperties"):
                continue
            combined = kind == "object" and it.all_of and not it.types
            if present and it.types != (kind,) and not combined:
                found = f"not {' or '.join(it.types)}" if it.types else "which is missing"
                self._issues.add(it.at, f'"{key}" needs the type {kind}, {found}; write `type: {kind}`')

    def _object(self, it: Schema) -> None:
        if it.all_of and it.types not in ((), ("object",)):
            self._issues.add(it.at, "allOf combines objects; leave the type out or write `type: object`")
        if it.all_of and (it.values is not None or it.items is not None):
            self._issues.add(it.at, "allOf combines objects; remove the values or items beside it")
        if it.has_properties and isinstance(it.additional, Schema):
            message = "properties and typed additionalProperties in one object have no type in C++"
            self._issues.add(
                it.at, f"{message}; remove additionalProperties: unknown members are kept anyway"
            )
        known = [name for name, _ in self._resolver.members(it)]
        for name in it.required:
            if name not in known:
                hint = did_you_mean(name, known)
                self._issues.add(it.at, f'"{name}" is required but no property{hint}; define or remove it')
        names = [name for name, _ in it.properties if not name]
        if names:
            self._issues.add(it.at, "a property has an empty name; name it")

    def _format(self, it: Schema) -> None:
        if it.format is None:
            return
        if len(it.types) != 1:
            self._issues.add(it.at, f'the format "{it.format}" needs one type; add `type: string` or another')
            return
        allowed = _FORMATS.get(it.types[0])
        if allowed is not None and it.format not in allowed:
            known = f"use {' or '.join(allowed)}, or leave it out" if allowed else "remove it"
            self._issues.add(it.at, f'"{it.format}" is no format of {it.types[0]}; {known}')

    def _values(self, it: Schema) -> None:
        for key, pairs in (
            ("x-enum-descriptions", it.value_descriptions),
            ("x-enum-cpp-names", it.value_names),
        ):
            for name, _ in pairs:
                if name not in (it.values or ()):
                    hint = did_you_mean(name, it.values or ())
                    self._issues.add(
                        it.at, f'{key} speaks of "{name}", which is no value{hint}; list or remove it'
                    )

    def _bounds(self, it: Schema) -> None:
        bounds = {key: value for key, value in it.bounds if isinstance(value, int | float)}
        for lower, upper in RANGES:
            if lower in bounds and upper in bounds and bounds[lower] > bounds[upper]:
                message = f"{lower} is {bounds[lower]}, but {upper} is {bounds[upper]}"
                self._issues.add(it.at, f"{message}; correct one of the two")


class _Operations:
    """Operations have a name of the right form, a resource, and parameters that match their path."""

    def __init__(self, document: Document, resolver: Resolver, issues: Issues) -> None:
        self._document = document
        self._resolver = resolver
        self._issues = issues

    def check(self, it: Operation) -> None:
        at = it.at
        if it.id and not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", it.id):
            message = f'the operationId "{it.id}" is not of the form resource.method'
            self._issues.add(at, f"{message}, both in lower case with underscores; rename it")
        else:
            self._tags(it)
        if it.summary is None:
            self._issues.add(at, "the operation has no summary; add one sentence")
        elif "\n" in it.summary.strip():
            self._issues.add(at, "the summary has more than one line; move the rest to the description")
        self._responses(it)
        if it.body is not None and it.verb in ("get", "head"):
            self._issues.add(at, f"a body has no meaning in a {it.verb.upper()} request; remove it")
        if it.integrations and it.integration_count is not None:
            self._issues.add(at, "x-integrations are named, so x-integration-count is no news; remove it")
        parameters = [found for each in it.parameters if (found := self._resolver.parameter(each))]
        self._parameters(it, parameters)
        self._path(it, parameters)
        if it.pagination is not None:
            self._pagination(it, it.pagination, parameters)

    def _tags(self, it: Operation) -> None:
        resource = it.id.partition(".")[0]
        known = [tag.name for tag in self._document.tags]
        if it.tags != (resource,):
            self._issues.add(
                it.at, f"the tags are {list(it.tags)}; write the resource of the operationId: [{resource}]"
            )
        elif resource not in known:
            hint = did_you_mean(resource, known)
            self._issues.add(
                it.at, f'the tag "{resource}" is not declared{hint}; add it to the tags of the document'
            )

    def _responses(self, it: Operation) -> None:
        good = False
        for status, response in it.responses:
            if not re.fullmatch(r"[1-5](\d\d|XX)|default", status):
                self._issues.add(
                    response.at, f'"{status}" is no status; write a number, a range like 4XX, or default'
                )
            good = good or status.startswith("2")
        if it.responses and not good:
            self._issues.add(it.at, "no answer is a success; add a 2xx one")

    def _parameters(self, it: Operation, parameters: list[Parameter]) -> None:
        seen: dict[tuple[str, str], str] = {}
        for each in parameters:
            # The name of a header has no case.
            key = each.name.lower() if each.place == "header" else each.name
            if (each.place, key) in seen:
                first = seen[each.place, key]
                also = "" if first == each.name else f', first as "{first}"'
                message = f'the {each.place} parameter "{each.name}" stands twice{also}'
                self._issues.add(it.at, f"{message}; keep one of them")
            seen.setdefault((each.place, key), each.name)
            self._parameter(each)

    def _parameter(self, it: Parameter) -> None:
        allowed = {"query": ("form", "deepObject"), "path": ("simple",), "header": ("simple",)}[it.place]
        if it.style is not None and it.style not in allowed:
            message = f'the style "{it.style}" is not supported in a {it.place} parameter'
            self._issues.add(it.at, f"{message}; write {' or '.join(allowed)}, or leave it out")
        if it.brackets and it.place != "query":
            self._issues.add(it.at, f"x-style is for the query, not for a {it.place} parameter; remove it")
        if it.call_option is not None and it.place != "query":
            self._issues.add(
                it.at, f"x-call-option is for the query, not for a {it.place} parameter; remove it"
            )
        if it.place == "header" and it.name.lower() in OWN_HEADERS:
            self._issues.add(it.at, f"the client sets the header {it.name} itself; remove the parameter")
        if it.place == "header" and not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", it.name):
            self._issues.add(it.at, f'"{it.name}" is no name for a header; use letters, digits and "-"')
        if it.place == "path" and not it.required:
            self._issues.add(it.at, "a path parameter is always required; write `required: true`")
        self._parameter_type(it)
        if it.filter is not None:
            self._filter(it, self._resolver.target(it.schema)[1])

    def _filter(self, it: Parameter, target: Schema) -> None:
        """What stands in brackets behind the name has to fit the type."""
        if it.place != "query":
            self._issues.add(it.at, f"x-filter is for the query, not for a {it.place} parameter; remove it")
        elif it.filter == SORT:
            self._sort(it)
        else:
            is_text = target.types == ("string",)
            is_moment = is_text and target.format in MOMENTS
            if it.filter == RANGE and not is_moment:
                message = "a range is one of moments; write `type: string` and `format: date-time`"
                self._issues.add(it.at, message)
            elif it.filter != RANGE and (is_moment or not is_text):
                self._issues.add(it.at, "a choice is one of texts; write `type: string`, or refer to an enum")

    def _sort(self, it: Parameter) -> None:
        names, direction = it.schema.property_names, it.schema.additional
        field = None if names is None else self._resolver.target(names)
        if it.schema.types != ("object",) or field is None or field[0] is None or field[1].values is None:
            message = "to sort by is an object; write `type: object`"
            self._issues.add(it.at, f"{message}, and `propertyNames` with a $ref to an enum of the members")
        target = self._resolver.target(direction)[1] if isinstance(direction, Schema) else None
        if target is None or target.values is None or set(target.values) != set(DIRECTIONS):
            message = f"a direction is {' or '.join(DIRECTIONS)}"
            self._issues.add(it.at, f"{message}; write `additionalProperties` with an enum of the two")
        if not it.brackets:
            self._issues.add(it.at, "what to sort by stands in brackets; write `x-style: brackets`")
        if any(isinstance(each.value, dict) and len(each.value) != 1 for each in it.examples):
            self._issues.add(it.at, "an example sorts by one member; write one")

    def _parameter_type(self, it: Parameter) -> None:
        target = self._resolver.target(it.schema)[1]
        scalar = ("string", "integer")
        if it.place == "path" and (len(target.types) != 1 or target.types[0] not in scalar):
            self._issues.add(
                it.at, "a path parameter is a string, an enum or an integer; write one of these types"
            )
        if it.place == "header" and (len(target.types) != 1 or target.types[0] in ("array", "object")):
            self._issues.add(
                it.at, "a header parameter is a string, a number or a boolean; write one of these types"
            )
        deep = it.place == "query" and it.style == "deepObject" and not it.brackets
        if deep and target.types != ("object",) and not target.all_of:
            message = "deepObject is a style for objects; write `style: form`, or `type: object`"
            self._issues.add(it.at, message)
        self._form(it, target)
        if it.call_option is None and it.schema.nullable:
            self._issues.add(it.at, "a parameter has no way to spell null; leave null out of its type")

    def _form(self, it: Parameter, target: Schema) -> None:
        """`form` has no spelling for objects that a server could take apart again."""
        if it.place != "query" or it.brackets or it.style == "deepObject":
            return
        inner = target if target.items is None else self._resolver.target(target.items)[1]
        nested = target.types == ("array",) and inner.types != () and {"array", "object"} & set(inner.types)
        if nested or target.types == ("object",) or target.all_of:
            what = "an array of arrays or objects" if nested else "an object"
            remedy = (
                "write `x-style: brackets`" if nested else "write `style: deepObject` or `x-style: brackets`"
            )
            self._issues.add(it.at, f"the style form has no spelling for {what}; {remedy}")

    def _pagination(self, it: Operation, named: Pagination, parameters: list[Parameter]) -> None:
        """Everything that is named is there."""
        known = {each.name: each for each in parameters if each.place == "query"}
        for name in (named.cursor, named.limit):
            if name is not None and name not in known:
                hint = did_you_mean(name, known)
                self._issues.add(
                    it.at, f'x-pagination names "{name}", which is no query parameter{hint}; add it'
                )
        cursor = known.get(named.cursor)
        if cursor is not None and not self._is_cursor(cursor):
            message = "a cursor is a text that the server gave"
            self._issues.add(
                cursor.at, f"{message}; write `type: string` and no date, enum, x-filter or x-call-option"
            )
        answers = [(status, self._resolver.response(each)) for status, each in it.responses]
        pages = [each for status, each in answers if status.startswith("2") and each and each.schema]
        if not pages and all(each for _, each in answers):
            self._issues.add(it.at, "x-pagination speaks of an answer that has no body; describe the page")
        for each in pages:
            self._page(each, named)

    def _page(self, it: Response, named: Pagination) -> None:
        """Records, and a text that leads on."""
        schemas = () if it.schema is None else self._resolver.members(it.schema)
        members = {name: self._resolver.target(member)[1] for name, member in schemas}
        records, cursor = members.get(named.items), members.get(named.next)
        is_array = records is not None and (records.types == ("array",) or records.is_keyed)
        for name, kind, is_good in (
            (named.items, "array", is_array),
            (named.next, "plain string", cursor is not None and _is_text(cursor)),
        ):
            if not is_good:
                hint = did_you_mean(name, members.keys() - {name})
                message = f'x-pagination names "{name}", which is no {kind} in the answer{hint}'
                self._issues.add(it.at, f"{message}; {'correct' if name in members else 'add'} it")

    def _is_cursor(self, it: Parameter) -> bool:
        plain = it.filter is None and it.call_option is None
        return plain and _is_text(self._resolver.target(it.schema)[1])

    def _path(self, it: Operation, parameters: list[Parameter]) -> None:
        names = re.findall(r"\{([^{}]*)\}", it.path)
        rest = re.sub(r"\{[^{}]*\}", "", it.path)
        if not it.path.startswith("/") or not re.fullmatch(r"[\w./~:@!$&'()*+,;=-]*", rest, re.ASCII):
            message = (
                f'"{it.path}" is no path; it begins with "/" and holds plain characters and {{parameters}}'
            )
            self._issues.add(it.at, f"{message}; correct it")
        if len(names) > MAX_PATH_PARAMETERS:
            self._issues.add(it.at, f"more than {MAX_PATH_PARAMETERS} path parameters; shorten the path")
        known = [each.name for each in parameters if each.place == "path"]
        for name in names:
            if names.count(name) > 1:
                self._issues.add(it.at, f"the path holds {{{name}}} twice; rename one of them")
            if name not in known:
                hint = did_you_mean(name, known)
                self._issues.add(
                    it.at, f"the path holds {{{name}}}, which is no path parameter{hint}; define it"
                )
        for each in parameters:
            if each.place == "path" and each.name not in names:
                hint = did_you_mean(each.name, names)
                self._issues.add(
                    each.at, f'"{each.name}" does not occur in the path "{it.path}"{hint}; remove it'
                )

    def check_together(self) -> None:
        """Names and paths are unique; a successor exists and the operation it replaces is deprecated."""
        ids: dict[str, Operation] = {}
        paths: dict[tuple[str, str], Operation] = {}
        for it in self._document.operations:
            same = paths.setdefault((it.verb, re.sub(r"\{[^{}]*\}", "{}", it.path)), it)
            if same is not it:
                message = f'the path means the same as "{same.path}" on line {same.at.line}'
                self._issues.add(it.at, f"{message}; keep one of them")
            first = ids.setdefault(it.id, it)
            if first is not it and it.id:
                message = f'the operationId "{it.id}" stands twice, first on line {first.at.line}'
                self._issues.add(it.at, f"{message}; rename one of them")
        tags: dict[str, int] = {}
        for tag in self._document.tags:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", tag.name):
                self._issues.add(
                    tag.at, f'the tag "{tag.name}" is not in lower case with underscores; rename it'
                )
            if tags.setdefault(tag.name, tag.at.line) != tag.at.line:
                self._issues.add(tag.at, f'the tag "{tag.name}" stands twice; keep one of them')
        for it in self._document.operations:
            if it.successor is None:
                continue
            if it.successor not in ids:
                hint = did_you_mean(it.successor, ids)
                self._issues.add(it.at, f'the successor "{it.successor}" is no operationId{hint}; name one')
            if not it.deprecated:
                self._issues.add(
                    it.at, "x-successor without `deprecated: true`; add that, or remove the successor"
                )


class _Examples:
    """Examples and defaults fit their schema, since they become tests and documentation."""

    def __init__(self, resolver: Resolver, issues: Issues) -> None:
        self._resolver = resolver
        self._issues = issues

    def check(self, document: Document) -> None:
        for schema in _all_schemas(document):
            for each in walk(schema):
                for value in (*each.examples, *each.default):
                    self._fits(each.at, value, each, "")
        for parameter in _parameters(document):
            self._named(parameter.examples, parameter.schema, False)
        for body in _bodies(document):
            self._named(body.examples, body.schema, False)
        for response in _responses(document):
            if response.schema is not None:
                self._named(response.examples, response.schema, response.wrapped)

    def _named(self, examples: tuple[Example, ...], schema: Schema, wrapped: bool) -> None:
        for example in examples:
            value = example.value
            if wrapped and isinstance(value, dict) and list(value) == [WRAPPER]:
                value = value[WRAPPER]
            self._fits(example.at, value, schema, "")

    def _fits(self, at: Location, value: Json, schema: Schema, where: str) -> None:
        """One level; `where` is the way into the example."""
        target = self._resolver.target(schema)[1]
        if value is None and (schema.nullable or target.nullable):
            return
        if target.types and not any(_is(kind, value) for kind in target.types):
            expected = " or ".join(target.types)
            message = (
                f"the example does not fit its schema: {where or 'it'} is {_kind(value)}, expected {expected}"
            )
            self._issues.add(at, f"{message}; correct the example or the type")
            return
        bits = 32 if target.format == "int32" else 64
        if target.types == ("integer",) and not _holds(bits, value):
            message = f"the example does not fit its schema: {where or 'it'} is out of the range of int{bits}"
            self._issues.add(at, f"{message}; correct the example or the type")
        if isinstance(value, dict):
            properties = dict(self._resolver.members(target))
            for name, member in value.items():
                inner = properties.get(name)
                if inner is None and isinstance(target.additional, Schema):
                    inner = target.additional
                if inner is not None:
                    self._fits(at, member, inner, f"{where}.{name}")
        elif isinstance(value, list) and target.items is not None:
            for index, item in enumerate(value):
                self._fits(at, item, target.items, f"{where}[{index}]")


def _is_text(schema: Schema) -> bool:
    """A text that nothing more is known of."""
    return schema.types == ("string",) and schema.values is None and schema.format not in MOMENTS


def _is(kind: str, value: Json) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            whole = isinstance(value, float) and value.is_integer() and abs(value) < 2**53
            return (isinstance(value, int) or whole) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "array":
            return isinstance(value, list)
        case _:
            return isinstance(value, dict)


def _holds(bits: int, value: Json) -> bool:
    return not isinstance(value, int | float) or -(2 ** (bits - 1)) <= value < 2 ** (bits - 1)


def _kind(value: Json) -> str:
    names = {
        "string": "a text",
        "boolean": "a boolean",
        "number": "a number",
        "array": "a list",
        "object": "an object",
    }
    return next((name for kind, name in names.items() if _is(kind, value)), "null")
