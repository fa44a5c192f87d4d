"""The script that checks and makes releases."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from sources import ROOT, generated_halves

HEADER = '#define TRUTO_VERSION 203\n#define TRUTO_VERSION_STRING "0.2.3"\n'


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    return importlib.import_module("release")


@pytest.fixture
def project(tmp_path: Path, release: ModuleType) -> Path:
    """A project as small as it may be, without a mistake, in a clone where everything is committed."""
    if shutil.which("git") is None:
        pytest.skip("no git")
    root = tmp_path / "project"
    for name in release.CONTENT:
        if "." in name or name == "LICENSE":
            write(root / name, f"{name}\n")
        else:
            write(root / name / "file.txt", f"{name}\n")
    write(root / "include/truto/version.hpp", HEADER)
    write(root / "CMakeLists.txt", "find_package(truto 0.2 CONFIG)\n")
    write(root / "CHANGELOG.md", "# Changelog\n\n## 0.2.3\n\n- New.\n\n## 0.2.2\n\nFirst.\n")
    git(root, "init", "-q")
    commit(root)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a")


def test_this_project_may_be_released_as_far_as_can_be_told(release: ModuleType) -> None:
    assert list(release.mistakes(ROOT, False)) == []


def test_each_api_is_a_component() -> None:
    """Else its headers would be installed with those that every component needs."""
    text = (ROOT / "cmake/components.cmake").read_text(encoding="utf-8")
    match = re.search(r"^set\(truto_apis ([^)]+)\)$", text, re.MULTILINE)
    assert match
    assert sorted(match[1].split()) == generated_halves()


def test_the_tables_of_each_api_are_compiled() -> None:
    text = (ROOT / "cmake/truto-compiled.cpp").read_text(encoding="utf-8")
    named = re.findall(r"^#include <truto/(\w+)/src\.hpp>$", text, re.MULTILINE)
    assert named == generated_halves()


@pytest.mark.parametrize("final", [False, True])
def test_nothing_is_said_of_a_project_without_mistakes(
    release: ModuleType, project: Path, final: bool
) -> None:
    assert list(release.mistakes(project, final)) == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("CHANGELOG.md", "## 0.2.2\n\nOld.\n", "the newest version is not 0.2.3"),
        ("CHANGELOG.md", "## 0.2.3\n\n## 0.2.2\n\nOld.\n", "nothing is said about 0.2.3"),
        ("CHANGELOG.md", "## 0.2.3\n\nNew.\n\n## 0.10.0\n\nOld.\n", "not in order"),
        ("CHANGELOG.md", "## 0.2.3\n\nNew.\n\n## Unreleased\n\nSoon.\n", "does not stand first"),
        ("CHANGELOG.md", "## 0.2.3\n\nNew.\n\n## Soon\n\nSoon.\n", '"Soon" is no version'),
        ("CMakeLists.txt", "find_package(truto 0.1 CONFIG)\n", "asks for 0.1, and this is 0.2"),
        ("tests/conanfile.txt", "[requires]\ntruto/[>=0.1 <0.2]\n", "asks for 0.1, and this is 0.2"),
        ("conanfile.py", 'version = "0.2.3"\n', "the version is written here again"),
        (".something", "", ".something: not in the archive"),
        ("more/file.txt", "", "more/file.txt: not in the archive"),
    ],
)
def test_a_mistake_is_told(release: ModuleType, project: Path, file: str, text: str, said: str) -> None:
    write(project / file, text)
    found = list(release.mistakes(project, False))
    assert len(found) == 1
    assert said in found[0]


def test_what_git_ignores_must_not_be_in_the_archive(release: ModuleType, project: Path) -> None:
    write(project / ".gitignore", "secret.txt\n")
    write(project / "tests/secret.txt", "x\n")
    assert list(release.mistakes(project, False)) == [
        "tests/secret.txt: in the archive, and nothing that git should know"
    ]


def test_a_release_is_stricter_than_work(release: ModuleType, project: Path) -> None:
    write(project / "CHANGELOG.md", "## Unreleased\n\nSoon.\n\n## 0.2.3\n\nNew.\n")
    assert list(release.mistakes(project, False)) == []
    assert list(release.mistakes(project, True)) == [
        'CHANGELOG.md: "Unreleased" has to become 0.2.3',
        "there are changes that are not committed",
    ]
    commit(project)
    assert list(release.mistakes(project, True)) == ['CHANGELOG.md: "Unreleased" has to become 0.2.3']


def test_the_archive_is_the_same_for_the_same_files(
    release: ModuleType, project: Path, tmp_path: Path
) -> None:
    write(project / "generator/__pycache__/cli.pyc", "x")
    write(project / "test_package/build/CMakeCache.txt", "x")
    one = release.archive(project, tmp_path / "one")
    copy = shutil.copytree(project, tmp_path / "copy")
    two = release.archive(copy, tmp_path / "two")
    assert one.name == "truto-0.2.3.tar.gz"
    assert one.read_bytes() == two.read_bytes()

    with tarfile.open(one) as tar:
        names = tar.getnames()
        header = tar.extractfile("truto-0.2.3/include/truto/version.hpp")
        assert header is not None
        assert header.read().decode() == HEADER
    assert names == [f"truto-0.2.3/{name}" for name in release.files(project)]
    assert not [name for name in names if re.search(r"__pycache__|/build/|\.git", name)]


def test_recipes_name_the_archive(release: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "truto.tar.gz"
    source.write_bytes(b"archive")
    release.recipes(ROOT, source, "https://example.com/truto.tar.gz", "https://example.com", tmp_path)
    version = release.version(ROOT)

    conan = tmp_path / "conan/recipes/truto"
    data = (conan / "all/conandata.yml").read_text(encoding="utf-8")
    assert f'"{version}":' in data
    assert release.hashlib.sha256(b"archive").hexdigest() in data
    assert 'homepage = "https://example.com"' in (conan / "all/conanfile.py").read_text(encoding="utf-8")
    assert (conan / "all/test_package/conanfile.py").is_file()

    port = tmp_path / "vcpkg/ports/truto"
    assert json.loads((port / "vcpkg.json").read_text(encoding="utf-8"))["version"] == version
    text = (port / "portfile.cmake").read_text(encoding="utf-8")
    assert release.hashlib.sha512(b"archive").hexdigest() in text
    assert "@" not in text
