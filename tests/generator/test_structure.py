"""How the generator is built: stages in a row, small functions, no state."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

# Each module may import those before it.
ORDER = (
    "generator.issues",
    "generator.load",
    "generator.extensions",
    "generator.document",
    "generator.official",
    "generator.resolve",
    "generator.lint",
    "generator.ir",
    "generator.pages",
    "generator.build",
    "generator.wire",
    "generator.cpp.names",
    "generator.cpp.types",
    "generator.cpp.view",
    "generator.cpp.docs",
    "generator.cpp.calls",
    "generator.cpp.index",
    "generator.cpp.requirements",
    "generator.cpp.translate",
    "generator.render",
    "generator.pipeline",
    "generator.emit",
    "generator.examples",
    "generator.cli",
    "generator.__main__",
)
ROOT = Path(__file__).resolve().parents[2]
FILES = {name: ROOT / (name.replace(".", "/") + ".py") for name in ORDER}


def parsed(name: str) -> ast.Module:
    return ast.parse(FILES[name].read_text(encoding="utf-8"))


def test_every_module_has_its_place_in_the_row() -> None:
    found = {path for path in (ROOT / "generator").rglob("*.py") if path.name != "__init__.py"}
    assert found == set(FILES.values())


def imported(name: str) -> list[str]:
    """The modules of ours that a module imports, and packages where it is not a module that it imports of them."""
    found: list[str] = []
    for node in ast.walk(parsed(name)):
        if isinstance(node, ast.ImportFrom) and node.level:
            package = name.split(".")[: -node.level]
            package += node.module.split(".") if node.module else []
            inner = [".".join([*package, each.name]) for each in node.names]
            found += [each if each in ORDER else ".".join(package) for each in inner]
    return found


@pytest.mark.parametrize("name", ORDER)
def test_a_stage_imports_only_what_comes_before_it(name: str) -> None:
    for module in imported(name):
        # The package itself has no more than a name in it.
        assert module == "generator" or ORDER.index(module) < ORDER.index(name), f"{name} imports {module}"


def test_imports_are_seen() -> None:
    assert {"generator.ir", "generator.cpp.names", "generator.cpp.types"} <= set(
        imported("generator.cpp.translate")
    )
    assert "generator.emit" in imported("generator.cli")


@pytest.mark.parametrize("name", ORDER)
def test_modules_import_each_other_by_where_they_are(name: str) -> None:
    """Installed, the package has another name."""
    for node in ast.walk(parsed(name)):
        if isinstance(node, ast.Import):
            assert not [each.name for each in node.names if each.name.split(".")[0] == "generator"]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert node.module is None or node.module.split(".")[0] != "generator"


@pytest.mark.parametrize("name", ORDER)
def test_functions_are_short_and_say_what_they_are_for(name: str) -> None:
    for node in ast.walk(parsed(name)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            assert length <= 40, f"{name}.{node.name} has {length} lines"
        if isinstance(node, ast.ClassDef | ast.Module):
            what = getattr(node, "name", name)
            assert ast.get_docstring(node), f"{name}: {what} has no docstring"


@pytest.mark.parametrize("name", ORDER)
def test_modules_hold_constants_and_no_state(name: str) -> None:
    for node in parsed(name).body:
        if isinstance(node, ast.Assign):
            for each in node.targets:
                assert isinstance(each, ast.Name | ast.Tuple), ast.unparse(node)
                text = ast.unparse(each)
                constant = re.fullmatch(r"[(]?_?[A-Z][A-Z_, ]*[)]?", text)
                assert constant, f"{name}: {text}"
                assert not isinstance(node.value, ast.List | ast.Set | ast.Dict), f"{name}: {text} can change"
        for inner in ast.walk(node):
            assert not isinstance(inner, ast.Global), f"{name}: global"


@pytest.mark.parametrize("name", ORDER)
def test_data_is_frozen(name: str) -> None:
    for node in ast.walk(parsed(name)):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        for decorator in node.decorator_list:
            text = ast.unparse(decorator)
            if text.startswith("dataclass"):
                assert text.startswith("dataclass(frozen=True, slots=True"), f"{name}.{node.name}"


def test_dependencies_are_pinned() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / "generator" / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert re.fullmatch(r"[A-Za-z0-9.-]+==[0-9.]+", line), line


def test_the_package_depends_on_the_same_versions() -> None:
    listed = (ROOT / "generator/requirements.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "generator/pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == [line for line in listed if not line.startswith("#")]
