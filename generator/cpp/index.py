"""The index of operations: what the headers are too narrow for, such as long lists of integrations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..extensions import Support
from ..ir import (
    Api,
    Member,
    Operation,
    Resource,
    Sorting,
    Struct,
    StructRef,
    TimeFilter,
    Type,
    ValueFilter,
)
from ..wire import Shapes
from . import docs, types
from .calls import Calls, alias
from .names import Names
from .types import Named
from .view import IndexExample, IndexOperation, IndexResource, IndexRow, IndexView, Lines

FILTERS: Final[tuple[tuple[type[Type], tuple[tuple[str, str], ...]], ...]] = (
    (
        TimeFilter,
        (
            ('.created_at = "2026-01-01T00:00:00Z"', "created_at=2026-01-01T00:00:00Z"),
            (".created_at = truto::after(std::chrono::system_clock::now() - 24h)", "created_at[gt]=…"),
            (
                '.created_at = truto::since("2026-01-01").before("2026-02-01")',
                "created_at[gte]=2026-01-01&created_at[lt]=2026-02-01",
            ),
            ('.created_at = truto::until("2026-01-31")', "created_at[lte]=2026-01-31"),
        ),
    ),
    (
        ValueFilter,
        (
            (".status = status::active", "status=active"),
            (".status = truto::one_of(status::active, status::invited)", "status[in]=active,invited"),
        ),
    ),
    (
        Sorting,
        (
            (".sort_by = truto::ascending(sort_field::name)", "sort_by[name]=asc"),
            ('.sort_by = truto::descending("name")', "sort_by[name]=desc"),
        ),
    ),
)

ABOUT_FORMATS: Final = (
    "`api.as<truto::raw>()` and the like (`<truto/format.hpp>`) change what the `response<…>` of a "
    "signature holds."
)


def index_view(api: Api, names: Names, named: Named, banner: Lines) -> IndexView:
    """The index of an API."""
    return _Index(api, names, named).view(banner)


class _Index:
    """Puts the index together."""

    def __init__(self, api: Api, names: Names, named: Named) -> None:
        self._api = api
        self._names = names
        self._named = named
        self._calls = Calls(names, Shapes.of(api))

    def view(self, banner: Lines) -> IndexView:
        options: dict[tuple[str, str], None] = {}
        for resource in self._api.resources:
            for operation in resource.operations:
                options.update(dict.fromkeys(operation.call_options))
        return IndexView(
            banner,
            docs.cell(self._api.title),
            docs.markdown(self._api.description or self._api.summary or ""),
            f"In the calls below `{alias(self._names)}` stands for `truto::{self._names.space}`, "
            f"and `api` is a `{alias(self._names)}::client`.\n{ABOUT_FORMATS}",
            tuple((docs.code(wire), docs.code(member)) for wire, member in options),
            tuple((docs.code(code), docs.code(query)) for code, query in self._filters()),
            tuple(self._resource(each) for each in self._api.resources),
        )

    def _filters(self) -> Iterator[tuple[str, str]]:
        """How the filters that occur are written, and what is sent."""
        operations = [each for resource in self._api.resources for each in resource.operations]
        members = [each for operation in operations if operation.query for each in operation.query.members]
        kinds = {type(each.type): each for each in reversed(members)}
        for kind, rows in FILTERS:
            if kind in kinds:
                yield from rows

    def _resource(self, resource: Resource) -> IndexResource:
        name = str(self._names.resources[resource.name])
        operations = tuple(self._operation(each) for each in resource.operations)
        return IndexResource(name, name, docs.markdown(docs.stop(resource.description or "")), operations)

    def _operation(self, operation: Operation) -> IndexOperation:
        return IndexOperation(
            operation.id,
            operation.id.replace(".", ""),
            docs.cell(docs.stop(operation.summary or "")),
            tuple(self._signatures(operation)),
            self._call(operation),
            docs.code(f"{operation.verb.upper()} {operation.path}"),
            docs.markdown(operation.description or ""),
            tuple(self._facts(operation)),
            tuple(self._rows(operation)),
            tuple(self._answers(operation)),
            tuple(self._mapped(operation)),
            tuple(self._examples(operation)),
        )

    def _signatures(self, operation: Operation) -> Iterator[str]:
        """The longest call, with the names of the arguments; then, of a list, how to get all pages."""
        arguments = [
            str(self._names.arguments[operation.id, each.name]) for each in operation.path_parameters
        ]
        arguments += ["body"] if operation.body is not None else []
        arguments += ["query"] if operation.query is not None else []
        arguments += ["headers"] if operation.headers is not None else []
        resource = self._names.resources[operation.resource]
        call = f"{resource}().{self._names.methods[operation.id]}({', '.join([*arguments, 'token'])})"
        result = types.NO_CONTENT if operation.result is None else self._named.spell(operation.result)
        yield docs.code(f"{call} → response<{result.spell()}>")
        if operation.pagination is not None:
            pages = f"{resource}().{self._names.pagers[operation.id]}({', '.join(arguments)})"
            yield docs.code(f"{pages} → pager<{result.spell()}>")

    def _call(self, operation: Operation) -> str:
        """An example of a call, as a code block."""
        sample = self._calls.sample(operation)
        if sample is None:
            return ""
        return "\n".join(
            ["```cpp", *sample.before, f"const auto answer = co_await {sample.written()};", "```"]
        )

    def _facts(self, operation: Operation) -> Iterator[str]:
        if operation.deprecated:
            successor = f"; use {docs.code(operation.successor)}" if operation.successor else ""
            yield f"Deprecated{successor}."
        if operation.integrations:
            names = ", ".join(docs.cell(name) for name in operation.integrations)
            yield f"Offered by {len(operation.integrations)}: {names}."
        elif operation.integration_count is not None:
            yield f"Offered by {operation.integration_count}, which are not named here."
        if operation.idempotent:
            yield "Idempotent: retried as it is."
        else:
            yield "Not idempotent: once it may have been carried out, retried only with an Idempotency-Key."
        if operation.pagination is not None:
            yield docs.pagination_sentence(operation.pagination)
        if operation.unwrap_result:
            yield "The answer may stand under `result` in an object of its own; the client takes it out."
        shown = [certainty for answer in operation.answers if (certainty := answer.certainty)]
        if any(certainty != "certain" for certainty in shown):
            yield "The shape of the answer is inferred, not published."

    def _rows(self, operation: Operation) -> Iterator[IndexRow]:
        for parameter in operation.path_parameters:
            yield self._row(parameter, "path")
        body = None if operation.body is None else operation.body.type
        struct = next((each for each in operation.definitions if StructRef(each.name) == body), None)
        if isinstance(struct, Struct):
            for member in struct.members:
                yield self._row(member, "body")
        elif body is not None and operation.body is not None:
            kind = docs.code(self._named.spell_argument(body).spell())
            yield IndexRow("", "body", kind, docs.cell(operation.body.description or ""), "", "")
        for place, aggregate in (("query", operation.query), ("header", operation.headers)):
            for member in aggregate.members if aggregate else ():
                yield self._row(member, place)

    def _row(self, member: Member, place: str) -> IndexRow:
        notes = replace(member.notes, support=None, certainty=None)
        support = member.notes.support
        return IndexRow(
            docs.code(member.name),
            place,
            docs.code(self._named.spell_argument(member.type).spell()),
            docs.cell(docs.describe(notes, docs.filter_sentence(member.type))),
            member.notes.certainty or "certain",
            "" if support is None else " ".join(_support(support)),
        )

    @staticmethod
    def _answers(operation: Operation) -> Iterator[str]:
        for answer in operation.answers:
            body = "" if answer.has_body else " No body."
            yield f"{docs.code(answer.status)}: {docs.cell(docs.stop(answer.description or ''))}{body}"

    @staticmethod
    def _mapped(operation: Operation) -> Iterator[tuple[str, str]]:
        for member in operation.response_support or ():
            names = ", ".join(docs.cell(name) for name in member.integrations)
            yield docs.code(member.name), names or str(member.count)

    @staticmethod
    def _examples(operation: Operation) -> Iterator[IndexExample]:
        found = [("Request", each) for each in (operation.body.examples if operation.body else ())]
        found += [
            (f"Answer {answer.status}", each) for answer in operation.answers for each in answer.examples
        ]
        for kind, example in found:
            summary = docs.cell(docs.stop(example.summary or example.name))
            yield IndexExample(f"{kind}: {summary}", fenced(docs.raw_json(example.value)))


def _support(support: Support) -> Iterator[str]:
    """Everything that is known, at whatever length."""
    for label, listed, count in (
        ("Required by", support.required, support.required_count),
        ("Read by", support.supported, None),
    ):
        if listed:
            yield f"{label} {', '.join(docs.cell(name) for name in listed)}."
        elif count:
            yield f"{label} {count}, which are not named here."
    told = max(support.required_count or 0, len(support.required)) + len(support.supported)
    if support.supported_count is not None and support.supported_count > told:
        count = support.supported_count
        yield f"Read by {count}, which are not named here." if told == 0 else f"{count} in all take it."
    if support.note:
        yield docs.cell(docs.stop(support.note))


def fenced(text: str) -> str:
    """JSON as a code block; JSON escapes newlines, so no line of it can end the block."""
    return f"```json\n{text}\n```"
