"""The stages in a row: a description's path in, the text of its files out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .build import build
from .cpp.names import Names, assign_names
from .cpp.translate import translate
from .cpp.view import FileView
from .document import read_document
from .ir import Api
from .issues import Issues
from .lint import lint
from .load import Mapping, load
from .official import check_official


@dataclass(frozen=True, slots=True)
class Understood:
    """A description after all stages that can find a mistake in it."""

    api: Api
    names: Names
    files: tuple[FileView, ...]


def understand(spec: Path, source: str, issues: Issues) -> Understood | None:
    """Reads a description and finds what is wrong with it; nothing where it cannot be read at all."""
    root = load(spec, source, issues)
    return None if root is None else check(root, spec.stem, issues)


def check(root: Mapping, name: str, issues: Issues) -> Understood | None:
    """All stages that can find a mistake, each as far as it gets."""
    try:
        return _stages(root, name, issues)
    except RecursionError:
        # Nesting is bounded when the file is read; a chain of thousands of references is not.
        issues.add(root.at, "schemas refer to each other in a chain that is too long to follow; shorten it")
        return None


def _stages(root: Mapping, name: str, issues: Issues) -> Understood:
    before = len(issues)
    issues.settle()
    document = read_document(root, issues)
    issues.settle()
    lint(document, issues)
    issues.settle()
    api = build(document, name, issues)
    names = assign_names(api, issues)
    files = translate(api, names, issues)
    if len(issues) == before:
        check_official(root, document.version, issues)
    return Understood(api, names, files)


def headers(spec: Path, source: str, issues: Issues) -> dict[str, str]:
    """The text of each file of a description, by its path below the include root; empty for a bad one."""
    before = len(issues)
    understood = understand(spec, source, issues)
    if understood is None or len(issues) > before:
        return {}
    from .render import render

    return render(understood.files)
