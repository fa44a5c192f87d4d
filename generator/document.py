"""The part of OpenAPI that this generator understands, as typed objects.

Reading is strict. A key that is not asked for is an issue: misspelt ones get a suggestion, and constructs of
OpenAPI that have no counterpart in the client get a sentence on what to write instead. References are kept as
they are; `lint` sees to it that they lead somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

from . import extensions
from .extensions import MappedMember, Pagination, Support
from .issues import Issues, Location, did_you_mean
from .load import Json, Mapping, Node, Scalar, Sequence, kind_of, plain

VERBS: Final = ("get", "put", "post", "patch", "delete", "head")
JSON_TYPES: Final = ("string", "integer", "number", "boolean", "array", "object")
BOUNDS: Final = (
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
)

_ALTERNATIVES: Final = (
    "alternatives have no type in C++; write one object with the members of all of them, "
    "or {} to let any JSON through"
)
_NO_CONDITION: Final = "the client does not validate; say it in the description and remove the key"
_NO_SERVERS: Final = "one set of servers holds for the whole document; move it to the top"

SCHEMA_REFUSED: Final = {
    "oneOf": _ALTERNATIVES,
    "anyOf": _ALTERNATIVES,
    "not": _NO_CONDITION,
    "if": _NO_CONDITION,
    "then": _NO_CONDITION,
    "else": _NO_CONDITION,
    "dependentRequired": _NO_CONDITION,
    "dependentSchemas": _NO_CONDITION,
    "propertyNames": _NO_CONDITION,
    "contains": _NO_CONDITION,
    "minContains": _NO_CONDITION,
    "maxContains": _NO_CONDITION,
    "uniqueItems": _NO_CONDITION,
    "minProperties": _NO_CONDITION,
    "maxProperties": _NO_CONDITION,
    "unevaluatedItems": _NO_CONDITION,
    "unevaluatedProperties": _NO_CONDITION,
    "discriminator": _ALTERNATIVES,
    "const": "write `enum` with the one value",
    "patternProperties": "name the members under `properties`, or write a map with `additionalProperties`",
    "prefixItems": "every element of a C++ vector has one type; write `items`, with {} where elements differ",
    "$defs": "move the schemas to components.schemas",
    "definitions": "move the schemas to components.schemas",
    "$id": "schemas are found by their place in this file; remove the key",
    "$anchor": "schemas are found by their place in this file; remove the key",
    "$schema": "the document's version decides; remove the key",
    "$dynamicRef": "write `$ref`",
    "$dynamicAnchor": "write `$ref` to a schema in components.schemas",
    "$recursiveRef": "write `$ref`",
    "$comment": "write a YAML comment",
    "xml": "the client speaks JSON; remove the key",
    "contentEncoding": "say it in the description and remove the key",
    "contentMediaType": "say it in the description and remove the key",
    "contentSchema": "say it in the description and remove the key",
    "externalDocs": "put the link into the description",
}
_PARAMETER_REFUSED: Final = {
    "content": "write `schema`, with `style` for how it is spelled in the URL",
    "allowReserved": "every reserved character is percent-encoded; remove the key",
    "allowEmptyValue": "an empty text is sent as it is; remove the key",
    "type": "put it under `schema`",
    "format": "put it under `schema`",
    "enum": "put it under `schema`",
    "default": "put it under `schema`",
}
_OPERATION_REFUSED: Final = {
    "callbacks": "the client does not listen; describe them in the description",
    "servers": _NO_SERVERS,
}
_PATH_REFUSED: Final = {
    "servers": _NO_SERVERS,
    "options": "the client has no use for OPTIONS; remove the operation",
    "trace": "the client has no use for TRACE; remove the operation",
    "$ref": "write the operations here",
}
_RESPONSE_REFUSED: Final = {
    "headers": "the client hands over every header; name them in the description",
    "links": "the client follows no links; describe them in the description",
}
_ROOT_REFUSED: Final = {
    "webhooks": "the client does not listen; remove the key",
    "jsonSchemaDialect": "the dialect of OpenAPI is meant; remove the key",
    "swagger": "only OpenAPI 3.0 and 3.1 are read; convert the document",
}
_COMPONENTS_REFUSED: Final = {
    "headers": "the client hands over every header; name them in the descriptions",
    "links": "the client follows no links; remove the key",
    "callbacks": "the client does not listen; remove the key",
    "pathItems": "write the operations under `paths`",
    "examples": "write each example where it belongs",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A named example of a body or a parameter."""

    at: Location = field(compare=False)
    name: str
    summary: str | None
    value: Json


