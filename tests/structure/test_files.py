"""What every file of the library has to look like."""

from __future__ import annotations

import re

import pytest
from sources import (
    INCLUDE,
    LIBRARY,
    ROOT,
    code_and_literals,
    generated_halves,
    is_generated_place,
    library_files,
    own_includes_of,
    text_of,
)

_BANNER = re.compile(r"(//|<!--) Generated from ")


def test_there_are_files() -> None:
    assert len(library_files()) > 50
    assert generated_halves()


def test_generated_files_and_no_others_say_so() -> None:
    """A banner outside of the generated folders would let the generator remove what somebody wrote."""
    for path in sorted(LIBRARY.rglob("*")):
        if path.is_file():
            name = path.relative_to(INCLUDE).as_posix()
            says_so = _BANNER.match(path.read_text(encoding="utf-8")) is not None
            assert says_so == is_generated_place(name), name


@pytest.mark.parametrize(
    ("list_of_bodies", "folder"), [("src.hpp", "impl"), ("testing/src.hpp", "testing/impl")]
)
def test_separate_compilation_lists_every_body(list_of_bodies: str, folder: str) -> None:
    bodies = [each for each in library_files() if re.fullmatch(rf"truto/{folder}/\w+\.ipp", each)]
    assert own_includes_of(f"truto/{list_of_bodies}") == ["truto/config.hpp", *bodies]


def definitions_of(half: str) -> set[str]:
    """The structs and enumerations of a described API."""
    texts = [text_of(name) for name in library_files() if name.startswith(f"truto/{half}/")]
    return {
        each for text in texts for each in re.findall(r"^(?:struct|enum class) .*?^};", text, re.M | re.S)
    }


def test_what_two_apis_have_in_common_stands_in_the_runtime() -> None:
    first: dict[str, str] = {}
    for half in generated_halves():
        definitions = definitions_of(half)
        assert definitions
        for each in definitions:
            assert first.setdefault(each, half) == half, each


@pytest.mark.parametrize("name", library_files())
def test_a_file_can_be_included_twice(name: str) -> None:
    first = next(line for line in text_of(name).splitlines() if line and not line.startswith("//"))
    assert first == "#pragma once"


@pytest.mark.parametrize("name", library_files())
def test_no_header_opens_a_namespace_for_its_user(name: str) -> None:
    code, _ = code_and_literals(text_of(name))
    # What stands at the left edge is in no function.
    assert not re.search(r"^using\s+namespace\b", code, re.MULTILINE)


def test_the_version_as_a_number_is_the_version_as_text() -> None:
    text = text_of("truto/version.hpp")
    number = re.search(r"^#define TRUTO_VERSION (\d+)$", text, re.MULTILINE)
    version = re.search(r'^#define TRUTO_VERSION_STRING "(\d+)\.(\d+)\.(\d+)"$', text, re.MULTILINE)
    assert number
    assert version
    major, minor, patch = map(int, version.groups())
    assert int(number[1]) == major * 10000 + minor * 100 + patch


def test_the_version_stands_nowhere_else() -> None:
    """What is built and packaged reads it from the header."""
    version = re.search(r'STRING "([\d.]+)"', text_of("truto/version.hpp"))
    assert version
    for path in [ROOT / "CMakeLists.txt", ROOT / "conanfile.py", *sorted((ROOT / "cmake").iterdir())]:
        assert version[1] not in path.read_text(encoding="utf-8"), path.name
