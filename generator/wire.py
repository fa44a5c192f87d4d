"""What a request looks like on the wire, told from the description alone.

The tests that are made from the examples hold the C++ client against this: the two sides share no code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from .ir import (
    AnyObject,
    Api,
    Definition,
    Integer,
    ListOf,
    MapOf,
    Member,
    Name,
    Number,
    Operation,
    Records,
    Role,
    Struct,
    StructRef,
    Style,
    Type,
)
from .load import Json, plain_number


def target(operation: Operation, path: dict[str, Json], query: dict[str, Json]) -> str:
    """Path and query of a request; values are by the parameters' names."""
    text = operation.path
    for name, value in path.items():
        text = text.replace(f"{{{name}}}", quote(scalar(value), safe=""))
    styles = {member.name: member.style for member in operation.query.members} if operation.query else {}
    parts = [
        part for name, style in styles.items() if name in query for part in pairs(name, query[name], style)
    ]
    return text + ("?" + "&".join(parts) if parts else "")


def scalar(value: Json) -> str:
    """A text, number or boolean as it stands in a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else plain_number(value) if isinstance(value, int | float) else str(value)


def pairs(name: str, value: Json, style: Style) -> Iterator[str]:
    """The encoded `name=value` parts of one query parameter; none for an empty array or object."""
    if not isinstance(value, list | dict):
        yield f"{quote(name, safe='')}={quote(scalar(value), safe='')}"
    elif style is Style.FORM_COMMA and isinstance(value, list):
        if value:
            yield f"{quote(name, safe='')}={','.join(quote(scalar(item), safe='') for item in value)}"
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from pairs(
                key if style in (Style.FORM, Style.FORM_COMMA) else f"{name}[{key}]", member, style
            )
    else:
        nested = any(isinstance(item, list | dict) for item in value)
        for number, item in enumerate(value):
            inner = f"{name}[{number if nested else ''}]" if style is Style.BRACKETS else name
            yield from pairs(inner, item, style)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The definitions of an API, by name."""

    structs: dict[Name, Struct]

    @staticmethod
    def of(api: Api) -> Shapes:
        found: list[Definition] = [each for unit in api.units for each in unit.definitions]
        found += [each for resource in api.resources for op in resource.operations for each in op.definitions]
        return Shapes({each.name: each for each in found if isinstance(each, Struct)})

    def sent(self, value: Json, kind: Type) -> Json:
        """What remains of a value that is read into its C++ type and written again.

        Null is not present unless the type has a place for it, empty arrays and free-form objects of requests
        are not sent, and numbers of the types `number` and `integer` come out as such.
        """
        match kind:
            case StructRef(name) if isinstance(value, dict):
                return self._struct(value, self.structs[name])
            case Records(item) if isinstance(value, dict):
                return [self.sent(each, item) for each in value.values()]
            case ListOf(item) | Records(item) if isinstance(value, list):
                return [self.sent(each, item) for each in value]
            case MapOf(inner) if isinstance(value, dict):
                return {key: self.sent(each, inner) for key, each in value.items()}
            case Number() if isinstance(value, int) and not isinstance(value, bool):
                return float(value)
            case Integer() if isinstance(value, float):
                return int(value)
            case _:
                return value

    def _struct(self, value: dict[str, Json], struct: Struct) -> dict[str, Json]:
        out: dict[str, Json] = {}
        for member in struct.members:
            if member.name in value and self.present(value[member.name], member, struct.role):
                out[member.name] = self.sent(value[member.name], member.type)
        known = {member.name for member in struct.members}
        if struct.role is Role.MODEL:
            out.update({name: each for name, each in value.items() if name not in known})
        return out

    @staticmethod
    def present(value: Json, member: Member, role: Role) -> bool:
        """Whether a member with this value is written at all."""
        if value is None:
            return role in (Role.BODY, Role.INPUT) and member.nullable
        if isinstance(member.type, Records):
            return value not in ([], {})
        plain = isinstance(member.type, ListOf | AnyObject) and not member.nullable
        return not (plain and value in ([], {}) and role is not Role.MODEL)
