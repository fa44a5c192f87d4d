"""IR to views: every decision on what the generated code looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from .. import COMMAND
from ..extensions import ACCOUNT, Pagination
from ..ir import (
    INPUT,
    AnyObject,
    Api,
    Definition,
    Enumeration,
    EnumRef,
    ListOf,
    Member,
    Name,
    Notes,
    Operation,
    Records,
    Resource,
    Role,
    Struct,
    Style,
    Text,
    Timestamp,
    Type,
    Unit,
    references,
)
from ..issues import Issues
from . import docs, index, requirements, types
from .docs import Own
from .names import EXTRA, Names, snake_case, templated
from .types import CppType, Named
from .view import (
    AccessorView,
    ClassView,
    ClientView,
    ConstantView,
    EnumeratorView,
    EnumView,
    FileView,
    ForwardView,
    FunctionView,
    HeaderView,
    MemberView,
    ModelView,
    ResourceView,
    SourceView,
    StructView,
    TablesView,
    UmbrellaView,
)

EXTRA_DOC = "Members that this library does not know or whose type was unexpected, as the server sent them."
OPEN_DOC = "Values that this library does not know are kept as sent."
FORWARDED = "std::forward<Token>(token)"
ENUMERATOR_WIDTH = 110

# The members of operation_arguments after the path, in the order in which C++ wants them initialised.
DESIGNATED = ("query", "headers", "body")


def translate(api: Api, names: Names, issues: Issues) -> tuple[FileView, ...]:
    """Every file of the API, in the order of their paths."""
    return _Translator(api, names, issues).files()


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of an operation before the token."""

    name: str
    type: str
    has_default: bool
    doc: str


