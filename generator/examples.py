"""The description's examples as test data: as JSON for any tool, and as a C++ test source.

Each example of a schema is read into its struct and written again. Each example of a request is sent, and
compared with what `wire` says about it. Each example of an answer is served, and compared with the model that
comes out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .cpp.calls import BOUNDS, SEVERAL, Calls, Sample, alias
from .cpp.docs import literal, numeral, raw
from .cpp.names import Names
from .cpp.types import CppType, Named
from .cpp.view import ExampleCase, ExampleSuite, ExamplesView
from .extensions import DIRECTIONS, WRAPPER
from .ir import (
    AnyObject,
    Api,
    Boolean,
    Enumeration,
    EnumRef,
    Integer,
    ListOf,
    MapOf,
    Member,
    Number,
    Operation,
    Sorting,
    Struct,
    StructRef,
    Text,
    TimeFilter,
    Timestamp,
    Type,
    ValueFilter,
)
from .issues import Issues
from .load import Json
from .pipeline import Understood, understand
from .wire import Shapes, scalar, target


def as_json(specs: list[tuple[Path, str]], issues: Issues) -> str:
    """Every example with where it belongs, as one JSON array."""
    found = [entry for each in _read(specs, issues) for entry in _entries(each.api, each.names)]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def as_tests(specs: list[tuple[Path, str]], issues: Issues, parts: int = 1) -> tuple[str, ...]:
    """Doctest sources, of about the same size; the checks that they call are those of tests/support and
    tests/generator/support.
    """
    from .render import render_examples

    understood = _read(specs, issues)
    suites = [suite for each in understood for suite in _Suites(each.api, each.names).suites()]
    headers = tuple(f"<truto/{each.names.space}.hpp>" for each in understood)
    return tuple(render_examples(ExamplesView(headers, part)) for part in _dealt(suites, parts))


def _dealt(suites: list[ExampleSuite], parts: int) -> list[tuple[ExampleSuite, ...]]:
    """The suites in so many parts: each begins where its share of the text does."""
    sizes = [sum(len(text) for case in each.cases for text in case.arguments) + 1 for each in suites]
    found: list[list[ExampleSuite]] = [[] for _ in range(parts)]
    before = 0
    for each, size in zip(suites, sizes, strict=True):
        found[before * parts // sum(sizes)].append(each)
        before += size
    return [tuple(each) for each in found]


def write(path: Path, text: str) -> None:
    """Writes the file if its text differs, so that a build does not start over for nothing."""
    if path.exists() and path.read_bytes() == text.encode():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _read(specs: list[tuple[Path, str]], issues: Issues) -> list[Understood]:
    found = [understand(path, source, issues) for path, source in specs]
    return [] if issues else [each for each in found if each is not None]


def _entries(api: Api, names: Names) -> Iterator[dict[str, Json]]:
    for unit in api.units:
        for each in unit.definitions:
            about: dict[str, Json] = {
                "kind": "schema",
                "schema": each.name[0],
                "cpp": str(names.types[each.name]),
            }
            if len(each.name) == 1:
                yield from (
                    {**about, "name": str(n), "value": value} for n, value in enumerate(each.examples, 1)
                )
    for resource in api.resources:
        for operation in resource.operations:
            yield from _operation_entries(operation)


def _operation_entries(operation: Operation) -> Iterator[dict[str, Json]]:
    members = [*operation.path_parameters]
    members += operation.query.members if operation.query else ()
    members += operation.headers.members if operation.headers else ()
    for member in members:
        for each in member.examples:
            about: dict[str, Json] = {
                "kind": "parameter",
                "operation": operation.id,
                "parameter": member.name,
            }
            yield {**about, "name": each.name, "value": each.value}
    for each in operation.body.examples if operation.body else ():
        yield {"kind": "request", "operation": operation.id, "name": each.name, "value": each.value}
    for answer in operation.answers:
        for each in answer.examples:
            about = {"kind": "answer", "operation": operation.id, "status": answer.status}
            yield {**about, "name": each.name, "value": each.value}


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of an operation, by its arguments' values."""

    name: str
    path: dict[str, Json]
    query: dict[str, Json]
    body: tuple[Json, ...]
    headers: dict[str, Json] = field(default_factory=dict)


