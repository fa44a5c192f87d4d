"""Keeps cmake/truto.*.cppm, the interface units of C++20 modules, in step with the headers.

A unit includes all public headers of the library inside of the module, and all that these include of others
before it: both lists change with the headers. `python scripts/modules.py --check` says what differs, and
`--write` writes the units.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TEXT = """\
// import truto.{api}; gives everything that the public headers declare, but no macros.
//
// Made by `python scripts/modules.py --write`. What the headers include of others comes before the module
// begins, so that it is no part of it.

module;

{others}

export module truto.{api};

// With the linkage that it has in the headers: one file of a program may import what another one includes.
export extern "C++"
{{
{own}
}}
"""


def includes(include: Path, name: str) -> list[str]:
    """What a header includes; bodies, which belong to the compiled part, left out."""
    found = re.findall(
        r"^#\s*include\s*<([^>]+)>", (include / name).read_text(encoding="utf-8"), re.MULTILINE
    )
    return [each for each in found if not each.endswith(".ipp")]


def unit(root: Path, api: str, apis: Sequence[str]) -> str:
    """The text of an API's interface unit."""
    include = root / "include"
    without = {"src.hpp", *(f"{each}.hpp" for each in apis if each != api)}
    own = sorted(
        f"truto/{path.name}" for path in (include / "truto").glob("*.hpp") if path.name not in without
    )
    seen: set[str] = set()
    others: set[str] = set()
    waiting = list(own)
    while waiting:
        name = waiting.pop()
        if name.startswith("truto/") and name not in seen:
            seen.add(name)
            waiting += includes(include, name)
        elif not name.startswith("truto/"):
            others.add(name)
    groups = [
        sorted(name for name in others if name.startswith("boost/")),
        sorted(name for name in others if not name.startswith("boost/")),
    ]
    lines = ["\n".join(f"#include <{name}>" for name in group) for group in groups]
    return TEXT.format(
        api=api, others="\n\n".join(lines), own="\n".join(f"#include <{name}>" for name in own)
    )


def units(root: Path) -> dict[Path, str]:
    """All interface units, one for each description."""
    apis = sorted(path.stem.replace("-", "_") for path in (root / "spec").glob("*.yaml"))
    return {root / f"cmake/truto.{api}.cppm": unit(root, api, apis) for api in apis}


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """The result is the exit code."""
    parser = argparse.ArgumentParser(prog="python scripts/modules.py", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="say what differs; exit with 1 if something does")
    mode.add_argument("--write", action="store_true", help="write the units")
    options = parser.parse_args(arguments)

    status = 0
    for path, text in units(root).items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        name = path.relative_to(root).as_posix()
        if options.write:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{name}: written")
        else:
            print(f"{name} is out of date; run: python scripts/modules.py --write", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
