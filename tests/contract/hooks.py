"""What schemathesis can't know: how `x-style: brackets` is written, and who is in the directory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import schemathesis

# The user, the role and the cursors in the description's examples, and what stands in for them: somebody and something
# in the directory, and the beginning of a list.
STAND_INS = {
    "5f1b2c3d4e5f6a7b8c9d0e1f": "00u7k2",
    "role-billing": "role-admin",
    "eyJvIjoyfQ==": "",
    "https://provider.example.com/users?$skiptoken=8": "",
}


def with_stand_ins(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: with_stand_ins(member) for key, member in value.items()}
    if isinstance(value, list):
        return [with_stand_ins(element) for element in value]
    return STAND_INS.get(value, value) if isinstance(value, str) else value


def in_brackets(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """`roles[0][id]=a` for objects, `tags[]=a` for plain values."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from in_brackets(f"{name}[{key}]", member)
    elif isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value):
        for index, element in enumerate(value):
            yield from in_brackets(f"{name}[{index}]", element)
    elif isinstance(value, list):
        yield f"{name}[]", value
    else:
        yield name, value


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    if isinstance(case.body, dict):
        case.body = with_stand_ins(case.body)
    if case.query:
        # The schemas describe the unified format. That of `debug` has a page within `result`, which the schema of a
        # page takes for a list by keys.
        is_list = case.method == "GET" and "{" not in case.operation.path
        if is_list and case.query.get("truto_response_format") == "debug":
            case.query["truto_response_format"] = "unified"
        case.query = {
            key: value
            for name, given in with_stand_ins(case.query).items()
            for key, value in in_brackets(name, given)
        }