class _Suites:
    """The test cases of one API."""

    def __init__(self, api: Api, names: Names) -> None:
        self._api = api
        self._names = names
        self._space = f"truto::{names.space}"
        self._shapes = Shapes.of(api)
        self._named = Named(
            {name: CppType(str(given), self._space, "", local=False) for name, given in names.types.items()}
        )

        self._arguments = _Arguments(self._shapes, self._named, names)
        self._samples = Calls(names, self._shapes)

    def suites(self) -> Iterator[ExampleSuite]:
        for unit in self._api.units:
            for each in unit.definitions if len(unit.components[0]) == 1 else ():
                cases = tuple(self._schema_cases(each))
                if cases:
                    title = f"examples of {'.'.join(each.name)} are read and written again without loss"
                    yield ExampleSuite(literal(title), cases)
        for resource in self._api.resources:
            for operation in resource.operations:
                yield from self._operation_suites(operation)

    def _spell(self, kind: Type) -> str:
        return self._named.spell(kind).full()

    def _schema_cases(self, it: Struct | Enumeration) -> Iterator[ExampleCase]:
        kind: Type = StructRef(it.name) if isinstance(it, Struct) else EnumRef(it.name)
        for number, value in enumerate(it.examples, 1):
            if value is not None:
                yield self._round_trip(kind, f"example {number}", value)
        for member in it.members if isinstance(it, Struct) else ():
            for example in member.examples:
                yield self._round_trip(kind, f"{member.name} {example.name}", {member.name: example.value})

    def _round_trip(self, kind: Type, name: str, value: Json) -> ExampleCase:
        expected = self._shapes.sent(value, kind)
        arguments = [literal(name), raw(value)]
        arguments += [raw(expected)] if raw(expected) != raw(value) else []
        return ExampleCase(f"truto::test::check_round_trip<{self._spell(kind)}>", tuple(arguments))

    def _operation_suites(self, operation: Operation) -> Iterator[ExampleSuite]:
        calls = tuple(self._request(operation, each) for each in _calls(operation))
        if calls:
            yield ExampleSuite(literal(f"{operation.id} sends its examples as described"), calls)
        sample = self._samples.sample(operation)
        if sample is not None:
            title = f"the call of {operation.id} in the index of operations compiles and sends what it says"
            yield ExampleSuite(literal(title), (self._sample(operation, sample),))
        answers = tuple(self._answers(operation))
        if answers:
            title = literal(f"{operation.id} reads the examples of its answers")
            yield ExampleSuite(title, answers, self._any_call(operation))

    def _request(self, operation: Operation, call: _Call) -> ExampleCase:
        return self._checked(operation, call, self._statement(operation, call))

    def _checked(self, operation: Operation, call: _Call, statement: str) -> ExampleCase:
        expected = target(operation, call.path, call.query)
        body = '""'
        if operation.body is not None and call.body:
            body = raw(self._shapes.sent(call.body[0], operation.body.type))
        headers = "".join(f"\r\n{name}: {scalar(value)}\r\n" for name, value in call.headers.items())
        return ExampleCase(
            f"truto::test::check_request<{self._space}::client, {self._result(operation)}>",
            (
                literal(call.name),
                literal(operation.verb.upper()),
                literal(expected),
                literal(headers),
                body,
                self._lambda(operation, statement),
            ),
        )

    def _sample(self, operation: Operation, sample: Sample) -> ExampleCase:
        """The text of the index, word for word, but for the token."""
        lines = [f"namespace {alias(self._names)} = {self._space};", *sample.before]
        lines.append(f"{sample.written('std::move(done)')};")
        call = _Call("as in the index", sample.path, sample.query, sample.body)
        return self._checked(operation, call, " ".join(lines))

    def _any_call(self, operation: Operation) -> str:
        call = next(_calls(operation), None)
        return "" if call is None else self._lambda(operation, self._statement(operation, call))

    def _answers(self, operation: Operation) -> Iterator[ExampleCase]:
        if operation.result is None or not self._any_call(operation):
            return
        for answer in operation.answers:
            for example in answer.examples:
                value = example.value
                wrapped = operation.unwrap_result and isinstance(value, dict) and list(value) == [WRAPPER]
                inner = value[WRAPPER] if wrapped and isinstance(value, dict) else value
                yield ExampleCase(
                    f"truto::test::check_answer<{self._space}::client, {self._result(operation)}>",
                    (
                        literal(f"{answer.status} {example.name}"),
                        raw(value),
                        raw(self._shapes.sent(inner, operation.result)),
                        "call",
                    ),
                )

    def _result(self, operation: Operation) -> str:
        return "truto::no_content" if operation.result is None else self._spell(operation.result)

    def _lambda(self, operation: Operation, statement: str) -> str:
        done = f"truto::test::handler<{self._result(operation)}> done"
        return f"[](const {self._space}::client& api, {done})\n        {{ {statement} }}"

    def _statement(self, operation: Operation, call: _Call) -> str:
        arguments = [self._path_argument(each, call.path[each.name]) for each in operation.path_parameters]
        if operation.body is not None:
            value = call.body[0] if call.body else {}
            arguments.append(self._arguments.write(value, operation.body.type))
        if operation.query is not None:
            arguments.append(self._arguments.write(dict(call.query), StructRef(operation.query.name)))
        if operation.headers is not None:
            arguments.append(self._arguments.write(call.headers, StructRef(operation.headers.name)))
        function = f"{self._names.resources[operation.resource]}().{self._names.methods[operation.id]}"
        return f"api.{function}({', '.join([*arguments, 'std::move(done)'])});"

    def _path_argument(self, parameter: Member, value: Json) -> str:
        if isinstance(parameter.type, Integer):
            return numeral(value, parameter.type)
        if isinstance(parameter.type, EnumRef):
            return f"{self._spell(parameter.type)}{{{literal(str(value))}}}"
        return literal(str(value))


