"""The API as the client sees it, in no particular language.

References are resolved, `allOf` is flattened, nested objects and enumerations have a name of their own.
Nothing in here knows C++, files or YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeAlias

from .document import Example
from .extensions import MappedMember, Pagination, Support
from .issues import Location
from .load import Json

# Where a type stands in the description: ("User",), or ("User", "address") for an object nested in it. The
# form that a component has in requests is ("User", INPUT).
Name: TypeAlias = tuple[str, ...]
INPUT: Final = "<input>"


@dataclass(frozen=True, slots=True)
class Text:
    """A string."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A string in an answer that must not be shown."""


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A string that holds a date, with or without a time."""


@dataclass(frozen=True, slots=True)
class Boolean:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number."""

    bits: int = 64


@dataclass(frozen=True, slots=True)
class Number:
    """Any number."""


@dataclass(frozen=True, slots=True)
class AnyJson:
    """A value of which nothing is known."""


@dataclass(frozen=True, slots=True)
class AnyObject:
    """An object of which nothing more is known."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object with members of any name and one type."""

    value: Type


@dataclass(frozen=True, slots=True)
class Records:
    """An array in an answer that may also come as an object of its elements."""

    item: Type


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """A moment in a query, or a range of moments."""


@dataclass(frozen=True, slots=True)
class ValueFilter:
    """A value in a query, or several to choose from."""

    value: Type


@dataclass(frozen=True, slots=True)
class Sorting:
    """A member to sort by in a query, of those that an enumeration lists, and the direction."""

    field: EnumRef


@dataclass(frozen=True, slots=True)
class StructRef:
    """A struct, by name."""

    name: Name


@dataclass(frozen=True, slots=True)
class EnumRef:
    """An enumeration, by name."""

    name: Name


Type: TypeAlias = (
    Text
    | Secret
    | Timestamp
    | Boolean
    | Integer
    | Number
    | AnyJson
    | AnyObject
    | ListOf
    | MapOf
    | Records
    | TimeFilter
    | ValueFilter
    | Sorting
    | StructRef
    | EnumRef
)


class Role(Enum):
    """What a struct is for, which decides what the absence of a member looks like."""

    MODEL = "model"  # read from answers: everything is optional, unknown members are kept
    QUERY = "query"
    HEADERS = "headers"
    BODY = "body"
    INPUT = "input"  # a component as a part of requests


class Style(Enum):
    """How arrays and objects are spelled in a query."""

    BRACKETS = "brackets"
    FORM = "form"
    FORM_COMMA = "form_comma"
    DEEP_OBJECT = "deep_object"


@dataclass(frozen=True, slots=True)
class Notes:
    """What the documentation of a member, parameter or type is made of."""

    description: str | None = None
    required: bool = False
    deprecated: bool = False
    default: tuple[Json, ...] = ()
    bounds: tuple[tuple[str, Json], ...] = ()
    read_only: bool = False
    write_only: bool = False
    certainty: str | None = None
    support: Support | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a struct; `name` is the one in JSON, in the query or in the header."""

    at: Location = field(compare=False)
    name: str
    type: Type
    nullable: bool = False
    pinned: str | None = None
    style: Style = Style.BRACKETS
    notes: Notes = Notes()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class PageParts:
    """Of a page: the members that hold its records and the cursor of the next one."""

    items: str
    next: str


@dataclass(frozen=True, slots=True)
class Struct:
    """An object with known members."""

    at: Location = field(compare=False)
    name: Name
    role: Role
    members: tuple[Member, ...]
    pinned: str | None = None
    notes: Notes = Notes()
    examples: tuple[Json, ...] = ()
    page: PageParts | None = None


@dataclass(frozen=True, slots=True)
class EnumValue:
    """A known value of an enumeration."""

    text: str
    description: str | None = None
    pinned: str | None = None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A string with known values; others are possible."""

    at: Location = field(compare=False)
    name: Name
    values: tuple[EnumValue, ...]
    pinned: str | None = None
    notes: Notes = Notes()
    examples: tuple[Json, ...] = ()


Definition: TypeAlias = Struct | Enumeration


@dataclass(frozen=True, slots=True)
class Unit:
    """Types that have to stand together: a schema, what is nested in it, and schemas it is recursive with.

    `components` are in the order of the description, all as models or all as inputs; `definitions` come
    parts first.
    """

    components: tuple[Name, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class RequestBody:
    """The body of a request. `type` is a struct of its own or any other type."""

    type: Type
    required: bool
    description: str | None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One documented answer, for readers."""

    status: str
    description: str | None
    has_body: bool
    certainty: str | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a resource."""

    at: Location = field(compare=False)
    id: str
    resource: str
    method: str
    verb: str
    path: str
    pinned: str | None = None
    summary: str | None = None
    description: str | None = None
    path_parameters: tuple[Member, ...] = ()
    body: RequestBody | None = None
    query: Struct | None = None
    headers: Struct | None = None
    call_options: tuple[tuple[str, str], ...] = ()
    result: Type | None = None
    definitions: tuple[Definition, ...] = ()
    answers: tuple[Answer, ...] = ()
    idempotent: bool = False
    deprecated: bool = False
    successor: str | None = None
    unwrap_result: bool = False
    integrations: tuple[str, ...] = ()
    integration_count: int | None = None
    response_support: tuple[MappedMember, ...] | None = None
    pagination: Pagination | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A tag and its operations, in the order of the description."""

    at: Location = field(compare=False)
    name: str
    description: str | None
    operations: tuple[Operation, ...]
    pinned: str | None = None


def references(kind: Type) -> Iterator[Name]:
    """The names of the structs and enumerations that a type mentions."""
    match kind:
        case ListOf(inner) | MapOf(inner) | Records(inner) | ValueFilter(inner) | Sorting(inner):
            yield from references(inner)
        case StructRef(name) | EnumRef(name):
            yield name
        case _:
            return


def owner(name: Name) -> Name:
    """The component that a type belongs to, in the form in which it stands there."""
    return name[:2] if name[1:2] == (INPUT,) else name[:1]


@dataclass(frozen=True, slots=True)
class Api:
    """Everything a client is generated from."""

    at: Location = field(compare=False)
    name: str
    source: str
    title: str
    summary: str | None
    description: str | None
    version: str
    base_path: str
    units: tuple[Unit, ...]
    resources: tuple[Resource, ...]