class _Translator:
    """Makes the views of one API; knows the names and types of everything in it."""

    def __init__(self, api: Api, names: Names, issues: Issues) -> None:
        self._api = api
        self._names = names
        self._issues = issues
        self._folder = f"truto/{names.space}"
        self._named = Named(self._type_table())

    def files(self) -> tuple[FileView, ...]:
        models = [self._model(unit) for unit in self._api.units]
        resources = [self._resource(resource) for resource in self._api.resources]
        listed = index.index_view(self._api, self._names, self._named, self._banner("", markdown=True))
        files = [
            *models,
            *resources,
            FileView(f"{self._folder}/client.hpp", "client.hpp.j2", self._client()),
            FileView(f"{self._folder}/fwd.hpp", "fwd.hpp.j2", self._forward()),
            FileView(f"{self._folder}/src.hpp", "src.hpp.j2", self._source()),
            FileView(f"{self._folder}/operations.md", "operations.md.j2", listed),
        ]
        tables = requirements.requirements_view(
            self._api, self._names, self._header("", requirements.HEADERS)
        )
        if tables is not None:
            files.append(FileView(f"{self._folder}/requirements.hpp", "requirements.hpp.j2", tables))
        umbrella = self._umbrella([each.path for each in (*models, *resources)])
        files.append(FileView(f"{self._folder}.hpp", "umbrella.hpp.j2", umbrella))
        self._check_paths([each.path for each in files])
        return tuple(sorted(files, key=lambda each: each.path))

    def _check_paths(self, paths: list[str]) -> None:
        """Each file has one source. Names that could not be given would only say the same again."""
        for path in sorted(set(paths)):
            if paths.count(path) > 1 and not self._issues:
                message = f"two parts of the description would be written to {PurePosixPath(path).name}"
                self._issues.add(self._api.at, f"{message}; set x-cpp-name on one of them")

    # Names and headers

    def _type_table(self) -> dict[Name, CppType]:
        table: dict[Name, CppType] = {}
        for unit in self._api.units:
            header = f"<{self._unit_path(unit)}>"
            for each in unit.definitions:
                table[each.name] = CppType(
                    self._names.types[each.name], self._names.space, header, local=True
                )
        for operation in self._operations():
            for each in operation.definitions:
                table[each.name] = CppType(self._names.types[each.name], self._names.space, "", local=True)
        return table

    def _operations(self) -> Iterator[Operation]:
        for resource in self._api.resources:
            yield from resource.operations

    def _unit_path(self, unit: Unit) -> str:
        first = unit.components[0]
        derived = snake_case("_".join(first).replace(INPUT, "input"))
        return f"{self._folder}/models/{self._names.types.get(first, derived)}.hpp"

    def _resource_path(self, resource: Resource) -> str:
        return f"{self._folder}/resources/{self._names.resources[resource.name]}.hpp"

    def _banner(self, what: str, markdown: bool = False) -> tuple[str, ...]:
        origin = f"Generated from {self._api.source}{what}. Do not edit;"
        remedy = f"change the spec and run: {COMMAND}"
        return (f"<!-- {origin}", f"{remedy} -->") if markdown else (f"// {origin}", f"// {remedy}")

    def _header(self, what: str, includes: Iterable[str], own: str = "") -> HeaderView:
        return HeaderView(self._banner(what), group_includes(includes, own), self._names.space)

    # Types

    def _model(self, unit: Unit) -> FileView:
        path = self._unit_path(unit)
        schemas = [name[0] for name in unit.components]
        plural = "schemas" if len(schemas) > 1 else "schema"
        header = self._header(
            f", {plural} {', '.join(schemas)}", self._definition_headers(unit.definitions), f"<{path}>"
        )
        structs = [each for each in unit.definitions if isinstance(each, Struct)]
        recursive = len(schemas) > 1 or self._nested_refer_back(structs)
        view = ModelView(
            header,
            tuple(self._names.types[each.name] for each in structs) if recursive else (),
            tuple(self._enum(each) for each in unit.definitions if isinstance(each, Enumeration)),
            self._structs(structs),
        )
        return FileView(path, "model.hpp.j2", view)

    @staticmethod
    def _nested_refer_back(structs: list[Struct]) -> bool:
        """Whether a struct mentions one that is defined after it."""
        for position, struct in enumerate(structs):
            later = {each.name for each in structs[position + 1 :]}
            if any(name in later for member in struct.members for name in references(member.type)):
                return True
        return False

    def _structs(self, structs: list[Struct]) -> tuple[StructView, ...]:
        """In order; a struct is not complete before its own end."""
        return tuple(
            self._struct(struct, tuple(each.name for each in structs[position:]))
            for position, struct in enumerate(structs)
        )

    def _struct(self, struct: Struct, unfinished: tuple[Name, ...]) -> StructView:
        name = self._names.types[struct.name]
        own = (EXTRA,) if struct.role is Role.MODEL else ()
        hidden = frozenset((*own, *(self._names.members[struct.name, each.name] for each in struct.members)))
        members = tuple(self._member(struct, each, unfinished, hidden) for each in struct.members)
        return StructView(
            self._type_doc(struct, struct.notes),
            name,
            f"{self._names.space}::{name}" if name in hidden else name,
            members,
            docs.comment(EXTRA_DOC) if struct.role is Role.MODEL else (),
            self._parts(struct),
        )

    def _parts(self, struct: Struct) -> str:
        """Where a page has what its pager reads; nothing for any other struct."""
        if struct.page is None:
            return ""
        name = self._names.types[struct.name]
        items, following = (
            self._names.members[struct.name, each] for each in (struct.page.items, struct.page.next)
        )
        return f"page_parts{{&{name}::{items}, &{name}::{following}}}"

    def _member(
        self, struct: Struct, member: Member, unfinished: tuple[Name, ...], hidden: frozenset[str]
    ) -> MemberView:
        style = "" if member.style is Style.BRACKETS else f"query_style::{member.style.value}"
        return MemberView(
            docs.comment(docs.describe(member.notes, docs.filter_sentence(member.type))),
            self._member_type(struct.role, member, unfinished).spell(hidden),
            self._names.members[struct.name, member.name],
            docs.literal(member.name),
            docs.literal(docs.first_sentence(member.notes.description)),
            style,
        )

    def _member_type(self, role: Role, member: Member, unfinished: tuple[Name, ...]) -> CppType:
        """How a member is wrapped: the difference between absent, null and empty, where there is one."""
        if isinstance(member.type, Records):
            return self._named.spell(member.type, unfinished)
        if role is Role.MODEL:
            return types.optional(self._named.spell(member.type, unfinished))
        kind = self._named.spell_argument(member.type, unfinished)
        if member.nullable and role in (Role.BODY, Role.INPUT):
            return types.patch(kind)
        return kind if isinstance(member.type, ListOf | AnyObject) else types.optional(kind)

    def _enum(self, enum: Enumeration) -> EnumView:
        names = [self._names.values[enum.name, value.text] for value in enum.values]
        texts = [docs.comment(docs.stop(value.description or ""), width=10_000) for value in enum.values]
        short = all(
            len(text) <= 1 and len(name) + len("".join(text)) < ENUMERATOR_WIDTH
            for name, text in zip(names, texts, strict=True)
        )
        values = tuple(
            EnumeratorView(
                () if short else docs.comment(docs.stop(value.description or "")),
                name,
                "".join(text) if short else "",
                docs.literal(value.text),
                docs.literal(docs.first_sentence(value.description)),
            )
            for value, name, text in zip(enum.values, names, texts, strict=True)
        )
        doc = self._type_doc(enum, enum.notes)
        described = docs.describe(replace(enum.notes, support=None, certainty=None))
        if enum.notes.description:
            doc = docs.comment(f"{described} {OPEN_DOC}")
        return EnumView(doc, self._names.types[enum.name], values)

    def _type_doc(self, it: Definition, notes: Notes) -> tuple[str, ...]:
        """What the description says of a type; where it says nothing, what the type is for."""
        text = docs.describe(replace(notes, support=None, certainty=None, default=()))
        if it.name[1:] == (INPUT,):
            model = self._names.types.get(it.name[:1])
            what = f"@ref {model}" if model else f"`{it.name[0]}` of the description"
            return docs.comment(*([text] if text else []), Own(f"A {what} as a part of requests."))
        use = self._use(it)
        return docs.comment(*([Own(use)] if use else []), *([text] if text else []))

    def _use(self, it: Definition) -> str:
        """The place of a type that has no name of its own in the description."""
        if len(it.name) == 1:
            return "" if it.notes.description else f"Schema `{it.name[0]}` of the description."
        outer = self._names.types.get(it.name[:-1])
        if outer is not None:
            return f"The `{docs.literal(it.name[-1])[1:-1]}` of a @ref {outer}."
        function = self._function_of(it.name)
        if not function:
            return f"An element of `{it.name[0]}` of the description."
        what = {"query": "Query", "headers": "Headers", "body": "Body", "result": "Answer"}
        return f"{what.get(it.name[2], 'Argument')} of @ref {function}."

    def _function_of(self, name: Name) -> str:
        resource = self._names.resources.get(name[0])
        method = self._names.methods.get(".".join(name[:2]))
        return f"{templated(resource)}::{method}" if resource and method and len(name) > 2 else ""

    def _definition_headers(self, definitions: Iterable[Definition]) -> Iterator[str]:
        """The headers that these definitions need."""
        for each in definitions:
            if isinstance(each, Enumeration):
                yield from ("<truto/open_enum.hpp>", "<array>")
                continue
            yield "<truto/fields.hpp>"
            if each.page is not None:
                yield "<truto/page_parts.hpp>"
            if each.role is Role.MODEL:
                yield "<boost/json/value.hpp>"
            for member in each.members:
                kind = self._member_type(each.role, member, self._unfinished(each, definitions))
                yield from kind.headers()

    @staticmethod
    def _unfinished(struct: Struct, definitions: Iterable[Definition]) -> tuple[Name, ...]:
        """The struct and those that follow it."""
        names = [each.name for each in definitions if isinstance(each, Struct)]
        return tuple(names[names.index(struct.name) :])

    # Resources

    def _resource(self, resource: Resource) -> FileView:
        path = self._resource_path(resource)
        definitions = [each for operation in resource.operations for each in operation.definitions]
        name = self._names.resources[resource.name]
        includes = [*self._definition_headers(definitions), *self._resource_headers(resource)]
        about = f"Obtained from @ref client::{name}; cheap to copy; any thread may use it."
        view = ResourceView(
            self._header(f", tag {resource.name}", includes, f"<{path}>"),
            tuple(self._enum(each) for each in definitions if isinstance(each, Enumeration)),
            self._structs([each for each in definitions if isinstance(each, Struct)]),
            tuple(self._constant(operation) for operation in resource.operations),
            docs.comment(docs.stop(resource.description or f"Operations on {resource.name}"), Own(about)),
            templated(name),
            tuple(each for operation in resource.operations for each in self._functions(operation)),
            self._tables(resource.operations),
        )
        return FileView(path, "resource.hpp.j2", view)

    def _tables(self, operations: Iterable[Operation]) -> TablesView:
        """The structs that the operations write and read themselves; the others stand inside these."""
        structs = set(self._forward().structs)
        read: set[Name] = set()
        written: set[Name] = set()
        for operation in operations:
            read.update(references(operation.result) if operation.result is not None else ())
            written.update(each.name for each in operation.definitions)
            written.update(references(operation.body.type) if operation.body is not None else ())
        read_types, written_types = (
            tuple(sorted(structs & {self._names.types[name] for name in names})) for names in (read, written)
        )
        return TablesView(read_types, written_types)

    def _resource_headers(self, resource: Resource) -> Iterator[str]:
        yield from ("<truto/format.hpp>", "<truto/operation.hpp>", "<truto/resource.hpp>", "<utility>")
        yield "<truto/detail/json/record.hpp>"
        for operation in resource.operations:
            if operation.pagination is not None:
                yield "<truto/pager.hpp>"
            yield from self._result(operation).headers()
            if operation.body is not None:
                yield from self._named.spell_argument(operation.body.type).headers()
            for parameter in operation.path_parameters:
                yield from self._path_type(parameter.type).headers()

    def _constant(self, operation: Operation) -> ConstantView:
        flags = {
            "idempotent": operation.idempotent,
            "deprecated": operation.deprecated,
            "unwrap_result": operation.unwrap_result,
            "without_account": ACCOUNT not in [option for _, option in operation.call_options],
        }
        fields = [
            ("id", docs.literal(operation.id)),
            ("resource", docs.literal(operation.resource)),
            ("method", docs.literal(operation.verb.upper())),
            ("path", docs.literal(operation.path)),
            *([("cursor", docs.literal(operation.pagination.cursor))] if operation.pagination else ()),
            *((name, "true") for name, value in flags.items() if value),
        ]
        return ConstantView((wire(operation),), self._names.constants[operation.id], tuple(fields))

    def _result(self, operation: Operation) -> CppType:
        return types.NO_CONTENT if operation.result is None else self._named.spell(operation.result)

    def _path_type(self, kind: Type) -> CppType:
        """What an argument for the path is taken as."""
        match kind:
            case Text() | Timestamp():
                return types.STRING_VIEW
            case _:
                return self._named.spell(kind)

    def _path(self, operation: Operation) -> list[str]:
        return [str(self._names.arguments[operation.id, each.name]) for each in operation.path_parameters]

    def _hidden(self, operation: Operation) -> frozenset[str]:
        """What means something else in a function: its arguments, and the functions of its class."""
        members = [each for each in self._operations() if each.resource == operation.resource]
        methods = [self._names.methods[each.id] for each in members]
        pagers = [self._names.pagers[each.id] for each in members if each.pagination is not None]
        return frozenset([*self._path(operation), *methods, *pagers, "body", "query", "headers", "token"])

    def _designated(self, operation: Operation, arguments: list[Argument]) -> str:
        """The members of operation_arguments that these arguments fill."""
        path = self._path(operation)
        given = {each.name for each in arguments}
        found = [f".path = {{{', '.join(path)}}}"] if path else []
        return ", ".join([*found, *(f".{name} = {name}" for name in DESIGNATED if name in given)])

    def _arguments(self, operation: Operation) -> list[Argument]:
        """Path parameters, body, query, headers: the order of every operation's arguments."""
        hidden = self._hidden(operation)
        found: list[Argument] = []
        for name, parameter in zip(self._path(operation), operation.path_parameters, strict=True):
            spelled = self._path_type(parameter.type).spell(hidden)
            spelled = f"const {spelled}&" if isinstance(parameter.type, EnumRef) else spelled
            notes = replace(parameter.notes, required=False)
            found.append(Argument(name, spelled, False, docs.describe(notes)))
        if operation.body is not None:
            spelled = f"const {self._named.spell_argument(operation.body.type).spell(hidden)}&"
            text = docs.stop(operation.body.description or "What is sent as JSON")
            found.append(Argument("body", spelled, not operation.body.required, text))
        for what, struct, text in (
            ("query", operation.query, "Parameters of the query."),
            ("headers", operation.headers, "Headers of the request."),
        ):
            if struct is not None:
                spelled = f"const {self._named.types[struct.name].spell(hidden)}&"
                found.append(Argument(what, spelled, True, text))
        return found

    def _functions(self, operation: Operation) -> Iterator[FunctionView]:
        """The full overload, then one for each run of optional arguments that can be left out; and the
        pages of a list.

        Overloads, and no default arguments: those would be made, kept across the wait and destroyed in the
        coroutine of each caller. Their token is a pack, so that an argument `{}` never means it.
        """
        arguments = self._arguments(operation)
        yield self._function(operation, arguments, arguments, self._operation_doc(operation, arguments))
        while arguments and arguments[-1].has_default:
            left_out = arguments[-1].name
            arguments = arguments[:-1]
            last = not (arguments and arguments[-1].has_default)
            what = "the server's defaults for everything optional" if last else f"no {left_out}"
            doc = docs.comment(Own(f"The same with {what}."))
            yield self._function(operation, arguments, None, doc)
        if operation.pagination is not None:
            yield self._pages(operation, operation.pagination)

    def _function(
        self,
        operation: Operation,
        arguments: list[Argument],
        full: list[Argument] | None,
        doc: tuple[str, ...],
    ) -> FunctionView:
        result = self._result(operation).spell(self._hidden(operation))
        is_full = full is not None
        token = " Token = default_token" if is_full else "... Token"
        forwarded = FORWARDED if is_full else f"{FORWARDED}..."
        parts = [f"{each.type} {each.name}" for each in arguments]
        parts.append("Token&& token = {}" if is_full else "Token&&... token")
        designated = self._designated(operation, arguments)
        constant = f"operations::{self._names.constants[operation.id]}"
        return FunctionView(
            doc,
            f"template <token_for<{result}, Format>{token}>",
            self._attribute(operation),
            f"auto {self._names.methods[operation.id]}({', '.join(parts)}) const",
            f"return async_call<{result}>(*this, {constant}, {{{designated}}}, {forwarded});",
        )

    def _pages(self, operation: Operation, pagination: Pagination) -> FunctionView:
        """A pager that begins where the query says. It has a query of its own, to take the cursor out."""
        name = self._names.pagers[operation.id]
        arguments = self._arguments(operation)
        parts = [
            f"{by_value(each.type) if each.name == 'query' else each.type} {each.name}"
            f"{' = {}' if each.has_default else ''}"
            for each in arguments
        ]
        query = operation.query
        cursor = "" if query is None else self._names.members[query.name, pagination.cursor]
        doc = docs.comment(
            Own(f"The pages of @ref {self._names.methods[operation.id]}, one after another; see @ref pager."),
            Own(f"They begin at the query's `{cursor}`, or without one at the beginning."),
        )
        constant = f"operations::{self._names.constants[operation.id]}"
        begin = f"std::exchange(query.{cursor}, {{}})"
        return FunctionView(
            doc,
            "",
            self._attribute(operation),
            f"pager<{self._result(operation).spell(self._hidden(operation))}, Format> "
            f"{name}({', '.join(parts)}) const",
            f"return {{*this, {constant}, {{{self._designated(operation, arguments)}}}, {begin}}};",
        )

    def _attribute(self, operation: Operation) -> str:
        if not operation.deprecated:
            return ""
        text = "deprecated by the API"
        if operation.successor in self._names.methods:
            resource = operation.successor.partition(".")[0]
            text = f"use {self._names.resources[resource]}().{self._names.methods[operation.successor]}"
        return f"[[deprecated({docs.literal(text)})]]"

    def _operation_doc(self, operation: Operation, arguments: list[Argument]) -> tuple[str, ...]:
        parts = [docs.stop(operation.summary or operation.id), Own(wire(operation))]
        parts += [operation.description] if operation.description else []
        parts += [sentence] if (sentence := docs.pagination_sentence(operation.pagination)) else []
        parts += [sentence] if (sentence := offered_by(operation)) else []
        lines = list(docs.comment(*parts))
        lines += [
            "",
            *(line for each in arguments if each.doc for line in docs.parameter(each.name, each.doc)),
        ]
        lines += docs.parameter("token", f"Receives a `response<{self._result(operation).spell()}>`.")
        return tuple(lines)

    # The files that speak of everything

    def _client(self) -> ClientView:
        resources = self._api.resources
        includes = ["<truto/basic_client.hpp>", f"<{self._folder}/fwd.hpp>", "<string_view>"]
        accessors = tuple(
            AccessorView(
                docs.comment(
                    docs.first_sentence(each.description) or docs.stop(f"Operations on {each.name}")
                ),
                f"{self._names.space}::{templated(self._names.resources[each.name])}<Format>",
                self._names.resources[each.name],
            )
            for each in resources
        )
        summary = [docs.stop(self._api.summary)] if self._api.summary else []
        doc = docs.comment(
            docs.stop(f"Entry point to {docs.visible(self._api.title)}"),
            *summary,
            Own("A value: copies share connections, limits and settings; any thread may use any copy."),
            Own(
                "Each resource has a header of its own, which a file includes besides this one when it calls "
                f"the resource's operations; `<{self._folder}.hpp>` has them all."
            ),
        )
        return ClientView(self._header("", includes), doc, docs.literal(self._api.base_path), accessors)

    def _forward(self) -> ForwardView:
        definitions = [each for unit in self._api.units for each in unit.definitions]
        definitions += [each for operation in self._operations() for each in operation.definitions]
        names = self._names
        files = {str(names.resources[each.name]): self._resource_path(each) for each in self._api.resources}
        files["client"] = f"{self._folder}/client.hpp"
        return ForwardView(
            self._header("", ["<truto/format.hpp>"]),
            docs.comment(docs.stop(f"Declarations of {docs.visible(self._api.title)}")),
            tuple(sorted(names.types[each.name] for each in definitions if isinstance(each, Enumeration))),
            tuple(sorted(names.types[each.name] for each in definitions if isinstance(each, Struct))),
            tuple(ClassView(templated(name), f"<{path}>") for name, path in sorted(files.items())),
        )

    def _source(self) -> SourceView:
        includes = [f"<{self._folder}.hpp>", "<truto/src.hpp>", "<truto/detail/json/record.hpp>"]
        return SourceView(self._header("", includes), self._tables(self._operations()))

    def _umbrella(self, paths: list[str]) -> UmbrellaView:
        includes = [f"<{path}>" for path in (*paths, f"{self._folder}/client.hpp", f"{self._folder}/fwd.hpp")]
        return UmbrellaView(self._header("", includes))


def by_value(spelled: str) -> str:
    """An argument that the function may change."""
    return spelled.removeprefix("const ").removesuffix("&")


def wire(operation: Operation) -> str:
    """Method and path, as code."""
    return f"`{operation.verb.upper()} {operation.path}`"


def offered_by(operation: Operation) -> str:
    """Who offers an operation, where that is published."""
    count = operation.integration_count
    if not operation.integrations and count is None:
        return ""
    return f"Offered by {docs.some(operation.integrations, count)}."


def group_includes(headers: Iterable[str], own: str = "") -> tuple[tuple[str, ...], ...]:
    """Own public headers, own details, Boost, the standard library; each sorted, none twice."""
    groups: tuple[list[str], ...] = ([], [], [], [])
    for header in sorted(set(headers) - {own, ""}):
        if header.startswith("<truto/detail/"):
            groups[1].append(header)
        elif header.startswith("<truto/"):
            groups[0].append(header)
        else:
            groups[2 if header.startswith("<boost/") else 3].append(header)
    return tuple(tuple(group) for group in groups if group)
