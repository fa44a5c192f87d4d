"""The project's own descriptions: complete, valid for tools that are not ours, and in the style of spec/README.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import jsonschema
import openapi_spec_validator
import pytest
from conftest import ROOT
from ruamel.yaml import YAML

Json = Any
VERBS = ("get", "post", "patch", "delete")
ANNOTATIONS = ("description", "deprecated", "x-cpp-name", "x-certainty", "x-support")

OPERATIONS = {
    "user-directory": """
GET    /activities               activities.list
GET    /activities/{id}          activities.get
GET    /billing                  billing.list
GET    /groups                   groups.list
POST   /groups                   groups.create
GET    /groups/{id}              groups.get
PATCH  /groups/{id}              groups.update
DELETE /groups/{id}              groups.delete
POST   /groups/remove-user       groups.remove_user
POST   /groups/remove            groups.remove              deprecated
POST   /groups/add               groups.add                 deprecated
GET    /licenses                 licenses.list
GET    /licenses/{id}            licenses.get
GET    /me                       me.list
GET    /organizations            organizations.list
GET    /organizations/{id}       organizations.get
PATCH  /organizations/{id}       organizations.update
DELETE /organizations/{id}       organizations.delete
GET    /role_assignments         role_assignments.list
GET    /role_assignments/{id}    role_assignments.get
DELETE /role_assignments/{id}    role_assignments.delete
GET    /roles                    roles.list
POST   /roles                    roles.create
GET    /roles/{id}               roles.get
PATCH  /roles/{id}               roles.update
DELETE /roles/{id}               roles.delete
GET    /users                    users.list
POST   /users                    users.create
GET    /users/{id}               users.get
PATCH  /users/{id}               users.update
DELETE /users/{id}               users.delete
POST   /users/unassign-role      users.unassign_role
POST   /users/deactivate         users.deactivate
POST   /users/downgrade          users.downgrade
GET    /utilization              utilization.list
GET    /workspaces               workspaces.list
GET    /workspaces/{id}          workspaces.get
""",
    "platform": """
POST   /batch-request                                           batch_requests.create
POST   /integrated-account/token                                integrated_accounts.create_token
GET    /integrated-account/{id}/capabilities                    integrated_accounts.capabilities
GET    /integration/{integration}/capabilities                  integrations.capabilities
GET    /unified/{model}/{resource}/meta/{method}                meta.method
GET    /unified/{model}/{resource}/{integration}/meta/{method}  meta.method_of_integration
GET    /unified/meta/{model}/{integration}                      meta.model
""",
}
RECORDS = {
    "user-directory": ("User", "Group", "Activity", "License", "Role", "Workspace", "BillingRecord"),
    "platform": (
        "AccountToken",
        "BatchResult",
        "Capabilities",
        "MethodMeta",
        "ProxyMethod",
        "UnifiedResource",
    ),
}
OF_REQUESTS = ("BatchResource",)
EXAMPLES_AT_LEAST = {"user-directory": 700, "platform": 120}
COMMON = [
    "integrated_account_id",
    "truto_response_format",
    "truto_ignore_remote_data",
    "truto_exclude_fields",
    "remote_query",
]
OF_LISTS = ["limit", "next_cursor", "truto_key_by", "truto_ignore_limit", "truto_super_query"]


class Description:
    """A description as plain values. Dates stay texts, as they are quoted."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.file = ROOT / "spec" / f"{name}.yaml"

    @cached_property
    def document(self) -> Json:
        return YAML(typ="safe").load(self.file)

    def operations(self) -> Iterator[tuple[str, str, Json]]:
        for path, item in self.document["paths"].items():
            yield from ((path, verb, item[verb]) for verb in VERBS if verb in item)

    def followed(self, node: Json) -> Json:
        """What a reference to a component leads to."""
        while "$ref" in node:
            kind, name = node["$ref"].removeprefix("#/components/").split("/")
            node = self.document["components"][kind][name]
        return node

    def parameters(self) -> Iterator[tuple[str, Json]]:
        """Each parameter once, with where it stands."""
        yield from self.document["components"]["parameters"].items()
        for path, item in self.document["paths"].items():
            for each in item.get("parameters", []):
                if "$ref" not in each:
                    yield f"{path} {each['name']}", each
        for path, verb, operation in self.operations():
            for each in operation.get("parameters", []):
                if "$ref" not in each:
                    yield f"{verb} {path} {each['name']}", each

    def media(self) -> Iterator[tuple[str, Json]]:
        """Each body and each answer once, with where it stands."""
        for name, each in self.document["components"]["responses"].items():
            yield from ((name, body) for body in each.get("content", {}).values())
        for path, verb, operation in self.operations():
            parts = [operation.get("requestBody", {}), *operation["responses"].values()]
            for part in parts:
                yield from ((f"{verb} {path}", body) for body in part.get("content", {}).values())

    def schemas(self) -> Iterator[tuple[str, Json]]:
        """Every schema with its place, nested ones too."""
        roots = [*self.document["components"]["schemas"].items()]
        roots += [(where, each["schema"]) for where, each in self.parameters()]
        roots += [(where, each["schema"]) for where, each in self.media()]
        while roots:
            where, schema = roots.pop()
            yield where, schema
            roots += [(f"{where}.{name}", each) for name, each in schema.get("properties", {}).items()]
            roots += [(where, each) for each in schema.get("allOf", [])]
            for key in ("items", "additionalProperties", "propertyNames"):
                if isinstance(schema.get(key), dict):
                    roots.append((f"{where}.{key}", schema[key]))

    def broken(self, schema: Json, value: Json) -> str:
        """What another tool finds wrong with a value."""
        root = {"components": self.document["components"], "allOf": [schema]}
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        validator = jsonschema.Draft202012Validator(root, format_checker=checker)
        return "; ".join(error.message for error in validator.iter_errors(value))


