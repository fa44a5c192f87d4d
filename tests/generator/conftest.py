"""What the generator's tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))

Compile = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture
def generator(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `python -m generator` in an empty folder, as a user would in the project's root."""

    def run(*arguments: str, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
        command = [sys.executable, "-m", "generator", *arguments]
        return subprocess.run(
            command, cwd=cwd, env=variables, capture_output=True, text=True, check=False, timeout=120
        )

    return run


@pytest.fixture(scope="session")
def compiler() -> str:
    """The compiler; there is no skipping these tests for want of one."""
    name = os.environ.get("CXX", "c++")
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"no compiler: CXX is {name}")
    return found


@pytest.fixture(scope="session")
def compile_cpp(compiler: str) -> Compile:
    """Compiles one source, with the project's warnings as errors. `output` links it; else it is checked."""

    def run(
        source: Path, includes: Sequence[Path], *options: str, output: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
        folders = [f"-I{folder}" for folder in (*includes, ROOT / "include")]
        command = [compiler, "-std=c++20", "-O0", *warnings, *folders, *options, str(source)]
        libraries = ["-lboost_json", "-lssl", "-lcrypto", "-pthread"]
        if output is not None:
            command += ["-o", str(output), *libraries]
        elif "-E" not in options:
            command.append("-fsyntax-only")
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)

    return run
