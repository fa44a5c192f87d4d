"""Keeps the code in README.md and docs/ the same as the code that is compiled and run.

A block that is preceded by a line such as

    <!-- region: examples/coroutine.cpp#program -->

holds what stands between the two lines `//! [program]` of that file (`# [program]` in shell scripts and CMake
files), indented less. Every block of C++ or CMake has to be such a block.

`python scripts/readme.py --check` says what differs, `--write` changes the documents.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUST_BE_REGIONS = ("cpp", "c++", "cmake")

_REGION = re.compile(r"^<!-- region: (?P<file>[^\s#]+)#(?P<name>[\w-]+) -->$")
_FENCE = re.compile(r"^(?P<ticks>```+)(?P<language>[^`]*)$")
_MARK = re.compile(r"^\s*(?://!|#) \[(?P<name>[\w-]+)\]$")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")


class MistakeError(Exception):
    """A document, or a file that it quotes, is not as it should be."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its lines from `first` to before `last`, fences excluded."""

    first: int
    last: int
    language: str
    region: re.Match[str] | None


def blocks(lines: Sequence[str]) -> list[Block]:
    """The fenced blocks of a document."""
    found: list[Block] = []
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence:
            first = number + 1
            try:
                last = next(at for at in range(first, len(lines)) if lines[at] == fence["ticks"])
            except StopIteration:
                raise MistakeError(f"line {number + 1}: this block has no end") from None
            before = lines[number - 1] if number > 0 else ""
            found.append(Block(first, last, fence["language"].strip(), _REGION.match(before)))
            number = last
        number += 1
    return found


def region(root: Path, file: str, name: str) -> list[str]:
    """The lines between the two marks, without other marks, moved to the left edge."""
    path = root / file
    if not path.is_file():
        raise MistakeError(f"there is no file {file}")
    lines = path.read_text(encoding="utf-8").splitlines()
    marks = [at for at, line in enumerate(lines) if (mark := _MARK.match(line)) and mark["name"] == name]
    if len(marks) != 2:
        raise MistakeError(f"{file} has {len(marks)} marks [{name}] instead of 2")
    inside = [line for line in lines[marks[0] + 1 : marks[1]] if not _MARK.match(line)]
    return textwrap.dedent("\n".join(inside)).strip("\n").split("\n")


def filled(root: Path, text: str) -> str:
    """The document with every region as it stands in its file."""
    lines = text.splitlines()
    for block in reversed(blocks(lines)):
        if block.region:
            lines[block.first : block.last] = region(root, block.region["file"], block.region["name"])
        elif block.language in MUST_BE_REGIONS:
            raise MistakeError(f"line {block.first}: nothing compiles this block; make it a region of a file")
    named = sum(1 for line in lines if line.startswith("<!-- region"))
    if named != sum(1 for block in blocks(lines) if block.region):
        raise MistakeError("a region comment is misspelt, or has no block in the next line")
    return "\n".join(lines) + "\n"


def dead_links(document: Path, text: str) -> list[str]:
    """Links into the project that lead nowhere."""
    found = []
    for match in _LINK.finditer(text):
        target = match["target"].partition("#")[0]
        if target and not re.match(r"[a-z]+:", target) and not (document.parent / target).exists():
            found.append(target)
    return found


def documents(root: Path) -> list[Path]:
    """The documents for users."""
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """The result is the exit code."""
    parser = argparse.ArgumentParser(prog="python scripts/readme.py", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="say what differs; exit with 1 if something does")
    mode.add_argument("--write", action="store_true", help="bring the documents up to date")
    options = parser.parse_args(arguments)

    status = 0
    for document in documents(root):
        name = document.relative_to(root).as_posix()
        try:
            if not document.is_file():
                raise MistakeError("there is no such document")
            old = document.read_text(encoding="utf-8")
            new = filled(root, old)
        except MistakeError as mistake:
            print(f"{name}: {mistake}", file=sys.stderr)
            status = 1
            continue
        for target in dead_links(document, new):
            print(f"{name}: the link to {target} leads nowhere", file=sys.stderr)
            status = 1
        if old != new and options.write:
            document.write_text(new, encoding="utf-8", newline="\n")
            print(f"{name}: written")
        elif old != new:
            sys.stdout.writelines(
                difflib.unified_diff(
                    old.splitlines(keepends=True), new.splitlines(keepends=True), name, "as compiled"
                )
            )
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