class _Arguments:
    """Values as a caller writes them in C++: designated initialisers all the way down."""

    def __init__(self, shapes: Shapes, named: Named, names: Names) -> None:
        self._shapes = shapes
        self._named = named
        self._names = names

    def write(self, value: Json, kind: Type) -> str:
        """The value as an expression of its type."""
        spelled = self._named.spell_argument(kind).full()
        match kind:
            case StructRef(name) if isinstance(value, dict):
                return f"{spelled}{{{', '.join(self._members(value, self._shapes.structs[name]))}}}"
            case ListOf(item) if isinstance(value, list):
                elements = ", ".join(self.write(each, item) for each in value)
                inner = self._named.spell_argument(item).full()
                return f"{spelled}{{std::vector<{inner}>{{{elements}}}}}" if value else f"{spelled}{{}}"
            case MapOf(inner) if isinstance(value, dict):
                pairs = (f"{{{literal(key)}, {self.write(each, inner)}}}" for key, each in value.items())
                mapped = self._named.spell_argument(inner).full()
                return f"{spelled}{{std::map<std::string, {mapped}>{{{', '.join(pairs)}}}}}"
            case TimeFilter() | ValueFilter() | Sorting():
                return self._filter(value, kind)
            case AnyObject():
                return f"{spelled}{{boost::json::parse({raw(value)}).as_object()}}"
            case Text() | Timestamp() | EnumRef() if isinstance(value, str):
                return f"{spelled}{{{literal(value)}}}"
            case Boolean() | Integer() | Number() if isinstance(value, bool | int | float):
                return f"{spelled}{{{numeral(value, kind)}}}"
            case _:
                return f"{spelled}{{boost::json::parse({raw(value)})}}"

    def _filter(self, value: Json, kind: Type) -> str:
        """A filter, with operators where the value is an object of such."""
        spelled = self._named.spell_argument(kind).full()
        match kind:
            case TimeFilter() if isinstance(value, dict):
                bounds = [f"{name}({literal(str(value[bound]))})" for bound, name in BOUNDS if bound in value]
                return f"{spelled}{{truto::{'.'.join(bounds)}}}"
            case ValueFilter(of) if isinstance(value, dict):
                chosen = [self.write(each, of) for each in str(value[SEVERAL]).split(",")]
                return f"{spelled}{{truto::one_of({', '.join(chosen)})}}"
            case Sorting() if isinstance(value, dict):
                name, direction = next(iter(value.items()))
                function = "ascending" if direction == DIRECTIONS[0] else "descending"
                return f"{spelled}{{truto::{function}({literal(name)})}}"
            case ValueFilter(of):
                return f"{spelled}{{{self.write(value, of)}}}"
            case _:
                return f"{spelled}{{{literal(str(value))}}}"

    def _members(self, value: dict[str, Json], struct: Struct) -> Iterator[str]:
        for member in struct.members:
            if member.name not in value or not self._shapes.present(value[member.name], member, struct.role):
                continue
            inner = value[member.name]
            written = "truto::null" if inner is None else self.write(inner, member.type)
            yield f".{self._names.members[struct.name, member.name]} = {written}"


def _calls(operation: Operation) -> Iterator[_Call]:
    """The calls that an operation's examples make: each body, each parameter alone, and all of them at
    once.
    """
    path = {each.name: _first(each) for each in operation.path_parameters}
    bodies = operation.body.examples if operation.body else ()
    body = tuple(each.value for each in bodies[:1])
    members = operation.query.members if operation.query else ()
    for example in bodies:
        yield _Call(f"body {example.name}", path, {}, (example.value,))
    for parameter in operation.path_parameters:
        for example in parameter.examples:
            yield _Call(f"{parameter.name} {example.name}", {**path, parameter.name: example.value}, {}, body)
    for member in members:
        for example in member.examples:
            yield _Call(f"{member.name} {example.name}", path, {member.name: example.value}, body)
        for name, value in _operators(member):
            yield _Call(f"{member.name} {name}", path, {member.name: value}, body)
    for member in operation.headers.members if operation.headers else ():
        for example in member.examples:
            yield _Call(f"{member.name} {example.name}", path, {}, body, {member.name: example.value})
    together = {member.name: _first(member) for member in members if member.examples}
    if len(together) > 1:
        yield _Call("everything", path, together, body)
    if not bodies and not operation.path_parameters and not members:
        yield _Call("nothing to say", {}, {}, ())


def _operators(member: Member) -> Iterator[tuple[str, Json]]:
    """A filter's examples with each operator."""
    values = [each.value for each in member.examples]
    if isinstance(member.type, TimeFilter):
        for value in values[:1]:
            yield from ((bound, {bound: value}) for bound, _ in BOUNDS)
        if len(values) > 1:
            yield "between", {"gte": values[0], "lt": values[1]}
    elif isinstance(member.type, ValueFilter) and values:
        yield "one of one", {SEVERAL: values[0]}
        yield "one of all", {SEVERAL: ",".join(str(each) for each in values)}


def _first(member: Member) -> Json:
    if member.examples:
        return member.examples[0].value
    return 1 if isinstance(member.type, Integer) else "example"
