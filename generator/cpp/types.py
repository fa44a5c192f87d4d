"""The one table of types: how the IR's types are spelled in C++ and which header each needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..ir import (
    AnyJson,
    AnyObject,
    Boolean,
    EnumRef,
    Integer,
    ListOf,
    MapOf,
    Name,
    Number,
    Records,
    Secret,
    Sorting,
    StructRef,
    Text,
    TimeFilter,
    Timestamp,
    Type,
    ValueFilter,
)


@dataclass(frozen=True, slots=True)
class CppType:
    """A type in C++.

        std::optional<open_enum<user_status>>
        ^^^^^ space   ^^^^^^^^^ name of the argument
             ^^^^^^^^ name      ^^^^^^^^^^^ its argument

    Within `truto` and the API's own namespace a name stands alone, unless something hides it there.
    """

    name: str
    space: str = ""
    header: str = ""
    arguments: tuple[CppType, ...] = ()
    local: bool = False

    def spell(self, hidden: frozenset[str] = frozenset()) -> str:
        """The type as it is written where the names in `hidden` mean something else."""
        qualified = bool(self.space) and (not self.local or self.name in hidden)
        prefix = f"{self.space}::" if qualified else ""
        inner = ", ".join(argument.spell(hidden) for argument in self.arguments)
        return f"{prefix}{self.name}<{inner}>" if inner else f"{prefix}{self.name}"

    def full(self) -> str:
        """The type as it can be written anywhere."""
        return self.spell(frozenset(self.unqualified()))

    def headers(self) -> Iterator[str]:
        """The headers that its parts need."""
        if self.header:
            yield self.header
        for argument in self.arguments:
            yield from argument.headers()

    def unqualified(self) -> Iterator[str]:
        """The names that stand alone in it, which a member of the same name would hide."""
        if self.local:
            yield self.name
        for argument in self.arguments:
            yield from argument.unqualified()


STRING: Final = CppType("string", "std", "<string>")
STRING_VIEW: Final = CppType("string_view", "std", "<string_view>")
TIMESTAMP: Final = CppType("timestamp", "truto", "<truto/timestamp.hpp>", local=True)
SECRET: Final = CppType("secret", "truto", "<truto/secret.hpp>", local=True)
BOOL: Final = CppType("bool")
INT32: Final = CppType("int32_t", "std", "<cstdint>")
INT64: Final = CppType("int64_t", "std", "<cstdint>")
DOUBLE: Final = CppType("double")
JSON_VALUE: Final = CppType("value", "boost::json", "<boost/json/value.hpp>")
JSON_OBJECT: Final = CppType("object", "boost::json", "<boost/json/value.hpp>")
NO_CONTENT: Final = CppType("no_content", "truto", "<truto/no_content.hpp>", local=True)

SIMPLE: Final[dict[Type, CppType]] = {
    Text(): STRING,
    Secret(): SECRET,
    Timestamp(): TIMESTAMP,
    Boolean(): BOOL,
    Integer(32): INT32,
    Integer(64): INT64,
    Number(): DOUBLE,
    AnyJson(): JSON_VALUE,
    AnyObject(): JSON_OBJECT,
}


ARGUMENTS: Final[dict[Type, CppType]] = {
    Text(): CppType("text", "truto", "<truto/text.hpp>", local=True),
    AnyObject(): CppType("free_form", "truto", "<truto/free_form.hpp>", local=True),
    AnyJson(): CppType("indirect", "truto", "<truto/indirect.hpp>", (JSON_VALUE,), local=True),
    TimeFilter(): CppType("time_filter", "truto", "<truto/filter.hpp>", local=True),
}


def optional(of: CppType) -> CppType:
    return CppType("optional", "std", "<optional>", (of,))


def vector(of: CppType) -> CppType:
    return CppType("vector", "std", "<vector>", (of,))


def argument_list(of: CppType) -> CppType:
    return CppType("list", "truto", "<truto/list.hpp>", (of,), local=True)


def records(of: CppType) -> CppType:
    return CppType("records", "truto", "<truto/records.hpp>", (of,), local=True)


def value_filter(of: CppType) -> CppType:
    return CppType("value_filter", "truto", "<truto/filter.hpp>", (of,), local=True)


def sorting(of: CppType) -> CppType:
    return CppType("sorting", "truto", "<truto/filter.hpp>", (of,), local=True)


def string_map(of: CppType) -> CppType:
    return CppType("map", "std", "<map>", (STRING, of))


def open_enum(of: CppType) -> CppType:
    return CppType("open_enum", "truto", "<truto/open_enum.hpp>", (of,), local=True)


def patch(of: CppType) -> CppType:
    return CppType("patch", "truto", "<truto/patch.hpp>", (of,), local=True)


def indirect(of: CppType) -> CppType:
    return CppType("indirect", "truto", "<truto/indirect.hpp>", (of,), local=True)


@dataclass(frozen=True, slots=True)
class Named:
    """The generated types: by their name in the IR, the C++ type with its header."""

    types: dict[Name, CppType]

    def spell(self, kind: Type, unfinished: tuple[Name, ...] = ()) -> CppType:
        """The C++ type of a value in a model.

        `unfinished` are the struct being defined and those that follow it in the same header. They are held
        through `indirect`; only a vector may hold the struct that it is a member of as it is.
        """
        match kind:
            case ListOf(StructRef(name)) if name in unfinished[:1]:
                return vector(self.types[name])
            case ListOf(item):
                return vector(self.spell(item, unfinished))
            case Records(item):
                return records(self.spell(item, unfinished))
            case MapOf(value):
                return string_map(self.spell(value, unfinished))
            case StructRef() | EnumRef():
                return self._generated(kind, unfinished)
            case _:
                return SIMPLE[kind]

    def spell_argument(self, kind: Type, unfinished: tuple[Name, ...] = ()) -> CppType:
        """The C++ type of a value in a request: made of types that survive a `co_await` of gcc 12."""
        match kind:
            case ListOf(StructRef(name)) if name in unfinished[:1]:
                return argument_list(self.types[name])
            case ListOf(item):
                return argument_list(self.spell_argument(item, unfinished))
            case ValueFilter(value):
                return value_filter(self.spell_argument(value, unfinished))
            case Sorting(field):
                return sorting(self.types[field.name])
            case MapOf(value):
                return indirect(string_map(self.spell_argument(value, unfinished)))
            case StructRef() | EnumRef():
                return self._generated(kind, unfinished)
            case _:
                return ARGUMENTS.get(kind) or SIMPLE[kind]

    def _generated(self, kind: StructRef | EnumRef, unfinished: tuple[Name, ...]) -> CppType:
        made = self.types[kind.name]
        if isinstance(kind, EnumRef):
            return open_enum(made)
        return indirect(made) if kind.name in unfinished else made
