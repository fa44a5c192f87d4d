"""A call of each operation as a reader would write it, made of the description's examples.

The same text goes into the index of operations and into the tests, which compile it, make the call and
compare what is sent with the description.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ..extensions import DIRECTIONS
from ..ir import (
    AnyJson,
    AnyObject,
    Boolean,
    EnumRef,
    Integer,
    ListOf,
    MapOf,
    Member,
    Number,
    Operation,
    Role,
    Sorting,
    Struct,
    StructRef,
    Text,
    TimeFilter,
    Timestamp,
    Type,
    ValueFilter,
    references,
)
from ..load import Json
from ..wire import Shapes
from . import docs
from .names import Names, problem_with

BOUNDS: Final = (("gt", "after"), ("gte", "since"), ("lt", "before"), ("lte", "until"))
SEVERAL: Final = "in"
SHOWN_AT_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """A call: what stands before it, its text with `{more}` for a further argument, and what it sends."""

    before: tuple[str, ...]
    text: str
    path: dict[str, Json]
    query: dict[str, Json]
    body: tuple[Json, ...]

    def written(self, more: str = "") -> str:
        """The call, with a further argument at the end."""
        separator = ", " if more and not self.text.endswith("({more})") else ""
        return self.text.replace("{more}", separator + more)


def alias(names: Names) -> str:
    """What a program calls the namespace: the last word of its name, if that is one."""
    last = str(names.space).rpartition("_")[2]
    return str(names.space) if problem_with(last) else last


@dataclass(slots=True)
class _Draft:
    """A call under way: values that need a line of their own come before it."""

    before: list[str] = field(default_factory=list)


class Calls:
    """Writes calls of the operations of one API."""

    def __init__(self, names: Names, shapes: Shapes) -> None:
        self._names = names
        self._shapes = shapes
        self._space = alias(names)

    def sample(self, operation: Operation) -> Sample | None:
        """A call of this operation; nothing where the examples do not suffice, or C++ has no short form."""
        path = {each.name: each.examples[0].value for each in operation.path_parameters if each.examples}
        if len(path) != len(operation.path_parameters) or not self._is_plain(operation):
            return None
        query = self._query(operation)
        body = self._body(operation, bool(query))
        draft = _Draft()
        arguments = [self._path_argument(each, path[each.name]) for each in operation.path_parameters]
        if operation.body is not None and body:
            arguments.append(self.value(body[0], operation.body.type, draft))
        if operation.query is not None and query:
            arguments.append(self._struct(query, operation.query, draft))
        resource = self._names.resources[operation.resource]
        head = f"api.{resource}().{self._names.methods[operation.id]}("
        text = head + ", ".join(arguments) + "{more})"
        return Sample(tuple(draft.before), text, path, query, body)

    def _is_plain(self, operation: Operation) -> bool:
        """Whether everything that is required has a short form."""
        if operation.body is None:
            return True
        return isinstance(operation.body.type, StructRef) and bool(operation.body.examples)

    def _body(self, operation: Operation, empty_will_do: bool) -> tuple[Json, ...]:
        """The first example without anything free-form, unless it is empty and says nothing."""
        if operation.body is None or not isinstance(operation.body.type, StructRef):
            return ()
        struct = self._shapes.structs[operation.body.type.name]
        free = {each.name for each in struct.members if isinstance(each.type, AnyObject | AnyJson)}
        values = [each.value for each in operation.body.examples]
        plain = [each for each in values if isinstance(each, dict) and not free & each.keys()]
        plain = [each for each in plain if each or empty_will_do]
        return tuple((plain or values)[:1])

    def _query(self, operation: Operation) -> dict[str, Json]:
        """A filter of each kind and the size of the page, or else the first few parameters."""
        members = [each for each in (operation.query.members if operation.query else ()) if each.examples]
        kinds: dict[type, Member] = {}
        for each in members:
            if isinstance(each.type, TimeFilter | ValueFilter | Sorting):
                kinds.setdefault(type(each.type), each)
        limit = operation.pagination.limit if operation.pagination else None
        own = [each for each in members if not isinstance(each.type, AnyJson | AnyObject | MapOf)]
        chosen = list(kinds.values()) or (own[:SHOWN_AT_MOST] if operation.pagination is None else [])
        chosen += [each for each in members if each.name == limit]
        if operation.pagination is not None and not kinds:
            chosen = [*own[:1], *chosen] if own and own[0].name != limit else chosen
        names = {each.name for each in chosen}
        return {each.name: self._shown(each) for each in members if each.name in names}

    @staticmethod
    def _shown(member: Member) -> Json:
        """A filter with its operator, anything else as in its first example."""
        values = [each.value for each in member.examples]
        match member.type:
            case TimeFilter():
                return {"gte": values[0]}
            case ValueFilter() if all(isinstance(each, str) for each in values):
                return {SEVERAL: ",".join(str(each) for each in values[:2])}
            case _:
                return values[0]

    def _path_argument(self, parameter: Member, value: Json) -> str:
        return self.value(value, parameter.type, _Draft())

    # Values

    def value(self, value: Json, kind: Type, draft: _Draft) -> str:
        """The value in its shortest form."""
        match kind:
            case StructRef(name) if isinstance(value, dict):
                return self._struct(value, self._shapes.structs[name], draft)
            case ListOf(item) if isinstance(value, list):
                return "{" + ", ".join(self.value(each, item, draft) for each in value) + "}"
            case EnumRef():
                return self._enumerator(value, kind)
            case TimeFilter() | ValueFilter() | Sorting():
                return self.filter(value, kind)
            case Text() | Timestamp() if isinstance(value, str):
                return docs.literal(value)
            case Boolean() | Integer() | Number():
                return docs.numeral(value, kind)
            case AnyJson() if isinstance(value, str):
                return f"boost::json::value({docs.literal(value)})"
            case _:
                return self._named_value(value, kind, draft)

    def _named_value(self, value: Json, kind: Type, draft: _Draft) -> str:
        """A free-form value: too long to stand within the call, and more than gcc 12 takes there."""
        name = f"value_{len(draft.before) + 1}" if draft.before else "value"
        as_object = ".as_object()" if isinstance(kind, AnyObject) else ""
        draft.before.append(f"const auto {name} = boost::json::parse({docs.raw(value)}){as_object};")
        return name

    def _struct(self, value: dict[str, Json], struct: Struct, draft: _Draft) -> str:
        parts: list[str] = []
        for member in struct.members:
            if member.name not in value or not self._shapes.present(value[member.name], member, struct.role):
                continue
            name = self._names.members[struct.name, member.name]
            parts.append(f".{name} = {self._member(value[member.name], member, struct.role, draft)}")
        return "{" + ", ".join(parts) + "}"

    def _member(self, value: Json, member: Member, role: Role, draft: _Draft) -> str:
        if value is None:
            return "truto::null"
        written = self.value(value, member.type, draft)
        if isinstance(member.type, StructRef) and isinstance(value, dict):
            return f"{self._space}::{self._names.types[member.type.name]}{written}"
        if isinstance(member.type, ListOf) and member.nullable and role in (Role.BODY, Role.INPUT):
            return f"truto::list<{self._element(member.type.item)}>{written}"
        return written

    def _element(self, item: Type) -> str:
        names = [f"{self._space}::{self._names.types[each]}" for each in references(item)]
        return names[0] if names else "truto::text"

    def _enumerator(self, value: Json, kind: EnumRef) -> str:
        name = self._names.types[kind.name]
        known = self._names.values.get((kind.name, str(value)))
        if known is None:
            return f"truto::open_enum<{self._space}::{name}>{{{docs.literal(str(value))}}}"
        return f"{self._space}::{name}::{known}"

    def filter(self, value: Json, kind: Type) -> str:
        """A filter: a plain value, or an object of operators as it stands in the query.

        An example that is neither is a mistake that was found before; it only must not end the run.
        """
        operators = value if isinstance(value, dict) else {}
        match kind:
            case TimeFilter() if operators.keys() & dict(BOUNDS).keys():
                bounds = [(name, operators[bound]) for bound, name in BOUNDS if bound in operators]
                return "truto::" + ".".join(f"{name}({docs.literal(str(each))})" for name, each in bounds)
            case ValueFilter(of) if SEVERAL in operators:
                chosen = str(operators[SEVERAL]).split(",")
                return f"truto::one_of({', '.join(self.value(each, of, _Draft()) for each in chosen)})"
            case Sorting(field_of) if operators:
                name, direction = next(iter(operators.items()))
                known = (field_of.name, name) in self._names.values
                term = self._enumerator(name, field_of) if known else docs.literal(name)
                return f"truto::{'ascending' if direction == DIRECTIONS[0] else 'descending'}({term})"
            case ValueFilter(of):
                return self.value(value, of, _Draft())
            case _:
                return docs.literal(str(value))
