"""The runtime serves any described API: it knows no resource of this one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest
from layers import layer_of
from ruamel.yaml import YAML
from sources import (
    LIBRARY,
    ROOT,
    code_and_literals,
    generated_halves,
    is_generated_place,
    library_files,
    text_of,
)

# What stands above the generated half may speak of it.
ABOVE = {"combined", "testing"}
RUNTIME = [
    name
    for name in library_files()
    if not is_generated_place(name) and (layer := layer_of(name)) and layer.name not in ABOVE
]

# Words that mean something else than the API's.
OTHER_MEANINGS = {
    "user_agent": "the name of a header of HTTP",
}


@cache
def _descriptions() -> tuple[dict[str, Any], ...]:
    return tuple(YAML(typ="safe").load(path) for path in sorted((ROOT / "spec").glob("*.yaml")))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


@cache
def api_words() -> frozenset[str]:
    """Names of the described APIs, of their resources and of their models."""
    words = set(generated_halves())
    for description in _descriptions():
        words |= {_snake(tag["name"]) for tag in description["tags"]}
    for half in generated_halves():
        words |= {path.stem for path in (LIBRARY / half / "models").glob("*.hpp")}
    return frozenset(words)


@cache
def api_paths() -> frozenset[str]:
    """The fixed segments of the APIs' paths, with a slash before."""
    segments: set[str] = set()
    for description in _descriptions():
        for path in [*description["paths"], *(server["url"] for server in description["servers"])]:
            parts = PurePosixPath(re.sub(r"^\w+://[^/]+", "", path)).parts
            segments |= {f"/{part}" for part in parts if part != "/" and "{" not in part}
    return frozenset(segments)


def mentions(word: str, identifier: str) -> bool:
    """Whether the word, or its plural, is part of the identifier: `user` is part of `delete_user_role`."""
    return re.search(rf"(?:^|_){re.escape(word)}s?(?:_|$)", identifier) is not None


def test_the_words_are_those_of_the_description() -> None:
    assert {"user_directory", "users", "user", "groups", "organization"} <= api_words()
    assert {"/users", "/groups", "/user-directory", "/remove-user"} <= api_paths()


def test_a_word_is_found_in_longer_names() -> None:
    assert mentions("user", "delete_user")
    assert mentions("user", "users")
    assert not mentions("user", "superuser")


@pytest.mark.parametrize("name", RUNTIME)
def test_no_name_in_the_runtime_is_one_of_the_api(name: str) -> None:
    code, _ = code_and_literals(text_of(name))
    identifiers = set(re.findall(r"[A-Za-z_]\w*", code)) - OTHER_MEANINGS.keys()
    found = {
        identifier for identifier in identifiers for word in api_words() if mentions(word, _snake(identifier))
    }
    assert not found


@pytest.mark.parametrize("name", RUNTIME)
def test_no_text_in_the_runtime_is_a_path_of_the_api(name: str) -> None:
    _, literals = code_and_literals(text_of(name))
    found = [
        each for each in literals for path in api_paths() if re.search(rf"{re.escape(path)}(?![\w-])", each)
    ]
    assert not found


def test_every_word_with_another_meaning_is_still_used() -> None:
    used = " ".join(code_and_literals(text_of(name))[0] for name in RUNTIME)
    assert [word for word in OTHER_MEANINGS if not re.search(rf"\b{word}\b", used)] == []
