"""Templates: layout and nothing else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import DATA, mistakes
from jinja2 import Environment, TemplateError, UndefinedError, nodes

from generator.cpp.view import FileView
from generator.issues import Issues
from generator.pipeline import understand
from generator.render import TEMPLATES, comment, environment, render, tidy

SOURCES = sorted(TEMPLATES.glob("*.j2"))

# Reading a field, looping, asking whether something is there, calling a macro, and the one filter for comments.
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Macro,
    nodes.Call,
    nodes.Import,
    nodes.Filter,
    nodes.Const,
    nodes.Not,
    nodes.Tuple,
)


def files(name: str) -> tuple[FileView, ...]:
    """The views of one of the descriptions in data/."""
    issues = Issues()
    understood = understand(DATA / name, name, issues)
    assert understood is not None
    assert not issues, mistakes((DATA / name).read_text())
    return understood.files


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_templates_decide_nothing(path: Path) -> None:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for node in _walk(tree):
        assert isinstance(node, ALLOWED), f"{path.name}:{node.lineno}: {type(node).__name__}"
        if isinstance(node, nodes.Filter):
            assert node.name == "comment", f"{path.name}:{node.lineno}"
        if isinstance(node, nodes.If):
            presence = node.test.node if isinstance(node.test, nodes.Not) else node.test
            assert isinstance(presence, nodes.Getattr), f"{path.name}:{node.lineno}: asks more than presence"
            assert not node.elif_, f"{path.name}:{node.lineno}: elif"
        if isinstance(node, nodes.Call):
            called = node.node
            assert isinstance(called, nodes.Getattr), f"{path.name}:{node.lineno}"
            assert isinstance(called.node, nodes.Name), f"{path.name}:{node.lineno}"
            assert called.node.name == "part", f"{path.name}:{node.lineno}: calls a method"
        if isinstance(node, nodes.For):
            assert not node.recursive, f"{path.name}:{node.lineno}"
            assert node.test is None, f"{path.name}:{node.lineno}: filters in a loop"


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


@pytest.mark.parametrize("file", files("kitchen-sink.yaml"), ids=lambda file: file.path)
def test_every_template_prints_its_view(file: FileView) -> None:
    (text,) = render((file,)).values()
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert "Undefined" not in text


@pytest.mark.parametrize(
    "path", [each for each in SOURCES if each.name != "_macros.j2"], ids=lambda path: path.name
)
def test_a_view_without_a_field_is_an_error(path: Path) -> None:
    @dataclasses.dataclass
    class Nothing:
        """A view of nothing."""

    with pytest.raises((UndefinedError, TemplateError)):
        environment().get_template(path.name).render(view=Nothing())


def test_every_template_is_used() -> None:
    used = {file.template for file in files("kitchen-sink.yaml")} | {"_macros.j2", "example_tests.cpp.j2"}
    assert used == {path.name for path in SOURCES}


def test_comments_are_indented_and_have_no_trailing_space() -> None:
    assert comment(("a", "", "b"), 4) == "    /// a\n    ///\n    /// b"


def test_text_is_tidied_between_lines_only() -> None:
    assert tidy("\n\na\n\n\n\nb  \n\n") == "a\n\nb\n"
