"""Views to text. Templates hold layout; whatever needs a decision was decided in the view."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .cpp.view import ExamplesView, FileView

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """The templates, with missing fields as errors and whitespace as it is written."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters["comment"] = comment
    return made


def render(files: tuple[FileView, ...]) -> dict[str, str]:
    """The text of each file, by its path."""
    templates = environment()
    return {each.path: tidy(templates.get_template(each.template).render(view=each.view)) for each in files}


def render_examples(view: ExamplesView) -> str:
    """The text of the test source made from examples."""
    return tidy(environment().get_template("example_tests.cpp.j2").render(view=view))


def comment(lines: tuple[str, ...], indent: int = 0) -> str:
    """Lines as a documentation comment."""
    margin = " " * indent
    return "\n".join(f"{margin}/// {line}".rstrip() for line in lines)


def tidy(text: str) -> str:
    """No blank line doubled, one newline at the end."""
    return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"