DIRECTORY = Description("user-directory")
ALL = [DIRECTORY, Description("platform")]
each_description = pytest.mark.parametrize("it", ALL, ids=lambda it: it.name)


def test_every_description_is_held_to_these_rules() -> None:
    assert sorted(path.stem for path in (ROOT / "spec").glob("*.yaml")) == sorted(it.name for it in ALL)


@each_description
def test_the_operations_are_those_that_the_pages_name(it: Description) -> None:
    found = [
        [verb.upper(), path, each["operationId"], *(["deprecated"] if each.get("deprecated") else [])]
        for path, verb, each in it.operations()
    ]
    assert found == [line.split() for line in OPERATIONS[it.name].split("\n") if line]


@each_description
def test_it_is_valid_for_a_tool_that_is_not_ours(it: Description) -> None:
    openapi_spec_validator.validate(it.document)


@each_description
def test_every_example_is_valid_for_a_tool_that_is_not_ours(it: Description) -> None:
    found = [
        (where, it.broken(schema, value), value)
        for where, schema in it.schemas()
        for value in schema.get("examples", [])
    ]
    found += [
        (f"{where} {name}", it.broken(each["schema"], example["value"]), example["value"])
        for where, each in it.parameters()
        for name, example in each.get("examples", {}).items()
    ]
    for where, each in it.media():
        for name, example in each.get("examples", {}).items():
            value = example["value"]
            wrapper = each.get("x-result-wrapper")
            if wrapper is not None and list(value) == [wrapper]:
                value = value[wrapper]
            found.append((f"{where} {name}", it.broken(each["schema"], value), value))
    assert len(found) > EXAMPLES_AT_LEAST[it.name]
    assert [each for each in found if each[1]] == []


def test_moments_are_checked_at_all() -> None:
    assert DIRECTORY.broken({"type": "string", "format": "date-time"}, "2026-01-01")
    assert not DIRECTORY.broken({"type": "string", "format": "date-time"}, "2026-01-01T00:00:00Z")


@each_description
def test_there_are_enough_examples(it: Description) -> None:
    few: list[str] = []
    for name, schema in it.document["components"]["schemas"].items():
        few += [name] if len(schema.get("examples", [])) < 2 and "additionalProperties" not in schema else []
        for member, each in schema.get("properties", {}).items():
            has_own = "$ref" in each or "$ref" in each.get("items", {}) or each.get("examples")
            few += [] if has_own else [f"{name}.{member}"]
    few += [where for where, each in it.parameters() if len(each.get("examples", {})) < 2]
    few += [where for where, each in it.media() if len(each.get("examples", {})) < 2]
    assert few == []


@each_description
def test_answers_show_a_full_record_a_thin_one_and_a_wrapped_one(it: Description) -> None:
    for path, verb, operation in it.operations():
        ((_, body),) = it.followed(operation["responses"]["200"])["content"].items()
        names = set(body["examples"])
        assert names & {"full", "first", "one"}, (verb, path)
        assert names & {"thin", "partial", "keyed"}, (verb, path)
        assert ("x-result-wrapper" in body) == ("wrapped" in names), (verb, path)


