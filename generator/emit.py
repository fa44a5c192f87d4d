"""Text to files: formatted, compared, written only where they differ, and removed where nothing generates
them now.

A file is ours if its first line says so. No other file is ever overwritten or removed.
"""

from __future__ import annotations

import difflib
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

STYLE = Path(__file__).parent / ".clang-format"
_BLOCK = re.compile(r"(?<=\n)```cpp\n(.*?\n)```", re.DOTALL)
_BANNER = re.compile(r"(?://|<!--) Generated from (?P<source>.+?)(?:, (?:schemas?|tag) .*)?\. Do not edit;")


class EmitError(Exception):
    """Files cannot be written as they are; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between the generated files and those on disk; paths are below the include root."""

    files: dict[str, str]
    stale: tuple[str, ...]
    missing: tuple[str, ...]
    obsolete: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.stale or self.missing or self.obsolete)

    def summary(self) -> str:
        """What was done, in a line."""
        written = len(self.stale) + len(self.missing)
        unchanged = len(self.files) - written
        return (
            f"{len(self.files)} files: {written} written, {unchanged} unchanged, {len(self.obsolete)} removed"
        )


def format_files(files: dict[str, str]) -> dict[str, str]:
    """The files, and the C++ in documents, as the pinned clang-format lays them out; one process for all."""
    sources = [text for path, text in files.items() if path.endswith(".hpp")]
    blocks = [each for path, text in files.items() if path.endswith(".md") for each in _BLOCK.findall(text)]
    formatted = iter(_formatted([*sources, *blocks]))
    out = {path: next(formatted) if path.endswith(".hpp") else text for path, text in files.items()}
    for path, text in files.items():
        if path.endswith(".md"):
            out[path] = _BLOCK.sub(lambda _: f"```cpp\n{next(formatted)}```", text)
    return out


def _formatted(texts: list[str]) -> list[str]:
    if not texts:
        return []
    with tempfile.TemporaryDirectory(prefix="generator-") as folder:
        places = [Path(folder, f"{number}.hpp") for number in range(len(texts))]
        for place, text in zip(places, texts, strict=True):
            place.write_text(text, encoding="utf-8", newline="\n")
        command = [clang_format(), f"--style=file:{STYLE}", "-i", *map(str, places)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise EmitError(f"clang-format failed: {done.stderr.strip()}")
        return [place.read_text(encoding="utf-8") for place in places]


def clang_format() -> str:
    """The formatter of the pinned package, called directly: its Python wrapper would cost a second
    interpreter.
    """
    import clang_format as package

    return str(Path(package.__file__).parent / "data" / "bin" / "clang-format")


def plan(files: dict[str, str], root: Path, sources: tuple[str, ...], all_sources: bool) -> Plan:
    """Compares with what is on disk.

    Obsolete are files of these sources that nothing generates now; with `all_sources`, also those of a source
    that does not exist any more.
    """
    stale: list[str] = []
    missing: list[str] = []
    for path, text in sorted(files.items()):
        old = _read(root / path)
        if old is None:
            missing.append(path)
        elif source_of(old) is None:
            raise EmitError(
                f"{path} was not generated, so it is not overwritten; rename it, or the specification"
            )
        elif old != text:
            stale.append(path)
    obsolete = [
        path for path, source in _generated(root) if path not in files and (all_sources or source in sources)
    ]
    return Plan(files, tuple(stale), tuple(missing), tuple(obsolete))


def apply(todo: Plan, root: Path) -> None:
    """Writes and removes what the plan says, nothing before all of it is on the disk. A reader never sees
    half of a file.
    """
    staged = {path: root / f"{path}.new" for path in (*todo.stale, *todo.missing)}
    try:
        for path, beside in staged.items():
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(todo.files[path], encoding="utf-8", newline="\n")
        for path, beside in staged.items():
            beside.replace(root / path)
        for path in todo.obsolete:
            (root / path).unlink()
            _remove_empty((root / path).parent, root)
    except OSError as error:
        for beside in staged.values():
            _discard(beside, root)
        raise EmitError(f"{error.filename} cannot be written ({error.strerror}); make it writable") from error


def drift(todo: Plan, root: Path) -> Iterator[str]:
    """The lines that `--check` prints: a diff of what is stale, then lists."""
    for path in todo.stale:
        old = (_read(root / path) or "").splitlines(keepends=True)
        new = todo.files[path].splitlines(keepends=True)
        yield from (
            line.rstrip("\n") for line in difflib.unified_diff(old, new, f"old/{path}", f"new/{path}")
        )
    for title, paths in (("stale", todo.stale), ("missing", todo.missing), ("obsolete", todo.obsolete)):
        yield from (f"{title}: {path}" for path in paths)


def source_of(text: str) -> str | None:
    """The specification that a file says it was generated from."""
    match = _BANNER.match(text)
    return match["source"] if match else None


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EmitError(f"{path} cannot be read ({error.strerror}); make it readable") from error


def _generated(root: Path) -> Iterator[tuple[str, str]]:
    """The generated files below the include root, with their sources."""
    base = root / "truto"
    candidates = [*base.rglob("*.hpp"), *base.rglob("*.md")] if base.is_dir() else []
    for path in sorted(candidates):
        try:
            with path.open("rb") as file:
                first = file.readline()
        except OSError as error:
            raise EmitError(f"{path} cannot be read ({error.strerror}); make it readable") from error
        source = source_of(first.decode("utf-8", errors="replace"))
        if source is not None:
            yield path.relative_to(root).as_posix(), source


def _discard(beside: Path, root: Path) -> None:
    """Takes back a file that did not come to its place, as far as it got."""
    with suppress(OSError):
        beside.unlink(missing_ok=True)
    with suppress(OSError):
        _remove_empty(beside.parent, root)


def _remove_empty(folder: Path, root: Path) -> None:
    """Removes folders that a removal left empty."""
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
