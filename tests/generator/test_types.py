"""The table of types."""

from __future__ import annotations

import pytest

from generator.cpp.types import CppType, Named
from generator.ir import (
    AnyJson,
    AnyObject,
    Boolean,
    EnumRef,
    Integer,
    ListOf,
    MapOf,
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

USER = CppType("user", "api", "<truto/api/models/user.hpp>", local=True)
STATE = CppType("state", "api", "<truto/api/models/state.hpp>", local=True)
NAMED = Named({("User",): USER, ("State",): STATE})
U, S = StructRef(("User",)), EnumRef(("State",))


@pytest.mark.parametrize(
    ("kind", "model", "argument"),
    [
        (Text(), "std::string", "text"),
        (Secret(), "secret", "secret"),
        (Timestamp(), "timestamp", "timestamp"),
        (Boolean(), "bool", "bool"),
        (Integer(), "std::int64_t", "std::int64_t"),
        (Integer(32), "std::int32_t", "std::int32_t"),
        (Number(), "double", "double"),
        (AnyJson(), "boost::json::value", "indirect<boost::json::value>"),
        (AnyObject(), "boost::json::object", "free_form"),
        (U, "user", "user"),
        (S, "open_enum<state>", "open_enum<state>"),
        (ListOf(U), "std::vector<user>", "list<user>"),
        (ListOf(ListOf(Text())), "std::vector<std::vector<std::string>>", "list<list<text>>"),
        (
            MapOf(ListOf(S)),
            "std::map<std::string, std::vector<open_enum<state>>>",
            "indirect<std::map<std::string, list<open_enum<state>>>>",
        ),
    ],
)
def test_spelling(kind: Type, model: str, argument: str) -> None:
    assert NAMED.spell(kind).spell() == model
    assert NAMED.spell_argument(kind).spell() == argument


@pytest.mark.parametrize(
    ("kind", "argument"),
    [
        (TimeFilter(), "time_filter"),
        (ValueFilter(Text()), "value_filter<text>"),
        (ValueFilter(S), "value_filter<open_enum<state>>"),
        (Sorting(S), "sorting<state>"),
    ],
)
def test_filters_are_for_requests(kind: Type, argument: str) -> None:
    assert NAMED.spell_argument(kind).spell() == argument
    assert "<truto/filter.hpp>" in NAMED.spell_argument(kind).headers()


def test_records_are_for_answers() -> None:
    assert NAMED.spell(Records(U)).spell() == "records<user>"
    assert sorted(NAMED.spell(Records(U)).headers()) == ["<truto/api/models/user.hpp>", "<truto/records.hpp>"]


@pytest.mark.parametrize(
    ("kind", "unfinished", "model"),
    [
        (U, (("User",),), "indirect<user>"),
        (ListOf(U), (("User",),), "std::vector<user>"),
        (ListOf(U), (("Other",), ("User",)), "std::vector<indirect<user>>"),
        (MapOf(U), (("User",),), "std::map<std::string, indirect<user>>"),
        (U, (("Other",),), "user"),
    ],
)
def test_structs_that_are_not_complete_yet(
    kind: Type, unfinished: tuple[tuple[str, ...], ...], model: str
) -> None:
    assert NAMED.spell(kind, unfinished).spell() == model


def test_hidden_names_are_qualified() -> None:
    kind = NAMED.spell(ListOf(S))
    assert kind.spell(frozenset({"state"})) == "std::vector<open_enum<api::state>>"
    assert kind.spell(frozenset({"open_enum", "vector"})) == "std::vector<truto::open_enum<state>>"
    assert kind.full() == "std::vector<truto::open_enum<api::state>>"


def test_headers_are_those_of_all_parts() -> None:
    assert sorted(NAMED.spell(MapOf(ListOf(S))).headers()) == [
        "<map>",
        "<string>",
        "<truto/api/models/state.hpp>",
        "<truto/open_enum.hpp>",
        "<vector>",
    ]
