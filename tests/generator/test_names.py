"""The names of everything that is generated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Compile
from helpers import listing, named, operation, page, spec

from generator.cpp.names import (
    KEYWORDS,
    LONGEST,
    MACROS,
    NEIGHBOURS,
    RUNTIME,
    Identifier,
    pager_name,
    problem_with,
    snake_case,
)
from generator.ir import INPUT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("user", "user"),
        ("UserRole", "user_role"),
        ("userRole", "user_role"),
        ("service-account", "service_account"),
        ("HTTPServer", "http_server"),
        ("is_2fa_enabled", "is_2fa_enabled"),
        ("OAuth2Token", "o_auth2_token"),
        ("a.b/c d", "a_b_c_d"),
        ("_id", "id"),
        ("__", ""),
        ("x__y", "x_y"),
        ("$ref", "ref"),
        ("EOF", "eof"),
        ("NULL", "null"),
        ("größe", "größe"),
    ],
)
def test_snake_case(text: str, name: str) -> None:
    assert snake_case(text) == name
    if name:
        assert snake_case(name) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2nd",
        "A",
        "a-b",
        "a b",
        "_a",
        "a_",
        "a__b",
        "größe",
        "a;",
        "a\n",
        "a" * (LONGEST + 1),
        *sorted(KEYWORDS),
        *sorted(MACROS),
    ],
)
def test_an_identifier_cannot_hold_what_cxx_does_not_take_for_a_name(text: str) -> None:
    assert problem_with(text)
    with pytest.raises(ValueError, match=r"name|keyword|macro|characters"):
        Identifier(text)


def test_names_of_everything() -> None:
    paths = operation(
        """
        parameters:
          - { name: no, in: path, required: true, schema: { type: integer }, x-cpp-name: number }
          - { name: byKind, in: query, schema: { type: string, enum: [a-b, '2'], x-enum-cpp-names: { '2': two } } }
        requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
        """,
        path="/things/{no}",
        verb="post",
    )
    schemas = """
        Order:
          type: object
          x-cpp-name: purchase
          properties: { Lines: { type: array, items: { type: object, properties: { class: { type: string, x-cpp-name: kind } } } } }
    """
    _, names = named(spec(paths, schemas, tags="[{ name: things, x-cpp-name: stuff }]"))
    assert names.space == "api"
    assert names.types == {
        ("Order",): "purchase",
        ("Order", "Lines"): "purchase_lines",
        ("Order", INPUT): "purchase_input",
        ("Order", INPUT, "Lines"): "purchase_input_lines",
        ("things", "list", "query"): "stuff_list_query",
        ("things", "list", "query", "byKind"): "stuff_list_query_by_kind",
    }
    assert names.members[("Order", "Lines"), "class"] == "kind"
    assert names.members[("Order", INPUT), "Lines"] == "lines"
    assert names.values == {
        (("things", "list", "query", "byKind"), "a-b"): "a_b",
        (("things", "list", "query", "byKind"), "2"): "two",
    }
    assert names.resources == {"things": "stuff"}
    assert names.methods == {"things.list": "async_list"}
    assert names.constants == {"things.list": "stuff_list"}
    assert names.arguments == {("things.list", "no"): "number"}


def test_names_are_identifiers() -> None:
    _, names = named(spec(listing(), page()))
    assert names.pagers == {"things.list": "list"}
    tables = (names.types, names.members, names.values, names.resources, names.methods, names.constants)
    for table in (*tables, names.pagers):
        assert all(isinstance(each, Identifier) for each in table.values())


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("async_list", "list"),
        ("async_list_all", "list_all"),
        ("async_export", "export_pages"),
        ("async_minor", "minor_pages"),
        ("async_import", "import"),
    ],
)
def test_a_pager_is_called_like_its_operation_unless_that_is_no_name(method: str, name: str) -> None:
    assert pager_name(method) == name
    assert Identifier(name)


@pytest.mark.compiled
def test_every_macro_that_generated_code_meets_is_known(
    tmp_path: Path, compile_cpp: Compile, root: Path
) -> None:
    source = tmp_path / "all.cpp"
    source.write_text(
        "#include <truto/user_directory.hpp>\n#include <sys/sysmacros.h>\n#include <unistd.h>\n"
    )
    done = compile_cpp(source, [], "-E", "-dM", "-D_GNU_SOURCE", "-std=gnu++20")
    assert done.returncode == 0, done.stderr
    macros = set(re.findall(r"^#define ([a-z][a-z0-9_]*)\b", done.stdout, flags=re.M))
    assert {"errno", "unix", "linux"} <= macros
    harmless = {name for name in macros if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)}
    assert sorted(macros - harmless - MACROS - KEYWORDS) == []


def held(header: str) -> set[str]:
    """What a header of the runtime declares in the namespace `truto` itself."""
    found: set[str] = set()
    text = header.replace("}  // namespace truto\n", "END\n")
    text = re.sub(r"//.*|^#.*(?:\\\n.*)*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])'", " ", text, flags=re.M)
    for body in re.findall(r"^namespace truto\n\{\n(.*?)^END", text, flags=re.M | re.S):
        for nested, left in ((r"\{[^{}]*\}", ";"), (r"\([^()]*\)", "="), (r"<[^<>;]*>|\[\[.*?\]\]", "")):
            while (shorter := re.sub(nested, left, body)) != body:
                body = shorter
        for each in (" ".join(statement.split()) for statement in body.split(";")):
            kind = r"(?:template )?(?:class|struct|enum class|concept|using) (?:\w+::)*(\w+)"
            name = re.match(kind, each) or re.search(r"(?:^|[\s&*])(\w+)$", each.partition("=")[0].rstrip())
            found |= {name[1]} if name else set()
    return found


def test_no_api_is_called_like_what_stands_beside_it(root: Path) -> None:
    folder, apis = root / "include" / "truto", {"platform", "user_directory"}
    names = {path.stem for path in folder.iterdir()} - apis
    for path in sorted(folder.rglob("*.?pp")):
        if path.relative_to(folder).parts[0].removesuffix(".hpp") not in apis:
            names |= held(path.read_text(encoding="utf-8"))
    assert {"error_code", "errc", "after", "null", "response", "merge", "src", "detail", "item"} <= names
    assert sorted(names - RUNTIME - NEIGHBOURS - KEYWORDS) == []


def test_what_templates_say_without_qualification_is_reserved(root: Path) -> None:
    said: set[str] = set()
    folder = root / "generator" / "templates"
    for template in (folder / "_macros.j2", *sorted(folder.glob("*.hpp.j2"))):
        text = template.read_text(encoding="utf-8")
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|//.*|^#.*", " ", text, flags=re.M)
        said |= set(re.findall(r"(?<![:.\w])([a-z_]+)\b", text))
    said -= KEYWORDS | {"extra", "core", "async_call", "arguments"}
    # Said in a namespace that holds nothing of the description.
    said -= {"argument_table_of", "record_table", "record_table_of"}
    assert said <= RUNTIME, sorted(said - RUNTIME)
