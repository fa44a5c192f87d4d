"""The library's files as the tests of its structure see them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
LIBRARY = INCLUDE / "truto"

_INCLUDE = re.compile(r"^#\s*include\s*<([^>]+)>", re.MULTILINE)
# A string or character literal, or a comment. Raw strings first: their text may hold quotes.
_LEXEME = re.compile(
    r'R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])*'"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)",
    re.DOTALL,
)


@cache
def library_files() -> tuple[str, ...]:
    """Every header and body, as it is named in an #include: `truto/error.hpp`."""
    found = [path for path in LIBRARY.rglob("*") if path.suffix in (".hpp", ".ipp")]
    return tuple(sorted(path.relative_to(INCLUDE).as_posix() for path in found))


@cache
def text_of(name: str) -> str:
    return (INCLUDE / name).read_text(encoding="utf-8")


def includes_of(name: str) -> list[str]:
    """All that a file includes with angle brackets, in order."""
    return _INCLUDE.findall(text_of(name))


def own_includes_of(name: str) -> list[str]:
    return [each for each in includes_of(name) if each.startswith("truto/")]


def code_and_literals(text: str) -> tuple[str, list[str]]:
    """The code without comments and without what stands in quotes, and what stands in quotes."""
    literals: list[str] = []

    def take(match: re.Match[str]) -> str:
        if match["comment"] is None:
            literals.append(match[0])
            return '""'
        return " "

    return _LEXEME.sub(take, text), literals


def generated_halves() -> list[str]:
    """The APIs that headers are generated for: `user_directory`. Each has a description of that name."""
    return sorted(path.stem.replace("-", "_") for path in (ROOT / "spec").glob("*.yaml"))


def is_generated_place(name: str) -> bool:
    return any(
        name == f"truto/{half}.hpp" or name.startswith(f"truto/{half}/") for half in generated_halves()
    )
