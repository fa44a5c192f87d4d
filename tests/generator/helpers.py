"""Small descriptions, and the stages run on them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from generator.build import build
from generator.cpp.names import Names, assign_names
from generator.document import Document, Schema, read_document
from generator.ir import Api, Operation, Struct
from generator.issues import Issues
from generator.lint import lint
from generator.load import Mapping, parse
from generator.pipeline import check

FILE = "spec/things.yaml"
DATA = Path(__file__).parent / "data"


def spec(
    paths: str = "",
    schemas: str = "",
    head: str = "",
    tags: str = "[{ name: things }]",
    version: str = "3.1.0",
) -> str:
    """A description with these paths and component schemas, written without indentation.

    The head takes four lines, `paths:` is the fifth unless `head` adds more.
    """
    parts = [f"openapi: {version}", "info: { title: Things, version: '1' }", f"tags: {tags}"]
    parts += [head.strip("\n")] if head else []
    parts += ["paths:" + ("" if paths.strip() else " {}"), _indent(paths, 2)]
    if schemas.strip():
        parts += ["components:", "  schemas:", _indent(schemas, 4)]
    return "\n".join(part for part in parts if part) + "\n"


def operation(body: str = "", path: str = "/things", verb: str = "get", name: str = "things.list") -> str:
    """One operation, with `body` added to it."""
    lines = [
        f"{path}:",
        f"  {verb}:",
        f"    operationId: {name}",
        "    tags: [things]",
        "    summary: Does it.",
    ]
    lines += [_indent(body, 4)] if body.strip() else []
    if "responses:" not in body:
        lines.append("    responses: { '204': { description: Done. } }")
    return "\n".join(lines)


def listing(
    parameter: str = "schema: { type: string }",
    items: str = "all",
    path: str = "/things",
    verb: str = "get",
    name: str = "things.list",
    page: str = "{ $ref: '#/components/schemas/Page' }",
    more: str = "",
) -> str:
    """An operation that lists page by page: the parameter `from` is its cursor."""
    return operation(
        f"""x-pagination: {{ cursor: from, items: {items}, next: then }}
parameters:
{_indent(more, 2)}
  - {{ name: from, in: query, {parameter} }}
responses:
  '200':
    description: x
    content: {{ application/json: {{ schema: {page} }} }}
""",
        path,
        verb,
        name,
    )


def page(all_: str = "type: array, items: { type: string }", then: str = "type: [string, 'null']") -> str:
    """The schema `Page` of what `listing` answers."""
    some = "some: { type: array, items: { type: string } }"
    return f"Page: {{ type: object, properties: {{ all: {{ {all_} }}, {some}, then: {{ {then} }} }} }}"


def _indent(text: str, width: int) -> str:
    return textwrap.indent(textwrap.dedent(text).strip("\n"), " " * width)


def tree(text: str) -> Mapping:
    """The nodes of a good YAML text."""
    issues = Issues()
    root = parse(text, FILE, issues)
    assert root is not None, messages(issues)
    assert not issues, messages(issues)
    return root


def document(text: str) -> Document:
    """The document of a description in which reading finds nothing wrong."""
    issues = Issues()
    read = read_document(tree(text), issues)
    assert not issues, messages(issues)
    return read


def schema(text: str, version: str = "3.1.0") -> Schema:
    """One schema."""
    return document(spec(schemas="It:\n" + _indent(text, 2), version=version)).schemas[0][1]


def api(text: str) -> Api:
    """The IR of a good description."""
    issues = Issues()
    read = document(text)
    lint(read, issues)
    built = build(read, "api", issues)
    assert not issues, messages(issues)
    return built


def named(text: str) -> tuple[Api, Names]:
    """IR and names of a good description."""
    issues = Issues()
    built = api(text)
    names = assign_names(built, issues)
    assert not issues, messages(issues)
    return built, names


def structs(built: Api) -> dict[tuple[str, ...], Struct]:
    """All structs by name."""
    found = [each for unit in built.units for each in unit.definitions]
    found += [each for resource in built.resources for op in resource.operations for each in op.definitions]
    return {each.name: each for each in found if isinstance(each, Struct)}


def only_operation(built: Api) -> Operation:
    """The operation of a description that has one."""
    (resource,) = built.resources
    (single,) = resource.operations
    return single


def mistakes(text: str, name: str = "api") -> list[str]:
    """What all stages find wrong, each as it is printed, without the file's name."""
    issues = Issues()
    root = parse(text, FILE, issues)
    if root is not None:
        check(root, name, issues)
    return [str(issue).removeprefix(f"{FILE}:") for issue in issues]


def messages(issues: Issues) -> str:
    """All issues, for the message of a failed assertion."""
    return "\n".join(str(issue) for issue in issues)