def test_parameters_stand_in_their_order() -> None:
    for path, verb, operation in DIRECTORY.operations():
        names = [DIRECTORY.followed(each)["name"] for each in operation["parameters"]]
        shared = ["$ref" in each for each in operation["parameters"]]
        expected = [*OF_LISTS, *COMMON] if "x-pagination" in operation else COMMON
        assert names[-len(expected) :] == expected, (verb, path)
        assert shared == sorted(shared), (verb, path)


@each_description
def test_the_parameters_of_a_path_stand_at_the_path(it: Description) -> None:
    for path, verb, operation in it.operations():
        assert all(each["in"] == "query" for each in map(it.followed, operation["parameters"])), (verb, path)
        held = re.findall(r"\{(\w+)\}", path)
        own = [it.followed(each)["name"] for each in it.document["paths"][path].get("parameters", [])]
        assert own == held, path


def test_lists_are_the_operations_that_answer_with_a_page() -> None:
    for path, verb, operation in DIRECTORY.operations():
        schema = DIRECTORY.followed(operation["responses"]["200"])["content"]["application/json"]["schema"]
        is_page = schema["$ref"].endswith("Page")
        assert is_page == ("x-pagination" in operation) == operation["operationId"].endswith(".list"), (
            verb,
            path,
        )


@each_description
def test_answers_force_nothing(it: Description) -> None:
    for name, schema in it.document["components"]["schemas"].items():
        assert "required" not in schema or name in OF_REQUESTS, name
    for name in RECORDS[it.name]:
        for member, each in it.document["components"]["schemas"][name]["properties"].items():
            target = it.followed(each)
            assert "null" in target.get("type", ["null"]), f"{name}.{member}"


@each_description
def test_nothing_is_defined_for_nobody(it: Description) -> None:
    text = it.file.read_text(encoding="utf-8")
    for kind, components in it.document["components"].items():
        for name in components if kind != "securitySchemes" else ():
            assert f"'#/components/{kind}/{name}'" in text, f"{kind}.{name}"


def test_a_support_list_names_nobody_twice() -> None:
    found = [
        each["x-support"]
        for _, each in (*DIRECTORY.parameters(), *((where, schema) for where, schema in DIRECTORY.schemas()))
        if "x-support" in each
    ]
    assert len(found) > 60
    for each in found:
        assert list(each)[:2] == ["required", "supported"]
        named = [*each["required"], *each["supported"]]
        assert len(named) == len(set(named)), named


@cache
def orders() -> dict[str, list[str]]:
    """The order of keys by the kind of object, as spec/README.md has it."""
    text = (ROOT / "spec" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (operation|parameter|schema|request body|response|media type) \| (.*) \|$", text, re.M
    )
    return {kind: re.findall(r"`([^`]+)`", keys) for kind, keys in rows}


def in_order(kind: str, node: Json) -> bool:
    known = orders()[kind]
    places = [known.index(key) for key in node]
    return places == sorted(places)


@each_description
def test_keys_stand_in_the_order_of_the_house(it: Description) -> None:
    for path, verb, operation in it.operations():
        assert in_order("operation", operation), (verb, path)
        for each in [operation.get("requestBody"), *operation["responses"].values()]:
            if each and "$ref" not in each:
                assert in_order("request body" if "required" in each else "response", each), (verb, path)
    for where, each in it.parameters():
        assert in_order("parameter", each), where
    for where, each in it.media():
        assert in_order("media type", each), where
    for where, each in it.schemas():
        assert in_order("schema", each), where
        if "$ref" in each:
            assert set(each) <= {"$ref", *ANNOTATIONS}, where


@each_description
def test_enumerations_say_what_each_value_means(it: Description) -> None:
    for where, schema in it.schemas():
        values = schema.get("x-enum") or schema.get("enum")
        if values:
            assert list(schema["x-enum-descriptions"]) == values, where


@pytest.mark.parametrize("file", sorted((ROOT / "spec").glob("*.yaml")), ids=lambda path: path.name)
def test_lines_are_short_and_plain(file: Path) -> None:
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        assert len(line) <= 110, number
        assert line == line.rstrip(), number
        assert "\t" not in line, number
        assert not re.search(r"<[a-z/]|\]\(|https?://(?!.*(example|truto\.one))", line), (number, line)