@dataclass(frozen=True, slots=True)
class Schema:
    """https://spec.openapis.org/oas/v3.1.0#schema-object

    `types` are without "null", which is `nullable`. `values` come from `enum` or `x-enum`; both are open in
    C++.
    """

    at: Location = field(compare=False)
    ref: str | None = None
    types: tuple[str, ...] = ()
    nullable: bool = False
    format: str | None = None
    description: str | None = None
    properties: tuple[tuple[str, Schema], ...] = ()
    has_properties: bool = False
    required: tuple[str, ...] = ()
    additional: bool | Schema | None = None
    items: Schema | None = None
    property_names: Schema | None = None
    values: tuple[str, ...] | None = None
    value_descriptions: tuple[tuple[str, str], ...] = ()
    value_names: tuple[tuple[str, str], ...] = ()
    all_of: tuple[Schema, ...] = ()
    default: tuple[Json, ...] = ()
    examples: tuple[Json, ...] = ()
    bounds: tuple[tuple[str, Json], ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    certainty: str | None = None
    support: Support | None = None
    cpp_name: str | None = None
    keys: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_keyed(self) -> bool:
        """An array, or an object that holds the same elements by name."""
        return set(self.types) == {"array", "object"} and (
            self.items is not None or isinstance(self.additional, Schema)
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """A `$ref` to a component that is no schema."""

    at: Location = field(compare=False)
    target: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """https://spec.openapis.org/oas/v3.1.0#parameter-object"""

    at: Location = field(compare=False)
    name: str
    place: str
    schema: Schema
    description: str | None = None
    required: bool = False
    deprecated: bool = False
    style: str | None = None
    explode: bool | None = None
    brackets: bool = False
    filter: str | None = None
    call_option: str | None = None
    certainty: str | None = None
    support: Support | None = None
    cpp_name: str | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """https://spec.openapis.org/oas/v3.1.0#request-body-object with its one media type."""

    at: Location = field(compare=False)
    description: str | None
    required: bool
    schema: Schema
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """https://spec.openapis.org/oas/v3.1.0#response-object with its one media type, if it has any."""

    at: Location = field(compare=False)
    description: str | None
    schema: Schema | None = None
    wrapped: bool = False
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """https://spec.openapis.org/oas/v3.1.0#operation-object; `parameters` begin with those of the path."""

    at: Location = field(compare=False)
    path: str
    verb: str
    id: str
    tags: tuple[str, ...]
    summary: str | None = None
    description: str | None = None
    deprecated: bool = False
    parameters: tuple[Parameter | Reference, ...] = ()
    body: Body | Reference | None = None
    responses: tuple[tuple[str, Response | Reference], ...] = ()
    integrations: tuple[str, ...] = ()
    integration_count: int | None = None
    response_support: tuple[MappedMember, ...] | None = None
    successor: str | None = None
    idempotent: bool | None = None
    cpp_name: str | None = None
    pagination: Pagination | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """https://spec.openapis.org/oas/v3.1.0#tag-object"""

    at: Location = field(compare=False)
    name: str
    description: str | None
    cpp_name: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """https://spec.openapis.org/oas/v3.1.0#openapi-object"""

    at: Location = field(compare=False)
    version: str
    title: str
    summary: str | None
    description: str | None
    api_version: str
    base_path: str
    tags: tuple[Tag, ...]
    operations: tuple[Operation, ...]
    schemas: tuple[tuple[str, Schema], ...]
    parameters: tuple[tuple[str, Parameter | Reference], ...]
    bodies: tuple[tuple[str, Body | Reference], ...]
    responses: tuple[tuple[str, Response | Reference], ...]


def read_document(root: Mapping, issues: Issues) -> Document:
    """The document under this root. Complete even where there are issues: then with harmless substitutes."""
    return _Reader(issues).document(root)


T = TypeVar("T")


class _Object:
    """One mapping, read key by key; what was never asked for is unknown."""

    def __init__(self, node: Node, place: str, issues: Issues, refused: dict[str, str] | None = None) -> None:
        self.at = node.at
        self._place = place
        self._what = f"{'an' if place[0] in 'aeiou' else 'a'} {place}"
        self._issues = issues
        self._refused = refused or {}
        self._known: dict[str, None] = {}
        self._members: dict[str, Node] = {}
        if isinstance(node, Mapping):
            self._members = node.members
        else:
            issues.add(node.at, f"expected {self._what}, found {kind_of(node)}; write a mapping")

    def __contains__(self, key: str) -> bool:
        return key in self._members

    def take(self, key: str) -> Node | None:
        self._known[key] = None
        return self._members.get(key)

    def get(self, key: str, read: Callable[[Node, Issues], T | None]) -> T | None:
        node = self.take(key)
        return None if node is None else read(node, self._issues)

    def text(self, key: str) -> str | None:
        return self.get(key, extensions.read_text)

    def flag(self, key: str) -> bool | None:
        return self.get(key, extensions.read_flag)

    def texts(self, key: str) -> tuple[str, ...]:
        return self.get(key, extensions.read_texts) or ()

    def members(self, key: str) -> list[tuple[str, Node]]:
        node = self.take(key)
        if node is None:
            return []
        if not isinstance(node, Mapping):
            self._issues.add(node.at, f"expected a mapping, found {kind_of(node)}; write `name: value` lines")
            return []
        return list(node.members.items())

    def items(self, key: str) -> tuple[Node, ...]:
        node = self.take(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self._issues.add(
                node.at, f"expected a list, found {kind_of(node)}; write it in [ ] or as `- ` lines"
            )
            return ()
        return node.items

    def require(self, key: str, what: str) -> None:
        if key not in self._members:
            self._issues.add(self.at, f'the {self._place} has no "{key}"; add {what}')

    def done(self) -> None:
        """Reports every key that nobody asked for."""
        for key, node in self._members.items():
            if key in self._known:
                continue
            elsewhere = extensions.places_of(key)
            if key in self._refused:
                message = f'"{key}" is not supported in {self._what}: {self._refused[key]}'
            elif elsewhere:
                message = f"{key} does not belong in {self._what}; it belongs in a {' or '.join(elsewhere)}"
            else:
                expected = ", ".join(self._known)
                hint = did_you_mean(key, self._known)
                message = f'unknown key "{key}" in {self._what}{hint}; expected one of: {expected}'
            self._issues.add(node.at, message)


class _Reader:
    """Turns nodes into the classes above; keeps the document's version, on which the spelling of null
    depends.
    """

    def __init__(self, issues: Issues) -> None:
        self._issues = issues
        self._version = "3.1"

    def _object(self, node: Node, place: str, refused: dict[str, str] | None = None) -> _Object:
        return _Object(node, place, self._issues, refused)

    # The document and its parts

    def document(self, root: Mapping) -> Document:
        it = self._object(root, "document", _ROOT_REFUSED)
        it.require("openapi", 'the version, as in `openapi: "3.1.0"`')
        it.require("info", "`info` with title and version")
        it.require("paths", "`paths` with the operations")
        self._version = self._read_version(it)
        title, summary, description, api_version = self._info(it)
        base_path = self._base_path(it)
        tags = tuple(self._tag(node) for node in it.items("tags"))
        operations = tuple(op for path, node in it.members("paths") for op in self._path(path, node))
        components = it.take("components")
        parts = self._object(components, "components object", _COMPONENTS_REFUSED) if components else None
        self._security(it, parts)
        self._external_docs(it)
        document = Document(
            root.at,
            self._version,
            title,
            summary,
            description,
            api_version,
            base_path,
            tags,
            operations,
            self._components(parts, "schemas", self.schema),
            self._components(parts, "parameters", self._parameter),
            self._components(parts, "requestBodies", self._body),
            self._components(parts, "responses", self._response),
        )
        if parts:
            parts.done()
        it.done()
        return document

    def _read_version(self, it: _Object) -> str:
        node = it.take("openapi")
        if node is None:
            return "3.1"
        text = node.value if isinstance(node, Scalar) else None
        match = re.fullmatch(r"(3\.[01])\.\d+", text) if isinstance(text, str) else None
        if match is None:
            self._issues.add(node.at, "this version of OpenAPI is not supported; write 3.1.0 or 3.0.3")
            return "3.1"
        return match[1]

    def _info(self, it: _Object) -> tuple[str, str | None, str | None, str]:
        node = it.take("info")
        if node is None:
            return "", None, None, ""
        info = self._object(node, "info object")
        info.require("title", "the API's name")
        info.require("version", "the version of the description")
        for key in ("termsOfService", "contact", "license"):
            info.take(key)
        result = (
            info.text("title") or "",
            info.text("summary"),
            info.text("description"),
            info.text("version") or "",
        )
        info.done()
        return result

    def _base_path(self, it: _Object) -> str:
        """The path that all servers share; the host is the client's configuration."""
        paths: dict[str, None] = {}
        for node in it.items("servers"):
            server = self._object(node, "server", {"variables": "write the URL out"})
            server.require("url", "the server's URL")
            server.take("description")
            url = server.text("url") or ""
            server.done()
            try:
                path = urlsplit(url).path.rstrip("/")
            except ValueError:
                self._issues.add(node.at, "this is not a URL; write one like https://api.example.com/base")
                continue
            if "{" in url or not re.fullmatch(r"(/[\w.~-]+)*", path, re.ASCII):
                self._issues.add(node.at, "the server's path holds more than plain segments; write it out")
                continue
            paths[path] = None
        if len(paths) > 1:
            self._issues.add(
                it.at.child("servers"),
                "servers differ in their path; the client knows one, so keep it the same",
            )
        return next(iter(paths), "")

    def _tag(self, node: Node) -> Tag:
        it = self._object(node, "tag")
        it.require("name", "the resource's name")
        cpp_name = it.get(extensions.CPP_NAME, extensions.read_text)
        tag = Tag(node.at, it.text("name") or "", it.text("description"), cpp_name)
        self._external_docs(it)
        it.done()
        return tag

    def _external_docs(self, it: _Object) -> None:
        """A link for readers of the description; the headers do not repeat it."""
        node = it.take("externalDocs")
        if node is not None:
            docs = self._object(node, "external documentation object")
            docs.require("url", "the link")
            docs.text("url")
            docs.text("description")
            docs.done()

    def _security(self, it: _Object, parts: _Object | None) -> None:
        it.take("security")
        for name, node in parts.members("securitySchemes") if parts else []:
            scheme = self._object(node, "security scheme")
            if (scheme.text("type"), scheme.text("scheme")) == ("http", "bearer"):
                scheme.take("description")
                scheme.take("bearerFormat")
                scheme.done()
            else:
                message = f'the scheme "{name}" is not supported; the client sends a bearer token, so write'
                self._issues.add(node.at, f"{message} `type: http` and `scheme: bearer`")

    def _components(
        self, parts: _Object | None, key: str, read: Callable[[Node], T]
    ) -> tuple[tuple[str, T], ...]:
        return tuple((name, read(node)) for name, node in parts.members(key)) if parts else ()

    # Operations

    def _path(self, path: str, node: Node) -> list[Operation]:
        it = self._object(node, "path item", _PATH_REFUSED)
        it.text("summary")
        it.text("description")
        shared = tuple(self._parameter(item) for item in it.items("parameters"))
        operations = [
            self._operation(path, verb, member, shared)
            for verb in VERBS
            if (member := it.take(verb)) is not None
        ]
        it.done()
        operations.sort(key=lambda operation: operation.at.line)
        return operations

    def _operation(
        self, path: str, verb: str, node: Node, shared: tuple[Parameter | Reference, ...]
    ) -> Operation:
        it = self._object(node, "operation", _OPERATION_REFUSED)
        it.require("operationId", "one of the form resource.method")
        it.require("responses", "`responses` with at least one 2xx answer")
        own = tuple(self._parameter(item) for item in it.items("parameters"))
        body = it.take("requestBody")
        operation = Operation(
            node.at,
            path,
            verb,
            it.text("operationId") or "",
            it.texts("tags"),
            it.text("summary"),
            it.text("description"),
            it.flag("deprecated") or False,
            self._override(shared, own),
            None if body is None else self._body(body),
            tuple((status, self._response(member)) for status, member in it.members("responses")),
            it.get(extensions.INTEGRATIONS, extensions.read_texts) or (),
            it.get(extensions.INTEGRATION_COUNT, extensions.read_count),
            it.get(extensions.RESPONSE_SUPPORT, extensions.read_response_support),
            it.get(extensions.SUCCESSOR, extensions.read_text),
            it.get(extensions.IDEMPOTENT, extensions.read_flag),
            it.get(extensions.CPP_NAME, extensions.read_text),
            it.get(extensions.PAGINATION, extensions.read_pagination),
        )
        it.take("security")
        self._external_docs(it)
        it.done()
        return operation

    @staticmethod
    def _override(
        shared: tuple[Parameter | Reference, ...], own: tuple[Parameter | Reference, ...]
    ) -> tuple[Parameter | Reference, ...]:
        """An operation's parameter replaces the path's of the same name and place."""
        replaced = {(each.name, each.place) for each in own if isinstance(each, Parameter)}
        kept = tuple(
            each for each in shared if isinstance(each, Reference) or (each.name, each.place) not in replaced
        )
        return kept + own

    def _reference(self, node: Node) -> Reference | None:
        if not isinstance(node, Mapping) or "$ref" not in node.members:
            return None
        it = self._object(node, "reference")
        target = it.text("$ref") or ""
        it.take("summary")
        it.take("description")
        it.done()
        return Reference(node.at, target)

    def _parameter(self, node: Node) -> Parameter | Reference:
        reference = self._reference(node)
        if reference is not None:
            return reference
        it = self._object(node, "parameter", _PARAMETER_REFUSED)
        for key, what in (
            ("name", "its name"),
            ("in", "`in: query`, path or header"),
            ("schema", "`schema`"),
        ):
            it.require(key, what)
        schema = it.take("schema")
        chosen = it.get(extensions.FILTER, extensions.read_choice(extensions.FILTERS))
        parameter = Parameter(
            node.at,
            it.text("name") or "",
            it.get("in", extensions.read_choice(("query", "path", "header"))) or "query",
            self._parameter_schema(node, schema, chosen),
            it.text("description"),
            it.flag("required") or False,
            it.flag("deprecated") or False,
            it.get("style", extensions.read_choice(("form", "deepObject", "simple"))),
            it.flag("explode"),
            it.get(extensions.STYLE, extensions.read_choice(("brackets",))) is not None,
            chosen,
            it.get(extensions.CALL_OPTION, extensions.read_choice(extensions.CALL_OPTIONS)),
            it.get(extensions.CERTAINTY, extensions.read_choice(extensions.CERTAINTIES)),
            it.get(extensions.SUPPORT, extensions.read_support),
            it.get(extensions.CPP_NAME, extensions.read_text),
            self._examples(it),
        )
        it.done()
        return parameter

    def _parameter_schema(self, parameter: Node, node: Node | None, chosen: str | None) -> Schema:
        """The schema of a parameter. Where one sorts by it, and nowhere else, its members' names have one."""
        if node is None:
            return Schema(parameter.at)
        if chosen != extensions.SORT or not isinstance(node, Mapping) or "propertyNames" not in node.members:
            return self.schema(node)
        others = {key: member for key, member in node.members.items() if key != "propertyNames"}
        names = self.schema(node.members["propertyNames"])
        return replace(self.schema(Mapping(node.at, others)), property_names=names)

    def _body(self, node: Node) -> Body | Reference:
        reference = self._reference(node)
        if reference is not None:
            return reference
        it = self._object(node, "request body")
        it.require("content", "`content` with application/json")
        schema, _, examples = self._content(it)
        body = Body(
            node.at, it.text("description"), it.flag("required") or False, schema or Schema(node.at), examples
        )
        it.done()
        return body

    def _response(self, node: Node) -> Response | Reference:
        reference = self._reference(node)
        if reference is not None:
            return reference
        it = self._object(node, "response", _RESPONSE_REFUSED)
        schema, wrapped, examples = self._content(it)
        response = Response(node.at, it.text("description"), schema, wrapped, examples)
        it.done()
        return response

    def _content(self, it: _Object) -> tuple[Schema | None, bool, tuple[Example, ...]]:
        schema: Schema | None = None
        wrapped = False
        examples: tuple[Example, ...] = ()
        for media_type, node in it.members("content"):
            if media_type.partition(";")[0].strip() != "application/json":
                self._issues.add(
                    node.at, f'the client speaks JSON, not "{media_type}"; write application/json'
                )
                continue
            media = self._object(node, "media type", {"encoding": "the client sends JSON; remove the key"})
            media.require("schema", "the body's schema, {} for any JSON")
            member = media.take("schema")
            schema = Schema(node.at) if member is None else self.schema(member)
            wrapper = extensions.read_choice((extensions.WRAPPER,))
            wrapped = media.get(extensions.RESULT_WRAPPER, wrapper) is not None
            examples = self._examples(media)
            media.done()
        return schema, wrapped, examples

    def _examples(self, it: _Object) -> tuple[Example, ...]:
        """Both spellings: one `example` without a name, or `examples` by name."""
        found: list[Example] = []
        single = it.take("example")
        if single is not None:
            found.append(Example(single.at, "example", None, plain(single)))
        for name, node in it.members("examples"):
            refused = {"$ref": "write the value here", "externalValue": "write the value here"}
            one = self._object(node, "named example", refused)
            one.require("value", "the example's value")
            value = one.take("value")
            one.take("description")
            summary = one.text("summary")
            one.done()
            found.append(Example(node.at, name, summary, None if value is None else plain(value)))
        return tuple(found)

    # Schemas

    def schema(self, node: Node) -> Schema:
        """One schema, with all that is nested in it."""
        if isinstance(node, Scalar) and node.value is True:
            return Schema(node.at)
        if not isinstance(node, Mapping):
            message = (
                f"expected a schema, found {kind_of(node)}; write a mapping with `type`, or {{}} for any JSON"
            )
            self._issues.add(node.at, message)
            return Schema(node.at)
        it = self._object(node, "schema", SCHEMA_REFUSED)
        types, nullable = self._types(it)
        values, null_value = self._values(it)
        default = it.take("default")
        items = it.take("items")
        read = Schema(
            node.at,
            ref=it.text("$ref"),
            types=types,
            nullable=nullable or null_value,
            format=it.text("format"),
            description=it.text("description") or it.text("title"),
            properties=tuple((name, self.schema(member)) for name, member in it.members("properties")),
            has_properties="properties" in it,
            required=it.texts("required"),
            additional=self._additional(it),
            items=None if items is None else self.schema(items),
            values=values,
            all_of=tuple(self.schema(member) for member in it.items("allOf")),
            default=() if default is None else (plain(default),),
            examples=self._schema_examples(it),
            bounds=self._bounds(it),
            keys=tuple(node.members),
        )
        read = self._annotations(it, read)
        it.take("title")
        it.done()
        return read

    @staticmethod
    def _annotations(it: _Object, read: Schema) -> Schema:
        """The schema with what is said about it besides its type."""
        descriptions = it.get(extensions.ENUM_DESCRIPTIONS, extensions.read_texts_by_name)
        names = it.get(extensions.ENUM_CPP_NAMES, extensions.read_texts_by_name)
        return replace(
            read,
            value_descriptions=tuple((descriptions or {}).items()),
            value_names=tuple((names or {}).items()),
            deprecated=it.flag("deprecated") or False,
            read_only=it.flag("readOnly") or False,
            write_only=it.flag("writeOnly") or False,
            certainty=it.get(extensions.CERTAINTY, extensions.read_choice(extensions.CERTAINTIES)),
            support=it.get(extensions.SUPPORT, extensions.read_support),
            cpp_name=it.get(extensions.CPP_NAME, extensions.read_text),
        )

    def _types(self, it: _Object) -> tuple[tuple[str, ...], bool]:
        """`type` and null, in the spelling of the document's version."""
        node = it.take("type")
        names: tuple[str, ...] = ()
        nullable = False
        if self._version == "3.0":
            nullable = it.flag("nullable") or False
        elif "nullable" in it:
            at = it.at.child("nullable")
            found = it.take("nullable")
            self._issues.add(
                found.at if found else at, "`nullable` is OpenAPI 3.0; in 3.1 write type: [..., 'null']"
            )
        if isinstance(node, Sequence):
            if self._version == "3.0":
                self._issues.add(
                    node.at, "a list of types is OpenAPI 3.1; in 3.0 write one type and `nullable: true`"
                )
            names = extensions.read_texts(node, self._issues)
        elif isinstance(node, Scalar) and node.value is None:
            self._issues.add(node.at, "the type is missing; for null write it as a text: 'null'")
        elif node is not None:
            text = extensions.read_text(node, self._issues)
            names = () if text is None else (text,)
        for name in names:
            if name not in (*JSON_TYPES, "null"):
                hint = did_you_mean(name, JSON_TYPES)
                assert node is not None
                self._issues.add(
                    node.at, f'"{name}" is no type{hint}; expected one of: {", ".join(JSON_TYPES)}'
                )
        return tuple(name for name in names if name in JSON_TYPES), nullable or "null" in names

    def _values(self, it: _Object) -> tuple[tuple[str, ...] | None, bool]:
        """The values of `enum` or `x-enum`, and whether null is one of them."""
        if "enum" in it and extensions.ENUM in it:
            message = "`enum` and `x-enum` exclude each other; keep x-enum where other values are possible"
            self._issues.add(it.at, message)
        key = extensions.ENUM if extensions.ENUM in it else "enum"
        other = "enum" if key == extensions.ENUM else extensions.ENUM
        it.take(other)
        node = it.take(key)
        if node is None:
            return None, False
        if not isinstance(node, Sequence):
            self._issues.add(node.at, f"expected a list of values, found {kind_of(node)}; write one in [ ]")
            return None, False
        nulls = [item for item in node.items if isinstance(item, Scalar) and item.value is None]
        kept = tuple(item for item in node.items if item not in nulls)
        if not kept:
            self._issues.add(node.at, "the list of values is empty; name at least one")
            return None, False
        for item in kept:
            if not (isinstance(item, Scalar) and isinstance(item.value, str)):
                message = (
                    f"values are texts, found {kind_of(item)}; quote it, or list numbers in the description"
                )
                self._issues.add(item.at, message)
        texts = [item.value for item in kept if isinstance(item, Scalar) and isinstance(item.value, str)]
        for text in sorted({text for text in texts if texts.count(text) > 1}):
            self._issues.add(node.at, f'the value "{text}" stands twice in the list; keep one of them')
        return tuple(dict.fromkeys(texts)), bool(nulls)

    def _additional(self, it: _Object) -> bool | Schema | None:
        node = it.take("additionalProperties")
        if node is None:
            return None
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        if isinstance(node, Mapping) and not node.members:
            return True
        return self.schema(node)

    def _schema_examples(self, it: _Object) -> tuple[Json, ...]:
        single = it.take("example")
        found = [] if single is None else [plain(single)]
        return tuple(found + [plain(node) for node in it.items("examples")])

    def _bounds(self, it: _Object) -> tuple[tuple[str, Json], ...]:
        """Limits are written into the documentation; the server checks them."""
        found: list[tuple[str, Json]] = []
        for key in BOUNDS:
            node = it.take(key)
            if node is None:
                continue
            value = node.value if isinstance(node, Scalar) else None
            is_flag = isinstance(value, bool)
            fits = (
                isinstance(value, str) if key == "pattern" else isinstance(value, int | float) and not is_flag
            )
            if is_flag and key.startswith("exclusive") and self._version == "3.0":
                fits = True
            if fits:
                found.append((key, value))
            else:
                wanted = "a text" if key == "pattern" else "a number"
                self._issues.add(node.at, f"expected {wanted} for {key}, found {kind_of(node)}; correct it")
        return tuple(found)


def pointer_name(target: str, kind: str) -> str | None:
    """The component that `#/components/<kind>/<name>` points to; nothing for any other reference."""
    prefix = f"#/components/{kind}/"
    if not target.startswith(prefix):
        return None
    return unquote(target.removeprefix(prefix)).replace("~1", "/").replace("~0", "~")
